"""Makes a workbook of binary parts, as [MS-XLSB] describes it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def record(kind: int, body: bytes) -> bytes:
    """Return a record; kind and length take seven bits a byte."""
    return _varying(kind) + _varying(len(body)) + body


def _varying(number: int) -> bytes:
    low, high = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _varying(high) if high else bytes([low])


def text_of(text: str) -> bytes:
    """Return a wide text with its length."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row_of(number: int, *, hidden: bool = False) -> bytes:
    """Return the head of a row, counted from 1."""
    return record(0, struct.pack("<IIHBB", number - 1, 0, 300, 0, 0x10 if hidden else 0) + bytes(5))


def cell_of(kind: int, column: int, body: bytes, *, style: int = 0) -> bytes:
    """Return a cell; `kind` is the number of its record."""
    return record(kind, struct.pack("<II", column, style) + body)


def texts(number: int, *values: str) -> bytes:
    """Return a row of texts."""
    return row_of(number) + b"".join(cell_of(6, place, text_of(v)) for place, v in enumerate(values))


def binary_workbook(
    page: bytes, *, strings: Sequence[str] = (), formats: Sequence[str] = (), book: bytes = b""
) -> bytes:
    """Return an XLSB file of one sheet; cell styles count from 1 through `formats`."""
    codes = b"".join(record(44, struct.pack("<H", 164 + n) + text_of(code)) for n, code in enumerate(formats))
    numbers = [0, *range(164, 164 + len(formats))]
    styles = b"".join(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in numbers)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.bin"),
            ("rId2", "sharedStrings", "sharedStrings.bin"),
            ("rId3", "styles", "styles.bin"),
        ),
        "xl/workbook.bin": book
        + record(156, struct.pack("<II", 0, 1) + text_of("rId1") + text_of("List"))
        + record(132, b""),
        "xl/sharedStrings.bin": b"".join(record(19, b"\x00" + text_of(text)) for text in strings),
        "xl/styles.bin": codes + record(617, struct.pack("<I", len(numbers))) + styles + record(618, b""),
        "xl/worksheets/sheet1.bin": page,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return packed.getvalue()


def _relations(*related: tuple[str, str, str]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in related
    )
    return f"<Relationships>{entries}</Relationships>".encode()
