"""The demo handover's invented parties, scripted findings and drawn signatures."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from handover_desktop.domain.checks import Method, Outcome, Qualifier, Remark, RemarkType
from handover_desktop.domain.handovers import (
    Annex,
    Capacity,
    Clause,
    CommissionMember,
    DonorProfile,
    FundingStatement,
    HandoverDetails,
    Party,
    PartyRole,
    ReceivingUnit,
)
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.money import Money
from handover_desktop.domain.signatures import Stroke, StrokePoint
from handover_desktop.services.views import CheckRequest

REFERENCE = "DEMO-2024-001"
DEVICE = "K7Q2"
_BELGRADE_WINTER = timezone(timedelta(hours=1))
_START = datetime(2024, 12, 5, 8, 30, tzinfo=_BELGRADE_WINTER)
_STEP = timedelta(seconds=5)


def demo_clock(start: datetime = _START) -> Callable[[], datetime]:
    """Return a clock that goes on five seconds at every look."""
    moment = start - _STEP

    def now() -> datetime:
        nonlocal moment
        moment += _STEP
        return moment

    return now


def demo_randomness() -> Callable[[int], bytes]:
    """Return bytes that are the same at every run, so that the demo is the same everywhere."""
    count = 0

    def draw(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.sha256(b"demo %d" % count).digest()[:size]

    return draw


def demo_details(units: tuple[ReceivingUnit, ...], clauses: tuple[Clause, ...]) -> HandoverDetails:
    """Return the description of the demo handover; every name in it is invented."""
    return HandoverDetails(
        title="Handover of vehicles and specialised equipment",
        project="Demo project: support to border management",
        agreement="DEMO-CA-2023/417-001",
        place="Beograd",
        address="Demo yard, Primer ulica 1",
        handover_date=date(2024, 12, 5),
        parties=(
            Party(
                PartyRole.TRANSFEROR,
                "Demo Implementing Partner",
                "Демо имплементациони партнер",
                "Demo ulica 2, Beograd",
                "Sample Officer A",
                "Project Manager",
                "DEMO-PoA-11/2024",
            ),
            Party(
                PartyRole.RECIPIENT,
                "Demo Ministry, Border Police Directorate",
                "Демо министарство, Управа граничне полиције",
                "Demo bulevar 3, Beograd",
                "Demo Osoba 1",
                "Head of Commission",
                "DEMO-rešenje 02-117/2024",
            ),
            Party(
                PartyRole.DONOR,
                "Demo Donor Delegation",
                "Демо делегација донатора",
                "Demo trg 4, Beograd",
                "Sample Officer B",
                "Programme Officer",
                "DEMO-mandate 7/2024",
            ),
        ),
        commission_decision="DEMO-02-117/2024, 25.11.2024",
        commission=(
            CommissionMember("Demo Osoba 1", "Načelnik odeljenja", Capacity.CHAIR, "Vehicles"),
            CommissionMember("Demo Osoba 2", "Logistika", Capacity.MEMBER, "Vehicles"),
            CommissionMember("Demo Osoba 3", "Informatika", Capacity.EXPERT, "Equipment"),
            CommissionMember("Demo Osoba 4", "Zapisničar", Capacity.RECORD_KEEPER, ""),
        ),
        receiving_units=units,
        originals=4,
        distribution="2 recipient, 1 implementing partner, 1 donor",
        languages=("en", "sr-Cyrl"),
        clauses=clauses,
        donor=DONOR,
    )


def ceremony_details(details: HandoverDetails) -> HandoverDetails:
    """Return the description of the demo's ceremony: its own place, and people who sign no technical record."""
    people = (("Sample Ambassador", "Ambassador"), ("Demo Osoba 9", "Minister"))
    giving, taking, *others = details.parties
    return replace(
        details,
        title="Symbolic handover of vehicles and specialised equipment",
        place="Beograd, Demo palace",
        address="Demo bulevar 1",
        parties=(
            *(
                replace(party, representative=name, function=function, mandate="")
                for party, (name, function) in zip((giving, taking), people, strict=True)
            ),
            *(replace(party, signs=False) for party in others),
        ),
    )


DONOR = DonorProfile(
    name="EU, grant rules",
    statement=FundingStatement.FUNDED_BY_EU,
    threshold=Money.of(Decimal(5_000), "EUR"),
    annexes=(Annex.ALLOCATION, Annex.PHOTOS, Annex.THRESHOLD),
)


