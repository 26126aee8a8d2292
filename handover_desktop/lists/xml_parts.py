"""Reads XML as a stream: within limits, without entities, whatever prefixes its tags have."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import IO
from xml.parsers import expat

from handover_desktop.lists.limits import CELL_TOO_LONG, Meter, TooLarge

_CHUNK = 1 << 18
_LONGEST_TEXT = 1000
"""In pieces of 8 kB, as the parser hands them out."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str, str], None]


def parse_xml(
    stream: IO[bytes],
    start: Start,
    end: End | None,
    meter: Meter,
    *,
    characters: Callable[[str], None] | None = None,
    opening: Collection[str] | None = None,
    closing: Collection[str] | None = None,
) -> None:
    """Feed `stream` to the handlers, tags without prefix; `end` also gets the text before the closing tag.

    With `characters` given, all text goes there instead, piece by piece, between the tags it stands between.
    `opening` and `closing` are the tags that `start` and `end` want to hear of, all where they are not given: a sheet
    has millions, and each call takes its time.

    Raises expat.ExpatError for XML that is not well-formed, ValueError for entities, TooLarge beyond a limit.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    opened: dict[str, str] = {}
    closed: dict[str, str] = {}
    text: list[str] = []

    def started(tag: str, attributes: dict[str, str]) -> None:
        text.clear()
        name = opened.get(tag)
        if name is None:
            name = learn(tag)
        if name:
            start(name, attributes)

    def learn(tag: str) -> str:
        name = tag.rpartition(":")[2]
        closed[tag] = name if end is not None and (closing is None or name in closing) else ""
        return opened.setdefault(tag, name if opening is None or name in opening else "")

    def ended(tag: str) -> None:
        name = closed[tag]
        if name and end is not None:
            end(name, "".join(text))
        text.clear()

    def declared(*_: object) -> None:
        raise ValueError("entities are not allowed")

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = characters or text.append
    parser.EntityDeclHandler = declared
    while chunk := stream.read(_CHUNK):
        meter.count_bytes(len(chunk))
        meter.count_tags(chunk.count(b"<"))
        parser.Parse(chunk, False)
        if len(text) > _LONGEST_TEXT:
            raise TooLarge(CELL_TOO_LONG)
    parser.Parse(b"", True)
