"""A document to read: its pages, small pages beside them, page and size, finding a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QToolButton, QVBoxLayout, QWidget

from handover_desktop.ui.directions import keep_inside
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.buttons import icon_button
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.pdf_find import FindTexts, PdfFind
from handover_desktop.ui.widgets.pdf_layout import ZOOMS, Fit, Zoom
from handover_desktop.ui.widgets.pdf_pages import PdfPages
from handover_desktop.ui.widgets.pdf_source import PageSource
from handover_desktop.ui.widgets.pdf_thumbnails import PdfThumbnails

THUMBNAILS: Final = (96, 120, 320)
"""Least, usual and most width of the small pages, in pixels."""


@dataclass(frozen=True, slots=True)
class PdfViewTexts:
    """The texts of the view, translated; `of_count` has the placeholder {count}, `page_number` {page}."""

    zoom_in: str
    zoom_out: str
    fit_width: str
    fit_page: str
    previous: str
    next: str
    page: str
    page_number: str
    of_count: str
    thumbnails: str
    not_drawn: str
    accessible_name: str
    find: FindTexts


class _PageField(QLineEdit):
    """The number of a page: Return goes there, Escape takes what was written back."""

    page_asked = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._page = 0
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QIntValidator(0, 99_999, self))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0000") + 20)
        self.returnPressed.connect(self._go)
        self.editingFinished.connect(self._restore)

    def show_page(self, page: int) -> None:
        self._page = page
        if not self.hasFocus() or not self.isModified():
            self._restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self._restore()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        if self.text():
            self.setModified(False)
            self.page_asked.emit(int(self.text()) - 1)

    def _restore(self) -> None:
        self.setText(str(self._page + 1))
        self.setModified(False)


class PdfView(QWidget):
    """A document with its controls.

    *Signals:* `arranged()` when a person chose another size, or other small pages.
    """

    arranged = Signal()

    def __init__(self, look: Look, texts: PdfViewTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.pages = PdfPages(look, texts.not_drawn)
        self.pages.setAccessibleName(texts.accessible_name)
        self.thumbnails = PdfThumbnails(
            look, texts.thumbnails, lambda page: texts.page_number.format(page=page + 1)
        )
        self.thumbnails.setMinimumWidth(THUMBNAILS[0])
        self.thumbnails.setMaximumWidth(THUMBNAILS[2])
        self.finder = PdfFind(look, texts.find)
        self.page_field = _PageField(texts.page)
        self.count = text_label(look, tone="muted", wrap=False)
        self.percent = text_label(look, tone="muted", wrap=False)
        self._buttons: list[QToolButton] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._build_bar(look))
        rows.addWidget(self.finder)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        keep_inside(self._splitter)
        self._splitter.addWidget(self.thumbnails)
        self._splitter.addWidget(self.pages)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([THUMBNAILS[1], 10_000])
        rows.addWidget(self._splitter, 1)
        self._add_keys()
        self.pages.moved.connect(self._show_place)
        self.thumbnails.page_chosen.connect(self.pages.go_to_page)
        self.page_field.page_asked.connect(self._go_by_number)
        self.finder.found.connect(self.pages.show_matches)
        self.finder.left.connect(self.pages.setFocus)
        self._splitter.splitterMoved.connect(lambda _at, _index: self.arranged.emit())
        self.setFocusProxy(self.pages)
        self.clear()

    @property
    def zoom(self) -> float:
        """The enlargement; 1.0 is about the size on paper."""
        return self.pages.zoom

    @property
    def page(self) -> int:
        """The page that is read, from 0."""
        return self.pages.current_page

    @property
    def thumbnail_width(self) -> int:
        """How wide the small pages are; 0 while they are hidden."""
        return 0 if self.thumbnails.isHidden() else self._splitter.sizes()[0]

    def arrange(self, zoom: Zoom, thumbnail_width: int) -> None:
        """Show pages as `zoom` says, and small pages of that width, none for 0."""
        self.pages.set_zoom(zoom)
        self.thumbnails.setVisible(thumbnail_width > 0)
        self._small.setChecked(thumbnail_width > 0)
        if thumbnail_width > 0:
            self._splitter.setSizes([thumbnail_width, 10_000])
        self._show_place()

    def show_document(self, source: PageSource) -> None:
        """Show a document from its first page."""
        self._show_source(source)

    def clear(self) -> None:
        """Show nothing."""
        self._show_source(None)

    def go_to_page(self, page: int) -> None:
        """Bring `page`, from 0, into sight."""
        self.pages.go_to_page(page)

    def _show_source(self, source: PageSource | None) -> None:
        self.pages.show_source(source)
        self.thumbnails.show_source(source)
        self.finder.show_source(source)
        self._show_place()

    def _build_bar(self, look: Look) -> QHBoxLayout:
        texts, space = self._texts, look.theme.space
        bar = QHBoxLayout()
        bar.setContentsMargins(space(2), space(1), space(2), space(1))
        bar.setSpacing(space(1))
        self._small = self._add(bar, look, "panel-left", texts.thumbnails, self._toggle_thumbnails, "F4")
        self._small.setCheckable(True)
        self._small.setChecked(True)
        self._add(bar, look, "chevron-up", texts.previous, lambda: self._turn(-1), "Ctrl+PgUp")
        self._add(bar, look, "chevron-down", texts.next, lambda: self._turn(1), "Ctrl+PgDown")
        bar.addWidget(self.page_field)
        bar.addWidget(self.count)
        bar.addStretch(1)
        self._add(bar, look, "zoom-out", texts.zoom_out, lambda: self._zoom_by(-1), "Ctrl+-")
        bar.addWidget(self.percent)
        self._add(bar, look, "zoom-in", texts.zoom_in, lambda: self._zoom_by(1), "Ctrl++", "Ctrl+=")
        width = self._add(
            bar, look, "move-horizontal", texts.fit_width, lambda: self._fit(Fit.WIDTH), "Ctrl+0"
        )
        page = self._add(bar, look, "fit-page", texts.fit_page, lambda: self._fit(Fit.PAGE), "Ctrl+9")
        self._fits = {Fit.WIDTH: width, Fit.PAGE: page}
        for made in self._fits.values():
            made.setCheckable(True)
        bar.addSpacing(space(2))
        self._add(bar, look, "search", texts.find.find, self._open_find)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setMinimumWidth(self.percent.fontMetrics().horizontalAdvance("400 %") + space(2))
        return bar

    def _add(
        self, bar: QHBoxLayout, look: Look, icon_name: str, name: str, act: Callable[[], object], *keys: str
    ) -> QToolButton:
        made = icon_button(look, icon_name, name)
        made.clicked.connect(act)
        told = keys or (QKeySequence(QKeySequence.StandardKey.Find).toString(),)
        written = QKeySequence(told[0]).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{name} ({written})")
        for key in keys:
            self._on_key(QKeySequence(key), made.click)
        self._buttons.append(made)
        bar.addWidget(made)
        return made

    def _add_keys(self) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        everywhere = Qt.ShortcutContext.WindowShortcut
        standard = QKeySequence.StandardKey
        self._on_key(QKeySequence(standard.Find), self._open_find, everywhere)
        self._on_key(QKeySequence("F3"), lambda: self._find_on(1), everywhere)
        self._on_key(QKeySequence("Shift+F3"), lambda: self._find_on(-1), everywhere)
        copy = QShortcut(QKeySequence(standard.Copy), self.pages)
        copy.setContext(here)
        copy.activated.connect(self.pages.selection.copy)

    def _on_key(
        self,
        keys: QKeySequence,
        act: Callable[[], object],
        context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
    ) -> None:
        shortcut = QShortcut(keys, self)
        shortcut.setContext(context)
        shortcut.activated.connect(act)

    def _open_find(self) -> None:
        if self.pages.page_count:
            self.finder.open(self.pages.current_page)

    def _find_on(self, by: int) -> None:
        if self.finder.isVisible():
            self.finder.step(by)
        else:
            self._open_find()

    def _toggle_thumbnails(self) -> None:
        self.thumbnails.setVisible(self._small.isChecked())
        self.arranged.emit()

    def _turn(self, by: int) -> None:
        self.pages.go_to_page(self.pages.current_page + by)

    def _go_by_number(self, page: int) -> None:
        self.pages.go_to_page(page)
        self.pages.setFocus()

    def _zoom_by(self, by: int) -> None:
        now = self.pages.zoom
        if by > 0:
            self.pages.set_zoom(next((zoom for zoom in ZOOMS if zoom > now + 0.01), ZOOMS[-1]))
        else:
            self.pages.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < now - 0.01), ZOOMS[0]))
        self.arranged.emit()

    def _fit(self, fit: Fit) -> None:
        self.pages.set_zoom(fit)
        self.arranged.emit()

    def _show_place(self) -> None:
        count, page = self.pages.page_count, self.pages.current_page
        for shown in (*self._buttons, self.page_field):
            shown.setEnabled(count > 0)
        for fit, made in self._fits.items():
            made.setChecked(self.pages.zoom_choice == fit)
        self.page_field.show_page(page if count else -1)
        self.count.setText(self._texts.of_count.format(count=count) if count else "")
        self.percent.setText(f"{round(self.pages.zoom * 100)} %" if count else "")
        self.thumbnails.show_page(page)
