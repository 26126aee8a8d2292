"""What the ceremony view shows, and no more than that is read for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from handover_desktop.domain.handovers import Handover, HandoverDetails, Party
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.money import Money
from handover_desktop.domain.signatures import SignatureKind
from handover_desktop.domain.symbolic import GroupTotal, total_of
from handover_desktop.i18n import Translator

if TYPE_CHECKING:
    from handover_desktop.formats import Formats
    from handover_desktop.services.desk import Services

_SIGNED = (SignatureKind.DRAWN, SignatureKind.ON_PAPER)


@dataclass(frozen=True, slots=True)
class Voice:
    """One language of the document."""

    texts: Translator
    formats: Formats


@dataclass(frozen=True, slots=True)
class Done:
    """How much of a whole is done."""

    done: Decimal
    whole: Decimal


@dataclass(frozen=True, slots=True)
class Guest:
    """A party as the view names it: its name, never its people; `signed` once it has."""

    party: Party
    signed: bool


@dataclass(frozen=True, slots=True)
class Ceremony:
    """The state of a handover as anyone in the room may see it.

    `item` is the description and the make of what was checked last, empty before; `number` once it is finalised.
    Of a symbolic handover the figures are those of the list, and all done; `groups` says which.
    """

    details: HandoverDetails
    number: str
    voices: tuple[Voice, ...]
    guests: tuple[Guest, ...]
    lines: Done
    pieces: Done
    values: tuple[tuple[Money, Money], ...]
    item: tuple[str, str]
    groups: tuple[GroupTotal, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Whether everyone who signs has done so."""
        return bool(self.number) and all(guest.signed for guest in self.guests if guest.party.signs)


def read_ceremony(services: Services, handover: HandoverId) -> Ceremony:
    """Read the state of `handover`; identifiers, remarks and names of people are left out."""
    found = services.handovers.get(handover)
    if found.is_symbolic:
        return _read_symbolic(services, found)
    progress, last = services.checking.progress(handover), services.checking.last(handover)
    done = {money.currency: money for money in progress.values_done}
    item = ("", "")
    if last is not None:
        asset = last.item.asset
        item = (asset.description, asset.make_model)
    return Ceremony(
        found.details,
        found.number,
        _voices(services, found),
        _guests(services, found),
        Done(Decimal(progress.lines_done), Decimal(progress.lines)),
        Done(progress.pieces_done, progress.pieces),
        tuple((done.get(one.currency, Money(one.currency, 0)), one) for one in progress.values),
        item,
    )


def _read_symbolic(services: Services, found: Handover) -> Ceremony:
    """Read what a symbolic handover states: groups and totals, nothing of the check."""
    (standing,) = services.ceremonies.standings(found.id)
    total = total_of(standing.stated)
    return Ceremony(
        found.details,
        found.number,
        _voices(services, found),
        _guests(services, found),
        Done(Decimal(total.lines), Decimal(total.lines)),
        Done(total.pieces, total.pieces),
        tuple((money, money) for money in total.values),
        ("", ""),
        standing.stated,
    )


def _voices(services: Services, found: Handover) -> tuple[Voice, ...]:
    from handover_desktop.formats import Formats

    return tuple(Voice(services.workplace.translator(tag), Formats(tag)) for tag in found.details.languages)


def _guests(services: Services, found: Handover) -> tuple[Guest, ...]:
    signed = {
        one.party
        for one in services.signing.signatories(found.id)
        if one.signature is not None and one.signature.kind in _SIGNED
    }
    return tuple(Guest(party, place in signed) for place, party in enumerate(found.details.parties))
