"""What is open, what differs and what stops finalising: a closed list of errors; all else asks or warns."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.blanks import unknown_blanks
from handover_desktop.domain.checks import NEEDS_REMARK, Finding, Outcome, identifiers_as_found, mismatches
from handover_desktop.domain.handovers import Annex, DonorProfile, Handover, HandoverDetails, PartyRole
from handover_desktop.domain.identifiers import (
    IdentifierKind,
    Severity,
    lookup_key,
    question,
)
from handover_desktop.domain.ids import ItemId
from handover_desktop.domain.languages import OWN_NAMES
from handover_desktop.domain.money import MINOR_UNITS
from handover_desktop.domain.originals import read_distribution
from handover_desktop.domain.symbolic import (
    CitedProtocol,
    SymbolicContent,
    accepted_groups,
    differing_groups,
    listed_groups,
    total_of,
)
from handover_desktop.domain.texts import N_


class Point(enum.Enum):
    """The kinds of open point: how much each matters, and its sentence."""

    severity: Severity
    text: str

    def __init__(self, severity: Severity, text: str) -> None:
        self.severity = severity
        self.text = text

    NO_OUTCOME = (Severity.ERROR, N_("Line {line} has no outcome. Check it, or close it as not checked."))
    NO_REMARK = (Severity.ERROR, N_("Line {line} needs a remark: it says what is wrong or refused."))
    BAD_QUANTITY = (
        Severity.ERROR,
        N_("Line {line}: the counts (presented {presented}, accepted {accepted}) cannot be right."),
    )
    DUPLICATE = (
        Severity.ERROR,
        N_("Lines {line} and {other} are both accepted with the same identifier {value}."),
    )
    IDENTITY = (
        Severity.ERROR,
        N_("Line {line} is accepted without remark although {read} was read and the list says {listed}."),
    )
    BAD_CURRENCY = (Severity.ERROR, N_("Line {line} has the unknown currency {value}."))
    NEGATIVE_PRICE = (Severity.ERROR, N_("Line {line} has a negative price."))
    FEW_PARTIES = (Severity.ERROR, N_("A protocol needs at least two parties."))
    PARTY_WITHOUT_NAME = (Severity.ERROR, N_("Party {number} has no name."))
    NO_PLACE = (Severity.ERROR, N_("The place of the handover is missing."))
    NO_DATE = (Severity.ERROR, N_("The date of the handover is missing."))
    NO_SIGNATORY = (Severity.ERROR, N_("No party is marked as signing."))
    NO_PARENT = (Severity.ERROR, N_("The supplementary protocol does not name its parent."))
    CONFLICT = (Severity.ERROR, N_("Line {line} has two different results. Decide which one holds."))
    NO_ITEMS = (Severity.ERROR, N_("There are no items. Import a list first."))

    IDENTIFIER_DOUBT = (Severity.CONFIRM, N_("Line {line}: {doubt}"))
    LIST_CHANGED = (
        Severity.CONFIRM,
        N_("Line {line} was changed by a new version of the list after it was checked. Look at it again."),
    )
    NO_IDENTIFIER = (
        Severity.CONFIRM,
        N_("Line {line} is accepted without any identifier; most lines like it have one."),
    )

    IDENTIFIER_WARNING = (Severity.WARNING, N_("Line {line}: {doubt}"))
    SHARED_SERIAL = (
        Severity.WARNING,
        N_(
            "Lines {line} and {other} have the same serial number {value}, of different makes or of none: "
            "look whether they are one thing."
        ),
    )
    NO_PRICE = (Severity.WARNING, N_("Line {line} has no price; it is left out of the totals."))
    THRESHOLD_CURRENCY = (
        Severity.WARNING,
        N_(
            "Prices in {currency} cannot be compared with the donor's threshold in {threshold}: the annex lists "
            "those items apart. The first is on line {line}."
        ),
    )
    VALUE_DIFFERS = (
        Severity.WARNING,
        N_("Line {line}: quantity × unit price differs from the stated value."),
    )
    NO_REPRESENTATIVE = (
        Severity.WARNING,
        N_("{party} has no representative; the line stays free to be filled by hand."),
    )
    NO_MANDATE = (Severity.WARNING, N_("{party} names no mandate."))
    NOT_REPLACED = (
        Severity.WARNING,
        N_("Line {line} is said to be replaced, but no other identifier was read than the list has."),
    )
    DISTRIBUTION = (
        Severity.WARNING,
        N_("The distribution names {named} originals, and {originals} are to be signed."),
    )
    FUTURE_DATE = (
        Severity.WARNING,
        N_("The date of the handover is in the future. Is the laptop's clock right?"),
    )
    OLD_DATE = (
        Severity.WARNING,
        N_("The date of the handover is more than 30 days ago. Is the laptop's clock right?"),
    )
    SAME_PERSON = (Severity.WARNING, N_("{name} stands on both sides: handing over and receiving."))
    CLAUSE_WITHOUT_TEXT = (Severity.WARNING, N_("Clause {number} has no text in {language}."))
    UNKNOWN_BLANK = (
        Severity.WARNING,
        N_("Clause {number}: there is no value {blank}. It is printed as it stands."),
    )
    NUMBER_WITHOUT_NAME = (
        Severity.WARNING,
        N_("The number of the protocol will not name your organisation. Set its short code in Settings."),
    )
    CEREMONY_LIST = (
        Severity.WARNING,
        N_("The ceremony's protocol {number} states {stated}; the list now has {listed}."),
    )
    CEREMONY_ACCEPTED = (
        Severity.WARNING,
        N_(
            "The ceremony's protocol {number} states {stated}; accepted here: {accepted}. Both are printed, with the "
            "difference."
        ),
    )
    CEREMONY_RECORDED = (
        Severity.WARNING,
        N_(
            "The protocol {number} records as accepted: {accepted}; the list states {stated}. Both are printed, with "
            "the difference."
        ),
    )
    ELSEWHERE = (Severity.WARNING, N_("Line {line}: {value} is also on the handover {reference}."))


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One entry of the reconciliation; `item` is where it leads, None for the handover as a whole."""

    point: Point
    item: ItemId | None = None
    params: tuple[tuple[str, object], ...] = ()

    @property
    def severity(self) -> Severity:
        """How much the point matters."""
        return self.point.severity


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An item with what was found; `finding` is None while it is open, `conflict` while two results stand."""

    item: Item
    finding: Finding | None
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An identifier of this handover that stands on another one of the register."""

    item: ItemId
    line: str
    value: str
    reference: str


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A clause, counted from 1, without a text in a language of the protocol."""

    number: int
    language: str


def reconcile(
    handover: Handover,
    results: Iterable[ItemResult],
    *,
    today: date,
    elsewhere: Iterable[Elsewhere] = (),
    unwritten: Iterable[Unwritten] = (),
    is_named: bool = True,
    changed_by_list: Collection[ItemId] = (),
    symbolic: SymbolicContent | None = None,
    ceremonies: Iterable[CitedProtocol] = (),
) -> tuple[OpenPoint, ...]:
    """Return every open point of a handover, errors first, each group in the order of the list.

    `changed_by_list` are items under whose check a new version of the list changed something. `is_named` says whether
    the number that the protocol is going to have names the organisation. `symbolic` is what a symbolic handover
    states, `ceremonies` are the symbolic protocols of one with items.
    """
    found = list(results)
    points = [*_question_handover(handover, today), *_question_symbolic(symbolic)]
    if not is_named:
        points.append(OpenPoint(Point.NUMBER_WITHOUT_NAME))
    if not (found or (symbolic and symbolic.groups)):
        points.append(OpenPoint(Point.NO_ITEMS))
    points += _question_ceremonies(found, ceremonies)
    for result in found:
        points += _question_result(result)
    points += (
        _point(Point.LIST_CHANGED, one.item.id, line=one.item.asset.line_no)
        for one in found
        if one.item.id in changed_by_list
    )
    points += _find_duplicates(found)
    points += _find_unidentified(found)
    points += _question_threshold(handover.details.donor, found)
    points += (
        _point(Point.ELSEWHERE, e.item, line=e.line, value=e.value, reference=e.reference) for e in elsewhere
    )
    points += (
        _point(Point.CLAUSE_WITHOUT_TEXT, number=u.number, language=OWN_NAMES.get(u.language, u.language))
        for u in unwritten
    )
    gravity = list(Severity)
    return tuple(sorted(points, key=lambda p: gravity.index(p.severity)))


def _point(point: Point, item: ItemId | None = None, **params: object) -> OpenPoint:
    return OpenPoint(point, item, tuple(params.items()))


def _question_handover(handover: Handover, today: date) -> Iterator[OpenPoint]:
    details = handover.details
    if len(details.parties) < 2:
        yield _point(Point.FEW_PARTIES)
    for number, party in enumerate(details.parties, 1):
        if not party.name.strip():
            yield _point(Point.PARTY_WITHOUT_NAME, number=number)
        elif party.signs and not party.representative.strip():
            yield _point(Point.NO_REPRESENTATIVE, party=party.name)
        elif party.signs and not party.mandate.strip():
            yield _point(Point.NO_MANDATE, party=party.name)
    if details.parties and not details.signing_parties:
        yield _point(Point.NO_SIGNATORY)
    if not details.place.strip():
        yield _point(Point.NO_PLACE)
    yield from _question_blanks(details)
    if handover.parent is not None and not handover.parent.number:
        yield _point(Point.NO_PARENT)
    yield from _question_date(details.handover_date, today)
    yield from _question_distribution(details)
    giving = {
        p.representative for p in details.parties if p.role in (PartyRole.TRANSFEROR, PartyRole.SUPPLIER)
    }
    taking = {
        p.representative for p in details.parties if p.role in (PartyRole.RECIPIENT, PartyRole.END_USER)
    }
    for name in sorted(giving & taking - {""}):
        yield _point(Point.SAME_PERSON, name=name)


def _question_symbolic(symbolic: SymbolicContent | None) -> Iterator[OpenPoint]:
    recorded = symbolic.recorded if symbolic else None
    if symbolic and recorded and differing_groups(symbolic.groups, recorded.groups):
        yield _point(
            Point.CEREMONY_RECORDED, number=recorded.number, accepted=recorded.total, stated=symbolic.total
        )


def _question_ceremonies(
    results: list[ItemResult], ceremonies: Iterable[CitedProtocol]
) -> Iterator[OpenPoint]:
    """Compare the list with what was stated at a ceremony, and what was accepted once nothing is open."""
    lines = [(result.item.asset, result.item.origin, result.finding) for result in results]
    is_decided = all(result.finding is not None and not result.conflict for result in results)
    for cited in ceremonies:
        listed = listed_groups(lines, cited.grouping)
        if differing_groups(cited.groups, listed):
            yield _point(
                Point.CEREMONY_LIST, number=cited.number, stated=cited.total, listed=total_of(listed)
            )
        accepted = accepted_groups(lines, cited.grouping)
        if is_decided and differing_groups(cited.groups, accepted):
            yield _point(
                Point.CEREMONY_ACCEPTED, number=cited.number, stated=cited.total, accepted=total_of(accepted)
            )


def _question_distribution(details: HandoverDetails) -> Iterator[OpenPoint]:
    """Add up the originals that the distribution names, where it names them in figures."""
    shared = read_distribution(details.distribution)
    named = sum(count for count, _who in shared or ())
    if shared and named != details.originals:
        yield _point(Point.DISTRIBUTION, named=named, originals=details.originals)


def _question_blanks(details: HandoverDetails) -> Iterator[OpenPoint]:
    for number, clause in enumerate(details.clauses, 1):
        written = "\n".join(text for tag, text in clause.texts if tag in details.languages)
        yield from (_point(Point.UNKNOWN_BLANK, number=number, blank=b) for b in unknown_blanks(written))


def _question_date(day: date | None, today: date) -> Iterator[OpenPoint]:
    if day is None:
        yield _point(Point.NO_DATE)
    elif day > today:
        yield _point(Point.FUTURE_DATE)
    elif (today - day).days > 30:
        yield _point(Point.OLD_DATE)


def _question_result(result: ItemResult) -> Iterator[OpenPoint]:
    item, asset, line = result.item, result.item.asset, result.item.asset.line_no
    if result.conflict:
        yield _point(Point.CONFLICT, item.id, line=line)
        return
    if result.finding is None:
        yield _point(Point.NO_OUTCOME, item.id, line=line)
    else:
        yield from _question_finding(item, result.finding)
    price = asset.unit_price or asset.line_value
    if price is None:
        yield _point(Point.NO_PRICE, item.id, line=line)
        return
    if price.currency not in MINOR_UNITS:
        yield _point(Point.BAD_CURRENCY, item.id, line=line, value=price.currency)
    elif price.minor < 0:
        yield _point(Point.NEGATIVE_PRICE, item.id, line=line)
    elif asset.unit_price and asset.line_value and asset.value != asset.line_value:
        yield _point(Point.VALUE_DIFFERS, item.id, line=line)


def _question_finding(item: Item, finding: Finding) -> Iterator[OpenPoint]:
    line = item.asset.line_no
    if finding.outcome in NEEDS_REMARK and not (finding.remark and finding.remark.text.strip()):
        yield _point(Point.NO_REMARK, item.id, line=line)
    if not _counts_can_be_right(item, finding):
        yield _point(
            Point.BAD_QUANTITY, item.id, line=line, presented=finding.presented, accepted=finding.accepted
        )
    if finding.outcome is Outcome.ACCEPTED and not finding.is_replaced:
        for listed, read in mismatches(item.asset, finding.readings):
            yield _point(Point.IDENTITY, item.id, line=line, read=read.value, listed=listed.value)
    if finding.is_replaced and item.asset.identifiers and not mismatches(item.asset, finding.readings):
        yield _point(Point.NOT_REPLACED, item.id, line=line)
    if finding.outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_REMARKS):
        yield from _question_identity(item, finding)


def _counts_can_be_right(item: Item, finding: Finding) -> bool:
    asset = item.asset
    counts = (asset.quantity, finding.presented, finding.accepted)
    pieces = asset.quantity == asset.quantity.to_integral_value()
    whole = all(count == count.to_integral_value() for count in counts)
    some = asset.quantity > 0 or item.origin is Origin.CARRIED_OVER
    return some and 0 <= finding.accepted <= finding.presented and (whole or not pieces)


def _question_identity(item: Item, finding: Finding) -> Iterator[OpenPoint]:
    line = item.asset.line_no
    for identifier in identifiers_as_found(item.asset, finding):
        for doubt in question(identifier):
            if doubt.about.name in finding.confirmed or doubt.about.severity is Severity.NOTICE:
                continue
            asks = doubt.about.severity is Severity.CONFIRM
            point = Point.IDENTIFIER_DOUBT if asks else Point.IDENTIFIER_WARNING
            yield _point(point, item.id, line=line, doubt=doubt)


def _question_threshold(donor: DonorProfile, results: list[ItemResult]) -> Iterator[OpenPoint]:
    """Name once each currency in which prices cannot be compared with the donor's threshold."""
    if donor.threshold is None or Annex.THRESHOLD not in donor.annexes:
        return
    first: dict[str, Item] = {}
    for result in results:
        price = result.item.asset.unit_price or result.item.asset.line_value
        if price is not None and price.currency != donor.threshold.currency:
            first.setdefault(price.currency, result.item)
    for currency, item in first.items():
        line, threshold = item.asset.line_no, donor.threshold.currency
        yield _point(Point.THRESHOLD_CURRENCY, item.id, line=line, currency=currency, threshold=threshold)


