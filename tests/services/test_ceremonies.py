"""The symbolic handover: a protocol of its own, and how it and the item-level one cite each other."""

from __future__ import annotations

import gettext
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover, Party, PartyRole
from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.money import Money
from handover_desktop.domain.reconciliation import Point
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.states import State
from handover_desktop.domain.symbolic import Grouping
from handover_desktop.i18n import Translator
from handover_desktop.lists.reading import read_list
from handover_desktop.protocol.reading.reading import extract_text
from handover_desktop.services.desk import Services
from handover_desktop.services.reports import report_text
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details, some_boxes
from tests.services.life_model import MARK, Clock, Dice, add_lines, open_desk

ENGLISH = Translator("en", gettext.NullTranslations())
GUESTS = (
    Party(PartyRole.TRANSFEROR, "Delegation of Samples", representative="Demo Osoba 7", function="Head"),
    Party(PartyRole.RECIPIENT, "Ministry of Samples", representative="Demo Osoba 8", function="Minister"),
)


@dataclass
class Case:
    """Two vans, a car and 60 boxes, to be checked under HO-1."""

    desk: Services
    whole: HandoverId

    def make(self, *, by: Grouping | None = None) -> Handover:
        details = replace(
            self.desk.ceremonies.propose(self.whole).details,
            place="Palace",
            handover_date=date(2024, 12, 2),
            parties=GUESTS,
        )
        made = self.desk.ceremonies.make(self.whole, details=details, grouping=by).handover
        assert made is not None
        return self.desk.handovers.get(made)

    def ceremony(self) -> Handover:
        made = self.make()
        self.desk.finalising.finalise(made.id)
        return self.desk.handovers.get(made.id)

    def content(self, handover: HandoverId) -> Snapshot:
        with self.desk.workplace.reading() as store:
            return frozen_content(store, handover)

    def check(self, **outcomes: Outcome) -> None:
        for line in ("V1", "V2", "C1", "Q1"):
            (item,) = self.desk.checking.find(self.whole, line)
            self.desk.checking.record(item.id, CheckRequest(outcomes.get(line, Outcome.ACCEPTED)))

    def finish(self) -> Snapshot:
        self.desk.finalising.finalise(self.whole)
        return self.content(self.whole)

    def points(self, handover: HandoverId) -> dict[Point, Severity]:
        return {one.point: one.severity for one in self.desk.reconciling.points(handover)}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    desk = open_desk(tmp_path / "r.handover", Clock(), Dice())
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    vans = [replace(a_vehicle(f"V{at}", f"0SYZZZV11ZR{at:06d}"), category="Vans") for at in (1, 2)]
    car = replace(a_vehicle("C1", "0SYZZZV11ZR000009"), category="Cars")
    add_lines(desk, made, [*vans, car, replace(some_boxes("Q1"), category="Boxes")])
    yield Case(desk, made)
    desk.close()


def test_it_states_the_list_by_groups_with_its_own_number_place_and_parties(case: Case) -> None:
    made = case.ceremony()
    content = case.content(made.id)
    assert content.symbolic is not None
    assert (made.reference, made.state, content.items) == ("HO-1/C1", State.FINALISED, ())
    assert [(g.name, g.lines, g.pieces) for g in content.symbolic.groups] == [
        ("Vans", 2, 2),
        ("Cars", 1, 1),
        ("Boxes", 1, 60),
    ]
    assert content.symbolic.total.values == (Money("EUR", 3 * 1_945_000 + 60 * 6800),)
    assert (content.details.place, content.details.parties) == ("Palace", GUESTS)
    assert [clause.key for clause in content.details.clauses] == ["symbolic"]
    assert (content.symbolic.reference, content.symbolic.recorded) == ("HO-1", None)
    case.check()
    assert case.finish().number > made.number


