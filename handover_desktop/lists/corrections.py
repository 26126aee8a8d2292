"""Cells that a person corrected before the import; the file itself stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.lists.cells import Table, text_cell
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import column_letter
from handover_desktop.lists.problems import Findings, ProblemCode

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell by its row (from 1) and the letter of its column, with what stood there and what stands there now."""

    row: int
    column: str
    before: str
    after: str


def correct(table: Table, wanted: Mapping[str, str]) -> tuple[Table, tuple[Correction, ...]]:
    """Return the table with the cells at these addresses ("C4") holding these texts; an empty text takes a cell away.

    Raises LIST_NO_CELL for an address outside of the rows and columns in use.
    """
    if not wanted:
        return table, ()
    rows, done = dict(table.rows), []
    for address, text in wanted.items():
        number, index = _place(table, address)
        before, after = rows[number].get(index), text_cell(text)
        others = {place: cell for place, cell in rows[number].items() if place != index}
        rows[number] = others if after is None else {**others, index: after}
        done.append(
            Correction(
                number, column_letter(index), before.words if before else "", after.words if after else ""
            )
        )
    return replace(table, rows={number: row for number, row in rows.items() if row}), tuple(done)


def note_corrections(
    corrections: tuple[Correction, ...], columns: tuple[ColumnGuess, ...], findings: Findings
) -> None:
    """Say of each correction what stood there."""
    names = {column.letter: column.name for column in columns}
    for one in corrections:
        column = names.get(one.column, one.column)
        findings.add(
            ProblemCode.CELL_CORRECTED, one.row, column=column, value=one.before, understood=one.after
        )


def _place(table: Table, address: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(address)
    index = -1
    for letter in found[1].upper() if found else "":
        index = (index + 1) * 26 + ord(letter) - ord("A")
    if found is None or int(found[2]) not in table.rows or not 0 <= index < table.width:
        raise DomainError(Code.LIST_NO_CELL, cell=address, sheet=table.name)
    return int(found[2]), index
