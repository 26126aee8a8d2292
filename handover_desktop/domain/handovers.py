"""A handover: its life, its parties and what is agreed about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime

from handover_desktop.domain.canonical import LATER
from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.states import State
from handover_desktop.domain.symbolic import StandsFor


class PartyRole(enum.StrEnum):
    """The side a party stands on."""

    DONOR = "donor"
    TRANSFEROR = "transferor"
    RECIPIENT = "recipient"
    END_USER = "end-user"
    SUPPLIER = "supplier"
    WITNESS = "witness"


class Capacity(enum.StrEnum):
    """What a person does in the commission."""

    CHAIR = "chair"
    MEMBER = "member"
    EXPERT = "expert"
    RECORD_KEEPER = "record-keeper"


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the handover and the person who acts for it; `name_local` is the name in the second language."""

    role: PartyRole
    name: str
    name_local: str = ""
    address: str = ""
    representative: str = ""
    function: str = ""
    mandate: str = ""
    signs: bool = True


@dataclass(frozen=True, slots=True)
class CommissionMember:
    """A person who checks; `team` names the group or area where teams work in parallel."""

    name: str
    function: str = ""
    capacity: Capacity = Capacity.MEMBER
    team: str = ""


@dataclass(frozen=True, slots=True)
class ReceivingUnit:
    """An organisational unit that receives items; `code` is what the list writes in its column."""

    code: str
    name: str = ""
    name_local: str = ""

    @property
    def full_name(self) -> str:
        """The code and the name, once where the list writes the name itself."""
        return " ".join(dict.fromkeys(filter(None, (self.code, self.name))))


@dataclass(frozen=True, slots=True)
class Clause:
    """A declaration on the protocol. `texts` are (language tag, text); `key` names the clause of the catalogue."""

    key: str
    texts: tuple[tuple[str, str], ...]


class Paper(enum.StrEnum):
    """The size of the sheet that a document is laid out for."""

    A4 = "a4"
    LETTER = "letter"


class Annex(enum.StrEnum):
    """An annex of the protocol, in the order in which they are numbered from 1."""

    ACCEPTED = "accepted"
    REMARKS = "remarks"
    DIFFERENCES = "differences"
    ALLOCATION = "allocation"
    PHOTOS = "photos"
    THRESHOLD = "threshold"


OPTIONAL_ANNEXES = (Annex.ALLOCATION, Annex.PHOTOS, Annex.THRESHOLD)
"""The annexes that a donor may do without; the others belong to every protocol."""


class FundingStatement(enum.StrEnum):
    """What a donor wants said of the money, always as one unit with the emblem."""

    NONE = "none"
    FUNDED_BY_EU = "funded-by-eu"
    CO_FUNDED_BY_EU = "co-funded-by-eu"


@dataclass(frozen=True, slots=True)
class DonorProfile:
    """What a donor asks of a protocol. Items whose price for one piece is above `threshold` (strictly, and in its
    currency alone) stand in an annex of their own; None asks for none. `annexes` are the optional ones wanted.
    """

    name: str = ""
    statement: FundingStatement = FundingStatement.NONE
    threshold: Money | None = None
    annexes: tuple[Annex, ...] = (Annex.ALLOCATION, Annex.PHOTOS)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of an organisation on the cover: `name` is read out in its place, `sha256` is of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class HandoverDetails:
    """All that is prepared about a handover besides its list. Empty texts are printed as lines to fill by hand.

    `languages` are one or two document language tags, the leading one first. `starts_at` and `ends_at` carry the
    local offset. `originals` counts identical signed originals; `distribution` says who keeps how many.
    """

    title: str = ""
    project: str = ""
    agreement: str = ""
    legal_basis: str = ""
    place: str = ""
    address: str = ""
    handover_date: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    parties: tuple[Party, ...] = ()
    commission_decision: str = ""
    commission: tuple[CommissionMember, ...] = ()
    receiving_units: tuple[ReceivingUnit, ...] = ()
    originals: int = 4
    distribution: str = ""
    languages: tuple[str, ...] = ("en", "sr-Cyrl")
    clauses: tuple[Clause, ...] = ()
    paper: Paper = field(default=Paper.A4, metadata=LATER)
    donor: DonorProfile = field(default=DonorProfile(), metadata=LATER)
    logos: tuple[Logo, ...] = field(default=(), metadata=LATER)

    @property
    def signing_parties(self) -> tuple[tuple[int, Party], ...]:
        """The parties that sign, each with its place in `parties` (from 0)."""
        return tuple((index, party) for index, party in enumerate(self.parties) if party.signs)


@dataclass(frozen=True, slots=True)
class ListVersion:
    """An asset list as it was imported: `sha256` is of the file's bytes, `rows` counts imported lines.

    `replaces` is of a new version of a list: the place (from 0) of that list's first version among the handover's
    lists. Its `rows` are all that it states, whatever was accepted of it.
    """

    file_name: str
    sha256: str
    sheet: str
    rows: int
    imported_at: datetime
    replaces: int | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class ParentProtocol:
    """The protocol that a supplementary one adds to."""

    reference: str
    number: str
    digest: str


@dataclass(frozen=True, slots=True)
class Handover:
    """A handover as the register holds it. `revision` counts changes of `details` and guards against overwriting.

    `number` and `digest` are empty until it is finalised. `stands_for` is of a symbolic one, which has no items.
    """

    id: HandoverId
    uid: Uid
    reference: str
    state: State
    created_at: datetime
    revision: int
    details: HandoverDetails
    lists: tuple[ListVersion, ...] = ()
    parent: ParentProtocol | None = None
    stands_for: StandsFor | None = None
    demo: bool = False
    number: str = ""
    digest: str = ""
    finalised_at: datetime | None = None
    cancel_reason: str = ""

    @property
    def is_symbolic(self) -> bool:
        """Whether it states the list of another handover, by groups and totals alone."""
        return self.stands_for is not None
