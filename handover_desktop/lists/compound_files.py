"""Takes streams out of compound files ([MS-CFB]), in which office programs before 2007 kept their documents."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRY_BYTES = 128
_STREAM = 2
_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    name: str
    neighbours: tuple[int, int]
    child: int
    start: int
    size: int


class CompoundFile:
    """The streams at the root of a compound file; raises ValueError or struct.error for a damaged one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if not (7 <= shift <= 16 and 2 <= small_shift <= shift):
            raise ValueError("sectors have an impossible size")
        self._size, self._small_size = 1 << shift, 1 << small_shift
        directory, self._least, small_table = struct.unpack_from("<I4xII", data, 48)
        self._table = self._read_table()
        self._entries = self._read_entries(self._chain(directory))
        self._small_table = _numbers(self._chain(small_table))
        self._small = self._chain(self._entries[0].start)
        self.streams: Mapping[str, _Entry] = self._at_root()

    def stream(self, name: str) -> bytes:
        """Return the content of a stream; raise KeyError where there is none."""
        entry = self.streams[name.casefold()]
        if entry.size >= self._least:
            content = self._chain(entry.start)
        else:
            content = _follow(self._small, entry.start, self._small_table, self._small_size, 0)
        if len(content) < entry.size:
            raise ValueError("a stream is cut off")
        return content[: entry.size]

    def _read_table(self) -> list[int]:
        following, count = struct.unpack_from("<II", self._data, 68)
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        most = len(self._data) // self._size + 1
        for _ in range(min(count, most)):
            if following >= _LAST_SECTOR:
                break
            *more, following = _numbers(self._sector(following))
            sectors += more
        table: list[int] = []
        for number in sectors[:most]:
            if number < _LAST_SECTOR:
                table += _numbers(self._sector(number))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number << (self._size.bit_length() - 1)) + max(512, self._size)
        sector = self._data[start : start + self._size]
        if not sector:
            raise ValueError("a sector is missing")
        return sector.ljust(self._size, b"\x00")

    def _chain(self, start: int) -> bytes:
        return _follow(self._data, start, self._table, self._size, max(512, self._size))

    def _read_entries(self, directory: bytes) -> list[_Entry]:
        entries = []
        for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind, left, right, child = struct.unpack_from("<HBxIII", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            entries.append(_Entry(kind, name, (left, right), child, start, size))
        if not entries:
            raise ValueError("there is no directory")
        return entries

    def _at_root(self) -> dict[str, _Entry]:
        found: dict[str, _Entry] = {}
        waiting, seen = [self._entries[0].child], set()
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(self._entries):
                continue
            seen.add(number)
            entry = self._entries[number]
            if entry.kind == _STREAM:
                found.setdefault(entry.name.casefold(), entry)
            waiting += entry.neighbours
        return found


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _follow(content: bytes, start: int, table: tuple[int, ...] | list[int], size: int, offset: int) -> bytes:
    """Return the sectors of a chain; one that runs in a circle or out of the file is refused."""
    pieces, left = [], len(content) // size + 1
    while start < _LAST_SECTOR:
        left -= 1
        at = offset + start * size
        if left < 0 or start >= len(table) or at >= len(content):
            raise ValueError("a chain of sectors is broken")
        pieces.append(content[at : at + size].ljust(size, b"\x00"))
        start = table[start]
    return b"".join(pieces)
