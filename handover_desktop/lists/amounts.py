"""Numbers, currencies and units of measure as lists write them."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from handover_desktop.domain.money import MINOR_UNITS
from handover_desktop.lists.synonyms import UNITS, fold


class DecimalMark(enum.Enum):
    """The sign before the decimals."""

    POINT = "."
    COMMA = ","

    @property
    def other(self) -> DecimalMark:
        """The sign that then separates thousands."""
        return DecimalMark.COMMA if self is DecimalMark.POINT else DecimalMark.POINT


class Basis(enum.Enum):
    """What a reading of a number rests on."""

    CERTAIN = enum.auto()
    SETTLED = enum.auto()
    AGAINST_COLUMN = enum.auto()
    ASSUMED = enum.auto()
    UNDECIDED = enum.auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as read. `other` is what it could be as well, where that is not excluded."""

    value: Decimal
    basis: Basis
    other: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """How a column writes decimals: `mark` is None where nothing tells, `mixed` for both ways."""

    mark: DecimalMark | None = None
    mixed: bool = False
    example: str = ""


_GROUPED = {
    mark: re.compile(
        rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark.other.value)}[0-9]{{3}})+(?:{re.escape(mark.value)}[0-9]*)?"
    )
    for mark in DecimalMark
}
_PLAIN = {
    mark: re.compile(rf"[0-9]+(?:{re.escape(mark.value)}[0-9]*)?|{re.escape(mark.value)}[0-9]+")
    for mark in DecimalMark
}
_SPACED = re.compile(r"[0-9]{1,3}(?:[ '’`][0-9]{3})+(?![0-9])")
_AFTER = re.compile(r"[.,][-–—=]+$|[.,]$")
_MOST_DIGITS = 24
_LONGEST_AMOUNT = 60


def bare_numeral(text: str) -> tuple[str, bool] | None:
    """Return the digits and separators of a number and whether it is negative; None where it is no number."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return text, False
    text = text.replace("−", "-").replace("–", "-").strip()
    negative = (
        text.startswith("-")
        or (text.startswith("(") and text.endswith(")"))
        or bool(re.fullmatch(r".*\d-", text))
    )
    text = text.strip("()").lstrip("-+").strip()
    text = _AFTER.sub("", text).rstrip("-").strip()
    grouped = _SPACED.match(text)
    if grouped:
        text = re.sub(r"[ '’`]", "", grouped[0]) + text[grouped.end() :]
    if not re.fullmatch(r"[0-9.,]*[0-9][0-9.,]*", text) or len(text) > _MOST_DIGITS:
        return None
    return text, negative


def read_as(numeral: str, mark: DecimalMark) -> Decimal | None:
    """Return the value of a bare numeral whose decimal mark is `mark`; None where it cannot be one."""
    if _GROUPED[mark].fullmatch(numeral):
        numeral = numeral.replace(mark.other.value, "")
    elif not _PLAIN[mark].fullmatch(numeral):
        return None
    return Decimal(numeral.replace(",", "."))


def find_habit(texts: Iterable[str]) -> Habit:
    """Return how the numbers among `texts` write their decimals."""
    votes: dict[DecimalMark, list[str]] = {mark: [] for mark in DecimalMark}
    for text in texts:
        bare = bare_numeral(strip_currency(text)[0])
        if bare is None or bare[0].isdigit():
            continue
        possible = [mark for mark in DecimalMark if read_as(bare[0], mark) is not None]
        if len(possible) == 1:
            votes[possible[0]].append(text)
    point, comma = votes[DecimalMark.POINT], votes[DecimalMark.COMMA]
    if not point and not comma:
        return Habit()
    mark = DecimalMark.POINT if len(point) > len(comma) else DecimalMark.COMMA
    return Habit(mark, bool(point and comma), votes[mark][0])


def read_number(text: str, habit: Habit) -> Reading | None:
    """Return a number in the habit of its column; None where the text is no number."""
    bare = bare_numeral(text)
    if bare is None:
        return None
    numeral, negative = bare
    if numeral.isdigit() and not negative:
        return Reading(Decimal(numeral), Basis.CERTAIN)
    values = {mark: value for mark in DecimalMark if (value := read_as(numeral, mark)) is not None}
    if negative:
        values = {mark: -value for mark, value in values.items()}
    if not values:
        return None
    if len(set(values.values())) == 1:
        against = habit.mark is not None and habit.mark not in values
        return Reading(next(iter(values.values())), Basis.AGAINST_COLUMN if against else Basis.CERTAIN)
    if habit.mark is not None:
        value, other = values[habit.mark], values[habit.mark.other]
        return Reading(value, Basis.UNDECIDED if habit.mixed else Basis.SETTLED, other)
    whole, broken = sorted(values.values(), key=lambda value: value != value.to_integral_value())
    return Reading(whole, Basis.ASSUMED, broken)


_CERTAIN_NAMES = {
    "€": "EUR", "£": "GBP", "din": "RSD", "din.": "RSD", "дин": "RSD", "дин.": "RSD", "рсд": "RSD",
    "us$": "USD", "zł": "PLN", "kč": "CZK", "₴": "UAH", "₺": "TRY",
}  # fmt: skip
_LIKELY_NAMES = {
    "$": "USD", "euro": "EUR", "euros": "EUR", "evro": "EUR", "evra": "EUR", "evri": "EUR", "евро": "EUR",
    "евра": "EUR", "eu": "EUR", "eur.": "EUR", "€uro": "EUR", "dinar": "RSD", "dinara": "RSD",
    "dinari": "RSD", "динара": "RSD", "динар": "RSD", "csd": "RSD", "km": "BAM", "км": "BAM",
    "dollar": "USD", "dollars": "USD", "us dollar": "USD", "us dollars": "USD", "usd$": "USD",
    "ft": "HUF", "lei": "RON", "chf.": "CHF",
}  # fmt: skip
_SYMBOLS = "€£$₴₺"
_IN_HEADINGS = frozenset(
    "EUR RSD USD GBP CHF BAM HUF RON BGN MKD JPY SEK NOK DKK PLN CZK € £ $ din din. дин дин. рсд "
    "euro euros evro evra евро евра dinar dinara dinari динара".split()
)
_NAME = r"[€£₴₺]|us\$|\$|[^\W\d_]{2,7}\.?"
_AROUND = re.compile(
    rf"(?:(?P<before>{_NAME})\s*)?(?P<number>[-−–(+]?\s*[\d.,][\d.,\s'’`]*[-–—=)]*)\s*(?P<after>{_NAME})?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency as named by a list; `certain` is false where a person should confirm it."""

    code: str
    certain: bool = True


