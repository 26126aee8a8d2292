"""What was drawn: each line with its place, each code, each row with what it is about, for reading back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from handover_desktop.protocol.layout.codes import PageCode


@dataclass(frozen=True, slots=True)
class CodeDrawn:
    """A code as drawn: its left and lower edge from the lower left corner of the page, its side, in points."""

    code: PageCode
    left: float
    floor: float
    side: float


@dataclass(frozen=True, slots=True)
class Continued:
    """What the part of a row is about that continues the last row of the page before."""

    about: object


@dataclass(frozen=True, slots=True)
class RowDrawn:
    """A row of a table, or the part of one on this page: its texts are `texts[first:end]` of the page."""

    about: object
    first: int
    end: int


@dataclass(slots=True)
class PageDrawn:
    """A page as drawn. `texts` are the lines as they were written, `lines` what was shown for them: (left, baseline,
    text) from its lower left corner, in several parts where Arabic has marks. `drawn` has those, by their place in
    `lines`, that are not read from left to right, as they stand there. `slanted` are the words across the page.
    """

    width: float
    height: float
    texts: list[str] = field(default_factory=list)
    lines: list[tuple[float, float, str]] = field(default_factory=list)
    drawn: dict[int, str] = field(default_factory=dict)
    slanted: list[str] = field(default_factory=list)
    codes: list[CodeDrawn] = field(default_factory=list)
    rows: list[RowDrawn] = field(default_factory=list)


class Record:
    """Keeps what a pen drew, page by page."""

    def __init__(self) -> None:
        self.pages: list[PageDrawn] = []

    def begin_page(self, width: float, height: float) -> None:
        """Start a page of this size."""
        self.pages.append(PageDrawn(width, height))

    def text(self, text: str) -> None:
        """Note a line as it was written."""
        self.pages[-1].texts.append(text)

    def line(self, left: float, baseline: float, text: str, drawn: str = "") -> None:
        """Note what was shown of a line; `drawn` is how it stands there where that is not how it is read."""
        page = self.pages[-1]
        if drawn:
            page.drawn[len(page.lines)] = drawn
        page.lines.append((left, baseline, text))

    def slanted(self, text: str) -> None:
        """Note words across the page."""
        self.pages[-1].slanted.append(text)

    def code(self, code: PageCode, left: float, floor: float, side: float) -> None:
        """Note a code."""
        self.pages[-1].codes.append(CodeDrawn(code, left, floor, side))

    @contextmanager
    def row(self, about: object) -> Iterator[None]:
        """Note that the lines written within the block are a row about this."""
        page = self.pages[-1]
        first = len(page.texts)
        yield
        page.rows.append(RowDrawn(about, first, len(page.texts)))