def test_it_is_signed_sealed_given_out_and_verified_like_any_protocol(case: Case, tmp_path: Path) -> None:
    desk, made = case.desk, case.ceremony()
    review = desk.signing.review(made.id, "en")
    assert review.clause.startswith("The parties symbolically hand over")
    assert [group.name for group in review.stated] == ["Vans", "Cars", "Boxes"]
    for party in (0, 1):
        desk.signing.sign(made.id, party, strokes=MARK, language="en")
    path = tmp_path / "c.pdf"
    desk.documents.save(made.id, path)
    found = desk.verifying.verify(path)
    assert (found.verdict, found.number, found.snapshot_holds) == (Verdict.INTACT, made.number, True)
    desk.copies.save_copy(made.id, tmp_path / "copy.pdf")
    desk.documents.close(made.id)
    assert desk.handovers.get(made.id).state is State.CLOSED
    assert desk.handovers.get(case.whole).state is State.PREPARING


def test_the_item_level_protocol_cites_it_and_what_differs_never_stops(case: Case) -> None:
    made = case.ceremony()
    case.check(V2=Outcome.MISSING)
    points = case.points(case.whole)
    assert points[Point.CEREMONY_ACCEPTED] is Severity.WARNING
    assert Point.CEREMONY_LIST not in points
    (standing,) = case.desk.ceremonies.standings(case.whole)
    assert (sum(group.lines for group in standing.accepted), standing.open_lines) == (3, 0)

    (cited,) = case.finish().ceremonies

    assert (cited.number, cited.digest, cited.place, cited.day) == (
        made.number,
        made.digest,
        "Palace",
        date(2024, 12, 2),
    )
    assert cited.total.lines == 4


def test_what_agrees_is_no_point(case: Case) -> None:
    case.ceremony()
    case.check()
    found = case.points(case.whole)
    assert not {Point.CEREMONY_LIST, Point.CEREMONY_ACCEPTED} & found.keys()


def test_a_list_that_changed_since_is_a_point_and_the_ceremony_keeps_its_figures(case: Case) -> None:
    made = case.ceremony()
    add_lines(case.desk, case.whole, [replace(a_vehicle("V3", "0SYZZZV11ZR000003"), category="Vans")])
    assert case.points(case.whole)[Point.CEREMONY_LIST] is Severity.WARNING
    (standing,) = case.desk.ceremonies.standings(made.id)
    assert (standing.stated[0].lines, standing.open_lines) == (2, 5)


def test_a_ceremony_after_the_check_cites_the_item_level_protocol(case: Case) -> None:
    case.check(V2=Outcome.MISSING)
    first = case.finish()
    made = case.make(by=Grouping.LOT)
    assert case.points(made.id)[Point.CEREMONY_RECORDED] is Severity.WARNING
    case.desk.finalising.finalise(made.id)
    symbolic = case.content(made.id).symbolic
    assert symbolic is not None
    assert symbolic.recorded is not None
    assert (symbolic.recorded.number, symbolic.recorded.digest) == (first.number, first.digest)
    assert (symbolic.total.lines, symbolic.recorded.total.lines) == (4, 3)
    assert first.ceremonies == ()


def test_what_it_cites_and_is_void_since_is_told_beside_it_and_by_verify(case: Case, tmp_path: Path) -> None:
    case.check()
    first = case.finish()
    made = case.ceremony()
    path = tmp_path / "ceremony.pdf"
    case.desk.documents.save(made.id, path)
    assert case.desk.ceremonies.cites_void(made.id) == ()
    assert "cites" not in report_text(case.desk.verifying.verify(path), ENGLISH, name="x")
    case.desk.voiding.unlock(case.whole, reason="A car was counted twice.", who="Demo Osoba 7")
    (void,) = case.desk.ceremonies.cites_void(made.id)
    assert (void.protocol.number, void.handover) == (first.number, case.whole)
    found = case.desk.verifying.verify(path)
    assert found.voided is None
    said = report_text(found, ENGLISH, name="x")
    assert f"Does the protocol that it cites still count?\n  no\n  {first.number} is void." in said
    assert "Reason: A car was counted twice." in said


