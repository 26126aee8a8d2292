"""The field's words for the values of this domain, as the catalogues know them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping

from handover_desktop.domain.blanks import Blank
from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.checks import Method, Outcome, Qualifier, RemarkType, Settlement
from handover_desktop.domain.handovers import Annex, Capacity, FundingStatement, Paper, PartyRole
from handover_desktop.domain.identifiers import Doubt, IdentifierKind, Severity
from handover_desktop.domain.labels import CodeKind
from handover_desktop.domain.money import Money
from handover_desktop.domain.page_codes import PageKind
from handover_desktop.domain.scans import PageState
from handover_desktop.domain.sheets import (
    MISSING,
    NO,
    NOT_NEEDED,
    NOT_POSSIBLE,
    PRESENT,
    YES,
    MarkType,
    Zone,
)
from handover_desktop.domain.signatures import SignatureKind
from handover_desktop.domain.states import STATE_TERMS
from handover_desktop.domain.symbolic import Grouping, GroupTotal
from handover_desktop.domain.tally import Group
from handover_desktop.domain.texts import N_
from handover_desktop.domain.voiding import PaperOriginals

TERMS: dict[enum.StrEnum, str] = {
    Outcome.ACCEPTED: N_("Accepted"),
    Outcome.ACCEPTED_WITH_REMARKS: N_("Accepted with remarks"),
    Outcome.NOT_ACCEPTED: N_("Not accepted"),
    Outcome.MISSING: N_("Missing"),
    Outcome.PARTLY_ACCEPTED: N_("Partly accepted"),
    Outcome.NOT_CHECKED: N_("Not checked"),
    Qualifier.SEALED: N_("Sealed, contents not inspected"),
    RemarkType.DAMAGE: N_("Damage"),
    RemarkType.MISSING_ACCESSORY: N_("Missing accessory"),
    RemarkType.IDENTITY_MISMATCH: N_("Identity mismatch"),
    RemarkType.DOCUMENTS_MISSING: N_("Documents missing"),
    RemarkType.NOT_FUNCTIONING: N_("Not functioning"),
    RemarkType.SHORTAGE: N_("Shortage"),
    RemarkType.OTHER: N_("Other"),
    MarkType.SCRATCH: N_("Scratch"),
    MarkType.DENT: N_("Dent"),
    MarkType.CRACK: N_("Crack"),
    MarkType.MISSING_PART: N_("Missing part"),
    Zone.FRONT: N_("Front"),
    Zone.REAR: N_("Rear"),
    Zone.LEFT: N_("Left side"),
    Zone.RIGHT: N_("Right side"),
    Zone.ROOF: N_("Roof"),
    Drawing.CAR: N_("Car"),
    Drawing.VAN: N_("Van"),
    Drawing.PICK_UP: N_("Pick-up"),
    PaperOriginals.NONE: N_("None was signed on paper"),
    PaperOriginals.WITHDRAWN: N_("Crossed out or collected"),
    Blank.REFERENCE: N_("Reference"),
    Blank.TITLE: N_("Title"),
    Blank.PROJECT: N_("Project"),
    Blank.AGREEMENT: N_("Contract or agreement no."),
    Blank.PLACE: N_("Place"),
    Blank.DATE: N_("Date"),
    Blank.LINES: N_("Lines"),
    Blank.PIECES: N_("Pieces"),
    Blank.VALUE: N_("Value"),
    Blank.LINES_ACCEPTED: N_("Lines accepted"),
    Blank.PIECES_ACCEPTED: N_("Pieces accepted"),
    Blank.VALUE_ACCEPTED: N_("Value accepted"),
    Blank.REMARKS: N_("Lines accepted with remarks"),
    Settlement.LATE: N_("Delivered late"),
    Settlement.REPLACED: N_("Replaced"),
    Settlement.REPAIRED: N_("Repaired"),
    Method.SCANNED: N_("Scanned"),
    Method.TYPED: N_("Typed"),
    Method.CLICKED: N_("Chosen from the list"),
    Method.COMMAND: N_("Command line"),
    Method.UNDO: N_("Undone"),
    Method.PAPER: N_("From paper"),
    **STATE_TERMS,
    PartyRole.DONOR: N_("Donor"),
    PartyRole.TRANSFEROR: N_("Handed over by"),
    PartyRole.RECIPIENT: N_("Received by"),
    PartyRole.END_USER: N_("End user"),
    PartyRole.SUPPLIER: N_("Supplier"),
    PartyRole.WITNESS: N_("Witness"),
    Capacity.CHAIR: N_("Chair"),
    Capacity.MEMBER: N_("Member"),
    Capacity.EXPERT: N_("Expert"),
    Capacity.RECORD_KEEPER: N_("Record keeper"),
    IdentifierKind.VIN: N_("VIN"),
    IdentifierKind.SERIAL_NUMBER: N_("Serial number"),
    IdentifierKind.INVENTORY_NUMBER: N_("Inventory number"),
    IdentifierKind.IMEI: N_("IMEI"),
    IdentifierKind.PLATE: N_("Registration plate"),
    CodeKind.QR: N_("QR code"),
    CodeKind.DATA_MATRIX: N_("DataMatrix"),
    CodeKind.CODE_128: N_("Code 128 (bars)"),
    Severity.ERROR: N_("Error"),
    Severity.CONFIRM: N_("To confirm"),
    Severity.WARNING: N_("Warning"),
    Severity.NOTICE: N_("Notice"),
    Grouping.CATEGORY: N_("By category"),
    Grouping.LOT: N_("By lot"),
}

PLACE_TERMS: dict[tuple[Zone, int], str] = {
    (Zone.FRONT, 0): N_("front, right"),
    (Zone.FRONT, 1): N_("front, middle"),
    (Zone.FRONT, 2): N_("front, left"),
    (Zone.REAR, 0): N_("rear, left"),
    (Zone.REAR, 1): N_("rear, middle"),
    (Zone.REAR, 2): N_("rear, right"),
    (Zone.LEFT, 0): N_("left front"),
    (Zone.LEFT, 1): N_("left middle"),
    (Zone.LEFT, 2): N_("left rear"),
    (Zone.RIGHT, 0): N_("right rear"),
    (Zone.RIGHT, 1): N_("right middle"),
    (Zone.RIGHT, 2): N_("right front"),
    (Zone.ROOF, 0): N_("roof, front"),
    (Zone.ROOF, 1): N_("roof, middle"),
    (Zone.ROOF, 2): N_("roof, rear"),
}
"""Where on a vehicle, by side and third of its drawing; left and right are those of the vehicle."""

ANSWER_TERMS: dict[str, str] = {
    PRESENT: N_("there"),
    MISSING: N_("missing"),
    NOT_NEEDED: N_("does not belong to it"),
    YES: N_("yes"),
    NO: N_("no"),
    NOT_POSSIBLE: N_("not possible"),
}

GROUP_TERMS: dict[Group, str] = {
    Group.ACCEPTED: N_("Accepted"),
    Group.ACCEPTED_WITH_REMARKS: N_("Accepted with remarks"),
    Group.PARTLY_ACCEPTED: N_("Partly accepted"),
    Group.NOT_ACCEPTED: N_("Not accepted"),
    Group.MISSING: N_("Missing"),
    Group.NOT_CHECKED: N_("Not checked"),
    Group.SURPLUS: N_("Surplus, not on the list"),
}

ANNEX_TERMS: dict[Annex, str] = {
    Annex.ACCEPTED: N_("Accepted items"),
    Annex.REMARKS: N_("Register of remarks"),
    Annex.DIFFERENCES: N_("Differences"),
    Annex.ALLOCATION: N_("Allocation by receiving unit"),
    Annex.PHOTOS: N_("Photo log"),
    Annex.THRESHOLD: N_("Items above the donor's threshold"),
}

STATEMENT_TERMS: dict[FundingStatement, str] = {
    FundingStatement.NONE: N_("No statement"),
    FundingStatement.FUNDED_BY_EU: N_("Funded by the European Union"),
    FundingStatement.CO_FUNDED_BY_EU: N_("Co-funded by the European Union"),
}

PAPER_TERMS: dict[Paper, str] = {Paper.A4: N_("A4 (210 × 297 mm)"), Paper.LETTER: N_("Letter (8.5 × 11 in)")}

SIGNATURE_TERMS: dict[SignatureKind, str] = {
    SignatureKind.DRAWN: N_("Signed on the screen"),
    SignatureKind.ON_PAPER: N_("Signs on paper"),
    SignatureKind.REFUSED: N_("Refused to sign"),
    SignatureKind.ABSENT: N_("Absent, did not sign"),
}

SCAN_TERMS: dict[PageState, str] = {
    PageState.FOUND: N_("Attached"),
    PageState.AGAIN: N_("Once more"),
    PageState.OTHER_PAPER: N_("Other paper of this handover"),
    PageState.OTHER_CONTENT: N_("Same number, another content"),
    PageState.VOIDED: N_("Voided protocol"),
    PageState.FOREIGN: N_("Another protocol"),
    PageState.UNREADABLE: N_("Code not readable"),
    PageState.BLANK: N_("Blank"),
}

PAGE_TERMS: dict[PageKind, str] = {
    PageKind.PROTOCOL: N_("Protocol"),
    PageKind.EXTRACT: N_("Extract"),
    PageKind.BLANK: N_("Form"),
    PageKind.COPY: N_("Copy of the protocol"),
}


def say(_: Callable[..., str], text: str, params: Mapping[str, object]) -> str:
    """Return `text` in the language of `_`, its placeholders filled with this domain's words in that language."""
    return _(text, **{name: _word(_, value) for name, value in params.items()} | _detail(_, params))


def _detail(_: Callable[..., str], params: Mapping[str, object]) -> dict[str, object]:
    """Return the parameter that says why, which is a text of the catalogues where it is one of ours."""
    why = params.get("detail")
    return {"detail": _(why)} if isinstance(why, str) and why else {}


def _word(_: Callable[..., str], value: object) -> object:
    if isinstance(value, Doubt):
        return _(value.about.text, **value.params)
    if isinstance(value, enum.StrEnum) and value in TERMS:
        return _(TERMS[value])
    if isinstance(value, GroupTotal):
        return _figures(_, value)
    if isinstance(value, Money):
        return f"{value.currency},{value.amount:,}".replace(",", "\N{NO-BREAK SPACE}")
    if isinstance(value, tuple):
        return ", ".join(str(_word(_, part)) for part in value)
    return value


def _figures(_: Callable[..., str], total: GroupTotal) -> str:
    values = _word(_, total.values)
    if not total.values:
        return _("lines {lines}, pieces {pieces}", lines=total.lines, pieces=total.pieces)
    return _(
        "lines {lines}, pieces {pieces}, value {values}",
        lines=total.lines,
        pieces=total.pieces,
        values=values,
    )
