"""A throw-away register at work, and what a handover in it should look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import CheckRecord, Finding, Method, Outcome, Remark
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import HandoverDetails, Party, PartyRole
from handover_desktop.domain.ids import HandoverId, ItemId, Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.signatures import Deputy, SignatureKind, Stroke, StrokePoint
from handover_desktop.domain.states import State
from handover_desktop.register import Register
from handover_desktop.resources import resource_path
from handover_desktop.services.desk import Services, build_services
from handover_desktop.services.signing import Signing
from handover_desktop.services.views import CheckRequest, Qualifier
from handover_desktop.services.workplace import Workplace
from tests.domain.samples import NOON, a_vehicle, complete_details, eur, some_boxes, two_parties

DEVICE = "K7Q2"
MARK = (Stroke(tuple(StrokePoint(100 + 10 * step, 150 + step % 3 * 20) for step in range(30))),)


class Clock:
    """A clock that goes on a second at every look, unless somebody sets it."""

    def __init__(self) -> None:
        self.moment = NOON

    def now(self) -> object:
        self.moment += timedelta(seconds=1)
        return self.moment

    def set_back(self, minutes: int) -> None:
        self.moment -= timedelta(minutes=minutes)


class Dice:
    """Bytes that never repeat."""

    def __init__(self) -> None:
        self.count = 0

    def draw(self, size: int) -> bytes:
        self.count += 1
        return self.count.to_bytes(size, "big")


def open_desk(path: Path, clock: Clock, dice: Dice) -> Services:
    """Open the register at `path`, made on first use."""
    register = (
        Register.open(path) if path.exists() else Register.create(path, device=DEVICE, created_at=clock.now())  # type: ignore[arg-type]
    )
    workplace = Workplace(register, clock.now, dice.draw, "Demo Operator", resource_path("catalogues"))  # type: ignore[arg-type]
    return build_services(workplace)


def add_lines(desk: Services, handover: HandoverId, lines: list[AssetLine]) -> tuple[ItemId, ...]:
    """Put lines on a handover as an import does."""
    workplace = desk.workplace
    with workplace.writing() as store:
        return store.add_items(handover, [(workplace.uid(), line, Origin.LISTED, "") for line in lines])


def add_foreign_record(desk: Services, item: ItemId, finding: Finding) -> None:
    """Let a record of another laptop arrive that does not know what was recorded here."""
    workplace = desk.workplace
    with workplace.writing() as store:
        found = store.item(item)
        record = CheckRecord(
            workplace.uid(), found.uid, finding, "Demo Osoba 3", store.at, "Z9Z9", Method.SCANNED
        )
        store.add_check(record, item=found)
        store.append_audit("records-merged", found.uid, {})


def attempt(act: Callable[[], object]) -> Code | None:
    """Do something; return the code of the refusal, None where it was done."""
    try:
        act()
    except DomainError as refused:
        return refused.code
    return None


@dataclass
class Recorded:
    """A record of this laptop, one of an act, and what stood before it; `None` stands for a conflict too."""

    uid: Uid
    item: ItemId
    before: Finding | None
    act: int
    undone: bool = False


@dataclass(frozen=True)
class Voided:
    """What a voided protocol was: its content, number and digest, the parties that had decided, and the reason."""

    content: bytes
    number: str
    digest: str
    signed: frozenset[int]
    reason: str


@dataclass
class Life:
    """What one handover should be. `ink` says that somebody signed the present protocol on paper."""

    state: State = State.PREPARING
    items: list[ItemId] = field(default_factory=list)
    findings: dict[ItemId, Finding | None] = field(default_factory=dict)
    conflicts: set[ItemId] = field(default_factory=set)
    recorded: list[Recorded] = field(default_factory=list)
    signed: set[int] = field(default_factory=set)
    frozen: tuple[bytes, str, str, HandoverDetails] | None = None
    ink: bool = False
    voided: list[Voided] = field(default_factory=list)

    @property
    def undoable(self) -> Recorded | None:
        """The newest record that was not taken back and whose item is not disputed."""
        return next(
            (r for r in reversed(self.recorded) if not r.undone and r.item not in self.conflicts), None
        )

    @property
    def undoable_act(self) -> list[Recorded]:
        """The records that are taken back with `undoable`."""
        newest = self.undoable
        return [
            r
            for r in self.recorded
            if newest and r.act == newest.act and not r.undone and r.item not in self.conflicts
        ]

    def begin(self) -> None:
        if self.state in (State.PREPARING, State.RECONCILED):
            self.state = State.CHECKING


@dataclass(frozen=True)
class Act:
    """What a signatory does; `witness` and `reason` and a deputy's authority may be missing where they are asked."""

    kind: SignatureKind
    reason: str
    witness: str
    deputy: Deputy | None

    def do(self, signing: Signing, handover: HandoverId, party: int) -> object:
        """Have it recorded."""
        match self.kind:
            case SignatureKind.DRAWN:
                return signing.sign(handover, party, strokes=MARK, language="en", deputy=self.deputy)
            case SignatureKind.ON_PAPER:
                return signing.sign_on_paper(handover, party, language="en", deputy=self.deputy)
            case SignatureKind.REFUSED:
                return signing.refuse(
                    handover,
                    party,
                    reason=self.reason,
                    witness=self.witness,
                    language="en",
                    deputy=self.deputy,
                )
            case SignatureKind.ABSENT:
                return signing.note_absence(handover, party, reason=self.reason)

    def lacking(self, party: Party) -> Code | None:
        """Return what it is refused for, None where it is whole."""
        if self.kind is SignatureKind.ABSENT:
            return None if self.reason.strip() else Code.ABSENCE_NEEDS_REASON
        if self.deputy is not None and not self.deputy.authority.strip():
            return Code.DEPUTY_INCOMPLETE
        named = self.deputy is not None or (party.representative and party.function)
        if self.kind is SignatureKind.DRAWN and not named:
            return Code.SIGNATORY_UNNAMED
        told = self.reason.strip() and self.witness.strip()
        return Code.REFUSAL_INCOMPLETE if self.kind is SignatureKind.REFUSED and not told else None


