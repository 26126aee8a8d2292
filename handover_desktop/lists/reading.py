"""Reads an asset list and says exactly what it understood; nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from handover_desktop.bulk import without_search_for_cycles
from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.money import Money, add_up
from handover_desktop.domain.progress import WHOLE, Progress, counted, within
from handover_desktop.lists.amounts import currency_in_heading
from handover_desktop.lists.cells import CellKind, Table, texts_of
from handover_desktop.lists.columns import ColumnGuess, guess_columns
from handover_desktop.lists.continuing import join_continued
from handover_desktop.lists.corrections import Correction, correct, note_corrections
from handover_desktop.lists.duplicates import refuse_duplicates
from handover_desktop.lists.fields import FIELDS, column_letter
from handover_desktop.lists.files import ListFile, Pasted, open_list
from handover_desktop.lists.headers import SEARCHED_ROWS, Header, find_header, header_at
from handover_desktop.lists.heading_notes import note_headings
from handover_desktop.lists.lines import LineReader, UnderstoodRow
from handover_desktop.lists.mapping import (
    CATEGORY,
    LOT,
    Remembered,
    apply_mapping,
    check_mapping,
    take_constant_currency,
)
from handover_desktop.lists.merging import fill_merged
from handover_desktop.lists.pieces import take_apart
from handover_desktop.lists.problems import Findings, Problem, ProblemCode
from handover_desktop.lists.rows import RowKind, SortedRow, sort_rows
from handover_desktop.lists.totals import compare_totals

_SHOWN_ROWS = 30


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of the file: `rows` and `columns` in use, and whether it looks most like the list."""

    name: str
    rows: int
    columns: int
    proposed: bool


@dataclass(frozen=True, slots=True)
class ListReading:
    """A list as understood.

    `sha256` is of the file's bytes. `header_row` counts from 1 as the sheet does; 0 means
    that none was found. `rows_read` counts rows of items. `totals` has one entry per currency
    over the rows that can be imported.
    `raw_rows` are the first rows as text, from row 1 past the header, for a person to point at it. `wanted` is the
    mapping that was laid over the guesses; it comes from the list named by `remembered` where that is not empty.
    `groups` are the headings over groups of rows, `group_field` is what they became; rows in `apart` became a line for
    each piece. Rows in `to_complete` were taken along although something of them could not be read.
    """

    file_name: str
    sha256: str
    sheets: tuple[SheetInfo, ...]
    sheet: str
    header_row: int
    columns: tuple[ColumnGuess, ...]
    rows: tuple[UnderstoodRow, ...]
    problems: tuple[Problem, ...]
    raw_rows: tuple[tuple[str, ...], ...]
    wanted: Mapping[str, str] = field(default_factory=dict)
    remembered: str = ""
    groups: tuple[str, ...] = ()
    group_field: str = LOT
    apart: frozenset[int] = frozenset()
    to_complete: frozenset[int] = frozenset()
    corrections: tuple[Correction, ...] = ()

    @property
    def rows_read(self) -> int:
        """The number of rows that hold items."""
        return len(self.rows)

    @property
    def lines(self) -> tuple[AssetLine, ...]:
        """The lines that can be imported, in the order of the list."""
        return tuple(row.line for row in self.rows if row.importable)

    @property
    def totals(self) -> tuple[Money, ...]:
        """The value of the lines that can be imported, per currency."""
        return add_up(line.value for line in self.lines if line.value is not None)

    @property
    def mapping(self) -> dict[str, str]:
        """Field to heading; the letter where the heading is empty or stands on several columns.

        Of several columns with the same identifier each has a line.
        """
        headers = [column.header for column in self.columns]
        found: dict[str, list[str]] = {}
        for column in self.columns:
            name = column.header if column.header and headers.count(column.header) == 1 else column.letter
            for one in column.fields:
                found.setdefault(one, []).append(name)
        return {one: "\n".join(found[one]) for one in FIELDS if one in found}

    @property
    def memory(self) -> Remembered | None:
        """What to remember for the next list with this header; None where nothing was changed by hand."""
        if not self.header_row or not (self.wanted or self.group_field != LOT):
            return None
        mapping = {one: self.mapping.get(one, "") for one in FIELDS}
        if self.wanted.get("currency", "").startswith("="):
            mapping["currency"] = self.wanted["currency"]
        headings = tuple(column.header for column in self.columns)
        return Remembered(headings, tuple(mapping.items()), self.group_field, self.file_name)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """How the list is to be read."""

    mapping: dict[str, str]
    group_field: str
    apart: frozenset[int]
    corrections: Mapping[str, str]
    progress: Progress | None


