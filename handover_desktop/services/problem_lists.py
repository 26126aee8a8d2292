"""The problems of a list as a file, for those who wrote the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.terms import say
from handover_desktop.i18n import Direction, Translator, direction_of
from handover_desktop.lists.delimited_writing import Dialect, write_delimited
from handover_desktop.lists.problem_tables import PROBLEM_HEADINGS, problem_sheet
from handover_desktop.lists.problems import Problem, group_problems, say_problem
from handover_desktop.lists.sheet_writing import write_book
from handover_desktop.paths import replacing

if TYPE_CHECKING:
    from handover_desktop.lists.reading import ListReading

__all__ = ["PROBLEM_HEADINGS", "group_problems", "save_problems", "say_problems"]


def say_problems(_: Translator, group: Sequence[Problem]) -> str:
    """Return the sentence of a problem; of several of one kind their number and the first of them."""
    sentence = say_problem(group[0], lambda text, params: say(_, text, params))
    if len(group) == 1:
        return sentence
    if group[0].row is None:
        return _.n(
            "{count} column, such as: {sentence}",
            "{count} columns, such as: {sentence}",
            len(group),
            sentence=sentence,
        )
    return _.n(
        "{count} row, such as: {sentence}", "{count} rows, such as: {sentence}", len(group), sentence=sentence
    )


def save_problems(reading: ListReading, path: Path, *, translator: Translator) -> None:
    """Write every problem of a list in one language, as CSV where `path` ends in .csv, otherwise as XLSX.

    Raises EnvironmentFault FILE_NOT_WRITTEN or DISK_FULL and leaves `path` as it was.
    """

    sheet = problem_sheet(
        reading.problems,
        translator,
        lambda text, params: say(translator, text, params),
        from_right=direction_of(translator.language) is Direction.RIGHT_TO_LEFT,
    )
    with replacing(path) as stream:
        if path.suffix.lower() == ".csv":
            write_delimited(stream, sheet, Dialect())
        else:
            write_book(stream, [sheet], written_at=None, title=reading.file_name)
