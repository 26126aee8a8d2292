"""Identifiers of assets: how they are read, compared and judged (VIN per ISO 3779, IMEI per 3GPP TS 23.003)."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from handover_desktop.domain.texts import N_


class IdentifierKind(enum.StrEnum):
    """The kinds of identifier an asset can carry; the values are the import's field names."""

    VIN = "vin"
    SERIAL_NUMBER = "serial_number"
    INVENTORY_NUMBER = "inventory_number"
    IMEI = "imei"
    PLATE = "plate"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """One identifier as it is written on the list or on the object."""

    kind: IdentifierKind
    value: str


class Severity(enum.StrEnum):
    """How much a finding matters: an error stops, confirm asks, a warning only shows."""

    ERROR = "error"
    CONFIRM = "confirm"
    WARNING = "warning"
    NOTICE = "notice"


class IdentifierDoubt(enum.Enum):
    """What may be wrong with an identifier; the object itself always has the last word."""

    severity: Severity
    text: str

    def __init__(self, severity: Severity, text: str) -> None:
        self.severity = severity
        self.text = text

    VIN_CHARACTERS = (Severity.CONFIRM, N_("The VIN {value} has characters other than A–Z and 0–9."))
    VIN_LETTERS = (Severity.CONFIRM, N_("The VIN {value} contains I, O or Q. Is it {proposal}?"))
    VIN_LENGTH = (Severity.CONFIRM, N_("The VIN {value} has {length} characters; a VIN has 17."))
    VIN_CHECK_DIGIT = (Severity.WARNING, N_("The check digit of the VIN {value} is wrong. Read it again."))
    IMEI_FORM = (Severity.WARNING, N_("The IMEI {value} does not have 14, 15 or 16 digits."))
    IMEI_CHECK_DIGIT = (Severity.WARNING, N_("The check digit of the IMEI {value} is wrong. Read it again."))
    LOOK_ALIKES = (
        Severity.NOTICE,
        N_(
            "{value} was written with Cyrillic letters that look like Latin ones; it is compared as {proposal}."
        ),
    )


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about one identifier, with what would resolve it."""

    about: IdentifierDoubt
    value: str
    proposal: str = ""

    @property
    def params(self) -> dict[str, object]:
        """The values of the placeholders in the doubt's text."""
        return {"value": self.value, "proposal": self.proposal, "length": len(self.proposal or self.value)}


_LOOK_ALIKES = str.maketrans("АВСЕНКМОРТХУЈЅавсенкмортхујѕ", "ABCEHKMOPTXYJSabcehkmoptxyjs")
_ALIKE = str.maketrans("OQILSBZ", "0011582")
_GROUPS = {"0": "0OQ", "1": "1IL", "2": "2Z", "5": "5S", "8": "8B"}
_SEPARATORS = re.compile(r"[\s.\-*/_\u00ad\u200b-\u200f\u2060\ufeff]+")
_VIN_VALUES = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ0123456789",
        [*range(1, 9), *range(1, 6), 7, 9, *range(2, 10), *range(10)],
        strict=True,
    )
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def latin(value: str) -> str:
    """Return `value` with Cyrillic look-alikes mapped to the Latin letters they look like."""
    return value if value.isascii() else value.translate(_LOOK_ALIKES)


def lookup_key(value: str) -> str:
    """Return the form in which two writings of one identifier are equal.

    Upper case, Latin look-alikes, without spaces, dots, hyphens, slashes, asterisks and invisible characters.
    O and 0, I and 1 stay different: they are never silently equal.
    """
    return _SEPARATORS.sub("", latin(value.upper()))


def strict_key(value: str) -> str:
    """Return the form in which equal signs are equal and no others: a Cyrillic letter is not the Latin one."""
    return _SEPARATORS.sub("", value.upper())


def look_alike_key(value: str) -> str:
    """Return the form in which writings that can be mistaken for one another are equal: O/Q/0, I/L/1, S/5, B/8, Z/2,
    Cyrillic and Latin. It proposes; two identifiers are never the same because of it.
    """
    return lookup_key(value).translate(_ALIKE)


