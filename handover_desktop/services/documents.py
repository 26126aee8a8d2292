"""Protocols as files: the draft, the final one as it is given out, and the end of its handover."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.states import State, check_step
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.paths import write_atomically
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.editions import PROTOCOL, Edition, Editions, Seal, edition_name
from handover_desktop.services.finalising import take_snapshot
from handover_desktop.services.photos import printed_pictures
from handover_desktop.services.sealing import Sealing
from handover_desktop.services.signing import content_of, frozen_content
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.services.views import DocumentRecord
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.domain.progress import Progress
    from handover_desktop.register import Reading

SIGNED_SCAN = "signed-scan"


@dataclass(frozen=True, slots=True)
class _Final:
    """All that the pages of a final protocol are drawn from."""

    snapshot: Snapshot
    signatures: tuple[Signature, ...]
    pictures: Mapping[str, bytes]

    @property
    def languages(self) -> tuple[str, ...]:
        return self.snapshot.details.languages


class Documents:
    """The use cases of paper and files."""

    def __init__(self, workplace: Workplace, sealing: Sealing) -> None:
        self._workplace = workplace
        self._editions = Editions(workplace, sealing)

    def draft(
        self,
        handover: HandoverId,
        *,
        languages: tuple[str, ...] = (),
        progress: Progress | None = None,
    ) -> bytes:
        """Return the protocol as it would be now, with DRAFT across every page."""
        _begin(progress)
        with self._workplace.reading() as store:
            snapshot = take_snapshot(store, store.handover(handover), self._workplace)
            pictures = printed_pictures(store, snapshot)
        return self._print(snapshot, (), languages, pictures, draft=True, progress=progress)

    def final(
        self,
        handover: HandoverId,
        *,
        languages: tuple[str, ...] = (),
        progress: Progress | None = None,
    ) -> bytes:
        """Return the final protocol with the signatures drawn so far; raise NOT_FINALISED.

        An edition that was given out already is returned as it is, otherwise the pages without a seal.
        """
        _begin(progress)
        with self._workplace.reading() as store:
            content = _read_final(store, handover)
        name = edition_name(content.snapshot, languages or content.languages, content.signatures, Seal.SEALED)
        found = self._editions.find(content.snapshot.digest, name)
        return found.content if found else self._print_final(content, languages, progress)

    def preview(
        self,
        handover: HandoverId,
        *,
        languages: tuple[str, ...] = (),
        progress: Progress | None = None,
    ) -> bytes:
        """Return the very PDF that would be saved: the final one where there is one, otherwise the draft."""
        with self._workplace.reading() as store:
            is_final = bool(store.handover(handover).number)
        return (self.final if is_final else self.draft)(handover, languages=languages, progress=progress)

    def voided_pages(self, digest: str, *, languages: tuple[str, ...] = ()) -> tuple[bytes, bool]:
        """Return the file of a voided protocol that was sealed last, and True.

        Where none ever was, return its pages without a seal, and False: they are not to be given out as they are.
        """
        with self._workplace.reading() as store:
            snapshot = content_of(store, digest)
            handover = store.find_snapshot(digest)
            sealed = [
                one
                for one in (store.documents(handover) if handover else ())
                if one.digest == digest and one.kind == PROTOCOL and one.signatures
            ]
            if sealed:
                return store.blob(sealed[-1].sha256), True
            content = _Final(snapshot, store.signatures_of(digest), printed_pictures(store, snapshot))
        return self._print_final(content, languages, None), False

    def _print_final(self, content: _Final, languages: tuple[str, ...], progress: Progress | None) -> bytes:
        return self._print(
            content.snapshot, content.signatures, languages, content.pictures, draft=False, progress=progress
        )

    def _print(
        self,
        snapshot: Snapshot,
        signatures: tuple[Signature, ...],
        languages: tuple[str, ...],
        pictures: Mapping[str, bytes],
        *,
        draft: bool,
        progress: Progress | None,
    ) -> bytes:
        from handover_desktop.protocol.pages.orders import PrintOrder
        from handover_desktop.protocol.pages.rendering import render_protocol
        from handover_desktop.protocol.reading.proofreading import render_checked

        tags = languages or snapshot.details.languages
        # All languages: a clause that nobody edited is printed in the document's language, whatever it was saved in.
        translators = {tag: self._workplace.translator(tag) for tag in DOCUMENT_LANGUAGES}
        order = PrintOrder(snapshot, tags, translators, signatures, draft, pictures)
        return (render_protocol if draft else render_checked)(order, progress=progress)

    def save(
        self,
        handover: HandoverId,
        path: Path,
        *,
        draft: bool = False,
        languages: tuple[str, ...] = (),
        seal: Seal = Seal.SEALED,
        progress: Progress | None = None,
        write: Callable[[Path, bytes], object] = write_atomically,
    ) -> ChangeSet:
        """Write the protocol to `path`; a final one is sealed, kept, and the next time the very same file.

        What `progress` raises while the pages are drawn ends it with nothing written.
        """
        if draft:
            write(path, self.draft(handover, languages=languages, progress=progress))
            return changed()
        pdf = self.issue(
            handover, languages=languages, seal=seal, file_name=path.name, progress=progress
        ).content
        write(path, pdf)
        with self._workplace.writing() as store:
            current = store.handover(handover)
            sha256 = hashlib.sha256(pdf).hexdigest()
            store.append_audit("protocol-saved", current.number, {"file": path.name, "sha256": sha256})
        return changed(Kind.DOCUMENTS, handover=handover)

    def issue(
        self,
        handover: HandoverId,
        *,
        languages: tuple[str, ...] = (),
        seal: Seal = Seal.SEALED,
        file_name: str = "",
        progress: Progress | None = None,
    ) -> Edition:
        """Return the edition of the final protocol in `languages` as it stands; it is made and sealed on first use.

        Raises NOT_FINALISED, and what `Sealing.seal` does where the key of this laptop cannot be used.
        """
        _begin(progress)
        with self._workplace.reading() as store:
            current, content = store.handover(handover), _read_final(store, handover)
        name = edition_name(content.snapshot, languages or content.languages, content.signatures, seal)
        return self._editions.issue(
            current,
            name,
            lambda: self._print_final(content, languages, progress),
            file_name=file_name or f"{current.number}.pdf",
            seal=seal,
        )

    def list(self, handover: HandoverId) -> tuple[DocumentRecord, ...]:
        """Return the documents given out and the scans attached, oldest first."""
        with self._workplace.reading() as store:
            return store.documents(handover)

    def content(self, sha256: str) -> bytes:
        """Return the bytes of an attached document."""
        with self._workplace.reading() as store:
            return store.blob(sha256)

    def close(self, handover: HandoverId) -> ChangeSet:
        """Close a signed handover; raise SIGNATURES_OPEN while a signature is open."""
        with self._workplace.writing() as store:
            current = store.handover(handover)
            if current.state is State.FINALISED:
                done = {signature.party for signature in store.signatures(handover)}
                names = ", ".join(p.name for i, p in current.details.signing_parties if i not in done)
                raise DomainError(Code.SIGNATURES_OPEN, names=names)
            check_step(current.reference, current.state, State.CLOSED)
            store.set_state(handover, State.CLOSED)
            store.append_audit("handover-closed", current.reference, {"number": current.number})
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=handover)

    def view(self, pdf: bytes) -> ViewedPdf:
        """Return `pdf` to be looked at; raise DOCUMENT_UNREADABLE for what is none."""
        return ViewedPdf(pdf)

    def page_count(self, pdf: bytes) -> int:
        """Return the number of pages."""
        from handover_desktop.protocol.reading.reading import page_count

        return page_count(pdf)

    def render_page(self, pdf: bytes, page: int, *, dpi: float) -> tuple[int, int, bytes]:
        """Return (width, height, RGBA bytes) of a page counted from 0."""
        from handover_desktop.protocol.reading.reading import render_page

        return render_page(pdf, page, dpi)


def _begin(progress: Progress | None) -> None:
    """Say that the work is under way, before anything is read."""
    if progress is not None:
        progress(0, 1)


def _read_final(store: Reading, handover: HandoverId) -> _Final:
    snapshot = frozen_content(store, handover)
    return _Final(snapshot, store.signatures(handover), printed_pictures(store, snapshot))