def test_one_that_is_not_finalised_follows_the_list_and_is_not_cited(case: Case, tmp_path: Path) -> None:
    made = case.make()
    add_lines(case.desk, case.whole, [replace(some_boxes("Q2"), category="Boxes")])
    (standing,) = case.desk.ceremonies.standings(case.whole)
    assert standing.stated[-1].pieces == Decimal(120)
    assert case.desk.documents.draft(made.id).startswith(b"%PDF")
    case.desk.handovers.cancel(made.id, "No ceremony.")
    assert case.desk.ceremonies.standings(case.whole) == ()


def test_it_has_no_items_and_no_check_of_its_own(case: Case, tmp_path: Path) -> None:
    made = case.make()
    path = tmp_path / "l.csv"
    path.write_text("No,Description\n1,Car\n", encoding="utf-8")

    def refusal(act: object) -> Code:
        assert callable(act)
        with pytest.raises(DomainError) as refused:
            act()
        assert isinstance(refused.value.code, Code)
        return refused.value.code

    desk = case.desk
    assert refusal(lambda: desk.importing.bring_in(read_list(path), handover=made.id)) is Code.SYMBOLIC
    assert refusal(lambda: desk.handovers.begin_check(made.id)) is Code.SYMBOLIC
    assert refusal(lambda: desk.ceremonies.make(made.id)) is Code.SYMBOLIC
    empty = desk.handovers.create("HO-2").handover
    assert empty is not None
    assert refusal(lambda: desk.ceremonies.make(empty)) is Code.NO_ITEMS
    desk.handovers.cancel(case.whole, "Not needed.")
    assert refusal(lambda: desk.ceremonies.make(case.whole)) is Code.WRONG_STATE


def test_a_new_handover_like_it_starts_with_the_usual_declarations(case: Case) -> None:
    made = case.make()
    like = case.desk.handovers.create("HO-3", like=made.id).handover
    assert like is not None
    found = case.desk.handovers.get(like)
    assert found.stands_for is None
    assert (found.details.parties, found.details.clauses[0].key) == (GUESTS, "inspection")


def test_the_list_of_handovers_tells_it_apart(case: Case) -> None:
    made = case.make()
    assert {one.id: one.symbolic for one in case.desk.handovers.overview()} == {
        made.id: True,
        case.whole: False,
    }


def test_it_goes_out_as_data_like_any_handover(case: Case, tmp_path: Path) -> None:
    made = case.ceremony()
    case.desk.exporting.save_xlsx(made.id, tmp_path / "c.xlsx")
    case.desk.exporting.save_json(made.id, tmp_path / "c.json")
    case.desk.exporting.save_register(tmp_path / "r.json")
    data = json.loads((tmp_path / "c.json").read_bytes())
    assert [group["name"] for group in data["symbolic"]["groups"]] == ["Vans", "Cars", "Boxes"]


def test_one_that_is_voided_is_cited_no_more_and_the_next_one_names_it(case: Case, tmp_path: Path) -> None:
    first = case.ceremony()
    case.desk.voiding.unlock(first.id, reason="Another place.", who="Demo Osoba 7")
    assert case.desk.handovers.get(first.id).state is State.PREPARING
    (standing,) = case.desk.ceremonies.standings(case.whole)
    assert standing.handover.number == ""
    case.check(V2=Outcome.MISSING)
    assert Point.CEREMONY_ACCEPTED not in case.points(case.whole)
    case.desk.finalising.finalise(first.id)
    again = case.desk.handovers.get(first.id)
    (cited,) = case.finish().ceremonies
    assert cited.number == again.number != first.number
    text = " ".join(" ".join(extract_text(case.desk.documents.final(first.id))).split())
    assert "Replaces" in text
    assert first.number in text


def test_it_takes_no_items(case: Case) -> None:
    made = case.make()
    with pytest.raises(DomainError) as refused:
        case.desk.checking.add_extra(made.id, a_vehicle("X-1", "0SYZZZV11ZR000077"), reason="In the yard")
    assert refused.value.code is Code.SYMBOLIC
    assert case.desk.handovers.get(made.id).state is State.PREPARING
    assert not case.desk.checking.results(made.id)
