"""Changes files at random, as damage or malice would: bytes, records, parts of packages, tags, texts and alphabets."""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
from collections.abc import Sequence
from random import Random

from handover_desktop.lists.compound_files import SIGNATURE, CompoundFile
from tests.lists.binary_workbooks import record as binary_record
from tests.lists.old_workbooks import compound_file
from tests.lists.old_workbooks import record as old_record

_WORDS = [
    b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\xff\xff\xff\x7f", bytes(4), b"\x01\x00\x00\x00", b"\xfe\xff\xff\xff",
    struct.pack("<d", 1e308), struct.pack("<d", float("nan")), struct.pack("<d", -1.0), b"\xff\xff", bytes(8),
]  # fmt: skip
_VALUES = [
    "", "0", "-1", "1", "2", "1.5", "99999999", "4294967296", "1e308", "-1e308", "nan", "inf", "1E400", "x", "A1",
    "XFD1048576", "A0", "ZZZ9999999", "B2:A1", "A1:XFD1048576", "Number", "String", "DateTime", "s", "n", "b", "e",
    "str", "inlineStr", "d", "float", "date", "time", "percentage", "currency", "string", "0000", "#N/A", "3.56E+14",
    "356938035643809012", "2024-12-05", "2024-12-05T00:00:00", "9999-99-99", "Description", "Qty", "Serial number",
    "VIN", "Total", "Lot 2: vans", "EUR", "1.250,00 €", "1,234", "−5", "29", "SN001-SN029", "SN1 … 029",
    "WVGZZZ5NZJM131395", "½", "١٢٣", "\u202e123", "=1+1", "'=1", "#item+name", "a" * 400, "&#x1F600;", "&lt;b&gt;",
    "12%", "(5)", "1 000", "1'000", "0x1F", "1_000", "٫", "1;2;3", "A1\nA2",
]  # fmt: skip
_ALPHABETS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1250",
    "cp1251",
    "cp1252",
    "iso8859-2",
]
_MARKUP = re.compile(rb"<[^<>]*>|[^<>]+")
_ATTRIBUTE = re.compile(rb"=\s*(\"[^\"]*\"|'[^']*')")
_LIST_SIGNS = [
    '"',
    ",",
    ";",
    "\t",
    "|",
    "\r",
    "\n",
    "\r\n",
    "\x00",
    "\ufeff",
    "\u00a0",
    "'",
    "=",
    "sep=;\n",
    "\x1f\n",
    "\x0c",
]
_MOST = 400_000


def changed(data: bytes, source: Random) -> bytes:
    """Return `data` with a few changes, mostly such that leave its outer form whole."""
    if source.random() < 0.12:
        return changed_bytes(data, source)
    if data.startswith(b"PK"):
        return _changed_package(data, source)
    if data.startswith(SIGNATURE):
        return _changed_compound(data, source)
    if data.startswith(b"\x09\x08"):
        return _changed_old_records(data, source)
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        return _changed_markup(data, source)
    return _changed_text(data, source)


def changed_bytes(data: bytes, source: Random) -> bytes:
    """Return `data` with bytes replaced, taken out, repeated or cut off."""
    content = bytearray(data)
    for _ in range(source.choice([1, 1, 2, 4, 8, 30])):
        at = source.randrange(len(content) or 1)
        match source.randrange(8):
            case 0:
                del content[at : at + source.randrange(1, 64)]
            case 1:
                content[at:at] = source.randbytes(source.randrange(1, 16))
            case 2:
                other = source.randrange(len(content) or 1)
                content[at:at] = content[other : other + source.randrange(1, 200)]
            case 3 if source.random() < 0.2:
                del content[at:]
            case 4:
                word = source.choice(_WORDS)
                content[at : at + len(word)] = word
            case _:
                content[at : at + 1] = bytes([source.choice([0, 1, 127, 128, 255, source.randrange(256)])])
    return bytes(content)


