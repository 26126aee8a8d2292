"""The columns that the tables of the annexes are put together from; those without content are left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.contents import Entry
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.money import Money, add_up
from handover_desktop.domain.terms import TERMS
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.tables import EMPTY, Align, Cell, Column, Row, Run
from handover_desktop.protocol.layout.typography import FINE, HAIR
from handover_desktop.protocol.pages.manuscript import NOTHING, Manuscript, cell, head_cell, plain

REMARK_MARK, SEALED_MARK, UNLISTED_MARK = "R", "S", "N"
"""What stands in the last column for a remark, for sealed contents, for an item that is not on the list."""

_FOUND_ON_OBJECTS = frozenset(IdentifierKind) - {IdentifierKind.INVENTORY_NUMBER}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of entries. `total` says what stands under it; one that `may_go` is left out where it is empty."""

    column: Column
    show: Callable[[Entry], Cell]
    total: Callable[[Sequence[Entry]], Cell] | None = None
    may_go: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one table, those before the first total giving room to the labels of totals."""

    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns as the table wants them."""
        return tuple(field.column for field in self.fields)

    @property
    def lead(self) -> int:
        """How many columns stand before the first total."""
        return next((at for at, field in enumerate(self.fields) if field.total), len(self.fields))

    def row(self, entry: Entry, *, carried: object = None) -> Row:
        """Return the row of an entry."""
        return Row(tuple(field.show(entry) for field in self.fields), carried=carried, about=entry)

    def head(self, texts: tuple[str, ...]) -> Row:
        """Return the heading of a group, which stays with its first row."""
        label = cell(texts, type_.CELL_BOLD, type_.CELL_SECOND)
        return Row((label,), span=self.lead, below=FINE, with_next=True)

    def total(self, label: tuple[str, ...], entries: Sequence[Entry], *, below: float = HAIR) -> Row:
        """Return the row of totals under `entries`."""
        cells = (field.total(entries) if field.total else EMPTY for field in self.fields[self.lead :])
        words = cell(label, type_.CELL_BOLD, type_.CELL_SECOND)
        return Row((words, *cells), span=self.lead, above=FINE, below=below)


def lay_out(fields: Sequence[Field], entries: Sequence[Entry]) -> Layout:
    """Return the layout of those fields that have something to show."""
    return Layout(tuple(f for f in fields if not f.may_go or any(f.show(entry) for entry in entries)))


def money_of(entries: Sequence[Entry]) -> tuple[Money, ...]:
    """Return the values of entries, one sum a currency."""
    return add_up(entry.share.value for entry in entries if entry.share.value)


def pieces_of(entries: Sequence[Entry]) -> Decimal:
    """Return how many pieces entries have."""
    return sum((entry.share.pieces for entry in entries), Decimal(0))


def number(script: Manuscript) -> Field:
    """The line's number on the list."""
    _ = script.tongues
    return Field(Column(head_cell(_("No.")), most=60), lambda e: plain(e.item.asset.line_no))


def description(script: Manuscript, *, with_reason: bool = True) -> Field:
    """What it is, with its category; under it what belongs to it, why an unlisted item is there, and how what was
    open is settled.
    """
    _ = script.tongues

    def show(entry: Entry) -> Cell:
        asset = entry.item.asset
        runs = list(plain(" · ".join(filter(None, (asset.description, asset.category)))))
        runs += plain(asset.kit_contents, type_.CELL_SECOND)
        if with_reason and entry.is_unlisted and entry.item.reason:
            unlisted = _("Not on the list: {reason}", reason=entry.item.reason)[0]
            runs.append(Run(unlisted, type_.CELL_SECOND))
        return (*runs, *_carried(script, entry))

    return Field(Column(head_cell(_("Description"))), show)


def _carried(script: Manuscript, entry: Entry) -> Cell:
    """Say of what an earlier protocol left open why it was, and how it was settled."""
    _, item = script.tongues, entry.item
    if item.origin is not Origin.CARRIED_OVER:
        return ()
    was = plain(item.asset.remark, type_.CELL_SECOND)
    if was and not item.asset.quantity:
        was = plain(_("Agreed earlier: {remark}", remark=item.asset.remark)[0], type_.CELL_SECOND)
    if item.finding is None or item.finding.settlement is None:
        return was
    return (*was, *cell(_(TERMS[item.finding.settlement]), type_.CELL_SECOND, type_.CELL_SECOND))


