"""The archive of a handover: protocol, data, photos and scans as one file that anyone can check."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.photos import Photo
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.i18n import Translator
from handover_desktop.lists.annex_tables import handover_sheets
from handover_desktop.lists.sheet_writing import write_book
from handover_desktop.resources import resource_path
from handover_desktop.services.archives import SUMS, Member, safe_name, write_archive
from handover_desktop.services.changes import ChangeSet, changed
from handover_desktop.services.documents import Documents
from handover_desktop.services.editions import EXTRACT, PROTOCOL
from handover_desktop.services.exporting import wording_of
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.views import DocumentRecord
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading


class Archiving:
    """The use case of archives."""

    def __init__(self, workplace: Workplace, documents: Documents) -> None:
        self._workplace = workplace
        self._documents = documents

    def save(self, handover: HandoverId, path: Path, *, progress: Progress | None = None) -> ChangeSet:
        """Write the archive of a finalised handover to `path`, read back; one file at a time is in memory.

        The same register gives the same bytes. What `progress` raises ends it with nothing written. Raises
        NOT_FINALISED, what `Documents.issue` does where the protocol has to be sealed first, and what
        `write_archive` does.
        """
        self._documents.issue(handover)
        with self._workplace.reading() as store:
            current, snapshot = store.handover(handover), frozen_content(store, handover)
            files = _kept_files(store, handover)
            photos = store.photos(handover)
        members = [
            *self._texts(current, snapshot),
            *self._data(snapshot),
            *self._files(snapshot, files, photos),
        ]
        digest = write_archive(path, members, count=len(members), progress=progress)
        with self._workplace.writing() as store:
            described = {"file": path.name, "sha256": digest, "files": len(members)}
            store.append_audit("archive-saved", current.number, described)
        return changed(handover=handover)

    def _texts(self, current: Handover, snapshot: Snapshot) -> Iterator[Member]:
        voices = [self._workplace.translator(tag) for tag in snapshot.details.languages]
        text = f"\n\n{'=' * 72}\n\n".join(_read_me(_, current) for _ in voices) + "\n"
        yield Member("README.txt", lambda: text.replace("\n", "\r\n").encode("utf-8-sig"))

    def _data(self, snapshot: Snapshot) -> Iterator[Member]:
        yield Member("data/snapshot.json", snapshot.to_bytes)
        yield Member("data/snapshot.schema.json", resource_path("schemas", "snapshot.json").read_bytes)
        yield Member(f"data/{safe_name(snapshot.number)}.xlsx", lambda: self._book(snapshot))

    def _book(self, snapshot: Snapshot) -> bytes:
        assert snapshot.finalised_at is not None
        sheets = handover_sheets(snapshot, wording_of(self._workplace, snapshot.details.languages)).values()
        stream = io.BytesIO()
        write_book(stream, tuple(sheets), title=snapshot.number, written_at=snapshot.finalised_at)
        return stream.getvalue()

    def _files(
        self, snapshot: Snapshot, files: Sequence[DocumentRecord], photos: Sequence[Photo]
    ) -> Iterator[Member]:
        number = safe_name(snapshot.number)
        for one in (one for one in files if one.kind == PROTOCOL):
            yield self._blob(f"protocol/{number}-{safe_name(one.edition)}.pdf", one.sha256)
        for photo in photos:
            yield self._blob(f"photos/{photo.number:03d}.jpg", photo.sha256)
        extracts = [one for one in files if one.kind == EXTRACT]
        scans = [one for one in files if one.kind not in (PROTOCOL, EXTRACT)]
        for folder, kept in (("extracts", extracts), ("scans", scans)):
            for place, one in enumerate(kept, 1):
                yield self._blob(f"{folder}/{place:03d}-{safe_name(one.file_name)}", one.sha256)

    def _blob(self, name: str, sha256: str) -> Member:
        def read() -> bytes:
            with self._workplace.reading() as store:
                return store.blob(sha256)

        return Member(name, read)


def _kept_files(store: Reading, handover: HandoverId) -> tuple[DocumentRecord, ...]:
    """Return the documents whose bytes the register holds; of an edition, the one with the most signatures.

    What belongs to a voided protocol is left out.
    """
    counts = store.handover(handover).digest
    found = [one for one in store.documents(handover) if one.digest in ("", counts)]
    lost = store.missing_blobs([one.sha256 for one in found])
    newest: dict[str, DocumentRecord] = {}
    for one in found:
        known = newest.get(one.edition) if one.kind == PROTOCOL else None
        if one.kind == PROTOCOL and (known is None or one.signatures >= known.signatures):
            newest[one.edition] = one
    return tuple(
        one
        for one in found
        if one.sha256 not in lost and (one.kind != PROTOCOL or one is newest[one.edition])
    )


def _read_me(_: Translator, current: Handover) -> str:
    lines = [
        _("Archive of the handover {reference}", reference=current.reference),
        _("Protocol {number}, digest {digest}", number=current.number, digest=current.digest),
        "",
        _("protocol/ – the sealed protocol; every other language that was given out too"),
        _("data/snapshot.json – all that the protocol shows; its SHA-256 is the digest above"),
        _("data/snapshot.schema.json – the form of that file (JSON Schema)"),
        _("data/*.xlsx – the same as tables: the list, and a sheet for every annex"),
        _("photos/ – the photos, by number"),
        _("extracts/ – what units were given of the protocol, each sealed for itself"),
        _("scans/ – scans of signed pages and of forms ticked by hand"),
        "",
        _("Is it whole? Unpack it, go to its folder and type: sha256sum -c {sums}", sums=SUMS),
        _("The digests alone prove nothing about who wrote them. The seal of the protocol does:"),
        _("handover verify FILE, with this archive or with the protocol, says whose seal it is."),
    ]
    return "\n".join(lines)
