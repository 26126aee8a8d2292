"""The one way in which files are written, and read back from where they were written to."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.domain.texts import N_

_BINARY = getattr(os, "O_BINARY", 0)
_ANYONE = 0o666


@contextlib.contextmanager
def readable(path: Path) -> Iterator[None]:
    """Let the block read the file at `path`.

    Raises EnvironmentFault NO_SUCH_FILE; FILE_NOT_READ where the system refuses, for a folder, and for a pipe, a
    device or a socket: those might never end.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            said = N_("it is a folder") if stat.S_ISDIR(mode) else N_("it is no ordinary file")
            raise EnvironmentFault(Code.FILE_NOT_READ, path=path.name or path, detail=said)
        yield
    except FileNotFoundError as gone:
        raise EnvironmentFault(Code.NO_SUCH_FILE, path=path) from gone
    except OSError as fault:
        raise EnvironmentFault(Code.FILE_NOT_READ, path=path.name, detail=fault.strerror or fault) from fault


def make_folder(path: Path, *, mode: int = 0o777) -> None:
    """Make a folder, and those above it, where there is none; raise EnvironmentFault FILE_NOT_WRITTEN."""
    try:
        path.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as fault:
        raise EnvironmentFault(Code.FILE_NOT_WRITTEN, path=path, detail=fault.strerror or fault) from fault


def write_atomically(path: Path, data: bytes, *, mode: int = _ANYONE) -> None:
    """Write the file whole or not at all, and return when it is on the disk. `mode` is before the user's umask.

    Raises EnvironmentFault (DISK_FULL, FILE_NOT_WRITTEN); what was at `path` before is then unchanged.
    """
    with replacing(path, mode=mode) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: Path, *, mode: int = _ANYONE) -> Iterator[BinaryIO]:
    """Give a file to write and read that takes the place of `path`, whole and on the disk, when the block ends.

    Any exception in the block leaves `path` as it was and nothing beside it. Raises EnvironmentFault (DISK_FULL,
    FILE_NOT_WRITTEN) where writing fails.
    """
    try:
        with _replacing(path, mode) as file:
            yield file
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise EnvironmentFault(Code.DISK_FULL) from error
        raise EnvironmentFault(Code.FILE_NOT_WRITTEN, path=path, detail=error.strerror) from error


@contextlib.contextmanager
def zip_into(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Write a ZIP file into `stream`; what ends the block early is raised as it is, whenever it comes.

    Closing what is not finished, as `zipfile` would, can raise an error of its own and hide that somebody stopped it.
    """
    package = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
    try:
        yield package
    except BaseException:
        package.fp = None  # there is nothing to finish, now and when it is collected
        raise
    package.close()


@contextlib.contextmanager
def written_when_noted(path: Path, data: bytes) -> Iterator[None]:
    """Bring a file to the disk beside `path`, let the block note it, then put it in its place.

    A slow or full stick holds nobody up who writes to the register meanwhile, and what cannot be noted leaves no file.
    Raises EnvironmentFault (DISK_FULL, FILE_NOT_WRITTEN), before the block where the file cannot be written.
    """
    with replacing(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        yield


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was read back after it was written, and is as it was meant: its size in bytes, its SHA-256."""

    path: Path
    size: int
    sha256: str


def write_and_read_back(path: Path, data: bytes) -> Written:
    """Write a file to a stick as `write_atomically` does, then read it from there again and compare.

    What is read does not come from the system's memory where the platform can be told so (Linux, macOS).
    Raises EnvironmentFault STICK_FULL, STICK_READ_ONLY, STICK_GONE, STICK_DIFFERS or STICK_NOT_WRITTEN; what was at
    `path` before is then unchanged, but for STICK_DIFFERS, which leaves no file there.
    """
    try:
        with _replacing(path, _ANYONE) as file:
            file.write(data)
    except OSError as error:
        raise _stick_fault(path, len(data), error) from error
    return read_back(path, data)


def read_back(path: Path, data: bytes) -> Written:
    """Read a file from its medium and compare it with `data`; raises as `write_and_read_back` does."""
    try:
        size, sha256 = _read_from_medium(path)
    except OSError as error:
        raise _stick_fault(path, len(data), error) from error
    if (size, sha256) != (len(data), hashlib.sha256(data).hexdigest()):
        with contextlib.suppress(OSError):
            path.unlink()
        raise EnvironmentFault(Code.STICK_DIFFERS, name=path.name, place=path.parent)
    return Written(path, size, sha256)


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NO_PERMISSION = (errno.EROFS, errno.EACCES, errno.EPERM)
_NO_MEDIUM = (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE)
_PIECE = 1 << 20


def _stick_fault(path: Path, size: int, error: OSError) -> EnvironmentFault:
    said = {"name": path.name, "place": path.parent}
    if error.errno in _NO_ROOM:
        return EnvironmentFault(Code.STICK_FULL, **said, size=-(-size // 1000))
    if error.errno in _NO_PERMISSION:
        return EnvironmentFault(Code.STICK_READ_ONLY, **said)
    if error.errno in _NO_MEDIUM:
        return EnvironmentFault(Code.STICK_GONE, **said)
    return EnvironmentFault(Code.STICK_NOT_WRITTEN, **said, detail=error.strerror or error)


def forget_cached(file: BinaryIO) -> None:
    """Bring what was written to the disk, so that it is read from there again; Linux and macOS can be told so."""
    file.flush()
    os.fsync(file.fileno())
    _leave_memory(file.fileno())


def _leave_memory(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_NOCACHE, 1)
    elif hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _read_from_medium(path: Path) -> tuple[int, str]:
    """Return size and SHA-256 of a file as it is on its medium, past the system's memory where that can be done."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        _leave_memory(file.fileno())
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


@contextlib.contextmanager
def _replacing(path: Path, mode: int) -> Iterator[BinaryIO]:
    """Put a file in place at once, whole and on the disk; leave nothing else behind."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.unlink(missing_ok=True)
        with os.fdopen(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, mode), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):  # what ended the writing is said, not that the medium is gone
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the new name of a file as lasting as its content; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
