"""Icons that take the theme's colours: shipped SVG drawings, sharp at every scale."""

from __future__ import annotations

import enum
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
    QPixmapCache,
    QTransform,
)
from PySide6.QtSvg import QSvgRenderer

from handover_desktop.ui.theme import Look


class Tone(enum.Enum):
    """The part an icon plays, which decides its colour."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    INVERSE = "window"
    INK = "ink"


_DIRECTED = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "external-link", "undo-2"}
)
"""What points along the line of writing, and so is mirrored where that runs from the right."""


class _ThemedEngine(QIconEngine):
    """Draws one SVG in the colour its tone has in the theme that is on at that moment."""

    def __init__(self, file: Path, look: Look, tone: Tone, from_right: bool) -> None:
        super().__init__()
        self._from_right = from_right
        self._file = file
        self._look = look
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._file, self._look, self._tone, self._from_right)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self._picture(rect.size(), mode, painter.device().devicePixelRatio()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._picture(size, mode, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._picture(size, mode, scale)

    def _colour(self, mode: QIcon.Mode) -> QColor:
        colours = self._look.theme.colours
        if mode is QIcon.Mode.Disabled:
            return colours.disabled
        colour = getattr(colours, self._tone.value)
        assert isinstance(colour, QColor)
        return colour

    def _picture(self, size: QSize, mode: QIcon.Mode, scale: float) -> QPixmap:
        if size.isEmpty():
            return QPixmap()
        colour = self._colour(mode).name()
        turned = self._file.stem in _DIRECTED and self._from_right
        key = f"{self._file}|{size.width()}x{size.height()}|{colour}|{scale}|{self._from_right}"
        kept = QPixmap()
        if QPixmapCache.find(key, kept):
            return kept
        picture = render_svg(self._file, size, colour, scale, left=turned or not self._from_right)
        if turned:  # in place: a drawing that stays as it is moves to the other side instead
            picture = picture.transformed(QTransform.fromScale(-1, 1))
        QPixmapCache.insert(key, picture)
        return picture


def render_svg(file: Path, size: QSize, colour: str, scale: float, *, left: bool = True) -> QPixmap:
    """Return the square drawing at the left, or the right, of `size` (device-independent pixels) in `colour`."""
    source = file.read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(QSize(round(size.width() * scale), round(size.height() * scale)))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    side = min(size.width(), size.height())
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.encode())).render(
        painter, QRectF(0 if left else size.width() - side, 0, side, side)
    )
    painter.end()
    return picture


def icon(name: str, look: Look, *, tone: Tone = Tone.TEXT, from_right: bool | None = None) -> QIcon:
    """Return the icon `name`, which follows theme and scale; raise FileNotFoundError where there is none.

    It is for what is laid out from the right where `from_right` says so, else as the whole window is.
    """
    file = look.resources / "icons" / "lucide" / f"{name}.svg"
    if not file.is_file():
        raise FileNotFoundError(file)
    turned = QGuiApplication.isRightToLeft() if from_right is None else from_right
    return QIcon(_ThemedEngine(file, look, tone, turned))


def app_icon(resources: Path) -> QIcon:
    """Return the application's own icon, from pictures made for each size."""
    found = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        found.addFile(str(resources / "icons" / "app" / f"handover-{size}.png"), QSize(size, size))
    return found
