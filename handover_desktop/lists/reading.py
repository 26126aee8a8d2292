"""Reads an asset list and says exactly what it understood; nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.money import Money, add_up
from handover_desktop.lists.amounts import currency_in_heading, find_currency
from handover_desktop.lists.cells import CellKind, Table, clean, texts_of
from handover_desktop.lists.columns import ColumnGuess, guess_columns
from handover_desktop.lists.duplicates import refuse_duplicates
from handover_desktop.lists.fields import FIELDS, IDENTIFIER_FIELDS
from handover_desktop.lists.files import ListFile, open_list
from handover_desktop.lists.headers import Header, find_header, header_at
from handover_desktop.lists.lines import LineReader, UnderstoodRow
from handover_desktop.lists.merging import fill_merged
from handover_desktop.lists.problems import Findings, Problem, ProblemCode
from handover_desktop.lists.rows import RowKind, SortedRow, sort_rows
from handover_desktop.lists.synonyms import fold
from handover_desktop.lists.totals import compare_totals

_SHOWN_ROWS = 30
_CONSTANT = "="


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
    `raw_rows` are the first rows as text, from row 1 on, for a person to point at the header.
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
        """Field to heading; the letter where the heading is empty or stands on several columns."""
        headers = [column.header for column in self.columns]
        found: dict[str, str] = {}
        for column in self.columns:
            name = column.header if column.header and headers.count(column.header) == 1 else column.letter
            for field in column.fields:
                found.setdefault(field, name)
        return {field: found[field] for field in FIELDS if field in found}


def read_list(
    path: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    header_row: int | None = None,
) -> ListReading:
    """Understand the list in a file.

    `mapping` (field to heading or column letter) overrides the guesses; an empty heading takes the field
    away, and "=EUR" for `currency` states the currency of the whole list. `header_row` counts from 1; 0 says that
    there is none.

    Raises DomainError LIST_UNREADABLE, LIST_PROTECTED, LIST_EMPTY, LIST_TOO_LARGE, LIST_NO_SHEET,
    LIST_NO_COLUMN, LIST_NO_FIELD, LIST_NO_HEADER (for a text that is no table), and EnvironmentFault
    NO_SUCH_FILE or FILE_NOT_READ.
    """
    wanted = dict(mapping or {})
    for field in wanted:
        if field not in FIELDS:
            raise DomainError(Code.LIST_NO_FIELD, field=field, fields=", ".join(FIELDS))
    file = open_list(path)
    named = [heading for heading in wanted.values() if heading and not heading.startswith("=")]
    headers = {table.name: find_header(table, named) for table in file.tables}
    proposed = _propose(file, headers)
    table = _choose_sheet(file, sheet, proposed)
    header = headers[table.name] if header_row is None else header_at(table, header_row)
    if not header.row and table.width < 2 and not wanted and header_row is None:
        raise DomainError(Code.LIST_NO_HEADER, path=file.name, sheet=table.name)
    guesses = guess_columns(table, header)
    currency = _take_constant_currency(wanted, guesses, table.name) or _stated_currency(table, header)
    columns = _apply(guesses, wanted, table.name)
    findings = Findings(table.name)
    _note_file(file, table, header, headers, findings)
    rows = _understand(table, header, columns, findings, currency)
    sheets = tuple(SheetInfo(t.name, t.last_row, t.width, t is proposed) for t in file.tables)
    width = table.width
    raw_rows = tuple(
        tuple(texts_of(table.rows.get(number, {}), width if number in table.rows else 0))
        for number in range(1, min(table.last_row, _SHOWN_ROWS) + 1)
    )
    return ListReading(
        file.name, file.sha256, sheets, table.name, header.row, columns, rows, findings.by_gravity(), raw_rows
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


def _take_constant_currency(wanted: dict[str, str], columns: Sequence[ColumnGuess], sheet: str) -> str:
    """Take "=EUR" out of the mapping and return its code; an empty text where there is none."""
    if not wanted.get("currency", "").startswith(_CONSTANT):
        return ""
    name = wanted.pop("currency")
    currency = find_currency(name.removeprefix(_CONSTANT))
    if currency is None:
        raise _no_column(name, columns, sheet)
    return currency.code


def _stated_currency(table: Table, header: Header) -> str:
    """Return the one currency named above the header ("All amounts in EUR"), or an empty text."""
    found = set()
    for number, row in table.rows.items():
        if number >= header.data_from - 1:
            break
        for cell in row.values():
            currency = currency_in_heading(cell.words) if cell.kind is CellKind.TEXT else None
            if currency is not None:
                found.add(currency.code)
    return found.pop() if len(found) == 1 else ""


def _apply(
    columns: tuple[ColumnGuess, ...], wanted: Mapping[str, str], sheet: str
) -> tuple[ColumnGuess, ...]:
    """Let a person's mapping win over the guesses."""
    chosen: dict[int, list[str]] = {}
    for field, name in wanted.items():
        if name:
            chosen.setdefault(_find_column(columns, name, sheet).index, []).append(field)
    result = []
    for column in columns:
        fields = chosen.get(column.index) or [field for field in column.fields if field not in wanted]
        if not set(fields) <= set(IDENTIFIER_FIELDS):
            fields = fields[:1]
        sure = column.certain or column.index in chosen
        first = fields[0] if fields else None
        result.append(replace(column, field=first, also=tuple(fields[1:]), certain=sure))
    return tuple(result)


