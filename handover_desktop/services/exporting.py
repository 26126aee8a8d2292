"""Giving data out: a handover as spreadsheet, CSV or JSON, a whole register as JSON."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop import __version__
from handover_desktop.domain.canonical import canonical_bytes
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.progress import WHOLE, Progress, within
from handover_desktop.domain.redaction import Redaction, is_unmarked, redact
from handover_desktop.domain.register_records import FileRecord, HandoverRecord, RegisterRecord
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Direction, direction_of
from handover_desktop.lists.annex_tables import PART_NAMES, Part, Wording, handover_sheets
from handover_desktop.lists.delimited_writing import Dialect, write_delimited
from handover_desktop.lists.own_headings import BETWEEN
from handover_desktop.lists.sheet_writing import write_book
from handover_desktop.lists.tables import CellValue, Sheet
from handover_desktop.paths import replacing, write_atomically
from handover_desktop.services.changes import ChangeSet, changed
from handover_desktop.services.finalising import take_snapshot
from handover_desktop.services.photos import printed_pictures
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading

__all__ = ["PART_NAMES", "Dialect", "Exporting", "Form", "Part", "Redaction"]

_MOST_LANGUAGES = 2
_READ = 300
"""How much of an export, in parts of `WHOLE`, it takes to read what is written."""
_OFTEN = 256


class Form(enum.StrEnum):
    """What a handover is given out as; the values are the endings of the files."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    PDF = "pdf"