def _changed_package(data: bytes, source: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except Exception:  # noqa: BLE001 - a package that was handed in damaged is changed as bytes
        return changed_bytes(data, source)
    filled = [name for name in parts if parts[name]]
    for _ in range(source.choice([1, 1, 2])):
        if not filled:
            break
        _change_part(parts, filled, source)
    packed = io.BytesIO()
    method = source.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    with zipfile.ZipFile(packed, "w", method) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return packed.getvalue() if source.random() < 0.9 else changed_bytes(packed.getvalue(), source)


def _change_part(parts: dict[str, bytes], filled: Sequence[str], source: Random) -> None:
    large = [name for name in filled if "sheet" in name.lower() or name == "content.xml"]
    name = source.choice(large if large and source.random() < 0.6 else filled)
    if name not in parts:
        return
    match source.randrange(20):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts.get(source.choice(filled), b"")
        case 2:
            parts[name.swapcase()] = parts.pop(name)
        case _ if name.endswith(".bin") and source.random() < 0.8:
            parts[name] = _changed_binary_records(parts[name], source)
        case _ if parts[name].lstrip(b"\xef\xbb\xbf").startswith(b"<") and source.random() < 0.9:
            parts[name] = _changed_markup(parts[name], source)
        case _:
            parts[name] = changed_bytes(parts[name], source)


def _changed_compound(data: bytes, source: Random) -> bytes:
    if source.random() < 0.35:
        return _changed_header(data, source)
    try:
        file = CompoundFile(data)
        name = next(name for name in ("workbook", "book") if name in file.streams)
        stream = file.stream(name)
    except Exception:  # noqa: BLE001 - what is no workbook is changed as bytes
        return changed_bytes(data, source)
    if len(stream) > 120 * 512:  # The files made here have one sector of sector numbers.
        return changed_bytes(data, source)
    return compound_file(**{name.title(): _changed_old_records(stream, source)})


def _changed_header(data: bytes, source: Random) -> bytes:
    """Change the header, the table of sectors or the directory of a compound file."""
    content = bytearray(data)
    places = [range(24, min(512, len(content)))]
    for offset in (48, 76):
        if len(content) >= 80:
            start = (struct.unpack_from("<I", content, offset)[0] + 1) * 512
            if start < len(content):
                places.append(range(start, min(start + 512, len(content))))
    for _ in range(source.choice([1, 2, 5])):
        at = source.choice(source.choice(places))
        if source.random() < 0.5:
            content[at] = source.randrange(256)
        else:
            at -= at % 4
            content[at : at + 4] = struct.pack(
                "<I", source.choice([0, 1, 2, 3, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FFFFFFF, 9])
            )
    return bytes(content)


Record = tuple[int, bytes]


def _changed_old_records(stream: bytes, source: Random) -> bytes:
    records, at = [], 0
    while at + 4 <= len(stream) and len(stream) < _MOST:
        kind, length = struct.unpack_from("<HH", stream, at)
        records.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    kinds = [
        0x0204,
        0x0203,
        0x027E,
        0x00BD,
        0x0006,
        0x0207,
        0x00FD,
        0x00FC,
        0x003C,
        0x0809,
        0x000A,
        0x0208,
        0x00E5,
        0x007D,
    ]
    kinds += [0x041E, 0x00E0, 0x0085, 0x0042, 0x0022, 0x002F, 0x0205, 0x0055]
    return b"".join(
        old_record(kind & 0xFFFF, body[:0xFFFF]) for kind, body in _changed_records(records, kinds, source)
    )


def _changed_binary_records(data: bytes, source: Random) -> bytes:
    records, at = [], 0
    while at < len(data) and len(data) < _MOST:
        kind, at = _varying(data, at, 2)
        length, at = _varying(data, at, 4)
        records.append((kind, data[at : at + length]))
        at += length
    kinds = [*range(20), 44, 47, 60, 62, 153, 156, 157, 176, 617, 618, 145, 146, 129, 427]
    made = b"".join(binary_record(kind, body) for kind, body in _changed_records(records, kinds, source))
    return made if source.random() < 0.9 else made[: source.randrange(len(made) or 1)]


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        byte = data[at] if at < len(data) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return value, at


def _changed_records(records: list[Record], kinds: Sequence[int], source: Random) -> list[Record]:
    for _ in range(source.choice([1, 1, 2, 4, 10])):
        if not records:
            break
        at, other = source.randrange(len(records)), source.randrange(len(records))
        kind, body = records[at]
        match source.randrange(7):
            case 0:
                del records[at]
            case 1:
                records.insert(other, (kind, body))
            case 2:
                records.insert(at, (source.choice(kinds), source.randbytes(source.randrange(40))))
            case 3:
                records[at], records[other] = records[other], records[at]
            case 4:
                records[at] = (source.choice(kinds), body)
            case _:
                records[at] = (kind, _changed_body(body, source))
    return records


def _changed_body(body: bytes, source: Random) -> bytes:
    match source.randrange(4):
        case 0:
            return body[: source.randrange(len(body) + 1)]
        case 1:
            return body * source.randrange(2, 5)
        case 2 if body:
            place, word = source.randrange(len(body)), source.choice(_WORDS)
            return body[:place] + word + body[place + len(word) :]
    return changed_bytes(body, source)


def _value(source: Random) -> str:
    return source.choice(_VALUES) if source.random() < 0.8 else str(source.randrange(-10, 2_000_000))


def _changed_markup(data: bytes, source: Random) -> bytes:
    pieces = _MARKUP.findall(data[:_MOST])
    if not pieces:
        return changed_bytes(data, source)
    for _ in range(source.choice([1, 1, 2, 4, 10])):
        at = source.randrange(len(pieces))
        piece = pieces[at]
        match source.randrange(8):
            case 0:
                pieces[at] = b""
            case 1:
                pieces.insert(source.randrange(len(pieces)), piece)
            case 2:
                start = source.randrange(len(pieces))
                pieces[at:at] = pieces[start : start + source.randrange(1, 40)]
            case 3:
                del pieces[at : at + source.randrange(1, 10)]
                pieces.append(b"")
            case 4:
                pieces[at] = changed_bytes(piece, source)
            case _ if piece.startswith(b"<"):
                pieces[at] = _changed_tag(piece, source)
            case _:
                pieces[at] = _value(source).encode("utf-8")
    return b"".join(pieces)


def _changed_tag(tag: bytes, source: Random) -> bytes:
    places = list(_ATTRIBUTE.finditer(tag))
    if not places:
        return tag.replace(b">", b' %s="%s">' % (source.choice([b"r", b"s", b"t", b"ss:Index"]), b"3"))
    place = source.choice(places)
    value = _value(source).replace("\n", "&#10;").replace('"', "")
    return tag[: place.start(1)] + b'"' + value.encode() + b'"' + tag[place.end(1) :]


def _changed_text(data: bytes, source: Random) -> bytes:
    text = _as_text(data)
    for _ in range(source.choice([1, 1, 2, 4, 10])):
        at = source.randrange(len(text) + 1)
        match source.randrange(6):
            case 0:
                text = text[:at] + source.choice(_LIST_SIGNS) + text[at:]
            case 1:
                text = text[:at] + text[at + source.randrange(1, 30) :]
            case 2:
                text = text[:at] + _value(source) + text[at:]
            case 3:
                old, new = source.choice(',;\t|\n"'), source.choice(_LIST_SIGNS)
                text = text.replace(old, new) if source.random() < 0.3 else text.replace(old, new, 1)
            case 4:
                start = source.randrange(len(text) + 1)
                text = text[:at] + text[start : start + source.randrange(200)] + text[at:]
            case _:
                cells: list[str] = re.split(r"([,;\t|\n])", text)
                cells[source.randrange((len(cells) + 1) // 2) * 2] = _value(source)
                text = "".join(cells)
        text = text[:_MOST]
    return text.encode(source.choice(_ALPHABETS), "replace")


def _as_text(data: bytes) -> str:
    for mark, alphabet in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(alphabet, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1250", "replace")
