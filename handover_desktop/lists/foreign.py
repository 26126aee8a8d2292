"""Reads XLS and XLSB through calamine, which hands out values without their formats."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from handover_desktop.lists.cells import Cell, CellKind, Row, Table, text_cell
from handover_desktop.lists.limits import Meter, check_extent
from handover_desktop.lists.number_formats import plain_number


class PasswordNeeded(Exception):
    """The file is encrypted."""


def read_foreign(data: bytes, meter: Meter) -> list[Table]:
    """Return the worksheets; raise PasswordNeeded, ValueError for a damaged file, TooLarge beyond a limit."""
    try:
        return _read(data, meter)
    except calamine.PasswordError as locked:
        raise PasswordNeeded from locked
    except calamine.CalamineError as damage:
        raise ValueError(str(damage)) from damage
    except BaseException as panic:
        # WORKAROUND: a panic inside the Rust library is a BaseException of a type without a public name.
        if type(panic).__name__ != "PanicException":
            raise
        raise ValueError("the file is damaged") from panic


def _read(data: bytes, meter: Meter) -> list[Table]:
    tables = []
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for sheet in book.sheets_metadata:
            if sheet.typ is calamine.SheetTypeEnum.WorkSheet:
                content = book.get_sheet_by_name(sheet.name)
                visible = sheet.visible is calamine.SheetVisibleEnum.Visible
                tables.append(Table(sheet.name, _rows(content, meter), visible=visible))
    return tables


def _rows(sheet: calamine.CalamineSheet, meter: Meter) -> dict[int, Row]:
    if sheet.start is None:
        return {}
    rows: dict[int, Row] = {}
    first_row, first_column = sheet.start
    for number, values in enumerate(sheet.to_python(skip_empty_area=True), first_row + 1):
        row = {column: cell for column, value in enumerate(values, first_column) if (cell := _cell(value))}
        if not row:
            continue
        meter.count_row(len(row))
        check_extent(len(rows) + 1, max(row))
        rows[number] = row
    return rows


def _cell(value: float | str | bool | time | date | datetime | timedelta) -> Cell | None:
    if isinstance(value, bool):
        return Cell(CellKind.TRUTH, "TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Cell(CellKind.NUMBER, plain_number(value))
    if isinstance(value, str):
        return Cell(CellKind.FAULT, value) if value in _FAULTS else text_cell(value)
    text = str(value)
    return Cell(CellKind.DATE, text.removesuffix(" 00:00:00") if isinstance(value, datetime) else text)


_FAULTS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"}
