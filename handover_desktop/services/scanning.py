"""Scans of signed paper: whose they are, which pages are there, and keeping them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from handover_desktop.apart import Overrun, run_apart
from handover_desktop.domain.canonical import from_data
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.page_codes import PageCode, PageKind
from handover_desktop.domain.scans import (
    SIGNED_KINDS,
    Coverage,
    PageState,
    ReadPage,
    ScanPage,
    cover,
    name_pages,
)
from handover_desktop.paths import readable
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.documents import SIGNED_SCAN
from handover_desktop.services.page_owners import PageOwners
from handover_desktop.services.views import DocumentRecord, VoidedRecord
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing

FILLED_FORM = "filled-form"
"""The kind of document that the scan of a form ticked by hand is."""

_LIMIT_MB = 100
_TOTAL_MB = 400
_SECONDS = 10.0
"""The processor time that opening a file, or reading a page of it, may take."""

_MEMORY = 2_000_000_000
"""Bytes: a picture of 80 megapixels in colours takes half of it."""

_Answer = TypeVar("_Answer")

Assigned = Mapping[tuple[str, int], tuple[int, int]]
"""Pages told by hand: the digest of a file and the place in it, to the page and their number."""


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file of scanned pages, read, not yet kept anywhere."""

    name: str
    content: bytes
    media_type: str
    pages: tuple[ReadPage, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """A file with what each of its pages is to one handover, or to none."""

    file: ScannedFile
    pages: tuple[ScanPage, ...]
    is_kept_already: bool = False


@dataclass(frozen=True, slots=True)
class HandoverScan:
    """What was scanned of one handover. `coverage` counts the pages kept before and these together.

    `voided` are its voided protocols that pages of the scan belong to.
    """

    handover: HandoverId
    reference: str
    number: str
    files: tuple[JudgedFile, ...]
    coverage: tuple[Coverage, ...]
    voided: tuple[VoidedRecord, ...] = ()

    @property
    def pages(self) -> tuple[ScanPage, ...]:
        """The pages of all files."""
        return tuple(page for judged in self.files for page in judged.pages)


@dataclass(frozen=True, slots=True)
class ScanReport:
    """The handovers whose pages were found, and the files that bear no page of this register."""

    found: tuple[HandoverScan, ...]
    unclaimed: tuple[JudgedFile, ...]

    @property
    def foreign(self) -> tuple[str, ...]:
        """The numbers of other protocols on files that nobody claims, each once."""
        pages = (page for judged in self.unclaimed for page in judged.pages if page.number)
        return tuple(dict.fromkeys(page.number for page in pages))


def read_files(
    paths: Sequence[Path], *, progress: Callable[[int, int], object] | None = None
) -> tuple[ScannedFile, ...]:
    """Read the pages of scans in a process of its own, without a register. `progress` hears pages done and all.

    Raises DomainError SCAN_NOT_READABLE, SCAN_TOO_LARGE, or SCAN_IS_THE_FILE for a protocol's own file;
    EnvironmentFault NO_SUCH_FILE or FILE_NOT_READ.
    """
    from handover_desktop.protocol.reading.scan_reading import OpenedScan, read_scans

    contents, left = [], _TOTAL_MB * 1_000_000
    for path in paths:
        contents.append(_read(path, left))
        left -= len(contents[-1])
    with closing(run_apart(read_scans, contents, seconds=_SECONDS, memory=_MEMORY, each=True)) as answers:
        opened = [_expect(OpenedScan, answers, path) for path in paths]
        for path, scan in zip(paths, opened, strict=True):
            if scan.is_the_file:
                raise DomainError(Code.SCAN_IS_THE_FILE, path=path.name)
        total, done = sum(scan.pages for scan in opened), 0
        files = []
        for path, content, scan in zip(paths, contents, opened, strict=True):
            pages = []
            for _page in range(scan.pages):
                pages.append(_expect(ReadPage, answers, path))
                done += 1
                if progress is not None:
                    progress(done, total)
            sha256 = hashlib.sha256(content).hexdigest()
            files.append(ScannedFile(path.name, content, scan.media_type, tuple(pages), sha256))
    return tuple(files)


def _expect(kind: type[_Answer], answers: Iterator[object], path: Path) -> _Answer:
    """Return the next answer about the file at `path`; raise SCAN_NOT_READABLE where it goes beyond all bounds."""
    try:
        found = next(answers)
    except Overrun as overrun:
        raise DomainError(Code.SCAN_NOT_READABLE, path=path.name) from overrun
    if not isinstance(found, kind):
        raise DomainError(Code.SCAN_NOT_READABLE, path=path.name)
    return found


def _read(path: Path, left: int) -> bytes:
    with readable(path):
        size = path.stat().st_size
        if size > min(_LIMIT_MB * 1_000_000, left):
            limit = _LIMIT_MB if size > _LIMIT_MB * 1_000_000 else _TOTAL_MB
            raise DomainError(Code.SCAN_TOO_LARGE, path=path.name, limit=limit)
        return path.read_bytes()


class Scanning:
    """The use cases of scans."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def judge(
        self,
        files: Sequence[ScannedFile],
        *,
        handover: HandoverId | None = None,
        assigned: Assigned | None = None,
    ) -> ScanReport:
        """Say whose pages these are and which of them are there; nothing is kept.

        With `handover`, what bears no code at all is taken for its own.
        """
        with self._workplace.reading() as store:
            return _judge(store, files, handover, assigned or {})

    def attach(
        self, files: Sequence[ScannedFile], *, handover: HandoverId, assigned: Assigned | None = None
    ) -> ChangeSet:
        """Keep those of the files that bear pages of a handover, or no code at all, with what was found on them.

        The same file twice changes nothing. Raises DomainError SCAN_FOREIGN where they bear only pages of other
        protocols, NOT_FINALISED where there is no protocol yet.
        """
        with self._workplace.writing() as store:
            current = store.handover(handover)
            report = _judge(store, files, handover, assigned or {})
            found = next((found for found in report.found if found.handover == handover), None)
            if found is None:
                raise DomainError(
                    Code.SCAN_FOREIGN, reference=current.reference, numbers=", ".join(report.foreign)
                )
            for judged in found.files:
                if not judged.is_kept_already:
                    _keep(store, current, judged, found.voided)
        return changed(Kind.DOCUMENTS, Kind.HANDOVERS, handover=handover)

    def coverage(self, handover: HandoverId) -> tuple[Coverage, ...]:
        """Return which pages of the protocol that counts are there as scans, the fullest printing first."""
        with self._workplace.reading() as store:
            return cover(_kept_pages(store, handover))


def scanned_pages(record: DocumentRecord) -> tuple[ScanPage, ...]:
    """Return what was found on the pages of a kept scan; nothing for one that was kept without looking."""
    if record.kind not in (SIGNED_SCAN, FILLED_FORM):
        return ()
    return from_data(tuple[ScanPage, ...], json.loads(record.pages))


def _kept_pages(store: Reading, handover: HandoverId) -> tuple[ScanPage, ...]:
    digest = store.handover(handover).digest
    kept = (record for record in store.documents(handover) if record.digest == digest)
    return tuple(page for record in kept for page in scanned_pages(record))


def _judge(
    store: Reading, files: Sequence[ScannedFile], handover: HandoverId | None, assigned: Assigned
) -> ScanReport:
    owners = PageOwners(store)
    claims = {file.sha256: _claims(owners, file, handover, assigned) for file in files}
    wanted = dict.fromkeys(id for found in claims.values() for id in found)
    if handover is not None:
        wanted = {handover: None} if handover in wanted else {}
    found = []
    for id in wanted:
        mine = [file for file in files if id in claims[file.sha256]]
        found.append(_judge_for(store, owners, id, mine, assigned))
    unclaimed = [file for file in files if not any(id in claims[file.sha256] for id in wanted)]
    nobody = tuple(JudgedFile(file, _as_foreign(file)) for file in unclaimed)
    return ScanReport(tuple(found), nobody)


def _claims(
    owners: PageOwners, file: ScannedFile, handover: HandoverId | None, assigned: Assigned
) -> tuple[HandoverId, ...]:
    """Return the handovers that a file has pages of; a chosen one also claims what nobody can tell."""
    codes = [code for page in file.pages for code in page.codes]
    owned = dict.fromkeys(id for code in codes if (id := owners.find(code)) is not None)
    by_hand = any(sha256 == file.sha256 for sha256, _at in assigned)
    if handover is not None and (not codes or by_hand):
        owned[handover] = None
    return tuple(owned)


def _judge_for(
    store: Reading, owners: PageOwners, id: HandoverId, files: Sequence[ScannedFile], assigned: Assigned
) -> HandoverScan:
    current, records = store.handover(id), store.documents(id)
    kept = {record.sha256 for record in records if record.kind in (SIGNED_SCAN, FILLED_FORM)}
    before = _kept_pages(store, id)
    seen = {_which(page) for page in before if page.state is PageState.FOUND}
    judged = []
    for file in files:
        known = file.sha256 in kept
        pages = []
        for page in _pages_of(owners, id, file, assigned):
            if page.state is PageState.FOUND and _which(page) in seen:
                page = replace(page, state=PageState.AGAIN)
            seen |= {_which(page)} if page.state is PageState.FOUND else set()
            pages.append(page)
        judged.append(JudgedFile(file, tuple(pages), known))
        kept.add(file.sha256)
    scanned = [page for one in judged for page in one.pages]
    return HandoverScan(
        id,
        current.reference,
        current.number,
        tuple(judged),
        cover((*before, *scanned)),
        owners.voided_of(scanned),
    )


def _which(page: ScanPage) -> tuple[str, int, int]:
    return page.part, page.pages, page.page


def _pages_of(
    owners: PageOwners, id: HandoverId, file: ScannedFile, assigned: Assigned
) -> Iterable[ScanPage]:
    for page in file.pages:
        told = assigned.get((file.sha256, page.at))
        if told is not None and not page.codes:
            yield ScanPage(page.at, PageState.FOUND, *told, PageKind.PROTOCOL.value, by_hand=True)
        elif not page.codes:
            yield ScanPage(page.at, PageState.BLANK if page.blank else PageState.UNREADABLE)
        for code in _of_copy(page.codes) or page.codes:
            yield _described(page.at, code, _state(owners, id, code))


def _of_copy(codes: Sequence[PageCode]) -> tuple[PageCode, ...]:
    """Return the codes that say that a page is a copy, which holds whatever else can be read on it."""
    return tuple(code for code in codes if code.kind is PageKind.COPY)


def _state(owners: PageOwners, id: HandoverId, code: PageCode) -> PageState:
    if owners.find(code) != id:
        return PageState.FOREIGN
    if not owners.is_content_of(code, id):
        return PageState.OTHER_CONTENT
    if owners.voided(code) is not None:
        return PageState.VOIDED
    return PageState.FOUND if code.kind in SIGNED_KINDS else PageState.OTHER_PAPER


def _described(at: int, code: PageCode, state: PageState) -> ScanPage:
    return ScanPage(at, state, code.page, code.pages, code.kind.value, code.number, code.part)


def _as_foreign(file: ScannedFile) -> tuple[ScanPage, ...]:
    found: list[ScanPage] = []
    for page in file.pages:
        if not page.codes:
            found.append(ScanPage(page.at, PageState.BLANK if page.blank else PageState.UNREADABLE))
        found += [_described(page.at, code, PageState.FOREIGN) for code in page.codes]
    return tuple(found)


def _keep(store: Writing, current: Handover, judged: JudgedFile, voided_ones: Sequence[VoidedRecord]) -> None:
    """Keep a file with the protocol whose pages it bears: the one that counts, or else a voided one."""
    file = judged.file
    states = {page.state for page in judged.pages}
    counts = bool(states & {PageState.FOUND, PageState.AGAIN})
    is_form = any(page.kind == PageKind.BLANK for page in judged.pages) and not (
        counts or PageState.VOIDED in states
    )
    number, digest = current.number, current.digest
    if PageState.VOIDED in states and not counts:
        borne = {page.number for page in judged.pages if page.state is PageState.VOIDED}
        voided = next(one.protocol for one in voided_ones if one.protocol.number in borne)
        number, digest = voided.number, voided.digest
    if not number and not is_form:
        raise DomainError(Code.NOT_FINALISED, reference=current.reference)
    store.add_blob(file.content, file.media_type)
    store.add_document(
        current.id,
        kind=FILLED_FORM if is_form else SIGNED_SCAN,
        file_name=file.name,
        sha256=file.sha256,
        media_type=file.media_type,
        size=len(file.content),
        pages=judged.pages,
        digest="" if is_form else digest,
    )
    told = {"file": file.name, "sha256": file.sha256, "pages": _summary(judged.pages)}
    entry = "filled-form-attached" if is_form else "signed-scan-attached"
    store.append_audit(entry, number or current.reference, told)


def _summary(pages: Sequence[ScanPage]) -> dict[str, str]:
    """Return which pages are there by their state, for the journal."""
    by_state: dict[str, list[int]] = {}
    for page in pages:
        by_state.setdefault(page.state.value, []).append(page.page or page.at)
    return {state: name_pages(numbers) for state, numbers in by_state.items()}
