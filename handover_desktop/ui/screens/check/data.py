"""What the check screen shows, read in one go."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import Item
from handover_desktop.domain.checks import CheckRecord
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.services.views import ItemFilter, Progress
from handover_desktop.ui.screens.check.filters import Choices

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services


@dataclass(frozen=True, slots=True)
class Standing:
    """How the check stands: the ids under the filter asked for, what is open, and the figures."""

    wanted: ItemFilter
    ids: array[int]
    open_ids: frozenset[int]
    progress: Progress
    last: tuple[CheckRecord, Item] | None

    def next_open(self, after: int | None) -> ItemId | None:
        """Return the open item that follows `after` in the list, from the top again at its end."""
        ids = list(self.ids)
        start = ids.index(after) + 1 if after is not None and after in self.ids else 0
        return next((ItemId(one) for one in ids[start:] + ids[:start] if one in self.open_ids), None)


@dataclass(frozen=True, slots=True)
class CheckData:
    """A handover with its check."""

    handover: Handover
    choices: Choices
    standing: Standing


def read_standing(services: Services, handover: HandoverId, wanted: ItemFilter) -> Standing:
    """Read how the check stands."""
    checking = services.checking
    ids = checking.item_ids(handover, wanted)
    open_ids = checking.item_ids(handover, ItemFilter(open_only=True))
    return Standing(wanted, ids, frozenset(open_ids), checking.progress(handover), checking.last(handover))


def read_check(services: Services, handover: HandoverId, wanted: ItemFilter) -> CheckData:
    """Read everything."""
    checking = services.checking
    choices = Choices(checking.categories(handover), checking.receiving_units(handover))
    return CheckData(services.handovers.get(handover), choices, read_standing(services, handover, wanted))
