"""Looking up any asset of the register and its history."""

from __future__ import annotations

from dataclasses import replace

from handover_desktop.domain.ids import ItemId
from handover_desktop.services.views import AssetHistory, AssetHit
from handover_desktop.services.workplace import Workplace


class Assets:
    """The reading use cases over all handovers."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def search(self, text: str, *, limit: int = 200) -> tuple[AssetHit, ...]:
        """Return the assets that any identifier or word of `text` finds; all of them (up to `limit`) for no text."""
        with self._workplace.reading() as store:
            return store.search_assets(text, limit=limit)

    def history(self, item: ItemId) -> AssetHistory:
        """Return an asset's list, checks and protocol, and where else in the register it stands."""
        with self._workplace.reading() as store:
            history = store.asset_history(item)
            return replace(history, voided=store.voided(history.handover.id))
