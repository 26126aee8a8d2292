"""The pages of a document as small pictures beside it: only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.pdf_source import PageSource, Tile
from handover_desktop.ui.widgets.pdf_tiles import TileStore

MEMORY: Final = 24_000_000
_MARGIN: Final = 8
_NUMBER: Final = 20
_FINE: Final = 2
"""Small pages are drawn larger and made smaller: PDFium makes thin lines no thinner than a pixel."""

Index = QModelIndex | QPersistentModelIndex


class _PageModel(QAbstractListModel):
    """One row a page; its text is what a screen reader says."""

    def __init__(self, name: Callable[[int], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._count = 0

    def show(self, count: int) -> None:
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self._name(index.row()) if index.isValid() and role in spoken else None


class _Painter(QStyledItemDelegate):
    """Draws a page, its number, and which one is read."""

    def __init__(self, look: Look, view: PdfThumbnails) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.size_of(index.row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c = self._look.theme.colours
        rect = QRect(option.rect)
        place = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_NUMBER)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, c.paper)
        picture = self._view.picture(index.row(), place)
        if picture is not None:
            painter.drawImage(QRectF(place), picture)
        painter.setPen(QPen(c.accent if chosen else c.hairline, 3 if chosen else 1))
        edge = 2 if chosen else 1
        painter.drawRect(place.adjusted(-edge, -edge, edge - 1, edge - 1))
        painter.setFont(self._look.theme.font(TextStyle.CAPTION, strong=chosen))
        painter.setPen(c.text if chosen else c.muted)
        below = QRect(rect.left(), place.bottom() + 3, rect.width(), _NUMBER - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.restore()


class PdfThumbnails(QListView):
    """Small pages; the one chosen is the one that is read.

    *Signals:* `page_chosen(int)` by mouse or keys.
    """

    page_chosen = Signal(int)

    def __init__(
        self, look: Look, accessible_name: str, name: Callable[[int], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source: PageSource | None = None
        self._tiles = TileStore(MEMORY, self)
        self._wanted: list[Tile] = []
        self._pages = _PageModel(name, self)
        self._follows = False
        self.setAccessibleName(accessible_name)
        self.setModel(self._pages)
        self.setItemDelegate(_Painter(look, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._tiles.arrived.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._choose)

    def size_of(self, page: int) -> QSize:
        """Return the room that a page takes with its number."""
        width, height = self._source.sizes[page] if self._source is not None else (1.0, 1.0)
        room = max(1, self.viewport().width())
        return QSize(room, round((room - 2 * _MARGIN) * height / width) + _MARGIN + _NUMBER)

    def show_source(self, source: PageSource | None) -> None:
        """Show another document, or nothing."""
        self._source = source
        self._tiles.show(source)
        self._pages.show(len(source.sizes) if source is not None else 0)

    def show_page(self, page: int) -> None:
        """Mark the page that is read."""
        if self.currentIndex().row() != page and 0 <= page < self._pages.rowCount():
            self._follows = True
            self.setCurrentIndex(self._pages.index(page))
            self._follows = False

    def picture(self, page: int, place: QRect) -> QImage | None:
        """Return the picture of a page where it is at hand, and note that it is wanted."""
        ratio = max(_FINE, self.devicePixelRatioF())
        whole = (round(place.width() * ratio), round(place.height() * ratio))
        tile = Tile(page, whole, (0, 0, *whole))
        self._wanted.append(tile)
        found = self._tiles.picture(tile)
        if found is None:
            for _tile, other in self._tiles.others(page, whole):
                found = other
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in sight, then ask for what was missing."""
        self._wanted = []
        super().paintEvent(event)
        self._tiles.want(self._wanted)

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._follows:
            self.page_chosen.emit(current.row())
