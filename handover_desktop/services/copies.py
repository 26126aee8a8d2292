"""Originals and copies: who holds which original, and copies that carry the sealed file."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.originals import Whereabouts, meant_holders
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.paths import write_atomically
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.documents import Documents
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
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
            return _whereabouts(store, store.handover(handover))

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
            if not holder.strip():
                raise DomainError(Code.HOLDER_EMPTY)
            noted = {
                "original": original,
                "holder": holder.strip(),
                "since": since.isoformat() if since else "",
            }
            store.append_audit(_NOTED, current.number, noted)
        return changed(Kind.DOCUMENTS, handover=handover)

    def save_copy(self, handover: HandoverId, path: Path, *, languages: tuple[str, ...] = ()) -> ChangeSet:
        """Write a numbered copy of the sealed protocol to `path`; the sealed file is in it, unchanged.

        Copies of a protocol are numbered from 1, and no number is given twice. Raises NOT_FINALISED.
        """
        from handover_desktop.protocol.pages.copies import CopyOrder, render_copy

        with self._workplace.reading() as store:
            snapshot = frozen_content(store, handover)
            originals = _whereabouts(store, store.handover(handover))
        sealed = self._documents.issue(handover, languages=languages).content
        with self._workplace.writing() as store:
            number = store.next_in_series(f"copy-{snapshot.number}")
        order = CopyOrder(
            sealed,
            snapshot,
            number,
            self._workplace.now(),
            self._workplace.who,
            originals,
            languages or snapshot.details.languages,
            {tag: self._workplace.translator(tag) for tag in DOCUMENT_LANGUAGES},
        )
        copy = render_copy(order)
        write_atomically(path, copy)
        with self._workplace.writing() as store:
            sha256 = hashlib.sha256(copy).hexdigest()
            store.add_document(
                handover,
                kind=COPY,
                file_name=path.name,
                sha256=sha256,
                media_type="application/pdf",
                size=len(copy),
                edition=str(number),
            )
            described = {
                "copy": number,
                "file": path.name,
                "sha256": sha256,
                "sealed": hashlib.sha256(sealed).hexdigest(),
            }
            store.append_audit("protocol-copied", snapshot.number, described)
        return changed(Kind.DOCUMENTS, handover=handover)


def _whereabouts(store: Reading, handover: Handover) -> tuple[Whereabouts, ...]:
    details = handover.details
    noted: dict[int, tuple[str, date | None]] = {}
    for payload in store.audit_payloads(_NOTED, handover.number) if handover.number else ():
        entry = json.loads(payload)
        since = date.fromisoformat(entry["since"]) if entry["since"] else None
        noted[entry["original"]] = (entry["holder"], since)
    meant = meant_holders(details.distribution, details.originals)
    return tuple(
        Whereabouts(original, *noted.get(original, ("", None)), meant_for=meant[original - 1])
        for original in range(1, details.originals + 1)
    )
