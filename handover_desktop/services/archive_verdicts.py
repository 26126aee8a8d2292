"""Judging an archive: is every file the one it names, and which of them does the seal of its protocol vouch for."""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handover_desktop.domain.errors import DomainError
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.snapshots import Snapshot, read_snapshot
from handover_desktop.i18n import Translator
from handover_desktop.services.archives import Entry, EntryState, examine, opened
from handover_desktop.services.verdicts import VERDICT_TEXTS, Verification

JudgeContent = Callable[[bytes, str, Sequence[bytes]], Verification]
"""Judges the bytes of a protocol under their name, some certificates trusted: with a register, or without one."""

_SNAPSHOT = "data/snapshot.json"
_MOST_SECONDS = 60.0
_LARGEST_PDF = 500_000_000
_LARGEST_SNAPSHOT = 300_000_000


@dataclass(frozen=True, slots=True)
class ArchiveVerdict:
    """What can be said of an archive. `protocols` are the PDFs that are protocols, each with its own verdict.

    `sealed` are the names of the files that a protocol which holds vouches for: itself, its data, its photos. All
    others stand by the list of digests alone, which anyone could write anew.
    """

    entries: tuple[Entry, ...]
    protocols: tuple[tuple[str, Verification], ...]
    sealed: frozenset[str]

    @property
    def intact(self) -> bool:
        """Whether every file is the one whose digest the archive states, and none is beside them."""
        return all(entry.state is EntryState.INTACT for entry in self.entries)

    @property
    def holds(self) -> bool:
        """Whether the archive can be relied upon: intact, its protocols hold, and its data is the sealed one."""
        judged = [found.verdict.holds for _name, found in self.protocols]
        return self.intact and bool(judged) and all(judged) and _SNAPSHOT in self.sealed


def verify_archive(
    path: Path, judge: JudgeContent, *, trust: Sequence[bytes] = (), progress: Progress | None = None
) -> ArchiveVerdict:
    """Judge an archive; raise ARCHIVE_UNREADABLE, NO_SUCH_FILE or FILE_NOT_READ."""
    with opened(path) as archive:
        entries = examine(archive, progress=progress)
        protocols = tuple(_protocols(archive, entries, judge, trust))
        vouching = {found.digest for _name, found in protocols if found.verdict.holds}
        sealed = {name for name, found in protocols if found.verdict.holds}
        data = next((one for one in entries if one.name == _SNAPSHOT), None)
        if data is not None and data.sha256 in vouching and data.size <= _LARGEST_SNAPSHOT:
            snapshot = read_snapshot(json.loads(archive.read(_SNAPSHOT)))
            sealed |= {_SNAPSHOT, *_photos(snapshot, entries)}
    return ArchiveVerdict(entries, protocols, frozenset(sealed))


def _protocols(
    archive: zipfile.ZipFile, entries: Sequence[Entry], judge: JudgeContent, trust: Sequence[bytes]
) -> Iterator[tuple[str, Verification]]:
    """Judge the protocols for a minute at most: those after that stand by the list of digests alone."""
    end = time.monotonic() + _MOST_SECONDS
    for entry in entries:
        if time.monotonic() > end:
            return
        is_protocol = entry.name.startswith("protocol/") and entry.name.endswith(".pdf")
        if is_protocol and entry.sha256 and entry.size <= _LARGEST_PDF:
            try:
                yield entry.name, judge(archive.read(entry.name), entry.name, trust)
            except DomainError:
                continue


def _photos(snapshot: Snapshot, entries: Sequence[Entry]) -> Iterator[str]:
    known = {photo.sha256 for photo in snapshot.photos}
    return (one.name for one in entries if one.name.startswith("photos/") and one.sha256 in known)


def describe_archive(found: ArchiveVerdict, _: Translator) -> tuple[str, ...]:
    """Return the verdict in sentences, the most important first."""
    lines = [
        _("The archive is whole: every file is the one that it names.")
        if found.intact
        else _("The archive is not whole.")
    ]
    texts = {
        EntryState.CHANGED: _("Changed: {name}"),
        EntryState.MISSING: _("Missing: {name}"),
        EntryState.UNNAMED: _("Not in its list of digests: {name}"),
    }
    lines += [texts[entry.state].format(name=entry.name) for entry in found.entries if entry.state in texts]
    lines += [_.pair(name, _(VERDICT_TEXTS[one.verdict])) for name, one in found.protocols]
    if not found.protocols:
        lines.append(_("There is no protocol in it."))
    elif _SNAPSHOT not in found.sealed:
        lines.append(_("Its data is not the data of a protocol that can be relied upon."))
    others = len(found.entries) - len(found.sealed)
    lines.append(
        _.n("The seal vouches for {count} file.", "The seal vouches for {count} files.", len(found.sealed))
    )
    if others:
        lines.append(
            _.n(
                "{count} file stands by the list of digests alone.",
                "{count} files stand by the list of digests alone.",
                others,
            )
        )
    return tuple(lines)
