"""The physical check: finding an item, recording what was found, taking it back."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.canonical import to_data
from handover_desktop.domain.checks import (
    CheckRecord,
    Finding,
    Method,
    Outcome,
    check_finding,
    default_quantities,
    heads,
    outcome_for_counts,
)
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import IdentifierKind, question
from handover_desktop.domain.ids import HandoverId, ItemId, Uid
from handover_desktop.domain.matching import Match, Spelling, combine, is_same, match
from handover_desktop.domain.money import add_up
from handover_desktop.domain.reconciliation import ItemResult
from handover_desktop.domain.sheets import tidy_sheet
from handover_desktop.domain.states import State
from handover_desktop.domain.tally import Group, Tally
from handover_desktop.domain.turning import untwisted
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.handovers import begin_check, require_open
from handover_desktop.services.list_versions import keep_withdrawn
from handover_desktop.services.views import Act, CheckRequest, ItemCard, ItemFilter, ItemRow, Progress
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing


class Checking:
    """The use cases of the check."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def item_ids(self, handover: HandoverId, wanted: ItemFilter) -> array[int]:
        """Return the ids of the items that match, in the order asked for."""
        with self._workplace.reading() as store:
            return store.item_ids(handover, wanted)

    def item_rows(self, ids: Sequence[int]) -> tuple[ItemRow, ...]:
        """Return what a list shows of the items `ids`, in their order."""
        with self._workplace.reading() as store:
            return store.item_rows(ids)

    def categories(self, handover: HandoverId) -> tuple[str, ...]:
        """Return the categories that occur, for filtering."""
        with self._workplace.reading() as store:
            return store.categories(handover)

    def receiving_units(self, handover: HandoverId) -> tuple[str, ...]:
        """Return the receiving units that occur, for filtering."""
        with self._workplace.reading() as store:
            return store.receiving_units(handover)

    def lots(self, handover: HandoverId) -> tuple[str, ...]:
        """Return the lots that occur, for filtering."""
        with self._workplace.reading() as store:
            return store.lots(handover)

    def card(self, item: ItemId) -> ItemCard:
        """Return one item with all its records and the doubts about its identifiers."""
        with self._workplace.reading() as store:
            found = store.item(item)
            records = store.checks(found.uid)
            changes = store.unseen_changes_of(found.id, records)
        doubts = tuple(doubt for identifier in found.asset.identifiers for doubt in question(identifier))
        standing = {record.id for record in heads(records)}
        return ItemCard(found, records, tuple(r for r in records if r.id in standing), doubts, changes)

    def tally(self, handover: HandoverId) -> Tally:
        """Return the summary by outcome."""
        with self._workplace.reading() as store:
            return store.tally(handover)

    def progress(self, handover: HandoverId) -> Progress:
        """Return how far the check has come."""
        with self._workplace.reading() as store:
            return _progress(store.tally(handover), *store.mark_counts(handover))

    def results(self, handover: HandoverId) -> tuple[ItemResult, ...]:
        """Return every item with the finding that stands, in the order of the list."""
        with self._workplace.reading() as store:
            return store.results(handover)

    def find(self, handover: HandoverId, text: str) -> tuple[Item, ...]:
        """Return the items whose line number or any identifier is `text`; look-alike letters count as equal."""
        with self._workplace.reading() as store:
            return store.match_items(handover, text)

    def search(self, handover: HandoverId, wanted: ItemFilter) -> tuple[array[int], ItemId | None]:
        """Return what `wanted` asks for, and the one item of it whose line number is what is searched for."""
        with self._workplace.reading() as store:
            named = store.lines_named(handover, wanted.text)
            found = store.item_ids(handover, wanted)
        return found, next((item for item in named if len(named) == 1 and item in found), None)

    def find_line(self, handover: HandoverId, text: str) -> tuple[ItemId, ...]:
        """Return the items whose line number is `text`, identifiers aside."""
        with self._workplace.reading() as store:
            return store.match_lines(handover, text)

    def match(self, handover: HandoverId, spellings: Sequence[Spelling]) -> Match:
        """Return which items a code can mean, by any identifier or the last six signs of one.

        `spellings` are the ways to read it, the surest first; signs that look alike never count as equal.
        """
        with self._workplace.reading() as store:
            found = [match(store.bearers(handover, one.text), one) for one in spellings]
            if not any(one.certain and is_same(taken) for one, taken in zip(spellings, found, strict=True)):
                found = [
                    match(store.resembling(handover, one.text), one) if one.certain else taken
                    for one, taken in zip(spellings, found, strict=True)
                ]
        return combine(spellings, found)

    def record(self, item: ItemId, request: CheckRequest) -> ChangeSet:
        """Record what was found for one item; it begins the check where that has not begun.

        A record replaces whatever stood before, also two results in conflict. Raises DomainError where the
        finding contradicts itself or the content is frozen.
        """
        return self.record_many((item,), request)

    def record_many(self, items: Sequence[ItemId], request: CheckRequest) -> ChangeSet:
        """Record the same outcome for several items by one act: all of them or none."""
        return self.record_each([(item, request) for item in items])

    def record_each(self, found: Sequence[tuple[ItemId, CheckRequest]]) -> ChangeSet:
        """Record for each item its own outcome by one act, which an undo takes back whole: all of them or none."""
        kinds, handover, act = {Kind.CHECKS}, None, None
        with self._workplace.writing() as store:
            for item, request in found:
                standing = store.standing(item)
                handover = standing.handover
                kinds |= _require_checking(store, handover, standing.reference, standing.state)
                if standing.item.is_withdrawn:
                    keep_withdrawn(store, self._workplace, standing)
                    kinds.add(Kind.ITEMS)
                    standing = store.standing(item)
                act = self._record_one(store, standing.item, untwisted(request), act)
        return changed(*kinds, handover=handover, items=frozenset(item for item, _request in found))

    def _record_one(self, store: Writing, item: Item, request: CheckRequest, act: int | None) -> int:
        finding = finding_for(item.asset, request)
        if request.method is Method.PAPER:
            return self._append_from_paper(store, item, finding, request, act)
        return self._append(store, item, finding, request.method, act=act)

    def _append_from_paper(
        self, store: Writing, item: Item, finding: Finding, request: CheckRequest, act: int | None
    ) -> int:
        """Add what was ticked by hand; it replaces what was typed in from paper before, or says the same, or nothing.

        A record of the laptop that says otherwise stays beside it: which one holds is for a person to decide.
        """
        if request.found_at is not None and request.found_at > store.at:
            raise DomainError(Code.PAPER_TIME_AHEAD, moment=request.found_at.isoformat(" ", "minutes"))
        records = store.checks(item.uid)
        standing = heads(records)
        same = [record for record in standing if record.finding and _agree(record.finding, finding)]
        replaced = [r.id for r in standing if r in same or _says_nothing(r) or _is_from_paper(r, records)]
        record = CheckRecord(
            self._workplace.uid(),
            item.uid,
            same[0].finding if same else finding,
            f"{who} ({store.actor})" if (who := request.who.strip()) else store.actor,
            request.found_at or store.at,
            store.device,
            Method.PAPER,
            tuple(sorted(replaced)),
        )
        act = store.add_check(record, item=item, act=act)
        described = {**_describe(record), "who": record.who, "found_at": record.at.isoformat()}
        store.append_audit("check-recorded", item.uid, described)
        return act

    def _append(
        self,
        store: Writing,
        item: Item,
        finding: Finding | None,
        method: Method,
        undone: tuple[Uid, ...] = (),
        act: int | None = None,
    ) -> int:
        replaced = tuple(sorted({*store.head_uids(item.id), *undone}))
        record = CheckRecord(
            self._workplace.uid(), item.uid, finding, store.actor, store.at, store.device, method, replaced
        )
        act = store.add_check(record, item=item, act=act)
        action = "check-undone" if method is Method.UNDO else "check-recorded"
        store.append_audit(action, item.uid, _describe(record))
        return act

    def undo_last(self, handover: HandoverId) -> ChangeSet:
        """Take back the newest act of this laptop, for all its items; the undo is recorded too. Raises NOTHING_TO_UNDO.

        Taking back the decision of a conflict leaves the item open: neither of the two results holds by itself.
        """
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            newest = store.undoable(handover)
            if newest is None:
                raise DomainError(Code.NOTHING_TO_UNDO)
            kinds, act, items = (
                _require_checking(store, handover, current.reference, current.state),
                None,
                set(),
            )
            for record, item in store.records_of_act(handover, newest.record):
                before = _finding_before(store, record)
                act = self._append(store, store.item(item), before, Method.UNDO, (record.id,), act=act)
                items.add(item)
        return changed(Kind.CHECKS, *kinds, handover=handover, items=frozenset(items))

    def last(self, handover: HandoverId) -> Act | None:
        """Return the act that an undo would take back; None where there is none."""
        with self._workplace.reading() as store:
            return store.undoable(handover)

    def last_requests(self, handover: HandoverId) -> tuple[tuple[ItemId, CheckRequest], ...]:
        """Return what the newest act recorded, item by item, to be recorded again once it is undone."""
        with self._workplace.reading() as store:
            newest = store.undoable(handover)
            records = store.records_of_act(handover, newest.record) if newest else ()
        return tuple((item, again(record)) for record, item in records)

    def add_extra(self, handover: HandoverId, asset: AssetLine, *, reason: str) -> ChangeSet:
        """Add an item that is presented but not on the list, with the reason why."""
        asset, reason = untwisted((asset, reason))
        if not asset.description.strip():
            raise DomainError(Code.EXTRA_NEEDS_DESCRIPTION)
        if not reason.strip():
            raise DomainError(Code.EXTRA_NEEDS_REASON)
        if asset.quantity <= 0:
            raise DomainError(Code.QUANTITY_NOT_A_NUMBER, value=asset.quantity)
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            uid = self._workplace.uid()
            ids = store.add_items(handover, [(uid, asset, Origin.EXTRA, reason.strip())])
            store.append_audit("extra-item-added", uid, {"line": asset.line_no, "reason": reason.strip()})
            _require_checking(store, handover, current.reference, current.state)
        kinds = (Kind.ITEMS, Kind.CHECKS, Kind.HANDOVERS, Kind.DETAILS)
        return changed(*kinds, handover=handover, items=frozenset(ids))

    def usual_currency(self, handover: HandoverId) -> str:
        """Return the currency in which this handover counts: of most lines, else of the donor; empty for neither."""
        with self._workplace.reading() as store:
            threshold = store.handover(handover).details.donor.threshold
            return store.usual_currency(handover) or (threshold.currency if threshold else "")

    def usual_identifier(self, handover: HandoverId) -> IdentifierKind | None:
        """Return the kind of most identifiers on this handover's list, of makers' before owners'; None for none."""
        with self._workplace.reading() as store:
            return store.usual_identifier(handover)

    def propose_extra_line(self, handover: HandoverId) -> str:
        """Return a free line number for an item that is not on the list, such as X-003."""
        with self._workplace.reading() as store:
            taken = {item.asset.line_no for item in store.items(handover)}
        return next(line for number in range(1, len(taken) + 2) if (line := f"X-{number:03d}") not in taken)


