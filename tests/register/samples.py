"""Small true-to-life values for the tests of the register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.checks import CheckRecord, Finding, Method, Outcome, Remark, default_quantities
from handover_desktop.domain.handovers import (
    Capacity,
    Clause,
    CommissionMember,
    HandoverDetails,
    Party,
    PartyRole,
    ReceivingUnit,
)
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.voiding import PaperOriginals, VoidedProtocol
from handover_desktop.register import Register, Writing

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
DEVICE = "K7Q2"
ACTOR = "Marko Marković"

DETAILS = HandoverDetails(
    title="Vehicles and equipment",
    project="Border support",
    agreement="2026/12",
    legal_basis="Decision 14",
    place="Belgrade",
    address="Savska 1",
    handover_date=date(2026, 11, 24),
    starts_at=NOON,
    ends_at=None,
    parties=(
        Party(PartyRole.TRANSFEROR, "Agency", "Агенција", "Street 1", "Ana Anić", "Head", "M-1"),
        Party(
            PartyRole.RECIPIENT,
            "Directorate",
            "Управа",
            "Street 2",
            "Đorđe Đurić",
            "Chief",
            "M-2",
            signs=False,
        ),
    ),
    commission_decision="K-7",
    commission=(CommissionMember("Iva Ivić", "Engineer", Capacity.CHAIR, "A"),),
    receiving_units=(ReceivingUnit("U02", "Subotica", "Суботица"),),
    originals=6,
    distribution="two each",
    languages=("sr-Cyrl", "en"),
    clauses=(Clause("inspected", (("en", "Inspected."), ("sr-Cyrl", "Прегледано."))),),
)


def uid(number: int) -> Uid:
    """Return the UUIDv7 of that number."""
    return Uid(f"01a20cc8-8e80-7000-8000-{number:012x}")


def vehicle(number: int, **changes: object) -> AssetLine:
    """Return a line with one piece, a VIN and a price."""
    values: dict[str, object] = {
        "line_no": str(number),
        "description": f"Patrol vehicle {number}",
        "category": "vehicles",
        "make": "Dacia",
        "model": "Duster",
        "identifiers": (Identifier(IdentifierKind.VIN, f"VF1HJD20{number:09d}"),),
        "unit_price": Money("EUR", 1_945_000),
        "receiving_unit": "U02",
    }
    return AssetLine(**(values | changes))  # type: ignore[arg-type]


def cables(number: int, quantity: str = "5") -> AssetLine:
    """Return a counted line whose list states only the total value."""
    return AssetLine(
        line_no=str(number),
        description=f"Кабл {number}",
        quantity=Decimal(quantity),
        unit="m",
        category="cables",
        line_value=Money("RSD", 1001),
        receiving_unit="U03",
    )


def finding(asset: AssetLine, outcome: Outcome, **changes: object) -> Finding:
    """Return what `outcome` means for a line where nobody counted."""
    presented, accepted = default_quantities(asset, outcome)
    return Finding(**({"outcome": outcome, "presented": presented, "accepted": accepted} | changes))  # type: ignore[arg-type]


def check(number: int, item: Item, outcome: Outcome | None, **changes: object) -> CheckRecord:
    """Return the check record of that number; `outcome` None withdraws."""
    found = None
    if outcome is not None:
        needs_remark = outcome in (Outcome.ACCEPTED_WITH_REMARKS, Outcome.NOT_ACCEPTED)
        found = finding(item.asset, outcome, remark=Remark("Scratch on the door") if needs_remark else None)
    values: dict[str, object] = {
        "id": uid(900_000 + number),
        "item": item.uid,
        "finding": found,
        "who": ACTOR,
        "at": NOON + timedelta(seconds=number),
        "device": DEVICE,
        "method": Method.CLICKED,
    }
    return CheckRecord(**(values | changes))  # type: ignore[arg-type]


def voided(number: int) -> VoidedProtocol:
    """Return the protocol N-<number> with the digest d<number>, as it was voided."""
    return VoidedProtocol(
        f"N-{number}", f"d{number}", NOON, "Iva Ivić", DEVICE, f"Reason {number}", PaperOriginals.WITHDRAWN
    )


def listed(*assets: AssetLine, start: int = 0) -> list[tuple[Uid, AssetLine, Origin, str]]:
    """Return `assets` as an import hands them over."""
    return [(uid(start + number), asset, Origin.LISTED, "") for number, asset in enumerate(assets, 1)]


def make_register(path: Path, *assets: AssetLine, reference: str = "H-1") -> tuple[Register, HandoverId]:
    """Make a register with one handover of these lines."""
    register = Register.create(path, device=DEVICE, created_at=NOON)
    with writing(register) as work:
        handover = work.add_handover(uid=uid(500_000), reference=reference, details=DETAILS)
        work.add_items(handover.id, listed(*assets))
    return register, handover.id


@contextmanager
def writing(register: Register, at: datetime = NOON) -> Iterator[Writing]:
    """Open a transaction in the name of the usual actor."""
    with register.writing(actor=ACTOR, at=at) as work:
        yield work
