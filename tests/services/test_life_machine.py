"""Whatever people do to handovers, in whatever order: what must hold, holds after every step."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from handover_desktop.domain.audit import AuditEntry, examine_chain
from handover_desktop.domain.checks import Finding, Outcome, heads
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover, HandoverDetails
from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.signatures import Signature, SignatureKind
from handover_desktop.domain.snapshots import read_snapshot
from handover_desktop.domain.states import State
from handover_desktop.domain.tally import Group, tally
from handover_desktop.register import Reading
from handover_desktop.services.checking import finding_for
from handover_desktop.services.views import CheckRequest, ItemFilter
from tests.domain.samples import a_finding, a_vehicle, accepted
from tests.services import life_model
from tests.services.life_model import MARK, Act, Clock, Dice, Life, Recorded, Voided, acts, attempt

QUICK = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
"""What must survive a loss of power is tried elsewhere; here a disk would only cost time."""


class HandoverLife(RuleBasedStateMachine):
    """A laptop on which several handovers go their way."""

    handovers = Bundle("handovers")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="handover-life-", dir=QUICK)
        self.clock, self.dice = Clock(), Dice()
        self.desk = self.open()
        self.lives: dict[HandoverId, Life] = {}
        self.journal: list[AuditEntry] = []

    def open(self) -> life_model.Services:
        return life_model.open_desk(Path(self.folder.name) / "r.handover", self.clock, self.dice)

    # Preparing

    def make(self, details: HandoverDetails, lines: list[life_model.AssetLine]) -> HandoverId:
        made = self.desk.handovers.create(f"HO-{len(self.lives) + 1}", details=details).handover
        assert made is not None
        life = self.lives[made] = Life()
        life.items = list(life_model.add_lines(self.desk, made, lines))
        life.findings = dict.fromkeys(life.items)
        return made

    @initialize(target=handovers, details=life_model.details(), lines=life_model.lines(1))
    def begin_with_one(self, details: HandoverDetails, lines: list[life_model.AssetLine]) -> HandoverId:
        return self.make(details, lines)

    @precondition(lambda self: len(self.lives) < 3)
    @rule(target=handovers, details=life_model.details(), lines=life_model.lines(1))
    def make_another(self, details: HandoverDetails, lines: list[life_model.AssetLine]) -> HandoverId:
        return self.make(details, lines)

    @rule(handover=handovers, title=st.sampled_from(["Vehicles", "Equipment"]))
    def edit_details(self, handover: HandoverId, title: str) -> None:
        current = self.desk.handovers.get(handover)
        edited = replace(current.details, title=title)
        save = self.desk.handovers.save_details

        refused = attempt(lambda: save(handover, edited, revision=current.revision))
        stale = attempt(lambda: save(handover, edited, revision=current.revision))

        frozen = self.lives[handover].state.is_frozen
        assert refused is (Code.CONTENT_FROZEN if frozen else None)
        assert stale is (Code.CONTENT_FROZEN if frozen else Code.CHANGED_MEANWHILE)

    @rule(handover=handovers, other=handovers)
    def rename(self, handover: HandoverId, other: HandoverId) -> None:
        taken = self.desk.handovers.get(other).reference
        refused = attempt(lambda: self.desk.handovers.rename(handover, taken.lower()))

        if self.lives[handover].state.is_frozen:
            assert refused is Code.CONTENT_FROZEN
        else:
            assert refused is (None if other == handover else Code.REFERENCE_TAKEN)

    # Checking

    @rule(handover=handovers, request=life_model.requests, data=st.data())
    def record(self, handover: HandoverId, request: CheckRequest, data: st.DataObject) -> None:
        life = self.lives[handover]
        chosen = data.draw(st.lists(st.sampled_from(life.items), min_size=1, max_size=2, unique=True))
        assets = [self.desk.checking.card(item).item.asset for item in chosen]
        expected: list[Finding] = []
        unsound = attempt(lambda: expected.extend(finding_for(asset, request) for asset in assets))

        refused = attempt(lambda: self.desk.checking.record_many(chosen, request))

        if life.state.is_frozen:
            assert refused is Code.CONTENT_FROZEN
        else:
            assert refused is unsound
        if refused is None:
            act = len(life.recorded)
            for item, finding in zip(chosen, expected, strict=True):
                self.note(life, item, finding, act)

    def note(self, life: Life, item: ItemId, finding: Finding, act: int | None = None) -> None:
        """Keep in mind that `finding` was recorded, by an act of its own or by `act`, and what stood before it."""
        (head,) = self.desk.checking.card(item).heads
        act = len(life.recorded) if act is None else act
        life.recorded.append(Recorded(head.id, item, life.findings[item], act))
        life.findings[item] = finding
        life.conflicts.discard(item)
        life.begin()

    @rule(handover=handovers)
    def undo(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        expected = life.undoable
        last = self.desk.checking.last(handover)
        assert (last and last.record.id) == (expected and expected.uid)
        taken_back = life.undoable_act
        assert (last.count if last else 0) == len(taken_back)

        refused = attempt(lambda: self.desk.checking.undo_last(handover))

        if life.state.is_frozen:
            assert refused is Code.CONTENT_FROZEN
        elif expected is None:
            assert refused is Code.NOTHING_TO_UNDO
        else:
            assert refused is None
            for one in taken_back:
                one.undone = True
                life.findings[one.item] = one.before
            life.begin()

    @rule(handover=handovers)
    def undo_everything(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        if not life.state.is_frozen:
            while life.undoable:
                self.undo(handover)

    @rule(handover=handovers, disputed=st.booleans(), data=st.data())
    def merge_a_record(self, handover: HandoverId, disputed: bool, data: st.DataObject) -> None:
        life = self.lives[handover]
        item = data.draw(st.sampled_from(life.items))
        if life.state is not State.CHECKING:
            return
        finding = (
            a_finding(Outcome.MISSING, "0", "0") if disputed else a_finding(Outcome.NOT_CHECKED, "0", "0")
        )
        known = bool(self.desk.checking.card(item).records)
        life_model.add_foreign_record(self.desk, item, finding)
        if known:
            life.conflicts.add(item)
        life.findings[item] = None if known else finding

    @rule(handover=handovers)
    def decide_a_dispute_and_think_again(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        if life.state.is_frozen:
            return
        item = life.items[0]
        self.desk.checking.record(item, CheckRequest(Outcome.MISSING))
        self.note(life, item, a_finding(Outcome.MISSING, "0", "0"))
        life_model.add_foreign_record(self.desk, item, a_finding(Outcome.NOT_CHECKED, "0", "0"))
        life.conflicts.add(item)
        life.findings[item] = None
        self.close_open_items(handover)
        self.accept_all_that_is_left(handover)
        self.undo(handover)

    @rule(handover=handovers, again=st.booleans())
    def reconcile_and_look_again(self, handover: HandoverId, again: bool) -> None:
        self.accept_all_that_is_left(handover)
        self.reconcile(handover)
        if again:
            self.undo(handover)

    @rule(handover=handovers, quantity=st.sampled_from(["1", "3", "0"]))
    def add_extra(self, handover: HandoverId, quantity: str) -> None:
        life = self.lives[handover]
        line = self.desk.checking.propose_extra_line(handover)
        extra = a_vehicle(line, identifiers=(), quantity=Decimal(quantity))
        added: list[ItemId] = []
        refused = attempt(
            lambda: added.extend(self.desk.checking.add_extra(handover, extra, reason="In the box").items)
        )

        if quantity == "0":
            assert refused is Code.QUANTITY_NOT_A_NUMBER
        elif life.state.is_frozen:
            assert refused is Code.CONTENT_FROZEN
        else:
            life.items += added
            life.findings |= dict.fromkeys(added)
            life.begin()

    # Reconciling, finalising, signing

    @rule(handover=handovers)
    def close_open_items(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        left = [i for i in life.items if life.findings[i] is None and i not in life.conflicts]
        refused = attempt(lambda: self.desk.reconciling.close_open_as_not_checked(handover))

        if left and life.state.is_frozen:
            assert refused is Code.CONTENT_FROZEN
            return
        assert refused is None
        act = len(life.recorded)
        for item in left:
            self.note(life, item, a_finding(Outcome.NOT_CHECKED, "0", "0"), act)

    @rule(handover=handovers)
    def accept_all_that_is_left(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        if life.state.is_frozen:
            return
        for item in [i for i in life.items if life.findings[i] is None]:
            quantity = str(self.desk.checking.card(item).item.asset.quantity)
            self.desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
            self.note(life, item, accepted(quantity))

    def stops(self, handover: HandoverId) -> bool:
        return any(p.severity is Severity.ERROR for p in self.desk.reconciling.points(handover))

    def go_on(self, handover: HandoverId, act: Callable[[HandoverId], object], following: State) -> bool:
        """Try a step that errors stop; tell whether it was made."""
        life = self.lives[handover]
        possible = life.state is State.CHECKING or (
            life.state is State.RECONCILED and following is State.FINALISED
        )
        stopped = self.stops(handover)
        refused = attempt(lambda: act(handover))
        if not possible:
            assert refused is Code.WRONG_STATE
        else:
            assert refused is (Code.NOT_READY if stopped else None)
        return refused is None

    @rule(handover=handovers)
    def reconcile(self, handover: HandoverId) -> None:
        if self.go_on(handover, self.desk.reconciling.mark_reconciled, State.RECONCILED):
            self.lives[handover].state = State.RECONCILED

    @rule(handover=handovers)
    def finalise(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        if self.go_on(handover, self.desk.finalising.finalise, State.FINALISED):
            made = self.desk.handovers.get(handover)
            with self.desk.workplace.reading() as store:
                life.frozen = store.snapshot(handover), made.number, made.digest, made.details
            life.state = State.FINALISED
            assert not life.conflicts
            assert all(life.findings.values())

    @rule(handover=handovers, reason=st.sampled_from(["", *[" "] * 8, "Postponed"]))
    def cancel(self, handover: HandoverId, reason: str) -> None:
        life = self.lives[handover]
        refused = attempt(lambda: self.desk.handovers.cancel(handover, reason))

        if not reason.strip():
            assert refused is Code.CANCEL_NEEDS_REASON
        elif life.state.is_frozen:
            assert refused is Code.WRONG_STATE
        else:
            assert self.desk.handovers.get(handover).cancel_reason == reason
            life.state = State.CANCELLED

    @rule(handover=handovers, data=st.data(), act=acts)
    def sign(self, handover: HandoverId, data: st.DataObject, act: Act) -> None:
        life = self.lives[handover]
        current = self.desk.handovers.get(handover)
        signing = {index for index, _ in current.details.signing_parties}
        party = data.draw(st.sampled_from([*sorted(signing), 99]))

        refused = attempt(lambda: act.do(self.desk.signing, handover, party))

        if life.state is not State.FINALISED:
            assert refused is Code.WRONG_STATE
        elif party not in signing:
            assert refused is Code.SIGNATORY_UNKNOWN
        elif party in life.signed:
            assert refused is Code.SIGNATURE_TAKEN
        elif refused is not None:
            assert refused is act.lacking(current.details.parties[party])
        else:
            assert act.lacking(current.details.parties[party]) is None
            life.signed.add(party)
            life.ink |= act.kind is SignatureKind.ON_PAPER
            life.state = State.SIGNED if life.signed == signing else State.FINALISED

    @rule(
        handover=handovers,
        reason=st.sampled_from(["A wrong line.", "A wrong line.", " "]),
        who=st.sampled_from(["Demo Osoba 1", "Demo Osoba 1", ""]),
        withdrawn=st.booleans(),
    )
    def unlock(self, handover: HandoverId, reason: str, who: str, withdrawn: bool) -> None:
        life = self.lives[handover]
        children = self.desk.supplements.references(handover)
        refused = attempt(
            lambda: self.desk.voiding.unlock(handover, reason=reason, who=who, originals_withdrawn=withdrawn)
        )

        if life.state not in (State.FINALISED, State.SIGNED):
            expected = {State.CLOSED: Code.CLOSED_FOR_GOOD, State.CANCELLED: Code.WRONG_STATE}
            assert refused is expected.get(life.state, Code.NOT_FINALISED)
        elif children:
            assert refused is Code.SUPPLEMENTED
        elif not (reason.strip() and who):
            assert refused is Code.VOIDING_INCOMPLETE
        elif life.ink and not withdrawn:
            assert refused is Code.ORIGINALS_NOT_WITHDRAWN
        else:
            assert refused is None
            assert life.frozen is not None
            content, number, digest, _details = life.frozen
            life.voided.append(Voided(content, number, digest, frozenset(life.signed), reason))
            life.frozen, life.signed, life.ink, life.state = None, set(), False, State.CHECKING

    @rule(handover=handovers)
    def sign_and_unlock(self, handover: HandoverId) -> None:
        self.go_all_the_way(handover)
        self.unlock(handover, "Signed too early.", "Demo Osoba 1", withdrawn=True)

    @rule(handover=handovers)
    def go_all_the_way(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        self.accept_all_that_is_left(handover)
        self.finalise(handover)
        if life.state is State.FINALISED:
            for party in self.desk.signing.signatories(handover):
                if party.party not in life.signed:
                    self.desk.signing.sign(
                        handover,
                        party.party,
                        strokes=MARK,
                        language="sr-Cyrl",
                        name="Demo Osoba 9",
                        function="Chair",
                    )
                    life.signed.add(party.party)
            life.state = State.SIGNED

    @rule(handover=handovers)
    def an_empty_sheet_is_no_signature(self, handover: HandoverId) -> None:
        refused = attempt(lambda: self.desk.signing.sign(handover, 0, strokes=(), language="en"))

        assert refused is Code.SIGNATURE_BLANK

    @rule(handover=handovers)
    def close(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        refused = attempt(lambda: self.desk.documents.close(handover))

        if life.state is State.SIGNED:
            assert refused is None
            life.state = State.CLOSED
        else:
            waiting = life.state is State.FINALISED
            assert refused is (Code.SIGNATURES_OPEN if waiting else Code.WRONG_STATE)

    @precondition(lambda self: len(self.lives) < 5)
    @rule(target=handovers, handover=handovers)
    def supplement(self, handover: HandoverId) -> HandoverId:
        life = self.lives[handover]
        if life.frozen is None:
            assert attempt(lambda: self.desk.supplements.make(handover)) is Code.NOT_FINALISED
            return handover
        left = {item.uid for item in self.desk.supplements.open_items(handover)}
        if not left:
            assert attempt(lambda: self.desk.supplements.make(handover)) is Code.NOTHING_OPEN
            return handover
        made = self.desk.supplements.make(handover).handover
        assert made is not None
        new = self.lives[made] = Life()
        with self.desk.workplace.reading() as store:
            carried = store.items(made)
        assert {item.reason for item in carried} == left
        new.items = [item.id for item in carried]
        new.findings = dict.fromkeys(new.items)
        parent = self.desk.handovers.get(made).parent
        assert parent is not None
        assert parent.digest == life.frozen[2]
        return made

    # The surroundings

    @rule()
    def start_the_program_again(self) -> None:
        self.desk.close()
        self.desk = self.open()

    @rule(minutes=st.integers(1, 3))
    def set_the_clock_back(self, minutes: int) -> None:
        self.clock.set_back(minutes)

    @rule(handover=handovers)
    def fail_in_the_middle(self, handover: HandoverId) -> None:
        life = self.lives[handover]
        with suppress(DomainError):
            self.desk.checking.record_many((*life.items, ItemId(999_999)), CheckRequest(Outcome.NOT_CHECKED))

    # What must hold

    @invariant()
    def every_handover_is_what_was_made_of_it(self) -> None:
        with self.desk.workplace.reading() as store:
            for handover, life in self.lives.items():
                current, results = store.handover(handover), store.results(handover)
                assert current.state is life.state
                assert {r.item.id: r.finding for r in results} == life.findings
                assert {r.item.id for r in results if r.conflict} == life.conflicts
                shares = ((r.item.asset, r.item.origin, r.finding) for r in results)
                assert store.tally(handover) == tally(shares)
                assert life.frozen is None or self.is_unchanged(store, current, life)
                self.check_signatures(store.signatures(handover), current, life)
                self.check_voided(store, handover, life)

    def is_unchanged(self, store: Reading, current: Handover, life: Life) -> bool:
        """Tell whether the content is the very one that was finalised, in every form that the register keeps."""
        content = store.snapshot(current.id)
        frozen = read_snapshot(json.loads(content))
        now = store.snapshot_items(current.id)
        assert hashlib.sha256(content).hexdigest() == current.digest
        return (
            content,
            current.number,
            current.digest,
            current.details,
        ) == life.frozen and frozen.items == now

    def check_signatures(self, found: tuple[Signature, ...], current: Handover, life: Life) -> None:
        signing = {index for index, _ in current.details.signing_parties}
        assert {signature.party for signature in found} == life.signed
        assert {signature.digest for signature in found} <= {current.digest}
        is_signed = life.state in (State.SIGNED, State.CLOSED)
        assert is_signed == (life.frozen is not None and life.signed == signing)

    def check_voided(self, store: Reading, handover: HandoverId, life: Life) -> None:
        """What was voided is kept as it was, in its order, and the protocol that counts names all of it."""
        found = store.voided(handover)
        assert [(one.protocol.number, one.protocol.digest, one.protocol.reason) for one in found] == [
            (one.number, one.digest, one.reason) for one in life.voided
        ]
        now = life.frozen[1] if life.frozen else ""
        assert [one.replaced_by for one in found] == [*(one.number for one in life.voided[1:]), now][
            : len(found)
        ]
        for one in life.voided:
            assert store.snapshot_of(one.digest) == one.content
            assert {signature.party for signature in store.signatures_of(one.digest)} == one.signed
        if life.frozen:
            replaced = read_snapshot(json.loads(life.frozen[0])).replaces
            assert replaced == tuple(one.protocol for one in found)

    @invariant()
    def numbers_never_repeat(self) -> None:
        numbers = [summary.number for summary in self.desk.handovers.overview() if summary.number]
        void = [one.number for life in self.lives.values() for one in life.voided]

        assert len(numbers) == sum(life.frozen is not None for life in self.lives.values())
        assert len({*numbers, *void}) == len(numbers) + len(void)

    @invariant()
    def the_chain_is_whole_and_only_grows(self) -> None:
        with self.desk.workplace.reading() as store:
            entries = list(store.audit_entries())

        assert examine_chain(entries).intact
        assert entries[: len(self.journal)] == self.journal
        self.journal = entries

    def teardown(self) -> None:
        for handover, life in self.lives.items():
            event(f"a handover ended {life.state}")
            summary = self.desk.checking.tally(handover)
            for group in Group:
                shown = self.desk.checking.item_ids(handover, ItemFilter(group=group))
                assert len(shown) == summary.total(group).lines
            for item in life.items:
                card = self.desk.checking.card(item)
                assert {r.id for r in card.heads} == {r.id for r in heads(card.records)}
        self.desk.close()
        self.folder.cleanup()


def test_what_must_hold_holds_after_every_step() -> None:
    run_state_machine_as_test(
        HandoverLife,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
