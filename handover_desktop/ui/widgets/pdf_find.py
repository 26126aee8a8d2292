"""Finding a text in a document: a line to write it in, how many there are, forth and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.buttons import icon_button
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.pdf_source import PageSource

if TYPE_CHECKING:
    from handover_desktop.services.viewing import Match

_AT_ONCE: Final = 16
"""Pages that are searched in one go; between them, pages can be drawn."""
_DELAY_MS: Final = 200


@dataclass(frozen=True, slots=True)
class FindTexts:
    """The texts of the line, translated; `place_of` has the placeholders {place} and {count}."""

    find: str
    previous: str
    next: str
    close: str
    place_of: str
    nothing: str


class PdfFind(QWidget):
    """Searches as one types, page by page from the first; hidden until it is asked for.

    *Signals:* `found(object, object)` with all matches so far and the one that is shown; `left()` when it is closed.
    """

    found = Signal(object, object)
    left = Signal()

    def __init__(self, look: Look, texts: FindTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._source: PageSource | None = None
        self._run = 0
        self._searched = ""
        self._matches: list[Match] = []
        self._at = -1
        self._from_page = 0
        self._input = QLineEdit()
        self._input.setPlaceholderText(texts.find)
        self._input.setAccessibleName(texts.find)
        self._input.setClearButtonEnabled(True)
        self.place = text_label(look, tone="muted", wrap=False)
        self._place_width(look)
        self._back = icon_button(look, "chevron-up", texts.previous)
        self._on = icon_button(look, "chevron-down", texts.next)
        close = icon_button(look, "x", texts.close)
        self._pause = QTimer(self, singleShot=True, interval=_DELAY_MS)
        row = QHBoxLayout(self)
        space = look.theme.space
        row.setContentsMargins(space(2), space(1), space(2), space(1))
        row.setSpacing(space(1))
        row.addWidget(self._input, 1)
        for widget in (self.place, self._back, self._on, close):
            row.addWidget(widget)
        self._pause.timeout.connect(self._search)
        self._input.textEdited.connect(lambda _text: self._pause.start())
        self._input.textChanged.connect(lambda text: None if text else self._search())
        self._input.returnPressed.connect(lambda: self.step(1))
        self._back.clicked.connect(lambda: self.step(-1))
        self._on.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.close_line)
        self.setFocusProxy(self._input)
        self.hide()

    def _place_width(self, look: Look) -> None:
        widest = self._texts.place_of.format(place=888, count=888)
        metrics = self.place.fontMetrics()
        self.place.setMinimumWidth(
            max(metrics.horizontalAdvance(text) for text in (widest, self._texts.nothing))
            + look.theme.space(2)
        )

    def show_source(self, source: PageSource | None) -> None:
        """Search another document from now on, for the same text."""
        self._source = source
        self._searched = ""
        self._forget()
        if self.isVisible() and source is not None:
            self._search()

    def open(self, page: int) -> None:
        """Take the focus; what is found first at or after `page` is shown first."""
        self._from_page = page
        self.show()
        self._input.setFocus()
        self._input.selectAll()
        if self._input.text() and not self._searched:
            self._search()

    def close_line(self) -> None:
        """Hide it, and what it found."""
        self.hide()
        self.left.emit()

    def look_for(self, text: str) -> None:
        """Search for `text` at once."""
        self._input.setText(text)
        self._search()

    def step(self, by: int) -> None:
        """Show the next match, or the one before; after the last comes the first."""
        if self._pause.isActive() or self._input.text().strip() != self._searched:
            self._search()
        elif self._matches:
            self._at = (self._at + by) % len(self._matches)
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.matches(QKeySequence.StandardKey.Cancel)
        if back:
            self.close_line()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._searched = ""
        self._forget()

    def _forget(self) -> None:
        self._run += 1
        self._matches, self._at = [], -1
        self._tell()

    def _search(self) -> None:
        self._pause.stop()
        self._searched = self._input.text().strip()
        self._forget()
        if self._searched and self._source is not None:
            self._go_on(0, self._run)

    def _go_on(self, first: int, run: int) -> None:
        source = self._source
        if source is None:
            return
        pages = range(first, min(first + _AT_ONCE, len(source.sizes)))

        def take(found: tuple[Match, ...] | None) -> None:
            if run != self._run:
                return
            self._matches += found or ()
            more = pages.stop < len(source.sizes)
            self._choose_first(everything=not more)
            self._tell()
            if more:
                self._go_on(pages.stop, run)

        source.find(self._searched, pages, take)

    def _choose_first(self, *, everything: bool) -> None:
        if self._at >= 0:
            return
        at = next((at for at, match in enumerate(self._matches) if match.page >= self._from_page), -1)
        self._at = 0 if at < 0 and everything and self._matches else at

    def _tell(self) -> None:
        for arrow in (self._back, self._on):
            arrow.setEnabled(bool(self._matches))
        if not self._searched:
            self.place.setText("")
        elif self._matches:
            self.place.setText(self._texts.place_of.format(place=self._at + 1, count=len(self._matches)))
        else:
            self.place.setText(self._texts.nothing)
        self.found.emit(tuple(self._matches), self._matches[self._at] if self._at >= 0 else None)
