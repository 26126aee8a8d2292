"""Annex 6: items whose price for one piece is above the donor's threshold, and those that cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handover_desktop.domain.contents import Entry
from handover_desktop.domain.donors import Standing, compare_price
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow
from handover_desktop.protocol.layout.tables import Row, Table
from handover_desktop.protocol.layout.typography import FINE
from handover_desktop.protocol.pages import fields as columns
from handover_desktop.protocol.pages.annexes import WrittenAnnex, empty, headed, table
from handover_desktop.protocol.pages.fields import Layout, lay_out
from handover_desktop.protocol.pages.manuscript import Manuscript


def threshold_annex(script: Manuscript) -> WrittenAnnex:
    """Write Annex 6."""
    _ = script.tongues
    threshold, page = script.snapshot.details.donor.threshold, script.landscape
    title = _("Annex 6. Items above the donor's threshold")
    if threshold is None:
        return empty(script, title, _("The donor has no threshold."), page)
    verdicts = [(entry, compare_price(entry.item.asset, threshold)) for entry in script.contents.accepted]
    above = [entry for entry, verdict in verdicts if verdict is Standing.ABOVE]
    unknown = [entry for entry, verdict in verdicts if verdict is Standing.UNKNOWN]
    amount = script.tongues.formats.money(threshold.amount, threshold.currency)
    rule = _.n(
        "{count} accepted line has a price above {amount} for one piece.",
        "{count} accepted lines have a price above {amount} for one piece.",
        len(above),
        amount=amount,
    )
    if not above and not unknown:
        return empty(script, title, rule, page)
    layout = lay_out(_fields(script), [*above, *unknown])
    flows: list[Flow] = [headed(script, title, script.running(rule, page.measure), page)]
    peers = _rows(script, layout, [*above, *unknown])
    if above:
        flows.append(_table(script, layout, _rows(script, layout, above), peers))
    if unknown:
        told = _.n(
            "{count} accepted line cannot be evaluated: without a price, or in another currency.",
            "{count} accepted lines cannot be evaluated: without a price, or in another currency.",
            len(unknown),
        )
        body = _table(script, layout, _rows(script, layout, unknown), peers)
        flows.append(script.heading(told, body, width=page.measure, level=2))
    return WrittenAnnex(title, page, flows)


def _fields(script: Manuscript) -> tuple[columns.Field, ...]:
    return (
        columns.number(script),
        columns.description(script),
        columns.make_model(script),
        *columns.identifiers(script),
        columns.receiving_unit(script),
        columns.quantity(script),
        *columns.currency(script),
        columns.unit_price(script),
        columns.value(script),
    )


def _rows(script: Manuscript, layout: Layout, entries: Sequence[Entry]) -> list[Row]:
    _ = script.tongues
    if not entries:
        return []
    rows = [layout.row(entry) for entry in entries]
    rows[-1] = replace(rows[-1], with_next=True)
    return [*rows, layout.total(_("Total"), entries, below=FINE)]


def _table(script: Manuscript, layout: Layout, rows: list[Row], peers: list[Row]) -> Flow:
    sign = script.tongues.decimal_sign
    content = Table(layout.columns, rows, type_.CELL_SECOND, sign, peers=peers)
    return table(script, content, script.landscape, space_before=6.0)