def _find_column(columns: Sequence[ColumnGuess], name: str, sheet: str) -> ColumnGuess:
    wanted = " ".join(clean(name).split())
    for column in columns:
        if column.header == wanted:
            return column
    for column in columns:
        if column.header and fold(column.header) == fold(wanted) != "":
            return column
    for column in columns:
        if column.letter == wanted.upper():
            return column
    raise _no_column(name, columns, sheet)


def _no_column(name: str, columns: Sequence[ColumnGuess], sheet: str) -> DomainError:
    headers = ", ".join(column.name for column in columns)
    return DomainError(Code.LIST_NO_COLUMN, header=name, sheet=sheet, headers=headers)


def _note_file(
    file: ListFile, table: Table, header: Header, headers: Mapping[str, Header], findings: Findings
) -> None:
    for note in table.notes:
        findings.add(note.code, value=note.value, count=note.count)
    if table.hidden:
        findings.add(ProblemCode.HIDDEN_ROWS, min(table.hidden), count=len(table.hidden))
    if not header.row:
        findings.add(ProblemCode.NO_HEADER)
    for other in file.tables:
        if other is not table and headers[other.name].score >= 3:
            findings.add(ProblemCode.OTHER_SHEET, value=other.name)


def _understand(
    table: Table, header: Header, columns: tuple[ColumnGuess, ...], findings: Findings, currency: str
) -> tuple[UnderstoodRow, ...]:
    named = {field for column in columns for field in column.fields}
    for column in columns:
        if column.field is None and column.samples:
            findings.add(ProblemCode.COLUMN_KEPT, column=column.name, value=column.name)
    if not named & {"description", "make", "model", "category"}:
        findings.add(ProblemCode.NO_DESCRIPTION_COLUMN)
    table = fill_merged(table, header, columns, findings)
    sorted_rows = sort_rows(table, header, columns)
    items = [row for row in sorted_rows if row.kind is RowKind.ITEM]
    reader = LineReader(columns, [row.cells for row in items], findings, currency)
    understood: list[UnderstoodRow] = []
    lot = ""
    for row in sorted_rows:
        if row.kind is RowKind.HEADING:
            lot = row.first_text
        if row.kind is RowKind.ITEM:
            understood.append(reader.read(row.number, row.cells, position=len(understood) + 1, lot=lot))
        else:
            _note_row(row, findings)
    reader.finish()
    _note_blanks_and_cleaning(table, header, sorted_rows, findings)
    headings = {field: column.name for column in columns for field in column.fields}
    rows = refuse_duplicates(understood, headings, findings)
    compare_totals(sorted_rows, rows, columns, reader.habits, findings)
    return rows


_ROW_CODES = {
    RowKind.TOTAL: ProblemCode.TOTAL_ROW,
    RowKind.HEADER: ProblemCode.REPEATED_HEADER,
    RowKind.HEADING: ProblemCode.GROUP_HEADING,
    RowKind.NOTE: ProblemCode.NOTE_ROW,
    RowKind.TAGS: ProblemCode.TAG_ROW,
}


def _note_row(row: SortedRow, findings: Findings) -> None:
    findings.add(_ROW_CODES[row.kind], row.number, value=row.first_text)


def _note_blanks_and_cleaning(
    table: Table, header: Header, rows: Sequence[SortedRow], findings: Findings
) -> None:
    if rows:
        first, last = min(header.data_from, rows[0].number), rows[-1].number
        blank = last - first + 1 - len(rows)
        if blank:
            findings.add(ProblemCode.BLANK_ROWS, count=blank)
    cleaned = sum(
        cell.cleaned for number, row in table.rows.items() if number >= header.row for cell in row.values()
    )
    if cleaned:
        findings.add(ProblemCode.TEXT_CLEANED, count=cleaned)
