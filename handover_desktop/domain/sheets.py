"""What a person notes about a vehicle or a device beside its outcome: answers, damage, exceptions of a kit."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from handover_desktop.domain.errors import Code, DomainError


class Zone(enum.StrEnum):
    """A side of a vehicle; the value is the code that is printed."""

    FRONT = "F"
    REAR = "R"
    LEFT = "L"
    RIGHT = "RI"
    ROOF = "ROOF"


class MarkType(enum.StrEnum):
    """What kind of damage a mark stands for."""

    SCRATCH = "scratch"
    DENT = "dent"
    CRACK = "crack"
    MISSING_PART = "missing-part"


class PartState(enum.StrEnum):
    """What is wrong with a part of a kit."""

    MISSING = "missing"
    DAMAGED = "damaged"


class DamageLook(enum.StrEnum):
    """Whether anyone looked for damage. Marks say so themselves; without marks it has to be stated."""

    NOT_LOOKED = "not-looked"
    NONE_NOTED = "no-damage-noted"
    MARKED = "marked"


class KitLook(enum.StrEnum):
    """Whether anyone looked through the kit; what is not an exception was then there and whole."""

    NOT_LOOKED = "not-looked"
    LOOKED = "looked"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question of a checklist. `of` is the number there should be, of what is counted."""

    question: str
    value: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class DamageMark:
    """One place of damage. `x` and `y` are thousandths of the drawing of its side, from its upper left."""

    zone: Zone
    type: MarkType
    x: int = 500
    y: int = 500
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartException:
    """A part of the kit that is not there, or not whole."""

    part: str
    state: PartState = PartState.MISSING


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """The sheet of one item; `checklist` names the list of questions that it answers."""

    checklist: str = ""
    answers: tuple[Answer, ...] = ()
    damage: DamageLook = DamageLook.NOT_LOOKED
    marks: tuple[DamageMark, ...] = ()
    kit: KitLook = KitLook.NOT_LOOKED
    exceptions: tuple[PartException, ...] = ()


PRESENT, MISSING, NOT_NEEDED = "present", "missing", "not-needed"
"""The answers about a thing: it is there, it is not, or it does not belong there."""
YES, NO, NOT_POSSIBLE = "yes", "no", "not-possible"
"""The answers to a test."""
_SIZE = 1000
_MOST = 200


def split_kit(text: str) -> tuple[str, ...]:
    """Return the parts that the contents of a kit name, each once, in their order."""
    parts = (part.strip(" \t.") for part in re.split(r"[,;\n•،؛]|\s\+\s", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def is_lack(answer: Answer) -> bool:
    """Tell whether an answer says that something is missing, fails, or is fewer than it should be."""
    if answer.value in (MISSING, NO):
        return True
    counted, expected = _number(answer.value), _number(answer.of)
    return counted is not None and expected is not None and counted < expected


def has_exceptions(sheet: ItemSheet | None) -> bool:
    """Tell whether a sheet notes damage, or that anything is missing: more than "accepted" has to be said then."""
    return sheet is not None and bool(
        sheet.marks or sheet.exceptions or any(is_lack(answer) for answer in sheet.answers)
    )


def tidy_sheet(sheet: ItemSheet | None) -> ItemSheet | None:
    """Return a sheet without empty answers and whose statements follow from it, None where nothing was noted.

    Raises DomainError SHEET_CONTRADICTS for "no damage noted" beside marks, a mark outside its drawing, two answers to
    one question, and more than 200 of anything.
    """
    if sheet is None:
        return None
    answers = tuple(answer for answer in sheet.answers if answer.value.strip())
    outside = any(not (0 <= mark.x <= _SIZE and 0 <= mark.y <= _SIZE) for mark in sheet.marks)
    twice = len({answer.question for answer in answers}) != len(answers)
    twice |= len({exception.part for exception in sheet.exceptions}) != len(sheet.exceptions)
    many = max(len(answers), len(sheet.marks), len(sheet.exceptions)) > _MOST
    if outside or twice or many or (sheet.marks and sheet.damage is DamageLook.NONE_NOTED):
        raise DomainError(Code.SHEET_CONTRADICTS)
    damage = DamageLook.MARKED if sheet.marks else sheet.damage
    if damage is DamageLook.MARKED and not sheet.marks:
        damage = DamageLook.NOT_LOOKED
    kit = KitLook.LOOKED if sheet.exceptions else sheet.kit
    tidy = replace(sheet, answers=answers, damage=damage, kit=kit)
    return None if tidy == ItemSheet(sheet.checklist) else tidy


def place_of(mark: DamageMark) -> tuple[Zone, int]:
    """Return the side of a mark and its third, 0 to 2, counted as PLACE_TERMS names them."""
    return mark.zone, min(2, mark.x * 3 // _SIZE)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
