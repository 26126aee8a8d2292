"""What every page of a form bears: which form it is, who fills it in and when, and counts to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handover_desktop.domain.handovers import Paper
from handover_desktop.domain.texts import N_
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.codes import PageCode, PageKind
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.sheets import turned
from handover_desktop.protocol.layout.typography import CODE, CODE_COLUMN, EDGE, MM, Format, Style
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.cover import grouped
from handover_desktop.protocol.pages.form_rows import FormTable, SetFormRow
from handover_desktop.protocol.pages.frame import draw_codes
from handover_desktop.protocol.pages.manuscript import stacked
from handover_desktop.protocol.pages.orders import FormOrder
from handover_desktop.protocol.pages.tongues import Tongues

_WRITTEN = 0.34
"""The part of the width on which date, team and names are written, left of the code."""

_LINE = 15.0
_HEAD_GAP = 5.0


def form_format(paper: Paper) -> Format:
    """Return the frame of a form: rows come first, so its margins are those of the codes."""
    return replace(turned(paper), top=EDGE, bottom=EDGE + CODE + 2 * MM)


_FIELDS = (N_("Date"), N_("From – to"), N_("Team"), N_("Checked by"))


class FormSheet:
    """Draws the pages of a form; `taken` is what head and counts take of the frame's depth."""

    def __init__(
        self, order: FormOrder, tongues: Tongues, measure: Measure, page: Format, table: FormTable
    ) -> None:
        self._order = order
        self._tongues = tongues
        self._measure = measure
        self._page = page
        self._table = table
        self._lines = self._facts()
        height = sum(style.leading for _text, style in self._lines)
        self._title_height = max(height, CODE, len(_FIELDS) * _LINE)
        self.taken = self._title_height + table.head.height + _HEAD_GAP

    def draw(self, pen: Pen, rows: Sequence[SetFormRow], *, number: int, pages: int, digest: str) -> None:
        """Draw page `number`, counted from 1, with its `rows`."""
        page, table = self._page, self._table
        top = page.top
        for text, style in self._lines:
            pen.write(page.left, top, text, style)
            top += style.leading
        self._fill_in(pen)
        top = page.top + self._title_height + _HEAD_GAP
        table.part(table.head).draw(pen, page.left, top)
        top += table.head.height
        for row in rows:
            table.draw(pen, row, page.left, top)
            top += row.height
        self._count(pen, sum(not row.is_heading for row in rows))
        self._foot(pen, number=number, pages=pages, digest=digest)
        code = PageCode(PageKind.BLANK, self._order.number, number, pages, digest)
        draw_codes(pen, page, code, foot=page.left)

    def _facts(self) -> list[tuple[str, Style]]:
        """Say which form this is, of which list, and what the laptop knew when it was printed."""
        _, order, formats = self._tongues, self._order, self._tongues.formats
        width = self._page.measure * (1 - _WRITTEN) - CODE_COLUMN - 16
        title = " · ".join(dict.fromkeys(_("Form to tick by hand")))
        lines = [(f"{title}   {order.number}", type_.HEADING)]
        subject = " · ".join(filter(None, (order.reference, order.details.title, self._subset())))
        lines.append((subject, type_.LABEL))
        listed = "; ".join(
            _(
                "{file}, imported {moment}, SHA-256 {digest}",
                file=version.file_name,
                moment=formats.moment(version.imported_at),
                digest=grouped(version.sha256[:16]),
            )[0]
            for version in order.lists[-2:]
        )
        if listed:
            lines.append((_("Asset list: {listed}", listed=listed)[0], type_.FOOT))
        printed = _(
            "Printed {moment} by {name}", moment=formats.moment(order.printed_at), name=order.printed_by
        )
        checked = _.n(
            "{count} item already checked is marked.",
            "{count} items already checked are marked.",
            order.checked,
        )
        lines += stacked(
            tuple(f"{when}. {known}" for when, known in zip(printed, checked, strict=True)),
            type_.FOOT,
            type_.FOOT_SECOND,
        )
        return [(part, style) for text, style in lines for part in self._measure.wrap(text, style, width)[:2]]

    def _subset(self) -> str:
        _, order = self._tongues, self._order
        parts = [_("only unit {unit}", unit=order.unit)[0]] if order.unit else []
        parts += [_("only what is still open")[0]] if order.open_only else []
        return ", ".join(parts)

    def _fill_in(self, pen: Pen) -> None:
        """Draw labels with lines to write on: when, which team, who."""
        _, page = self._tongues, self._page
        width = page.measure * _WRITTEN
        left, floor = page.width - page.right - CODE_COLUMN - width, page.top + _LINE - 2
        labels = [" / ".join(dict.fromkeys(_(text))) for text in _FIELDS]
        taken = max(self._measure.width(label, type_.FOOT) for label in labels) + 5
        for label in labels:
            pen.write(left, floor - 8, label, type_.FOOT)
            pen.dots(left + taken, left + width, floor)
            floor += _LINE

    def _count(self, pen: Pen, rows: int) -> None:
        _, page = self._tongues, self._page
        label = stacked(
            _.n("Ticked on this page, of {count} row:", "Ticked on this page, of {count} rows:", rows),
            type_.CELL_BOLD,
            type_.CELL_SECOND,
        )
        self._table.draw_counts(pen, page.left, page.height - page.bottom, label, indent=CODE_COLUMN)

    def _foot(self, pen: Pen, *, number: int, pages: int, digest: str) -> None:
        _, page, order = self._tongues, self._page, self._order
        left, top = page.left + CODE_COLUMN, page.height - EDGE - 27
        pen.write(left, top, order.number, type_.FOOT_MONO_BOLD)
        pen.write(left, top + 10, f"{order.reference} · {grouped(digest[:16])}", type_.FOOT_MONO)
        notes = stacked(
            _("Fewer pieces than listed: tick 1 or 2 and write how many are there / are accepted."),
            type_.FOOT,
            type_.FOOT_SECOND,
        )
        self._stack(pen, page.left + page.measure * 0.4, top, notes)
        counted = stacked(
            _("Page {number} of {pages}", number=number, pages=pages), type_.BODY_BOLD, type_.FOOT_SECOND
        )
        self._stack(pen, page.left + page.measure * 0.88, top - 3, counted)
        if order.demo:
            demo = "  ·  ".join(_("DEMO – not a legal document"))
            pen.write(page.left + page.measure * 0.4, top + 17, demo, type_.CELL_BOLD)

    def _stack(self, pen: Pen, left: float, top: float, lines: Sequence[tuple[str, Style]]) -> None:
        for text, style in lines:
            pen.write(left, top, text, style)
            top += style.leading
