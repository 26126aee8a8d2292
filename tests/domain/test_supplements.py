"""A supplementary protocol carries over exactly what is open: no piece is lost on the way, none comes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Finding, Outcome, Remark, Settlement, check_finding
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.supplements import carry_over, is_open, is_open_point, open_pieces
from handover_desktop.domain.tally import Group, shares
from tests.domain.samples import a_vehicle, serial, some_boxes, vin

REPAIR = Remark("1 of 2 keys", agreed_action="Bring the key", deadline=date(2025, 1, 15))
NOTED = Remark("Scratch on the door")

prices = st.none() | st.integers(0, 10**9).map(lambda minor: Money("EUR", minor))


@st.composite
def lines(draw: st.DrawFn) -> AssetLine:
    whole = draw(st.booleans())
    quantity = Decimal(draw(st.integers(1, 90))) if whole else Decimal(draw(st.integers(1, 90_000))) / 1000
    return AssetLine(
        "7", "Line", quantity, unit_price=draw(prices), line_value=draw(prices), remark=draw(st.just(""))
    )


def findings(draw: st.DataObject, asset: AssetLine) -> Finding | None:
    """Draw what a person can record for a line."""
    if draw.draw(st.integers(0, 5)) == 0:
        return None
    whole = asset.quantity == asset.quantity.to_integral_value()
    most = int(asset.quantity * (1 if whole else 1000)) + 3
    scale = Decimal(1) if whole else Decimal(1000)
    presented = Decimal(draw.draw(st.integers(0, most))) / scale
    accepted = min(Decimal(draw.draw(st.integers(0, most))) / scale, presented)
    found = [
        Finding(outcome, presented, accepted, remark=remark)
        for outcome in Outcome
        for remark in (None, NOTED, REPAIR)
    ]
    return draw.draw(st.sampled_from([one for one in found if _is_sound(asset, one)] or [None]))


def _is_sound(asset: AssetLine, finding: Finding) -> bool:
    try:
        check_finding(asset, finding)
    except DomainError:
        return False
    return True


def item(asset: AssetLine, finding: Finding | None, origin: Origin = Origin.LISTED) -> SnapshotItem:
    return SnapshotItem(Uid("item"), 1, asset, origin, finding=finding)


def carried(parent: SnapshotItem) -> AssetLine:
    return carry_over(parent, lambda text: text)


@given(asset=lines(), data=st.data())
def test_what_was_accepted_and_what_is_carried_make_up_the_line(
    asset: AssetLine, data: st.DataObject
) -> None:
    parent = item(asset, findings(data, asset))
    taken = (
        parent.finding.accepted if parent.finding and parent.finding.outcome is not Outcome.NOT_CHECKED else 0
    )
    assert taken + open_pieces(parent) == max(asset.quantity, taken)
    if is_open(parent):
        assert carried(parent).quantity == open_pieces(parent)


@settings(max_examples=300)
@given(asset=lines(), data=st.data())
def test_along_a_chain_of_supplements_pieces_are_neither_lost_nor_doubled(
    asset: AssetLine, data: st.DataObject
) -> None:
    now, origin, accepted = asset, Origin.LISTED, Decimal(0)
    for _step in range(5):
        current = item(now, findings(data, now), origin)
        finding = current.finding
        if finding is not None and finding.outcome.takes_over:
            accepted += min(finding.accepted, now.quantity)
        assert accepted + open_pieces(current) == asset.quantity
        if not is_open(current):
            assert accepted == asset.quantity
            return
        following = carried(current)
        assert following.quantity <= now.quantity
        now, origin = following, Origin.CARRIED_OVER


@given(asset=lines(), data=st.data())
def test_a_chain_ends_once_everything_is_accepted(asset: AssetLine, data: st.DataObject) -> None:
    parent = item(asset, findings(data, asset))
    assume(is_open(parent))
    child = carried(parent)
    done = Finding(Outcome.ACCEPTED, child.quantity, child.quantity, settlement=Settlement.LATE)
    check_finding(child, done)
    assert not is_open(item(child, done, Origin.CARRIED_OVER))


@given(asset=lines(), data=st.data())
def test_the_value_of_the_line_is_parted_between_parent_and_child(
    asset: AssetLine, data: st.DataObject
) -> None:
    parent = item(asset, findings(data, asset))
    assume((is_open(parent) and parent.finding is None) or open_pieces(parent))
    whole = asset.value
    child = carried(parent)
    assert (child.value is None) == (whole is None)
    if whole is None or child.value is None:
        return
    taken = sum(
        share.value.minor
        for share in shares(asset, Origin.LISTED, parent.finding)
        if share.value and share.group in (Group.ACCEPTED, Group.ACCEPTED_WITH_REMARKS, Group.PARTLY_ACCEPTED)
    )
    assume(parent.finding is None or parent.finding.presented <= asset.quantity)
    assert abs(taken + child.value.minor - whole.minor) <= 1


def test_of_60_boxes_58_accepted_two_are_carried_with_what_was_agreed() -> None:
    finding = Finding(Outcome.PARTLY_ACCEPTED, Decimal(60), Decimal(58), remark=replace(REPAIR, text="2 wet"))
    child = carried(item(some_boxes(), finding))
    assert child.quantity == 2
    assert child.remark == "2 wet"
    assert dict(child.details) == {"Agreed action": "Bring the key", "Deadline": "2025-01-15"}


def test_refused_pieces_beyond_the_list_are_owed_by_nobody() -> None:
    finding = Finding(Outcome.PARTLY_ACCEPTED, Decimal(65), Decimal(58), remark=NOTED)
    assert open_pieces(item(some_boxes(), finding)) == 2


def test_more_than_listed_leaves_nothing_open() -> None:
    assert not is_open(item(some_boxes(), Finding(Outcome.ACCEPTED, Decimal(62), Decimal(62))))


@pytest.mark.parametrize(
    ("finding", "left"), [(None, 1), (Outcome.NOT_CHECKED, 1), (Outcome.NOT_ACCEPTED, 0)]
)
def test_of_what_is_not_on_the_list_only_the_decision_that_nobody_made_is_open(
    finding: Outcome | None, left: int
) -> None:
    found = Finding(finding, Decimal(0), Decimal(0), remark=NOTED) if finding else None
    assert open_pieces(item(a_vehicle(), found, Origin.EXTRA)) == left


def test_a_vehicle_taken_over_with_one_key_is_an_open_point_without_pieces() -> None:
    finding = Finding(Outcome.ACCEPTED_WITH_REMARKS, Decimal(1), Decimal(1), remark=REPAIR)
    parent = item(a_vehicle(), finding)
    child = carried(parent)
    assert is_open_point(parent)
    assert (child.quantity, child.value, child.remark) == (0, Money("EUR", 0), "1 of 2 keys")
    assert ("Deadline", "2025-01-15") in child.details
    assert not child.is_counted


def test_a_remark_that_asks_for_nothing_is_no_open_point() -> None:
    finding = Finding(Outcome.ACCEPTED_WITH_REMARKS, Decimal(1), Decimal(1), remark=NOTED)
    assert not is_open(item(a_vehicle(), finding))


@pytest.mark.parametrize(
    ("outcome", "remark", "open_still"),
    [
        (Outcome.ACCEPTED, None, False),
        (Outcome.ACCEPTED_WITH_REMARKS, NOTED, False),
        (Outcome.ACCEPTED_WITH_REMARKS, REPAIR, True),
        (Outcome.NOT_ACCEPTED, NOTED, True),
        (Outcome.MISSING, None, True),
        (Outcome.NOT_CHECKED, None, True),
    ],
)
def test_a_point_stays_open_until_it_is_accepted(
    outcome: Outcome, remark: Remark | None, open_still: bool
) -> None:
    point = replace(a_vehicle(), quantity=Decimal(0), unit_price=Money("EUR", 0))
    finding = Finding(outcome, Decimal(0), Decimal(0), remark=remark)
    check_finding(point, finding)
    assert is_open(item(point, finding, Origin.CARRIED_OVER)) is open_still


def test_a_replaced_item_is_accepted_with_another_identifier() -> None:
    new = (vin("0SYZZZV11ZR000009"),)
    replaced = Finding(Outcome.ACCEPTED, Decimal(1), Decimal(1), readings=new, settlement=Settlement.REPLACED)
    check_finding(a_vehicle(), replaced)
    with pytest.raises(DomainError) as refused:
        check_finding(a_vehicle(), replace(replaced, settlement=Settlement.REPAIRED))
    assert refused.value.code is Code.IDENTITY_MISMATCH


def test_a_later_agreement_takes_the_place_of_the_earlier_one() -> None:
    asset = replace(
        a_vehicle(identifiers=(serial("S1"),)), details=(("Colour", "white"), ("Deadline", "2024-12-20"))
    )
    finding = Finding(Outcome.NOT_ACCEPTED, Decimal(1), Decimal(0), remark=REPAIR)
    assert dict(carried(item(asset, finding)).details) == {
        "Colour": "white",
        "Agreed action": "Bring the key",
        "Deadline": "2025-01-15",
    }
