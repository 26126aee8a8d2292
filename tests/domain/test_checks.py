"""Findings that contradict themselves are refused; records amount to one result, whatever their order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import (
    CheckRecord,
    Finding,
    Outcome,
    Qualifier,
    Remark,
    check_finding,
    default_quantities,
    heads,
    outcome_for_counts,
)
from handover_desktop.domain.errors import Code, DomainError
from tests.domain.samples import (
    OTHER_VIN,
    a_finding,
    a_record,
    a_remark,
    a_vehicle,
    accepted,
    serial,
    some_boxes,
    vin,
)

REMARKED = {"remark": a_remark()}
CLOTH = AssetLine("C", "Cloth", quantity=Decimal("2.5"), unit="m")


@pytest.mark.parametrize(
    ("asset", "finding"),
    [
        (a_vehicle(), accepted()),
        (a_vehicle(), accepted(qualifier=Qualifier.SEALED)),
        (a_vehicle(), a_finding(Outcome.ACCEPTED_WITH_REMARKS, "1", "1", **REMARKED)),
        (a_vehicle(), a_finding(Outcome.NOT_ACCEPTED, "1", "0", **REMARKED)),
        (a_vehicle(), a_finding(Outcome.MISSING, "0", "0")),
        (a_vehicle(), a_finding(Outcome.NOT_CHECKED, "0", "0")),
        (some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "58", "58")),
        (some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "60", "57", **REMARKED)),
        (some_boxes(), accepted("62")),
        (CLOTH, a_finding(Outcome.PARTLY_ACCEPTED, "2.5", "2.25")),
    ],
)
def test_a_finding_that_agrees_with_itself_passes(asset: AssetLine, finding: Finding) -> None:
    check_finding(asset, finding)


@pytest.mark.parametrize(
    ("asset", "finding", "code"),
    [
        (a_vehicle(), a_finding(Outcome.ACCEPTED, "-1", "0"), Code.QUANTITY_NEGATIVE),
        (a_vehicle(), a_finding(Outcome.ACCEPTED, "1", "-1"), Code.QUANTITY_NEGATIVE),
        (some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "58.5", "58"), Code.QUANTITY_NOT_WHOLE),
        (some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "58", "57.5"), Code.QUANTITY_NOT_WHOLE),
        (CLOTH, a_finding(Outcome.PARTLY_ACCEPTED, "2.5", "2.3333"), Code.QUANTITY_NOT_A_NUMBER),
        (some_boxes(), accepted("1E+15"), Code.QUANTITY_NOT_A_NUMBER),
        (some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "57", "58"), Code.ACCEPTED_OVER_PRESENTED),
        (a_vehicle(), a_finding(Outcome.ACCEPTED, "1", "0"), Code.QUANTITY_CONTRADICTS),
        (some_boxes(), a_finding(Outcome.ACCEPTED, "60", "58"), Code.QUANTITY_CONTRADICTS),
        (a_vehicle(), a_finding(Outcome.NOT_ACCEPTED, "1", "1", **REMARKED), Code.QUANTITY_CONTRADICTS),
        (a_vehicle(), a_finding(Outcome.MISSING, "1", "0"), Code.QUANTITY_CONTRADICTS),
        (a_vehicle(), a_finding(Outcome.NOT_CHECKED, "1", "1"), Code.QUANTITY_CONTRADICTS),
        (some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "60", "60"), Code.QUANTITY_CONTRADICTS),
        (some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "60", "0"), Code.QUANTITY_CONTRADICTS),
        (a_vehicle(), a_finding(Outcome.ACCEPTED_WITH_REMARKS, "1", "1"), Code.REMARK_NEEDED),
        (a_vehicle(), a_finding(Outcome.NOT_ACCEPTED, "1", "0"), Code.REMARK_NEEDED),
        (a_vehicle(), a_finding(Outcome.NOT_ACCEPTED, "1", "0", remark=Remark(" \t")), Code.REMARK_NEEDED),
        (a_vehicle(), accepted(readings=(vin(OTHER_VIN),)), Code.IDENTITY_MISMATCH),
    ],
)
def test_a_finding_that_contradicts_itself_is_refused(asset: AssetLine, finding: Finding, code: Code) -> None:
    with pytest.raises(DomainError) as refused:
        check_finding(asset, finding)

    assert refused.value.code is code


@pytest.mark.parametrize("written", ["0syzzzv11zr000001", "0SYZ ZZV1 1ZR0 00001", "0ЅYZZZV11ZR000001"])
def test_another_writing_of_the_listed_identifier_is_no_mismatch(written: str) -> None:
    check_finding(a_vehicle(), accepted(readings=(vin(written),)))


def test_an_identifier_that_the_list_lacks_is_no_mismatch() -> None:
    check_finding(a_vehicle(), accepted(readings=(serial("SYN-1"),)))


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED_WITH_REMARKS, Outcome.NOT_ACCEPTED])
def test_a_mismatch_may_be_recorded_with_a_remark(outcome: Outcome) -> None:
    presented, taken = default_quantities(a_vehicle(), outcome)

    check_finding(
        a_vehicle(), Finding(outcome, presented, taken, remark=a_remark(), readings=(vin(OTHER_VIN),))
    )


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.PARTLY_ACCEPTED])
@pytest.mark.parametrize("asset", [a_vehicle(), some_boxes(), CLOTH])
def test_the_counts_that_an_outcome_means_do_not_contradict_it(outcome: Outcome, asset: AssetLine) -> None:
    presented, taken = default_quantities(asset, outcome)

    check_finding(asset, Finding(outcome, presented, taken, remark=a_remark()))


@pytest.mark.parametrize(
    ("chosen", "taken", "amounts_to"),
    [
        (Outcome.ACCEPTED, "60", Outcome.ACCEPTED),
        (Outcome.ACCEPTED, "62", Outcome.ACCEPTED),
        (Outcome.ACCEPTED, "58", Outcome.PARTLY_ACCEPTED),
        (Outcome.ACCEPTED_WITH_REMARKS, "1", Outcome.PARTLY_ACCEPTED),
        (Outcome.ACCEPTED_WITH_REMARKS, "60", Outcome.ACCEPTED_WITH_REMARKS),
        (Outcome.ACCEPTED, "0", Outcome.ACCEPTED),
        (Outcome.NOT_ACCEPTED, "0", Outcome.NOT_ACCEPTED),
        (Outcome.MISSING, "0", Outcome.MISSING),
        (Outcome.NOT_CHECKED, "0", Outcome.NOT_CHECKED),
        (Outcome.PARTLY_ACCEPTED, "58", Outcome.PARTLY_ACCEPTED),
    ],
)
def test_fewer_accepted_than_listed_is_partly_accepted(
    chosen: Outcome, taken: str, amounts_to: Outcome
) -> None:
    assert outcome_for_counts(chosen, some_boxes(), Decimal(60), Decimal(taken)) is amounts_to


@st.composite
def histories(draw: st.DrawFn) -> list[CheckRecord]:
    """Records that replace any records before them, as teams make them that do not see each other."""
    names = [f"r{number:02d}" for number in range(draw(st.integers(0, 7)))]
    return [
        a_record(name, replaces=tuple(draw(st.sets(st.sampled_from(names[:at])))) if at else ())
        for at, name in enumerate(names)
    ]


@given(histories(), st.data())
def test_the_result_depends_on_neither_order_nor_repetition(
    records: list[CheckRecord], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(records))) if records else []
    mixed = data.draw(st.permutations([*records, *again]))

    assert heads(mixed) == heads(records)


@given(histories())
def test_the_heads_are_exactly_the_records_that_none_replaces(records: list[CheckRecord]) -> None:
    found = heads(records)
    replaced = {old for record in records for old in record.replaces}

    assert {record.id for record in found} == {record.id for record in records} - replaced
    assert bool(found) == bool(records)


def test_two_records_that_do_not_know_each_other_are_a_conflict() -> None:
    first, one, other = a_record("a"), a_record("b", replaces=("a",)), a_record("c", replaces=("a",))

    assert heads([first, one, other]) == (one, other)


def test_a_record_that_names_both_resolves_a_conflict() -> None:
    records = [a_record("a"), a_record("b"), a_record("c", replaces=("a", "b"))]

    assert heads(records) == (records[2],)


def test_a_record_may_arrive_before_the_one_it_replaces() -> None:
    later = a_record("b", replaces=("a",))

    assert heads([later]) == (later,)
    assert heads([later, a_record("a")]) == (later,)
