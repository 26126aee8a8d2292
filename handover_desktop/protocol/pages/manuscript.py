"""What the parts of the document are written from, and the forms that they share."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.contents import Contents
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, same_identifier
from handover_desktop.domain.money import Money
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.domain.texts import N_
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Headed, Lines, TextBlock, set_lines
from handover_desktop.protocol.layout.sheets import turned, upright
from handover_desktop.protocol.layout.structure import Role
from handover_desktop.protocol.layout.tables import Align, Cell, Column, Run
from handover_desktop.protocol.layout.typography import Format, Style, spoken
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.tongues import Tongues

NOTHING = "–"

SHORT_KINDS: dict[IdentifierKind, str] = {
    IdentifierKind.VIN: N_("VIN"),
    IdentifierKind.SERIAL_NUMBER: N_("S/N"),
    IdentifierKind.INVENTORY_NUMBER: N_("Inv."),
    IdentifierKind.IMEI: N_("IMEI"),
    IdentifierKind.PLATE: N_("Plate"),
}


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The content of a document, its voice and its measures.

    `data` are the canonical bytes of the snapshot and `digest` their SHA-256, both empty in a draft.
    `currencies` are those of all values, sorted; `pictures` are the bytes of logos and photos by SHA-256.
    """

    snapshot: Snapshot
    data: bytes
    digest: str
    contents: Contents
    tongues: Tongues
    measure: Measure
    signatures: tuple[Signature, ...]
    draft: bool
    currencies: tuple[str, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    redacted: bool = False
    _amounts: dict[Money, str] = field(default_factory=dict)

    @property
    def shown_number(self) -> str:
        """The number that the pages show; none in a draft."""
        return self.snapshot.number if self.redacted or not self.draft else ""

    @property
    def portrait(self) -> Format:
        """The upright page."""
        return upright(self.snapshot.details.paper)

    @property
    def landscape(self) -> Format:
        """The page on its side."""
        return turned(self.snapshot.details.paper)

    def amount(self, money: Money) -> str:
        """Return an amount without its currency."""
        text = self._amounts.get(money)
        if text is None:
            text = self._amounts[money] = self.tongues.formats.amount(money.amount)
        return text

    def quantity(self, pieces: Decimal) -> str:
        """Return a quantity."""
        if pieces == pieces.to_integral_value() and abs(pieces) < 1000:
            return str(int(pieces))
        return self.tongues.formats.number(pieces)

    @property
    def is_mixed(self) -> bool:
        """Whether values are in more than one currency, so that each amount needs its own."""
        return len(self.currencies) > 1

    def value_columns(self, *heads: tuple[str, ...]) -> tuple[Column, ...]:
        """Return the columns of amounts, behind one for the currency where there are several."""
        currency = (self.currency_column(),) if self.is_mixed else ()
        return currency + tuple(self.amount_column(head) for head in heads)

    def currency_column(self) -> Column:
        """Return the column that says in which currency each amount is."""
        return Column(head_cell(self.tongues(N_("Currency"))), most=60)

    def amount_column(self, head: tuple[str, ...]) -> Column:
        """Return a column of amounts; its head names the currency where there is only one."""
        if len(self.currencies) == 1:
            head = self.tongues.each("{head}, {currency}", head=head, currency=self.currencies[0])
        return Column(head_cell(head), Align.DECIMAL, least=68, most=150)

    def amounts(self, values: Iterable[Money], style: Style) -> Cell:
        """Return a cell of amounts, one line each."""
        return tuple(Run(self.amount(money), style) for money in values) or (Run(NOTHING, style),)

    def value_cells(self, values: Iterable[Money], style: Style) -> tuple[Cell, ...]:
        """Return the cells for `values`, behind one for their currencies where there are several."""
        found = tuple(values)
        currencies = tuple(Run(money.currency, style) for money in found)
        return (*((currencies,) if self.is_mixed else ()), self.amounts(found, style))

    def identifiers(
        self, item: SnapshotItem, kinds: Container[IdentifierKind] = tuple(IdentifierKind)
    ) -> Cell:
        """Return the identifiers of these kinds as read, the one to compare first, each with what the list says
        otherwise.
        """
        runs = []
        main = item.asset.main_identifier
        for found in sorted(item.identifiers_found, key=lambda i: main is None or i.kind is not main.kind):
            if found.kind not in kinds:
                continue
            runs.append(Run(found.value, type_.CELL_MONO, self.tongues(SHORT_KINDS[found.kind])[0]))
            runs += [
                Run(listed.value, type_.CELL_MONO_SECOND, self.tongues(N_("on list"))[0])
                for listed in _listed_otherwise(item.asset, found)
            ]
        return tuple(runs)

    def heading(self, texts: tuple[str, ...], body: Flow, *, width: float, level: int = 1) -> Headed:
        """Set a heading in each language over what follows."""
        block = self.heading_block(texts, width, level=level)
        return Headed(block, body, space_before=_HEADINGS[level][2], gap=5.0 - level)

    def heading_block(self, texts: tuple[str, ...], width: float, *, level: int = 1) -> TextBlock:
        """Set a heading in each language."""
        first, second, _before, role = _HEADINGS[level]
        lines = set_lines(self.measure, stacked(texts, first, second), width)
        return TextBlock(tuple(lines), sum(line.style.leading for line in lines), role)

    def running(self, texts: tuple[str, ...], width: float, *, space_before: float = 4.0) -> Lines:
        """Set a text in each language, one under the other."""
        lines = set_lines(self.measure, stacked(texts, type_.BODY, type_.BODY_SECOND), width, running=True)
        return Lines(lines, space_before=space_before)


_HEADINGS = {
    1: (type_.HEADING, type_.HEADING_SECOND, 20.0, Role.HEADING),
    2: (type_.SUBHEADING, type_.SUBHEADING_SECOND, 9.0, Role.SUBHEADING),
}


def _listed_otherwise(asset: AssetLine, found: Identifier) -> list[Identifier]:
    listed = [i for i in asset.identifiers if i.kind is found.kind]
    return [] if any(same_identifier(i.value, found.value) for i in listed) else listed


def stacked(texts: tuple[str, ...], first: Style, second: Style) -> list[tuple[str, Style]]:
    """Pair the text of each language with its style: the leading one in `first`, the other in `second`."""
    return [(text, spoken(second, at) if at else first) for at, text in enumerate(texts)]


def cell(texts: tuple[str, ...], first: Style = type_.CELL, second: Style = type_.CELL_SECOND) -> Cell:
    """Return a cell with the text of each language, one under the other."""
    return tuple(Run(text, style) for text, style in stacked(texts, first, second))


def head_cell(texts: tuple[str, ...]) -> Cell:
    """Return the head of a column."""
    return cell(texts, type_.CELL_BOLD, type_.CELL_SECOND)


def plain(text: str, style: Style = type_.CELL) -> Cell:
    """Return a cell with one text; an empty one for an empty text."""
    return (Run(text, style),) if text else ()
