"""The problems of a list as a table, to be sent to those who wrote the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.lists.problems import Problem, Saying, say_problem
from handover_desktop.lists.tables import CellValue, Column, Heading, Sheet

PROBLEM_HEADINGS = (
    N_("Kind"), N_("Sheet"), N_("Row"), N_("Column"), N_("Value"), N_("Expected"), N_("What is the matter"),
)  # fmt: skip
_WIDTHS = (14, 18, 8, 22, 26, 26, 90)


def problem_sheet(
    problems: Iterable[Problem], heading: Heading, say: Saying, *, from_right: bool = False
) -> Sheet:
    """Return one row for each problem, in their order; none is grouped, so that the table can be filtered."""
    columns = tuple(
        Column(heading(text), width) for text, width in zip(PROBLEM_HEADINGS, _WIDTHS, strict=True)
    )
    return Sheet(heading(N_("Problems")), columns, _rows(problems, heading, say), from_right)


def _rows(problems: Iterable[Problem], heading: Heading, say: Saying) -> Iterator[tuple[CellValue, ...]]:
    for problem in problems:
        yield (
            heading(TERMS[problem.severity]),
            problem.sheet,
            None if problem.row is None else Decimal(problem.row),
            problem.column,
            problem.value,
            problem.expected,
            say_problem(problem, say),
        )
