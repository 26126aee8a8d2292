"""Values that tests of the domain and of the rooms above it are made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.audit import GENESIS, AuditEntry, link
from handover_desktop.domain.checks import (
    CheckRecord,
    Finding,
    Method,
    Outcome,
    Qualifier,
    Remark,
    RemarkType,
    check_finding,
)
from handover_desktop.domain.errors import DomainError
from handover_desktop.domain.handovers import (
    Capacity,
    Clause,
    CommissionMember,
    Handover,
    HandoverDetails,
    ListVersion,
    ParentProtocol,
    Party,
    PartyRole,
    ReceivingUnit,
)
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId, ItemId, Uid
from handover_desktop.domain.money import MINOR_UNITS, Money
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.domain.states import State

BELGRADE = timezone(timedelta(hours=1))
NOON = datetime(2024, 12, 5, 12, 0, tzinfo=BELGRADE)

VIN = "0SYZZZV11ZR000001"
OTHER_VIN = "0SYZZZV11ZR000002"


def vin(value: str = VIN) -> Identifier:
    return Identifier(IdentifierKind.VIN, value)


def serial(value: str) -> Identifier:
    return Identifier(IdentifierKind.SERIAL_NUMBER, value)


def imei(value: str) -> Identifier:
    return Identifier(IdentifierKind.IMEI, value)


def eur(amount: str) -> Money:
    return Money.of(Decimal(amount), "EUR")


def a_vehicle(line_no: str = "V-1", value: str = VIN, **changes: object) -> AssetLine:
    """One vehicle with a VIN and a price."""
    line = AssetLine(
        line_no,
        "Compact SUV 4×4",
        category="SUV",
        make="Demo",
        model="D-1",
        identifiers=(vin(value),),
        unit_price=eur("19450.00"),
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def some_boxes(line_no: str = "Q-1", quantity: str = "60", **changes: object) -> AssetLine:
    """A line of pieces that are counted and have no identifier."""
    line = AssetLine(
        line_no,
        "Illuminated magnifier",
        quantity=Decimal(quantity),
        category="Tools",
        unit_price=eur("68.00"),
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def an_item(asset: AssetLine, number: int = 1, *, origin: Origin = Origin.LISTED) -> Item:
    return Item(ItemId(number), Uid(f"item-{number}"), number, asset, origin)


def a_remark(text: str = "Scratch on the right rear door.") -> Remark:
    return Remark(text, RemarkType.DAMAGE, "Repair", "Supplier", date(2025, 1, 15))


def accepted(pieces: str = "1", **changes: object) -> Finding:
    """A plain acceptance of `pieces`."""
    found = Finding(Outcome.ACCEPTED, Decimal(pieces), Decimal(pieces))
    return replace(found, **changes)  # type: ignore[arg-type]


def a_finding(outcome: Outcome, presented: str, taken: str, **changes: object) -> Finding:
    found = Finding(outcome, Decimal(presented), Decimal(taken))
    return replace(found, **changes)  # type: ignore[arg-type]


def a_record(name: str, *, replaces: tuple[str, ...] = (), finding: Finding | None = None) -> CheckRecord:
    """A check record with the readable id `name`."""
    return CheckRecord(
        Uid(name),
        Uid("item-1"),
        finding or accepted(),
        "Demo Osoba 1",
        NOON,
        "K7Q2",
        Method.CLICKED,
        tuple(Uid(old) for old in replaces),
    )


def two_parties() -> tuple[Party, ...]:
    """A side that hands over and one that receives, complete in every field that is asked about."""
    return (
        Party(PartyRole.TRANSFEROR, "Demo Partner", "", "", "Sample Officer A", "Manager", "PoA 1"),
        Party(PartyRole.RECIPIENT, "Demo Ministry", "Демо", "", "Demo Osoba 1", "Chair", "Decision 2"),
    )


def complete_details(**changes: object) -> HandoverDetails:
    """Details about which nothing is open on 5 December 2024."""
    details = HandoverDetails(
        title="Vehicles",
        place="Beograd",
        handover_date=NOON.date(),
        parties=two_parties(),
        clauses=(Clause("received", (("en", "Received."), ("sr-Cyrl", "Примљено."))),),
    )
    return replace(details, **changes)  # type: ignore[arg-type]


def a_handover(**changes: object) -> Handover:
    handover = Handover(
        HandoverId(1), Uid("handover-1"), "HO-2024-0001", State.CHECKING, NOON, 1, complete_details()
    )
    return replace(handover, **changes)  # type: ignore[arg-type]


def a_chain(length: int, *, device: str = "K7Q2", start: datetime = NOON) -> list[AuditEntry]:
    """A whole chain of one device, a second between entries."""
    entries: list[AuditEntry] = []
    for sequence in range(1, length + 1):
        entries.append(
            link(
                entries[-1].hash if entries else GENESIS,
                device=device,
                sequence=sequence,
                at=start + timedelta(seconds=sequence),
                actor="Demo Operator",
                action="check-recorded",
                subject=f"item-{sequence}",
                payload="{}",
            )
        )
    return entries


# What Hypothesis draws from

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
wholes = st.integers(0, 500).map(Decimal)
identifiers = st.builds(Identifier, st.sampled_from(IdentifierKind), words)
moneys = st.builds(Money, st.sampled_from(sorted(MINOR_UNITS)), st.integers(0, 10**12))
instants = st.datetimes(
    datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.sampled_from([UTC, BELGRADE])
)
dates = st.dates(date(2000, 1, 1), date(2090, 1, 1))
remarks = st.builds(Remark, texts, st.sampled_from(RemarkType), texts, texts, st.none() | dates)

asset_lines = st.builds(
    AssetLine,
    words,
    texts,
    quantity=st.integers(1, 500).map(Decimal) | st.decimals("0.001", 900, places=3),
    identifiers=st.lists(identifiers, max_size=3).map(tuple),
    unit_price=st.none() | moneys,
    line_value=st.none() | moneys,
    warranty_months=st.none() | st.integers(0, 60),
    details=st.lists(st.tuples(words, texts), max_size=2).map(tuple),
)


@st.composite
def consistent_findings(draw: st.DrawFn, asset: AssetLine) -> Finding:
    """Draw a finding for `asset` that does not contradict itself, by the domain's own judgement."""
    top = max(int(asset.quantity), 1) + 3
    finding = Finding(
        draw(st.sampled_from(Outcome)),
        Decimal(draw(st.integers(0, top))),
        Decimal(draw(st.integers(0, top))),
        draw(st.none() | st.just(Qualifier.SEALED)),
        draw(st.none() | remarks),
    )
    try:
        check_finding(asset, finding)
    except DomainError:
        whole = asset.quantity
        return Finding(Outcome.ACCEPTED, whole, whole)
    return finding


