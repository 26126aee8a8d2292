"""What was ticked on paper becomes a record that names who checked and when, and overwrites nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Finding, Method, Outcome, Remark
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest, ItemCard
from tests.domain.samples import NOON, a_vehicle, complete_details, some_boxes
from tests.services.life_model import Clock, Dice, add_lines, open_desk

SCRATCH = Remark("Scratch on the door", agreed_action="Repair")


@dataclass
class Case:
    """A handover with a vehicle and boxes."""

    desk: Services
    handover: HandoverId
    vehicle: ItemId
    boxes: ItemId

    def on_paper(self, outcome: Outcome, *, remark: Remark | None = None, who: str = "") -> None:
        request = CheckRequest(outcome, remark=remark, method=Method.PAPER, who=who)
        self.desk.checking.record(self.vehicle, request)

    def on_the_laptop(self, outcome: Outcome, *, remark: Remark | None = None) -> None:
        self.desk.checking.record(self.vehicle, CheckRequest(outcome, remark=remark))

    @property
    def card(self) -> ItemCard:
        return self.desk.checking.card(self.vehicle)

    @property
    def finding(self) -> Finding | None:
        return self.card.finding


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    desk = open_desk(tmp_path / "r.handover", Clock(), Dice())
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    yield Case(desk, made, *add_lines(desk, made, [a_vehicle(), some_boxes()]))
    desk.close()


def test_a_tick_on_paper_names_who_checked_and_who_typed_it(case: Case) -> None:
    case.on_paper(Outcome.ACCEPTED, who="Demo Osoba 2")
    (record,) = case.card.records
    assert (record.who, record.method) == ("Demo Osoba 2 (Demo Operator)", Method.PAPER)


def test_a_tick_on_paper_has_the_time_written_there(case: Case) -> None:
    written = NOON - timedelta(hours=2)
    request = CheckRequest(Outcome.ACCEPTED, method=Method.PAPER, found_at=written)
    case.desk.checking.record(case.vehicle, request)
    assert case.card.records[0].at == written
    with case.desk.workplace.reading() as store:
        entry = list(store.audit_entries())[-1]
    assert entry.at > written
    assert written.isoformat() in entry.payload
    assert '"method":"paper"' in entry.payload


def test_a_time_ahead_of_the_clock_is_refused(case: Case) -> None:
    request = CheckRequest(Outcome.ACCEPTED, method=Method.PAPER, found_at=NOON + timedelta(days=1))
    with pytest.raises(DomainError) as refused:
        case.desk.checking.record(case.vehicle, request)
    assert refused.value.code is Code.PAPER_TIME_AHEAD
    assert not case.card.records


def test_paper_that_says_otherwise_than_the_laptop_is_a_conflict(case: Case) -> None:
    case.on_the_laptop(Outcome.ACCEPTED)
    case.on_paper(Outcome.MISSING)
    assert {head.finding.outcome for head in case.card.heads if head.finding} == {
        Outcome.ACCEPTED,
        Outcome.MISSING,
    }
    assert case.desk.checking.progress(case.handover).conflicts == 1


def test_paper_that_says_the_same_keeps_all_that_the_laptop_knew(case: Case) -> None:
    case.on_the_laptop(Outcome.ACCEPTED_WITH_REMARKS, remark=SCRATCH)
    case.on_paper(Outcome.ACCEPTED_WITH_REMARKS, remark=Remark("Scratch on the door"))
    assert len(case.card.heads) == 1
    assert case.finding is not None
    assert case.finding.remark == SCRATCH


def test_another_remark_on_paper_is_another_result(case: Case) -> None:
    case.on_the_laptop(Outcome.ACCEPTED_WITH_REMARKS, remark=SCRATCH)
    case.on_paper(Outcome.ACCEPTED_WITH_REMARKS, remark=Remark("Mirror broken"))
    assert len(case.card.heads) == 2


def test_a_slip_of_the_typist_is_mended_by_typing_it_again(case: Case) -> None:
    case.on_paper(Outcome.MISSING)
    case.on_paper(Outcome.ACCEPTED)
    assert case.finding is not None
    assert case.finding.outcome is Outcome.ACCEPTED
    assert len(case.card.records) == 2


def test_a_slip_that_made_a_conflict_is_mended_by_typing_what_the_paper_says(case: Case) -> None:
    case.on_the_laptop(Outcome.ACCEPTED)
    case.on_paper(Outcome.MISSING)
    case.on_paper(Outcome.ACCEPTED)
    assert len(case.card.heads) == 1


def test_paper_comes_in_place_of_what_was_closed_as_not_checked_or_taken_back(case: Case) -> None:
    case.desk.reconciling.close_open_as_not_checked(case.handover)
    case.on_paper(Outcome.ACCEPTED)
    assert case.finding is not None
    case.desk.checking.undo_last(case.handover)
    case.on_paper(Outcome.MISSING)
    assert case.finding is not None
    assert case.finding.outcome is Outcome.MISSING


def test_an_undone_correction_of_paper_is_still_paper(case: Case) -> None:
    case.on_paper(Outcome.ACCEPTED)
    case.on_paper(Outcome.MISSING)
    case.desk.checking.undo_last(case.handover)
    case.on_paper(Outcome.NOT_ACCEPTED, remark=SCRATCH)
    assert len(case.card.heads) == 1
