"""Forms that are ticked by hand: printing them, and typing in what was ticked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import Item
from handover_desktop.domain.checks import Finding, Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.reconciliation import ItemResult
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.paths import written_when_noted
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.handovers import require_open
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.protocol.pages.orders import FormOrder

BLANK_FORM = "blank-form"
"""The kind of document that a form is; its `edition` is the number of the form, its `pages` the rows on each page."""


@dataclass(frozen=True, slots=True)
class FormRecord:
    """A form that was printed. `pages` are the positions of the items on each page, in the order of its rows."""

    number: str
    printed_at: datetime
    printed_by: str
    pages: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row of a form to be typed in: where it stands, counted from 1, and what the register holds of it by now."""

    page: int
    row: int
    item: Item
    finding: Finding | None
    is_disputed: bool = False


class Papers:
    """The use cases of checking on paper."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def save_form(
        self,
        handover: HandoverId,
        path: Path,
        *,
        unit: str = "",
        open_only: bool = False,
        languages: tuple[str, ...] = (),
    ) -> ChangeSet:
        """Write a new form for the items of a handover to `path`; the register keeps which row is which item.

        Every form has a number of its own, that is never given twice. Raises CONTENT_FROZEN, FORM_EMPTY where no
        item is wanted, or GLYPH_MISSING.
        """
        from handover_desktop.protocol.pages.blank_form import render_blank_form

        order = self._order(handover, unit=unit, open_only=open_only, languages=languages)
        form = render_blank_form(order)
        # A form that the register does not know could not be typed in.
        with written_when_noted(path, form.pdf), self._workplace.writing() as store:
            current = require_open(store, handover)
            sha256 = hashlib.sha256(form.pdf).hexdigest()
            store.add_document(
                handover,
                kind=BLANK_FORM,
                file_name=path.name,
                sha256=sha256,
                media_type="application/pdf",
                size=len(form.pdf),
                edition=order.number,
                pages=form.pages,
            )
            described = {"form": order.number, "file": path.name, "sha256": sha256, "items": len(order.items)}
            described |= {"unit": unit, "open_only": open_only, "digest": form.digest}
            store.append_audit("blank-form-printed", current.reference, described)
        return changed(Kind.DOCUMENTS, handover=handover)

    def _order(
        self, handover: HandoverId, *, unit: str, open_only: bool, languages: tuple[str, ...]
    ) -> FormOrder:
        from handover_desktop.protocol.pages.orders import FormOrder

        with self._workplace.writing() as store:
            current = require_open(store, handover)
            disputed = frozenset(r.item.position for r in store.results(handover) if r.conflict)
            items = tuple(_wanted(store.snapshot_items(handover), unit, open_only=open_only))
            if not items:
                raise DomainError(Code.FORM_EMPTY, reference=current.reference)
            series = f"form-{current.uid}"
            numbers = (f"{current.reference}/F{store.next_in_series(series)}" for _ in count())
            # A handover that had this reference before it was renamed may have printed forms, too.
            number = next(n for n in numbers if store.find_edition("", n, kind=BLANK_FORM) is None)
        return FormOrder(
            number=number,
            reference=current.reference,
            details=current.details,
            lists=current.lists,
            items=items,
            printed_at=self._workplace.now(),
            printed_by=self._workplace.who,
            languages=languages or current.details.languages,
            translators={tag: self._workplace.translator(tag) for tag in DOCUMENT_LANGUAGES},
            disputed=disputed,
            unit=unit,
            open_only=open_only,
            demo=current.demo,
        )

    def forms(self, handover: HandoverId) -> tuple[FormRecord, ...]:
        """Return the forms that were printed for a handover, newest first."""
        with self._workplace.reading() as store:
            found = [record for record in store.documents(handover) if record.kind == BLANK_FORM]
        return tuple(
            FormRecord(
                record.edition,
                record.added_at,
                record.added_by,
                tuple(tuple(page) for page in json.loads(record.pages)),
            )
            for record in reversed(found)
        )

    def form_lines(self, handover: HandoverId, number: str) -> tuple[FormLine, ...]:
        """Return the rows of a form in the order of its pages, with what stands by now; raise FORM_UNKNOWN."""
        form = next((form for form in self.forms(handover) if form.number == number), None)
        with self._workplace.reading() as store:
            if form is None:
                raise DomainError(
                    Code.FORM_UNKNOWN, form=number, reference=store.handover(handover).reference
                )
            results = {result.item.position: result for result in store.results(handover)}
            results |= {  # what is no longer on the list may still have been ticked on this paper
                abs(one.item.position): ItemResult(one.item, one.finding, one.conflict)
                for one in store.known_lines(handover)
                if one.item.is_withdrawn
            }
        return tuple(
            FormLine(page, row, found.item, found.finding, found.conflict)
            for page, positions in enumerate(form.pages, start=1)
            for row, position in enumerate(positions, start=1)
            if (found := results.get(position)) is not None
        )

    def note_comparison(
        self, handover: HandoverId, form: str, page: int, *, typed: Sequence[int], written: Sequence[int]
    ) -> ChangeSet:
        """Keep what was typed from a page, and what was counted on it by hand: ticks of each box, left to right."""
        with self._workplace.writing() as store:
            current = store.handover(handover)
            store.append_audit(
                "paper-page-compared",
                current.reference,
                {"form": form, "page": page, "typed": list(typed), "written": list(written)},
            )
        return changed(handover=handover)


def _wanted(items: Iterable[SnapshotItem], unit: str, *, open_only: bool) -> Iterable[SnapshotItem]:
    for item in items:
        is_open = item.finding is None or item.finding.outcome is Outcome.NOT_CHECKED
        if (not unit or item.asset.receiving_unit == unit) and (is_open or not open_only):
            yield item
