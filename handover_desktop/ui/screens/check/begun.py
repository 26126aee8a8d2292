"""What was begun for an item and is not recorded: it outlives a look at another item, and another language."""

from __future__ import annotations

from dataclasses import dataclass

from handover_desktop.domain.checks import Remark, Settlement
from handover_desktop.domain.identifiers import IdentifierKind


@dataclass(frozen=True, slots=True)
class BegunRemark:
    """What is being written: of the remark all but its deadline, and that as it is written, date or not."""

    remark: Remark
    deadline: str


@dataclass(frozen=True, slots=True)
class BegunCounts:
    """The counts as they are typed, number or not; None where a count follows from the outcome."""

    presented: str | None
    accepted: str | None


@dataclass(frozen=True, slots=True)
class BegunTools:
    """How the tools above the outcomes stand. `read` is what was read on the object, by kind; None while closed."""

    counts: BegunCounts
    sealed: bool
    read: tuple[tuple[IdentifierKind, str], ...] | None
    settlement: Settlement | None


@dataclass(frozen=True, slots=True)
class BegunFinding:
    """A finding that was begun; None for a part that stands as it was recorded."""

    remark: BegunRemark | None
    tools: BegunTools | None
