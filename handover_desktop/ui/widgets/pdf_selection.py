"""Text of one page, chosen with the mouse and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from handover_desktop.ui.widgets.pdf_source import PageSource, Size

if TYPE_CHECKING:
    from handover_desktop.services.viewing import Passage


class Selection(QObject):
    """What is selected; the text follows the mouse as fast as it can be read, one question at a time.

    *Signals:* `changed()`.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: PageSource | None = None
        self.page: int | None = None
        self.text = ""
        self.boxes: tuple[tuple[float, float, float, float], ...] = ()
        self._start: Size = (0.0, 0.0)
        self._end: Size | None = None
        self._under_way = False

    def show(self, source: PageSource | None) -> None:
        """Begin with another document, nothing selected."""
        self._source = source
        self._under_way = False
        self.clear()

    def clear(self) -> None:
        """Select nothing."""
        self.page, self.text, self.boxes, self._end = None, "", (), None
        self.changed.emit()

    def begin(self, page: int, start: Size) -> None:
        """Begin at a place of a page, in points."""
        self.clear()
        self.page, self._start = page, start

    def extend(self, end: Size) -> None:
        """Select up to `end`, in points of the same page."""
        self._end = end
        self._ask()

    def copy(self) -> None:
        """Put the text on the clipboard, where there is any."""
        if self.text:
            QGuiApplication.clipboard().setText(self.text)

    def _ask(self) -> None:
        source, page, end = self._source, self.page, self._end
        if self._under_way or source is None or page is None or end is None:
            return
        self._under_way, self._end = True, None

        def take(passage: Passage | None) -> None:
            if source is not self._source:
                return
            self._under_way = False
            if passage is not None and page == self.page:
                self.text, self.boxes = passage.text, passage.boxes
                self.changed.emit()
            self._ask()

        source.text_between(page, self._start, end, take)
