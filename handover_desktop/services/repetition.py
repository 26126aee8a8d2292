"""Notices a list that was imported before: the very file and sheet, or the same lines in another file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.register.views import ImportedList

if TYPE_CHECKING:
    from handover_desktop.lists.reading import ListReading
    from handover_desktop.register import Reading

_OTHER_SHEET = "other-sheet"
_PROBES = 3
"""So many lines are looked for before all of a handover are read."""


def refuse_repetition(store: Reading, reading: ListReading, target: Handover | None) -> None:
    """Raise LIST_ALREADY_IMPORTED or LIST_HAS_NOTHING_NEW where a list adds nothing to `target`.

    For a new handover (None): LIST_IMPORTED_BEFORE where any has this very file, or a list of as many lines that all
    stand on it just so. Another sheet of a workbook is another list.
    """
    lines = reading.lines
    same_file, same_size = store.lists_of_file(reading.sha256), store.lists_of_size(len(lines))
    if len(reading.sheets) > 1:
        same_file = tuple(one for one in same_file if one.sheet == reading.sheet)
    if target is None:
        for one in (*same_file, *same_size):
            if one in same_file or _stand_on(store, one.handover, lines):
                raise _refusal(Code.LIST_IMPORTED_BEFORE, one)
        return
    stand = _stand_on(store, target.id, lines)
    for one in (*same_file, *(same_size if stand else ())):
        if one.handover == target.id:
            raise _refusal(Code.LIST_ALREADY_IMPORTED, one)
    if stand:
        raise DomainError(Code.LIST_HAS_NOTHING_NEW, reference=target.reference)


def sheets_on(store: Reading, reading: ListReading, handover: HandoverId) -> frozenset[str]:
    """Return the sheets of the file that are on `handover` already."""
    lists = store.lists_of_file(reading.sha256)
    return frozenset(one.sheet for one in lists if one.handover == handover)


def next_sheet(reading: ListReading, taken: Collection[str]) -> str | None:
    """Return the first other sheet that looks like a list too, where the one that was read is `taken`."""
    others = (found.value for found in reading.problems if found.code.code == _OTHER_SHEET)
    return next((other for other in others if other not in taken), None) if reading.sheet in taken else None


def without_sheets(reading: ListReading, taken: Collection[str]) -> ListReading:
    """Return the reading without the advice to import the sheets that are `taken`."""
    kept = [one for one in reading.problems if one.code.code != _OTHER_SHEET or one.value not in taken]
    return replace(reading, problems=tuple(kept))


def _stand_on(store: Reading, handover: HandoverId, lines: Sequence[AssetLine]) -> bool:
    """Tell whether every line stands on the handover just so; most differing lists end with the first probe."""
    step = max(1, (len(lines) - 1) // (_PROBES - 1))
    for line in lines[::step]:
        if all(item.asset != line for item in store.match_items(handover, line.line_no)):
            return False
    return Counter(lines) <= Counter(item.asset for item in store.items(handover))


def _refusal(code: Code, found: ImportedList) -> DomainError:
    return DomainError(code, reference=found.reference, version=found.version, name=found.file_name)