# What Hypothesis draws from

_LINES = (
    a_vehicle(),
    a_vehicle(value="0SYZZZV11ZR000002"),
    a_vehicle(identifiers=(), unit_price=None),
    some_boxes(),
    some_boxes(quantity="3", unit_price=None, line_value=eur("100.00")),
    some_boxes(quantity="2.5", unit="m", unit_price=Money("RSD", 33_333)),
    a_vehicle(value="0SYZZZV11ZR00003", unit_price=Money("RSD", 200_000_000)),
)


def lines(first: int) -> st.SearchStrategy[list[AssetLine]]:
    """Draw up to four lines, numbered from `first`."""
    drawn = st.lists(st.sampled_from(_LINES), min_size=1, max_size=4)
    return drawn.map(
        lambda found: [replace(line, line_no=f"L-{first + at}") for at, line in enumerate(found)]
    )


_counts = st.none() | st.sampled_from(["0", "1", "2", "2.25", "3", "58", "60", "61", "-1"]).map(Decimal)

requests = st.builds(
    CheckRequest,
    st.sampled_from(Outcome),
    presented=_counts,
    accepted=_counts,
    qualifier=st.none() | st.just(Qualifier.SEALED),
    remark=st.none() | st.just(Remark("Scratch.")),
    method=st.sampled_from([Method.SCANNED, Method.TYPED, Method.CLICKED]),
) | st.just(CheckRequest(Outcome.ACCEPTED))


acts = st.builds(
    Act,
    st.sampled_from(SignatureKind),
    reason=st.sampled_from(["Called away.", "Called away.", " "]),
    witness=st.sampled_from(["Demo Osoba 3", "Demo Osoba 3", ""]),
    deputy=st.none()
    | st.sampled_from([Deputy("Demo Osoba 9", "Deputy", "22/24"), Deputy("Demo Osoba 9", "Deputy", " ")]),
)


@st.composite
def details(draw: st.DrawFn) -> HandoverDetails:
    """Draw details that are nearly always complete; one to three parties sign."""
    giving, taking = two_parties()
    donor = Party(PartyRole.DONOR, "Demo Donor", signs=draw(st.booleans()))
    parties = draw(st.sampled_from([(giving, taking), (giving, taking, donor), (giving, donor)]))
    return complete_details(parties=parties, place=draw(st.sampled_from(["Beograd"] * 5 + [""])))
