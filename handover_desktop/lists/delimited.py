"""Reads CSV and TSV: which alphabet, which separator, where the quotation marks end."""

from __future__ import annotations

import codecs
import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from handover_desktop.lists.cells import Note, Row, Table, text_cell
from handover_desktop.lists.guards import unguarded
from handover_desktop.lists.limits import CELL_TOO_LONG, Meter, TooLarge, check_extent, check_row
from handover_desktop.lists.problems import ProblemCode
from handover_desktop.lists.synonyms import HEADING_WORDS, fold

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 60
_LONG_QUOTE = 20
_FEW_LOST = 10
_KEPT_AS_TEXT = re.compile(r'=\s*"((?:[^"]|"")*)"')
_END = "\x1f"
_DOS_END = "\x1a"
"""What programs of old write after the last line."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class NoText(ValueError):
    """The bytes are no text in any alphabet that is known here."""


def read_delimited(data: bytes, name: str, meter: Meter) -> Table:
    """Return the one table of a text file; raise NoText where it is no text, TooLarge beyond a limit."""
    notes: list[Note] = []
    text = decode(data, notes)
    text, separator = _take_separator(text)
    return _table(text, separator or _find_separator(text), name, notes, meter)


def read_pasted(text: str, name: str, meter: Meter) -> Table:
    """Return the table of a text from the clipboard: by tabs where there are any, else like a text file."""
    return _table(text, "\t" if "\t" in text else _find_separator(text), name, [], meter)


def _table(text: str, separator: str, name: str, notes: list[Note], meter: Meter) -> Table:
    meter.expect(rows=max(text.count("\n"), text.count("\r")))
    rows = _parse(text, separator, notes, meter)
    return Table(name, rows, notes=tuple(notes))


def _bare(value: str) -> str:
    """Return a value without what was put around it for a spreadsheet: ="00123" keeps zeros, and '= is no formula."""
    kept = _KEPT_AS_TEXT.fullmatch(value) if value.startswith("=") else None
    return kept[1].replace('""', '"') if kept else unguarded(value)


