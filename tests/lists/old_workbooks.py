"""Makes a workbook as spreadsheets before 2007 saved it: BIFF8 records in a compound file ([MS-XLS], [MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FREE, _TABLE = -2, -1, -3
_LEAST_STREAM = 4096
_GLOBALS, _SHEET = 0x0005, 0x0010


def old_workbook(rows: Sequence[Sequence[str | float]]) -> bytes:
    """Return an XLS file of one sheet."""
    return _compound_file(_workbook_stream(rows))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _text(text: str, length: str) -> bytes:
    return struct.pack(f"<{length}B", len(text), 1) + text.encode("utf-16-le")


def _workbook_stream(rows: Sequence[Sequence[str | float]]) -> bytes:
    end = _record(0x000A, b"")
    name = _text("List", "B")
    start = len(_begin(_GLOBALS)) + 4 + 6 + len(name) + len(end)
    stream = (
        _begin(_GLOBALS) + _record(0x0085, struct.pack("<IBB", start, 0, 0) + name) + end + _begin(_SHEET)
    )
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(value, str):
                stream += _record(0x0204, place + _text(value, "H"))
            else:
                stream += _record(0x0203, place + struct.pack("<d", value))
    return (stream + end).ljust(_LEAST_STREAM, b"\x00")


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


def _compound_file(stream: bytes) -> bytes:
    sectors = -(-len(stream) // _SECTOR)
    chain = [_TABLE, _END, *range(3, 2 + sectors), _END]
    table = struct.pack(f"<{_SECTOR // 4}i", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<iiiiiiiii", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    header += struct.pack("<109i", 0, *[_FREE] * 108)
    return header + table + directory.ljust(_SECTOR, b"\x00") + stream.ljust(sectors * _SECTOR, b"\x00")
