"""Reads the tables of a web page: many systems export one under the name `.xls`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from handover_desktop.lists.cells import Area, Row, Table, text_cell
from handover_desktop.lists.limits import Meter, check_extent

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)/?>")
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?\s*(\d{1,5})", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li"})
_UNREAD = frozenset({"script", "style", "title", "textarea"})
_SPACE = re.compile(r"[ \t\r\n\f]+")

Token = tuple[str, str, str]
"""A piece of text, or the name of a tag (with a slash where it closes) and what follows the name."""


def stated_charset(data: bytes) -> str:
    """Return the encoding that a page states for itself, or an empty text."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else ""


def read_html_tables(text: str, name: str, meter: Meter) -> list[Table]:
    """Return the outermost tables that hold cells, in order; raise TooLarge beyond a limit."""
    reader = _Reader(meter, name)
    for token in _tokens(text):
        reader.take(*token)
    reader.close_table()
    return reader.tables


def _tokens(text: str) -> Iterator[Token]:
    """Split a page in one pass; what is no tag counts as text."""
    at, length = 0, len(text)
    while at < length:
        start = text.find("<", at)
        if start < 0:
            start = length
        if start > at:
            yield text[at:start], "", ""
        at = start
        if text.startswith(("<!", "<?"), at):
            close = "-->" if text.startswith("<!--", at) else ">"
            end = text.find(close, at)
            at = length if end < 0 else end + len(close)
            continue
        found = _TAG.match(text, at)
        if found is None:
            yield text[at : at + 1], "", ""
            at += 1
            continue
        tag = found[2].lower()
        at = found.end()
        if tag in _UNREAD and not found[1]:
            closing = re.compile(f"</{tag}", re.IGNORECASE).search(text, at)
            at = closing.start() if closing else length
        yield "", found[1] + tag, found[3]


class _Reader:
    """Collects the tables; one within a cell of another counts as text of that cell."""

    def __init__(self, meter: Meter, name: str) -> None:
        self.tables: list[Table] = []
        self._meter = meter
        self._name = name
        self._depth = 0
        self._rows: dict[int, Row] = {}
        self._merged: list[Area] = []
        self._taken: dict[int, int] = {}
        self._number = 0
        self._column = 0
        self._pieces: list[str] | None = None
        self._spans = (1, 1)
        self._is_deleted = False

    def take(self, text: str, tag: str, rest: str) -> None:
        """Take a piece of text or a tag."""
        if text:
            if self._pieces is not None and not self._is_deleted:
                self._pieces.append(_SPACE.sub(" ", html.unescape(text)))
        elif tag in ("del", "/del"):
            self._is_deleted = (
                tag == "del"
            )  # what a word processor shows struck out while changes are tracked
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._rows, self._merged, self._taken, self._number = {}, [], {}, 0
        elif tag == "/table":
            self._depth -= 1
            if self._depth <= 0:
                self.close_table()
        elif self._depth == 1:
            self._take_part(tag, rest)
        if tag in _BREAKS and self._pieces is not None:
            self._pieces.append("\n")

    def _take_part(self, tag: str, rest: str) -> None:
        if tag in ("tr", "/tr", "td", "th", "/td", "/th"):
            self._close_cell()
        if tag == "tr":
            self._number += 1
            self._column = 0
        elif tag in ("td", "th"):
            found = {which.lower(): int(count) for which, count in _SPAN.findall(rest)}
            self._spans = max(found.get("row", 1), 1), max(found.get("col", 1), 1)
            self._pieces, self._is_deleted = [], False
            while self._taken.get(self._column, 0) >= max(self._number, 1):
                self._column += 1

    def _close_cell(self) -> None:
        if self._pieces is None:
            return
        number = max(self._number, 1)
        lines = (line.strip() for line in "".join(self._pieces).split("\n"))
        cell = text_cell("\n".join(filter(None, lines)))
        self._pieces = None
        down, across = self._spans
        check_extent(len(self._rows) + 1, self._column + across - 1)
        if cell is not None:
            self._meter.count_row(1)
            self._rows.setdefault(number, {})[self._column] = cell
        if down > 1 or across > 1:
            self._merged.append((number, self._column, number + down - 1, self._column + across - 1))
            for column in range(self._column, self._column + across):
                self._taken[column] = number + down - 1
        self._column += across

    def close_table(self) -> None:
        """End the table that is open."""
        self._close_cell()
        self._depth = 0
        if self._rows:
            name = self._name if not self.tables else f"{self._name} {len(self.tables) + 1}"
            self.tables.append(Table(name, self._rows, tuple(self._merged)))
            self._rows = {}
