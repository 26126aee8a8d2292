"""What an item's sheet notes beside its remark: damage by the codes of its places, and what a kit lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from handover_desktop.domain.sheets import DamageMark, ItemSheet, PartState, place_of
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.terms import PLACE_TERMS, TERMS
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.tables import Cell
from handover_desktop.protocol.pages.manuscript import Manuscript, cell

_DIRECTIONS: Final = dict.fromkeys((0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069))


def sheet_notes(script: Manuscript, item: SnapshotItem) -> Cell:
    """Return what the sheet of an item notes and its remark does not say in a language of the document.

    Of marks that stand on a drawing, only their number is said.
    """
    finding = item.finding
    if finding is None or finding.sheet is None:
        return ()
    written = _bare(finding.remark.text if finding.remark else "")
    said = _notes(script, finding.sheet, drawn=item.drawing is not None)
    notes = [texts for texts in said if not any(_bare(text) in written for text in texts)]
    return tuple(run for texts in notes for run in cell(texts, type_.CELL_SECOND, type_.CELL_SECOND))


def _notes(script: Manuscript, sheet: ItemSheet, *, drawn: bool) -> Iterator[tuple[str, ...]]:
    _ = script.tongues
    if drawn and sheet.marks:
        count = len(sheet.marks)
        yield _.n("{count} mark on the drawing below", "{count} marks on the drawing below", count)
    for mark in () if drawn else sheet.marks:
        yield _mark(script, mark)
    gone = ", ".join(e.part for e in sheet.exceptions if e.state is PartState.MISSING)
    broken = ", ".join(e.part for e in sheet.exceptions if e.state is PartState.DAMAGED)
    if gone:
        yield _("Not in the kit: {things}", things=gone)
    if broken:
        yield _("Damaged in the kit: {things}", things=broken)


def _mark(script: Manuscript, mark: DamageMark) -> tuple[str, ...]:
    _ = script.tongues
    kind, place = _(TERMS[mark.type]), _(PLACE_TERMS[place_of(mark)])
    said = _.each("{mark}, {place} ({code})", mark=kind, place=place, code=mark.zone.value)
    note = mark.note.strip()
    return _.each("{what}: {said}", what=said, said=note) if note else said


def _bare(text: str) -> str:
    """Return a text without the signs that only direct it."""
    return " ".join(text.translate(_DIRECTIONS).split())
