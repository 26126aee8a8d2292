"""Checklists: what is asked of each category, as data that the register keeps and the user exchanges as files."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.canonical import canonical_bytes, from_data, to_data
from handover_desktop.domain.checklists import (
    PLAIN,
    Checklist,
    Drawing,
    choose_checklist,
    choose_drawing,
    tidy_checklist,
)
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.texts import N_
from handover_desktop.resources import resource_path
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.data_files import DataFile, free_name
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing

_SETTING, _CHOSEN = "checklists", "checklist-of-category"
_FILE = DataFile(
    "handover-checklist", "checklist", Code.CHECKLIST_UNREADABLE, N_("it is not a checklist of this program")
)
_PRESETS = ("vehicle", "equipment", PLAIN)


@dataclass(frozen=True, slots=True)
class SheetForm:
    """What is asked about one item: its checklist, all that could be asked instead, the shape for damage."""

    checklist: Checklist
    choices: tuple[Checklist, ...]
    drawing: Drawing | None


class Checklists:
    """The use cases of checklists. A sheet keeps its answers, whatever becomes of the list."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def list(self) -> tuple[Checklist, ...]:
        """Return the lists of the program and the user's own; one that was edited stands in its place."""
        with self._workplace.reading() as store:
            return _all(store)

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return (category, key) of the categories for which the register names a list, in their order."""
        with self._workplace.reading() as store:
            return tuple(sorted(_chosen(store).items()))

    def is_preset(self, key: str) -> bool:
        """Tell whether the program brings a list along; those are not removed."""
        return key in _PRESETS

    def form_for(self, asset: AssetLine) -> SheetForm:
        """Return what is asked about `asset`: the list chosen for its category, or the one whose words fit."""
        # The folding comes with SQLAlchemy, which must not load before the first paint.
        from handover_desktop.register.folding import fold

        with self._workplace.reading() as store:
            lists, chosen = _all(store), _chosen(store)
        key = chosen.get(_category(asset.category))
        named = next((one for one in lists if one.key == key), None)
        checklist = named or choose_checklist(lists, asset, fold)
        return SheetForm(checklist, lists, choose_drawing(checklist, asset, fold))

    def choose(self, category: str, key: str) -> ChangeSet:
        """Use the list `key` for a category in this register; an empty key goes by the words again.

        Raises CHECKLIST_UNKNOWN.
        """
        with self._workplace.writing() as store:
            if key:
                _find(store, key)
            chosen = _chosen(store)
            chosen.pop(_category(category), None)
            if key:
                chosen[_category(category)] = key
            store.set_setting(_CHOSEN, canonical_bytes(chosen).decode())
            store.append_audit("checklist-chosen", category or "-", {"checklist": key})
        return changed(Kind.SETTINGS)

    def duplicate(self, key: str) -> ChangeSet:
        """Add a copy of a list under the next free name; raise CHECKLIST_UNKNOWN."""
        with self._workplace.writing() as store:
            _add(store, _find(store, key))
        return changed(Kind.SETTINGS)

    def remove(self, key: str) -> ChangeSet:
        """Remove a list of the user's own; raise CHECKLIST_UNKNOWN, also for those of the program."""
        with self._workplace.writing() as store:
            own = _own(store)
            if key not in own:
                raise DomainError(Code.CHECKLIST_UNKNOWN, name=key)
            gone = own.pop(key)
            _write(store, own)
            store.append_audit("checklist-removed", gone.name, {"key": key})
        return changed(Kind.SETTINGS)

    def export(self, key: str, path: Path) -> None:
        """Write a list to a file that can be edited and taken in again; raise CHECKLIST_UNKNOWN, FILE_NOT_WRITTEN."""
        with self._workplace.reading() as store:
            found = _find(store, key)
        _FILE.write(path, found)

    def bring_in(self, path: Path) -> ChangeSet:
        """Take in the list of a file: it replaces the user's own of that key, or is added under a free one.

        Raises CHECKLIST_UNREADABLE, CHECKLIST_UNUSABLE, NO_SUCH_FILE or FILE_NOT_READ.
        """
        found = _read_file(path)
        with self._workplace.writing() as store:
            own = _own(store)
            if found.key in own:
                _write(store, own | {found.key: found})
                store.append_audit("checklist-saved", found.name, {"checklist": to_data(found)})
            else:
                _add(store, found)
        return changed(Kind.SETTINGS)


def with_drawings(store: Reading, items: tuple[SnapshotItem, ...]) -> tuple[SnapshotItem, ...]:
    """Return items, those with marks of damage with the shape of vehicle that their checklist marks it on."""
    from handover_desktop.register.folding import fold

    lists: dict[str, Checklist] = {}
    made = []
    for item in items:
        sheet = item.finding.sheet if item.finding else None
        if sheet is not None and sheet.marks:
            lists = lists or {one.key: one for one in _all(store)}
            checklist = lists.get(sheet.checklist)
            drawing = choose_drawing(checklist, item.asset, fold) if checklist else None
            item = replace(item, drawing=drawing or Drawing.CAR)
        made.append(item)
    return tuple(made)


def _add(store: Writing, checklist: Checklist) -> None:
    lists = _all(store)
    keys = {one.key for one in lists}
    numbered = (f"{checklist.key}-{number}" for number in range(2, len(lists) + 3))
    key = next(one for one in (checklist.key, *numbered) if one not in keys)
    name = free_name(checklist.name, [one.name for one in lists])
    added = replace(checklist, key=key, name=name)
    _write(store, _own(store) | {key: added})
    store.append_audit("checklist-saved", name, {"checklist": to_data(added)})


def _find(store: Reading, key: str) -> Checklist:
    found = next((one for one in _all(store) if one.key == key), None)
    if found is None:
        raise DomainError(Code.CHECKLIST_UNKNOWN, name=key)
    return found


def _all(store: Reading) -> tuple[Checklist, ...]:
    """Return every list; those of the user come last, so that their words do not take a category by surprise."""
    return (*_presets(), *_own(store).values())


def _own(store: Reading) -> dict[str, Checklist]:
    return {one["key"]: from_data(Checklist, one) for one in json.loads(store.setting(_SETTING, "[]"))}


def _write(store: Writing, own: Mapping[str, Checklist]) -> None:
    store.set_setting(_SETTING, canonical_bytes(list(own.values())).decode())


def _chosen(store: Reading) -> dict[str, str]:
    return dict(json.loads(store.setting(_CHOSEN, "{}")))


def _category(text: str) -> str:
    return " ".join(text.split()).casefold()


@functools.cache
def _presets() -> tuple[Checklist, ...]:
    return tuple(_read_file(resource_path("checklists", f"{name}.json")) for name in _PRESETS)


def _read_file(path: Path) -> Checklist:
    return _FILE.read(path, lambda data: tidy_checklist(from_data(Checklist, data)))
