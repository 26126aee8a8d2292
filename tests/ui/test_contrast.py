"""What is to be read stands out from its ground: measured in the picture of the window, not in the tokens."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from handover_desktop.ui.theme import ThemeChoice
from tests.ui.tour import Tour

_LEAST = {ThemeChoice.LIGHT: 4.5, ThemeChoice.DARK: 4.5, ThemeChoice.OUTDOOR: 7.0}
_MOST_TINTS = 2
"""Fewer points of a colour than this are the edge of a letter, and not its ink."""


@pytest.mark.parametrize("theme", list(_LEAST))
def test_every_text_that_can_be_used_or_read_stands_out(tour: Tour, theme: ThemeChoice) -> None:
    faint: dict[str, float] = {}
    seen: set[str] = set()

    def look(name: str, top: QWidget) -> None:
        picture = top.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for one in top.findChildren(QWidget):
            text = _text_of(one)
            if not text.strip() or not _is_read(one, top):
                continue
            what = f"{type(one).__name__} {text[:40]!r} in {name}"
            seen.add(what)
            contrast = _contrast(picture.copy(one.rect().translated(one.mapTo(top, one.rect().topLeft()))))
            if contrast < _LEAST[theme]:
                faint[what] = round(contrast, 2)

    before = tour.window.navigator
    tour.window.choose_theme(theme)
    if theme is ThemeChoice.OUTDOOR:
        tour.wait_for_another(before)
    tour.settle()
    tour.show = look
    tour.steps()
    assert len(seen) > 300
    assert not faint, "\n".join(f"{contrast} {what}" for what, contrast in faint.items())


def _text_of(one: QWidget) -> str:
    if isinstance(one, QComboBox):
        return one.currentText()
    return one.text() if isinstance(one, QLabel | QAbstractButton | QLineEdit) else ""


def _is_read(one: QWidget, top: QWidget) -> bool:
    """Tell whether a person has to read it: it is shown whole, and neither switched off nor about what is."""
    if not one.isVisible() or one.window() is not top or one.visibleRegion().boundingRect() != one.rect():
        return False
    return one.isEnabled() or (_is_in_reading(one) and not isinstance(one, QAbstractButton))


def _is_in_reading(one: QWidget | None) -> bool:
    while one is not None:
        if one.property("reading"):
            return True
        one = one.parentWidget()
    return False


def _contrast(picture: QImage) -> float:
    """Return the contrast of the commonest colour with the one that is farthest from it, as WCAG counts."""
    points = memoryview(picture.constBits()).cast("I")
    tints = Counter(point & 0xFFFFFF for point in points)
    ground = _luminance(tints.most_common(1)[0][0])
    inks = [_luminance(tint) for tint, count in tints.items() if count >= _MOST_TINTS]
    return max((max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) for ink in inks)


def _luminance(tint: int) -> float:
    colour = QColor(tint)
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
