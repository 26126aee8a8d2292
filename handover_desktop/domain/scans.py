"""Scans of signed paper: what was read on each page, and which pages of a protocol are there."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from handover_desktop.domain.page_codes import PageCode, PageKind


class PageState(enum.StrEnum):
    """What a page of a scan is to a handover.

    FOUND is a page of its protocol, AGAIN one that is there already. OTHER_CONTENT bears the protocol's number, but
    was printed from another content. OTHER_PAPER belongs to the handover and is not the protocol: an extract, a
    copy, a form. FOREIGN belongs to another handover, known or not.
    """

    FOUND = "found"
    AGAIN = "again"
    OTHER_PAPER = "other-paper"
    OTHER_CONTENT = "other-content"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page of a scan as read: its place in the file from 1, its codes, and whether there is nothing on it."""

    at: int
    codes: tuple[PageCode, ...] = ()
    blank: bool = False


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page of a scan as judged for one handover. `by_hand` says that a person told which page it is.

    `page`, `pages` and `kind` are zero and empty where no code was read.
    """

    at: int
    state: PageState
    page: int = 0
    pages: int = 0
    kind: str = ""
    number: str = ""
    part: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which pages of a printed protocol are there as scans, of how many; pages count from 1."""

    pages: int
    present: tuple[int, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages that are not there."""
        return tuple(page for page in range(1, self.pages + 1) if page not in self.present)

    @property
    def is_complete(self) -> bool:
        """Whether every page is there."""
        return not self.missing


def cover(scanned: Iterable[ScanPage]) -> tuple[Coverage, ...]:
    """Return what is there of each printing of a protocol, the fullest first: printings differ in their pages."""
    found: dict[int, set[int]] = {}
    for page in scanned:
        if page.state in (PageState.FOUND, PageState.AGAIN) and page.kind == PageKind.PROTOCOL:
            found.setdefault(page.pages, set()).add(page.page)
    sorted_out = sorted(found.items(), key=lambda one: (-len(one[1]) / one[0], one[0]))
    return tuple(Coverage(pages, tuple(sorted(present))) for pages, present in sorted_out)


def name_pages(pages: Iterable[int]) -> str:
    """Write page numbers shortly, in order: 1–4, 6."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