@without_search_for_cycles()
def read_list(
    source: Path | Pasted,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    header_row: int | None = None,
    group_field: str | None = None,
    apart: Collection[int] = (),
    corrections: Mapping[str, str] | None = None,
    remembered: Sequence[Remembered] = (),
    progress: Progress | None = None,
) -> ListReading:
    """Understand the list in a file, or one that was pasted.

    `mapping` (field to heading or column letter) overrides the guesses; an empty heading takes the field
    away, several columns of one identifier stand on a line each, and "=EUR" for `currency` states the currency of the
    whole list. `header_row` counts from 1; 0 says that there is none. Headings over groups of rows go to `group_field`
    ("lot", "category", or nothing). The rows in `apart` become a line for each piece. `corrections` are texts by the
    address of their cell ("C4"). Where none of mapping and header is given, a list with the header of a `remembered`
    one is read as that was. What `progress` raises ends the reading.

    Raises DomainError LIST_UNREADABLE, LIST_PROTECTED, LIST_EMPTY, LIST_TOO_LARGE, LIST_NO_SHEET,
    LIST_NO_COLUMN, LIST_NO_CELL, LIST_NO_FIELD, LIST_NO_HEADER (for a text that is no table), and EnvironmentFault
    NO_SUCH_FILE or FILE_NOT_READ.
    """
    check_mapping(mapping or {})
    opening = within(progress, 0, 450)
    opening(0, 1)
    file = open_list(source, progress=opening)
    named = [
        heading
        for headings in (mapping or {}).values()
        for heading in headings.split("\n")
        if heading and not heading.startswith("=")
    ]
    known = {one.headings: one for one in remembered} if mapping is None and header_row is None else {}
    headers = {table.name: _find_header(table, named, known) for table in file.tables}
    proposed = _propose(file, headers)
    table = _choose_sheet(file, sheet, proposed)
    header = headers[table.name] if header_row is None else header_at(table, header_row)
    if not header.row and _is_plain_text(table) and not mapping and header_row is None:
        raise DomainError(Code.LIST_NO_HEADER, path=file.name, sheet=table.name)
    memory = known.get(header.headings) if header.row else None
    wishes = _Wishes(
        dict(memory.mapping if memory else mapping or {}),
        (memory.group_field if memory else LOT) if group_field is None else group_field,
        frozenset(apart),
        corrections or {},
        progress,
    )
    findings = Findings(table.name)
    if memory is not None:
        findings.add(ProblemCode.MAPPING_REMEMBERED, value=memory.file_name)
    columns, rows, groups, corrected = _read_table(file, table, headers, header, wishes, findings)
    note_corrections(corrected, columns, findings)
    table = correct(table, wishes.corrections)[0]
    return ListReading(
        file.name,
        file.sha256,
        tuple(SheetInfo(t.name, t.last_row, t.width, t is proposed) for t in file.tables),
        table.name,
        header.row,
        columns,
        rows,
        findings.by_gravity(),
        _raw_rows(table, header),
        wishes.mapping,
        memory.file_name if memory else "",
        groups,
        wishes.group_field,
        wishes.apart,
        corrections=corrected,
    )


def _is_plain_text(table: Table) -> bool:
    """Tell whether hardly any row has more than one cell: a letter, or the source text of a program."""
    return table.width < 2 or sum(len(row) < 2 for row in table.rows.values()) * 2 > len(table.rows)


