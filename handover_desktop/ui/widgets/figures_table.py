"""A table of figures: lines, pieces and value, one line for each currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from handover_desktop.i18n import Translator
from handover_desktop.ui.directions import led
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import TextTone, hair_line, text_label

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """A row as it is written; `parted` draws a line above it."""

    word: str
    lines: str
    pieces: str
    values: str
    strong: bool = False
    parted: bool = False


class FiguresTable(QWidget):
    """Rows of figures; `tone` "ink" is for paper."""

    def __init__(
        self, look: Look, _: Translator, *, tone: TextTone = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._tone: TextTone = tone
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.theme.space(4))
        self._grid.setVerticalSpacing(look.theme.space(1.5))
        self._grid.setColumnStretch(0, 1)

    def show_rows(self, rows: Sequence[FiguresRow]) -> None:
        """Show `rows` under the heads of the columns."""
        while (old := self._grid.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        quiet: TextTone = "ink" if self._tone == "ink" else "muted"
        for column, text in enumerate(("", self._("Lines"), self._("Pieces"), self._("Value"))):
            self._put(0, column, text, style=TextStyle.CAPTION, tone=quiet)
        line = 1
        for row in rows:
            if row.parted:
                self._grid.addWidget(hair_line(self._look), line, 0, 1, 4)
                line += 1
            for column, text in enumerate((row.word, row.lines, row.pieces, row.values)):
                self._put(line, column, text, tone=self._tone, strong=row.strong)
            line += 1

    def _put(
        self,
        line: int,
        column: int,
        text: str,
        *,
        tone: TextTone,
        style: TextStyle = TextStyle.BODY,
        strong: bool = False,
    ) -> QLabel:
        text = text if column else led(text, self._.language)
        label = text_label(self._look, text, style, tone=tone, strong=strong, wrap=column == 0)
        if column:
            label.setAlignment(_RIGHT)
            self._grid.addWidget(label, line, column, _RIGHT)
        else:
            self._grid.addWidget(label, line, column)
        return label
