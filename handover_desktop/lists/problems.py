"""The problems of one list: each with its place, and all of them by gravity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from handover_desktop.domain.identifiers import Doubt, IdentifierDoubt, Severity
from handover_desktop.domain.texts import N_
from handover_desktop.lists.problem_codes import ProblemCode

__all__ = ["Findings", "Problem", "ProblemCode", "Saying", "by_gravity", "group_problems", "say_problem"]

Saying = Callable[[str, Mapping[str, object]], str]
"""Fills the placeholders of a sentence, in the language of whoever reads it."""

_IS_KEPT_OUT = N_("The row is not imported.")
_IS_COMPLETED = N_("The row is taken along, to be completed on site.")

_OF_DOUBT = {doubt: ProblemCode[doubt.name] for doubt in IdentifierDoubt}
_GRAVITY = {severity: place for place, severity in enumerate(Severity)}
_EXPECTED = ("expected", "proposal", "understood")
_MOST_ALONE = 3
"""So many problems of one kind in one column stand for themselves; more are told as one."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a list. `row` counts from 1 as the sheet does; None stands for the whole list.

    `column` is the heading, or the letter where there is none. `params` fill the placeholders of the text. `completed`
    says that its row is taken along all the same.
    """

    severity: Severity
    sheet: str
    row: int | None
    column: str
    value: str
    code: ProblemCode
    params: Mapping[str, object] = field(default_factory=dict)
    completed: bool = False

    @property
    def expected(self) -> str:
        """What should stand there, or what it was taken as; empty where that is not clear."""
        return next((str(self.params[name]) for name in _EXPECTED if self.params.get(name)), "")


def say_problem(problem: Problem, say: Saying) -> str:
    """Return the sentence of a problem, with what becomes of its row where that is not imported as it stands."""
    sentence = say(problem.code.text, problem.params)
    if not problem.code.keeps_out:
        return sentence
    return f"{sentence} {say(_IS_COMPLETED if problem.completed else _IS_KEPT_OUT, {})}"


def by_gravity(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, the gravest first, then by row, those of the whole list before any row."""
    return tuple(sorted(problems, key=lambda p: (_GRAVITY[p.severity], p.row or 0)))


def group_problems(problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], ...]:
    """Return the problems in their order; where more than three are of one kind in one column, they are together.

    So are the columns that are only kept. Other problems of the whole list stay for themselves. A group stands where
    its first problem stood.
    """
    found: dict[tuple[object, ...], list[Problem]] = {}
    for place, problem in enumerate(problems):
        is_column = problem.code is ProblemCode.COLUMN_KEPT
        whole_list = place if problem.row is None and not is_column else -1
        column = "" if is_column else problem.column
        kind = (problem.severity, problem.code, problem.sheet, column, whole_list)
        found.setdefault(kind, []).append(problem)
    parts = [[group] if len(group) > _MOST_ALONE else [[one] for one in group] for group in found.values()]
    groups = (tuple(group) for part in parts for group in part)
    return tuple(sorted(groups, key=lambda group: (_GRAVITY[group[0].severity], group[0].row or 0)))


class Findings:
    """Collects the problems of one sheet."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self._found: list[Problem] = []

    def add(
        self,
        code: ProblemCode,
        row: int | None = None,
        *,
        column: str = "",
        value: str = "",
        **params: object,
    ) -> None:
        """Note a problem of the usual gravity of its kind."""
        self._note(Problem(code.severity, self.sheet, row, column, value, code, {"value": value, **params}))

    def add_doubt(self, doubt: Doubt, row: int, *, column: str, severity: Severity | None = None) -> None:
        """Note a doubt about an identifier; its gravity is the usual one unless given."""
        code = _OF_DOUBT[doubt.about]
        self._note(
            Problem(severity or code.severity, self.sheet, row, column, doubt.value, code, doubt.params)
        )

    def _note(self, problem: Problem) -> None:
        self._found.append(problem)

    def by_gravity(self) -> tuple[Problem, ...]:
        """Return all problems in the order of the function of this name."""
        return by_gravity(self._found)
