"""Tells by its content what a file is that holds no list: one sentence for each kind."""

from __future__ import annotations

import re
from collections.abc import Collection

from handover_desktop.domain.texts import N_

IS_DAMAGED = N_("it is damaged")
IS_DOCUMENT = N_("it is a text document")
IS_WEB_PAGE = N_("it is a web page")
IS_BINARY = N_("it holds neither a table nor text")
_IS_PICTURE = N_("it is a picture")
_IS_ARCHIVE = N_("it is an archive; unpack it first")
_IS_PRESENTATION = N_("it is a presentation")
_IS_DRAWING = N_("it is a drawing")
_IS_PROGRAM = N_("it is a program")
_IS_DATA = N_("it is data for programs")
_IS_DATABASE = N_("it is a database")
_IS_MAIL = N_("it is an e-mail; save the attachment first")
_IS_TOO_OLD = N_("it is a workbook of a spreadsheet program from before 1993")
_IS_OTHER_SUITE = N_("it is a document of Apple Numbers, Pages or Keynote; export it from there as Excel")

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", N_("it is a PDF")),
    (b"\x89PNG", _IS_PICTURE),
    (b"\xff\xd8\xff", _IS_PICTURE),
    (b"GIF8", _IS_PICTURE),
    (b"II*\x00", _IS_PICTURE),
    (b"MM\x00*", _IS_PICTURE),
    (b"RIFF", _IS_PICTURE),
    (b"\x00\x00\x01\x00", _IS_PICTURE),
    (b"Rar!", _IS_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _IS_ARCHIVE),
    (b"\x1f\x8b", _IS_ARCHIVE),
    (b"BZh", _IS_ARCHIVE),
    (b"\xfd7zXZ", _IS_ARCHIVE),
    (b"PK\x05\x06", _IS_ARCHIVE),
    (b"{\\rtf", IS_DOCUMENT),
    (b"MZ", _IS_PROGRAM),
    (b"\x7fELF", _IS_PROGRAM),
    (b"SQLite format 3\x00", _IS_DATABASE),
    (b"\x00\x01\x00\x00Standard ", _IS_DATABASE),
    (b"PAR1", _IS_DATA),
    (b"\x09\x00\x04\x00", _IS_TOO_OLD),
    (b"\x09\x02\x06\x00", _IS_TOO_OLD),
    (b"\x09\x04\x06\x00", _IS_TOO_OLD),
    (b"\x00\x00\x02\x00", _IS_TOO_OLD),
    (b"MIME-Version:", _IS_MAIL),
    (b"Received: ", _IS_MAIL),
    (b"Return-Path:", _IS_MAIL),
)
_JSON = re.compile(rb"\s*(?:\{\s*(?:\"[^\"\r\n]{0,200}\"\s*:|\})|\[\s*[\[{])")
_SYMBOLIC_LINKS = re.compile(rb"ID;P[^\r\n]*[\r\n]+(?:[A-BD-Z];[^\r\n]*[\r\n]+)*[CF];")
_DATA_INTERCHANGE = re.compile(rb"TABLE\r?\n0,1\r?\n\"")
_PICTURE_IN_BOX = re.compile(rb".{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL)
_BITMAP = re.compile(rb"BM.{4}\x00{4}.{4}[\x0c\x28\x6c\x7c]\x00{3}", re.DOTALL)
_START = 4096

_STREAMS = (
    ("worddocument", IS_DOCUMENT),
    ("powerpoint document", _IS_PRESENTATION),
    ("visiodocument", _IS_DRAWING),
    ("__properties_version1.0", _IS_MAIL),
)
_FOLDERS = (
    ("word/", IS_DOCUMENT),
    ("ppt/", _IS_PRESENTATION),
    ("visio/", _IS_DRAWING),
    ("index/", _IS_OTHER_SUITE),
    ("index.zip", _IS_OTHER_SUITE),
)
_MEDIA = (
    (b"application/vnd.oasis.opendocument.text", IS_DOCUMENT),
    (b"application/vnd.oasis.opendocument.presentation", _IS_PRESENTATION),
    (b"application/vnd.oasis.opendocument", _IS_DRAWING),
    (b"application/epub", IS_DOCUMENT),
)


def kind_of_bytes(data: bytes) -> str:
    """Return what the first bytes of a file say it is, or an empty text."""
    for mark, kind in _STARTS:
        if data.startswith(mark):
            return kind
    start = data[:_START]
    if _PICTURE_IN_BOX.match(start) or _BITMAP.match(start):
        return _IS_PICTURE
    is_data = any(form.match(start) for form in (_JSON, _SYMBOLIC_LINKS, _DATA_INTERCHANGE))
    return _IS_DATA if is_data else ""


def kind_of_streams(names: Collection[str]) -> str:
    """Return what a compound file without a workbook is; `names` are those of its streams in small letters."""
    return next((kind for name, kind in _STREAMS if name in names), IS_BINARY)


def kind_of_package(names: Collection[str], media_type: bytes) -> str:
    """Return what a ZIP without a workbook is; `names` are those of its parts in small letters."""
    for mark, kind in _MEDIA:
        if media_type.startswith(mark):
            return kind
    for folder, kind in _FOLDERS:
        if any(name.startswith(folder) for name in names):
            return kind
    return _IS_ARCHIVE
