"""The direction in which the window is laid out: what is drawn by hand is placed by it, figures keep their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QGuiApplication

from handover_desktop.i18n import Direction, direction_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QWidget

_Rect = TypeVar("_Rect", QRect, QRectF)


def turn(language: str) -> None:
    """Lay the whole application out in the direction of `language`."""
    right_to_left = direction_of(language) is Direction.RIGHT_TO_LEFT
    if right_to_left == QGuiApplication.isRightToLeft():
        return
    from PySide6.QtCore import Qt  # its enumerations alone take 50 ms: not before the first paint

    QGuiApplication.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )


def mirrored(place: _Rect, within: _Rect, by: QWidget | None = None) -> _Rect:
    """Return where `place`, given as from the left, lies in `within` in the direction of `by`, else of all."""
    if not (QGuiApplication.isRightToLeft() if by is None else by.isRightToLeft()):
        return place
    made = type(place)(place)
    if isinstance(made, QRect):
        made.moveLeft(round(within.left() + within.right() - place.right()))
    else:
        made.moveLeft(within.left() + within.right() - place.right())
    return made


def set_margins(layout: QLayout, start: int, top: int, end: int, bottom: int) -> None:
    """Keep free, in pixels, what is to be free where lines begin, above, where they end, and below."""
    left, right = (end, start) if QGuiApplication.isRightToLeft() else (start, end)
    layout.setContentsMargins(left, top, right, bottom)


def keep_inside(splitter: QWidget) -> None:
    """Keep free the pixel by which a splitter that is laid out from the right places its first part outside itself."""
    if QGuiApplication.isRightToLeft():
        splitter.setContentsMargins(0, 0, 1, 0)


def left_to_right(text: str) -> str:
    """Return an identifier, amount, date or path so that a window laid out from the right leaves its order alone."""
    return f"\u2066{text}\u2069" if text and QGuiApplication.isRightToLeft() else text


def apart(text: str) -> str:
    """Return words of the data so that they, and the dots where they are cut, keep the direction of their letters."""
    return f"\u2068{text}\u2069" if text and QGuiApplication.isRightToLeft() else text


def led(text: str, language: str) -> str:
    """Return a label that begins where `language` begins, whatever letters it begins with."""
    return f"\u200f{text}" if text and direction_of(language) is Direction.RIGHT_TO_LEFT else text
