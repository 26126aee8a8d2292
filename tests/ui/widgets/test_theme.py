"""The tokens of the themes: readable, complete, and followed at once."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.ui.icons import Tone, app_icon, icon, render_svg
from handover_desktop.ui.marks import Mark, outcome_colour, outcome_ground, paint_mark
from handover_desktop.ui.theme import Look, TextStyle, ThemeChoice, load_theme

NAMES = ("light", "dark", "outdoor")
TEXT_ON_GROUND = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("muted", "raised"),
    ("accent", "window"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_selection", "selection"),
    ("muted", "selection"),
    ("window", "text"),
    ("good", "surface"),
    ("good", "good_soft"),
    ("good", "selection"),
    ("on_outcome", "good"),
    ("text", "good_soft"),
    ("amber", "surface"),
    ("amber", "amber_soft"),
    ("amber", "selection"),
    ("on_outcome", "amber"),
    ("text", "amber_soft"),
    ("red", "surface"),
    ("red", "red_soft"),
    ("red", "selection"),
    ("on_outcome", "red"),
    ("text", "red_soft"),
    ("ink", "paper"),
]


def luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(name: str, text: str, ground: str, resources: Path) -> None:
    colours = load_theme(resources, name).colours
    least = 7.0 if name == "outdoor" else 4.5
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= least


def test_type_is_larger_outdoors(resources: Path) -> None:
    light, dark, outdoor = (load_theme(resources, name).sizes for name in NAMES)
    assert light == dark == {style: int(style) for style in TextStyle}
    assert all(outdoor[style] >= 1.1 * style for style in TextStyle)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("line", ["control", "focus"])
def test_borders_of_controls_can_be_seen(name: str, line: str, resources: Path) -> None:
    colours = load_theme(resources, name).colours
    assert (
        min(contrast(getattr(colours, line), ground) for ground in (colours.surface, colours.window)) >= 3.0
    )


@pytest.mark.parametrize("name", NAMES)
def test_an_outcome_is_readable_on_its_own_ground(name: str, resources: Path) -> None:
    theme = load_theme(resources, name)
    for outcome in Outcome:
        assert contrast(outcome_colour(outcome, theme), outcome_ground(outcome, theme)) >= 4.5


def test_choosing_a_theme_changes_the_palette_and_says_so(look: Look, qapp: QApplication) -> None:
    heard: list[str] = []
    look.changed.connect(lambda: heard.append(look.theme.name))
    look.choose(ThemeChoice.DARK)
    look.choose(ThemeChoice.DARK)
    assert heard == ["dark"]
    assert qapp.palette().window().color() == look.theme.colours.window


def test_the_faces_are_the_shipped_ones_and_figures_are_equally_wide(look: Look) -> None:
    font = look.theme.font(TextStyle.LARGE)
    assert QFontInfo(font).family() == "Inter"
    assert QFontInfo(look.theme.mono()).family() == "DejaVu Sans Mono"
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(figure * 20) for figure in "0123456789"}) == 1
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "ČčĆćŽžŠšĐđЂђЋћЉљЊњЏџЈј€§№")


def test_figures_stay_equally_wide_in_a_styled_button(look: Look) -> None:
    button = QPushButton("1")
    button.setProperty("role", "primary")
    button.ensurePolished()
    metrics = button.fontMetrics()
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def drawn(mark: Mark, size: int) -> QImage:
    """Return the mark in black on white."""
    image = QImage(size, size, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, size, size), mark, colour=QColor("black"), ground=QColor("white"))
    painter.end()
    return image


def test_marks_differ_in_grey_at_sixteen_pixels() -> None:
    pictures = {mark: bytes(drawn(mark, 16).constBits()) for mark in Mark}
    for one in Mark:
        for other in Mark:
            if one is not other:
                apart = sum(abs(a - b) for a, b in zip(pictures[one], pictures[other], strict=True)) / 255
                assert apart > 20, f"{one} and {other} differ by {apart:.0f} of 256 pixels"


def test_every_shipped_icon_can_be_drawn_and_follows_the_theme(look: Look) -> None:
    for file in (look.resources / "icons" / "lucide").glob("*.svg"):
        assert not icon(file.stem, look).pixmap(24, 24).isNull()
    shown = icon("search", look)
    before = shown.pixmap(24, 24).toImage()
    look.choose(ThemeChoice.DARK)
    assert shown.pixmap(24, 24).toImage() != before


def test_an_icon_is_drawn_for_every_scale_and_not_stretched(look: Look) -> None:
    file = look.resources / "icons" / "lucide" / "camera.svg"
    for scale in (1.0, 1.5, 2.0, 3.0):
        shown = icon("camera", look).pixmap(QSize(20, 20), scale)
        drawn = render_svg(file, QSize(20, 20), look.theme.colours.text.name(), scale)
        assert shown.deviceIndependentSize().toSize() == QSize(20, 20)
        assert shown.toImage() == drawn.toImage()


def test_an_icon_outlives_the_variable_it_was_made_in(look: Look) -> None:
    button = QPushButton()
    button.setIcon(QIcon(icon("check", look, tone=Tone.ON_ACCENT)))
    gc.collect()
    assert not button.icon().pixmap(24, 24).isNull()


def test_an_unknown_icon_is_refused(look: Look) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", look)


def test_the_application_icon_has_all_sizes(resources: Path) -> None:
    assert {size.width() for size in app_icon(resources).availableSizes()} == {16, 24, 32, 48, 64, 128, 256}


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QComboBox, QSpinBox, QDateEdit])
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.OUTDOOR])
def test_a_larger_least_height_is_kept_and_focus_moves_nothing(
    look: Look, qtbot: QtBot, kind: type[QWidget], choice: ThemeChoice
) -> None:
    look.choose(choice)
    plain, tall = kind(), kind()
    qtbot.addWidget(plain)
    qtbot.addWidget(tall)
    tall.setMinimumHeight(44)
    tall.ensurePolished()
    assert tall.minimumHeight() == 44
    plain.ensurePolished()
    assert 33 <= plain.sizeHint().height() <= 40 * look.theme.sizes[TextStyle.BODY] / TextStyle.BODY
    with qtbot.waitActive(plain):
        plain.show()
    before = plain.sizeHint()
    plain.setFocus()
    assert plain.sizeHint() == before