@st.composite
def snapshot_items(draw: st.DrawFn) -> SnapshotItem:
    asset = draw(asset_lines)
    return SnapshotItem(
        Uid(draw(words)),
        draw(st.integers(1, 10_000)),
        asset,
        draw(st.sampled_from(Origin)),
        draw(texts),
        draw(st.none() | consistent_findings(asset)),
        draw(texts),
        draw(st.none() | instants),
    )


details = st.builds(
    HandoverDetails,
    title=texts,
    place=texts,
    handover_date=st.none() | dates,
    starts_at=st.none() | instants,
    parties=st.lists(st.builds(Party, st.sampled_from(PartyRole), texts, texts, signs=st.booleans())).map(
        tuple
    ),
    commission=st.lists(st.builds(CommissionMember, texts, texts, st.sampled_from(Capacity)), max_size=2).map(
        tuple
    ),
    receiving_units=st.lists(st.builds(ReceivingUnit, words, texts), max_size=2).map(tuple),
    originals=st.integers(1, 9),
    clauses=st.lists(st.builds(Clause, words, st.just((("en", "Yes."), ("sr-Cyrl", "Да.")))), max_size=2).map(
        tuple
    ),
)

snapshots = st.builds(
    Snapshot,
    reference=texts,
    number=texts,
    demo=st.booleans(),
    details=details,
    items=st.lists(snapshot_items(), max_size=4).map(tuple),
    lists=st.lists(st.builds(ListVersion, words, words, words, st.integers(0, 99), instants), max_size=2).map(
        tuple
    ),
    parent=st.none() | st.builds(ParentProtocol, words, words, words),
    finalised_at=st.none() | instants,
    device=words,
    audit_sequence=st.integers(0, 10**6),
    audit_head=words,
    program=texts,
)
