"""What the window says about items: their lines, quantities, results and records."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.checklists import Checklist
from handover_desktop.domain.checks import CheckRecord, Finding, Outcome, Remark
from handover_desktop.domain.money import Money
from handover_desktop.domain.sheet_texts import describe_sheet
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.units import say_unit
from handover_desktop.i18n import Translator
from handover_desktop.services.views import ItemRow
from handover_desktop.ui.directions import left_to_right

if TYPE_CHECKING:
    from handover_desktop.formats import Formats


class ItemTexts:
    """The sentences about items in one language."""

    def __init__(self, _: Translator, formats: Formats) -> None:
        self._ = _
        self.formats = formats

    def describe_row(self, row: ItemRow) -> str:
        """Return one row of the list as a sentence for screen readers."""
        state = self._("Two results, decide which one holds") if row.conflict else self.outcome(row.outcome)
        parts = [
            self._("Line {line}", line=row.line_no),
            state,
            self._("sealed") if row.sealed else "",
            self._("not on the list") if row.extra else "",
            row.description,
            row.make_model,
            row.identifier,
            row.receiving_unit,
        ]
        return ", ".join(part for part in parts if part)

    def explain_row(self, row: ItemRow) -> str:
        """Return what a screen reader adds to a row: whether it is done, and how much there is of it."""
        done = self._("Saved") if row.outcome is not None else self._("Still to be checked")
        return f"{done} · {self.pieces(row.quantity, row.unit)}"

    def second_line(self, row: ItemRow) -> str:
        """Return what stands small under a row's description: how many, for whom, and that it was added."""
        count = self.pieces(row.quantity, row.unit) if row.quantity != 1 else ""
        extra = self._("not on the list") if row.extra else ""
        return " · ".join(part for part in (extra, count, row.receiving_unit) if part)

    def outcome(self, outcome: Outcome | None) -> str:
        """Return the word of an outcome; that of not checked where there is none."""
        return self._(TERMS[outcome or Outcome.NOT_CHECKED])

    def name(self, item: Item) -> str:
        """Return what people call an item: its line and description."""
        return self._(
            "Line {line} · {description}", line=item.asset.line_no, description=item.asset.description
        )

    def pieces(self, pieces: Decimal, unit: str) -> str:
        """Return a quantity with its unit."""
        said = say_unit(unit, pieces, self._.n)
        return f"{self.formats.number(pieces)}\u00a0{said}" if said else self.formats.number(pieces)

    def values(self, values: Iterable[Money]) -> str:
        """Return amounts per currency side by side; a dash where there is none."""
        return " + ".join(self.formats.money(money.amount, money.currency) for money in values) or "–"

    def facts(self, item: Item) -> tuple[tuple[str, str], ...]:
        """Return (label, text) of everything the list says besides description and main identifier."""
        asset, main = item.asset, item.asset.main_identifier
        carried = item.origin is Origin.CARRIED_OVER
        others = [(self._(TERMS[i.kind]), left_to_right(i.value)) for i in asset.identifiers if i != main]
        stated = [
            (self._("Kit contents"), asset.kit_contents),
            *others,
            (self._("Quantity"), self.pieces(asset.quantity, asset.unit) if asset.is_counted else ""),
            (self._("Receiving unit"), asset.receiving_unit),
            (self._("Place"), asset.location),
            (self._("Unit price"), self._price(asset) if asset.quantity else ""),
            (self._("Value"), self._value(asset)),
            (self._("Left open before") if carried else self._("Remark on the list"), asset.remark),
            (self._("Order"), asset.order_reference),
            (self._("Warranty"), self._warranty(asset)),
            (self._("Why it was added"), item.reason if item.origin is Origin.EXTRA else ""),
            *asset.details,
        ]
        return tuple((label, text) for label, text in stated if text)

    def _price(self, asset: AssetLine) -> str:
        price = asset.unit_price
        return "" if price is None else self.formats.money(price.amount, price.currency)

    def _value(self, asset: AssetLine) -> str:
        value = asset.value
        return (
            "" if value is None or not asset.is_counted else self.formats.money(value.amount, value.currency)
        )

    def _warranty(self, asset: AssetLine) -> str:
        months = asset.warranty_months
        return "" if months is None else self._.n("{count} month", "{count} months", months)

    def counts(self, finding: Finding, asset: AssetLine) -> str:
        """Return presented and accepted pieces against the list; empty where a single piece is one piece."""
        whole = finding.presented == finding.accepted == asset.quantity
        if not asset.is_counted or whole or not finding.presented:
            return ""
        return self._(
            "{presented} presented, {accepted} accepted of {listed}",
            presented=self.formats.number(finding.presented),
            accepted=self.formats.number(finding.accepted),
            listed=self.pieces(asset.quantity, asset.unit),
        )

    def result(self, finding: Finding | None, asset: AssetLine) -> str:
        """Return a result in words: the outcome and its details."""
        if finding is None:
            return self.outcome(None)
        details = self.details(finding, asset)
        return f"{self.outcome(finding.outcome)} · {details}" if details else self.outcome(finding.outcome)

    def details(self, finding: Finding, asset: AssetLine) -> str:
        """Return what a result says beside its outcome: counts, qualifier, what was read."""
        read = [
            self._("{kind} read: {value}", kind=self._(TERMS[reading.kind]), value=reading.value)
            for reading in finding.readings
        ]
        sealed = self._(TERMS[finding.qualifier]) if finding.qualifier else ""
        settled = self._(TERMS[finding.settlement]) if finding.settlement else ""
        parts = [self.counts(finding, asset), settled, sealed, *read]
        return " · ".join(part for part in parts if part)

    def remark(self, remark: Remark) -> str:
        """Return a remark with what was agreed about it."""
        deadline = self._("by {date}", date=self.formats.date(remark.deadline)) if remark.deadline else ""
        agreed = ", ".join(part for part in (remark.agreed_action, remark.responsible, deadline) if part)
        return self._.pair(self._(TERMS[remark.type]), remark.text) + (f" → {agreed}" if agreed else "")

    def sheet(self, finding: Finding | None, checklist: Checklist) -> str:
        """Return all that the sheet of a finding says, worded by its checklist; empty where there is none."""
        lines = describe_sheet(self._, finding.sheet, checklist) if finding and finding.sheet else ()
        return " · ".join(self._.pair(label, text) for label, text in lines)

    def dispute(self, heads: Iterable[CheckRecord], asset: AssetLine) -> str:
        """Return in what the results of an item differ: the results themselves, and that their sheets do."""
        found = [record.finding for record in heads]
        results = dict.fromkeys(self.result(finding, asset) for finding in found)
        sheets = {finding.sheet if finding else None for finding in found}
        apart = self._("the sheets differ") if len(sheets) > 1 else ""
        return " · ".join(part for part in ("  ≠  ".join(results), apart) if part)

    def trace(self, record: CheckRecord) -> str:
        """Return when, by whom, on which laptop and how a record was made."""
        how = self._(TERMS[record.method])
        return " · ".join((self.formats.moment(record.at), record.who, record.device, how))
