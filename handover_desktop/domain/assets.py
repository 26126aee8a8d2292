"""The lines of an asset list: what was announced, before anyone looked at it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import ItemId, Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.units import PIECE


class Origin(enum.StrEnum):
    """How an item came to be on a handover."""

    LISTED = "listed"
    EXTRA = "extra"
    CARRIED_OVER = "carried-over"


@dataclass(frozen=True, slots=True)
class AssetLine:
    """One line of an asset list as understood; texts are as written, identifiers untouched.

    `quantity` is in `unit`s, with at most three decimals. `line_value` is the total stated by the list, if any.
    `details` keeps the columns that no field has, in the order of the list: (heading, text).
    """

    line_no: str
    description: str
    quantity: Decimal = Decimal(1)
    unit: str = PIECE
    lot: str = ""
    category: str = ""
    make: str = ""
    model: str = ""
    identifiers: tuple[Identifier, ...] = ()
    unit_price: Money | None = None
    line_value: Money | None = None
    receiving_unit: str = ""
    location: str = ""
    kit_contents: str = ""
    order_reference: str = ""
    warranty_months: int | None = None
    remark: str = ""
    details: tuple[tuple[str, str], ...] = ()

    def identifier(self, kind: IdentifierKind) -> str:
        """Return the first identifier of `kind`, or an empty text."""
        return next((i.value for i in self.identifiers if i.kind is kind), "")

    @property
    def main_identifier(self) -> Identifier | None:
        """The identifier to compare first: VIN, serial, IMEI, inventory number, plate."""
        return main_of(self.identifiers)

    @property
    def make_model(self) -> str:
        """Make and model in one; empty where the description says just that."""
        return make_and_model(self.make, self.model, self.description)

    @property
    def is_counted(self) -> bool:
        """Whether the line is a quantity to count rather than one identified piece, or a point without pieces."""
        return self.quantity not in (0, 1)

    def value_of(self, pieces: Decimal) -> Money | None:
        """Return the value of `pieces` of this line, or None where the list states no price."""
        if self.unit_price is not None:
            return self.unit_price.times(pieces)
        if self.line_value is None or not self.quantity:
            return None
        minor = self.line_value.minor * pieces / self.quantity
        return Money(self.line_value.currency, int(minor.to_integral_value(ROUND_HALF_UP)))

    @property
    def value(self) -> Money | None:
        """The value of the whole line."""
        return self.value_of(self.quantity)


def main_of(identifiers: Sequence[Identifier]) -> Identifier | None:
    """Return the one of `identifiers` to compare first, None where there is none."""
    return min(identifiers, key=lambda one: _COMPARED_FIRST.index(one.kind), default=None)


def make_and_model(make: str, model: str, description: str) -> str:
    """Return make and model in one; nothing where `description` says just that."""
    named = f"{make} {model}".strip()
    return "" if named.casefold() == description.strip().casefold() else named


_COMPARED_FIRST = (
    IdentifierKind.VIN,
    IdentifierKind.SERIAL_NUMBER,
    IdentifierKind.IMEI,
    IdentifierKind.INVENTORY_NUMBER,
    IdentifierKind.PLATE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """An asset line within a handover. `position` counts from 1, below zero for one that a new version of its list
    withdrew. `reason` says why an extra item is there; for one that is carried over it is the uid of the item of the
    earlier protocol.
    """

    id: ItemId
    uid: Uid
    position: int
    asset: AssetLine
    origin: Origin = Origin.LISTED
    reason: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether a new version of its list withdrew it: it is on the handover no more."""
        return self.position < 0


@dataclass(frozen=True, slots=True)
class KnownAsset:
    """An identifier that the register knows already, of an asset of this make and model, and where it stands.

    `number` is empty until that handover is finalised.
    """

    identifier: Identifier
    make: str
    model: str
    line_no: str
    reference: str
    number: str = ""