def again(record: CheckRecord, method: Method | None = None) -> CheckRequest:
    """Return the request that records once more what `record` states; it must state something."""
    found = record.finding
    assert found is not None
    on_paper = record.method is Method.PAPER and method is None
    return CheckRequest(
        found.outcome, found.presented, found.accepted, found.qualifier, found.remark, found.readings,
        found.confirmed, method or record.method, found.settlement, sheet=found.sheet,
        who=record.who.rpartition(" (")[0] if on_paper else "", found_at=record.at if on_paper else None,
    )  # fmt: skip


def finding_for(asset: AssetLine, request: CheckRequest) -> Finding:
    """Return the finding that a request amounts to, with counts; raise DomainError where it contradicts itself."""
    presented, accepted = default_quantities(asset, request.outcome)
    if request.presented is not None:
        presented = request.presented
        accepted = presented if request.outcome.takes_over else Decimal(0)
    if request.accepted is not None:
        accepted = request.accepted
        if request.presented is None:
            presented = max(presented, accepted)
    outcome = outcome_for_counts(request.outcome, asset, presented, accepted)
    finding = Finding(
        outcome,
        presented,
        accepted,
        request.qualifier,
        request.remark,
        request.readings,
        request.confirmed,
        request.settlement,
        tidy_sheet(request.sheet) if request.outcome is not Outcome.MISSING else None,
    )
    check_finding(asset, finding)
    return finding


