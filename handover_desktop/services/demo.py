"""The demo: a scripted handover on invented data, through the very use cases that users have."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.checks import Method, Outcome
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.domain.handovers import Handover, HandoverDetails
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.money import Money, add_up
from handover_desktop.domain.symbolic import Grouping
from handover_desktop.domain.tally import Tally
from handover_desktop.paths import make_folder
from handover_desktop.register import Register
from handover_desktop.register.backups import put_in_place
from handover_desktop.services import demo_script as script
from handover_desktop.services.demo_list import demo_lines, demo_units
from handover_desktop.services.demo_photos import add_demo_photos
from handover_desktop.services.desk import Services, build_services
from handover_desktop.services.handovers import add_handover
from handover_desktop.services.views import CheckRequest, ItemFilter
from handover_desktop.services.workplace import Workplace

REGISTER_NAME = "demo.handover"
LIST_NAME = "demo-list.xlsx"
DRAFT_NAME = "demo-draft.pdf"
FINAL_NAME = "demo-protocol.pdf"
SUPPLEMENT_NAME = "demo-supplementary-protocol.pdf"
CEREMONY_NAME = "demo-ceremony-protocol.pdf"


@dataclass(frozen=True, slots=True)
class Lot:
    """What one lot of the register amounts to."""

    name: str
    lines: int
    pieces: Decimal
    values: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What the demo's register holds in the end, and the files that were made."""

    reference: str
    number: str
    digest: str
    lots: tuple[Lot, ...]
    tally: Tally
    supplement: str
    ceremony: str
    files: tuple[Path, ...]


def run_demo(folder: Path, *, catalogues: Path) -> DemoSummary:
    """Run the scripted handover from the list to the signed, the supplementary and the ceremony's protocol, into
    `folder`.

    Raises EnvironmentFault FILE_NOT_WRITTEN where `folder` cannot be made, or already holds a demo register.
    """
    make_folder(folder)
    services = _open_new(folder / REGISTER_NAME, catalogues)
    try:
        handover = _import_list(services, folder / LIST_NAME)
        _check_all(services, handover, skip=lambda item: False)
        services.documents.save(handover, folder / DRAFT_NAME, draft=True)
        _finish(services, handover)
        services.documents.save(handover, folder / FINAL_NAME)
        supplement = _supplement(services, handover)
        services.documents.save(supplement.id, folder / SUPPLEMENT_NAME)
        ceremony = _hold_ceremony(services, handover)
        services.documents.save(ceremony.id, folder / CEREMONY_NAME)
        return _summarise(services, handover, (supplement, ceremony), folder)
    finally:
        services.close()


def make_demo_register(path: Path, *, catalogues: Path) -> None:
    """Make the register that the window opens on: one handover closed, one being checked, one in preparation."""
    make_folder(path.parent)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    services = _open_new(draft, catalogues)
    try:
        _add_earlier_delivery(services)
        with tempfile.TemporaryDirectory() as folder:
            handover = _import_list(services, Path(folder) / LIST_NAME)
        _check_all(services, handover, skip=lambda item: item.position > _CHECKED_AT_START)
        services.handovers.create("DEMO-2024-002", like=handover, demo=True)
    finally:
        services.close()
    put_in_place(draft, path)


def open_finished(folder: Path, *, catalogues: Path) -> closing[Services]:
    """Open the register that `run_demo` left in `folder`, for a `with` block."""
    workplace = Workplace(
        Register.open(folder / REGISTER_NAME),
        script.demo_clock(),
        script.demo_randomness(),
        "Demo Operator",
        catalogues,
    )
    return closing(build_services(workplace))


_CHECKED_AT_START = 58
_DISPUTED = "V3-006"


def _open_new(path: Path, catalogues: Path) -> Services:
    if path.exists():
        raise EnvironmentFault(Code.FILE_NOT_WRITTEN, path=path, detail="it exists already")
    now = script.demo_clock()
    register = Register.create(path, device=script.DEVICE, created_at=now())
    services = build_services(Workplace(register, now, script.demo_randomness(), "Demo Operator", catalogues))
    services.settings.save(organisation="DEMO", site="BG")
    return services


def _details(services: Services) -> HandoverDetails:
    clauses = services.handovers.default_clauses(("en", "sr-Cyrl"))
    return script.demo_details(demo_units(), clauses)


def _import_list(services: Services, path: Path) -> HandoverId:
    """Write the list as XLSX and import that very file."""
    from handover_desktop.lists.writing import write_list_xlsx

    write_list_xlsx(path, demo_lines(), title=script.REFERENCE, written_at=services.workplace.now())
    handover = _prepare(services, script.REFERENCE, ())
    reading = services.importing.read(path)
    services.importing.bring_in(reading, handover=handover)
    return handover


