"""Supplementary protocols name their parent, carry what is open once, and never a signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome, Remark, Settlement
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.reconciliation import Point
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details, some_boxes, vin
from tests.services.life_model import Clock, Dice, add_lines, open_desk

KEY = Remark("1 of 2 keys", agreed_action="Bring the key", deadline=date(2025, 1, 15))
WRONG = Remark("Another VIN")


@dataclass
class Case:
    """Four lines: accepted, accepted with something agreed, refused, and 58 of 60."""

    desk: Services
    parent: HandoverId

    def record(self, handover: HandoverId, line: str, request: CheckRequest) -> None:
        (item,) = self.desk.checking.find(handover, line)
        self.desk.checking.record(item.id, request)

    def supplement(self, of: HandoverId | None = None) -> Handover:
        made = self.desk.supplements.make(of or self.parent).handover
        assert made is not None
        return self.desk.handovers.get(made)

    def items(self, handover: HandoverId) -> dict[str, SnapshotItem]:
        with self.desk.workplace.reading() as store:
            return {item.asset.line_no: item for item in store.snapshot_items(handover)}

    def open_lines(self, handover: HandoverId) -> list[str]:
        return [item.asset.line_no for item in self.desk.supplements.open_items(handover)]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    desk = open_desk(tmp_path / "r.handover", Clock(), Dice())
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    lines = [a_vehicle(f"V-{at}", f"0SYZZZV11ZR{at:06d}") for at in (1, 2, 3)]
    add_lines(desk, made, [*lines, some_boxes("Q-1")])
    case = Case(desk, made)
    case.record(made, "V-1", CheckRequest(Outcome.ACCEPTED))
    case.record(made, "V-2", CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=KEY))
    case.record(made, "V-3", CheckRequest(Outcome.NOT_ACCEPTED, remark=WRONG))
    case.record(made, "Q-1", CheckRequest(Outcome.ACCEPTED, presented=Decimal(58)))
    desk.finalising.finalise(made)
    yield case
    desk.close()


def test_exactly_what_is_open_is_carried_and_the_parent_is_named(case: Case) -> None:
    child = case.supplement()
    items = case.items(child.id)
    parent = case.desk.handovers.get(case.parent)
    assert child.parent is not None
    assert (child.parent.number, child.parent.digest) == (parent.number, parent.digest)
    assert {line: item.asset.quantity for line, item in items.items()} == {"V-2": 0, "V-3": 1, "Q-1": 2}
    assert {item.origin for item in items.values()} == {Origin.CARRIED_OVER}
    assert ("Deadline", "2025-01-15") in items["V-2"].asset.details


def test_nothing_is_carried_twice_while_a_supplement_stands(case: Case) -> None:
    first = case.supplement()
    assert case.open_lines(case.parent) == []
    assert case.desk.supplements.references(case.parent) == (first.reference,)
    with pytest.raises(DomainError) as refused:
        case.supplement()
    assert refused.value.code is Code.NOTHING_OPEN
    case.desk.handovers.cancel(first.id, "Wrong day")
    assert case.open_lines(case.parent) == ["V-2", "V-3", "Q-1"]


def test_what_a_first_supplement_leaves_out_a_second_one_carries(case: Case) -> None:
    refused = next(i for i in case.desk.supplements.open_items(case.parent) if i.asset.line_no == "V-3")
    case.desk.supplements.make(case.parent, items=(refused.uid,))
    assert set(case.items(case.supplement().id)) == {"V-2", "Q-1"}


def test_a_chain_of_supplements_comes_to_its_end_with_pieces_and_value_of_the_list(case: Case) -> None:
    child = case.supplement()
    replaced = CheckRequest(
        Outcome.ACCEPTED, readings=(vin("0SYZZZV11ZR000009"),), settlement=Settlement.REPLACED
    )
    case.record(child.id, "V-2", CheckRequest(Outcome.NOT_ACCEPTED, remark=Remark("Still no key")))
    case.record(child.id, "V-3", replaced)
    case.record(child.id, "Q-1", CheckRequest(Outcome.ACCEPTED, presented=Decimal(1)))
    case.desk.finalising.finalise(child.id)
    assert case.open_lines(child.id) == ["V-2", "Q-1"]
    last = case.supplement(child.id)
    late = CheckRequest(Outcome.ACCEPTED, settlement=Settlement.LATE)
    case.record(last.id, "V-2", late)
    case.record(last.id, "Q-1", late)
    case.desk.finalising.finalise(last.id)
    assert case.open_lines(last.id) == []
    chain = (case.parent, child.id, last.id)
    taken = [case.desk.checking.tally(handover).taken_over for handover in chain]
    listed = case.desk.checking.tally(case.parent).total()
    assert sum(row.pieces for row in taken) == listed.pieces
    assert sum(row.values[0].minor for row in taken) == listed.values[0].minor


def test_the_protocol_says_how_an_item_was_settled_and_never_the_identity_behind_it(case: Case) -> None:
    from handover_desktop.protocol.reading.reading import extract_text

    child = case.supplement()
    for line, how in (("V-2", Settlement.LATE), ("V-3", Settlement.REPAIRED), ("Q-1", Settlement.LATE)):
        case.record(child.id, line, CheckRequest(Outcome.ACCEPTED, settlement=how))
    text = " ".join(" ".join(extract_text(case.desk.documents.draft(child.id))).split())
    assert "Repaired" in text
    assert "Delivered late" in text
    assert "1 of 2 keys" in text
    assert not any(item.reason in text for item in case.items(child.id).values())


def test_no_signature_is_carried_over(case: Case) -> None:
    for one in case.desk.signing.signatories(case.parent):
        case.desk.signing.sign_on_paper(case.parent, one.party, language="en")
    child = case.supplement()
    assert all(one.signature is None for one in case.desk.signing.signatories(child.id))


def test_a_chain_of_supplements_does_not_warn_of_itself(case: Case) -> None:
    child = case.supplement()
    case.record(child.id, "V-3", CheckRequest(Outcome.MISSING))
    case.desk.reconciling.close_open_as_not_checked(child.id)
    case.desk.finalising.finalise(child.id)
    last = case.supplement(child.id)
    points = case.desk.reconciling.points(last.id)
    assert not any(point.point is Point.ELSEWHERE for point in points)
    other = case.desk.handovers.create("HO-9").handover
    assert other is not None
    add_lines(case.desk, other, [a_vehicle("X", "0SYZZZV11ZR000003")])
    points = case.desk.reconciling.points(last.id)
    assert [dict(p.params)["reference"] for p in points if p.point is Point.ELSEWHERE] == ["HO-9"]


def test_an_extra_item_takes_no_line_number_that_stands_on_the_list(case: Case) -> None:
    case.desk.voiding.unlock(case.parent, reason="One more", who="Demo Osoba 1")
    line = case.desk.checking.propose_extra_line(case.parent)
    case.desk.checking.add_extra(case.parent, a_vehicle(line, "0SYZZZV11ZR000077"), reason="In the yard")
    case.record(case.parent, line, CheckRequest(Outcome.NOT_CHECKED))
    case.desk.finalising.finalise(case.parent)
    child = case.supplement()
    assert line in case.items(child.id)
    assert case.desk.checking.propose_extra_line(child.id) not in case.items(child.id)
