"""Measuring and wrapping text, with every word measured once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from handover_desktop.protocol.layout.fonts import MOST_KEPT, clean, load_face
from handover_desktop.protocol.layout.shaping import is_mark, marked, needs_shaping, reads_right_to_left
from handover_desktop.protocol.layout.typography import Face, Style

_WORDS = re.compile(r"[^ \n]+")
_NARROWEST = 100.0
"""No letter is narrower than this, in thousandths of the type size."""


class Measure:
    """The widths of texts in one document; widths of words are kept, since lists repeat them.

    `is_mirrored` tells whether the document goes from right to left. `told` hears how many rows of a table were set
    again, now and then.
    """

    def __init__(self, *, mirrored: bool = False) -> None:
        self.is_mirrored = mirrored
        self.told: Callable[[int], None] | None = None
        self._known: dict[Face, dict[str, float]] = {face: {} for face in Face}
        self._metrics = {face: load_face(face) for face in Face}

    def width(self, text: str, style: Style) -> float:
        """Return the width of `text` on one line."""
        return self._thousandths(text, style.face) * style.size / 1000

    def _thousandths(self, text: str, face: Face) -> float:
        known = self._known[face]
        width = known.get(text)
        if width is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            width = known[text] = self._metrics[face].width(text)
        return width

    def wrap(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        """Break `text` into lines not wider than `width`: at spaces, or anywhere in a word wider than that.

        An empty text has one empty line. Raises KeyError for a character that the face cannot show.
        """
        room = width * 1000 / style.size + 0.01
        whole = self._known[style.face].get(text)
        if whole is None:
            text = clean(text)
            whole = self._thousandths(text, style.face) if "\n" not in text else math.inf
        if whole <= room:
            return (text.rstrip(" "),)
        lines = tuple(
            line for paragraph in text.split("\n") for line in self._fill(paragraph, style.face, room)
        )
        if not needs_shaping(text):
            return lines
        backwards = reads_right_to_left(text)
        return tuple(marked(line, right_to_left=backwards) for line in lines)

    def _fill(self, paragraph: str, face: Face, room: float) -> Iterator[str]:
        space = self._metrics[face].widths[" "]
        known, measured = self._known[face], self._metrics[face].width
        if len(known) >= MOST_KEPT:
            known.clear()
        line: list[str] = []
        used = -space
        for word in filter(None, paragraph.split(" ")):
            width = known.get(word)
            if width is None:
                width = known[word] = measured(word)
            if used + space + width <= room:
                line.append(word)
                used += space + width
                continue
            if line:
                yield " ".join(line)
            *whole, rest = [word] if width <= room else self._cut(word, face, room)
            yield from whole
            line, used = [rest], width if width <= room else self._thousandths(rest, face)
        yield " ".join(line)

    def _cut(self, word: str, face: Face, room: float) -> list[str]:
        if needs_shaping(word):
            return self._cut_shaped(word, face, room)
        chars = self._metrics[face].widths
        parts, start, used = [], 0, 0.0
        for at, char in enumerate(word):
            if used + chars[char] > room and at > start:
                parts.append(word[start:at])
                start, used = at, 0.0
            used += chars[char]
        return [*parts, word[start:]]

    def _cut_shaped(self, word: str, face: Face, room: float) -> list[str]:
        """Cut a word whose width is not the sum of its letters': the most letters that fit, marks with theirs."""
        width = self._metrics[face].width
        parts, start = [], 0
        while start < len(word):
            fits, most = start + 1, min(len(word), start + int(room / _NARROWEST) + 1)
            while fits < most:
                middle = (fits + most + 1) // 2
                fits, most = (middle, most) if width(word[start:middle]) <= room else (fits, middle - 1)
            while fits < len(word) and is_mark(word[fits]):
                fits += 1
            parts.append(word[start:fits])
            start = fits
        return parts

    def longest_word(self, text: str, style: Style) -> float:
        """Return the width of the widest word of `text`."""
        return max((self.width(word, style) for word in _WORDS.findall(clean(text))), default=0.0)
