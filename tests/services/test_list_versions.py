"""A new version of a list: what is accepted is taken over, and no check is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Method, Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.list_changes import ChangeKind, Pairs
from handover_desktop.domain.reconciliation import Point
from handover_desktop.domain.states import State
from handover_desktop.domain.tally import Group
from handover_desktop.register.views import ItemFilter
from handover_desktop.services.desk import Services
from handover_desktop.services.list_versions import NewVersion
from handover_desktop.services.views import CheckRequest, Remark
from tests.domain.samples import a_finding, accepted, complete_details
from tests.lists.sheets import save_xlsx
from tests.services.life_model import Clock, Dice, add_foreign_record, open_desk

HEADER = ("No", "Description", "VIN", "Qty", "Unit", "Unit price", "Currency", "Colour")
CAR, TYPO, VAN, TRUCK = "WVGZZZ5NZJM131395", "WVGZZZ5NZJM131935", "WF0KXXGCBKBJ13223", "VF1RJA00X68123456"
Row = Sequence[object]


def a_row(
    no: int, what: str, vin: str | None = None, qty: int = 1, price: int = 100, colour: str = "red"
) -> Row:
    return (no, what, vin, qty, "pcs", price, "EUR", colour)


FIRST = (
    a_row(1, "Patrol car", CAR),
    a_row(2, "Van", VAN),
    a_row(3, "Tents", qty=60),
    a_row(4, "Truck", TRUCK),
)


@dataclass
class Yard:
    """A handover with a list, and what comes after it."""

    desk: Services
    folder: Path
    clock: Clock
    handover: HandoverId = field(default=HandoverId(0))
    made: int = 0

    def file(self, *rows: Row) -> Path:
        self.made += 1
        return save_xlsx(self.folder / f"list-{self.made}.xlsx", [HEADER, *rows])

    def compare(self, path: Path, pairs: Pairs | None = None) -> NewVersion:
        reading = self.desk.importing.read(path, handover=self.handover)
        version = self.desk.list_versions.compare(reading, self.handover, pairs=pairs)
        assert version is not None
        return version

    def accept(self, path: Path, *kinds: ChangeKind, keys: frozenset[str] = frozenset()) -> NewVersion:
        version = self.compare(path)
        wanted = keys or {
            one.key for one in version.comparison.differences if one.kind in (kinds or ChangeKind)
        }
        self.desk.list_versions.accept(self.desk.importing.read(path), self.handover, wanted)
        return version

    def item(self, line: str) -> ItemId:
        (found,) = self.desk.checking.find(self.handover, line)
        return found.id

    def check(self, line: str, outcome: Outcome = Outcome.ACCEPTED, **more: object) -> ItemId:
        item = self.item(line)
        self.desk.checking.record(item, CheckRequest(outcome, **more))  # type: ignore[arg-type]
        return item

    @property
    def lines(self) -> dict[str, str]:
        """Line number to the first identifier or the description, of what is on the handover."""
        with self.desk.workplace.reading() as store:
            items = store.items(self.handover)
        return {
            one.asset.line_no: one.asset.identifier(IdentifierKind.VIN) or one.asset.description
            for one in items
        }

    def points(self) -> list[Point]:
        return [one.point for one in self.desk.reconciling.points(self.handover)]

    def audit(self, action: str) -> list[dict[str, object]]:
        with self.desk.workplace.reading() as store:
            return [json.loads(one.payload) for one in store.audit_entries() if one.action == action]


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Yard]:
    clock = Clock()
    desk = open_desk(tmp_path / "r.handover", clock, Dice())
    made = Yard(desk, tmp_path, clock)
    handover = desk.handovers.create("HO-1", details=complete_details()).handover
    assert handover is not None
    made.handover = handover
    desk.importing.bring_in(desk.importing.read(made.file(*FIRST)), handover=handover)
    yield made
    desk.close()


def test_what_differs_is_said_and_most_known_lines_make_it_a_new_version(yard: Yard) -> None:
    new = yard.file(
        a_row(1, "Patrol car", CAR),
        a_row(2, "Van", VAN, price=90),
        a_row(3, "Tents", qty=60),
        a_row(5, "Crane"),
    )

    version = yard.compare(new)

    assert version.is_likely
    assert version.replaces is not None
    assert version.replaces.file_name == "list-1.xlsx"
    assert [(one.kind, one.row) for one in version.comparison.differences] == [
        (ChangeKind.ADDED, 5),
        (ChangeKind.CHANGED, 3),
        (ChangeKind.GONE, None),
    ]
    assert (version.comparison.unchanged, version.comparison.before.lines) == (2, 4)
    assert len(version.usual) == 2
    assert not yard.compare(yard.file(a_row(1, "Boat"), a_row(2, "Plane"))).is_likely


def test_a_handover_without_a_list_has_no_version_to_replace(yard: Yard) -> None:
    other = yard.desk.handovers.create("HO-2").handover
    assert other is not None
    reading = yard.desk.importing.read(yard.file(*FIRST))

    assert yard.desk.list_versions.compare(reading, other) is None
    with pytest.raises(DomainError) as refused:
        yard.desk.list_versions.accept(reading, other, {"#0"})
    assert refused.value.code is Code.LIST_HAS_NO_VERSION


def test_everything_accepted_makes_the_list_the_new_one(yard: Yard) -> None:
    yard.accept(
        yard.file(
            a_row(1, "Patrol car", TYPO),
            a_row(2, "Van", VAN, price=90),
            a_row(3, "Tents", qty=61),
            a_row(5, "Crane"),
        )
    )

    assert yard.lines == {"1": TYPO, "2": VAN, "3": "Tents", "5": "Crane"}
    assert yard.desk.checking.tally(yard.handover).total().pieces == Decimal(64)
    found = yard.desk.handovers.get(yard.handover)
    assert [(one.file_name, one.rows, one.replaces) for one in found.lists] == [
        ("list-1.xlsx", 4, None),
        ("list-2.xlsx", 4, 0),
    ]
    (entry,) = yard.audit("list-version-accepted")
    assert entry["accepted"] == {"added": 1, "changed": 3, "withdrawn": 1}
    assert entry["version"] == 2
    assert len(yard.audit("line-changed-by-list")) == 4
    assert yard.desk.safekeeping.verify_audit().intact


def test_only_what_is_accepted_is_taken_over_and_the_rest_differs_the_next_time(yard: Yard) -> None:
    path = yard.file(
        a_row(1, "Patrol car", TYPO),
        a_row(2, "Van", VAN, price=90),
        a_row(3, "Tents", qty=60),
        a_row(5, "Crane"),
    )

    yard.accept(path, ChangeKind.ADDED)

    assert yard.lines == {"1": CAR, "2": VAN, "3": "Tents", "4": TRUCK, "5": "Crane"}
    assert [one.kind for one in yard.compare(path).comparison.differences] == [
        ChangeKind.CHANGED,
        ChangeKind.CHANGED,
        ChangeKind.GONE,
    ]
    assert yard.audit("list-version-accepted")[0]["left"] == {"changed": 2, "gone": 1}


def test_a_check_stays_with_its_line_and_wants_a_second_look(yard: Yard) -> None:
    item = yard.check("1", Outcome.ACCEPTED_WITH_REMARKS, remark=Remark("Scratch."))
    yard.check("2")

    yard.accept(yard.file(a_row(1, "Patrol car", TYPO), a_row(2, "Van", VAN, price=90), *FIRST[2:]))

    card = yard.desk.checking.card(item)
    assert card.item.asset.identifier(IdentifierKind.VIN) == TYPO
    assert card.finding is not None
    assert card.finding.remark == Remark("Scratch.")
    assert [one.before.identifier(IdentifierKind.VIN) for one in card.list_changes] == [CAR]
    assert yard.desk.checking.card(yard.item("2")).list_changes == ()
    assert yard.points().count(Point.LIST_CHANGED) == 1

    yard.check("1")

    assert yard.desk.checking.card(item).list_changes == ()
    assert Point.LIST_CHANGED not in yard.points()

    yard.desk.checking.undo_last(yard.handover)

    assert Point.LIST_CHANGED in yard.points()


def test_a_scan_finds_the_corrected_number_and_no_longer_the_wrong_one(yard: Yard) -> None:
    yard.accept(yard.file(a_row(1, "Patrol car", TYPO), *FIRST[1:]))

    assert [one.asset.line_no for one in yard.desk.checking.find(yard.handover, TYPO)] == ["1"]
    assert yard.desk.checking.find(yard.handover, CAR) == ()
    assert [one.line_no for one in yard.desk.assets.search(TYPO[-8:])] == ["1"]


def test_more_pieces_on_the_list_than_were_checked_are_short(yard: Yard) -> None:
    yard.check("3")

    yard.accept(yard.file(*FIRST[:2], a_row(3, "Tents", qty=64), FIRST[3]))

    rows = {row.group: row.pieces for row in yard.desk.checking.tally(yard.handover).rows}
    assert rows[Group.ACCEPTED] == Decimal(60)
    assert rows[Group.MISSING] == Decimal(4)


def test_a_line_that_nobody_looked_at_is_withdrawn_and_counts_no_more(yard: Yard) -> None:
    truck = yard.item("4")

    yard.accept(yard.file(*FIRST[:3]))

    desk = yard.desk
    assert list(yard.lines) == ["1", "2", "3"]
    assert desk.checking.tally(yard.handover).total().lines == 3
    assert [one.lines for one in desk.handovers.overview()] == [3]
    assert truck not in desk.checking.item_ids(yard.handover, ItemFilter())
    assert desk.checking.find(yard.handover, TRUCK) == ()
    _, snapshot = desk.exporting.content(yard.handover)
    assert [one.asset.line_no for one in snapshot.items] == ["1", "2", "3"]
    (hit,) = desk.assets.search(TRUCK)
    assert (hit.item, hit.is_withdrawn) == (truck, True)
    (change,) = desk.assets.history(truck).list_changes
    assert (change.step.value, change.who) == ("withdrawn", "Demo Operator")


def test_a_withdrawn_asset_may_stand_on_another_handover(yard: Yard) -> None:
    yard.accept(yard.file(*FIRST[:3]))
    other = yard.desk.handovers.create("HO-2", details=complete_details()).handover

    reading = yard.desk.importing.read(yard.file(a_row(1, "Truck", TRUCK)), handover=other)
    yard.desk.importing.bring_in(reading, handover=other)

    assert not [one for one in reading.problems if one.code.code.startswith("known")]
    assert Point.ELSEWHERE not in yard.points()


def test_what_was_found_stays_although_the_list_has_it_no_more(yard: Yard) -> None:
    truck = yard.check("4")

    yard.accept(yard.file(*FIRST[:3]))

    card = yard.desk.checking.card(truck)
    assert card.item.origin is Origin.EXTRA
    assert card.item.reason == "No longer on the list: list-2.xlsx"
    assert card.finding == accepted()
    assert "4" in yard.lines


def test_what_was_missing_and_left_the_list_is_not_printed_as_missing_and_its_record_stays(
    yard: Yard,
) -> None:
    truck = yard.check("4", Outcome.MISSING)

    yard.accept(yard.file(*FIRST[:3]))

    assert "4" not in yard.lines
    assert [one.finding for one in yard.desk.assets.history(truck).checks] == [
        a_finding(Outcome.MISSING, "0", "0")
    ]


def test_the_earlier_list_brings_everything_back(yard: Yard) -> None:
    yard.check("2")
    yard.check("4", Outcome.MISSING)
    before = yard.desk.checking.results(yard.handover)
    new = yard.file(a_row(1, "Patrol car", TYPO), a_row(5, "Crane"))
    yard.accept(new)
    assert list(yard.lines) == ["1", "2", "5"]

    yard.accept(yard.folder / "list-1.xlsx")

    assert yard.desk.checking.results(yard.handover) == before
    assert len(yard.desk.handovers.get(yard.handover).lists) == 3


def test_the_place_of_a_withdrawn_line_is_kept_for_it(yard: Yard) -> None:
    yard.accept(yard.file(*FIRST[:3]))
    yard.accept(yard.file(*FIRST[:3], a_row(5, "Crane")))

    yard.accept(yard.file(*FIRST, a_row(5, "Crane")))

    with yard.desk.workplace.reading() as store:
        assert [(one.position, one.asset.line_no) for one in store.items(yard.handover)] == [
            (1, "1"),
            (2, "2"),
            (3, "3"),
            (4, "4"),
            (5, "5"),
        ]


def test_an_extra_item_that_the_new_list_has_becomes_one_of_the_list(yard: Yard) -> None:
    reading = yard.desk.importing.read(yard.file(a_row(9, "Crane", "VF1RJA00X68000009")))
    extra = yard.desk.checking.add_extra(yard.handover, reading.lines[0], reason="It stood there.")
    (item,) = extra.items
    yard.desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))

    yard.accept(yard.file(*FIRST, a_row(5, "Crane", "VF1RJA00X68000009")))

    card = yard.desk.checking.card(item)
    assert (card.item.origin, card.item.asset.line_no, card.finding) == (Origin.LISTED, "5", accepted())
    assert len(yard.lines) == 5


def test_only_the_list_that_comes_again_can_lose_lines(yard: Yard) -> None:
    second = yard.file(a_row(11, "Boat", "VF1RJA00X68000011"), a_row(12, "Raft", "VF1RJA00X68000012"))
    yard.desk.importing.bring_in(yard.desk.importing.read(second), handover=yard.handover)

    version = yard.accept(yard.file(a_row(11, "Boat", "VF1RJA00X68000011"), a_row(13, "Kayak")))

    assert version.list_no == 1
    assert sorted(yard.lines) == ["1", "11", "13", "2", "3", "4"]
    assert [one.replaces for one in yard.desk.handovers.get(yard.handover).lists] == [None, None, 1]
    again = yard.accept(yard.file(*FIRST[:3]))
    assert again.list_no == 0
    assert sorted(yard.lines) == ["1", "11", "13", "2", "3"]


def test_nothing_new_and_nothing_accepted_are_refused(yard: Yard) -> None:
    same = yard.desk.importing.read(yard.folder / "list-1.xlsx")
    with pytest.raises(DomainError) as refused:
        yard.desk.list_versions.accept(same, yard.handover, ())
    assert refused.value.code is Code.LIST_HAS_NOTHING_NEW
    reading = yard.desk.importing.read(yard.file(*FIRST[:3]))
    with pytest.raises(DomainError) as refused:
        yard.desk.list_versions.accept(reading, yard.handover, ())
    assert refused.value.code is Code.LIST_NOTHING_ACCEPTED


def test_a_difference_that_is_no_more_is_not_accepted_blindly(yard: Yard) -> None:
    path = yard.file(*FIRST, a_row(5, "Crane"))
    version = yard.compare(path)
    keys = {one.key for one in version.comparison.differences}
    yard.accept(path)
    other = yard.desk.importing.read(yard.file(*FIRST, a_row(5, "Crane", price=7)))

    with pytest.raises(DomainError) as refused:
        yard.desk.list_versions.accept(other, yard.handover, keys)

    assert refused.value.code is Code.CHANGED_MEANWHILE


def test_a_reconciled_handover_is_checked_again(yard: Yard) -> None:
    for line in "1234":
        yard.check(line)
    yard.desk.reconciling.mark_reconciled(yard.handover)

    yard.accept(yard.file(*FIRST, a_row(5, "Crane")))

    assert yard.desk.handovers.get(yard.handover).state is State.CHECKING


def test_once_it_is_finalised_the_list_is_frozen(yard: Yard) -> None:
    for line in "1234":
        yard.check(line)
    reading = yard.desk.importing.read(yard.file(*FIRST[:3]))
    yard.desk.finalising.finalise(yard.handover)

    with pytest.raises(DomainError) as refused:
        yard.desk.list_versions.accept(reading, yard.handover, {"#0"})

    assert refused.value.code is Code.CONTENT_FROZEN


def test_pairs_that_a_person_separates_are_two_lines(yard: Yard) -> None:
    path = yard.file(a_row(1, "Patrol car", "WVGZZZ5NZJM000001"), *FIRST[1:])
    doubtful = yard.compare(path).comparison.differences[0]
    assert doubtful.doubtful
    assert doubtful.known is not None
    assert doubtful.place is not None
    pairs = Pairs(apart=frozenset({(doubtful.known.item.uid, doubtful.place)}))

    version = yard.compare(path, pairs)
    keys = {one.key for one in version.comparison.differences}
    yard.desk.list_versions.accept(yard.desk.importing.read(path), yard.handover, keys, pairs=pairs)

    assert [one.kind for one in version.comparison.differences] == [ChangeKind.ADDED, ChangeKind.GONE]
    with yard.desk.workplace.reading() as store:
        assert len(store.known_lines(yard.handover)) == 5


def test_a_tick_on_a_form_that_was_printed_before_is_not_lost(yard: Yard) -> None:
    yard.desk.papers.save_form(yard.handover, yard.folder / "form.pdf")
    yard.accept(yard.file(a_row(1, "Patrol car", TYPO), *FIRST[1:3]))
    (form,) = yard.desk.papers.forms(yard.handover)
    lines = yard.desk.papers.form_lines(yard.handover, form.number)
    assert [one.item.asset.line_no for one in lines] == ["1", "2", "3", "4"]

    when = yard.desk.handovers.get(yard.handover).lists[0].imported_at
    for line in (lines[0], lines[3]):
        request = CheckRequest(Outcome.ACCEPTED, method=Method.PAPER, who="Ana", found_at=when)
        yard.desk.checking.record(line.item.id, request)

    truck = yard.desk.checking.card(lines[3].item.id)
    assert (truck.item.origin, truck.finding) == (Origin.EXTRA, accepted())
    assert "4" in yard.lines
    assert len(yard.desk.checking.card(lines[0].item.id).list_changes) == 1


def test_a_record_of_another_laptop_that_has_the_old_list_stays_and_is_marked(yard: Yard) -> None:
    item = yard.item("1")
    yard.accept(yard.file(a_row(1, "Patrol car", TYPO), *FIRST[1:]))
    yard.clock.set_back(30)

    add_foreign_record(yard.desk, item, accepted())

    assert yard.desk.checking.card(item).finding == accepted()
    assert Point.LIST_CHANGED in yard.points()


def test_a_backup_is_made_before_anything_is_taken_over(yard: Yard) -> None:
    yard.accept(yard.file(*FIRST[:3]))

    assert [path for path in yard.folder.glob("r-backups/*") if "list-version" in path.name]
