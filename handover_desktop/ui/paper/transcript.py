"""Where the typing stands: the rows of a form in the order of the paper, and what each page adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handover_desktop.domain.checks import Finding, Outcome
from handover_desktop.domain.ids import ItemId
from handover_desktop.services.papers import FormLine
from handover_desktop.services.views import ItemCard

TICKS = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_REMARKS, Outcome.NOT_ACCEPTED, Outcome.MISSING)
"""The boxes of the form from left to right; they are numbered from 1."""

_KEYS = {
    sign: outcome
    for outcome, signs in zip(TICKS, ("1aа", "2rр", "3nн", "4mм"), strict=True)
    for sign in signs
}
"""What is typed for a box: its figure, or its letter on a Latin or a Cyrillic keyboard."""


def read_tick(text: str) -> Outcome | None:
    """Return the box that `text` names, None for nothing and for anything else."""
    return _KEYS.get(text.strip().casefold())


@dataclass(frozen=True, slots=True)
class PageSum:
    """What stands on a page by now: ticks of each box, from left to right, and rows without one."""

    ticks: tuple[int, ...]
    blank: int


class Transcript:
    """The rows of one form and the one that is typed now; `line` is None for a form without rows."""

    def __init__(self, lines: Sequence[FormLine]) -> None:
        self._lines = list(lines)
        self._typed: dict[ItemId, Outcome] = {}
        self.at = 0

    @property
    def line(self) -> FormLine | None:
        """The row that is typed now."""
        return self._lines[self.at] if self._lines else None

    @property
    def page(self) -> int:
        """The page of that row, counted from 1."""
        return self._lines[self.at].page if self._lines else 0

    @property
    def pages(self) -> int:
        """How many pages have rows of the list."""
        return self._lines[-1].page if self._lines else 0

    def rows(self, page: int) -> tuple[FormLine, ...]:
        """Return the rows of a page from above."""
        return tuple(line for line in self._lines if line.page == page)

    def go_to_page(self, page: int) -> None:
        """Go to the first row of a page; of the first or the last where there is none."""
        page = max(1, min(page, self.pages))
        self.at = next((at for at, line in enumerate(self._lines) if line.page == page), self.at)

    def go_to(self, item: ItemId) -> None:
        """Go to the row of an item."""
        self.at = next((at for at, line in enumerate(self._lines) if line.item.id == item), self.at)

    def find(self, line_no: str) -> ItemId | None:
        """Return the item of a line number, None where it is not on the form."""
        return next((line.item.id for line in self._lines if line.item.asset.line_no == line_no), None)

    def step(self, by: int) -> bool:
        """Go `by` rows on or back within the page; tell whether there was one."""
        following = self.at + by
        if not 0 <= following < len(self._lines) or self._lines[following].page != self.page:
            return False
        self.at = following
        return True

    def take(self, card: ItemCard, typed: Outcome) -> FormLine:
        """Note what was recorded for an item, and return its row as it stands now."""
        at = next(at for at, line in enumerate(self._lines) if line.item.id == card.item.id)
        self._typed[card.item.id] = typed
        self._lines[at] = replace(self._lines[at], finding=card.finding, is_disputed=len(card.heads) > 1)
        return self._lines[at]

    def tick(self, line: FormLine) -> Outcome | None:
        """Return the box of a row that is ticked: as typed here, otherwise as it stands in the register."""
        return self._typed.get(line.item.id) or box_of(line.finding)

    def sum_up(self, page: int) -> PageSum:
        """Add up a page."""
        ticks = [self.tick(line) for line in self.rows(page)]
        return PageSum(tuple(ticks.count(outcome) for outcome in TICKS), ticks.count(None))


def box_of(finding: Finding | None) -> Outcome | None:
    """Return the box that says what was found: fewer pieces than listed are ticked as accepted."""
    if finding is None or finding.outcome is Outcome.NOT_CHECKED:
        return None
    return Outcome.ACCEPTED if finding.outcome is Outcome.PARTLY_ACCEPTED else finding.outcome
