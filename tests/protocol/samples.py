"""Snapshots that the tests of the document are made from. All names and identifiers are invented."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Finding, Outcome, Qualifier, Remark, RemarkType, default_quantities
from handover_desktop.domain.handovers import (
    Capacity,
    CommissionMember,
    HandoverDetails,
    ListVersion,
    Party,
    PartyRole,
    ReceivingUnit,
)
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.signatures import Signature, SignatureKind, Stroke, StrokePoint
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Translator, load_translator
from handover_desktop.protocol.pages.clauses import default_clauses
from handover_desktop.protocol.pages.orders import PrintOrder
from handover_desktop.resources import resource_path
from handover_desktop.services.demo_list import demo_lines, demo_units

BELGRADE = timezone(timedelta(hours=1))
BOTH = ("en", "sr-Cyrl")

PARTIES = (
    Party(
        PartyRole.TRANSFEROR,
        "Sample Organization, Mission to Serbia",
        "Организација за пример, Мисија у Србији",
        "Sample Street 1, 11000 Belgrade",
        "Sample Officer A",
        "Chief of Operations",
        "Delegation of authority SAMPLE-17/2024",
    ),
    Party(
        PartyRole.RECIPIENT,
        "Ministry of Samples",
        "Министарство примера",
        "Пример булевар 2, 11000 Београд",
        "Демо Особа 1",
        "Начелник",
        "Решење 01-ПРИМЕР-123/24",
    ),
    Party(PartyRole.DONOR, "Delegation of Samples", "Делегација примера"),
    Party(
        PartyRole.WITNESS, "Sample Supplier d.o.o.", representative="Sample Person C", function="Technician"
    ),
    Party(PartyRole.END_USER, "Sample Unit"),
)

CYRILLIC_UNIT = ReceivingUnit("U02", "Regional Centre Subotica", "Регионални центар Суботица")
UNITS = (ReceivingUnit("U01", "Headquarters", "Седиште"), CYRILLIC_UNIT)


def moment(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 12, 5, hour, minute, tzinfo=BELGRADE)


@functools.cache
def translators() -> dict[str, Translator]:
    return {tag: load_translator(tag, resource_path("catalogues")) for tag in DOCUMENT_LANGUAGES}


def serial(value: str) -> Identifier:
    return Identifier(IdentifierKind.SERIAL_NUMBER, value)


def vin(value: str) -> Identifier:
    return Identifier(IdentifierKind.VIN, value)


def found(
    asset: AssetLine,
    outcome: Outcome = Outcome.ACCEPTED,
    *,
    counts: tuple[int, int] | None = None,
    remark: Remark | None = None,
    qualifier: Qualifier | None = None,
    readings: tuple[Identifier, ...] = (),
) -> Finding:
    presented, accepted = counts or default_quantities(asset, outcome)
    return Finding(outcome, Decimal(presented), Decimal(accepted), qualifier, remark, readings)


def numbered(results: Iterable[tuple[AssetLine, Finding | None]]) -> tuple[SnapshotItem, ...]:
    return tuple(
        SnapshotItem(Uid(f"item-{at}"), at, asset, Origin.LISTED, finding=finding)
        for at, (asset, finding) in enumerate(results, start=1)
    )


def all_accepted(assets: Iterable[AssetLine]) -> tuple[SnapshotItem, ...]:
    return numbered((asset, found(asset)) for asset in assets)


def vehicles() -> tuple[AssetLine, ...]:
    return demo_lines()[:72]


def every_outcome() -> tuple[SnapshotItem, ...]:
    """One line for each thing that can happen to it."""
    price = Money("EUR", 1_945_000)
    car = AssetLine(
        "1", "Compact SUV 4×4", category="Vehicles", make="Dacia", model="Duster", unit_price=price
    )
    plain = replace(car, identifiers=(vin("0SYZZZV11ZR000001"),), receiving_unit="U01")
    scratched = replace(car, line_no="2", identifiers=(vin("0SYZZZV11ZR000002"),), receiving_unit="U02")
    swapped = replace(car, line_no="3", identifiers=(vin("0SYZZZV11ZR000003"),), receiving_unit="U02")
    magnifiers = AssetLine(
        "4", "Магнификатор 10× UV", Decimal(60), unit_price=Money("EUR", 6800), receiving_unit="U01"
    )
    tablet = AssetLine(
        "5", "Rugged tablet 10″", identifiers=(serial("SYN-E13-0011"),), unit_price=Money("EUR", 135_000)
    )
    detector = AssetLine(
        "6",
        "Heartbeat detector set",
        kit_contents="4 sensors, console",
        identifiers=(serial("SYN-E33-0001"), Identifier(IdentifierKind.INVENTORY_NUMBER, "DEMO-2024-000601")),
        unit_price=Money("EUR", 2_480_000),
        receiving_unit="U01",
    )
    generator = AssetLine("7", "Generator 6 kVA", unit_price=Money("EUR", 178_000))
    scratch = Remark(
        "Scratch on the right rear door.", RemarkType.DAMAGE, "Repair", "Sample Supplier", date(2024, 12, 20)
    )
    short = Remark(
        "58 of 60 counted.", RemarkType.SHORTAGE, "Deliver 2 pieces", "Sample Supplier", date(2025, 1, 15)
    )
    other_vin = Remark("VIN differs by one character.", RemarkType.IDENTITY_MISMATCH)
    listed = numbered(
        (
            (plain, found(plain)),
            (scratched, found(scratched, Outcome.ACCEPTED_WITH_REMARKS, remark=scratch)),
            (
                swapped,
                found(swapped, Outcome.NOT_ACCEPTED, remark=other_vin, readings=(vin("0SYZZZV11ZB000003"),)),
            ),
            (magnifiers, found(magnifiers, Outcome.PARTLY_ACCEPTED, counts=(58, 58), remark=short)),
            (tablet, found(tablet, Outcome.MISSING)),
            (detector, found(detector, qualifier=Qualifier.SEALED)),
            (generator, found(generator, Outcome.NOT_CHECKED)),
        )
    )
    phone = AssetLine("+1", "Smartphone", identifiers=(serial("SYN-E14-0099"),))
    extra = SnapshotItem(
        Uid("item-8"),
        8,
        phone,
        Origin.EXTRA,
        "Found in the box of line 5.",
        found(phone, Outcome.NOT_ACCEPTED),
    )
    return (*listed, extra)


def details(*, parties: int = 2) -> HandoverDetails:
    return HandoverDetails(
        title="Handover of sample vehicles",
        project="Support to samples",
        agreement="SAMPLE-700001",
        place="Belgrade, sample yard",
        address="Sample road 5",
        handover_date=date(2024, 12, 5),
        starts_at=moment(8, 30),
        ends_at=moment(15, 45),
        parties=PARTIES[:parties],
        commission_decision="Decision no. 02-SAMPLE-88/24",
        commission=(
            CommissionMember("Demo Osoba 2", "Logistics officer", Capacity.CHAIR),
            CommissionMember("Sample Officer B", "Assistant", Capacity.RECORD_KEEPER),
        ),
        receiving_units=UNITS,
        originals=4,
        distribution="2 for the receiving party, 2 for the party handing over",
        clauses=default_clauses(BOTH, translators()),
    )


def snapshot(
    items: tuple[SnapshotItem, ...] | None = None, *, parties: int = 2, demo: bool = False
) -> Snapshot:
    return Snapshot(
        reference="HO-2024-0001",
        number="SAMPLE-2024-0001",
        demo=demo,
        details=details(parties=parties),
        items=every_outcome() if items is None else items,
        lists=(ListVersion("sample-list.xlsx", "a3f5" * 16, "Assets", 8, moment(7)),),
        parent=None,
        finalised_at=moment(16),
        device="K7Q2",
        audit_sequence=812,
        audit_head="9c0e" * 16,
        program="Handover 0.1.0",
    )


def vehicle_snapshot() -> Snapshot:
    """All 72 vehicles of the demo list, accepted."""
    content = snapshot(all_accepted(vehicles()))
    return replace(content, details=replace(content.details, receiving_units=demo_units()))


def order(
    content: Snapshot,
    languages: tuple[str, ...] = BOTH,
    *,
    signatures: tuple[Signature, ...] = (),
    draft: bool = False,
) -> PrintOrder:
    return PrintOrder(content, languages, translators(), signatures, draft)


def strokes() -> tuple[Stroke, ...]:
    """A mark in the shape of a damped wave, drawn with changing pressure."""
    points = tuple(
        StrokePoint(
            120 + 10 * at, round(170 - 110 * math.sin(at / 6) * math.exp(-at / 50)), 300 + (37 * at) % 600
        )
        for at in range(70)
    )
    return (Stroke(points), Stroke((StrokePoint(700, 120), StrokePoint(760, 260, 900))))


def drawn(content: Snapshot, party: int = 0) -> Signature:
    person = content.details.parties[party]
    return Signature(
        Uid(f"signature-{party}"),
        party,
        SignatureKind.DRAWN,
        person.representative,
        person.function,
        content.digest,
        "",
        moment(16, 5),
        strokes(),
    )