def decode(data: bytes, notes: list[Note]) -> str:
    """Return `data` as text: by its byte order mark, as UTF-8, or in the likeliest code page."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decode_marked(data, encoding, notes)
    encoding = _unmarked_utf16(data)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        if _is_damaged_utf8(text):
            _note_lost(text, notes)
        else:
            text, encoding = _decode_code_page(data)
            notes.append(Note(ProblemCode.ENCODING, encoding))
    text = text.rstrip(_DOS_END)
    controls = sum(char < " " and char not in "\t\r\n\f" for char in text[:100_000])
    if "\x00" in text or controls * 100 > len(text[:100_000]):
        raise NoText
    return text


def _decode_marked(data: bytes, encoding: str, notes: list[Note]) -> str:
    text = data.decode(encoding, "replace")
    _note_lost(text, notes)
    return text


def _is_damaged_utf8(text: str) -> bool:
    """Tell whether most letters beyond ASCII came through as UTF-8: a code page leaves next to none."""
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return beyond > _FEW_LOST * text.count("\ufffd")


def _note_lost(text: str, notes: list[Note]) -> None:
    if "\ufffd" in text:
        at = text.index("\ufffd")
        notes.append(Note(ProblemCode.TEXT_LOST, text[max(at - 10, 0) : at + 10].strip()))


def _unmarked_utf16(data: bytes) -> str:
    sample = data[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half and odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if half and even > half * 0.4 and odd < half * 0.1 else ""


_CENTRAL = "áéíóúýřěůťďňľĺŕąęłńśźżőűăşţâîäöüßçëôÁÉÍÓÚÝŘĚŮŤĎŇĄĘŁŃŚŹŻŐŰĂŞŢÂÎÄÖÜÇËÔ×°§"
_WESTERN = "áíóúâîôûùïëœãõåæøìòÁÍÓÚÂÎÔÛÙÏËŒÃÕÅÆØÌÒ×°§¿¡ºª"
_MARKS_OF_PRINT = "„“”‚‘’–—€…«»№"
_CODE_PAGES = {
    "cp1250": ("Windows-1250", "šđčćžŠĐČĆŽ", _CENTRAL + _MARKS_OF_PRINT),
    "cp1251": ("Windows-1251", "", _MARKS_OF_PRINT + "°§"),
    "cp1252": ("Windows-1252", "éèêàçäöüßñÉÈÊÀÇÄÖÜÑ", _WESTERN + _MARKS_OF_PRINT),
    "iso8859_2": ("ISO-8859-2", "šđčćžŠĐČĆŽ", _CENTRAL),
    "cp852": ("DOS 852", "šđčćžŠĐČĆŽ", _CENTRAL + "«»"),
}
"""Code page: its name, letters that speak for it, other signs that do not speak against it."""

_WORDS = re.compile(r"[^\W\d_]+")
_SHORT_WORDS = frozenset("иуоаск")


def _decode_code_page(data: bytes) -> tuple[str, str]:
    sample = data[:200_000]
    scores = {page: _plausibility(sample.decode(page, "replace"), page) for page in _CODE_PAGES}
    best = max(scores, key=lambda page: scores[page])
    return data.decode(best, "replace"), _CODE_PAGES[best][0]


def _plausibility(text: str, page: str) -> int:
    _, telling, usual = _CODE_PAGES[page]
    counts = Counter(char for char in text if not char.isascii())
    score = -5 * sum(number for char, number in counts.items() if not char.isprintable() or char == "\ufffd")
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    score += sum(5 for word in words[:500] if fold(word) in HEADING_WORDS)
    if page == "cp1251":
        return score + sum(_cyrillic_plausibility(word) for word in words)
    return score + sum(
        number * (2 if char in telling else 1 if char in usual else -2) for char, number in counts.items()
    )


def _cyrillic_plausibility(word: str) -> int:
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in word)
    pure = cyrillic == len(word) and (cyrillic > 1 or word.casefold() in _SHORT_WORDS)
    even = word[1:] in (word[1:].lower(), word[1:].upper())
    return 2 * cyrillic if pure and even else -3 * cyrillic


def _take_separator(text: str) -> tuple[str, str]:
    """Obey the line `sep=;` that spreadsheets write first; they do not count it as a row."""
    found = re.match(r"sep=(.)(\r\n|\r|\n)", text, re.IGNORECASE)
    return (text[found.end() :], found[1]) if found else (text, "")


def _find_separator(text: str) -> str:
    """Return the separator that splits the first rows most alike; a comma where none splits at all."""
    return max(_SEPARATORS, key=lambda separator: _merit(text[:200_000], separator))


def _merit(sample: str, separator: str) -> float:
    try:
        records = (record for record in _records(sample, separator) if record)
        widths = [len(record) for record in itertools.islice(records, _SAMPLE_LINES)]
    except csv.Error:
        return 0
    ((width, number),) = Counter(widths).most_common(1) or [(1, 1)]
    alike = number * min(width, 40) if width > 1 else 0
    return (alike + sum(count > 1 for count in widths)) / max(len(widths), 1)


def _parse(text: str, separator: str, notes: list[Note], meter: Meter) -> dict[int, Row]:
    """Split into rows; where a quotation mark is never closed, take all of them as plain text."""
    try:
        rows, closed = _rows(_records(text, separator), meter)
    except csv.Error:
        closed = False
    if not closed:
        notes.append(Note(ProblemCode.QUOTES_UNBALANCED))
        return _parse_without_quotes(text, separator, meter.again())
    longest = max((cell.text.count("\n") for row in rows.values() for cell in row.values()), default=0)
    if longest > _LONG_QUOTE:
        notes.append(Note(ProblemCode.QUOTED_ROWS, count=longest + 1))
    return rows


def _parse_without_quotes(text: str, separator: str, meter: Meter) -> dict[int, Row]:
    try:
        return _rows(_records(text, separator, quoting=csv.QUOTE_NONE), meter)[0]
    except csv.Error as too_long:
        raise TooLarge(CELL_TOO_LONG) from too_long


def _rows(records: Iterator[list[str]], meter: Meter) -> tuple[dict[int, Row], bool]:
    """Return the rows that are not blank, by number, and whether the end was met outside of quotation marks.

    One by one: a file of short records would take a hundred times its size, were all of them kept.
    """
    rows: dict[int, Row] = {}
    record: list[str] = []
    for number, record in enumerate(records, 1):
        row = {index: cell for index, value in enumerate(record) if (cell := text_cell(_bare(value)))}
        if not row:
            check_row(number - 2)  # two are of the end
            meter.pass_row()
            continue
        meter.count_row(len(row))
        check_extent(len(rows) + 1, max(row))
        rows[number] = row
    return rows, record == [_END]


def _records(text: str, separator: str, *, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    """Return the records of `text` and, after it, one that holds nothing but `_END`, which is no text."""
    lines = (line[0] for line in _LINE.finditer(text))
    return csv.reader(itertools.chain(lines, ("\n", f"{_END}\n")), delimiter=separator, quoting=quoting)
