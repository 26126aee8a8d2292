"""What a use case changed, told to every screen that shows it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from handover_desktop.domain.ids import HandoverId, ItemId


class Kind(enum.StrEnum):
    """The kinds of thing that screens show."""

    HANDOVERS = "handovers"
    DETAILS = "details"
    ITEMS = "items"
    CHECKS = "checks"
    PHOTOS = "photos"
    SIGNATURES = "signatures"
    DOCUMENTS = "documents"
    SETTINGS = "settings"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The kinds and ids that changed; without `items`, all items of `handover` may have."""

    kinds: frozenset[Kind]
    handover: HandoverId | None = None
    items: frozenset[ItemId] = frozenset()


def changed(
    *kinds: Kind, handover: HandoverId | None = None, items: frozenset[ItemId] = frozenset()
) -> ChangeSet:
    """Return the change set of `kinds`."""
    return ChangeSet(frozenset(kinds), handover, items)
