"""Originals and copies: who holds which original, and copies that carry the sealed file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import HandoverDetails
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.originals import Whereabouts, meant_holders
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.turning import untwisted
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.paths import written_when_noted
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.documents import Documents
from handover_desktop.services.editions import require_counting
from handover_desktop.services.signing import content_of, frozen_content
from handover_desktop.services.voiding import find_voided
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.protocol.pages.copies import CopyOrder
    from handover_desktop.register import Reading

COPY = "copy"
_NOTED = "original-noted"


class Copies:
    """The use cases of originals and copies.

    Where an original is stands in the audit chain alone (`original-noted`): it is never changed, and the newest
    entry holds.
    """

    def __init__(self, workplace: Workplace, documents: Documents) -> None:
        self._workplace = workplace
        self._documents = documents

    def originals(self, handover: HandoverId) -> tuple[Whereabouts, ...]:
        """Return where each original of a finalised protocol is, as far as it was noted."""
        with self._workplace.reading() as store:
            current = store.handover(handover)
            return _whereabouts(store, current.number, current.details)

    def note_original(
        self, handover: HandoverId, original: int, *, holder: str, since: date | None
    ) -> ChangeSet:
        """Note who holds an original, since when; raise NOT_FINALISED, ORIGINAL_UNKNOWN, HOLDER_EMPTY."""
        with self._workplace.writing() as store:
            current = store.handover(handover)
            if not current.number:
                raise DomainError(Code.NOT_FINALISED, reference=current.reference)
            if not 1 <= original <= current.details.originals:
                raise DomainError(
                    Code.ORIGINAL_UNKNOWN, original=original, originals=current.details.originals
                )
            holder = untwisted(holder).strip()
            if not holder:
                raise DomainError(Code.HOLDER_EMPTY)
            noted = {
                "original": original,
                "holder": holder,
                "since": since.isoformat() if since else "",
            }
            store.append_audit(_NOTED, current.number, noted)
        return changed(Kind.DOCUMENTS, handover=handover)

    def save_copy(self, handover: HandoverId, path: Path, *, languages: tuple[str, ...] = ()) -> ChangeSet:
        """Write a numbered copy of the sealed protocol to `path`; the sealed file is in it, unchanged.

        Copies of a protocol are numbered from 1, and no number is given twice. Raises NOT_FINALISED.
        """
        with self._workplace.reading() as store:
            current, snapshot = store.handover(handover), frozen_content(store, handover)
            originals = _whereabouts(store, current.number, snapshot.details)
        sealed = self._documents.issue(handover, languages=languages).content
        with self._workplace.writing() as store:
            require_counting(store, handover, number=current.number, digest=current.digest)
            number = store.next_in_series(f"copy-{snapshot.number}")
        order = self._order(sealed, snapshot, number, languages, originals=originals)
        return self._write(handover, order, path)

    def save_voided(
        self, handover: HandoverId, protocol: str, path: Path, *, languages: tuple[str, ...] = ()
    ) -> ChangeSet:
        """Write a numbered copy of the voided protocol of that number to `path`: VOID stands on every page of it.

        The file that was sealed is in it, unchanged, if there was one. Raises VOIDED_UNKNOWN.
        """
        order = self._order_voided(handover, protocol, languages)
        with self._workplace.writing() as store:
            number = store.next_in_series(f"copy-{protocol}")
        return self._write(handover, replace(order, number=number), path)

    def show_voided(self, handover: HandoverId, protocol: str) -> bytes:
        """Return the voided protocol of that number to be looked at, VOID on every page; raise VOIDED_UNKNOWN."""
        from handover_desktop.protocol.pages.copies import render_copy

        return render_copy(self._order_voided(handover, protocol, ()))

    def _order_voided(self, handover: HandoverId, protocol: str, languages: tuple[str, ...]) -> CopyOrder:
        from handover_desktop.protocol.pages.copies import Void

        with self._workplace.reading() as store:
            voided = find_voided(store, handover, protocol)
            snapshot = content_of(store, voided.protocol.digest)
        pages, is_sealed = self._documents.voided_pages(voided.protocol.digest, languages=languages)
        order = self._order(pages, snapshot, 0, languages)
        return replace(order, void=Void(voided.protocol, voided.replaced_by), carried=is_sealed)

    def _order(
        self,
        sealed: bytes,
        snapshot: Snapshot,
        number: int,
        languages: tuple[str, ...],
        *,
        originals: Sequence[Whereabouts] = (),
    ) -> CopyOrder:
        from handover_desktop.protocol.pages.copies import CopyOrder

        return CopyOrder(
            sealed,
            snapshot,
            number,
            self._workplace.now(),
            self._workplace.who,
            originals,
            languages or snapshot.details.languages,
            {tag: self._workplace.translator(tag) for tag in DOCUMENT_LANGUAGES},
        )

    def _write(self, handover: HandoverId, order: CopyOrder, path: Path) -> ChangeSet:
        """Write a copy once it is noted; what cannot be noted leaves no file."""
        from handover_desktop.protocol.pages.copies import render_copy

        copy = render_copy(order)
        with written_when_noted(path, copy), self._workplace.writing() as store:
            sha256 = hashlib.sha256(copy).hexdigest()
            store.add_document(
                handover,
                kind=COPY,
                file_name=path.name,
                sha256=sha256,
                media_type="application/pdf",
                size=len(copy),
                edition=str(order.number),
                digest=order.snapshot.digest,
            )
            described = {
                "copy": order.number,
                "file": path.name,
                "sha256": sha256,
                "sealed": hashlib.sha256(order.sealed).hexdigest() if order.carried else "",
            }
            store.append_audit("protocol-copied", order.snapshot.number, described)
        return changed(Kind.DOCUMENTS, handover=handover)


def _whereabouts(store: Reading, number: str, details: HandoverDetails) -> tuple[Whereabouts, ...]:
    noted: dict[int, tuple[str, date | None]] = {}
    for payload in store.audit_payloads(_NOTED, number) if number else ():
        entry = json.loads(payload)
        since = date.fromisoformat(entry["since"]) if entry["since"] else None
        noted[entry["original"]] = (entry["holder"], since)
    meant = meant_holders(details.distribution, details.originals)
    return tuple(
        Whereabouts(original, *noted.get(original, ("", None)), meant_for=meant[original - 1])
        for original in range(1, details.originals + 1)
    )
