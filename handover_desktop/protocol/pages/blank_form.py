"""The form that is ticked by hand where the laptop cannot be used: every item with empty boxes, page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handover_desktop.domain.canonical import canonical_bytes
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.turning import untwisted
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.typography import Face
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.form_rows import FormRow, FormTable, SetFormRow
from handover_desktop.protocol.pages.form_sheet import FormSheet, form_format
from handover_desktop.protocol.pages.orders import FormOrder, check_languages
from handover_desktop.protocol.pages.printable import require_signs
from handover_desktop.protocol.pages.tongues import Tongues

UNLISTED_ROWS = 8
"""How many rows a form leaves for what is presented and not on the list."""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form as printed. `pages` are the positions of the items on each page, in the order of its rows.

    `digest` (SHA-256) stands for number and order of the items; the codes of the pages bear it.
    """

    pdf: bytes
    pages: tuple[tuple[int, ...], ...]
    digest: str


def render_blank_form(order: FormOrder) -> BlankForm:
    """Return the form as a PDF with what stands on each of its pages.

    Raises DomainError LANGUAGE_UNKNOWN, TOO_MANY_LANGUAGES, or GLYPH_MISSING for a character that the fonts
    cannot show.
    """
    check_languages(order.languages)
    order = replace(order, details=untwisted(order.details), items=untwisted(tuple(order.items)))
    tongues, measure = Tongues(order.languages, order.translators), Measure()
    _check_signs(order, tongues)
    format_ = form_format(order.details.paper)
    table = FormTable(tongues, measure, format_.measure, _rows(order, tongues))
    sheet = FormSheet(order, tongues, measure, format_, table)
    pages = _deal(table.rows, format_.depth - sheet.taken)
    positions = tuple(tuple(row.position for row in page if row.position) for page in pages)
    digest = hashlib.sha256(canonical_bytes([order.reference, order.number, positions])).hexdigest()
    pen = Pen(order.languages)
    for number, rows in enumerate(pages, start=1):
        pen.begin_page(format_)
        sheet.draw(pen, rows, number=number, pages=len(pages), digest=digest)
        pen.end_page()
    return BlankForm(pen.finish(), positions, digest)


def _deal(rows: Sequence[SetFormRow], depth: float) -> list[list[SetFormRow]]:
    """Deal the rows to pages; a heading goes with the row under it."""
    pages: list[list[SetFormRow]] = [[]]
    used = 0.0
    for at, row in enumerate(rows):
        following = rows[at + 1].height if row.is_heading and at + 1 < len(rows) else 0.0
        if pages[-1] and used + row.height + following > depth + 0.01:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += row.height
    return pages


def _rows(order: FormOrder, tongues: Tongues) -> list[FormRow]:
    _ = tongues
    rows: list[FormRow] = []
    for heading, items in _groups(order, tongues):
        rows += [FormRow(heading=heading)] if heading else []
        rows += [FormRow(item=item, is_disputed=item.position in order.disputed) for item in items]
    rows.append(FormRow(heading=_("Not on the list: write down what else is presented")))
    return rows + [FormRow() for _row in range(UNLISTED_ROWS)]


def _groups(order: FormOrder, tongues: Tongues) -> list[tuple[tuple[str, ...], list[SnapshotItem]]]:
    """Group the items by receiving unit where the list names any, the units in the order of the details."""
    _, units = tongues, {unit.code: unit for unit in order.details.receiving_units}
    found: dict[str, list[SnapshotItem]] = {code: [] for code in units}
    for item in order.items:
        found.setdefault(item.asset.receiving_unit, []).append(item)
    named = {code: items for code, items in found.items() if items}
    if not any(named):
        return [((), list(order.items))]
    groups = []
    for code, items in named.items():
        unit = units.get(code)
        words = tuple(dict.fromkeys((unit.full_name, unit.name_local))) if unit else (code,)
        groups.append((tuple(filter(None, words)) if code else _("No receiving unit named"), items))
    return groups


def _check_signs(order: FormOrder, tongues: Tongues) -> None:
    _, details = tongues, order.details
    places = [
        (order.reference, _("Reference")[0]),
        (order.number, _("Form no.")[0]),
        (order.printed_by, _("Printed")[0]),
        (details.title, _("Subject")[0]),
        (order.unit, _("Receiving unit")[0]),
        *((version.file_name, _("Asset list")[0]) for version in order.lists),
        *((text, _("Receiving unit")[0]) for unit in details.receiving_units
          for text in (unit.code, unit.name, unit.name_local)),
    ]  # fmt: skip
    marks = [(order.number, _("Form no.")[0])]
    for item in order.items:
        asset, where = item.asset, _("line {line}", line=item.asset.line_no or item.position)[0]
        texts = (asset.line_no, asset.description, asset.make, asset.model, asset.unit, asset.receiving_unit)
        places += [(text, where) for text in (*texts, asset.kit_contents, item.checked_by)]
        marks += [(identifier.value, where) for identifier in asset.identifiers]
    for face in (Face.REGULAR, Face.BOLD):
        require_signs(places, face)
    for face in (Face.MONO, Face.MONO_BOLD):
        require_signs(marks, face)