def _find_header(table: Table, named: Collection[str], known: Mapping[tuple[str, ...], Remembered]) -> Header:
    if known:
        for number in range(1, SEARCHED_ROWS + 1):
            header = header_at(table, number) if number in table.rows else None
            if header is not None and header.headings in known:
                return replace(header, score=len(FIELDS))
    return find_header(table, named)


def _read_table(
    file: ListFile,
    table: Table,
    headers: Mapping[str, Header],
    header: Header,
    wishes: _Wishes,
    findings: Findings,
) -> tuple[tuple[ColumnGuess, ...], tuple[UnderstoodRow, ...], tuple[str, ...], tuple[Correction, ...]]:
    wanted = dict(wishes.mapping)
    guesses = guess_columns(correct(table, wishes.corrections)[0], header)
    currency = take_constant_currency(wanted, guesses, table.name) or _stated_currency(table, header)
    columns = apply_mapping(guesses, wanted, table.name)
    _note_file(file, table, header, headers, findings)
    filled = fill_merged(table, header, columns, findings)
    filled, corrected = correct(filled, wishes.corrections)
    return (columns, *_understand(filled, header, columns, findings, currency, wishes), corrected)


def _raw_rows(table: Table, header: Header) -> tuple[tuple[str, ...], ...]:
    width = table.width
    return tuple(
        tuple(texts_of(table.rows.get(number, {}), width if number in table.rows else 0))
        for number in range(1, min(table.last_row, header.row + _SHOWN_ROWS) + 1)
    )


def _propose(file: ListFile, headers: Mapping[str, Header]) -> Table:
    """Return the sheet that looks most like a list: visible, many fields in its header, then many rows."""
    return max(file.tables, key=lambda t: (t.visible, round(headers[t.name].score), len(t.rows)))


def _choose_sheet(file: ListFile, name: str | None, proposed: Table) -> Table:
    if name is None:
        return proposed
    for same in (str.__eq__, lambda one, other: one.casefold().strip() == other.casefold().strip()):
        for table in file.tables:
            if same(table.name, name):
                return table
    if name in file.empty_sheets:
        raise DomainError(Code.LIST_EMPTY, path=f"{file.name} ({name})")
    sheets = ", ".join(table.name for table in file.tables)
    raise DomainError(Code.LIST_NO_SHEET, path=file.name, sheet=name, sheets=sheets)


def _stated_currency(table: Table, header: Header) -> str:
    """Return the one currency named above the header ("All amounts in EUR"), or an empty text."""
    found = set()
    for number, row in table.rows.items():
        if number >= (header.row or header.data_from):
            break
        for cell in row.values():
            currency = currency_in_heading(cell.words) if cell.kind is CellKind.TEXT else None
            if currency is not None:
                found.add(currency.code)
    return found.pop() if len(found) == 1 else ""


def _note_file(
    file: ListFile, table: Table, header: Header, headers: Mapping[str, Header], findings: Findings
) -> None:
    for note in table.notes:
        findings.add(note.code, value=note.value, count=note.count)
    if table.hidden:
        findings.add(ProblemCode.HIDDEN_ROWS, min(table.hidden), count=len(table.hidden))
    _note_hidden(file, table, header, findings)
    if not header.row:
        findings.add(ProblemCode.NO_HEADER)
    if header.tag_row:
        findings.add(ProblemCode.TAGS_USED, header.tag_row)
    for other in file.tables:
        if other.name != table.name and headers[other.name].score >= 3:
            findings.add(ProblemCode.OTHER_SHEET, value=other.name)


def _note_hidden(file: ListFile, table: Table, header: Header, findings: Findings) -> None:
    if table.hidden_columns:
        names = [_heading(header, index) for index in sorted(table.hidden_columns)]
        findings.add(ProblemCode.HIDDEN_COLUMNS, header.row or None, value=", ".join(names))
    if not table.visible:
        findings.add(ProblemCode.HIDDEN_SHEET, value=table.name)
    others = [other.name for other in file.tables if not other.visible and other.name != table.name]
    if others:
        findings.add(ProblemCode.HIDDEN_SHEETS, value=", ".join(others))


