"""The pages of a document below each other: scrolled, enlarged, searched, selected; drawn elsewhere, tile by tile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QGestureEvent, QPinchGesture, QWidget

from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.pdf_layout import (
    GAP,
    Fit,
    Zoom,
    bound_zoom,
    lay_out,
)
from handover_desktop.ui.widgets.pdf_selection import Selection
from handover_desktop.ui.widgets.pdf_source import PageSource, Tile
from handover_desktop.ui.widgets.pdf_tiles import TileStore

if TYPE_CHECKING:
    from handover_desktop.services.viewing import Match

TILE: Final = 1024
MEMORY: Final = 128_000_000
"""Bytes of pictures that are kept; what is in sight is kept in any case."""
_LINE: Final = 48
_WHEEL_STEP: Final = 120
_SOFT: Final = 48
_STRONG: Final = 72


class PdfPages(QAbstractScrollArea):
    """The pages of one document.

    *Signals:* `moved()` after scrolling, enlarging or resizing.
    """

    moved = Signal()

    def __init__(self, look: Look, failed_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._failed_text = failed_text
        self._source: PageSource | None = None
        self._zoom: Zoom = Fit.WIDTH
        self._layout = lay_out((), 1.0, self.size())
        self._tiles = TileStore(MEMORY, self)
        self._matches: dict[int, list[Match]] = {}
        self._match: Match | None = None
        self.selection = Selection(self)
        self._tiles.arrived.connect(self._repaint)
        self.selection.changed.connect(self._repaint)
        self.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
        )  # a document scrolls the same in every language
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        look.changed.connect(self._repaint)

    @property
    def zoom(self) -> float:
        """The enlargement of the page that is read."""
        return self._layout.zooms[self.current_page] if self._layout.zooms else 1.0

    @property
    def zoom_choice(self) -> Zoom:
        """The enlargement as it was chosen."""
        return self._zoom

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._layout.pages)

    @property
    def current_page(self) -> int:
        """The page, from 0, that covers the middle of the view."""
        return self._layout.page_at(self.verticalScrollBar().value() + self.viewport().height() / 2)

    def show_source(self, source: PageSource | None) -> None:
        """Show another document from its beginning, or nothing."""
        self._source = source
        self._tiles.show(source)
        self.selection.show(source)
        self.show_matches((), None)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum() // 2)
        self._repaint()

    def set_zoom(self, zoom: Zoom, spot: QPointF | None = None) -> None:
        """Enlarge to `zoom`; what is at `spot` of the view (by default its upper middle) stays in place."""
        at = spot or QPointF(self.viewport().width() / 2, 0)
        fixed = self._anchor(at)
        self._zoom = zoom if isinstance(zoom, Fit) else bound_zoom(zoom)
        self._lay_out()
        self._restore(fixed, at)
        self._repaint()
        self.moved.emit()

    def go_to_page(self, page: int) -> None:
        """Bring the top of `page` to the top of the view."""
        if self._layout.pages:
            place = self._layout.pages[max(0, min(page, self.page_count - 1))]
            self.verticalScrollBar().setValue(place.top() - GAP // 2)

    def show_matches(self, matches: Sequence[Match], current: Match | None) -> None:
        """Mark what was found; `current` is marked stronger and brought into sight."""
        self._matches = {}
        for match in matches:
            self._matches.setdefault(match.page, []).append(match)
        fresh = current is not None and current is not self._match
        self._match = current
        if fresh and current is not None:
            self._bring_into_sight(self._layout.to_pixels(current.page, current.boxes[0]))
        self._repaint()

    def _bring_into_sight(self, place: QRectF) -> None:
        for bar, low, high, room in (
            (self.verticalScrollBar(), place.top(), place.bottom(), self.viewport().height()),
            (self.horizontalScrollBar(), place.left(), place.right(), self.viewport().width()),
        ):
            if low < bar.value() + GAP or high > bar.value() + room - GAP:
                bar.setValue(round((low + high - room) / 2))

    def _shift(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _anchor(self, spot: QPointF) -> tuple[int, float, float]:
        """Return page, and the place on it in points, that is seen at `spot`."""
        if not self._layout.pages:
            return 0, 0.0, 0.0
        there = spot + QPointF(self._shift())
        page = self._layout.page_at(there.y())
        return page, *self._layout.to_points(page, there)

    def _restore(self, fixed: tuple[int, float, float], spot: QPointF) -> None:
        page, x, y = fixed
        if page < self.page_count:
            there = self._layout.to_pixels(page, (x, y, 0, 0)).topLeft() - spot
            self.horizontalScrollBar().setValue(round(there.x()))
            self.verticalScrollBar().setValue(round(there.y()))

    def _lay_out(self) -> None:
        room = self.viewport().size()
        self._layout = lay_out(self._source.sizes if self._source else (), self._zoom, room)
        for bar, whole, seen in (
            (self.verticalScrollBar(), self._layout.height, room.height()),
            (self.horizontalScrollBar(), self._layout.width, room.width()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, whole - seen))

    def _repaint(self) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        spot = QPointF(self.viewport().width() / 2, 0)
        fixed = self._anchor(spot)
        self._lay_out()
        self._restore(fixed, spot)
        self.moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._repaint()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.15 ** (event.angleDelta().y() / _WHEEL_STEP), event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Enlarge by two fingers, on the pad or on the glass."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.set_zoom(self.zoom * (1 + event.value()), event.position())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                middle = self.viewport().mapFromGlobal(pinch.centerPoint())
                self.set_zoom(self.zoom * pinch.scaleFactor(), middle)
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + (-bar.pageStep() if back else bar.pageStep()))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._layout.pages:
            page, x, y = self._anchor(event.position())
            self.selection.begin(page, (x, y))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.selection.page is not None:
            there = event.position() + QPointF(self._shift())
            self.selection.extend(self._layout.to_points(self.selection.page, there))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._look.theme.colours
        seen = self.viewport().rect()
        shift = self._shift()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(seen, c.sunken)
        pages = self._layout.pages_between(shift.y(), shift.y() + seen.height())
        wanted: list[Tile] = []
        for page in pages:
            place = self._layout.pages[page].translated(-shift)
            painter.fillRect(place, c.paper)
            wanted += self._paint_page(painter, page, place)
            self._paint_marks(painter, page, shift)
            painter.setPen(QPen(c.hairline, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QPen(c.focus, 2))
            painter.drawRect(seen.adjusted(1, 1, -1, -1))
        painter.end()
        self._tiles.want([*wanted, *self._ahead(pages, shift)])

    def _paint_page(self, painter: QPainter, page: int, place: QRect) -> list[Tile]:
        """Paint what is at hand of a page and return the tiles that belong here."""
        tiles = list(self._tiles_of(page, place))
        pictures = [(tile, self._tiles.picture(tile)) for tile in tiles]
        if any(picture is None for _tile, picture in pictures):
            if self._tiles.has_failed(page):
                painter.setPen(self._look.theme.colours.ink)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._failed_text)
                return []
            for tile, other in list(self._tiles.others(page, self._whole(place))):
                painter.drawImage(_target(place, tile, self.devicePixelRatioF()), other)
        for tile, picture in pictures:
            if picture is not None:
                painter.drawImage(_target(place, tile, self.devicePixelRatioF()), picture)
        return tiles

    def _paint_marks(self, painter: QPainter, page: int, shift: QPoint) -> None:
        accent = self._look.theme.colours.accent
        marked = [(match.boxes, match is self._match) for match in self._matches.get(page, ())]
        if self.selection.page == page:
            marked.append((self.selection.boxes, False))
        for boxes, strong in marked:
            for box in boxes:
                place = self._layout.to_pixels(page, box).translated(-shift).adjusted(-1, -1, 1, 1)
                wash = QColor(accent)
                wash.setAlpha(_STRONG if strong else _SOFT)
                painter.fillRect(place, wash)
                if strong:
                    painter.setPen(QPen(self._look.theme.colours.ink, 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(place)

    def _whole(self, place: QRect) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return round(place.width() * ratio), round(place.height() * ratio)

    def _tiles_of(self, page: int, place: QRect) -> Iterator[Tile]:
        """Return the tiles of a page that are in sight when it stands at `place`, in the screen's own pixels."""
        ratio = self.devicePixelRatioF()
        width, height = self._whole(place)
        seen = place.intersected(self.viewport().rect()).translated(-place.topLeft())
        if seen.isEmpty():
            return
        for row in range(int(seen.top() * ratio) // TILE, int(seen.bottom() * ratio) // TILE + 1):
            for column in range(int(seen.left() * ratio) // TILE, int(seen.right() * ratio) // TILE + 1):
                left, top = column * TILE, row * TILE
                if left < width and top < height:
                    part = (left, top, min(TILE, width - left), min(TILE, height - top))
                    yield Tile(page, (width, height), part)

    def _ahead(self, pages: range, shift: QPoint) -> Iterator[Tile]:
        """Return the tiles next to those in sight, below and above: they are there before they are read."""
        if not pages:
            return
        for page in (pages.stop, pages.start - 1):
            if 0 <= page < self.page_count:
                place = self._layout.pages[page].translated(-shift)
                height = self.viewport().height()
                y = min(place.top(), height - _LINE) if page >= pages.stop else _LINE - place.height()
                yield from self._tiles_of(page, QRect(QPoint(place.left(), y), place.size()))


def _target(place: QRect, tile: Tile, ratio: float) -> QRectF:
    """Return where a tile stands when its page stands at `place`, on whole pixels of the screen."""
    across, down = round(place.left() * ratio), round(place.top() * ratio)
    scale = place.width() * ratio / tile.whole[0]
    if abs(scale - 1) * tile.whole[0] < 1:
        scale = 1.0
    left, top, width, height = (edge * scale / ratio for edge in tile.place)
    return QRectF(across / ratio + left, down / ratio + top, width, height)
