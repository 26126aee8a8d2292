"""What the check screen shows: everything on entering, and after a record only what the record can change."""

from __future__ import annotations

from array import array
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.photos import Photo
from handover_desktop.services.checklists import SheetForm
from handover_desktop.services.views import Act, ItemCard, ItemFilter, Progress
from handover_desktop.ui.screens.check.extra_form import NewItem
from handover_desktop.ui.screens.check.filters import Choices

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services


@dataclass(frozen=True, slots=True)
class Figures:
    """How far the check has come, and the act that an undo would take back."""

    progress: Progress
    last: Act | None


@dataclass(frozen=True, slots=True)
class ItemData:
    """One item with its photos, and what its sheet asks."""

    card: ItemCard
    photos: tuple[Photo, ...]
    form: SheetForm


@dataclass(frozen=True, slots=True)
class CheckData:
    """A handover with its check: the ids under the filter asked for, and the ids of all that is open."""

    handover: Handover
    choices: Choices
    ids: array[int]
    open_ids: array[int]
    figures: Figures


def read_figures(services: Services, handover: HandoverId) -> Figures:
    """Read how far the check has come."""
    return Figures(services.checking.progress(handover), services.checking.last(handover))


def read_item(services: Services, item: ItemId) -> ItemData:
    """Read one item; no picture is read."""
    card = services.checking.card(item)
    form = services.checklists.form_for(card.item.asset)
    return ItemData(card, services.photos.of_item(item), form)


def read_new(services: Services, handover: HandoverId) -> NewItem:
    """Read what an item that is not on the list begins with."""
    checking = services.checking
    return NewItem(
        checking.propose_extra_line(handover),
        checking.usual_currency(handover),
        checking.usual_identifier(handover),
    )


def read_check(services: Services, handover: HandoverId, wanted: ItemFilter) -> CheckData:
    """Read everything."""
    checking = services.checking
    return CheckData(
        services.handovers.get(handover),
        Choices(checking.categories(handover), checking.receiving_units(handover)),
        checking.item_ids(handover, wanted),
        checking.item_ids(handover, ItemFilter(open_only=True)),
        read_figures(services, handover),
    )


def next_open(ids: array[int], open_ids: AbstractSet[int], after: int | None) -> ItemId | None:
    """Return the open item that follows `after` in `ids`, from the top again at their end; None where all is done."""
    start = ids.index(after) + 1 if after is not None and after in ids else 0
    rows = chain(range(start, len(ids)), range(start))
    return next((ItemId(ids[row]) for row in rows if ids[row] in open_ids), None)
