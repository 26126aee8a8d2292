"""Scans of signed paper: what was read on each page, and which pages of a protocol are there."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from handover_desktop.domain.page_codes import PageCode, PageKind


class PageState(enum.StrEnum):
    """What a page of a scan is to a handover.

    FOUND is a page of its protocol or of a unit's extract, AGAIN one that is there already. OTHER_CONTENT bears the
    protocol's number, but was printed from another content. VOIDED is of a protocol of this handover that counts no
    more. OTHER_PAPER belongs to the handover and is nothing that people sign: a copy, a form. FOREIGN belongs to
    another handover, known or not.
    """

    FOUND = "found"
    AGAIN = "again"
    OTHER_PAPER = "other-paper"
    OTHER_CONTENT = "other-content"
    VOIDED = "voided"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    BLANK = "blank"


SIGNED_KINDS = frozenset({PageKind.PROTOCOL, PageKind.EXTRACT})
"""The papers that people sign."""


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
    """Which pages of a printed protocol are there as scans, of how many; pages count from 1.

    `part` is the unit of an extract, empty for the protocol itself.
    """

    pages: int
    present: tuple[int, ...]
    part: str = ""

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages that are not there."""
        return tuple(page for page in range(1, self.pages + 1) if page not in self.present)

    @property
    def is_complete(self) -> bool:
        """Whether every page is there."""
        return not self.missing


def cover(scanned: Iterable[ScanPage]) -> tuple[Coverage, ...]:
    """Return what is there of each printing of a protocol, the fullest first, and then of each extract.

    Printings differ in their pages: another language, another paper.
    """
    found: dict[tuple[str, int], set[int]] = {}
    for page in scanned:
        if page.state in (PageState.FOUND, PageState.AGAIN) and page.kind in SIGNED_KINDS:
            found.setdefault((page.part, page.pages), set()).add(page.page)
    known = (Coverage(pages, tuple(sorted(present)), part) for (part, pages), present in found.items())
    return tuple(sorted(known, key=lambda one: (one.part, -len(one.present) / one.pages, one.pages)))


def name_pages(pages: Iterable[int]) -> str:
    """Write page numbers shortly, in order: 1–4, 6."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
