"""A closed list of errors stops finalising; all else asks or warns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Finding, Outcome, Remark, Settlement, identifiers_as_found
from handover_desktop.domain.handovers import (
    Annex,
    Clause,
    DonorProfile,
    Handover,
    ParentProtocol,
    Party,
    PartyRole,
)
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, Severity
from handover_desktop.domain.ids import ItemId, Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.reconciliation import (
    Elsewhere,
    ItemResult,
    OpenPoint,
    Point,
    Unwritten,
    reconcile,
)
from handover_desktop.domain.symbolic import (
    CitedProtocol,
    Grouping,
    GroupTotal,
    StandsFor,
    SymbolicContent,
    listed_groups,
)
from handover_desktop.domain.terms import say
from tests.domain.samples import (
    NOON,
    OTHER_VIN,
    VIN,
    a_finding,
    a_handover,
    a_remark,
    a_vehicle,
    accepted,
    an_item,
    complete_details,
    eur,
    imei,
    serial,
    some_boxes,
    two_parties,
    vin,
)

TODAY = NOON.date()


@dataclass(frozen=True)
class Case:
    """A handover with its lines; without changes, nothing about it is open."""

    handover: Handover = field(default_factory=a_handover)
    lines: tuple[tuple[AssetLine, Finding | None], ...] = ((a_vehicle("V-1"), accepted()),)
    conflict: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()
    unwritten: tuple[Unwritten, ...] = ()
    changed_by_list: tuple[ItemId, ...] = ()
    is_named: bool = True
    symbolic: SymbolicContent | None = None
    ceremonies: tuple[CitedProtocol, ...] = ()
    today: date = TODAY

    def points(self) -> tuple[OpenPoint, ...]:
        results = [
            ItemResult(an_item(asset, number), finding, self.conflict)
            for number, (asset, finding) in enumerate(self.lines, 1)
        ]
        return reconcile(
            self.handover,
            results,
            today=self.today,
            elsewhere=self.elsewhere,
            unwritten=self.unwritten,
            is_named=self.is_named,
            changed_by_list=self.changed_by_list,
            symbolic=self.symbolic,
            ceremonies=self.ceremonies,
        )

    def kinds(self) -> list[Point]:
        return [found.point for found in self.points()]


def of(*lines: tuple[AssetLine, Finding | None], **changes: object) -> Case:
    return Case(lines=lines, **changes)  # type: ignore[arg-type]


def with_details(**changes: object) -> Case:
    return Case(handover=a_handover(details=complete_details(**changes)))


def with_donor(donor: DonorProfile, *prices: Money) -> Case:
    """Return accepted vehicles at these prices, under the rules of a donor."""
    lines = [
        a_vehicle(f"V-{n}", f"0SYZZZV11ZR{n:06d}", unit_price=price) for n, price in enumerate(prices, 1)
    ]
    handover = a_handover(details=complete_details(donor=donor))
    return Case(handover=handover, lines=tuple((line, accepted()) for line in lines))


def with_parties(*parties: Party) -> Case:
    return with_details(parties=parties)


def parties_but(**changes: object) -> Case:
    giving, taking = two_parties()
    return with_parties(giving, replace(taking, **changes))  # type: ignore[arg-type]


def two_phones(one: str, other: str, **changes: object) -> Case:
    return of(
        (a_vehicle("1", identifiers=(imei(one),), category="Phones"), accepted()),
        (a_vehicle("2", identifiers=(imei(other),), category="Phones"), accepted(**changes)),
    )


def two_radios(one: AssetLine, other: AssetLine) -> Case:
    return of((one, accepted()), (other, accepted()))


def a_radio(line_no: str, **changes: object) -> AssetLine:
    return a_vehicle(line_no, identifiers=(serial("SYN-R-1"),), make="Demo", model="HR-5", **changes)


WITH_THRESHOLD = DonorProfile("Donor", threshold=eur("5000"), annexes=(Annex.THRESHOLD,))
UNPRICED = {"unit_price": None, "line_value": None}

ERRORS: dict[str, tuple[Case, Point]] = {
    "1 no outcome": (of((a_vehicle(), None)), Point.NO_OUTCOME),
    "2 with remarks, without remark": (
        of((a_vehicle(), a_finding(Outcome.ACCEPTED_WITH_REMARKS, "1", "1"))),
        Point.NO_REMARK,
    ),
    "2 not accepted, without remark": (
        of((a_vehicle(), a_finding(Outcome.NOT_ACCEPTED, "1", "0"))),
        Point.NO_REMARK,
    ),
    "2 a remark of spaces": (
        of((a_vehicle(), a_finding(Outcome.NOT_ACCEPTED, "1", "0", remark=Remark(" ")))),
        Point.NO_REMARK,
    ),
    "3 accepted more than presented": (
        of((some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "50", "55"))),
        Point.BAD_QUANTITY,
    ),
    "3 negative accepted": (
        of((some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "50", "-5"))),
        Point.BAD_QUANTITY,
    ),
    "3 negative presented": (
        of((some_boxes(), a_finding(Outcome.MISSING, "-1", "-1"))),
        Point.BAD_QUANTITY,
    ),
    "3 part of a piece": (
        of((some_boxes(), a_finding(Outcome.PARTLY_ACCEPTED, "50", "49.5"))),
        Point.BAD_QUANTITY,
    ),
    "3 a listed quantity of nothing": (
        of((some_boxes(quantity="0"), accepted("0"))),
        Point.BAD_QUANTITY,
    ),
    "3 a negative listed quantity": (
        of((some_boxes(quantity="-1"), a_finding(Outcome.MISSING, "0", "0"))),
        Point.BAD_QUANTITY,
    ),
    "4 the same VIN twice": (
        of((a_vehicle("1"), accepted()), (a_vehicle("2", VIN.lower()), accepted())),
        Point.DUPLICATE,
    ),
    "4 the same IMEI twice": (two_phones("490154203237518", "49 015420 323751 8"), Point.DUPLICATE),
    "4 the same serial of one model twice": (
        two_radios(a_radio("1"), a_radio("2", description="Other words")),
        Point.DUPLICATE,
    ),
    "5 another identifier read": (
        of((a_vehicle(), accepted(readings=(vin(OTHER_VIN),)))),
        Point.IDENTITY,
    ),
    "6 unknown currency": (of((a_vehicle(unit_price=Money("EURO", 1)), accepted())), Point.BAD_CURRENCY),
    "6 unknown currency of a total": (
        of((a_vehicle(unit_price=None, line_value=Money("EURO", 1)), accepted())),
        Point.BAD_CURRENCY,
    ),
    "6 negative price": (of((a_vehicle(unit_price=eur("-1")), accepted())), Point.NEGATIVE_PRICE),
    "7 one party": (with_parties(two_parties()[0]), Point.FEW_PARTIES),
    "7 no party": (with_parties(), Point.FEW_PARTIES),
    "7 a party without name": (parties_but(name=" "), Point.PARTY_WITHOUT_NAME),
    "7 no place": (with_details(place=" "), Point.NO_PLACE),
    "7 no date": (with_details(handover_date=None), Point.NO_DATE),
    "8 nobody signs": (
        with_parties(*(replace(party, signs=False) for party in two_parties())),
        Point.NO_SIGNATORY,
    ),
    "9 a supplement without parent": (
        Case(handover=a_handover(parent=ParentProtocol("HO-1", "", ""))),
        Point.NO_PARENT,
    ),
    "10 two results": (of((a_vehicle(), None), conflict=True), Point.CONFLICT),
    "nothing to hand over": (of(), Point.NO_ITEMS),
}

QUESTIONS: dict[str, tuple[Case, Point]] = {
    "a short VIN": (of((a_vehicle(value=VIN[:16]), accepted())), Point.IDENTIFIER_DOUBT),
    "a VIN with O": (of((a_vehicle(value="O" + VIN[1:]), accepted())), Point.IDENTIFIER_DOUBT),
    "no identifier where the others have one": (
        of(
            (a_vehicle("1"), accepted()),
            (a_vehicle("2", OTHER_VIN), accepted()),
            (a_vehicle("3", identifiers=()), accepted()),
        ),
        Point.NO_IDENTIFIER,
    ),
    "a line that the list changed under its check": (
        of((a_vehicle(), accepted()), changed_by_list=(ItemId(1),)),
        Point.LIST_CHANGED,
    ),
}

CAR = a_vehicle("V-1")
ONE, TWO = (
    listed_groups([(car, Origin.LISTED, None) for car in cars], Grouping.CATEGORY)
    for cars in ((CAR,), (CAR, a_vehicle("V-2", OTHER_VIN)))
)
SYMBOLIC = a_handover(stands_for=StandsFor(Uid("ho-1")))
MISSING_CAR = ((CAR, a_finding(Outcome.MISSING, "0", "0")),)


def cited(groups: tuple[GroupTotal, ...]) -> CitedProtocol:
    return CitedProtocol("N-7", "d" * 64, TODAY, "Palace", Grouping.CATEGORY, groups)


def stated(recorded: CitedProtocol | None) -> SymbolicContent:
    return SymbolicContent("HO-1", Grouping.CATEGORY, ONE, NOON, recorded)


WARNINGS: dict[str, tuple[Case, Point]] = {
    "a piece of the ceremony that is missing": (
        Case(ceremonies=(cited(ONE),), lines=MISSING_CAR),
        Point.CEREMONY_ACCEPTED,
    ),
    "a ceremony after a check in which pieces were missing": (
        Case(handover=SYMBOLIC, symbolic=stated(cited(())), lines=()),
        Point.CEREMONY_RECORDED,
    ),
    "an IMEI with a wrong check digit": (
        of((a_vehicle(identifiers=(imei("490154203237519"),)), accepted())),
        Point.IDENTIFIER_WARNING,
    ),
    "an American VIN with a wrong check digit": (
        of((a_vehicle(value="1M8GDM9A1KP042788"), accepted())),
        Point.IDENTIFIER_WARNING,
    ),
    "one serial number of two makes": (
        two_radios(a_radio("1"), replace(a_radio("2"), make="Other")),
        Point.SHARED_SERIAL,
    ),
    "one serial number of two models": (
        two_radios(a_radio("1"), replace(a_radio("2"), model="HR-6")),
        Point.SHARED_SERIAL,
    ),
    "one serial number of no make": (
        two_radios(replace(a_radio("1"), make="", model=""), replace(a_radio("2"), make="", model="")),
        Point.SHARED_SERIAL,
    ),
    "no price": (of((a_vehicle(**UNPRICED), accepted())), Point.NO_PRICE),
    "another stated total": (of((some_boxes(line_value=eur("4000")), accepted("60"))), Point.VALUE_DIFFERS),
    "a price that the donor's threshold cannot judge": (
        with_donor(WITH_THRESHOLD, eur("6000"), Money("RSD", 1), Money("RSD", 2)),
        Point.THRESHOLD_CURRENCY,
    ),
    "a number that does not name the organisation": (Case(is_named=False), Point.NUMBER_WITHOUT_NAME),
    "no representative": (parties_but(representative=""), Point.NO_REPRESENTATIVE),
    "no mandate": (parties_but(mandate=""), Point.NO_MANDATE),
    "a date to come": (with_details(handover_date=TODAY + timedelta(days=1)), Point.FUTURE_DATE),
    "a date long past": (with_details(handover_date=TODAY - timedelta(days=31)), Point.OLD_DATE),
    "replaced by what has the same identifier": (
        of((a_vehicle(), accepted(settlement=Settlement.REPLACED))),
        Point.NOT_REPLACED,
    ),
    "originals that do not add up": (
        with_details(originals=4, distribution="2 Ministry; 1 Mission"),
        Point.DISTRIBUTION,
    ),
    "one person on both sides": (parties_but(representative="Sample Officer A"), Point.SAME_PERSON),
    "a VIN on another handover": (
        Case(elsewhere=(Elsewhere(ItemId(1), "V-1", VIN, "HO-2023-0007"),)),
        Point.ELSEWHERE,
    ),
    "a clause without its Arabic text": (
        Case(unwritten=(Unwritten(3, "ar"),)),
        Point.CLAUSE_WITHOUT_TEXT,
    ),
    "a clause with a value that there is not": (
        with_details(clauses=(Clause("own-1", (("en", "Handed over at {plase}."), ("sr-Cyrl", "{place}"))),)),
        Point.UNKNOWN_BLANK,
    ),
}

QUIET: dict[str, Case] = {
    "a plain handover": Case(),
    "prices in the currency of the donor's threshold": with_donor(WITH_THRESHOLD, eur("6000"), eur("1")),
    "another currency, and no annex that needs to know": with_donor(
        replace(WITH_THRESHOLD, annexes=()), Money("RSD", 1)
    ),
    "another currency, and no threshold": with_donor(
        replace(WITH_THRESHOLD, threshold=None), Money("RSD", 1)
    ),
    "replaced by what has another identifier": of(
        (a_vehicle(), accepted(settlement=Settlement.REPLACED, readings=(vin(OTHER_VIN),)))
    ),
    "a clause with values, and a strange one in a language that is not printed": with_details(
        clauses=(Clause("own-1", (("en", "{place}, {value}"), ("sr-Cyrl", "{lines}"), ("fr", "{plase}"))),)
    ),
    "a European VIN": of((a_vehicle(value="WF0KXXGCBKBJ13223"), accepted())),
    "a date thirty days ago": with_details(handover_date=TODAY - timedelta(days=30)),
    "closed as not checked": of((a_vehicle(), a_finding(Outcome.NOT_CHECKED, "0", "0"))),
    "missing, with a doubtful VIN": of((a_vehicle(value="O"), a_finding(Outcome.MISSING, "0", "0"))),
    "refused, with a doubtful VIN": of(
        (a_vehicle(value="O"), a_finding(Outcome.NOT_ACCEPTED, "1", "0", remark=a_remark()))
    ),
    "the same VIN, one of them missing": of(
        (a_vehicle("1"), accepted()), (a_vehicle("2"), a_finding(Outcome.MISSING, "0", "0"))
    ),
    "the same VIN listed, another one read with a remark": of(
        (a_vehicle("1"), accepted()),
        (
            a_vehicle("2"),
            a_finding(Outcome.ACCEPTED_WITH_REMARKS, "1", "1", remark=a_remark(), readings=(vin(OTHER_VIN),)),
        ),
    ),
    "the same plate twice": of(
        (a_vehicle("1", identifiers=(Identifier(IdentifierKind.PLATE, "BG 1"),)), accepted()),
        (a_vehicle("2", identifiers=(Identifier(IdentifierKind.PLATE, "BG 1"),)), accepted()),
    ),
    "one phone with both slots alike": of(
        (a_vehicle(identifiers=(imei("490154203237518"), imei("490154203237518"))), accepted())
    ),
    "a confirmed doubt": of(
        (a_vehicle(value=VIN[:16]), accepted(confirmed=("VIN_LENGTH",))),
    ),
    "Cyrillic letters that look like Latin ones": of((a_vehicle(value="0ЅYZZZV11ZR000001"), accepted())),
    "a confirmed lack of any identifier": of(
        (a_vehicle("1"), accepted()),
        (a_vehicle("2", OTHER_VIN), accepted()),
        (a_vehicle("3", identifiers=()), accepted(confirmed=("NO_IDENTIFIER",))),
    ),
    "no identifier where none has one": of(
        (a_vehicle("1", identifiers=()), accepted()), (a_vehicle("2", identifiers=()), accepted())
    ),
    "no identifier on a counted line": of((a_vehicle("1"), accepted()), (some_boxes(), accepted("60"))),
    "more presented than listed": of((some_boxes(), accepted("62"))),
    "a party that does not sign names nobody": with_parties(
        *two_parties(), Party(PartyRole.WITNESS, "Demo Witness", signs=False)
    ),
    "a supplement with its parent": Case(handover=a_handover(parent=ParentProtocol("HO-1", "N-1", "d"))),
    "a ceremony that agrees with the check": Case(ceremonies=(cited(ONE),)),
    "a symbolic handover, which has no items": Case(handover=SYMBOLIC, symbolic=stated(None), lines=()),
    "a symbolic handover that agrees with the check": Case(
        handover=SYMBOLIC, symbolic=stated(cited(ONE)), lines=()
    ),
    "part of a length": of((some_boxes(quantity="2.5"), a_finding(Outcome.PARTLY_ACCEPTED, "2.5", "2.25"))),
}


@pytest.mark.parametrize("name", ERRORS)
def test_each_error_of_the_closed_list_stops_by_itself(name: str) -> None:
    case, expected = ERRORS[name]

    assert case.kinds() == [expected]
    assert expected.severity is Severity.ERROR


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_doubt_asks_and_does_not_stop(name: str) -> None:
    case, expected = QUESTIONS[name]

    assert case.kinds() == [expected]
    assert expected.severity is Severity.CONFIRM


@pytest.mark.parametrize("name", WARNINGS)
def test_what_is_unusual_only_warns(name: str) -> None:
    case, expected = WARNINGS[name]

    assert case.kinds() == [expected]
    assert expected.severity is Severity.WARNING


@pytest.mark.parametrize("name", QUIET)
def test_what_is_in_order_is_not_mentioned(name: str) -> None:
    assert QUIET[name].kinds() == []


def test_a_list_that_changed_since_the_ceremony_warns_while_it_is_checked_and_after() -> None:
    open_line = Case(ceremonies=(cited(TWO),), lines=((CAR, None),))
    assert open_line.kinds() == [Point.NO_OUTCOME, Point.CEREMONY_LIST]
    assert Case(ceremonies=(cited(TWO),)).kinds() == [Point.CEREMONY_LIST, Point.CEREMONY_ACCEPTED]
    assert Point.CEREMONY_LIST.severity is Severity.WARNING


def test_every_kind_of_point_is_tried_here() -> None:
    tried = {point for cases in (ERRORS, QUESTIONS, WARNINGS) for _, point in cases.values()}
    tried.add(Point.CEREMONY_LIST)

    assert tried == set(Point)


def test_the_identifier_read_wins_over_the_listed_one_of_its_kind() -> None:
    item = an_item(a_vehicle(identifiers=(vin(), serial("SYN-1"))))
    found = accepted(readings=(vin(OTHER_VIN),))

    assert identifiers_as_found(item.asset, found) == (vin(OTHER_VIN), serial("SYN-1"))
    assert identifiers_as_found(item.asset, None) == (vin(), serial("SYN-1"))


def test_a_reading_that_meets_the_vin_of_another_line_is_a_duplicate() -> None:
    read = a_finding(Outcome.ACCEPTED_WITH_REMARKS, "1", "1", remark=a_remark(), readings=(vin(VIN),))
    (point,) = of((a_vehicle("1"), accepted()), (a_vehicle("2", OTHER_VIN), read)).points()

    assert point.point is Point.DUPLICATE
    assert dict(point.params) == {"line": "2", "other": "1", "value": VIN}


def test_errors_come_first_and_each_group_keeps_the_order_of_the_list() -> None:
    case = of(
        (a_vehicle("1", **UNPRICED), accepted()),
        (a_vehicle("2", OTHER_VIN), None),
        (a_vehicle("3", "0SYZZZV11ZR00000"), accepted()),
        (a_vehicle("4", "0SYZZZV11ZR000004"), None),
    )

    assert [(found.severity.value, found.item) for found in case.points()] == [
        ("error", 2),
        ("error", 4),
        ("confirm", 3),
        ("warning", 1),
    ]


@pytest.mark.parametrize("name", [*ERRORS, *QUESTIONS, *WARNINGS])
def test_every_point_can_be_said_without_a_gap(name: str) -> None:
    case, _ = (ERRORS | QUESTIONS | WARNINGS)[name]

    for found in case.points():
        said = say(_english, found.point.text, dict(found.params))
        assert "{" not in said.replace("{plase}", "")
        assert said.strip() == said


@pytest.mark.parametrize("name", [*ERRORS, *QUESTIONS, *WARNINGS])
def test_a_point_about_an_item_leads_to_it(name: str) -> None:
    case, expected = (ERRORS | QUESTIONS | WARNINGS)[name]

    for found in case.points():
        assert (found.item is not None) == ("{line" in expected.text)


def _english(text: str, /, **params: object) -> str:
    return text.format(**params) if params else text


def test_a_mark_for_nothing_is_no_identifier_that_two_lines_share() -> None:
    lines = [(a_vehicle(line, "-"), accepted()) for line in ("1", "2")]
    assert Point.DUPLICATE not in {point.point for point in of(*lines).points()}
