"""How much a page draws at most when every drawing within a drawing is carried out, told without drawing it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import pikepdf

_DEEPEST = 20
_PACKING = 130
"""How much longer than its bytes a stream in any other packing may be."""

_PIECE = 1_000_000


class Expansion:
    """Bounds the drawing instructions of one document, with those of each form counted as often as it is drawn.

    A form that draws the next one ten times, twenty times over, is a file of a few kilobytes and takes for ever.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: dict[tuple[int, int], int] = {}

    def fits(self, document: pikepdf.Pdf) -> bool:
        """Tell whether each page, and each form by itself, draws at most `limit` bytes of instructions."""
        for item in document.objects:
            if _is_form(item) and self._cost(item, None, 0) > self._limit:
                return False
        for page in document.pages:
            resources = page.resources
            contents = page.obj.get("/Contents")
            parts = list(contents.as_list()) if isinstance(contents, pikepdf.Array) else [contents]
            drawn = sum(
                self._expanded(part, resources, 0) for part in parts if isinstance(part, pikepdf.Stream)
            )
            if drawn > self._limit:
                return False
        return True

    def _cost(self, form: pikepdf.Object, outer: pikepdf.Object | None, depth: int) -> int:
        if depth > _DEEPEST:
            return self._limit + 1
        key = form.objgen
        if key not in self._known:
            self._known[key] = self._limit + 1  # what draws itself never ends
            self._known[key] = self._expanded(form, form.get("/Resources", outer), depth)
        return self._known[key]

    def _expanded(self, stream: pikepdf.Object, resources: pikepdf.Object | None, depth: int) -> int:
        """Return the length of the instructions of a stream, with those of what it draws."""
        size, calls = _measure(stream, self._limit)
        if not calls:
            return size
        inner = (self._cost(form, resources, depth + 1) for form in _forms(resources))
        return min(size + calls * max(inner, default=0), self._limit + 1)


def _is_form(item: object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Form


def _forms(resources: pikepdf.Object | None) -> Iterable[pikepdf.Object]:
    found = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    named = found.as_dict().values() if isinstance(found, pikepdf.Dictionary) else ()
    return (item for item in named if _is_form(item))


def _measure(stream: pikepdf.Object, limit: int) -> tuple[int, int]:
    """Return how long a stream is when unpacked, up to `limit`, and how often at most it draws something else."""
    packed = bytes(stream.read_raw_bytes())
    kind = stream.get("/Filter")
    if isinstance(kind, pikepdf.Array) and len(kind) == 1:
        kind = kind[0]
    if kind is None or (isinstance(kind, pikepdf.Array) and not len(kind)):
        return len(packed), packed.count(b"Do")
    if kind != pikepdf.Name.FlateDecode:
        return len(packed) * _PACKING, len(packed) * _PACKING
    size = calls = 0
    unpacker, rest = zlib.decompressobj(), packed
    while rest and not unpacker.eof and size < limit:
        piece = unpacker.decompress(rest, _PIECE)
        size, calls = size + len(piece), calls + piece.count(b"Do") + piece.endswith(b"D")
        rest = unpacker.unconsumed_tail
    return size, calls