_UNIQUE = (IdentifierKind.VIN, IdentifierKind.IMEI)


def _find_duplicates(results: list[ItemResult]) -> Iterator[OpenPoint]:
    """Name what is accepted twice, and serial numbers that things of different makes, or of none, have in common."""
    first: dict[tuple[str, ...], Item] = {}
    serials: dict[str, Item] = {}
    for result in results:
        if result.finding is None or not result.finding.outcome.takes_over:
            continue
        item = result.item
        for identifier in identifiers_as_found(item.asset, result.finding):
            text = lookup_key(identifier.value)
            if not text:
                continue  # "-" and the like name nothing
            key = _identity(identifier.kind, text, item.asset)
            twin = first.setdefault(key, item) if key else item
            is_serial = identifier.kind is IdentifierKind.SERIAL_NUMBER
            namesake = serials.setdefault(text, item) if is_serial else item
            for other, point in ((twin, Point.DUPLICATE), (namesake, Point.SHARED_SERIAL)):
                if other is not item:
                    line, earlier = item.asset.line_no, other.asset.line_no
                    yield _point(point, item.id, line=line, other=earlier, value=identifier.value)
                    break


def _identity(kind: IdentifierKind, text: str, asset: AssetLine) -> tuple[str, ...] | None:
    """Return what no two things have in common, None where it does not tell: makers count alike."""
    if kind in _UNIQUE:
        return kind.value, text
    make, model = asset.make.casefold(), asset.model.casefold()
    if kind is IdentifierKind.SERIAL_NUMBER and (make or model):
        return kind.value, text, make, model
    return None


def _find_unidentified(results: list[ItemResult]) -> Iterator[OpenPoint]:
    """Name single pieces accepted without identifier where the rest of their category has one."""
    marked: dict[str, list[bool]] = {}
    accepted = []
    for result in results:
        asset = result.item.asset
        if asset.is_counted or result.finding is None or not result.finding.outcome.takes_over:
            continue
        has_one = bool(identifiers_as_found(result.item.asset, result.finding))
        marked.setdefault(asset.category, []).append(has_one)
        if not has_one and Point.NO_IDENTIFIER.name not in result.finding.confirmed:
            accepted.append(result.item)
    for item in accepted:
        if sum(marked[item.asset.category]) * 2 > len(marked[item.asset.category]):
            yield _point(Point.NO_IDENTIFIER, item.id, line=item.asset.line_no)
