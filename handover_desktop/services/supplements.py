"""Supplementary protocols: what a protocol left open, carried over to one that names it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover, ParentProtocol
from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.domain.supplements import carry_over, is_open
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.handovers import clean_reference, propose_child_reference
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing


class Supplements:
    """The use cases of what stays open after a protocol."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def open_items(self, handover: HandoverId) -> tuple[SnapshotItem, ...]:
        """Return the items of a finalised handover that are open and on no supplementary protocol yet."""
        with self._workplace.reading() as store:
            return _open_items(store, frozen_content(store, handover))

    def references(self, handover: HandoverId) -> tuple[str, ...]:
        """Return the references of the supplementary protocols that add to this one, oldest first."""
        with self._workplace.reading() as store:
            number = store.handover(handover).number
            return tuple(reference for _id, reference in store.supplements(number)) if number else ()

    def make(self, handover: HandoverId, *, reference: str = "", items: Collection[Uid] = ()) -> ChangeSet:
        """Make a supplementary handover of the open items (or those of them named), never of a signature.

        It names its parent; the lines keep their numbers and carry only the pieces that are open. What another
        supplementary protocol carries already stays there. Raises NOTHING_OPEN where nothing is left.
        """
        with self._workplace.writing() as store:
            parent = store.handover(handover)
            snapshot = frozen_content(store, handover)
            carried = [i for i in _open_items(store, snapshot) if not items or i.uid in items]
            if not carried:
                raise DomainError(Code.NOTHING_OPEN, reference=parent.reference)
            made = self._add(store, parent, snapshot, reference)
            say = self._workplace.translator(snapshot.details.languages[0])
            lines = ((self._workplace.uid(), carry_over(i, say), Origin.CARRIED_OVER, i.uid) for i in carried)
            store.add_items(made.id, lines)
            store.append_audit(
                "supplement-created",
                made.reference,
                {"parent": parent.number, "items": [i.uid for i in carried]},
            )
        return changed(Kind.HANDOVERS, Kind.DETAILS, Kind.ITEMS, handover=made.id)

    def _add(self, store: Writing, parent: Handover, snapshot: Snapshot, reference: str) -> Handover:
        details = replace(parent.details, starts_at=None, ends_at=None, handover_date=store.at.date())
        return store.add_handover(
            uid=self._workplace.uid(),
            reference=clean_reference(reference or propose_child_reference(store, f"{parent.reference}/S")),
            details=details,
            demo=parent.demo,
            parent=ParentProtocol(parent.reference, snapshot.number, snapshot.digest),
        )


def _open_items(store: Reading, snapshot: Snapshot) -> tuple[SnapshotItem, ...]:
    carried = store.carried_from(snapshot.number)
    return tuple(item for item in snapshot.items if is_open(item) and item.uid not in carried)
