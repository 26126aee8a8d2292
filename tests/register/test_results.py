"""Derived results, search and filters agree with the domain, whatever was recorded in whatever order."""

from __future__ import annotations

import random
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handover_desktop.domain.checks import CheckRecord, Method, Outcome, Remark, heads
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.tally import Group, tally
from handover_desktop.register import ItemFilter, ItemSort
from tests.register.samples import DETAILS, cables, check, finding, make_register, uid, vehicle, writing

ASSETS = (vehicle(1), vehicle(2, unit_price=None), cables(3), cables(4, "7"))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.sampled_from([None, *Outcome]), st.sets(st.integers(0, 9), max_size=2)
        ),
        max_size=10,
    ),
    st.randoms(),
)
def test_results_and_tally_are_those_of_the_domain_in_any_order_of_arrival(
    made: list[tuple[int, Outcome | None, set[int]]], chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register, handover = make_register(Path(folder) / "a.handover", *ASSETS)
        with register.reading() as now:
            items = now.items(handover)
        records: list[tuple[int, CheckRecord]] = []
        for number, (place, outcome, replaced) in enumerate(made):
            if outcome is Outcome.PARTLY_ACCEPTED:
                outcome = Outcome.ACCEPTED
            olds = tuple(
                uid(900_000 + old) for old in sorted(replaced) if old < number and made[old][0] == place
            )
            records.append((place, check(number, items[place], outcome, replaces=olds)))
        chance.shuffle(records)
        with writing(register) as work:
            for place, record in records:
                work.add_check(record, item=items[place])
        with register.reading() as now:
            results, counted = now.results(handover), now.tally(handover)
        register.close()
    for item, result in zip(items, results, strict=True):
        standing = heads(record for _, record in records if record.item == item.uid)
        assert result.conflict == (len(standing) > 1)
        assert result.finding == (standing[0].finding if len(standing) == 1 else None)
    assert counted == tally((r.item.asset, r.item.origin, r.finding) for r in results)


@pytest.fixture
def listed_register(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Return a register with a few lines in both scripts, closed at the end."""
    register, handover = make_register(
        tmp_path / "a.handover",
        vehicle(1, description="Патролно возило, Љубовија"),
        vehicle(2, description="Patrolno vozilo Šabac", receiving_unit="U05"),
        vehicle(10, description="Van"),
        cables(11),
    )
    yield register, handover
    register.close()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ljubovija", ["1"]),
        ("љубовија", ["1"]),
        ("sabac", ["2"]),
        ("ШАБАЦ", ["2"]),
        ("patrolno", ["1", "2"]),
        ("20000000010", ["10"]),
        ("va", ["10"]),
        ("no such thing", []),
        ("100% _ \" ' ; --", []),
    ],
)
def test_any_word_or_part_of_an_identifier_finds_its_lines_in_both_scripts(
    listed_register,
    text: str,
    lines: list[str],  # type: ignore[no-untyped-def]
) -> None:
    register, handover = listed_register
    with register.reading() as now:
        rows = now.item_rows(now.item_ids(handover, ItemFilter(text=text)))
        hits = now.search_assets(text)
    assert [row.line_no for row in rows] == lines
    assert sorted(hit.line_no for hit in hits) == sorted(lines)


def test_filters_and_orders_combine(listed_register) -> None:  # type: ignore[no-untyped-def]
    register, handover = listed_register
    with writing(register) as work:
        first, second, *_ = work.items(handover)
        work.add_check(check(1, first, Outcome.ACCEPTED), item=first)
        work.add_check(check(2, second, Outcome.NOT_ACCEPTED), item=second)

    def lines(**wanted: object) -> list[str]:
        with register.reading() as now:
            return [row.line_no for row in now.item_rows(now.item_ids(handover, ItemFilter(**wanted)))]  # type: ignore[arg-type]

    assert lines() == ["1", "2", "10", "11"]
    assert lines(open_only=True) == ["10", "11"]
    assert lines(exceptions_only=True) == ["2"]
    assert lines(group=Group.NOT_ACCEPTED) == ["2"]
    assert lines(category="cables") == ["11"]
    assert lines(receiving_unit="U05") == ["2"]
    assert lines(text="patrolno", open_only=True) == []
    assert lines(sort=ItemSort.IDENTIFIER, category="vehicles", descending=True) == ["10", "2", "1"]


def test_an_item_is_named_by_its_line_or_any_identifier(tmp_path: Path) -> None:
    marked = vehicle(
        7, line_no="V-007", identifiers=(Identifier(IdentifierKind.SERIAL_NUMBER, "SYN-E12-0007"),)
    )
    register, handover = make_register(tmp_path / "a.handover", vehicle(1), marked)
    with register.reading() as now:
        named = {
            text: [item.asset.line_no for item in now.match_items(handover, text)]
            for text in ("1", " 01 ", "v-007", "syn e12 0007", "SYN-E12", "", "vf1hjd20000000001")
        }
    register.close()
    assert named == {
        "1": ["1"],
        " 01 ": ["1"],
        "v-007": ["V-007"],
        "syn e12 0007": ["V-007"],
        "SYN-E12": [],
        "": [],
        "vf1hjd20000000001": ["1"],
    }


def test_what_was_read_on_the_object_finds_the_item_too(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    reading = Identifier(IdentifierKind.VIN, "VF1HJD20X00000009")
    with writing(register) as work:
        (item,) = work.items(handover)
        read = finding(item.asset, Outcome.NOT_ACCEPTED, remark=Remark("Another VIN"), readings=(reading,))
        work.add_check(check(1, item, None, finding=read), item=item)
        assert [found.id for found in work.match_items(handover, "VF1HJD20X00000009")] == [item.id]
    register.close()


def test_the_same_identifier_on_another_handover_is_told(tmp_path: Path) -> None:
    register, first = make_register(tmp_path / "a.handover", vehicle(1))
    with writing(register) as work:
        second = work.add_handover(uid=uid(500_001), reference="H-2", details=DETAILS)
        work.add_items(second.id, [(uid(77), vehicle(1, line_no="9"), work.items(first)[0].origin, "")])
    with register.reading() as now:
        (told,) = now.elsewhere(second.id)
        history = now.asset_history(now.items(first)[0].id)
    register.close()
    assert (told.line, told.reference) == ("9", "H-1")
    assert [hit.reference for hit in history.elsewhere] == ["H-2"]


def test_undo_finds_the_newest_record_of_this_laptop_that_still_decides(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1), vehicle(2))
    with writing(register) as work:
        first, second = work.items(handover)
        work.add_check(check(1, first, Outcome.ACCEPTED), item=first)
        work.add_check(check(2, second, Outcome.ACCEPTED, device="ELSE"), item=second)
        found = work.undoable(handover)
    register.close()
    assert found is not None
    assert found.item.id == first.id


def test_undoing_goes_back_step_by_step_to_the_first_record(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1), vehicle(2))
    with register.reading() as now:
        first, second = now.items(handover)
    steps = [
        (check(1, first, Outcome.ACCEPTED), 1),
        (check(2, second, Outcome.ACCEPTED), 2),
        (check(3, first, Outcome.MISSING, replaces=(uid(900_001),)), 3),
        (check(4, first, Outcome.ACCEPTED, method=Method.UNDO, replaces=(uid(900_003),)), 2),
        (check(5, second, None, method=Method.UNDO, replaces=(uid(900_002),)), 1),
        (check(6, first, None, method=Method.UNDO, replaces=(uid(900_001), uid(900_004))), None),
    ]
    for record, expected in steps:
        with writing(register) as work:
            work.add_check(record, item=first if record.item == first.uid else second)
            found = work.undoable(handover)
        assert (None if found is None else found.record.id) == (
            None if expected is None else uid(900_000 + expected)
        )
    register.close()


def test_details_come_back_as_they_were_saved_and_are_not_overwritten(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    with register.reading() as now:
        saved = now.handover(handover)
    assert saved.details == DETAILS
    with writing(register) as work:
        work.save_details(handover, DETAILS, revision=saved.revision)
    with pytest.raises(DomainError) as refused, writing(register) as work:
        work.save_details(handover, DETAILS, revision=saved.revision)
    register.close()
    assert refused.value.code is Code.CHANGED_MEANWHILE


@pytest.mark.parametrize("quantity", ["0.001", "12.5", "100000"])
def test_quantities_of_three_decimals_come_back_exactly(tmp_path: Path, quantity: str) -> None:
    register, handover = make_register(tmp_path / "a.handover", cables(1, quantity))
    with register.reading() as now:
        assert now.items(handover)[0].asset.quantity == Decimal(quantity)
    register.close()
