"""Takes identifiers out of cells as text: nothing lost, nothing added, and every damage said plainly."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handover_desktop.domain.identifiers import (
    Doubt,
    Identifier,
    IdentifierDoubt,
    IdentifierKind,
    Severity,
    latin,
    lookup_key,
    luhn_holds,
    question,
    question_vin,
)
from handover_desktop.lists.cells import Cell, CellKind
from handover_desktop.lists.fields import IDENTIFIER_FIELDS
from handover_desktop.lists.problems import Findings, ProblemCode
from handover_desktop.lists.serial_ranges import is_plainly_range, range_of

_MONTHS = "jan feb mar apr may maj jun jul aug avg sep oct okt nov dec".split()
_SCIENTIFIC = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?E\+\d+|\d[.,]\d+E\d+)", re.IGNORECASE)
_HASHES = re.compile(r"#{2,}")
_FAULT = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0 ?!|NULL!|NUM!|N/D|NV|WERT!|BEZUG!|ZAHL!|SPILL!|CALC!|VALEUR!"
    r"|NOM ?\?|NOMBRE!|NUL!|¡(?:VALOR|REF|DIV/0|NUM|NULO)!|¿NOMBRE\?|IME\?|VREDNOST!)|Err:\d+",
    re.IGNORECASE,
)
_MONTH_DATE = re.compile(
    rf"(?:\d{{1,2}}[-. ])?(?:{'|'.join(_MONTHS)})[-. ]\d{{2,4}}|\d{{1,2}}-(?:{'|'.join(_MONTHS)})", re.I
)
_DATE = re.compile(
    r"\d{1,2}([./])\d{1,2}\1(?:19|20)\d{2}\.?|\d{1,2}\.\d{1,2}\.\d{2}\.|\d{1,2}/\d{1,2}/\d{2}"
    r"|(?:19|20)\d{2}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?"
)
_MARKED_AS_TEXT = re.compile(r"['’]\w[\w\s/.-]*")
_DECIMALS = re.compile(r"(\d+)[.,]0+")
_ROUNDED = re.compile(r"\d{6,}0{6}")
_PLAINLY_APART = re.compile(r"[;|]|,\s")
"""What no number holds within itself, as it may hold a slash."""
_IS_NUMBER = re.compile(r"(?=\S*\d)\S+")
_LONGEST_DAMAGE = 255
"""Cells that show number signs for want of width show no more."""
_KEPT_DIGITS = 15
_ABSENT = frozenset(
    ("prema prilogu", "према прилогу", "u prilogu", "у прилогу", "vidi prilog", "види прилог", "bez broja", "без броја",
     "see annex", "see attached", "see attachment", "as per annex", "not available", "not applicable", "not known",
     "voir annexe", "sans numéro", "ver anexo", "sin número", "siehe anlage", "ohne nummer", "keine angabe",
     *"- -- --- – — / // . … ? ?? ??? x xx xxx n/a n.a. n.a na none nil null nema нема nepoznato непознато "
    "unknown tbd tbc bez без nan nat <na> (blank) (empty)".split())
)  # fmt: skip
"""What people write where there is no identifier."""


@dataclass(frozen=True, slots=True)
class Peers:
    """What the other cells of an identifier column look like."""

    texts: int
    numbers: int
    usual_digits: int
    pads: bool


def look_at_column(cells: Iterable[Cell]) -> Peers:
    """Describe the cells of one identifier column."""
    kinds: Counter[CellKind] = Counter()
    digits: Counter[int] = Counter()
    pads = False
    for cell in cells:
        kinds[cell.kind] += 1
        text = cell.words
        if text.isascii() and text.isdigit():
            digits[len(text)] += 1
            pads = pads or text.startswith("0")
    usual = max(digits, key=lambda length: (digits[length], length), default=0)
    return Peers(kinds[CellKind.TEXT], kinds[CellKind.NUMBER], usual, pads)


def damage_of(text: str) -> ProblemCode | None:
    """Return what a spreadsheet did to a text, None where it looks whole."""
    return _damage_of(text) if len(text) <= _LONGEST_DAMAGE else None


@functools.lru_cache(maxsize=4096)
def _damage_of(text: str) -> ProblemCode | None:
    if _FAULT.fullmatch(text):
        return ProblemCode.CELL_ERROR
    if _HASHES.fullmatch(text):
        return ProblemCode.IDENTIFIER_HASHES
    if _SCIENTIFIC.fullmatch(text):
        return ProblemCode.IDENTIFIER_SCIENTIFIC
    return ProblemCode.IDENTIFIER_DATE if _MONTH_DATE.fullmatch(text) else None


class IdentifierReader:
    """Reads the cells of one identifier column."""

    def __init__(self, fields: Sequence[str], column: str, peers: Peers, findings: Findings) -> None:
        self._fields = fields
        self._column = column
        self._peers = peers
        self._findings = findings
        self.plain_numbers = 0

    def read(self, cell: Cell, row: int, *, full_length: bool, quantity: int) -> list[Identifier]:
        """Return the identifiers in a cell; none where the cell is damaged, which is noted as an error.

        `full_length` is false for vehicles whose VIN may be short. Where exactly `quantity` values stand in
        the cell, divided by commas or the like, each is an identifier of its own.
        """
        text = self._text(cell, row)
        identifiers = []
        for value in self._range(text, row, quantity) or _split(text, self._fields, quantity):
            kind = self._kind_of(value)
            identifiers.append(Identifier(kind, value))
            self._question(identifiers[-1], row, full_length=full_length)
        return identifiers

    def _text(self, cell: Cell, row: int) -> str:
        text = cell.words
        if cell.kind is CellKind.UNCALCULATED:
            self._add(ProblemCode.FORMULA_WITHOUT_VALUE, row)
        elif cell.kind is CellKind.FAULT:
            self._add(
                ProblemCode.IDENTIFIER_HASHES if text.startswith("##") else ProblemCode.CELL_ERROR, row, text
            )
        elif cell.kind is CellKind.DATE:
            self._add(ProblemCode.IDENTIFIER_DATE, row, text)
        elif cell.kind is CellKind.TRUTH:
            self._add(ProblemCode.IDENTIFIER_TRUTH, row, text)
        elif cell.kind is CellKind.NUMBER:
            return self._number(cell, row)
        else:
            return self._written(text, row)
        return ""

    def _number(self, cell: Cell, row: int) -> str:
        digits = cell.text
        if len(digits.lstrip("-").replace(".", "").lstrip("0")) > _KEPT_DIGITS:
            self._add(ProblemCode.IDENTIFIER_DIGITS_LOST, row, digits)
            return ""
        if cell.shown:
            self._add(ProblemCode.IDENTIFIER_SHOWN, row, digits, understood=cell.shown)
            return cell.shown
        if _ROUNDED.fullmatch(digits):
            self._add(ProblemCode.IDENTIFIER_ROUNDED, row, digits)
        elif self._is_shortened(digits):
            self._add(
                ProblemCode.IDENTIFIER_SHORTENED, row, digits, expected=digits.zfill(self._peers.usual_digits)
            )
        elif self._peers.texts:
            self._add(ProblemCode.IDENTIFIER_NUMBER, row, digits)
        else:
            self.plain_numbers += 1
        return digits

    def _is_shortened(self, digits: str) -> bool:
        return (
            digits.isdigit()
            and len(digits) < self._peers.usual_digits
            and (self._peers.pads or "imei" in self._fields)
        )

    def _written(self, text: str, row: int) -> str:
        if text.casefold() in _ABSENT:
            self._add(ProblemCode.IDENTIFIER_ABSENT, row, text)
            return ""
        damage = damage_of(text)
        if damage is not None:
            self._add(damage, row, text)
            return ""
        if _MARKED_AS_TEXT.fullmatch(text):
            self._add(ProblemCode.IDENTIFIER_DECIMALS, row, text, understood=text[1:])
            return text[1:]
        decimals = _DECIMALS.fullmatch(text)
        if decimals and len(decimals[1]) > 4:
            self._add(ProblemCode.IDENTIFIER_DECIMALS, row, text, understood=decimals[1])
            return decimals[1]
        if _DATE.fullmatch(text):
            self._add(ProblemCode.IDENTIFIER_AS_DATE, row, text)
        elif _ROUNDED.fullmatch(text) and len(text) >= _KEPT_DIGITS:
            self._add(ProblemCode.IDENTIFIER_ROUNDED, row, text)
        elif text.isdigit() and self._is_shortened(text):
            self._add(
                ProblemCode.IDENTIFIER_SHORTENED, row, text, expected=text.zfill(self._peers.usual_digits)
            )
        return text

    def _range(self, text: str, row: int, quantity: int) -> tuple[str, ...]:
        """Return the serial numbers of a range that names as many as there are pieces."""
        named = range_of(text) if not {"vin", "imei"} & set(self._fields) else ()
        if named and len(named) == quantity:
            self._add(ProblemCode.SERIAL_RANGE, row, text, count=quantity, first=named[0], last=named[-1])
            return named
        if named and is_plainly_range(text):
            self._add(ProblemCode.SERIAL_RANGE_DIFFERS, row, text, count=len(named), quantity=quantity)
        return ()

    def _kind_of(self, value: str) -> IdentifierKind:
        kinds = [IDENTIFIER_FIELDS[name] for name in self._fields]
        if len(kinds) == 1:
            return kinds[0]
        key = lookup_key(value)
        if IdentifierKind.VIN in kinds and len(key) == 17 and not key.isdigit() and not question_vin(key):
            return IdentifierKind.VIN
        if IdentifierKind.IMEI in kinds and len(key) == 15 and key.isdigit() and luhn_holds(key):
            return IdentifierKind.IMEI
        rest = [kind for kind in kinds if kind not in (IdentifierKind.VIN, IdentifierKind.IMEI)]
        return rest[0] if rest else kinds[0]

    def _question(self, identifier: Identifier, row: int, *, full_length: bool) -> None:
        for doubt in question(identifier):
            lenient = doubt.about is IdentifierDoubt.VIN_LENGTH and not full_length
            self._findings.add_doubt(
                doubt, row, column=self._column, severity=Severity.WARNING if lenient else None
            )
        if identifier.kind in (IdentifierKind.SERIAL_NUMBER, IdentifierKind.INVENTORY_NUMBER):
            value = identifier.value
            if not value.isascii() and latin(value).isascii():
                doubt = Doubt(IdentifierDoubt.LOOK_ALIKES, value, lookup_key(value))
                self._findings.add_doubt(doubt, row, column=self._column)

    def _add(self, code: ProblemCode, row: int, value: str = "", **params: object) -> None:
        self._findings.add(code, row, column=self._column, value=value, **params)


def _split(text: str, fields: Sequence[str], quantity: int) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and (tuple(fields) == ("imei",) or quantity > 1):
        parts = [part.strip() for part in re.split(r"[,;/|]", lines[0]) if part.strip()]
        if tuple(fields) == ("imei",) or len(parts) == quantity:
            return parts
        plainly = [part.strip() for part in _PLAINLY_APART.split(lines[0])]
        if all(_IS_NUMBER.fullmatch(part) for part in plainly):
            return plainly  # too few or too many of them: that is asked about
    return lines
