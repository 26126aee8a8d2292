"""Writes asset lines as XLSX, typed so that reading the file again changes no field."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.domain.money import MINOR_UNITS, Money
from handover_desktop.lists.fields import AMOUNT_FIELDS, FIELD_LABELS, FIELDS, currency_of, line_texts

_WIDTHS = {
    "line_no": 10, "lot": 16, "category": 18, "description": 46, "make": 16, "model": 22, "serial_number": 22,
    "inventory_number": 22, "vin": 22, "imei": 20, "plate": 16, "quantity": 10, "unit": 10, "unit_price": 14,
    "currency": 10, "line_value": 16, "receiving_unit": 16, "location": 20, "kit_contents": 40,
    "order_reference": 18, "warranty_months": 12, "remark": 30,
}  # fmt: skip
_DETAIL_WIDTH = 24
_HEADER_ROW = 1
_TEXT_FORMAT = "@"
_KEPT_DIGITS = 15
_UNWRITABLE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_TEXT = 32_767


def write_list_xlsx(
    path: Path,
    lines: Iterable[AssetLine],
    *,
    written_at: datetime,
    title: str = "",
    sheet: str = "Assets",
) -> None:
    """Write `lines` to `path`: one row each, every field a column, details behind them.

    Identifiers are text; quantities and amounts are numbers with a format. The same lines, title and time
    give the same bytes. Raises EnvironmentFault FILE_NOT_WRITTEN or DISK_FULL and leaves `path` as it was.
    """
    assets = tuple(lines)
    book = Workbook()
    book.properties.creator = "Handover"
    book.properties.title = title or None
    book.properties.created = book.properties.modified = written_at.astimezone(UTC).replace(tzinfo=None)
    page = book.active
    page.title = sheet
    details = _detail_headings(assets)
    _write_header(page, details)
    for number, line in enumerate(assets, _HEADER_ROW + 1):
        _write_line(page, number, line, details)
    page.freeze_panes = page.cell(_HEADER_ROW + 1, 2)
    page.auto_filter.ref = f"A{_HEADER_ROW}:{get_column_letter(len(FIELDS) + len(details))}{page.max_row}"
    _save(path, _pack(book))


def _detail_headings(lines: Sequence[AssetLine]) -> list[tuple[str, int]]:
    """Return the headings of the details in order, each with how often it came before in its line."""
    found: dict[tuple[str, int], None] = {}
    for line in lines:
        found |= dict.fromkeys(_numbered(line))
    return list(found)


def _numbered(line: AssetLine) -> list[tuple[str, int]]:
    headings = [heading for heading, _ in line.details]
    return [(heading, headings[:place].count(heading)) for place, heading in enumerate(headings)]


def _write_header(page: Worksheet, details: Sequence[tuple[str, int]]) -> None:
    widths = [*(_WIDTHS[field] for field in FIELDS), *([_DETAIL_WIDTH] * len(details))]
    headings = [*(FIELD_LABELS[field] for field in FIELDS), *(heading for heading, _ in details)]
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        cell = page.cell(_HEADER_ROW, column)
        _set_text(cell, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8ECEF")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(column)].width = width


def _write_line(page: Worksheet, row: int, line: AssetLine, details: Sequence[tuple[str, int]]) -> None:
    texts = line_texts(line)
    for column, field in enumerate(FIELDS, 1):
        if field in AMOUNT_FIELDS:
            _set_amount(page.cell(row, column), getattr(line, field), currency_of(line))
        elif field == "quantity":
            _set_number(page.cell(row, column), line.quantity, "0.###" if line.quantity % 1 else "0")
        elif field == "warranty_months" and line.warranty_months is not None:
            _set_number(page.cell(row, column), Decimal(line.warranty_months), "0")
        elif field in texts:
            _set_text(page.cell(row, column), texts[field])
    places = {key: place for place, key in enumerate(details, len(FIELDS) + 1)}
    for key, (_, text) in zip(_numbered(line), line.details, strict=True):
        _set_text(page.cell(row, places[key]), text)


def _set_text(cell: SheetCell, text: str) -> None:
    cell.value = _LIKE_ESCAPE.sub("_x005F_", _UNWRITABLE.sub("", text))[:_LONGEST_TEXT]
    # A text such as "=1" or "#N/A" stays a text.
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _set_number(cell: SheetCell, value: Decimal, form: str) -> None:
    if len(value.normalize().as_tuple().digits) > _KEPT_DIGITS:
        _set_text(cell, f"{value:f}")
        return
    cell.value = value
    cell.number_format = form


def _set_amount(cell: SheetCell, money: Money | None, currency: str) -> None:
    if money is None:
        return
    if money.currency != currency:
        _set_text(cell, f"{money.amount:f} {money.currency}")
        return
    places = MINOR_UNITS.get(money.currency, 2)
    _set_number(cell, money.amount, "#,##0" + ("." + "0" * places if places else ""))


def _pack(book: Workbook) -> bytes:
    """Return the file; its entries carry a fixed date, for the time of writing stands in the properties."""
    draft, packed = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(draft, "w") as package:
        ExcelWriter(book, package).save()
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _save(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        if fault.errno == errno.ENOSPC:
            raise EnvironmentFault(Code.DISK_FULL) from fault
        raise EnvironmentFault(
            Code.FILE_NOT_WRITTEN, path=path, detail=fault.strerror or str(fault)
        ) from fault