def _require_checking(store: Writing, handover: HandoverId, reference: str, state: State) -> set[Kind]:
    """Begin the check or go on with it; return the kinds of thing that this changed. Raises CONTENT_FROZEN."""
    if state is State.CHECKING:
        return set()
    if state is State.PREPARING:
        begin_check(store, store.handover(handover))
    elif state is State.RECONCILED:
        store.set_state(handover, State.CHECKING)
        store.append_audit("check-reopened", reference, {})
    else:
        raise DomainError(Code.CONTENT_FROZEN, reference=reference)
    return {Kind.HANDOVERS, Kind.DETAILS}


def _says_nothing(record: CheckRecord) -> bool:
    """Tell whether a record leaves open what was found: taken back, or closed without a look."""
    return record.finding is None or record.finding.outcome is Outcome.NOT_CHECKED


def _is_from_paper(record: CheckRecord, records: Iterable[CheckRecord]) -> bool:
    """Tell whether a record was typed in from paper, or is an undo that brought such a one back."""
    if record.method is not Method.UNDO:
        return record.method is Method.PAPER
    return any(r.method is Method.PAPER and r.finding == record.finding for r in records)


def _agree(standing: Finding, paper: Finding) -> bool:
    """Tell whether a tick on paper says what stands: outcome and counts, and no other remark."""
    counts = (standing.outcome, standing.presented, standing.accepted)
    if counts != (paper.outcome, paper.presented, paper.accepted):
        return False
    written = paper.remark.text.strip() if paper.remark else ""
    return not written or (standing.remark is not None and standing.remark.text.strip() == written)


def _finding_before(store: Reading, record: CheckRecord) -> Finding | None:
    earlier = [store.check(uid).finding for uid in record.replaces]
    return earlier[0] if len(earlier) == 1 else None


def _describe(record: CheckRecord) -> dict[str, object]:
    finding = to_data(record.finding) if record.finding else None
    return {
        "record": record.id,
        "finding": finding,
        "replaces": list(record.replaces),
        "method": record.method.value,
    }


def _progress(tally: Tally, exceptions: int, conflicts: int) -> Progress:
    listed = tally.rows
    open_rows = [row for row in listed if row.group is Group.NOT_CHECKED]
    done = [row for row in listed if row.group is not Group.NOT_CHECKED]
    lines = sum(row.lines for row in listed)
    lines_done = lines - sum(row.lines for row in open_rows)
    return Progress(
        lines,
        lines_done,
        sum((row.pieces for row in listed), Decimal(0)),
        sum((row.pieces for row in done), Decimal(0)),
        add_up(money for row in listed for money in row.values),
        add_up(money for row in done for money in row.values),
        exceptions,
        conflicts,
    )
