"""Opens a list by its content, whatever its name says, and refuses what is none with one sentence."""

from __future__ import annotations

import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.texts import N_
from handover_desktop.lists.cells import Table
from handover_desktop.lists.limits import Meter, TooLarge, refuse_large_file

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_IS_PICTURE = N_("it is a picture")
_IS_ARCHIVE = N_("it is an archive")
_IS_WEB_PAGE = N_("it is a web page")
_IS_DOCUMENT = N_("it is a text document")
_IS_PROGRAM = N_("it is a program")
_IS_DAMAGED = N_("it is damaged")
_IS_BINARY = N_("it holds neither a table nor text")
_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", N_("it is a PDF")),
    (b"\x89PNG", _IS_PICTURE),
    (b"\xff\xd8\xff", _IS_PICTURE),
    (b"GIF8", _IS_PICTURE),
    (b"II*\x00", _IS_PICTURE),
    (b"MM\x00*", _IS_PICTURE),
    (b"RIFF", _IS_PICTURE),
    (b"Rar!", _IS_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _IS_ARCHIVE),
    (b"\x1f\x8b", _IS_ARCHIVE),
    (b"BZh", _IS_ARCHIVE),
    (b"\xfd7zXZ", _IS_ARCHIVE),
    (b"PK\x05\x06", _IS_ARCHIVE),
    (b"{\\rtf", _IS_DOCUMENT),
    (b"MZ", _IS_PROGRAM),
    (b"\x7fELF", _IS_PROGRAM),
    (b"SQLite format 3\x00", N_("it is a database")),
)


@dataclass(frozen=True, slots=True)
class ListFile:
    """The tables of one file that hold rows. `sha256` is of its bytes, in lower-case hex."""

    name: str
    sha256: str
    tables: tuple[Table, ...]
    empty_sheets: frozenset[str] = frozenset()


def open_list(path: Path) -> ListFile:
    """Read every table of the file.

    Raises EnvironmentFault NO_SUCH_FILE or FILE_NOT_READ, and DomainError LIST_UNREADABLE, LIST_PROTECTED,
    LIST_EMPTY or LIST_TOO_LARGE.
    """
    data = _read_bytes(path)
    try:
        tables = _read_tables(data, path)
    except TooLarge as limit:
        raise DomainError(Code.LIST_TOO_LARGE, path=path.name, detail=str(limit)) from limit
    except _DAMAGE as damage:
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=_IS_DAMAGED) from damage
    filled = tuple(table for table in tables if table.rows)
    if not filled:
        raise DomainError(Code.LIST_EMPTY, path=path.name)
    empty = frozenset(table.name for table in tables if not table.rows)
    return ListFile(path.name, hashlib.sha256(data).hexdigest(), filled, empty)


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    expat.ExpatError,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    ArithmeticError,
    NotImplementedError,
    OSError,
    StopIteration,
)
"""What the readers raise for content that is not what it claims to be."""


def _read_bytes(path: Path) -> bytes:
    if not path.exists():
        raise EnvironmentFault(Code.NO_SUCH_FILE, path=path)
    if path.is_dir():
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=N_("it is a folder"))
    if not path.is_file():
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=N_("it is no ordinary file"))
    try:
        refuse_large_file(path, path.stat().st_size)
        return path.read_bytes()
    except OSError as fault:
        raise EnvironmentFault(
            Code.FILE_NOT_READ, path=path, detail=fault.strerror or type(fault).__name__
        ) from fault


def _read_tables(data: bytes, path: Path) -> list[Table]:
    meter = Meter()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DomainError(Code.LIST_EMPTY, path=path.name)
    if data.startswith(_OLE):
        return _read_ole(data, path, meter)
    if data.startswith(_ZIP):
        return _read_zip(data, path, meter)
    for mark, kind in _OTHER_KINDS:
        if data.startswith(mark):
            raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=kind)
    return [_read_text(data, path, meter)]


def _read_ole(data: bytes, path: Path, meter: Meter) -> list[Table]:
    if _ENCRYPTED_STREAM in data:
        raise DomainError(Code.LIST_PROTECTED, path=path.name)
    if _WORD_STREAM in data:
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=_IS_DOCUMENT)
    return _read_foreign(data, path, meter)


def _read_zip(data: bytes, path: Path, meter: Meter) -> list[Table]:
    from handover_desktop.lists.open_documents import read_open_document
    from handover_desktop.lists.workbooks import read_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name.casefold() for name in package.namelist()}
        locked = any(entry.flag_bits & 1 for entry in package.infolist())
        kind = package.read("mimetype")[:100] if "mimetype" in names and not locked else b""
        manifest = package.read("META-INF/manifest.xml") if kind and "meta-inf/manifest.xml" in names else b""
    if locked:
        raise DomainError(Code.LIST_PROTECTED, path=path.name)
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        if b"encryption-data" in manifest:
            raise DomainError(Code.LIST_PROTECTED, path=path.name)
        return read_open_document(data, meter)
    if "xl/workbook.bin" in names:
        return _read_foreign(data, path, meter)
    if "[content_types].xml" not in names or "word/document.xml" in names or "ppt/presentation.xml" in names:
        detail = _IS_DOCUMENT if kind or "[content_types].xml" in names else _IS_ARCHIVE
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=detail)
    return read_workbook(data, meter)


def _read_foreign(data: bytes, path: Path, meter: Meter) -> list[Table]:
    from handover_desktop.lists.foreign import PasswordNeeded, read_foreign

    try:
        return read_foreign(data, meter)
    except PasswordNeeded as locked:
        raise DomainError(Code.LIST_PROTECTED, path=path.name) from locked


def _read_text(data: bytes, path: Path, meter: Meter) -> Table:
    from handover_desktop.lists.delimited import NoText, read_delimited

    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<table", b"<svg")):
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=_IS_WEB_PAGE)
    try:
        return read_delimited(data, path.stem, meter)
    except NoText as broken:
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=_IS_BINARY) from broken