def look_alikes(code: str) -> tuple[str, ...]:
    """Return for each sign of the key of `code` all signs that it can be mistaken for, itself among them."""
    return tuple(_GROUPS.get(sign, sign) for sign in look_alike_key(code))


def differing_places(value: str, other: str) -> tuple[int, ...]:
    """Return the places in `value` whose signs differ from those of `other`, counted from their ends.

    Separators and case do not count; what `other` lacks is no difference.
    """
    ours = [(at, sign) for at, sign in enumerate(value) if strict_key(sign)]
    theirs = [sign for sign in other if strict_key(sign)]
    pairs = zip(reversed(ours), reversed(theirs), strict=False)
    return tuple(sorted(at for (at, sign), read in pairs if strict_key(sign) != strict_key(read)))


def same_identifier(one: str, other: str) -> bool:
    """Tell whether two writings name the same identifier."""
    return lookup_key(one) == lookup_key(other)


def question_vin(value: str, *, full_length: bool = True) -> tuple[Doubt, ...]:
    """Return the doubts about a VIN; `full_length` is false for trailers and special vehicles.

    The check digit is judged only for North America and China, where it is obligatory.
    """
    key = lookup_key(value)
    doubts = []
    if latin(value) != value:
        doubts.append(Doubt(IdentifierDoubt.LOOK_ALIKES, value, key))
    if not re.fullmatch(r"[A-Z0-9]*", key):
        doubts.append(Doubt(IdentifierDoubt.VIN_CHARACTERS, value))
    elif set(key) & set("IOQ"):
        doubts.append(Doubt(IdentifierDoubt.VIN_LETTERS, value, key.translate(str.maketrans("IOQ", "100"))))
    if len(key) != 17 and full_length:
        doubts.append(Doubt(IdentifierDoubt.VIN_LENGTH, value, key))
    if not doubts and key and key[0] in "12345L" and not _vin_check_digit_holds(key):
        doubts.append(Doubt(IdentifierDoubt.VIN_CHECK_DIGIT, value))
    return tuple(doubts)


def _vin_check_digit_holds(key: str) -> bool:
    total = sum(_VIN_VALUES[char] * weight for char, weight in zip(key, _VIN_WEIGHTS, strict=False))
    return len(key) == 17 and key[8] == "0123456789X"[total % 11]


def question_imei(value: str) -> tuple[Doubt, ...]:
    """Return the doubts about an IMEI (15 digits with Luhn), IMEISV (16) or its 14-digit form."""
    key = lookup_key(value)
    if not re.fullmatch(r"[0-9]{14,16}", key):
        return (Doubt(IdentifierDoubt.IMEI_FORM, value),)
    if len(key) == 15 and not luhn_holds(key):
        return (Doubt(IdentifierDoubt.IMEI_CHECK_DIGIT, value),)
    return ()


def luhn_holds(digits: str) -> bool:
    """Tell whether the last of `digits` is the Luhn check digit (ISO/IEC 7812-1) of those before it."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char)
        total += digit if place % 2 == 0 else (digit * 2 - 9 if digit > 4 else digit * 2)
    return total % 10 == 0


def likely_kind(value: str, usual: IdentifierKind | None = None) -> IdentifierKind:
    """Return what kind of identifier `value` most likely is: by its form, else the `usual` one that has none."""
    if not value.strip():
        return usual or IdentifierKind.SERIAL_NUMBER
    key = lookup_key(value)
    if not key.isdecimal() and all(
        doubt.about.severity is not Severity.CONFIRM for doubt in question_vin(key)
    ):
        return IdentifierKind.VIN
    if len(key) == 15 and not question_imei(key):
        return IdentifierKind.IMEI
    has_form = usual in (None, IdentifierKind.VIN, IdentifierKind.IMEI)
    return IdentifierKind.SERIAL_NUMBER if usual is None or has_form else usual


def question(identifier: Identifier) -> tuple[Doubt, ...]:
    """Return the doubts about any identifier; only VIN and IMEI have a form to doubt."""
    if identifier.kind is IdentifierKind.VIN:
        return question_vin(identifier.value)
    if identifier.kind is IdentifierKind.IMEI:
        return question_imei(identifier.value)
    return ()