def make_model(script: Manuscript) -> Field:
    """Make and model."""
    _ = script.tongues

    def show(entry: Entry) -> Cell:
        asset = entry.item.asset
        return plain(" ".join(filter(None, (asset.make, asset.model))))

    return Field(Column(head_cell(_("Make / model")), least=58, most=105), show, may_go=True)


def identifiers(script: Manuscript) -> tuple[Field, Field]:
    """What is read off the object, and beside it the inventory number."""
    _ = script.tongues

    def inventory(entry: Entry) -> Cell:
        found = script.identifiers(entry.item, (IdentifierKind.INVENTORY_NUMBER,))
        alone = all(run.style is type_.CELL_MONO for run in found)
        return tuple(Run(run.text, run.style) for run in found) if alone else found

    head = _(TERMS[IdentifierKind.INVENTORY_NUMBER])
    return (
        Field(
            Column(head_cell(_("Identifiers")), most=135),
            lambda e: script.identifiers(e.item, _FOUND_ON_OBJECTS),
            may_go=True,
        ),
        Field(Column(head_cell(head), least=72, most=100), inventory, may_go=True),
    )


def quantity(script: Manuscript, head: tuple[str, ...] = ()) -> Field:
    """How many pieces, in which unit."""
    _ = script.tongues

    def total(entries: Sequence[Entry]) -> Cell:
        pieces = pieces_of(entries)
        return plain(_.counted(script.quantity(pieces), pieces), type_.CELL_BOLD)

    def show(entry: Entry) -> Cell:
        pieces = entry.share.pieces
        return plain(_.counted(script.quantity(pieces), pieces, entry.item.asset.unit))

    return Field(
        Column(head_cell(head or _("Quantity")), Align.DECIMAL, most=100),
        show,
        total,
    )


def unit_price(script: Manuscript) -> Field:
    """The price of one piece."""
    _ = script.tongues

    def show(entry: Entry) -> Cell:
        price = entry.item.asset.unit_price
        return plain(script.amount(price) if price else NOTHING)

    return Field(script.amount_column(_("Unit price")), show)


def currency(script: Manuscript) -> tuple[Field, ...]:
    """The currency of the amounts, where there is more than one."""
    if not script.is_mixed:
        return ()

    def show(entry: Entry) -> Cell:
        found = entry.share.value or entry.item.asset.unit_price
        return plain(found.currency if found else "")

    def total(entries: Sequence[Entry]) -> Cell:
        return tuple(Run(money.currency, type_.CELL_BOLD) for money in money_of(entries))

    return (Field(script.currency_column(), show, total),)


def value(script: Manuscript) -> Field:
    """The value of the pieces."""
    _ = script.tongues
    return Field(
        script.amount_column(_("Value")),
        lambda e: script.amounts(money_of((e,)), type_.CELL),
        lambda entries: script.amounts(money_of(entries), type_.CELL_BOLD),
    )


def receiving_unit(script: Manuscript) -> Field:
    """The code of the unit that receives it."""
    _ = script.tongues
    return Field(
        Column(head_cell(_("Receiving unit")), most=70),
        lambda e: plain(e.item.asset.receiving_unit),
        may_go=True,
    )


def notes(script: Manuscript) -> Field:
    """The marks of remark, seal and list, and the numbers of photos."""
    _ = script.tongues

    def show(entry: Entry) -> Cell:
        return plain(", ".join((*marks(entry), *photo_reference(script, entry.photos))))

    return Field(Column(head_cell(_("Remark")), most=60), show, may_go=True)


def marks(entry: Entry) -> list[str]:
    """Return the marks that an entry has."""
    found = [f"{REMARK_MARK}\u00a0{entry.remark}"] if entry.remark else []
    found += [SEALED_MARK] if entry.is_sealed else []
    return [*found, *([UNLISTED_MARK] if entry.is_unlisted else [])]


def photo_reference(script: Manuscript, photos: tuple[int, ...]) -> tuple[str, ...]:
    """Return the reference to the photos of a line, in the leading language; nothing where there are none."""
    _ = script.tongues
    numbers = ", ".join(map(str, photos))
    return (_("Photo {numbers}", numbers=numbers)[0].replace(" ", "\u00a0", 1),) if photos else ()
