"""Annex 1: what is accepted, by receiving unit or lot, with subtotals and amounts carried over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from handover_desktop.domain.contents import Entry
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow
from handover_desktop.protocol.layout.tables import EMPTY, Carry, Cell, Column, Row, Table
from handover_desktop.protocol.layout.typography import FINE, Format
from handover_desktop.protocol.pages import fields as columns
from handover_desktop.protocol.pages.annexes import WrittenAnnex, carry_values, empty, headed, table
from handover_desktop.protocol.pages.fields import Field, Layout, lay_out, money_of
from handover_desktop.protocol.pages.manuscript import Manuscript, cell

Group = tuple[tuple[str, ...], tuple[Entry, ...]]
"""The heading of some entries in each language, and the entries."""


def accepted_annex(script: Manuscript) -> WrittenAnnex:
    """Write Annex 1."""
    _ = script.tongues
    title, page = _("Annex 1. Accepted assets"), script.landscape
    entries = script.contents.accepted
    if not entries:
        return empty(script, title, _("No assets are accepted."), page)
    layout = lay_out(accepted_fields(script), entries)
    rows: list[Row] = []
    for label, members in group_entries(script):
        rows += _group_rows(script, layout, label, members)
    rows.append(layout.total(_("Total of Annex 1"), entries, below=FINE))
    return WrittenAnnex(
        title,
        page,
        [headed(script, title, list_of(script, layout, rows, page), page), *legend(script, entries)],
    )


def accepted_fields(script: Manuscript) -> tuple[Field, ...]:
    """Return the columns of accepted items."""
    return (
        columns.number(script),
        columns.description(script),
        columns.make_model(script),
        *columns.identifiers(script),
        columns.quantity(script),
        *columns.currency(script),
        columns.unit_price(script),
        columns.value(script),
        columns.notes(script),
    )


def list_of(
    script: Manuscript,
    layout: Layout,
    rows: Sequence[Row],
    page: Format,
    *,
    peers: Sequence[Row] = (),
    before: float = 0.0,
) -> Flow:
    """Set rows of items into a table that carries its value over from page to page.

    `peers` are rows of another table with the same columns; `before` is the space above.
    """
    sign = script.tongues.decimal_sign
    content = Table(layout.columns, rows, type_.CELL_SECOND, sign, _carry(script, layout), peers)
    return table(script, content, page, space_before=before)


def item_rows(layout: Layout, entries: Sequence[Entry]) -> list[Row]:
    """Return the rows of entries; the last one stays with what comes after it."""
    rows = [layout.row(entry, carried=money_of((entry,))) for entry in entries]
    rows[-1] = replace(rows[-1], with_next=True)
    return rows


def _group_rows(
    script: Manuscript, layout: Layout, label: tuple[str, ...], entries: Sequence[Entry]
) -> list[Row]:
    _ = script.tongues
    rows = item_rows(layout, entries)
    return [layout.head(label), *rows, layout.total(_("Subtotal"), entries)] if label else rows


def group_entries(script: Manuscript) -> list[Group]:
    """Group the accepted entries by receiving unit, otherwise by lot, each group with its heading."""
    _, entries = script.tongues, script.contents.accepted
    if any(entry.item.asset.receiving_unit for entry in entries):
        return [(unit_name(script, code), members) for code, members in entries_by_unit(script)]
    if any(entry.item.asset.lot for entry in entries):
        lots = entries_by(entries, lambda entry: entry.item.asset.lot)
        return [(_("Lot {lot}", lot=lot) if lot else _("No lot named"), found) for lot, found in lots]
    return [((), entries)]


def entries_by_unit(script: Manuscript) -> list[tuple[str, tuple[Entry, ...]]]:
    """Return the accepted entries of each receiving unit that has some, by its code."""
    order = [unit.code for unit in script.snapshot.details.receiving_units]
    return entries_by(script.contents.accepted, lambda entry: entry.item.asset.receiving_unit, order)


def entries_by(
    entries: Iterable[Entry], key: Callable[[Entry], str], order: Iterable[str] = ()
) -> list[tuple[str, tuple[Entry, ...]]]:
    """Group entries by their key: first the groups of `order`, then the others as they come; none is empty."""
    found: dict[str, list[Entry]] = {name: [] for name in order}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return [(name, tuple(members)) for name, members in found.items() if members]


def unit_name(script: Manuscript, code: str) -> tuple[str, ...]:
    """Return code and name of a unit in each language."""
    _ = script.tongues
    if not code:
        return _("No receiving unit named")
    unit = next((unit for unit in script.snapshot.details.receiving_units if unit.code == code), None)
    if unit is None:
        return (code,)
    return tuple(filter(None, dict.fromkeys((unit.full_name, unit.name_local))))


def legend(script: Manuscript, entries: Sequence[Entry]) -> list[Flow]:
    """Explain the marks in the last column, those that occur."""
    _ = script.tongues
    notes = []
    if any(entry.remark for entry in entries):
        notes.append((columns.REMARK_MARK, _("remark of this number in Annex 2")))
    if any(entry.is_sealed for entry in entries):
        notes.append((columns.SEALED_MARK, _("sealed, contents not inspected")))
    if any(entry.is_unlisted for entry in entries):
        notes.append((columns.UNLISTED_MARK, _("not on the list")))
    if not notes:
        return []
    said = [_.each("{mark} – {explained}", mark=mark, explained=explained) for mark, explained in notes]
    texts = tuple("   ".join(parts) for parts in zip(*said, strict=True))
    content = Table((Column(),), (Row((cell(texts),), below=0.0),), type_.CELL_SECOND)
    return [table(script, content, script.landscape, space_before=2.0)]


def _carry(script: Manuscript, layout: Layout) -> Carry:
    def row(words: Cell, values: tuple[Cell, ...]) -> Row:
        *currency, value = values
        return Row((words, EMPTY, *currency, EMPTY, value), span=layout.lead)

    return carry_values(script, row)
