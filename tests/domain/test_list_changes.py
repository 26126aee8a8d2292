"""A new version of a list: every line is found again once, and what differs is said field by field."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.checks import CheckRecord, Finding, Method, Outcome
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import ItemId, Uid
from handover_desktop.domain.list_changes import (
    EVERYTHING,
    ChangeKind,
    Comparison,
    Difference,
    FieldChange,
    KnownLine,
    LineChange,
    LineStep,
    NewRow,
    Pairs,
    Stated,
    field_changes,
    totals_of,
    unseen_changes,
)
from handover_desktop.domain.list_comparing import choose_list, compare_versions
from tests.domain.samples import a_finding, accepted, eur

VIN = "WF0KXXGCBKBJ13223"
TYPO = "WF0KXXGCBKBJ13233"
OTHER = "VF1RJA00X68123456"


def a_line(no: str, description: str = "Ford Ranger", **fields: object) -> AssetLine:
    line = AssetLine(no, description, make="Ford", model="Ranger", unit_price=eur("100.00"))
    return replace(line, **fields)  # type: ignore[arg-type]


def a_car(no: str, vin: str, **fields: object) -> AssetLine:
    return a_line(no, identifiers=(Identifier(IdentifierKind.VIN, vin),), **fields)


def known(
    *lines: AssetLine, finding: Finding | None = None, origin: Origin = Origin.LISTED, list_no: int | None = 0
) -> list[KnownLine]:
    return [
        KnownLine(
            Item(ItemId(at), Uid(f"item-{origin}-{list_no}-{line.line_no}-{at}"), at, line, origin),
            finding,
            list_no=list_no,
        )
        for at, line in enumerate(lines, 1)
    ]


def rows(*lines: AssetLine) -> list[NewRow]:
    return [NewRow(at, line) for at, line in enumerate(lines, 2)]


def compare(
    old: list[KnownLine], *lines: AssetLine, stated: Stated = EVERYTHING, pairs: Pairs | None = None
) -> Comparison:
    return compare_versions(old, rows(*lines), stated=stated, list_no=0, pairs=pairs)


def only(comparison: Comparison) -> Difference:
    (found,) = comparison.differences
    return found


def fields_of(difference: Difference) -> dict[str, tuple[object, object]]:
    return {one.field: (one.before, one.after) for one in difference.fields}


# Lines from a small world, so that they often have something in common.
_VALUES = st.sampled_from(["", "AAAAA1", "AAAAA2", "BBBBB1", "CCCCC7", "DDDDD9"])
_NAMES = st.sampled_from(["Pump", "Pump large", "Tent", "Generator 5 kVA"])


@st.composite
def small_lines(draw: st.DrawFn) -> AssetLine:
    kinds = draw(st.lists(st.sampled_from(list(IdentifierKind)), max_size=2, unique=True))
    marks = tuple(Identifier(kind, value) for kind in sorted(kinds) if (value := draw(_VALUES)))
    return AssetLine(
        str(draw(st.integers(1, 9))),
        draw(_NAMES),
        Decimal(draw(st.integers(1, 3))),
        make=draw(st.sampled_from(["", "Acme"])),
        identifiers=marks,
        receiving_unit=draw(st.sampled_from(["", "North"])),
    )


lists = st.lists(small_lines(), max_size=9)


def said(comparison: Comparison, *, numbered: bool = True) -> Counter[object]:
    """What a comparison says, whatever the places of rows."""
    return Counter(
        (
            one.kind,
            one.known.item.asset if one.known else None,
            one.line if one.line is None or numbered else replace(one.line, line_no=""),
            one.doubtful,
        )
        for one in comparison.differences
    )


@given(lists, lists, st.booleans())
def test_each_old_line_and_each_new_row_is_found_exactly_once(
    old: list[AssetLine], new: list[AssetLine], numbered: bool
) -> None:
    stated = EVERYTHING if numbered else replace(EVERYTHING, fields=EVERYTHING.fields - {"line_no"})

    comparison = compare(known(*old), *new, stated=stated)

    places = [one.place for one in comparison.differences if one.place is not None]
    uids = [one.known.item.uid for one in comparison.differences if one.known is not None]
    assert len(set(places)) == len(places)
    assert len(set(uids)) == len(uids)
    assert len(comparison.of(ChangeKind.ADDED)) + len(comparison.of(ChangeKind.CHANGED)) + (
        comparison.unchanged
    ) == len(new)
    assert len(comparison.of(ChangeKind.GONE)) + len(comparison.of(ChangeKind.CHANGED)) + (
        comparison.unchanged
    ) == len(old)


@given(lists, st.booleans())
def test_the_same_lines_give_no_difference(lines: list[AssetLine], numbered: bool) -> None:
    stated = EVERYTHING if numbered else replace(EVERYTHING, fields=EVERYTHING.fields - {"line_no"})

    comparison = compare(known(*lines), *lines, stated=stated)

    assert comparison.differences == ()
    assert comparison.unchanged == len(lines)
    assert not comparison.reordered


@given(lists, lists, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    old: list[AssetLine], new: list[AssetLine], chance: random.Random
) -> None:
    shuffled = chance.sample(new, len(new))

    assert said(compare(known(*old), *new)) == said(compare(known(*old), *shuffled))


@given(st.lists(small_lines(), max_size=9, unique=True), st.randoms(use_true_random=False))
def test_a_permutation_changes_the_order_and_nothing_else(
    lines: list[AssetLine], chance: random.Random
) -> None:
    shuffled = chance.sample(lines, len(lines))

    comparison = compare(known(*lines), *shuffled)

    assert comparison.differences == ()
    assert comparison.reordered == (shuffled != lines)


@given(lists, lists)
def test_accepting_everything_makes_the_list_amount_to_the_new_one(
    old: list[AssetLine], new: list[AssetLine]
) -> None:
    comparison = compare(known(*old), *new)

    assert comparison.totals_after({one.key for one in comparison.differences}) == totals_of(new)
    assert comparison.totals_after(()) == totals_of(old)


@given(lists, lists)
def test_what_was_accepted_is_no_difference_the_next_time(old: list[AssetLine], new: list[AssetLine]) -> None:
    first = compare(known(*old), *new)
    gone = {one.known.item.uid for one in first.of(ChangeKind.GONE) if one.known}
    changed = {one.known.item.uid: one.line for one in first.of(ChangeKind.CHANGED) if one.known}
    stays = [one for one in known(*old) if one.item.uid not in gone]
    lines = [changed.get(one.item.uid) or one.item.asset for one in stays]
    lines += [one.line for one in first.of(ChangeKind.ADDED) if one.line]

    assert compare(known(*lines), *new).differences == ()


def test_a_corrected_identifier_is_a_change_and_not_a_loss() -> None:
    comparison = compare(known(a_car("11", OTHER), a_car("12", TYPO)), a_car("11", OTHER), a_car("12", VIN))

    found = only(comparison)
    assert found.kind is ChangeKind.CHANGED
    assert fields_of(found) == {"vin": (TYPO, VIN)}
    assert not found.doubtful


def test_a_misspelt_identifier_under_another_number_is_asked_about() -> None:
    found = only(compare(known(a_car("12", TYPO)), a_car("40", VIN)))

    assert found.kind is ChangeKind.CHANGED
    assert found.doubtful
    assert not found.is_usual


def test_another_vehicle_under_the_same_number_is_asked_about() -> None:
    found = only(compare(known(a_car("12", OTHER)), a_car("12", VIN)))

    assert found.kind is ChangeKind.CHANGED
    assert found.doubtful


def test_something_else_under_the_same_number_is_another_line() -> None:
    kinds = {one.kind for one in compare(known(a_line("1", "Table")), AssetLine("1", "Chair")).differences}

    assert kinds == {ChangeKind.ADDED, ChangeKind.GONE}


def test_lines_that_moved_up_are_found_by_their_identifiers() -> None:
    old = known(a_car("1", OTHER), a_car("2", VIN), a_car("3", "1M8GDM9AXKP042788"))

    comparison = compare(old, a_car("1", VIN), a_car("2", "1M8GDM9AXKP042788"))

    assert [one.known.item.asset.line_no for one in comparison.of(ChangeKind.GONE) if one.known] == ["1"]
    assert [fields_of(one) for one in comparison.of(ChangeKind.CHANGED)] == [
        {"line_no": ("2", "1")},
        {"line_no": ("3", "2")},
    ]


def test_a_list_without_numbers_leaves_the_numbers_as_they_are() -> None:
    stated = replace(EVERYTHING, fields=EVERYTHING.fields - {"line_no"})

    comparison = compare(
        known(a_car("7", VIN), a_car("9", OTHER)),
        a_car("1", OTHER),
        a_car("2", "SECOND1234567"),
        stated=stated,
    )

    assert [one.line.line_no for one in comparison.of(ChangeKind.ADDED) if one.line] == ["10"]
    assert comparison.of(ChangeKind.CHANGED) == ()


def test_what_the_new_version_has_no_column_for_stays() -> None:
    old = known(a_car("1", VIN, receiving_unit="North", details=(("Colour", "red"), ("Note", "old"))))
    stated = Stated(frozenset({"line_no", "description", "vin", "quantity"}), frozenset({"VIN", "Note"}))
    new = replace(a_car("1", VIN, details=(("Note", "new"),)), make="", model="", unit_price=None)

    found = only(compare(old, new, stated=stated))

    assert found.fields == (FieldChange("detail", "old", "new", "Note"),)
    assert found.line == replace(old[0].item.asset, details=(("Colour", "red"), ("Note", "new")))


def test_a_row_that_cannot_be_read_takes_no_line_away() -> None:
    old = known(a_car("1", VIN), a_car("2", OTHER))
    broken = [NewRow(2, a_car("1", VIN, quantity=Decimal(4)), readable=False), NewRow(3, a_car("2", OTHER))]

    comparison = compare_versions(old, broken, stated=EVERYTHING, list_no=0)

    assert comparison.differences == ()
    assert comparison.unread == 1


def test_lines_of_another_list_are_not_gone_and_not_added_again() -> None:
    old = known(a_car("1", VIN)) + known(a_car("1", OTHER), list_no=1)

    comparison = compare(old, a_car("1", VIN), a_car("1", OTHER))

    assert comparison.differences == ()


def test_the_list_that_has_most_in_common_is_the_one_that_is_replaced() -> None:
    old = known(a_car("1", VIN)) + known(a_car("1", OTHER), list_no=1)

    assert choose_list(old, rows(a_car("1", OTHER), a_line("2"))) == (1, 1)
    assert choose_list(old, rows(a_line("2"))) == (1, 0)
    assert choose_list([], rows(a_line("2"))) == (None, 0)


def test_what_was_presented_without_being_listed_comes_onto_the_list() -> None:
    old = known(a_car("X-001", VIN), finding=accepted("1"), origin=Origin.EXTRA, list_no=None)

    found = only(compare(old, a_car("1", VIN)))

    assert found.kind is ChangeKind.CHANGED
    assert found.step is LineStep.LISTED


def test_the_vehicle_that_stood_there_is_the_one_that_the_corrected_line_means() -> None:
    missing = known(a_car("12", TYPO), finding=a_finding(Outcome.MISSING, "0", "0"))
    present = known(a_car("X-001", VIN), finding=accepted("1"), origin=Origin.EXTRA, list_no=None)

    comparison = compare(missing + present, a_car("12", VIN))

    assert {(one.kind, one.step) for one in comparison.differences} == {
        (ChangeKind.GONE, LineStep.WITHDRAWN),
        (ChangeKind.CHANGED, LineStep.LISTED),
    }


def test_a_line_that_is_gone_stays_where_something_was_found() -> None:
    (found,) = known(a_car("1", VIN), finding=accepted("1"))
    (missing,) = known(a_car("1", VIN), finding=a_finding(Outcome.MISSING, "0", "0"))
    (disputed,) = known(a_car("1", VIN))

    assert only(compare([found])).step is LineStep.KEPT
    assert only(compare([missing])).step is LineStep.WITHDRAWN
    assert only(compare([replace(disputed, conflict=True)])).step is LineStep.KEPT
    assert only(compare([replace(disputed, has_photos=True)])).step is LineStep.KEPT
    assert only(compare([disputed])).step is LineStep.WITHDRAWN


def test_a_line_that_comes_back_is_the_one_that_was_withdrawn() -> None:
    (gone,) = known(a_line("4", "Tent"))

    found = only(compare([replace(gone, item=replace(gone.item, position=-1))], a_line("4", "Tent")))

    assert (found.kind, found.step) == (ChangeKind.ADDED, LineStep.RESTORED)


def test_a_line_that_stayed_as_not_listed_is_known_again_without_identifiers() -> None:
    old = known(a_line("4", "Tent"), finding=accepted("1"), origin=Origin.EXTRA, list_no=0)

    assert only(compare(old, a_line("4", "Tent"))).step is LineStep.LISTED


def test_pairs_that_a_person_separated_come_apart() -> None:
    old = known(a_car("12", OTHER))

    comparison = compare(old, a_car("12", VIN), pairs=Pairs(apart=frozenset({(old[0].item.uid, 0)})))

    assert {one.kind for one in comparison.differences} == {ChangeKind.ADDED, ChangeKind.GONE}


def test_lines_that_a_person_paired_belong_together() -> None:
    old = known(a_line("1", "Table"))

    found = only(
        compare(old, AssetLine("8", "Chair"), pairs=Pairs(together=frozenset({(old[0].item.uid, 0)})))
    )

    assert found.kind is ChangeKind.CHANGED
    assert not found.doubtful


def test_a_change_of_what_the_check_relied_on_wants_a_second_look() -> None:
    checked = known(a_car("1", TYPO), finding=accepted("1"))

    assert only(compare(checked, a_car("1", VIN))).needs_second_look
    assert not only(compare(checked, a_car("1", VIN))).is_usual
    assert not only(compare(checked, a_car("1", TYPO, unit_price=eur("99.00")))).needs_second_look
    assert not only(compare(known(a_car("1", TYPO)), a_car("1", VIN))).needs_second_look
    words = known(a_line("1", "Tent, 12 persons"), finding=accepted("1"))
    assert only(compare(words, a_line("1", "Tent, 20 persons"))).needs_second_look


def a_check(name: str, minute: int) -> CheckRecord:
    at = datetime(2026, 11, 26, 9, minute, tzinfo=UTC)
    return CheckRecord(Uid(name), Uid("i"), accepted(), "A", at, "D", Method.CLICKED)


def test_the_mark_goes_once_somebody_has_looked_again() -> None:
    at = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    change = LineChange(
        Uid("c"), Uid("i"), 1, LineStep.CHANGED, a_car("1", TYPO), a_car("1", VIN), (Uid("k1"),), "A", at, "D"
    )
    price = replace(change, after=a_car("1", TYPO, unit_price=eur("1.00")))

    assert unseen_changes([change], [a_check("k1", 10)]) == (change,)
    assert unseen_changes([change], [a_check("k2", 40)]) == ()
    assert unseen_changes([price], [a_check("k1", 10)]) == ()


def test_a_record_of_before_the_change_that_arrives_later_is_marked_too() -> None:
    at = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    change = LineChange(
        Uid("c"), Uid("i"), 1, LineStep.CHANGED, a_car("1", TYPO), a_car("1", VIN), (), "A", at, "D"
    )

    assert unseen_changes([change], [a_check("from paper", 20)]) == (change,)


def test_fields_are_named_with_what_stood_and_what_stands_there() -> None:
    before = a_line("1", quantity=Decimal(2), details=(("Colour", "red"),))
    after = replace(before, quantity=Decimal(3), warranty_months=12, details=(("Colour", "blue"),))

    assert field_changes(before, after) == (
        FieldChange("quantity", Decimal(2), Decimal(3)),
        FieldChange("warranty_months", None, 12),
        FieldChange("detail", "red", "blue", "Colour"),
    )
