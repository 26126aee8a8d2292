"""Pages of a document to read: scrolled, zoomed, drawn only where they can be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import icon_button
from handover_desktop.ui.widgets.labels import text_label

ZOOMS: Final = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Steps of enlargement; 1.0 shows a point as 96/72 pixels, which is about the size on paper."""
_GAP = 16
_PIXELS_PER_POINT = 96 / 72
_KEPT = 8


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The picture of a page: `rgba` is `width` x `height` pixels of four bytes."""

    width: int
    height: int
    rgba: bytes


@dataclass(frozen=True, slots=True)
class PdfViewTexts:
    """The texts of the view, translated; `page_of` has the placeholders {page} and {count}."""

    zoom_in: str
    zoom_out: str
    fit_width: str
    previous: str
    next: str
    page_of: str
    accessible_name: str


Render = Callable[[int, float], RenderedPage]


class _Pages(QAbstractScrollArea):
    """The pages below each other. A page is drawn when it comes into sight, and a few drawn ones are kept."""

    moved = Signal()
    zoomed = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._render: Render | None = None
        self._zoom = 1.0
        self._fitting = True
        self._pictures: dict[tuple[int, float], QImage] = {}
        self._rects: list[QRect] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setSingleStep(48)
        look.changed.connect(self.viewport().update)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    @property
    def current_page(self) -> int:
        """The page, from 0, that covers the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, sum(rect.top() <= middle for rect in self._rects) - 1)

    def show_pages(self, sizes: Sequence[tuple[float, float]], render: Render | None) -> None:
        self._sizes, self._render = tuple(sizes), render
        self._pictures.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def set_zoom(self, zoom: float | None) -> None:
        """Enlarge to `zoom`, or fit the width where it is None; the page that is read stays in place."""
        at = self._place_read()
        self._fitting = zoom is None
        self._zoom = self._zoom if zoom is None else zoom
        self._lay_out()
        self._go_to(at)
        self.viewport().update()
        self.moved.emit()

    def go_to_page(self, page: int) -> None:
        if self._rects:
            place = self._rects[max(0, min(page, len(self._rects) - 1))]
            self.verticalScrollBar().setValue(place.top() - _GAP // 2)

    def _place_read(self) -> tuple[int, float]:
        if not self._rects:
            return 0, 0.0
        page = self.current_page
        rect = self._rects[page]
        return page, (self.verticalScrollBar().value() - rect.top()) / max(1, rect.height())

    def _go_to(self, at: tuple[int, float]) -> None:
        if self._rects:
            rect = self._rects[min(at[0], len(self._rects) - 1)]
            self.verticalScrollBar().setValue(round(rect.top() + at[1] * rect.height()))

    def _lay_out(self) -> None:
        room = self.viewport().width()
        widest = max((width for width, _ in self._sizes), default=1.0) * _PIXELS_PER_POINT
        if self._fitting:
            self._zoom = max(0.1, (room - 2 * _GAP) / widest)
        self._rects = []
        whole = max(room, round(widest * self._zoom) + 2 * _GAP)
        y = _GAP
        for width, height in self._sizes:
            size = QSize(
                round(width * _PIXELS_PER_POINT * self._zoom), round(height * _PIXELS_PER_POINT * self._zoom)
            )
            self._rects.append(QRect(QPoint((whole - size.width()) // 2, y), size))
            y += size.height() + _GAP
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, y - self.viewport().height()))
        across.setPageStep(room)
        across.setRange(0, max(0, whole - room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        at = self._place_read()
        self._lay_out()
        self._go_to(at)
        self.moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._look.theme.colours
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), c.sunken)
        for number, rect in enumerate(self._rects):
            place = rect.translated(-shift)
            if not place.intersects(self.viewport().rect()):
                continue
            painter.fillRect(place, c.paper)
            picture = self._picture(number)
            if picture is not None:
                painter.drawImage(place, picture)
            painter.setPen(QPen(c.hairline, 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()

    def _picture(self, page: int) -> QImage | None:
        if self._render is None:
            return None
        dpi = round(96 * self._zoom * self.devicePixelRatioF(), 2)
        kept = self._pictures.get((page, dpi))
        if kept is not None:
            return kept
        drawn = self._render(page, dpi)
        line = drawn.width * 4
        picture = QImage(drawn.rgba, drawn.width, drawn.height, line, QImage.Format.Format_RGBA8888).copy()
        while len(self._pictures) >= _KEPT:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[page, dpi] = picture
        return picture


class PdfView(QWidget):
    """A document with its controls: page back and forth, page x of y, smaller, larger, fit the width."""

    def __init__(self, look: Look, texts: PdfViewTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._pages = _Pages(look, self)
        self._pages.setAccessibleName(texts.accessible_name)
        self._pages.moved.connect(self._show_place)
        self._pages.zoomed.connect(self._zoom_by)
        self._place: QLabel = text_label(look, style=TextStyle.BODY, tone="muted", wrap=False)
        self._percent: QLabel = text_label(look, style=TextStyle.BODY, tone="muted", wrap=False)
        bar = QHBoxLayout()
        bar.setContentsMargins(
            look.theme.space(2), look.theme.space(1), look.theme.space(2), look.theme.space(1)
        )
        bar.setSpacing(look.theme.space(1))
        self._buttons: list[QToolButton] = []
        self._add(bar, look, "chevron-up", texts.previous, lambda: self._turn(-1), "Ctrl+PgUp")
        self._add(bar, look, "chevron-down", texts.next, lambda: self._turn(1), "Ctrl+PgDown")
        bar.addWidget(self._place)
        bar.addStretch()
        bar.addWidget(self._percent)
        self._add(bar, look, "zoom-out", texts.zoom_out, lambda: self._zoom_by(-1), "Ctrl+-")
        self._add(bar, look, "zoom-in", texts.zoom_in, lambda: self._zoom_by(1), "Ctrl++", "Ctrl+=")
        self._add(bar, look, "move-horizontal", texts.fit_width, lambda: self._pages.set_zoom(None), "Ctrl+0")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self._pages, 1)
        self.setFocusProxy(self._pages)
        self.clear()

    @property
    def zoom(self) -> float:
        """The enlargement; 1.0 is about the size on paper."""
        return self._pages.zoom

    @property
    def page(self) -> int:
        """The page that is read, from 0."""
        return self._pages.current_page

    def show_document(
        self, page_count: int, page_sizes: Sequence[tuple[float, float]], render: Render
    ) -> None:
        """Show pages of `page_sizes` (points); `render(page, dpi)` is asked for those in sight."""
        if page_count != len(page_sizes):
            raise ValueError(f"{page_count} pages, {len(page_sizes)} sizes")
        self._pages.show_pages(page_sizes, render)
        self._show_place()

    def clear(self) -> None:
        """Show nothing."""
        self._pages.show_pages((), None)
        self._show_place()

    def go_to_page(self, page: int) -> None:
        """Bring `page`, from 0, into sight."""
        self._pages.go_to_page(page)

    def _add(
        self, bar: QHBoxLayout, look: Look, icon_name: str, name: str, act: Callable[[], None], *keys: str
    ) -> None:
        made = icon_button(look, icon_name, name)
        made.clicked.connect(act)
        made.setToolTip(f"{name} ({QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})")
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(made.click)
        self._buttons.append(made)
        bar.addWidget(made)

    def _turn(self, by: int) -> None:
        self._pages.go_to_page(self._pages.current_page + by)

    def _zoom_by(self, by: int) -> None:
        now = self._pages.zoom
        if by > 0:
            self._pages.set_zoom(next((zoom for zoom in ZOOMS if zoom > now + 0.01), ZOOMS[-1]))
        else:
            self._pages.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < now - 0.01), ZOOMS[0]))

    def _show_place(self) -> None:
        count = self._pages.page_count
        for shown in self._buttons:
            shown.setEnabled(count > 0)
        self._place.setText(
            self._texts.page_of.format(page=self._pages.current_page + 1, count=count) if count else ""
        )
        self._percent.setText(f"{round(self._pages.zoom * 100)} %" if count else "")
