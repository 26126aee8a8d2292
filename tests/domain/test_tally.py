"""The summary accounts for every piece and every cent exactly once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Finding, Outcome
from handover_desktop.domain.money import Money, add_up
from handover_desktop.domain.tally import TAKEN_OVER, Group, TallyRow, shares, tally
from tests.domain.samples import (
    a_finding,
    a_remark,
    a_vehicle,
    accepted,
    asset_lines,
    consistent_findings,
    eur,
    some_boxes,
)


@st.composite
def checked_lines(draw: st.DrawFn) -> tuple[AssetLine, Origin, Finding | None]:
    asset = draw(asset_lines)
    return asset, draw(st.sampled_from(Origin)), draw(st.none() | consistent_findings(asset))


def pieces_by_group(
    asset: AssetLine, finding: Finding | None, origin: Origin = Origin.LISTED
) -> dict[str, int]:
    return {share.group.value: int(share.pieces) for share in shares(asset, origin, finding)}


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (None, {"not-checked": 60}),
        (a_finding(Outcome.NOT_CHECKED, "0", "0"), {"not-checked": 60}),
        (accepted("60"), {"accepted": 60}),
        (a_finding(Outcome.ACCEPTED_WITH_REMARKS, "60", "60"), {"accepted-with-remarks": 60}),
        (a_finding(Outcome.PARTLY_ACCEPTED, "58", "58"), {"partly-accepted": 58, "missing": 2}),
        (a_finding(Outcome.PARTLY_ACCEPTED, "60", "57"), {"partly-accepted": 57, "not-accepted": 3}),
        (
            a_finding(Outcome.PARTLY_ACCEPTED, "58", "55"),
            {"partly-accepted": 55, "not-accepted": 3, "missing": 2},
        ),
        (a_finding(Outcome.NOT_ACCEPTED, "60", "0"), {"not-accepted": 60}),
        (a_finding(Outcome.NOT_ACCEPTED, "50", "0"), {"not-accepted": 50, "missing": 10}),
        (a_finding(Outcome.MISSING, "0", "0"), {"missing": 60}),
        (accepted("62"), {"accepted": 62}),
    ],
)
def test_a_counted_line_is_split_by_where_its_pieces_ended_up(
    finding: Finding | None, expected: dict[str, int]
) -> None:
    assert pieces_by_group(some_boxes(), finding) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (None, {"surplus": 1}),
        (a_finding(Outcome.NOT_ACCEPTED, "1", "0"), {"surplus": 1}),
        (a_finding(Outcome.NOT_CHECKED, "0", "0"), {"surplus": 1}),
        (accepted(), {"accepted": 1}),
        (a_finding(Outcome.ACCEPTED_WITH_REMARKS, "1", "1"), {"accepted-with-remarks": 1}),
    ],
)
def test_an_item_that_was_not_listed_is_surplus_until_it_is_taken_over(
    finding: Finding | None, expected: dict[str, int]
) -> None:
    assert pieces_by_group(a_vehicle(), finding, Origin.EXTRA) == expected


@given(checked_lines())
def test_every_piece_of_a_line_is_in_exactly_one_group(
    line: tuple[AssetLine, Origin, Finding | None],
) -> None:
    asset, origin, finding = line
    parts = shares(asset, origin, finding)
    counted = finding.presented if finding and finding.outcome is not Outcome.NOT_CHECKED else Decimal(0)
    surplus = origin is Origin.EXTRA and not (finding and finding.outcome.takes_over)

    assert sum(part.pieces for part in parts) == (asset.quantity if surplus else max(asset.quantity, counted))
    assert sum(part.is_main for part in parts) == 1
    assert all(part.pieces >= 0 for part in parts)


@given(st.integers(0, 100_000), st.integers(0, 9), st.integers(0, 9), st.integers(1, 9))
def test_a_stated_total_is_shared_out_to_the_last_cent(
    cents: int, short: int, refused: int, taken: int
) -> None:
    line = some_boxes(quantity=str(short + refused + taken), unit_price=None, line_value=Money("EUR", cents))
    outcome = Outcome.PARTLY_ACCEPTED if short + refused else Outcome.ACCEPTED
    parts = shares(line, Origin.LISTED, a_finding(outcome, str(refused + taken), str(taken)))

    assert sum(part.value.minor for part in parts if part.value) == cents


@given(checked_lines())
def test_the_value_of_a_fully_accounted_line_is_never_lost_in_rounding(
    line: tuple[AssetLine, Origin, Finding | None],
) -> None:
    asset, origin, finding = line
    parts = shares(asset, origin, finding)
    values = [part.value for part in parts if part.value is not None]

    if sum(part.pieces for part in parts) == asset.quantity and asset.value is not None:
        assert add_up(values) == (asset.value,)


@given(st.lists(checked_lines(), max_size=6))
def test_the_summary_counts_every_line_once_and_adds_up_by_currency(
    lines: list[tuple[AssetLine, Origin, Finding | None]],
) -> None:
    summary = tally(lines)
    everything = summary.total(*Group)
    parts = [part for line in lines for part in shares(*line)]

    assert everything.lines == len(lines)
    assert everything.pieces == sum((part.pieces for part in parts), Decimal(0))
    assert everything.values == add_up(part.value for part in parts if part.value is not None)
    assert everything.unpriced == sum(part.value is None for part in parts)
    assert [row.group for row in summary.rows] == sorted({p.group for p in parts}, key=list(Group).index)


@given(st.lists(checked_lines(), max_size=6), st.randoms())
def test_the_order_of_lines_does_not_matter(
    lines: list[tuple[AssetLine, Origin, Finding | None]], chance: object
) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert tally(shuffled) == tally(lines)


def test_the_total_of_the_list_leaves_out_what_was_not_on_it() -> None:
    summary = tally(
        [
            (a_vehicle("1"), Origin.LISTED, accepted()),
            (a_vehicle("2"), Origin.LISTED, a_finding(Outcome.MISSING, "0", "0")),
            (a_vehicle("3"), Origin.EXTRA, None),
        ]
    )

    assert summary.total() == TallyRow(Group.ACCEPTED, 2, Decimal(2), (eur("38900.00"),))
    assert summary.total(Group.SURPLUS).lines == 1


def test_taken_over_is_all_that_is_accepted_in_any_way() -> None:
    summary = tally(
        [
            (a_vehicle("1"), Origin.LISTED, accepted()),
            (a_vehicle("2"), Origin.LISTED, a_finding(Outcome.ACCEPTED_WITH_REMARKS, "1", "1")),
            (some_boxes("3"), Origin.LISTED, a_finding(Outcome.PARTLY_ACCEPTED, "58", "58")),
            (a_vehicle("4"), Origin.LISTED, a_finding(Outcome.NOT_ACCEPTED, "1", "0", remark=a_remark())),
        ]
    )

    assert summary.taken_over.pieces == 60
    assert summary.taken_over.values == (eur("42844.00"),)
    assert summary.taken_over == summary.total(*TAKEN_OVER)


def test_currencies_stay_apart_and_lines_without_price_are_counted() -> None:
    dinars = a_vehicle("2", unit_price=Money("RSD", 200_000_000))
    unpriced = replace(a_vehicle("3"), unit_price=None)

    row = tally((line, Origin.LISTED, accepted()) for line in (a_vehicle("1"), dinars, unpriced)).taken_over

    assert row.values == (eur("19450.00"), Money("RSD", 200_000_000))
    assert row.unpriced == 1
    assert row.lines == 3


def test_nothing_adds_up_to_nothing() -> None:
    assert tally([]).rows == ()
    assert tally([]).total() == TallyRow(Group.ACCEPTED, 0, Decimal(0), ())
