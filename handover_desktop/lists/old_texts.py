"""Texts in the records of old workbooks: one or two bytes a letter, cut where a record ends ([MS-XLS] 2.5.293)."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator, Sequence

_PAGES = {
    1200: "utf-16-le",
    367: "ascii",
    10000: "mac-roman",
    32768: "mac-roman",
    32769: "cp1252",
    65001: "utf-8",
}
_WIDE, _EXTENDED, _RICH = 1, 4, 8
_MOST_TEXTS = 3_000_000


class Texts:
    """Reads texts that lie in one record; `wide` since Excel 97, in a code page before."""

    def __init__(self, *, wide: bool) -> None:
        self.wide = wide
        self._page = "cp1252"

    def use_code_page(self, number: int) -> None:
        """Read bytes in this code page; one that is unknown counts as Western."""
        name = _PAGES.get(number, f"cp{number}")
        try:
            codecs.lookup(name)
        except LookupError:
            name = "cp1252"
        self._page = name

    def read(self, body: bytes, at: int, *, short: bool = False) -> str:
        """Return the text at `at`, whose length takes one byte where it is `short`, else two."""
        (length,) = struct.unpack_from("<B" if short else "<H", body, at)
        at += 1 if short else 2
        if not self.wide:
            return body[at : at + length].decode(self._page, "replace")
        flags = body[at] if at < len(body) else 0
        at += 1 + (2 if flags & _RICH else 0) + (4 if flags & _EXTENDED else 0)
        return _decode(body[at : at + length * (1 + (flags & _WIDE))], flags)


def _decode(raw: bytes, flags: int) -> str:
    return raw.decode("utf-16-le" if flags & _WIDE else "latin-1", "replace")


class PiecedTexts:
    """Reads texts that run over a record and those that continue it, each of which says its width anew."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 0

    def table(self) -> Iterator[str]:
        """Return the texts of a table of shared strings."""
        _, count = struct.unpack("<II", self._take(8))
        for _ in range(min(count, _MOST_TEXTS)):
            if self._piece == len(self._pieces) - 1 and self._at >= len(self._pieces[-1]):
                return
            yield self.text()

    def text(self) -> str:
        """Return the next text."""
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & _RICH else 0
        extension = struct.unpack("<I", self._take(4))[0] if flags & _EXTENDED else 0
        parts: list[str] = []
        while length:
            size = 1 + (flags & _WIDE)
            part = self._pieces[self._piece][self._at : self._at + length * size]
            part = part[: len(part) // size * size]
            parts.append(_decode(part, flags))
            self._at += len(part)
            length -= len(part) // size
            if length:
                self._next_piece()
                flags = self._take(1)[0]
        self._skip(runs * 4 + extension)
        return "".join(parts)

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            if self._at >= len(self._pieces[self._piece]):
                self._next_piece()
            more = self._pieces[self._piece][self._at : self._at + count - len(taken)]
            self._at += len(more)
            taken += more
        return taken

    def _skip(self, count: int) -> None:
        while count:
            step = min(count, len(self._pieces[self._piece]) - self._at)
            self._at += step
            count -= step
            if count:
                self._next_piece()

    def _next_piece(self) -> None:
        self._piece += 1
        self._at = 0
        if self._piece >= len(self._pieces):
            raise ValueError("a text is cut off")
