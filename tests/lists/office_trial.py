"""Opens what is exported in LibreOffice and compares every cell with what was written.

By hand, where LibreOffice is installed: `python -m tests.lists.office_trial`. It prints how many cells differ and the
first of them, for each table of a book and for CSV with each separator. CSV is opened as a person would who tells
LibreOffice the separator and to take quoted fields as text.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from handover_desktop.app import open_demo
from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.money import Money
from handover_desktop.lists.annex_tables import handover_sheets
from handover_desktop.lists.delimited_writing import Dialect, write_delimited
from handover_desktop.lists.guards import guarded
from handover_desktop.lists.sheet_writing import write_book
from handover_desktop.lists.tables import CellValue, Sheet
from handover_desktop.paths import replacing
from handover_desktop.services.desk import Services
from handover_desktop.services.exporting import wording_of
from tests.ui.screens.room import add_handover

_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
_QUOTED_AS_TEXT = "--infilter=Text - txt - csv (StarCalc):{separator},34,76,1,,1033,true,false"
_SHOWN = 10
_HARD = (
    "=1+1", '=HYPERLINK("http://x")', "+381 11 123", "-5", "@SUM(A1)", "'=1", "''+2", "'quoted'", "0012", "1E5", "TRUE",
    "12345678901234567890", "a\u00a0b", "שלום", "مركبة خدمة", "ред\nдва", "a;b,c|d\te", 'say "no"', "1,234", "1.234",
    "12/2024", "3-4", "2024-05-01", "10:30", "50%", "€ 5", "#N/A", "_x0041_", "sep=;",
)  # fmt: skip

Table = list[list[str]]


def told(value: CellValue, *, in_csv: bool) -> str:
    """Return a value as it is compared: numbers by what they are, texts as they are written."""
    if isinstance(value, str):
        return (guarded(value) if in_csv else value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, Money):
        value = value.amount
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        if in_csv:
            return value.isoformat(sep=" ", timespec="minutes")
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if value is not None else ""


def written(sheet: Sheet, *, in_csv: bool) -> Table:
    """Return the cells of a sheet as they are compared."""
    rows: list[Sequence[CellValue]] = [[column.heading for column in sheet.columns], *sheet.rows]
    return [[told(value, in_csv=in_csv) for value in row] for row in rows]


def opened(path: Path, folder: Path, *more: str) -> dict[str, Table]:
    """Return what LibreOffice shows of a file, by the name of the sheet."""
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        *more,
        "--convert-to",
        _TO_CSV,
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)
    found = {}
    for made in sorted(folder.iterdir()):
        with made.open(encoding="utf-8", newline="") as stream:
            found[made.stem.removeprefix(f"{path.stem}-")] = list(csv.reader(stream))
    return found


def differences(expected: Table, shown: Table) -> list[str]:
    """Return one line for each cell that differs."""
    found = []
    for row, cells in enumerate(expected):
        there = shown[row] if row < len(shown) else []
        there = [*there, *[""] * (len(cells) - len(there))]
        found += [
            f"row {row + 1}, column {place + 1}: {cell!r} is shown as {other!r}"
            for place, (cell, other) in enumerate(zip(cells, there, strict=False))
            if cell != other and not _same_number(cell, other)
        ]
    return found


def _same_number(one: str, other: str) -> bool:
    """Tell whether two numbers differ only in zeros behind the point."""
    return "." in other and other.rstrip("0").rstrip(".") == one


def say(name: str, expected: Table, shown: Table) -> int:
    """Print what differs and return how much it is."""
    found = differences(expected, shown)
    cells = sum(map(len, expected))
    print(f"{name}: {cells} cells, {len(found)} differ")
    for line in found[:_SHOWN]:
        print(f"    {line}")
    return len(found)


def hard_lines() -> list[AssetLine]:
    """Return lines whose texts spreadsheets like to turn into something else."""
    plain = AssetLine("1", "Radio", make="Demo", unit_price=Money("EUR", 123_450))
    return [
        replace(
            plain,
            line_no=f"00{place}",
            description=text,
            remark=text,
            identifiers=(Identifier(IdentifierKind.SERIAL_NUMBER, text.strip()),),
            details=((text, text),),
            quantity=Decimal("1.005") if place % 2 else Decimal(1),
            unit="kg",
        )
        for place, text in enumerate(_HARD)
    ]


def try_handover(services: Services, reference: str, folder: Path) -> int:
    """Export a handover in every form, open each and return how many cells differ."""
    current, snapshot = services.exporting.content(services.handovers.find(reference).id)
    wording = wording_of(services.workplace, current.details.languages or ("en",))
    folder.mkdir()

    def sheets() -> list[Sheet]:
        return list(handover_sheets(snapshot, wording).values())

    with replacing(folder / "book.xlsx") as stream:
        write_book(stream, sheets(), written_at=None)
    by_name = opened(folder / "book.xlsx", folder / "shown")
    count = sum(
        say(f"{reference} XLSX {sheet.name}", written(sheet, in_csv=False), by_name.get(sheet.name, []))
        for sheet in sheets()
    )
    for separator in ",;\t|":
        for part, sheet in enumerate(sheets()):
            name = f"{ord(separator)}-{part}"
            with replacing(folder / f"{name}.csv") as stream:
                write_delimited(stream, sheet, Dialect(separator))
            fresh = sheets()[part]
            option = _QUOTED_AS_TEXT.format(separator=ord(separator))
            (table,) = opened(folder / f"{name}.csv", folder / name, option).values()
            count += say(f"{reference} CSV {separator!r} {fresh.name}", written(fresh, in_csv=True), table)
    return count


def main() -> int:
    """Try the demo and a list of hard texts; 1 where a cell differs."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        services = open_demo(folder / "demo.handover")
        try:
            add_handover(services, hard_lines())
            count = sum(
                try_handover(services, reference, folder / reference)
                for reference in ("HO-1", "DEMO-2024-001")
            )
        finally:
            services.close()
    print(f"{count} cells differ")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
