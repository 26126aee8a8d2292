"""The lines of an asset list: what was announced, before anyone looked at it."""

from __future__ import annotations

import enum
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
        by_kind = {i.kind: i for i in reversed(self.identifiers)}
        return next((by_kind[kind] for kind in _COMPARED_FIRST if kind in by_kind), None)

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