def scripted_requests(listed_vin: str) -> dict[str, CheckRequest]:
    """Return the findings that are not simply "accepted", by line number; `listed_vin` is that of V3-006."""
    deadline = date(2025, 1, 15)
    return {
        "V1-017": _remarked("Scratch on the right rear door, photo 3.", RemarkType.DAMAGE, "Noted", "", None),
        "V2-009": _remarked(
            "Tyre repair kit missing.",
            RemarkType.MISSING_ACCESSORY,
            "Deliver the kit",
            "Demo Implementing Partner",
            deadline,
        ),
        "W2-003": _remarked(
            "1 of 2 keys present.",
            RemarkType.MISSING_ACCESSORY,
            "Deliver the second key",
            "Demo Implementing Partner",
            deadline,
        ),
        "V3-006": CheckRequest(
            Outcome.NOT_ACCEPTED,
            remark=Remark(
                "The VIN on the vehicle differs from the list by one character.",
                RemarkType.IDENTITY_MISMATCH,
                "Clarify with the supplier",
                "Demo Implementing Partner",
                deadline,
            ),
            readings=(Identifier(IdentifierKind.VIN, read_vin(listed_vin)),),
            method=Method.TYPED,
        ),
        "E07": CheckRequest(
            Outcome.PARTLY_ACCEPTED,
            presented=Decimal(58),
            accepted=Decimal(58),
            remark=Remark(
                "58 of 60 counted.", RemarkType.SHORTAGE, "Deliver 2", "Demo Implementing Partner", deadline
            ),
            method=Method.TYPED,
        ),
        "E13-29": _MISSING,
        "E13-30": _MISSING,
        "E20-02": CheckRequest(
            Outcome.NOT_ACCEPTED,
            remark=Remark(
                "Does not power on.",
                RemarkType.NOT_FUNCTIONING,
                "Replace",
                "Demo Implementing Partner",
                deadline,
            ),
            method=Method.SCANNED,
        ),
        "E29-05": _remarked(
            "Hinge of the case broken.", RemarkType.DAMAGE, "Replace the case", "Supplier", deadline
        ),
        "E33-01": _SEALED,
        "E33-02": _SEALED,
    }


def read_vin(listed: str) -> str:
    """Return what stands on the vehicle of line V3-006: one character differs from the list."""
    return listed.replace("1ZR", "7ZR")


_MISSING = CheckRequest(
    Outcome.MISSING, remark=Remark("Not presented.", RemarkType.SHORTAGE), method=Method.TYPED
)
_SEALED = CheckRequest(Outcome.ACCEPTED, qualifier=Qualifier.SEALED, method=Method.SCANNED)

SURPLUS_REQUEST = CheckRequest(
    Outcome.NOT_ACCEPTED,
    remark=Remark(
        "Serial number not on the list.",
        RemarkType.OTHER,
        "Clarify the origin; kept by the implementing partner",
        "Demo Implementing Partner",
        date(2025, 1, 15),
    ),
    method=Method.SCANNED,
)


def supplement_request(listed_vin: str) -> CheckRequest:
    """Return the later finding for V3-006, when the supplier had confirmed the VIN."""
    text = "The supplier confirmed the VIN as read on the vehicle; the list was in error."
    return CheckRequest(
        Outcome.ACCEPTED_WITH_REMARKS,
        readings=(Identifier(IdentifierKind.VIN, read_vin(listed_vin)),),
        remark=Remark(text, RemarkType.IDENTITY_MISMATCH),
        method=Method.TYPED,
    )


def _remarked(
    text: str, kind: RemarkType, action: str, responsible: str, deadline: date | None
) -> CheckRequest:
    remark = Remark(text, kind, action, responsible, deadline)
    return CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=remark, method=Method.SCANNED)


def demo_mark(seed: int) -> tuple[Stroke, ...]:
    """Return an invented mark: a running loop and an underline, different for every `seed`."""
    loops = 4 + seed % 3
    run = [_loop_point(step / 90, loops, seed) for step in range(91)]
    line = [StrokePoint(170 + 6 * step, 262 - seed % 3 * 8 - step // 6, 300 + 4 * step) for step in range(91)]
    return (Stroke(tuple(run)), Stroke(tuple(line)))


def _loop_point(t: float, loops: int, seed: int) -> StrokePoint:
    angle = t * loops * 2 * math.pi + seed
    swell = 95 * (1 - 0.7 * t)
    x = 150 + 620 * t + 0.55 * swell * math.sin(angle)
    y = 160 - 20 * t + swell * math.cos(angle) * (0.75 + 0.25 * math.sin(seed + 3 * t))
    return StrokePoint(round(x), round(y), round(520 + 280 * math.sin(angle + 1)))
