"""What the parts of the document are written from, and the forms that they share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, same_identifier
from handover_desktop.domain.money import Money
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.domain.texts import N_
from handover_desktop.protocol import typography as type_
from handover_desktop.protocol.contents import Contents
from handover_desktop.protocol.flow import Flow, Headed, Lines, TextBlock, set_lines
from handover_desktop.protocol.sheets import turned, upright
from handover_desktop.protocol.structure import Role
from handover_desktop.protocol.tables import Align, Cell, Column, Run
from handover_desktop.protocol.tongues import Tongues
from handover_desktop.protocol.typography import Format, Style, spoken
from handover_desktop.protocol.wrapping import Measure

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
    `currencies` are those of all values, sorted.
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
    _amounts: dict[Money, str] = field(default_factory=dict)

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
        currency: tuple[Column, ...] = ()
        if self.is_mixed:
            currency = (Column(head_cell(self.tongues(N_("Currency"))), most=60),)
        elif self.currencies:
            heads = tuple(tuple(f"{text}, {self.currencies[0]}" for text in head) for head in heads)
        return currency + tuple(Column(head_cell(head), Align.DECIMAL, least=50, most=150) for head in heads)

    def value_cells(
        self, values: Iterable[Money], style: Style, *, before: tuple[Cell, ...] = ()
    ) -> tuple[Cell, ...]:
        """Return the cells for `values`, one line each; `before` stands between currency and value."""
        found = tuple(values)
        amounts = tuple(Run(self.amount(money), style) for money in found) or (Run(NOTHING, style),)
        currencies = tuple(Run(money.currency, style) for money in found)
        return ((currencies,) if self.is_mixed else ()) + before + (amounts,)

    def identifiers(self, item: SnapshotItem) -> Cell:
        """Return the identifiers as read, the one to compare first, each with what the list says otherwise."""
        runs = []
        main = item.asset.main_identifier
        for found in sorted(item.identifiers_found, key=lambda i: main is None or i.kind is not main.kind):
            runs.append(Run(found.value, type_.CELL_MONO, self.tongues(SHORT_KINDS[found.kind])[0]))
            runs += [
                Run(listed.value, type_.CELL_MONO_SECOND, self.tongues(N_("on list"))[0])
                for listed in _listed_otherwise(item.asset, found)
            ]
        return tuple(runs)

    def heading(self, texts: tuple[str, ...], body: Flow, *, width: float, level: int = 1) -> Headed:
        """Set a heading in each language over what follows."""
        first, second, before, role = _HEADINGS[level]
        lines = set_lines(self.measure, stacked(texts, first, second), width)
        block = TextBlock(tuple(lines), sum(line.style.leading for line in lines), role)
        return Headed(block, body, space_before=before, gap=5.0 - level)

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
