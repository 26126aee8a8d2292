"""Opens a list by its content, whatever its name says, and refuses what is none with one sentence."""

from __future__ import annotations

import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from xml.parsers import expat

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.texts import N_
from handover_desktop.lists.cells import Note, Table
from handover_desktop.lists.compound_files import SIGNATURE, CompoundFile
from handover_desktop.lists.kinds import (
    IS_BINARY,
    IS_DAMAGED,
    IS_WEB_PAGE,
    kind_of_bytes,
    kind_of_package,
    kind_of_streams,
)
from handover_desktop.lists.limits import Meter, TooLarge, check_parts, refuse_large_file
from handover_desktop.lists.old_workbooks import read_records
from handover_desktop.lists.refusals import OtherKind, PasswordNeeded

_ZIP, _ENTRY = b"PK\x03\x04", b"PK\x01\x02"
_BARE_WORKBOOKS = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05")
"""How the records of a workbook begin that is in no compound file."""

_ENCRYPTED = frozenset({"encryptedpackage", "\x09drmcontent"})
_ENCRYPTED_NAME = "EncryptedPackage".encode("utf-16-le")
_START = 4096
_LARGEST_MANIFEST = 1_000_000
_PAGES = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<body", b"<div")


@dataclass(frozen=True, slots=True)
class ListFile:
    """The tables of one file that hold rows. `sha256` is of its bytes, in lower-case hex."""

    name: str
    sha256: str
    tables: tuple[Table, ...]
    empty_sheets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table from the clipboard, as spreadsheets put it there: lines of cells divided by tabs."""

    text: str
    name: str


def open_list(source: Path | Pasted, *, progress: Progress | None = None) -> ListFile:
    """Read every table of the file, or the one that was pasted.

    Raises EnvironmentFault NO_SUCH_FILE or FILE_NOT_READ, and DomainError LIST_UNREADABLE, LIST_PROTECTED,
    LIST_EMPTY or LIST_TOO_LARGE.
    """
    path = Path(source.name) if isinstance(source, Pasted) else source
    data = source.text.encode("utf-8", "replace") if isinstance(source, Pasted) else _read_bytes(source)
    try:
        meter = Meter(progress)
        tables = (
            [_read_pasted(source, meter)] if isinstance(source, Pasted) else _read_tables(data, path, meter)
        )
    except TooLarge as limit:
        raise DomainError(Code.LIST_TOO_LARGE, path=path.name, detail=str(limit)) from limit
    except PasswordNeeded as locked:
        raise DomainError(Code.LIST_PROTECTED, path=path.name) from locked
    except OtherKind as other:
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=str(other)) from other
    except _DAMAGE as damage:
        raise DomainError(Code.LIST_UNREADABLE, path=path.name, detail=IS_DAMAGED) from damage
    filled = _named_apart(table for table in tables if table.rows)
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


def _named_apart(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables, a name that stands twice with a number: a sheet is chosen by its name."""
    found: dict[str, Table] = {}
    for table in tables:
        name, number = table.name, 1
        while name in found:
            number += 1
            name = f"{table.name} ({number})"
        found[name] = replace(table, name=name)
    return tuple(found.values())


def _read_pasted(pasted: Pasted, meter: Meter) -> Table:
    from handover_desktop.lists.delimited import read_pasted

    return read_pasted(pasted.text, pasted.name, meter)


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


def _read_tables(data: bytes, path: Path, meter: Meter) -> list[Table]:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DomainError(Code.LIST_EMPTY, path=path.name)
    if data.startswith(SIGNATURE):
        return _read_compound(data, meter)
    if data.startswith(_BARE_WORKBOOKS):
        return read_records(data, meter)
    if data.startswith(_ZIP):
        return _read_zip(data, meter)
    kind = kind_of_bytes(data)
    if kind:
        raise OtherKind(kind)
    return _read_text(data, path.stem, meter)


def _read_compound(data: bytes, meter: Meter) -> list[Table]:
    try:
        file = CompoundFile(data)
    except ValueError as damage:
        if _ENCRYPTED_NAME in data:
            raise PasswordNeeded from damage
        raise
    if file.streams.keys() & _ENCRYPTED:
        raise PasswordNeeded
    for name in ("workbook", "book"):
        if name in file.streams:
            return read_records(file.stream(name), meter)
    raise OtherKind(kind_of_streams(file.streams.keys()))


def _read_zip(data: bytes, meter: Meter) -> list[Table]:
    from handover_desktop.lists.binary_workbooks import read_binary_workbook
    from handover_desktop.lists.open_documents import read_open_document
    from handover_desktop.lists.workbooks import read_workbook

    check_parts(data.count(_ENTRY))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name.casefold().replace("\\", "/").lstrip("/") for name in package.namelist()}
        if any(entry.flag_bits & 1 for entry in package.infolist()):
            raise PasswordNeeded
        media = _part(package, "mimetype", names)
        if media.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            if b"encryption-data" in _part(package, "META-INF/manifest.xml", names):
                raise PasswordNeeded
            meter.expect(octets=package.getinfo("content.xml").file_size)
            return read_open_document(package.open("content.xml"), meter)
    if "xl/workbook.bin" in names:
        return read_binary_workbook(data, meter)
    is_office = "[content_types].xml" in names and not any(
        name.startswith(("word/", "ppt/", "visio/")) for name in names
    )
    if not is_office:
        raise OtherKind(kind_of_package(names, media))
    return read_workbook(data, meter)


def _part(package: zipfile.ZipFile, name: str, names: Collection[str]) -> bytes:
    """Return the beginning of a small part, nothing where there is none."""
    if name.casefold() not in names:
        return b""
    with package.open(name) as stream:
        return stream.read(_LARGEST_MANIFEST)


def _read_text(data: bytes, name: str, meter: Meter) -> list[Table]:
    from handover_desktop.lists.delimited import NoText, read_delimited
    from handover_desktop.lists.open_documents import read_open_document
    from handover_desktop.lists.xml_spreadsheets import NAMESPACE, read_xml_spreadsheet

    start = data[:_START].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    meter.expect(octets=len(data))
    try:
        if start.startswith((b"<?xml", b"<workbook", b"<ss:workbook", b"<office:document")):
            if NAMESPACE in start:
                return read_xml_spreadsheet(data.lstrip(), meter)
            if b"opendocument.spreadsheet" in start:
                return read_open_document(io.BytesIO(data), meter)
        if start.startswith((*_PAGES, b"<?xml", b"<!--")) and b"<svg" not in start:
            return _read_page(data, name, meter)
        if start.startswith((b"<svg", b"<?xml")):
            raise OtherKind(IS_WEB_PAGE)
        return [read_delimited(data, name, meter)]
    except NoText as broken:
        raise OtherKind(IS_BINARY) from broken


def _read_page(data: bytes, name: str, meter: Meter) -> list[Table]:
    from handover_desktop.lists.delimited import decode
    from handover_desktop.lists.html_tables import read_html_tables, stated_charset

    notes: list[Note] = []
    text = ""
    try:
        text = data.decode(stated_charset(data))
    except (LookupError, UnicodeDecodeError):
        text = decode(data, notes)
    tables = read_html_tables(text, name, meter)
    if not tables:
        raise OtherKind(IS_WEB_PAGE)
    return [replace(table, notes=tuple(notes)) for table in tables]