def find_currency(name: str) -> Currency | None:
    """Return the currency of an ISO 4217 code, a symbol or a common name; None where it is none."""
    key = " ".join(name.split()).casefold()
    if key.upper() in MINOR_UNITS:
        return Currency(key.upper())
    if key in _CERTAIN_NAMES:
        return Currency(_CERTAIN_NAMES[key])
    return Currency(_LIKELY_NAMES[key], certain=False) if key in _LIKELY_NAMES else None


def strip_currency(text: str) -> tuple[str, str]:
    """Split an amount into its number and what stands before or after it ("€ 1.250,-" → "1.250,-", "€")."""
    found = _AROUND.fullmatch(text.strip()) if len(text) <= _LONGEST_AMOUNT else None
    if not found:
        return text, ""
    return found["number"], found["before"] or found["after"] or ""


def currency_in_heading(heading: str) -> Currency | None:
    """Return the currency that a heading such as "Unit price (EUR)" names.

    A code that is also a word (ALL, TRY, TOP) counts only in capitals among small letters.
    """
    names = [*re.findall(r"[^\W\d_]+\.?", heading), *(char for char in heading if char in _SYMBOLS)]
    for name in names:
        if name.isupper() and name in MINOR_UNITS and not heading.isupper():
            return Currency(name)
        if name.casefold() in _IN_HEADINGS or name.upper() in _IN_HEADINGS:
            return find_currency(name)
    return None


def currency_in_format(code: str) -> Currency | None:
    """Return the currency that a number format shows beside the number."""
    for name in _names_in_format(code):
        found = find_currency(name)
        if found is not None:
            return found
    return None


def _names_in_format(code: str) -> Iterator[str]:
    for symbol in re.findall(r"\[\$([^\]-]+)", code):
        yield symbol.strip()
    for quoted in re.findall(r'"([^"]+)"', code):
        yield quoted.strip()
    yield from (char for char in re.sub(r"\[[^\]]*\]", "", code) if char in _SYMBOLS)


_QUANTITY = re.compile(r"(?P<number>[-−–+]?[\d.,][\d.,\s]*?)\s*(?P<unit>[^\W\d][^\d]*)")


_IN_WORDS = re.compile(r"(?<=[\d.])\s*\((?P<words>[^\W\d_][^\d()]*)\)")


def split_quantity(text: str) -> tuple[str, str]:
    """Split "2 pcs" into number and unit of measure; the unit is empty where there is none that is known.

    The number may stand once more in words: "2 (two) pcs".
    """
    spelled = _IN_WORDS.search(text) if len(text) <= _LONGEST_AMOUNT else None
    if spelled is not None:
        text = _IN_WORDS.sub(f" {spelled['words']}" if fold(spelled["words"]) in UNITS else "", text, count=1)
    found = _QUANTITY.fullmatch(text.strip()) if len(text) <= _LONGEST_AMOUNT else None
    if found and fold(found["unit"]) in UNITS:
        return found["number"], found["unit"].strip()
    return text, ""
