"""What it takes to bring a large list in: each way in a process of its own that prints seconds and MB."""

from __future__ import annotations

import csv
import itertools
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from handover_desktop.domain.errors import DomainError
from handover_desktop.services.importing import read_list
from tests.benchmarks.peers import peak_memory
from tests.services.life_model import Clock, Dice, open_desk

HEADINGS = (
    "Serial number", "Inventory number", "Description", "Make", "Model", "Category", "Quantity", "Unit price",
    "Currency", "Receiving unit",
)  # fmt: skip


def rows(number: int) -> Iterator[tuple[str | int | float, ...]]:
    for at in range(number):
        yield (
            f"SN{at:08d}X", f"INV-{at:06d}", f"Hand-held radio, type {at % 50}", "Motorola", f"DP{4000 + at % 20}",
            "Communications", 1 + at % 3 // 2, 123.45 + at % 7, "EUR", f"Unit {at % 40}",
        )  # fmt: skip


def write_workbook(path: Path, number: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("List")
    sheet.append(HEADINGS)
    for row in rows(number):
        sheet.append(row)
    book.save(path)


def write_csv(path: Path, number: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *rows(number)])


def _pack_sheet(path: Path, pieces: Iterator[bytes]) -> None:
    write_workbook(path, 0)
    with zipfile.ZipFile(path) as book:
        others = {name: book.read(name) for name in book.namelist() if not name.startswith("xl/worksheets/")}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in others.items():
            book.writestr(name, content)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            for piece in pieces:
                sheet.write(piece)
            sheet.write(b"</sheetData></worksheet>")


def empty_cells(path: Path) -> None:
    """A sheet of empty cells in one row, up to the limit of what is unpacked."""
    _pack_sheet(path, itertools.chain([b"<row>"], itertools.repeat(b"<c/>" * 100_000, 740), [b"</row>"]))


def full_sheet(path: Path) -> None:
    """As many rows and cells as a list may have, all different."""
    _pack_sheet(
        path,
        (
            b"<row>"
            + b"".join(b"<c><v>%d.5</v></c>" % (row * 10 + column) for column in range(10))
            + b"</row>"
            for row in range(149_999)
        ),
    )


def blank_lines(path: Path) -> None:
    path.write_bytes(b"Description,Qty\nCar,1\n" + b"\n" * 99_000_000)


def short_lines(path: Path) -> None:
    path.write_bytes(b"Description,Qty\n" + b"Ca,1\n" * 19_000_000)


def open_quote(path: Path) -> None:
    path.write_bytes(b"Description,Qty\n" + b'"Car,1\n' * 12_000_000)


HOSTILE = {
    "empty-cells.xlsx": empty_cells,
    "full-sheet.xlsx": full_sheet,
    "blank-lines.csv": blank_lines,
    "short-lines.csv": short_lines,
    "open-quote.csv": open_quote,
}


def openpyxl_reads(path: Path) -> int:
    """Read the values of the cells, row by row, and do nothing with them."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for row in book.worksheets[0].iter_rows(values_only=True) if row) - 1


def we_read(path: Path) -> int:
    return len(read_list(path).lines)


def we_refuse(path: Path) -> int:
    """Read what may be refused; 0 where it is."""
    try:
        return len(read_list(path).lines)
    except DomainError:
        return 0


def we_import(path: Path) -> int:
    """Read, understand, and write to a register on the disk."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        desk = open_desk(Path(folder) / "register.handover", Clock(), Dice())
        reading = desk.importing.read(path)
        made = desk.importing.bring_in(reading)
        assert made.handover is not None
        with desk.workplace.reading() as store:
            count = store.tally(made.handover).total().lines
        desk.close()
    return count


WAYS = {"openpyxl": openpyxl_reads, "reading": we_read, "hostile": we_refuse, "import": we_import}


def main(way: str, path: str) -> None:
    start = time.process_time()
    count = WAYS[way](Path(path))
    print(count, time.process_time() - start, peak_memory())


if __name__ == "__main__":
    main(*sys.argv[1:])
