"""What a handover amounts to: outcome by outcome, lines, pieces and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from handover_desktop.domain.tally import Tally, TallyRow
from handover_desktop.domain.terms import GROUP_TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import TextTone, hair_line, text_label

if TYPE_CHECKING:
    from handover_desktop.formats import Formats

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class TallyTable(QWidget):
    """A table of figures; `tone` "ink" is for paper. One line per currency: they are never added up."""

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

    def show_tally(self, tally: Tally, formats: Formats) -> None:
        """Show `tally`: its rows, then what is taken over, then the whole list."""
        while (old := self._grid.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        quiet: TextTone = "ink" if self._tone == "ink" else "muted"
        for column, text in enumerate(("", self._("Lines"), self._("Pieces"), self._("Value"))):
            self._put(0, column, text, style=TextStyle.CAPTION, tone=quiet)
        rows = [(self._(GROUP_TERMS[row.group]), row, False) for row in tally.rows]
        rows.append((self._("Taken over"), tally.taken_over, True))
        rows.append((self._("On the list"), tally.total(), True))
        line = 1
        for place, (word, row, strong) in enumerate(rows):
            if place == len(tally.rows):
                self._grid.addWidget(hair_line(self._look), line, 0, 1, 4)
                line += 1
            self._show_row(line, word, row, formats, strong=strong)
            line += 1

    def _show_row(self, line: int, word: str, row: TallyRow, formats: Formats, *, strong: bool) -> None:
        values = "\n".join(formats.money(money.amount, money.currency) for money in row.values) or "–"
        figures = (word, f"{row.lines}", formats.number(row.pieces), values)
        for column, text in enumerate(figures):
            self._put(line, column, text, tone=self._tone, strong=strong)

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
        label = text_label(self._look, text, style, tone=tone, strong=strong, wrap=column == 0)
        if column:
            label.setAlignment(_RIGHT)
            self._grid.addWidget(label, line, column, _RIGHT)
        else:
            self._grid.addWidget(label, line, column)
        return label
