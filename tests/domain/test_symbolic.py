"""A symbolic handover states what is listed, by groups; its figures are compared with what was accepted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.money import Money, add_up
from handover_desktop.domain.states import State, check_step
from handover_desktop.domain.symbolic import (
    Grouping,
    GroupTotal,
    ListedLine,
    accepted_groups,
    compare,
    differing_groups,
    listed_groups,
    propose_grouping,
    total_of,
)
from handover_desktop.domain.tally import tally
from tests.domain.samples import (
    a_finding,
    a_vehicle,
    accepted,
    asset_lines,
    consistent_findings,
    eur,
    some_boxes,
)

VAN = replace(a_vehicle("1"), category="Vans", lot="L-1")
CAR = replace(a_vehicle("2"), category="Cars", lot="L-1")
BOXES = replace(some_boxes("3"), category="Cars")


@st.composite
def checked_lines(draw: st.DrawFn) -> ListedLine:
    asset = replace(draw(asset_lines), category=draw(st.sampled_from(("", "Vans", "Cars"))))
    return asset, draw(st.sampled_from(Origin)), draw(st.none() | consistent_findings(asset))


lists = st.lists(checked_lines(), max_size=8)


def listed(*assets: AssetLine) -> list[ListedLine]:
    return [(asset, Origin.LISTED, None) for asset in assets]


@given(lists, st.sampled_from(Grouping))
def test_groups_add_up_to_all_that_is_listed(lines: list[ListedLine], grouping: Grouping) -> None:
    total = total_of(listed_groups(lines, grouping))
    assets = [asset for asset, origin, _finding in lines if origin is not Origin.EXTRA]
    assert total.lines == len(assets)
    assert total.pieces == sum(asset.quantity for asset in assets)
    assert total.values == add_up(asset.value for asset in assets if asset.value)
    assert total.unpriced == sum(asset.value is None for asset in assets)


@given(lists, st.sampled_from(Grouping))
def test_groups_of_what_is_accepted_add_up_to_the_summary(
    lines: list[ListedLine], grouping: Grouping
) -> None:
    total, summary = total_of(accepted_groups(lines, grouping)), tally(lines).taken_over
    assert (total.lines, total.pieces, total.values) == (summary.lines, summary.pieces, summary.values)


@given(lists, lists)
def test_a_difference_is_none_exactly_where_the_figures_agree(
    some: list[ListedLine], others: list[ListedLine]
) -> None:
    one, other = (total_of(listed_groups(lines, Grouping.CATEGORY)) for lines in (some, others))
    there, back = compare(one, other), compare(other, one)
    assert bool(there) is bool(back)
    same_values = {m for m in one.values if m.minor} == {m for m in other.values if m.minor}
    assert bool(there) is not ((one.lines, one.pieces) == (other.lines, other.pieces) and same_values)
    assert add_up((*there.values, *back.values)) == tuple(Money(m.currency, 0) for m in there.values)


def test_groups_stand_in_the_order_of_the_list_and_currencies_are_never_mixed() -> None:
    dinars = replace(CAR, line_no="4", unit_price=Money("RSD", 100))
    cars, *others = listed_groups(listed(CAR, VAN, dinars, BOXES), Grouping.CATEGORY)
    assert (cars.name, cars.lines, [one.name for one in others]) == ("Cars", 3, ["Vans"])
    assert [money.currency for money in cars.values] == ["EUR", "RSD"]


def test_lots_are_proposed_only_for_a_list_without_categories() -> None:
    bare = replace(VAN, category="")
    assert propose_grouping([VAN, CAR]) is Grouping.CATEGORY
    assert propose_grouping([bare]) is Grouping.LOT
    assert propose_grouping([replace(bare, lot="")]) is Grouping.CATEGORY
    by_lot = listed_groups(listed(VAN, CAR, BOXES), Grouping.LOT)
    assert [(group.name, group.lines) for group in by_lot] == [("L-1", 2), ("", 1)]


def test_groups_that_make_up_for_each_other_are_named_all_the_same() -> None:
    stated = listed_groups(listed(VAN, CAR), Grouping.CATEGORY)
    came = [(VAN, Origin.LISTED, a_finding(Outcome.MISSING, "0", "0")), (CAR, Origin.LISTED, accepted("1"))]
    extra = (replace(CAR, line_no="+1"), Origin.EXTRA, accepted("1"))
    found = accepted_groups([*came, extra], Grouping.CATEGORY)
    assert not compare(total_of(stated), total_of(found))
    assert [
        (before.name, before.lines, after.lines) for before, after in differing_groups(stated, found)
    ] == [
        ("Vans", 1, 0),
        ("Cars", 1, 2),
    ]


def test_a_group_that_only_one_side_has_is_compared_with_nothing() -> None:
    group = GroupTotal("Vans", 1, Decimal(1), (eur("10"),))
    assert differing_groups((group,), ()) == ((group, GroupTotal("Vans", 0, Decimal(0), ())),)


def test_a_symbolic_handover_is_finalised_without_a_check() -> None:
    check_step("HO-1/C1", State.PREPARING, State.FINALISED, is_symbolic=True)
    check_step("HO-1/C1", State.SIGNED, State.CLOSED, is_symbolic=True)
    for following in (State.CHECKING, State.RECONCILED, State.SIGNED):
        with pytest.raises(DomainError) as refused:
            check_step("HO-1/C1", State.PREPARING, following, is_symbolic=True)
        assert refused.value.code is Code.WRONG_STATE
