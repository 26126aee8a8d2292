"""The problems of one list: each with its place, and all of them by gravity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handover_desktop.domain.identifiers import Doubt, IdentifierDoubt, Severity
from handover_desktop.lists.problem_codes import ProblemCode

__all__ = ["Findings", "Problem", "ProblemCode"]

_OF_DOUBT = {doubt: ProblemCode[doubt.name] for doubt in IdentifierDoubt}
_GRAVITY = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a list. `row` counts from 1 as the sheet does; None stands for the whole list.

    `column` is the heading, or the letter where there is none. `params` fill the placeholders of the text.
    """

    severity: Severity
    sheet: str
    row: int | None
    column: str
    value: str
    code: ProblemCode
    params: Mapping[str, object] = field(default_factory=dict)


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
        """Return all problems, the gravest first, then by row, those of the whole list before any row."""
        return tuple(sorted(self._found, key=lambda p: (_GRAVITY[p.severity], p.row or 0)))
