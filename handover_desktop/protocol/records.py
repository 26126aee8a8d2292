"""What was drawn: each line with its place, each code, each row with what it is about, for reading back."""

from __future__ import annotations

from dataclasses import dataclass, field

from handover_desktop.protocol.codes import PageCode


@dataclass(frozen=True, slots=True)
class CodeDrawn:
    """A code as drawn: its left and lower edge from the lower left corner of the page, its side, in points."""

    code: PageCode
    left: float
    floor: float
    side: float


@dataclass(frozen=True, slots=True)
class RowDrawn:
    """A row of a table, or the part of one on this page: its lines are `lines[first:end]` of the page."""

    about: object
    first: int
    end: int


@dataclass(slots=True)
class PageDrawn:
    """A page as drawn. `lines` are (left, baseline, text) from its lower left corner, `slanted` the words across it."""

    width: float
    height: float
    lines: list[tuple[float, float, str]] = field(default_factory=list)
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

    def line(self, left: float, baseline: float, text: str) -> None:
        """Note a line of text."""
        self.pages[-1].lines.append((left, baseline, text))

    def slanted(self, text: str) -> None:
        """Note words across the page."""
        self.pages[-1].slanted.append(text)

    def code(self, code: PageCode, left: float, floor: float, side: float) -> None:
        """Note a code."""
        self.pages[-1].codes.append(CodeDrawn(code, left, floor, side))

    def row(self, about: object, first: int) -> None:
        """Note that the lines from `first` on are a row about this."""
        page = self.pages[-1]
        page.rows.append(RowDrawn(about, first, len(page.lines)))
