"""What a person notes about a vehicle or a device beside its outcome: answers, damage, exceptions of a kit."""

from __future__ import annotations

import enum
from dataclasses import dataclass


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
