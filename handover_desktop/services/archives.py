"""An archive of a handover as a file: written entry by entry, read back, and judged by anyone.

A ZIP (APPNOTE 6.3) whose `SHA256SUMS` names the digest of every other entry, so that `sha256sum -c` can check it once
it is unpacked. The same entries give the same bytes.
"""

from __future__ import annotations

import contextlib
import enum
import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.progress import Progress
from handover_desktop.paths import forget_cached, readable, replacing, zip_into

SUMS = "SHA256SUMS"

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_ALREADY_SMALL = (".pdf", ".jpg", ".jpeg", ".png", ".xlsx", ".tif", ".tiff")
_PIECE = 1 << 18
_MOST_ENTRIES = 20_000
_MOST_BYTES = 8_000_000_000
_MOST_SUMS = 4_000_000
_TIGHTEST, _SMALL = 400, 1_000_000
"""How much longer than its packed bytes an entry may be, beyond a megabyte: tables of like lines reach a hundred."""

_SUM = re.compile(r"([0-9a-f]{64})  (.+)")
_UNSAFE = re.compile(r"[^\w.-]+")
_MADE_OF_DOTS = re.compile(r"^\.+")


@dataclass(frozen=True, slots=True)
class Member:
    """A file to put into an archive; `read` gives its bytes when it is its turn."""

    name: str
    read: Callable[[], bytes]


class EntryState(enum.StrEnum):
    """What can be said of one file of an archive."""

    INTACT = "intact"
    CHANGED = "changed"
    MISSING = "missing"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that is in an archive, or should be; `size` in bytes, `sha256` of the bytes that are there."""

    name: str
    state: EntryState
    size: int = 0
    sha256: str = ""


def safe_name(text: str) -> str:
    """Return `text` as one part of a path that every system takes."""
    return _MADE_OF_DOTS.sub("", _UNSAFE.sub("-", text)).strip("-")[-100:] or "file"


def write_archive(
    path: Path, members: Iterable[Member], *, count: int, progress: Progress | None = None
) -> str:
    """Write `count` members and their digests, read all of it back from the disk, and return the SHA-256 of the file.

    The file gets its name only when it was read back whole. Raises EnvironmentFault DISK_FULL, FILE_NOT_WRITTEN or
    STICK_DIFFERS; whatever is raised, what was at `path` before is unchanged.
    """
    steps = 2 * count
    tell = progress or (lambda done, all_: None)
    with replacing(path) as file:
        digests: dict[str, str] = {}
        with zip_into(file) as archive:
            for done, member in enumerate(members, 1):
                digests[member.name] = _put(archive, member.name, member.read())
                tell(done, steps)
            _put(archive, SUMS, "".join(f"{sha}  {name}\n" for name, sha in digests.items()).encode())
        forget_cached(file)
        _read_back(file, digests, path, lambda done: tell(min(count + done, steps), steps))
        return _whole_digest(file)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> str:
    entry = zipfile.ZipInfo(name, _FIXED_DATE)
    entry.external_attr = 0o644 << 16
    is_small = name.lower().endswith(_ALREADY_SMALL)
    entry.compress_type = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
    return hashlib.sha256(content).hexdigest()


def _read_back(file: BinaryIO, digests: dict[str, str], path: Path, tell: Callable[[int], None]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            for done, (name, digest) in enumerate(digests.items(), 1):
                if _digest(archive, name) != digest:
                    raise zipfile.BadZipFile(name)
                tell(done)
    except (zipfile.BadZipFile, KeyError) as wrong:
        raise EnvironmentFault(Code.STICK_DIFFERS, name=path.name, place=path.parent) from wrong


def _whole_digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as entry:
        while piece := entry.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def is_archive(path: Path) -> bool:
    """Tell whether a file is a ZIP that has a list of digests; False too for what cannot be read."""
    try:
        return path.is_file() and zipfile.is_zipfile(path) and SUMS in _names(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@contextlib.contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Give an archive within bounds; raise DomainError ARCHIVE_UNREADABLE, NO_SUCH_FILE or FILE_NOT_READ."""
    try:
        with readable(path), zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            too_much = sum(entry.file_size for entry in entries) > _MOST_BYTES
            odd = any(map(_is_odd, entries))
            if len(entries) > _MOST_ENTRIES or too_much or odd or len(set(names)) != len(names):
                raise zipfile.BadZipFile(path.name)
            yield archive
    except (*_UNREADABLE, KeyError) as wrong:
        raise DomainError(Code.ARCHIVE_UNREADABLE, path=path.name) from wrong


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is locked, packed as none of ours, or more tightly than anything that was written."""
    is_bomb = entry.file_size > _TIGHTEST * entry.compress_size + _SMALL
    return bool(entry.flag_bits & 1) or entry.compress_type not in _PACKINGS or is_bomb


_UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError)
"""What the library raises for a damaged entry."""

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def examine(archive: zipfile.ZipFile, *, progress: Progress | None = None) -> tuple[Entry, ...]:
    """Compare every entry with the digest that the archive states for it; raises KeyError where it states none."""
    stated = _stated(archive)
    held = {entry.filename: entry.file_size for entry in archive.infolist() if not entry.is_dir()}
    found = []
    for done, (name, digest) in enumerate(stated.items(), 1):
        if name not in held:
            found.append(Entry(name, EntryState.MISSING))
        else:
            is_there = _found_digest(archive, name)
            state = EntryState.INTACT if is_there == digest else EntryState.CHANGED
            found.append(Entry(name, state, held[name], is_there))
        if progress is not None:
            progress(done, len(stated))
    unnamed = (name for name in held if name not in stated and name != SUMS)
    return (*found, *(Entry(name, EntryState.UNNAMED, held[name]) for name in unnamed))


def _stated(archive: zipfile.ZipFile) -> dict[str, str]:
    if archive.getinfo(SUMS).file_size > _MOST_SUMS:
        raise zipfile.BadZipFile(SUMS)
    lines = (_SUM.fullmatch(line) for line in archive.read(SUMS).decode().splitlines())
    found = {line[2]: line[1] for line in lines if line}
    if not found:
        raise zipfile.BadZipFile(SUMS)
    return found


def _found_digest(archive: zipfile.ZipFile, name: str) -> str:
    """Return the digest of what is there; an empty one where it cannot be unpacked."""
    try:
        return _digest(archive, name)
    except (*_UNREADABLE, OSError):
        return ""
