"""What is asked about an item beside its outcome: lists of questions, as data that a register can change."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import RemarkType
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.texts import N_

PLAIN = "plain"
"""The key of the list that asks nothing."""


class QuestionKind(enum.StrEnum):
    """What an answer is: a text, a number, how many of how many, a thing that is there, or yes or no."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    PRESENT = "present"
    YES_NO = "yes-no"


class Drawing(enum.StrEnum):
    """The shapes of vehicles that damage is marked on."""

    CAR = "car"
    VAN = "van"
    PICK_UP = "pick-up"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `expected` is the number there should be, of what is counted. `about` is of the remark that a
    lack leads to.
    """

    key: str
    text: str
    kind: QuestionKind = QuestionKind.PRESENT
    group: str = ""
    expected: str = ""
    about: RemarkType = RemarkType.OTHER


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list of questions. A category that contains one of `words` uses it, where the register says nothing else.

    `drawings` name the shape for damage by words of the category or the description; the first that fits is taken.
    `photos` are the captions of what is usually photographed, in order.
    """

    key: str
    name: str
    words: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    drawings: tuple[tuple[Drawing, tuple[str, ...]], ...] = ()
    photos: tuple[str, ...] = ()

    def question(self, key: str) -> Question | None:
        """Return the question of that key."""
        return next((question for question in self.questions if question.key == key), None)


TEXTS = (
    N_("Vehicle"), N_("Equipment"), N_("Nothing more to ask"), N_("Documents"), N_("Accessories"), N_("Function"),
    N_("VIN as on the list"), N_("Registration plate"), N_("Engine number"), N_("Odometer, km"), N_("Fuel, %"),
    N_("Keys"), N_("Registration certificate"), N_("Insurance"), N_("Certificate of conformity (COC)"),
    N_("Service book"), N_("User manual"), N_("Warranty card"), N_("Warning triangle"), N_("First-aid kit"),
    N_("Fire extinguisher"), N_("Reflective vest"), N_("Spare wheel or repair kit"), N_("Jack and tools"),
    N_("Cables"), N_("EU visibility sticker"), N_("Power-on test"), N_("No data of former users"), N_("Battery"),
    N_("Charger or power supply"), N_("Cables and accessories"),
    N_("Licences and passwords, handed over apart"), N_("Front"), N_("Rear"), N_("Left side"), N_("Right side"),
    N_("VIN plate"), N_("Odometer"), N_("Tyres"),
)  # fmt: skip
"""The texts of the lists that the program brings along, for the catalogues; those of others are shown as they are."""


def tidy_checklist(checklist: Checklist) -> Checklist:
    """Return a checklist that can be used; raise DomainError CHECKLIST_UNUSABLE for one that cannot."""
    keys = [question.key for question in checklist.questions]
    blank = not checklist.key.strip() or not checklist.name.strip()
    if (
        blank
        or len(set(keys)) != len(keys)
        or any(not q.key.strip() or not q.text.strip() for q in checklist.questions)
    ):
        raise DomainError(Code.CHECKLIST_UNUSABLE, name=checklist.name or checklist.key)
    return checklist


def choose_checklist(lists: Sequence[Checklist], asset: AssetLine, fold: Callable[[str], str]) -> Checklist:
    """Return the list whose words the category has, or else the lot; the one that asks nothing where none fits."""
    for text in (asset.category, asset.lot):
        for checklist in lists:
            if _has_word(fold(text), checklist.words, fold):
                return checklist
    return next((one for one in lists if one.key == PLAIN), Checklist(PLAIN, PLAIN))


def choose_drawing(checklist: Checklist, asset: AssetLine, fold: Callable[[str], str]) -> Drawing | None:
    """Return the shape that damage of `asset` is marked on, None where its list has none."""
    for text in (asset.category, asset.description):
        for drawing, words in checklist.drawings:
            if _has_word(fold(text), words, fold):
                return drawing
    return next((drawing for drawing, words in checklist.drawings if not words), None)


def _has_word(text: str, words: Sequence[str], fold: Callable[[str], str]) -> bool:
    """Tell whether a folded text has one of `words`: short ones as a whole, longer ones also as a part."""
    bare = "".join(char if char.isalnum() else " " for char in text.replace("-", ""))
    whole = set(bare.split())
    return any((word in bare if len(word) > 4 else word in whole) for word in map(fold, words) if word)
