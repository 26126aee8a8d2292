"""Files by which registers exchange what the user edits (checklists, donor profiles): JSON with a format's name."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from handover_desktop.domain.canonical import to_data
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.texts import N_
from handover_desktop.paths import readable, write_atomically

_VERSION = 1
_LARGEST_FILE = 1_000_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DataFile:
    """One kind of file: its format's name, the field with the content, how a file of another kind is refused."""

    format: str
    field: str
    unreadable: Code
    not_ours: str

    def write(self, path: Path, value: object) -> None:
        """Write `value`, readable and editable; raise FILE_NOT_WRITTEN."""
        data = {"format": self.format, "version": _VERSION, self.field: to_data(value)}
        write_atomically(path, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())

    def read(self, path: Path, build: Callable[[object], T]) -> T:
        """Return what `build` makes of a file's content; ValueError and TypeError of it count as unreadable.

        Raises `unreadable` with the reason, NO_SUCH_FILE or FILE_NOT_READ.
        """
        text = self._text(path)
        try:
            data = json.loads(text)
            if (
                not isinstance(data, dict)
                or data.get("format") != self.format
                or data.get("version") != _VERSION
            ):
                raise ValueError(self.not_ours)
            return build(data.get(self.field))
        except (ValueError, TypeError, RecursionError) as wrong:
            raise self._refusal(path, str(wrong)) from wrong

    def _text(self, path: Path) -> str:
        try:
            with readable(path):
                if path.stat().st_size > _LARGEST_FILE:
                    raise self._refusal(path, N_("the file is too large"))
                return path.read_text(encoding="utf-8")
        except ValueError as wrong:
            raise self._refusal(path, str(wrong)) from wrong

    def _refusal(self, path: Path, detail: str) -> DomainError:
        return DomainError(self.unreadable, path=path.name, detail=detail)


def free_name(name: str, taken: Collection[str]) -> str:
    """Return `name`, or the first of "name (2)", "name (3)", … that nobody has, whatever the case."""
    folded = {one.casefold() for one in taken}
    proposals = (name, *(f"{name} ({number})" for number in range(2, len(folded) + 3)))
    return next(proposal for proposal in proposals if proposal.casefold() not in folded)