def _prepare(
    services: Services, reference: str, lines: Iterable[AssetLine], details: HandoverDetails | None = None
) -> HandoverId:
    described = details or _details(services)
    workplace = services.workplace
    with workplace.writing() as store:
        made = add_handover(store, workplace, reference, described, demo=True)
        store.add_items(made.id, [(workplace.uid(), line, Origin.LISTED, "") for line in lines])
    return made.id


def _check_all(services: Services, handover: HandoverId, *, skip: Callable[[Item], bool]) -> None:
    with services.workplace.reading() as store:
        items = store.items(handover)
    vin = next(i.asset.identifier(IdentifierKind.VIN) for i in items if i.asset.line_no == _DISPUTED)
    requests = script.scripted_requests(vin)
    for item in items:
        if not skip(item):
            plain = CheckRequest(Outcome.ACCEPTED, method=Method.SCANNED)
            services.checking.record(item.id, requests.get(item.asset.line_no, plain))
    add_demo_photos(services, handover, [item for item in items if not skip(item)])
    phone = AssetLine(
        services.checking.propose_extra_line(handover),
        "Smartphone for field identification",
        category="Mobile devices",
        make="Demo",
        model="Field phone",
        identifiers=(Identifier(IdentifierKind.SERIAL_NUMBER, "SYN-E14-0941"),),
    )
    if not any(skip(item) for item in items):
        added = services.checking.add_extra(
            handover, phone, reason="Found in the box of line E14; its serial number is not on the list."
        )
        (extra,) = added.items
        services.checking.record(extra, script.SURPLUS_REQUEST)


def _finish(services: Services, handover: HandoverId) -> None:
    services.reconciling.mark_reconciled(handover)
    _freeze_and_sign(services, handover)


def _freeze_and_sign(services: Services, handover: HandoverId) -> None:
    services.finalising.finalise(handover)
    for signatory in services.signing.signatories(handover):
        mark = script.demo_mark(signatory.party)
        services.signing.sign(handover, signatory.party, strokes=mark, language="en")


def _supplement(services: Services, handover: HandoverId) -> Handover:
    refused = next(i for i in services.supplements.open_items(handover) if i.asset.line_no == _DISPUTED)
    made = services.supplements.make(handover, items=(refused.uid,)).handover
    assert made is not None
    (item,) = services.checking.find(made, _DISPUTED)
    vin = item.asset.identifier(IdentifierKind.VIN)
    services.checking.record(item.id, script.supplement_request(vin))
    _finish(services, made)
    return services.handovers.get(made)


def _hold_ceremony(services: Services, handover: HandoverId) -> Handover:
    """Make and sign the symbolic handover: after the check, at another place, by lots."""
    proposal = services.ceremonies.propose(handover, Grouping.LOT)
    details = script.ceremony_details(proposal.details)
    made = services.ceremonies.make(handover, details=details, grouping=proposal.grouping).handover
    assert made is not None
    _freeze_and_sign(services, made)
    return services.handovers.get(made)


def _add_earlier_delivery(services: Services) -> None:
    """Add a small handover that is already signed and closed."""
    lines = [
        AssetLine(
            f"R-{number:02d}",
            "Hand-held radio set",
            lot="Radios",
            category="Communication",
            make="Demo",
            model="HR-5",
            identifiers=(Identifier(IdentifierKind.SERIAL_NUMBER, f"SYN-R01-{number:04d}"),),
            unit_price=Money.of(Decimal("312.50"), "EUR"),
            receiving_unit="U01",
        )
        for number in range(1, 7)
    ]
    details = replace(
        _details(services),
        title="Handover of radio sets",
        commission_decision="",
        commission=(),
    )
    handover = _prepare(services, "DEMO-2024-000", lines, details)
    for item_id in services.checking.item_ids(handover, ItemFilter()):
        services.checking.record(ItemId(item_id), CheckRequest(Outcome.ACCEPTED, method=Method.SCANNED))
    _finish(services, handover)
    services.documents.close(handover)


def _summarise(
    services: Services, handover: HandoverId, further: tuple[Handover, Handover], folder: Path
) -> DemoSummary:
    with services.workplace.reading() as store:
        items = [item for item in store.items(handover) if item.origin is Origin.LISTED]
        current, tally = store.handover(handover), store.tally(handover)
    names = dict.fromkeys(item.asset.lot for item in items)
    lots = tuple(_add_up_lot(name, [i.asset for i in items if i.asset.lot == name]) for name in names)
    files = tuple(
        folder / name
        for name in (REGISTER_NAME, LIST_NAME, DRAFT_NAME, FINAL_NAME, SUPPLEMENT_NAME, CEREMONY_NAME)
    )
    supplement, ceremony = (one.number for one in further)
    return DemoSummary(
        current.reference, current.number, current.digest, lots, tally, supplement, ceremony, files
    )


def _add_up_lot(name: str, assets: list[AssetLine]) -> Lot:
    pieces = sum((asset.quantity for asset in assets), Decimal(0))
    return Lot(name, len(assets), pieces, add_up(a.value for a in assets if a.value is not None))