def _heading(header: Header, index: int) -> str:
    named = header.headings[index] if index < len(header.headings) else ""
    return named or column_letter(index)


def _understand(
    table: Table,
    header: Header,
    columns: tuple[ColumnGuess, ...],
    findings: Findings,
    currency: str,
    wishes: _Wishes,
) -> tuple[tuple[UnderstoodRow, ...], tuple[str, ...]]:
    """Return the rows of items, and the headings over groups of them."""
    _note_columns(columns, findings)
    note_headings(table, header, columns, findings)
    sorted_rows = sort_rows(table, header, columns, within(wishes.progress, 450, 600))
    sorted_rows = join_continued(sorted_rows, columns, findings)
    items = [row for row in sorted_rows if row.kind is RowKind.ITEM]
    reader = LineReader(columns, [row.cells for row in items], findings, currency)
    understood: list[UnderstoodRow] = []
    groups: list[str] = []
    for row in counted(sorted_rows, within(wishes.progress, 600, WHOLE)):
        if row.kind is RowKind.ITEM:
            group = {wishes.group_field: groups[-1]} if groups and wishes.group_field else {}
            understood.append(reader.read(row.number, row.cells, position=len(understood) + 1, group=group))
            continue
        if row.kind is RowKind.HEADING:
            groups.append(row.first_text)
        if row.kind is RowKind.OTHER_LIST:
            below = [one for one in sorted_rows if one.kind is RowKind.OTHER_LIST]
            findings.add(ProblemCode.OTHER_LIST, row.number, value=row.first_text, count=len(below) - 1)
            break
        _note_row(row, findings, wishes.group_field)
    reader.finish()
    _note_blanks_and_cleaning(table, header, sorted_rows, findings)
    headings = {field: column.name for column in columns for field in column.fields}
    rows = refuse_duplicates(understood, headings, findings)
    compare_totals(sorted_rows, rows, columns, reader.habits, findings)
    apart = take_apart(rows, wishes.apart, findings, quantity_column=headings.get("quantity", ""))
    return apart, tuple(groups)


def _note_columns(columns: Sequence[ColumnGuess], findings: Findings) -> None:
    named = {field for column in columns for field in column.fields}
    for column in columns:
        if column.field is None and column.samples:
            findings.add(ProblemCode.COLUMN_KEPT, column=column.name, value=column.name)
    if not named & {"description", "make", "model", "category"}:
        findings.add(ProblemCode.NO_DESCRIPTION_COLUMN)


_ROW_CODES = {
    RowKind.TOTAL: ProblemCode.TOTAL_ROW,
    RowKind.TAX: ProblemCode.TOTAL_ROW,
    RowKind.HEADER: ProblemCode.REPEATED_HEADER,
    RowKind.NOTE: ProblemCode.NOTE_ROW,
    RowKind.TAGS: ProblemCode.TAG_ROW,
}


_GROUP_CODES = {
    LOT: ProblemCode.GROUP_HEADING,
    CATEGORY: ProblemCode.GROUP_CATEGORY,
    "": ProblemCode.GROUP_UNUSED,
}


def _note_row(row: SortedRow, findings: Findings, group_field: str) -> None:
    code = _GROUP_CODES[group_field] if row.kind is RowKind.HEADING else _ROW_CODES[row.kind]
    findings.add(code, row.number, value=row.first_text)


def _note_blanks_and_cleaning(
    table: Table, header: Header, rows: Sequence[SortedRow], findings: Findings
) -> None:
    if rows:
        first, last = min(header.data_from, rows[0].number), rows[-1].number
        blank = last - first + 1 - sum(first <= number <= last for number in table.rows)
        if blank:
            findings.add(ProblemCode.BLANK_ROWS, count=blank)
    cleaned = sum(
        cell.cleaned for number, row in table.rows.items() if number >= header.row for cell in row.values()
    )
    if cleaned:
        findings.add(ProblemCode.TEXT_CLEANED, count=cleaned)
