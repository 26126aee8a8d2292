"""Number formats of spreadsheets: what they make of the number in a cell."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

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
_CONDITION = re.compile(r"\[[<>=]")
_LAST_DAY = 2_958_465


def is_date_format(code: str) -> bool:
    """Tell whether a format shows numbers as dates or times."""
    if _ELAPSED.search(code):
        return True
    bare = _LITERALS.sub("", code.split(";", maxsplit=1)[0])
    return bool(re.search(r"[ymdhs]", bare, re.IGNORECASE)) and "general" not in bare.casefold()


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


def plain_number(value: float) -> str:
    """Return a number with the 15 digits that spreadsheets keep, without exponent and without `.0`."""
    text = f"{Decimal(f'{value:.15g}'):f}"
    return "0" if text == "-0" else text


def shown_number(text: str, code: str) -> str:
    """Return how the format `code` displays the whole number `text`; an empty text where it adds nothing.

    Only what makes an identifier is followed: padding with zeros, and literal text between the digits.
    """
    section = code.split(";", maxsplit=1)[0]
    if (
        not text.isdigit()
        or "0" not in section
        or _CONDITION.search(code)
        or re.search(r"[.,%/?E]", _LITERALS.sub("", section))
    ):
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
