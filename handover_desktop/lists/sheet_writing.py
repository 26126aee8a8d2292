"""Writes tables as XLSX (ECMA-376, transitional), row by row: memory does not grow with their length."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO
from xml.sax.saxutils import escape

from handover_desktop.domain.money import MINOR_UNITS, Money
from handover_desktop.lists.book_parts import DECLARATION, MAIN, TEXT, Styles, book_parts, content_types
from handover_desktop.lists.fields import column_letter
from handover_desktop.lists.tables import CellValue, Column, Sheet
from handover_desktop.paths import zip_into

_DAY, _MOMENT = "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm"
_LONGEST_TEXT = 32_767
_KEPT_DIGITS = 15
_UNWRITABLE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_NAME = 31
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - the day that spreadsheets count from has no zone
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def write_book(
    stream: BinaryIO, sheets: Sequence[Sheet], *, written_at: datetime | None, title: str = ""
) -> None:
    """Write `sheets` as one XLSX file: headings that stay in view, filters, identifiers as text.

    The same sheets, title and time (None leaves it out) give the same bytes. Texts lose what XML cannot hold, and what
    is beyond 32,767 signs.
    """
    styles = Styles()
    names: list[str] = []
    spans: list[str] = []
    with zip_into(stream) as package:
        package.writestr(_entry("[Content_Types].xml"), content_types(len(sheets)))
        for number, sheet in enumerate(sheets, 1):
            names.append(_sheet_name(sheet.name, names))
            with package.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                text = io.TextIOWrapper(part, encoding="utf-8", newline="")
                spans.append(_write_sheet(text, sheet, styles, is_first=number == 1))
                text.flush()
                text.detach()
        said = _UNWRITABLE.sub("", title)
        for name, content in book_parts(names, spans, styles, title=said, written_at=written_at).items():
            package.writestr(_entry(name), content)


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of a fixed date, for the time of writing stands in the properties."""
    entry = zipfile.ZipInfo(name, _FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """Return a name that spreadsheets take, and that no other sheet has."""
    plain = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", _UNWRITABLE.sub("", name)).split())[:_LONGEST_NAME] or "1"
    found, count = plain, 1
    while found.casefold() in {other.casefold() for other in taken}:
        count += 1
        found = f"{plain[: _LONGEST_NAME - 4]} {count}"
    return found


def _write_sheet(text: io.TextIOWrapper, sheet: Sheet, styles: Styles, *, is_first: bool) -> str:
    """Write one sheet and return the area that it fills, such as A1:Z20."""
    letters = [column_letter(index) for index in range(len(sheet.columns))]
    text.write(f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    text.write(_view(sheet, is_first=is_first) + _widths(sheet.columns) + "<sheetData>")
    headings = "".join(
        _text_cell(letter, 1, column.heading, 1)
        for letter, column in zip(letters, sheet.columns, strict=True)
    )
    text.write(f'<row r="1">{headings}</row>')
    last = 1
    for last, row in enumerate(sheet.rows, 2):
        cells = "".join(
            _cell(letter, last, value, styles)
            for letter, value in zip(letters, row, strict=True)
            if value is not None and value != ""
        )
        text.write(f'<row r="{last}">{cells}</row>')
    span = f"A1:{letters[-1]}{last}"
    text.write(
        f'</sheetData><autoFilter ref="{span}"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
    )
    return span


def _view(sheet: Sheet, *, is_first: bool) -> str:
    chosen = ' tabSelected="1"' if is_first else ""
    direction = ' rightToLeft="1"' if sheet.from_right else ""
    return (
        f'<sheetViews><sheetView{direction}{chosen} workbookViewId="0">'
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        '<selection pane="bottomRight" activeCell="B2" sqref="B2"/></sheetView></sheetViews>'
    )


def _widths(columns: Sequence[Column]) -> str:
    each = "".join(
        f'<col min="{number}" max="{number}" width="{column.width:g}" customWidth="1"/>'
        for number, column in enumerate(columns, 1)
    )
    return f"<cols>{each}</cols>"


def _cell(letter: str, row: int, value: CellValue, styles: Styles) -> str:
    if isinstance(value, str):
        return _text_cell(letter, row, value, styles.number(TEXT, wrap="\n" in value))
    if isinstance(value, Money):
        places = MINOR_UNITS.get(value.currency, 2)
        form = "#,##0" + ("." + "0" * places if places else "")
        return _number_cell(letter, row, value.amount, form, styles)
    if isinstance(value, datetime):
        return f'<c r="{letter}{row}" s="{styles.number(_MOMENT)}"><v>{_serial(value)}</v></c>'
    if isinstance(value, date):
        day = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
        return f'<c r="{letter}{row}" s="{styles.number(_DAY)}"><v>{_serial(day)}</v></c>'
    assert isinstance(value, Decimal)
    return _number_cell(letter, row, value, "0.###" if value % 1 else "0", styles)


def _number_cell(letter: str, row: int, value: Decimal, form: str, styles: Styles) -> str:
    """Return a number; one of more digits than spreadsheets keep stays a text."""
    if len(value.normalize().as_tuple().digits) > _KEPT_DIGITS:
        return _text_cell(letter, row, f"{value:f}", styles.number(TEXT))
    return f'<c r="{letter}{row}" s="{styles.number(form)}"><v>{value:f}</v></c>'


def _text_cell(letter: str, row: int, value: str, style: int) -> str:
    """Return a text as such: "=1" and "#N/A" stay texts."""
    plain = _LIKE_ESCAPE.sub("_x005F_", _UNWRITABLE.sub("", value)[:_LONGEST_TEXT])
    kept = escape(plain, {"\r": "_x000D_"})
    return f'<c r="{letter}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


def _serial(moment: datetime) -> str:
    """Return the days since the first day of spreadsheets, by the clock of the place where it was.

    They stand as finely as a spreadsheet keeps them: a moment a trifle too early would show the minute before.
    """
    passed = moment.replace(tzinfo=None) - _FIRST_DAY
    part = (Decimal(passed.seconds) / 86_400).quantize(Decimal("1e-11"))
    return f"{passed.days + part:f}"
