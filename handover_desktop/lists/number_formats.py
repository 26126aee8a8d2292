"""Number formats of spreadsheets: what they make of the number in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    48: "##0.0E+0", 49: "@",
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), *range(45, 48)), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm:ss",
}  # fmt: skip
"""The formats that a file names by number only (ECMA-376, part 1, 18.8.30)."""

_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*](?P<skipped>.)|\[(?P<bracket>[^\]]*)\]|(?P<plain>.)', re.S
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[_*].|\[[^\]]*\]|[^;])*', re.S)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
_HOLDS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}  # fmt: skip
_PLACES = "0#?"
_WIDE = Context(prec=60)
_LAST_DAY = 2_958_465


def is_date_format(code: str) -> bool:
    """Tell whether a format shows numbers as dates or times."""
    if _ELAPSED.search(code):
        return True
    bare = _LITERALS.sub("", code.split(";", maxsplit=1)[0])
    return bool(re.search(r"[ymdhs]", bare, re.IGNORECASE)) and "general" not in bare.casefold()


def is_elapsed_format(code: str) -> bool:
    """Tell whether a format shows numbers as hours, minutes or seconds that have passed, beyond a day."""
    return bool(_ELAPSED.search(code))


def elapsed_text(serial: float) -> str:
    """Return a time in days as hours, minutes and seconds; raise ValueError outside the calendar of spreadsheets."""
    if not 0 <= serial <= _LAST_DAY + 1:
        raise ValueError("no time is as long")
    minutes, seconds = divmod(round(serial * 86_400), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def date_text(serial: float, *, from_1904: bool) -> str:
    """Return the ISO 8601 form of a date serial; raise ValueError outside the calendar of spreadsheets."""
    if not 0 <= serial <= _LAST_DAY + 1:
        raise ValueError("no date has this serial number")
    seconds = round(serial * 86_400)
    if seconds < 86_400 and not from_1904:
        return str(timedelta(seconds=seconds)).rjust(8, "0")
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)  # noqa: DTZ001
    moment = start + timedelta(seconds=seconds)
    return moment.date().isoformat() if seconds % 86_400 == 0 else moment.isoformat(sep=" ")


@lru_cache(maxsize=4096)
def plain_number(value: float) -> str:
    """Return a number with the 15 digits that spreadsheets keep, without exponent and without `.0`."""
    text = f"{Decimal(f'{value:.15g}'):f}"
    return "0" if text == "-0" else text


def percent_text(text: str) -> str:
    """Return the number `text` as a percentage, with all its digits."""
    shown = f"{_WIDE.multiply(Decimal(text), Decimal(100)):f}"
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"


def is_percent_format(code: str) -> bool:
    """Tell whether a format shows numbers as percentages."""
    return "%" in code and "%" in _LITERALS.sub("", code.split(";", maxsplit=1)[0])


@dataclass(frozen=True, slots=True)
class Display:
    """What is displayed instead of a number; `rounded` where it is that number with fewer decimals."""

    text: str
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a part of a format does to numbers; `places` tells that it displays them at all."""

    places: bool
    thousands: int
    hundreds: int
    decimals: int
    glued: bool


def shown_otherwise(number: Decimal, code: str) -> Display | None:
    """Return what the format `code` displays where that is not `number`: thousands of it, per cent, a word, nothing.

    Fractions and powers of ten are taken for the number itself, as are formats that make a date of it.
    """
    section = _section(number, code) if code not in ("", "General", "@") else None
    plan = _plan(section) if section is not None else None
    if section is None or plan is None:
        return None
    if not plan.places:
        return Display(_words(section)) if number else None  # nothing, or a dash, is how zero is shown
    moved = 2 * plan.hundreds - 3 * plan.thousands
    held = number.scaleb(moved, _WIDE) if moved else number
    shown = held.quantize(Decimal(1).scaleb(-plan.decimals), ROUND_HALF_UP, _WIDE)
    if number and moved:
        return Display(f"{shown:f}{'%' * plan.hundreds}")
    if plan.glued:
        return Display(_words(section, f"{shown:f}"))
    return Display(f"{shown:f}", rounded=True) if shown != number else None


_GLUED = re.compile(r'[0#?](?:"[0-9]|\\[0-9])|(?:[0-9]"|\\[0-9])[0#?]')
"""Literal digits that stand like digits of the number."""


@lru_cache(maxsize=256)
def _plan(section: str) -> _Plan | None:
    bare = _LITERALS.sub("", section)
    if re.search(r"general|[@/e]", bare, re.IGNORECASE):
        return None
    whole, _, fraction = re.sub(r"[^0#?.,]", "", bare).partition(".")
    return _Plan(
        places=any(place in bare for place in _PLACES),
        thousands=sum(len(part) - len(part.rstrip(",")) for part in (whole, fraction)),
        hundreds=bare.count("%"),
        decimals=len(fraction.rstrip(",")),
        glued=bool(_GLUED.search(section)),
    )


def _words(section: str, shown: str = "") -> str:
    """Return the literal text of a format with `shown` in the place of its digits."""
    out, is_open = [], True
    for match in _PIECES.finditer(section):
        if match["plain"] and match["plain"] in "0#?,.":
            out.append(shown if is_open else "")
            is_open = False
        else:
            out.append(match["plain"] or match["quoted"] or match["escaped"] or "")
    return "".join(out).strip()


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[tuple[str, tuple[str, Decimal] | None], ...]:
    """Return the parts of a format, each with its condition."""
    found, at = [], 0
    while at <= len(code):
        match = _SECTION.match(code, at)
        end = match.end() if match else len(code)
        condition = _CONDITION.search(code, at, end)
        found.append((code[at:end], (condition[1], Decimal(condition[2])) if condition else None))
        at = end + 1
    return tuple(found[:3])


def _section(number: Decimal, code: str) -> str | None:
    """Return the part of a format that is meant for `number`; None where none is."""
    sections = _sections(code)
    if len(sections) == 1 and sections[0][1] is None:
        return sections[0][0]
    if any(condition for _, condition in sections):
        holding = (
            section
            for section, condition in sections
            if condition is None or _HOLDS[condition[0]](number, condition[1])
        )
        return next(holding, None)
    place = 1 if number < 0 else 2 if number == 0 else 0
    return sections[place if place < len(sections) else 0][0]


def shown_number(text: str, code: str) -> str:
    """Return how the format `code` displays the whole number `text`; an empty text where it adds nothing.

    Only what makes an identifier is followed: padding with zeros, and literal text between the digits.
    """
    section = _section(Decimal(text), code) if text.isdigit() and "0" in code else None
    if not section or "0" not in section or re.search(r"[.,%/?E]", _LITERALS.sub("", section)):
        return ""
    pieces = list(_PIECES.finditer(section))
    places = sum(match["plain"] in ("0", "#") for match in pieces)
    needed = sum(match["plain"] == "0" for match in pieces)
    digits = text.zfill(needed) if needed > 1 else text
    shown = _fill(pieces, digits, places)
    return "" if shown == text else shown


def _fill(pieces: list[re.Match[str]], digits: str, places: int) -> str:
    surplus, rest = digits[: max(len(digits) - places, 0)], digits[max(len(digits) - places, 0) :]
    missing = places - len(rest)
    out = []
    for match in pieces:
        char = match["plain"]
        if char in ("0", "#"):
            if missing:
                missing -= 1
                continue
            out.append(surplus + rest[0])
            surplus, rest = "", rest[1:]
        else:
            out.append(char or match["quoted"] or match["escaped"] or "")
    return "".join(out).strip()
