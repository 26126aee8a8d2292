"""Makes a workbook as spreadsheets before 2007 saved it: BIFF8 records in a compound file ([MS-XLS], [MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FREE, _TABLE = -2, -1, -3
_LEAST_STREAM = 4096
_GLOBALS, _SHEET = 0x0005, 0x0010


def old_workbook(rows: Sequence[Sequence[str | float]], *, book: bytes = b"", page: bytes = b"") -> bytes:
    """Return an XLS file of one sheet, with further records in the `book` and on the `page`."""
    return compound_file(Workbook=workbook_stream(rows, book=book, page=page))


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def text_of(text: str, length: str = "H") -> bytes:
    return struct.pack(f"<{length}B", len(text), 1) + text.encode("utf-16-le")


def workbook_stream(rows: Sequence[Sequence[str | float]], *, book: bytes = b"", page: bytes = b"") -> bytes:
    """Return the records of a workbook of one sheet."""
    end = record(0x000A, b"")
    name = text_of("List", "B")
    start = len(_begin(_GLOBALS)) + len(book) + 4 + 6 + len(name) + len(end)
    stream = (
        _begin(_GLOBALS)
        + book
        + record(0x0085, struct.pack("<IBB", start, 0, 0) + name)
        + end
        + _begin(_SHEET)
    )
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(value, str):
                stream += record(0x0204, place + text_of(value, "H"))
            else:
                stream += record(0x0203, place + struct.pack("<d", value))
    return (stream + page + end).ljust(_LEAST_STREAM, b"\x00")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\x00").encode("utf-16-le")
    tree = struct.pack("<BBiii", kind, 1, _FREE, _FREE, child)
    return (
        encoded.ljust(64, b"\x00")
        + struct.pack("<H", len(encoded))
        + tree
        + bytes(36)
        + struct.pack("<iQ", start, size)
    )


def compound_file(**streams: bytes) -> bytes:
    """Return a compound file with one stream."""
    ((name, stream),) = streams.items()
    stream = stream.ljust(_LEAST_STREAM, b"\x00")
    sectors = -(-len(stream) // _SECTOR)
    chain = [_TABLE, _END, *range(3, 2 + sectors), _END]
    table = struct.pack(f"<{_SECTOR // 4}i", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, 2, len(stream))
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<iiiiiiiii", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    header += struct.pack("<109i", 0, *[_FREE] * 108)
    return header + table + directory.ljust(_SECTOR, b"\x00") + stream.ljust(sectors * _SECTOR, b"\x00")
