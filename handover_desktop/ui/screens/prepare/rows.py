"""Rows of short texts that can be added, removed and moved, each column under its heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.ui.screens.prepare.section import choice, select, show_text
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.labels import text_label


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, and its choices where it is not free text."""

    heading: str
    share: int = 1
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    editors: tuple[QLineEdit | QComboBox, ...]
    remove: QToolButton

    def texts(self) -> tuple[str, ...]:
        return tuple(
            str(editor.currentData()) if isinstance(editor, QComboBox) else editor.text().strip()
            for editor in self.editors
        )


class RowsEditor(QWidget):
    """A small table of inputs.

    *Signals:* `edited()` after every change by hand.
    """

    edited = Signal()

    def __init__(
        self,
        look: Look,
        columns: Sequence[Column],
        *,
        add_text: str,
        remove_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._columns = tuple(columns)
        self._remove_text = remove_text
        self._rows: list[_Row] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.theme.space(2))
        self._grid.setVerticalSpacing(look.theme.space(1))
        for place, column in enumerate(self._columns):
            self._grid.setColumnStretch(place, column.share)
        self._headings = [
            text_label(look, column.heading, TextStyle.CAPTION, tone="muted", wrap=False)
            for column in self._columns
        ]
        self._add = button(look, add_text, icon_name="plus")
        self._add.clicked.connect(self._add_empty)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.theme.space(2))
        outer.addLayout(self._grid)
        outer.addLayout(foot)
        self._place_rows()

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show `rows`, one text a column."""
        for row in list(self._rows):
            self._drop(row)
        for texts in rows:
            self._append(texts)
        self._place_rows()

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows in which anything is written; a choice alone does not count."""
        free = [place for place, column in enumerate(self._columns) if not column.choices]
        return tuple(texts for row in self._rows if any((texts := row.texts())[place] for place in free))

    def _append(self, texts: tuple[str, ...]) -> _Row:
        editors: list[QLineEdit | QComboBox] = []
        for column, text in zip(self._columns, texts, strict=True):
            editor: QLineEdit | QComboBox
            if column.choices:
                editor = choice(dict(column.choices), self.edited.emit)
                select(editor, text)
            else:
                editor = QLineEdit()
                show_text(editor, text)
                editor.textEdited.connect(self.edited)
            editor.setAccessibleName(column.heading)
            editors.append(editor)
        row = _Row(tuple(editors), icon_button(self._look, "trash-2", self._remove_text))
        row.remove.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        return row

    def _add_empty(self) -> None:
        row = self._append(tuple(column.choices[0][0] if column.choices else "" for column in self._columns))
        self._place_rows()
        row.editors[0].setFocus()
        self.edited.emit()

    def _remove(self, row: _Row) -> None:
        self._drop(row)
        self._place_rows()
        self._add.setFocus()
        self.edited.emit()

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        for widget in (*row.editors, row.remove):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _place_rows(self) -> None:
        for place, heading in enumerate(self._headings):
            self._grid.addWidget(heading, 0, place)
            heading.setVisible(bool(self._rows))
        for number, row in enumerate(self._rows, 1):
            for place, widget in enumerate((*row.editors, row.remove)):
                self._grid.addWidget(widget, number, place)
