"""Assets across the register: found by any word or identifier, and met again on other handovers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from handover_desktop.domain.assets import KnownAsset, make_and_model
from handover_desktop.domain.identifiers import Identifier
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.reconciliation import Elsewhere
from handover_desktop.domain.states import State
from handover_desktop.register.handovers import HandoverReading
from handover_desktop.register.item_rows import build_identifier, outcome_of
from handover_desktop.register.items import on_list
from handover_desktop.register.list_changes import ListChangeReading
from handover_desktop.register.search import has_identifier, newest_containing
from handover_desktop.register.supplements import SupplementReading
from handover_desktop.register.tables import HandoverRow, ItemIdentifierRow, ItemRecordRow, ItemResultRow
from handover_desktop.register.transaction import CHUNK
from handover_desktop.register.views import AssetHistory, AssetHit


class AssetReading(HandoverReading, ListChangeReading, SupplementReading):
    """Questions about an asset that look beyond one handover."""

    def elsewhere(self, handover: HandoverId) -> tuple[Elsewhere, ...]:
        """Return the identifiers of this handover that stand on another one.

        Not counted: cancelled handovers; those of the same family, which hand their items on to each other.
        """
        mine, theirs = aliased(ItemIdentifierRow), aliased(ItemIdentifierRow)
        other_item, here, there = aliased(ItemRecordRow), aliased(HandoverRow), aliased(HandoverRow)
        query = (
            select(ItemRecordRow.id, ItemRecordRow.line_no, mine.value, there.reference)
            .join(here, here.id == ItemRecordRow.handover_id)
            .join(mine, mine.item_id == ItemRecordRow.id)
            .join(theirs, (theirs.lookup_key == mine.lookup_key) & (theirs.kind == mine.kind))
            .join(other_item, other_item.id == theirs.item_id)
            .join(there, there.id == other_item.handover_id)
            .where(
                on_list(handover),
                other_item.position > 0,
                there.id.not_in(self.family(handover)),
                there.state != State.CANCELLED.value,
            )
            .distinct()
            .order_by(ItemRecordRow.position, mine.value, there.reference)
        )
        return tuple(Elsewhere(ItemId(row[0]), *row[1:]) for row in self._connection.execute(query))

    def known_assets(
        self,
        keys: Collection[str],
        *,
        leaving_out: Collection[HandoverId] = (),
        progress: Progress | None = None,
    ) -> tuple[KnownAsset, ...]:
        """Return where identifiers with these lookup keys stand, the newest handover first; not on cancelled ones."""
        wanted = sorted(keys)
        found: list[tuple[int, int, KnownAsset]] = []
        for start in range(0, len(wanted), CHUNK):
            if progress is not None:
                progress(start, len(wanted))
            query = _KNOWN.where(
                ItemIdentifierRow.lookup_key.in_(wanted[start : start + CHUNK]),
                ItemIdentifierRow.listed,
                ItemRecordRow.position > 0,
                HandoverRow.state != State.CANCELLED.value,
                HandoverRow.id.not_in(leaving_out),
            )
            for row in self._connection.execute(query):
                identifier = build_identifier(row.kind, row.value)
                known = KnownAsset(identifier, row.make, row.model, row.line_no, row.reference, row.number)
                found.append((-row.handover_id, row.position, known))
        return tuple(known for _, _, known in sorted(found, key=lambda one: one[:2]))

    def search_assets(self, text: str, *, limit: int = 200) -> tuple[AssetHit, ...]:
        """Return the items of the whole register that contain every word of `text`, newest handover first.

        Items that bear `text` as an identifier come before all others.
        """
        if not text.strip():
            return ()
        newest_first = (ItemRecordRow.handover_id.desc(), ItemRecordRow.position)
        exact = self._hits(_HITS.where(has_identifier(text)).order_by(*newest_first).limit(limit))
        known = {hit.item for hit in exact}
        ids = newest_containing(self._connection, text, limit)
        found = self._hits(_HITS.where(ItemRecordRow.id.in_(ids)).order_by(*newest_first))
        return (*exact, *(hit for hit in found if hit.item not in known))[:limit]

    def asset_history(self, item: ItemId) -> AssetHistory:
        """Return what the register knows about an asset; raise DomainError(ITEM_UNKNOWN)."""
        found = self.item(item)
        handover = HandoverId(
            self._connection.execute(
                select(ItemRecordRow.handover_id).where(ItemRecordRow.id == item)
            ).scalar_one()
        )
        keys = select(ItemIdentifierRow.lookup_key).where(ItemIdentifierRow.item_id == item)
        bearers = select(ItemIdentifierRow.item_id).where(ItemIdentifierRow.lookup_key.in_(keys))
        return AssetHistory(
            item=found,
            handover=self.handover(handover),
            checks=self.checks(found.uid),
            list_changes=self.line_changes(found.uid),
            elsewhere=self._hits(
                _HITS.where(ItemRecordRow.id.in_(bearers), ItemRecordRow.handover_id != handover).order_by(
                    ItemRecordRow.handover_id.desc(), ItemRecordRow.position
                )
            ),
        )

    def _hits(self, query: Select[*tuple[Any, ...]]) -> tuple[AssetHit, ...]:
        rows = self._connection.execute(query).all()
        identifiers: dict[int, tuple[Identifier, ...]] = {}
        for start in range(0, len(rows), CHUNK):
            chunk = [row.id for row in rows[start : start + CHUNK]]
            identifiers |= self._identifiers(ItemRecordRow.id.in_(chunk))
        return tuple(
            AssetHit(
                item=ItemId(row.id),
                handover=HandoverId(row.handover_id),
                reference=row.reference,
                state=State(row.state),
                line_no=row.line_no,
                description=row.description,
                make_model=make_and_model(row.make, row.model, row.description),
                identifiers=identifiers.get(row.id, ()),
                outcome=outcome_of(row.outcome),
                is_withdrawn=row.position < 0,
            )
            for row in rows
        )


_KNOWN = (
    select(
        ItemIdentifierRow.kind,
        ItemIdentifierRow.value,
        ItemRecordRow.make,
        ItemRecordRow.model,
        ItemRecordRow.line_no,
        ItemRecordRow.position,
        ItemRecordRow.handover_id,
        HandoverRow.reference,
        HandoverRow.number,
    )
    .join(ItemRecordRow, ItemRecordRow.id == ItemIdentifierRow.item_id)
    .join(HandoverRow, HandoverRow.id == ItemRecordRow.handover_id)
)
_HITS = (
    select(
        ItemRecordRow.id,
        ItemRecordRow.handover_id,
        ItemRecordRow.line_no,
        ItemRecordRow.description,
        ItemRecordRow.make,
        ItemRecordRow.model,
        ItemRecordRow.position,
        ItemResultRow.outcome,
        HandoverRow.reference,
        HandoverRow.state,
    )
    .outerjoin(ItemResultRow, ItemResultRow.item_id == ItemRecordRow.id)
    .join(HandoverRow, HandoverRow.id == ItemRecordRow.handover_id)
)
