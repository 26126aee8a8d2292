"""Annex 6: items whose price for one piece is above the donor's threshold, and those that cannot be told."""

from __future__ import annotations

from collections.abc import Sequence

from handover_desktop.domain.contents import Entry
from handover_desktop.domain.donors import Standing, compare_price
from handover_desktop.protocol.layout.flow import Flow
from handover_desktop.protocol.layout.tables import Row
from handover_desktop.protocol.layout.typography import FINE
from handover_desktop.protocol.pages import fields as columns
from handover_desktop.protocol.pages.accepted import item_rows, list_of
from handover_desktop.protocol.pages.annexes import WrittenAnnex, empty, headed
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
    rows, others = _rows(script, layout, above), _rows(script, layout, unknown)
    if above:
        flows.append(list_of(script, layout, rows, page, peers=others, before=6.0))
    if unknown:
        told = _.n(
            "{count} accepted line cannot be evaluated: without a price, or in another currency.",
            "{count} accepted lines cannot be evaluated: without a price, or in another currency.",
            len(unknown),
        )
        body = list_of(script, layout, others, page, peers=rows)
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
    total = script.tongues("Total")
    return [*item_rows(layout, entries), layout.total(total, entries, below=FINE)] if entries else []
