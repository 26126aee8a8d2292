"""Examining a protocol file: what it states, what its seal is worth, what its pages bear; without any register."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handover_desktop.apart import Overrun, run_apart
from handover_desktop.domain.page_codes import PageCode, PageKind
from handover_desktop.domain.page_findings import UNTOLD, PageFinding
from handover_desktop.domain.seals import Integrity, SealReport
from handover_desktop.domain.snapshots import Snapshot, read_snapshot

if TYPE_CHECKING:
    from handover_desktop.protocol.reading.reading import ReadProtocol

_SECONDS = 10.0
"""The processor time that seal and pages of a file from unknown hands may take: of 10,000 lines half a second."""

_SECONDS_A_MEGABYTE, _MOST_SECONDS = 5.0, 90.0
"""What the data of a file may take more for its size, and at most: 10,000 lines are 1.4 MB and take two seconds,
100,000 are 13 MB and take twenty, on a slow laptop three times as long.
"""

_MEMORY = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states; `sealed` is the file within it that this is about, where it is a copy.

    `has_data` says that something is attached as its data, `snapshot` is that data, None where it is none. `unit` is
    the code of the receiving unit where it is an extract, which carries no data.
    """

    number: str
    digest: str
    pages: int
    has_data: bool
    snapshot: Snapshot | None
    sealed: bytes | None = None
    unit: str = ""

    @property
    def is_protocol(self) -> bool:
        """Whether it says of itself that it is a protocol of this program."""
        return self.has_data or re.fullmatch("[0-9a-f]{64}", self.digest) is not None

    @property
    def holds(self) -> bool | None:
        """Whether the attached data is the one whose digest and number the document states; None for an extract."""
        if self.unit:
            return None
        return (
            self.snapshot is not None
            and self.snapshot.digest == self.digest
            and self.snapshot.number == self.number
        )


@dataclass(frozen=True, slots=True)
class Examined:
    """A file as it was examined; of a copy, the sealed file that it carries."""

    content: bytes
    stated: Stated
    seal: SealReport
    pages: PageFinding


Finding = Stated | SealReport | PageFinding


def examine(content: bytes, trusted: Sequence[bytes] = (), *, apart: bool = True) -> Examined | None:
    """Examine a file against the certificates (DER) that are trusted; None for what does not open as a PDF.

    A file from unknown hands is examined `apart`, in a process of its own: where its seal would take too much to
    judge it counts as altered, and where its pages would, what they bear is not told.
    """
    findings = _find_apart(content, trusted) if apart else None
    stated, seal, pages = None, SealReport(Integrity.ALTERED, reason="too much to compare"), UNTOLD
    try:
        for finding in findings or find([content], trusted):
            match finding:
                case Stated():
                    stated = finding
                case SealReport():
                    seal = finding
                case PageFinding():
                    pages = finding
    except Overrun:
        pass
    return Examined(stated.sealed or content, stated, seal, pages) if stated is not None else None


def states_protocol(content: bytes) -> bool:
    """Tell whether a file from unknown hands says of itself that it is a protocol of this program."""
    try:
        found = next(_find_apart(content, ()), None)
    except Overrun:
        return False
    return isinstance(found, Stated) and found.sealed is None and (found.has_data or bool(found.unit))


def _find_apart(content: bytes, trusted: Sequence[bytes]) -> Iterator[Finding]:
    data = min(_SECONDS + _SECONDS_A_MEGABYTE * len(content) / 1_000_000, _MOST_SECONDS)
    return run_apart(find, [content], trusted, first=data, seconds=_SECONDS, memory=_MEMORY)


def find(contents: Sequence[bytes], trusted: Sequence[bytes]) -> Iterator[Finding]:
    """Yield what a file states, what its seal is worth, and what its pages bear; nothing for what is no PDF."""
    from handover_desktop.domain.errors import DomainError
    from handover_desktop.protocol.seal.judging import judge_seals

    try:
        stated = _read(contents[0])
    except DomainError:
        return
    yield stated
    pdf = stated.sealed or contents[0]
    yield judge_seals(pdf, trusted)
    yield _read_pages(pdf, stated)


def _read(content: bytes) -> Stated:
    """Read what a file states, or the file that it carries.

    A protocol with something attached to it is judged as a protocol: only what states nothing itself is a copy.
    """
    from handover_desktop.protocol.pages.copies import find_sealed
    from handover_desktop.protocol.reading.reading import read_protocol

    found = read_protocol(content)
    sealed = find_sealed(content) if found.snapshot is None and not found.digest else None
    return _stated(found if sealed is None else read_protocol(sealed), sealed)


def _stated(found: ReadProtocol, sealed: bytes | None) -> Stated:
    snapshot = _open_snapshot(found.snapshot)
    has_data = found.snapshot is not None
    unit = "" if has_data else found.unit
    return Stated(found.number, found.digest, found.pages, has_data, snapshot, sealed, unit)


def _open_snapshot(data: bytes | None) -> Snapshot | None:
    if data is None:
        return None
    try:
        snapshot = read_snapshot(json.loads(data))
    except (ValueError, TypeError, KeyError, RecursionError, ArithmeticError):
        return None
    return snapshot if snapshot.to_bytes() == data else None


def _read_pages(pdf: bytes, stated: Stated) -> PageFinding:
    """Compare the codes of the pages with what the file states."""
    from handover_desktop.protocol.reading.page_reading import read_pages

    if not stated.is_protocol or not stated.number:
        return UNTOLD
    try:
        kind = PageKind.EXTRACT if stated.unit else PageKind.PROTOCOL
        first = PageCode(kind, stated.number, 1, stated.pages, stated.digest, stated.unit)
        first.payload  # noqa: B018 - says whether what the file states can stand in a code at all
    except ValueError:
        return UNTOLD
    return read_pages(pdf, first)
