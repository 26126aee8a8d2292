"""Labels for the items of a handover, on sheets that are bought."""

from __future__ import annotations

import functools
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover, Paper
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.labels import CodeKind, LabelSheet, LeftOut, label_of
from handover_desktop.paths import write_atomically
from handover_desktop.resources import resource_path
from handover_desktop.services.changes import ChangeSet, changed
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """How labels are wanted. `first` is the kind of identifier that the code holds, where the item has one.

    `start` is the place of the first label on its sheet, from 1; `shift` moves all of them, in millimetres to the
    right and down. `unit` and `items` choose items; all of them where both are empty.
    """

    sheet: str = "a4-3x8"
    kind: CodeKind = CodeKind.QR
    first: IdentifierKind | None = None
    note: str = ""
    start: int = 1
    shift: tuple[float, float] = (0.0, 0.0)
    outlines: bool = False
    unit: str = ""
    items: Collection[ItemId] = ()


@dataclass(frozen=True, slots=True)
class LabelsMade:
    """Labels as a PDF, how many there are, and the items that have none since their identifier is too long."""

    pdf: bytes
    count: int
    left_out: tuple[LeftOut, ...]


class Labels:
    """The use cases of labels."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def sheets(self) -> tuple[LabelSheet, ...]:
        """Return the sheets that are known, in the order of the choice."""
        return label_sheets()

    def render(
        self, handover: HandoverId, choice: LabelChoice, *, progress: Progress | None = None
    ) -> LabelsMade:
        """Return the labels of a handover as a PDF.

        Raises LABEL_SHEET_UNKNOWN, LABELS_NONE where no item is chosen, and what `render_labels` does.
        """
        return self._render(handover, choice, progress)[1]

    def save(
        self, handover: HandoverId, path: Path, choice: LabelChoice, *, progress: Progress | None = None
    ) -> tuple[ChangeSet, LabelsMade]:
        """Write the labels of a handover to `path`; raises as `render` does."""
        current, made = self._render(handover, choice, progress)
        write_atomically(path, made.pdf)
        with self._workplace.writing() as store:
            described = {
                "file": path.name,
                "sheet": choice.sheet,
                "code": choice.kind.value,
                "labels": made.count,
            }
            store.append_audit("labels-made", current.reference, described)
        return changed(handover=handover), made

    def _render(
        self, handover: HandoverId, choice: LabelChoice, progress: Progress | None
    ) -> tuple[Handover, LabelsMade]:
        from handover_desktop.protocol.pages.labels import LabelOrder, fits, render_labels

        sheet = _find_sheet(choice.sheet)
        with self._workplace.reading() as store:
            current, items = store.handover(handover), store.items(handover)
        labels = [
            label_of(item.asset, current.reference, first=choice.first, note=choice.note)
            for item in items
            if choice.unit in ("", item.asset.receiving_unit)
            and (not choice.items or item.id in choice.items)
        ]
        if not labels:
            raise DomainError(Code.LABELS_NONE, reference=current.reference)
        order = LabelOrder(labels, sheet, choice.kind, choice.start, choice.shift, choice.outlines)
        pages = render_labels(order, progress=progress)
        nearest = sorted(
            label_sheets(), key=lambda one: (one.paper is not sheet.paper, one.width * one.height)
        )
        left_out = []
        for label in pages.left_out:
            other = next((one.name for one in nearest if fits(label, one, choice.kind)), "")
            left_out.append(LeftOut(label.line, label.value, choice.kind, sheet.name, other))
        return current, LabelsMade(pages.pdf, len(labels) - len(left_out), tuple(left_out))


@functools.cache
def label_sheets() -> tuple[LabelSheet, ...]:
    """Return the sheets of `resources/labels`."""
    data = json.loads(resource_path("labels", "sheets.json").read_text("utf-8"))
    lengths = ("width", "height", "left", "top", "across", "down")
    return tuple(
        LabelSheet(
            id=one["id"],
            name=one["name"],
            paper=Paper(one["paper"]),
            columns=one["columns"],
            rows=one["rows"],
            **{name: float(one[name]) for name in lengths},
        )
        for one in data
    )


def _find_sheet(name: str) -> LabelSheet:
    sheets = {sheet.id: sheet for sheet in label_sheets()}
    if name not in sheets:
        raise DomainError(Code.LABEL_SHEET_UNKNOWN, sheet=name, sheets=", ".join(sheets))
    return sheets[name]