class Exporting:
    """The use cases of giving data out. A finalised handover is given out as it was finalised."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def save_xlsx(
        self,
        handover: HandoverId,
        path: Path,
        *,
        languages: tuple[str, ...] = (),
        redaction: Redaction | None = None,
        progress: Progress | None = None,
    ) -> ChangeSet:
        """Write the list and every annex as a sheet each; the list reads back as the very same lines.

        `languages` (one or two; those of the document where none is named) are of headings and outcomes. With a
        `redaction` people, places of units and unmarked vehicles are left out, and the file says so. Raises
        LANGUAGE_UNKNOWN, TOO_MANY_LANGUAGES, EnvironmentFault FILE_NOT_WRITTEN or DISK_FULL.
        """
        current, snapshot = self._content_told(handover, redaction, progress)
        sheets = self._sheets(snapshot, languages, redaction).values()
        with replacing(path) as stream:
            write_book(
                stream,
                _telling(sheets, 2 * len(snapshot.items), within(progress, _READ, WHOLE)),
                title=snapshot.number or snapshot.reference,
                written_at=self._workplace.now(),
            )
        return self._note(current, path, Form.XLSX, redaction)

    def save_csv(
        self,
        handover: HandoverId,
        path: Path,
        *,
        part: Part,
        dialect: Dialect,
        languages: tuple[str, ...] = (),
        redaction: Redaction | None = None,
        progress: Progress | None = None,
    ) -> ChangeSet:
        """Write one table of a handover as CSV; raises as `save_xlsx` does."""
        current, snapshot = self._content_told(handover, redaction, progress)
        sheet = self._sheets(snapshot, languages, redaction)[part]
        (told,) = _telling([sheet], len(snapshot.items), within(progress, _READ, WHOLE))
        with replacing(path) as stream:
            write_delimited(stream, told, dialect)
        return self._note(current, path, Form.CSV, redaction)

    def _sheets(
        self, snapshot: Snapshot, languages: tuple[str, ...], redaction: Redaction | None
    ) -> dict[Part, Sheet]:
        wanted = languages or snapshot.details.languages
        return handover_sheets(
            snapshot, wording_of(self._workplace, wanted, is_redacted=redaction is not None)
        )

    def save_json(
        self,
        handover: HandoverId,
        path: Path,
        *,
        redaction: Redaction | None = None,
        progress: Progress | None = None,
    ) -> ChangeSet:
        """Write the canonical snapshot: the SHA-256 of the file of a finalised one is the digest that is printed."""
        current, snapshot = self._content_told(handover, redaction, progress)
        data = snapshot.to_bytes()
        within(progress, _READ, WHOLE)(1, 2)
        write_atomically(path, data)
        return self._note(current, path, Form.JSON, redaction)

    def save_register(self, path: Path, *, progress: Progress | None = None) -> ChangeSet:
        """Write all handovers as JSON (`resources/schemas/register.json`), one after the other."""
        now = self._workplace.now()
        with self._workplace.reading() as store:
            device = store.device
            wanted = sorted(summary.id for summary in store.handovers())
        frame = RegisterRecord(device, f"handover-desktop {__version__}", now, ())
        before, after = canonical_bytes(frame).split(b'"handovers":[]', 1)
        with replacing(path) as stream:
            stream.write(before + b'"handovers":[')
            for place, record in enumerate(self._records(wanted, within(progress, 0, WHOLE))):
                stream.write((b",\n" if place else b"\n") + canonical_bytes(record))
            stream.write(b"\n]" + after)
        with self._workplace.writing() as store:
            described = {"file": path.name, "form": Form.JSON.value, "handovers": len(wanted)}
            store.append_audit("register-exported", "register", described)
        return changed()

    def _records(self, wanted: list[HandoverId], progress: Progress) -> Iterator[HandoverRecord]:
        for place, handover in enumerate(wanted):
            progress(place, len(wanted))
            with self._workplace.reading() as store:
                current = store.handover(handover)
                files = [
                    FileRecord(
                        kind=one.kind,
                        file_name=one.file_name,
                        sha256=one.sha256,
                        media_type=one.media_type,
                        size=one.size,
                        added_at=one.added_at,
                        edition=one.edition,
                        signatures=one.signatures,
                        digest=one.digest,
                    )
                    for one in store.documents(handover)
                ]
                record = HandoverRecord(
                    uid=current.uid,
                    reference=current.reference,
                    state=current.state,
                    created_at=current.created_at,
                    digest=current.digest,
                    snapshot=_content(store, current, self._workplace),
                    signatures=store.signatures(handover),
                    files=tuple(files),
                    voided=tuple(one.protocol for one in store.voided(handover)),
                )
            yield record

    def save_redacted_pdf(
        self,
        handover: HandoverId,
        path: Path,
        *,
        redaction: Redaction,
        languages: tuple[str, ...] = (),
        progress: Progress | None = None,
    ) -> ChangeSet:
        """Write the pages of a redacted edition: without data, digest, codes, seal and signatures, marked REDACTED.

        Raises what `render_protocol` does.
        """
        from handover_desktop.protocol.pages.orders import PrintOrder
        from handover_desktop.protocol.pages.rendering import render_protocol

        current, snapshot = self.content(handover, redaction)
        with self._workplace.reading() as store:
            pictures = printed_pictures(store, snapshot)
        translators = {tag: self._workplace.translator(tag) for tag in DOCUMENT_LANGUAGES}
        tags = languages or snapshot.details.languages
        order = PrintOrder(snapshot, tags, translators, pictures=pictures, redacted=True)
        write_atomically(path, render_protocol(order, progress=progress))
        return self._note(current, path, Form.PDF, redaction)

    def content(self, handover: HandoverId, redaction: Redaction | None = None) -> tuple[Handover, Snapshot]:
        """Return a handover with its content: as finalised, or as it stands; redacted where that is asked for."""
        with self._workplace.reading() as store:
            current = store.handover(handover)
            snapshot = _content(store, current, self._workplace)
        return current, redact(snapshot, redaction.unmarked) if redaction else snapshot

    def _content_told(
        self, handover: HandoverId, redaction: Redaction | None, progress: Progress | None
    ) -> tuple[Handover, Snapshot]:
        tell = within(progress, 0, _READ)
        tell(0, 1)
        found = self.content(handover, redaction)
        tell(1, 1)
        return found

    def unmarked(self, handover: HandoverId, redaction: Redaction) -> int:
        """Return how many items a redaction takes for unmarked vehicles."""
        with self._workplace.reading() as store:
            return sum(is_unmarked(item.asset, redaction.unmarked) for item in store.items(handover))

    def _note(self, current: Handover, path: Path, form: Form, redaction: Redaction | None) -> ChangeSet:
        described = {"file": path.name, "form": form.value, "redacted": redaction is not None}
        with self._workplace.writing() as store:
            store.append_audit("handover-exported", current.reference, described)
        return changed(handover=current.id)


def _content(store: Reading, current: Handover, workplace: Workplace) -> Snapshot:
    return frozen_content(store, current.id) if current.number else take_snapshot(store, current, workplace)


def _telling(sheets: Iterable[Sheet], count: int, progress: Progress) -> tuple[Sheet, ...]:
    """Return sheets that tell how many of about `count` rows in all of them were written."""
    written = itertools.count()

    def told(rows: Iterable[tuple[CellValue, ...]]) -> Iterator[tuple[CellValue, ...]]:
        for row in rows:
            done = next(written)
            if done % _OFTEN == 0:
                progress(done, count)
            yield row

    return tuple(replace(sheet, rows=told(sheet.rows)) for sheet in sheets)


def wording_of(workplace: Workplace, languages: tuple[str, ...], *, is_redacted: bool = False) -> Wording:
    """Return how tables are worded in one language or two; raise LANGUAGE_UNKNOWN or TOO_MANY_LANGUAGES."""
    if not 1 <= len(languages) <= _MOST_LANGUAGES or len(set(languages)) != len(languages):
        raise DomainError(Code.TOO_MANY_LANGUAGES)
    voices = [workplace.translator(tag) for tag in languages]
    _ = voices[0]
    mark = f" – {_('REDACTED')}" if is_redacted else ""
    return Wording(
        lambda text: BETWEEN.join(dict.fromkeys(voice(text) for voice in voices)),
        lambda text: _(text) + mark,
        direction_of(languages[0]) is Direction.RIGHT_TO_LEFT,
    )
