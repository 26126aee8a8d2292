"""Symbolic handovers: a short protocol of groups and totals for the ceremony, beside the item-level one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover, HandoverDetails
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.domain.states import State
from handover_desktop.domain.symbolic import (
    CitedProtocol,
    Grouping,
    GroupTotal,
    ListedLine,
    StandsFor,
    SymbolicContent,
    accepted_groups,
    listed_groups,
    propose_grouping,
)
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.handovers import clean_reference, propose_child_reference
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.views import VoidedRecord
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading


@dataclass(frozen=True, slots=True)
class CeremonyProposal:
    """What a new symbolic handover starts with: its details, how it groups the list, and what that gives."""

    details: HandoverDetails
    grouping: Grouping
    groups: tuple[GroupTotal, ...]


@dataclass(frozen=True, slots=True)
class CeremonyStanding:
    """A symbolic handover beside the check of its list: what it states, and what is accepted by now, by groups.

    What one that is not finalised states is the list as it stands. `open_lines` counts lines without a result.
    """

    handover: Handover
    stated: tuple[GroupTotal, ...]
    accepted: tuple[GroupTotal, ...]
    open_lines: int


class Ceremonies:
    """The use cases of the symbolic handover."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def propose(self, handover: HandoverId, grouping: Grouping | None = None) -> CeremonyProposal:
        """Return what a symbolic handover of this one starts with; raise SYMBOLIC, NO_ITEMS or WRONG_STATE."""
        with self._workplace.reading() as store:
            current = _require_list(store, handover)
            items = store.snapshot_items(handover)
        chosen = grouping or propose_grouping(item.asset for item in items)
        return CeremonyProposal(self._details(current), chosen, listed_groups(_lines(items), chosen))

    def make(
        self,
        handover: HandoverId,
        *,
        details: HandoverDetails | None = None,
        grouping: Grouping | None = None,
        reference: str = "",
    ) -> ChangeSet:
        """Make a symbolic handover that states the list of this one, in preparation; raises as `propose` does.

        Its place, date and parties are its own from then on; its figures are taken when it is finalised.
        """
        proposal = self.propose(handover, grouping)
        with self._workplace.writing() as store:
            current = _require_list(store, handover)
            made = store.add_handover(
                uid=self._workplace.uid(),
                reference=clean_reference(
                    reference or propose_child_reference(store, f"{current.reference}/C")
                ),
                details=details or proposal.details,
                demo=current.demo,
                stands_for=StandsFor(current.uid, proposal.grouping),
            )
            described = {"of": current.reference, "grouping": proposal.grouping.value}
            store.append_audit("ceremony-created", made.reference, described)
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=made.id)

    def list_of(self, handover: HandoverId) -> Handover:
        """Return the handover whose list this one is about: a symbolic one's, or itself."""
        with self._workplace.reading() as store:
            current = store.handover(handover)
            stands_for = current.stands_for
            return current if stands_for is None else store.handover_of_uid(stands_for.handover)

    def standings(self, handover: HandoverId) -> tuple[CeremonyStanding, ...]:
        """Return the symbolic handovers of this one, oldest first, beside what is accepted by now.

        Of a symbolic one, it is that alone.
        """
        with self._workplace.reading() as store:
            current = store.handover(handover)
            whole, found = current, store.symbolic_handovers(current.uid)
            if current.stands_for is not None:
                whole, found = store.handover_of_uid(current.stands_for.handover), (current,)
            items = store.snapshot_items(whole.id)
            return tuple(_standing(store, one, items) for one in found)

    def cites_void(self, handover: HandoverId) -> tuple[VoidedRecord, ...]:
        """Return the protocols that the one of `handover` cites and that were voided since it was finalised."""
        with self._workplace.reading() as store:
            if not store.handover(handover).number:
                return ()
            return voided_citations(store, frozen_content(store, handover))

    def _details(self, handover: Handover) -> HandoverDetails:
        from handover_desktop.protocol.pages.clauses import symbolic_clauses

        details = handover.details
        translators = {tag: self._workplace.translator(tag) for tag in details.languages}
        return replace(
            details,
            handover_date=details.handover_date or self._workplace.now().date(),
            starts_at=None,
            ends_at=None,
            commission_decision="",
            commission=(),
            receiving_units=(),
            clauses=symbolic_clauses(details.languages, translators),
        )


def symbolic_content(store: Reading, handover: Handover, workplace: Workplace) -> SymbolicContent | None:
    """Return what a symbolic handover states at this moment, None for one that has items of its own."""
    if handover.stands_for is None:
        return None
    whole, grouping = store.handover_of_uid(handover.stands_for.handover), handover.stands_for.grouping
    recorded = None
    if whole.number:
        snapshot = frozen_content(store, whole.id)
        recorded = _cite(snapshot, grouping, accepted_groups(_lines(snapshot.items), grouping))
    groups = listed_groups(_lines(store.snapshot_items(whole.id)), grouping)
    return SymbolicContent(whole.reference, grouping, groups, workplace.now(), recorded)


def cited_ceremonies(store: Reading, handover: Handover) -> tuple[CitedProtocol, ...]:
    """Return the finalised symbolic protocols that stand for a handover, oldest first."""
    found = (one for one in store.symbolic_handovers(handover.uid) if one.number)
    return tuple(
        _cite(snapshot, symbolic.grouping, symbolic.groups)
        for snapshot in (frozen_content(store, one.id) for one in found)
        if (symbolic := snapshot.symbolic) is not None
    )


def voided_citations(store: Reading, snapshot: Snapshot) -> tuple[VoidedRecord, ...]:
    """Return what `snapshot` cites that was voided since: the paper itself cannot say so."""
    cited = (snapshot.symbolic.recorded if snapshot.symbolic else None, *snapshot.ceremonies)
    found = (store.find_voided(one.digest) for one in cited if one is not None)
    return tuple(one for one in found if one is not None)


def _cite(snapshot: Snapshot, grouping: Grouping, groups: tuple[GroupTotal, ...]) -> CitedProtocol:
    details = snapshot.details
    return CitedProtocol(
        snapshot.number, snapshot.digest, details.handover_date, details.place, grouping, groups
    )


def _standing(store: Reading, handover: Handover, items: tuple[SnapshotItem, ...]) -> CeremonyStanding:
    assert handover.stands_for is not None
    grouping, lines = handover.stands_for.grouping, _lines(items)
    symbolic = frozen_content(store, handover.id).symbolic if handover.number else None
    return CeremonyStanding(
        handover,
        symbolic.groups if symbolic else listed_groups(lines, grouping),
        accepted_groups(lines, grouping),
        sum(item.finding is None for item in items),
    )


def _lines(items: Iterable[SnapshotItem]) -> list[ListedLine]:
    return [(item.asset, item.origin, item.finding) for item in items]


def _require_list(store: Reading, handover: HandoverId) -> Handover:
    current = store.handover(handover)
    if current.is_symbolic:
        raise DomainError(Code.SYMBOLIC, reference=current.reference)
    if current.state is State.CANCELLED:
        raise DomainError(Code.WRONG_STATE, reference=current.reference, state=current.state)
    if not store.item_count(handover):
        raise DomainError(Code.NO_ITEMS, reference=current.reference)
    return current
