"""Comparing the rows that were printed with the data they are about: identifiers, quantities, amounts, outcomes.

What is expected is worked out from the snapshot anew, not from what the rows were set from.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from handover_desktop.domain.contents import Entry, RemarkEntry
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.tally import TAKEN_OVER, Share, shares
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.turning import untwisted
from handover_desktop.domain.units import say_unit
from handover_desktop.formats import Formats
from handover_desktop.i18n import Translator
from handover_desktop.protocol.layout.fonts import clean
from handover_desktop.protocol.layout.records import Continued, Record
from handover_desktop.protocol.pages.figures import FiguresShown
from handover_desktop.protocol.pages.orders import PrintOrder
from handover_desktop.protocol.reading.figures_check import expected_figures

Key = tuple[Uid, str]
"""An item, and the part of its pieces that a row is about; the register of remarks has parts of its own."""

_REMARK = "remark"
_FIGURES = Uid("figures")
_EXCERPT = 60


class _PrintedRow:
    """The lines of a row, joined without spaces; a text that is a cell or a paragraph of one begins and ends a line."""

    def __init__(self, page: int) -> None:
        self.page = page
        self._text = ""
        self._edges = {0}
        self._parts = [0]

    def add(self, lines: Sequence[str]) -> None:
        """Add the lines of the row, or of its next part."""
        self._parts.append(len(self._text))
        for line in lines:
            self._text += _bare(line)
            self._edges.add(len(self._text))

    @property
    def beginning(self) -> str:
        """How the row begins."""
        return self._text[:_EXCERPT]

    def has(self, text: str) -> bool:
        """Tell whether `text` stands in the row by itself, on one line or over several."""
        sought = _bare(text)
        at = self._text.find(sought)
        while at >= 0:
            if at in self._edges and at + len(sought) in self._edges:
                return True
            at = self._text.find(sought, at + 1)
        return self._continues(sought)

    def has_within(self, text: str) -> bool:
        """Tell whether `text` stands in the row, alone or beside others."""
        sought = _bare(text)
        return sought in self._text or self._continues(sought)

    def _continues(self, sought: str) -> bool:
        """Tell whether a text goes on from one part of the row to the next, each time in whole lines."""
        for start, end in pairwise((*self._parts[1:], len(self._text))):
            edges = sorted(edge for edge in self._edges if start <= edge <= end)
            taken = 0
            for at in edges:
                same = _common_length(self._text[at:end], sought)
                taken = max(taken, *(edge - at for edge in edges if at <= edge <= at + same))
            sought = sought[taken:]
        return not sought


def _common_length(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def check_rows(record: Record, order: PrintOrder, *, unit: str = "") -> None:
    """Raise DomainError ROW_NOT_PRINTED or PAGES_DIFFER for the first item whose rows do not say what its data says.

    An extract is to show what the receiving `unit` gets, and nothing else.
    """
    rows = _printed_rows(record)
    if unit:
        _check_extract(rows, order, unit)
        return
    formats = Formats(order.languages[0])
    say = order.translators[order.languages[0]]
    for item in order.snapshot.items:
        for share in shares(item.asset, item.origin, item.finding):
            key = (item.uid, _part(share))
            for row in _found(rows, key, item):
                _check_entry(row, item, share, formats, say)
        if item.finding is not None and item.finding.remark is not None:
            for row in _found(rows, (item.uid, _REMARK), item):
                outcome = say(TERMS[item.finding.outcome])
                _check_remark(row, item, outcome, formats)
    for about, texts in expected_figures(order.snapshot, formats):
        found = rows.pop((_FIGURES, repr(about)), None)
        if not found:
            raise DomainError(Code.ROW_NOT_PRINTED, line=about.name or about.number or about.what)
        for row in found:
            _require(row, texts, [about.name])
    _require_nothing_else(rows, order.snapshot.items)


def _check_extract(rows: dict[Key, list[_PrintedRow]], order: PrintOrder, unit: str) -> None:
    formats, say = Formats(order.languages[0]), order.translators[order.languages[0]]
    for item in order.snapshot.items:
        if item.asset.receiving_unit != unit:
            continue
        for share in shares(item.asset, item.origin, item.finding):
            if share.group in TAKEN_OVER:
                key = (item.uid, _part(share))
                for row in _found(rows, key, item):
                    _check_entry(row, item, share, formats, say)
                del rows[key]
    for row, *_more in rows.values():
        raise DomainError(Code.PAGES_DIFFER, page=row.page, text=row.beginning)


def _printed_rows(record: Record) -> dict[Key, list[_PrintedRow]]:
    """Gather the lines of each row; a row that goes on on another page is one."""
    rows: dict[Key, list[_PrintedRow]] = defaultdict(list)
    for number, page in enumerate(record.pages, start=1):
        for drawn in page.rows:
            goes_on = isinstance(drawn.about, Continued)
            key = _key(drawn.about.about if isinstance(drawn.about, Continued) else drawn.about)
            if not goes_on:
                rows[key].append(_PrintedRow(number))
            rows[key][-1].add(page.texts[drawn.first : drawn.end])
    return rows


def _key(about: object) -> Key:
    if isinstance(about, RemarkEntry):
        return about.item.uid, _REMARK
    if isinstance(about, FiguresShown):
        return _FIGURES, repr(about)
    assert isinstance(about, Entry)
    return about.item.uid, _part(about.share)


def _part(share: Share) -> str:
    return f"{share.group.value} {share.is_main}"


def _found(rows: dict[Key, list[_PrintedRow]], key: Key, item: SnapshotItem) -> list[_PrintedRow]:
    found = rows.get(key)
    if not found:
        raise DomainError(Code.ROW_NOT_PRINTED, line=item.asset.line_no or item.position)
    return found


def _require_nothing_else(rows: dict[Key, list[_PrintedRow]], items: Sequence[SnapshotItem]) -> None:
    known = {
        (item.uid, _part(share)) for item in items for share in shares(item.asset, item.origin, item.finding)
    }
    known |= {
        (item.uid, _REMARK) for item in items if item.finding is not None and item.finding.remark is not None
    }
    for key in rows.keys() - known:
        row = rows[key][0]
        raise DomainError(Code.PAGES_DIFFER, page=row.page, text=row.beginning)


def _check_entry(
    row: _PrintedRow, item: SnapshotItem, share: Share, formats: Formats, say: Translator
) -> None:
    asset = item.asset
    unit = say_unit(untwisted(asset.unit), share.pieces, say.n)
    alone = [asset.line_no, _quantity(share.pieces, unit, formats)]
    alone += [identifier.value for identifier in item.identifiers_found]
    alone += [_amount(money, formats) for money in (share.value,) if money]
    if share.group in TAKEN_OVER and asset.unit_price:
        alone.append(_amount(asset.unit_price, formats))
    _require(row, alone, [asset.description, asset.category, asset.make, asset.model, asset.kit_contents])


def _check_remark(row: _PrintedRow, item: SnapshotItem, outcome: str, formats: Formats) -> None:
    finding = item.finding
    assert finding is not None
    assert finding.remark is not None
    remark = finding.remark
    alone = [item.asset.line_no, outcome, remark.text, remark.agreed_action, remark.responsible]
    alone += [formats.date(remark.deadline)] if remark.deadline else []
    alone += [identifier.value for identifier in item.identifiers_found]
    _require(row, alone, [item.asset.description])


def _require(row: _PrintedRow, alone: Sequence[str], within: Sequence[str]) -> None:
    for text in _lacking(row, alone, within):
        raise DomainError(Code.PAGES_DIFFER, page=row.page, text=text[:_EXCERPT])


def _lacking(row: _PrintedRow, alone: Sequence[str], within: Sequence[str]) -> Iterator[str]:
    yield from (text for text in alone if not row.has(text))
    yield from (text for text in within if not row.has_within(text))


def _quantity(pieces: Decimal, unit: str, formats: Formats) -> str:
    whole = pieces == pieces.to_integral_value() and abs(pieces) < 1000
    return f"{int(pieces) if whole else formats.number(pieces)} {unit}"


def _amount(money: Money, formats: Formats) -> str:
    return formats.amount(money.amount)


def _bare(text: str) -> str:
    """Return a text without spaces and signs without ink, composed."""
    if text.isascii():
        return "".join(text.split())
    return "".join(sign for sign in clean(text) if not sign.isspace() and unicodedata.category(sign) != "Cf")
