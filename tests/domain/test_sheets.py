from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.canonical import canonical_bytes, from_data, to_data
from handover_desktop.domain.checklists import Checklist, Question
from handover_desktop.domain.checks import Finding
from handover_desktop.domain.sheet_texts import compare_sheets
from handover_desktop.domain.sheets import (
    Answer,
    DamageLook,
    DamageMark,
    ItemSheet,
    KitLook,
    MarkType,
    PartException,
    PartState,
    Zone,
)
from tests.domain.samples import accepted

SHEET = ItemSheet(
    "vehicle",
    (Answer("odometer", "12"), Answer("keys", "1", "2")),
    DamageLook.MARKED,
    (DamageMark(Zone.RIGHT, MarkType.SCRATCH, 820, 400, "rear door"),),
    KitLook.LOOKED,
    (PartException("Jack", PartState.DAMAGED),),
)


def test_a_finding_without_a_sheet_keeps_the_bytes_it_had_before_there_were_sheets() -> None:
    assert b"sheet" not in canonical_bytes(accepted())


def test_a_sheet_is_rebuilt_from_what_is_written_of_it() -> None:
    found = replace(accepted(), sheet=SHEET)
    assert from_data(Finding, to_data(found)) == found


def test_no_damage_noted_is_another_statement_than_not_having_looked() -> None:
    stated = replace(accepted(), sheet=ItemSheet(damage=DamageLook.NONE_NOTED))
    silent = replace(accepted(), sheet=ItemSheet())
    assert canonical_bytes(stated) != canonical_bytes(silent)


def english(text: str, **params: object) -> str:
    return text.format(**params)


VEHICLE = Checklist(
    "vehicle", "Vehicle", questions=(Question("keys", "Keys"), Question("odometer", "Odometer, km"))
)


def test_two_sheets_are_compared_line_by_line_and_mark_by_mark() -> None:
    dent = DamageMark(Zone.FRONT, MarkType.DENT)
    other = replace(
        SHEET, answers=(Answer("odometer", "12"), Answer("keys", "2", "2")), marks=(*SHEET.marks, dent)
    )
    ours, theirs = compare_sheets(english, (SHEET, other), VEHICLE)
    assert ours.differing == (("Keys", "1 of 2"), ("Damage", "nothing more"))
    assert theirs.differing == (("Keys", "2 of 2"), ("Damage", "Dent, front, middle (F)"))
    assert ours.same == theirs.same
    assert ours.same == (
        ("Odometer, km", "12"),
        ("Damage", "Scratch, right front (RI): rear door"),
        ("Kit contents", "Jack: damaged"),
    )


def test_a_result_without_a_sheet_differs_by_saying_nothing() -> None:
    none, ours = compare_sheets(english, (None, SHEET), VEHICLE)
    assert none.differing[0] == ("Odometer, km", "not noted")
    assert ("Damage", "not noted") in none.differing
    assert (none.same, ours.same) == ((), ())
    assert len(ours.differing) == 4


def test_equal_sheets_and_none_at_all_have_no_difference() -> None:
    assert all(not one.differing for one in compare_sheets(english, (SHEET, SHEET), VEHICLE))
    assert all(not (one.differing or one.same) for one in compare_sheets(english, (None, None), VEHICLE))


@given(st.lists(st.sampled_from(MarkType), max_size=4), st.lists(st.sampled_from(MarkType), max_size=4))
def test_a_difference_is_shown_on_both_sides_or_on_none(some: list[MarkType], others: list[MarkType]) -> None:
    sheets = [
        ItemSheet("vehicle", marks=tuple(DamageMark(Zone.ROOF, kind) for kind in kinds))
        for kinds in (some, others)
    ]
    ours, theirs = compare_sheets(english, sheets, VEHICLE)
    assert [label for label, _text in ours.differing] or not theirs.differing
    assert bool(ours.differing) is bool(theirs.differing) is (set(some) != set(others))
