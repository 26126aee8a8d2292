"""Bringing asset lists in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.bulk import without_search_for_cycles
from handover_desktop.domain.assets import Origin
from handover_desktop.domain.canonical import canonical_bytes, from_data, to_data
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover, ListVersion
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.progress import WHOLE, Progress, within
from handover_desktop.domain.states import State
from handover_desktop.domain.terms import say
from handover_desktop.i18n import Translator
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.handovers import Handovers, add_handover
from handover_desktop.services.repetition import next_sheet, refuse_repetition, sheets_on, without_sheets
from handover_desktop.services.safekeeping import Safekeeping
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from typing import Unpack

    from handover_desktop.lists.files import Pasted
    from handover_desktop.lists.mapping import Remembered, Wishes
    from handover_desktop.lists.reading import ListReading
    from handover_desktop.register import Reading, Writing


_MEMORY = "list-mappings"
_MOST_REMEMBERED = 40


def read_list(
    source: Path | Pasted,
    *,
    remembered: Sequence[Remembered] = (),
    progress: Progress | None = None,
    **wishes: Unpack[Wishes],
) -> ListReading:
    """Understand a list without writing anything; what each wish means is said at `lists.reading.read_list`.

    Raises the LIST_* failures of `domain.errors`, and EnvironmentFault where the file itself cannot be read.
    """
    from handover_desktop.lists import reading

    return reading.read_list(source, remembered=remembered, progress=progress, **wishes)


def pasted_list(text: str, name: str) -> Pasted:
    """Return a table from the clipboard as something that can be read; `name` is what it is called."""
    from handover_desktop.lists.files import Pasted

    return Pasted(text, name)


def take_rest(reading: ListReading, translator: Translator) -> ListReading:
    """Return the reading with the rows that are kept out taken along, marked as to be completed on site."""
    from handover_desktop.lists import completing

    return completing.take_rest(reading, lambda text, params: say(translator, text, params))


class Importing:
    """The use cases of lists."""

    def __init__(self, workplace: Workplace, handovers: Handovers, safekeeping: Safekeeping) -> None:
        self._workplace = workplace
        self._handovers = handovers
        self._safekeeping = safekeeping

    def read(
        self,
        source: Path | Pasted,
        *,
        handover: HandoverId | None = None,
        anew: bool = False,
        goes_on: bool = False,
        progress: Progress | None = None,
        **wishes: Unpack[Wishes],
    ) -> ListReading:
        """Understand a list as `read_list` does; one with a header that is known here is read as the last time.

        With `anew` the columns are guessed all the same. With `goes_on`, where no sheet is wished for and the one that
        is proposed is on `handover` already, the next sheet that looks like a list is read instead. The list is
        compared with the register as `compare` does.
        """
        with self._workplace.reading() as store:
            remembered = () if anew else _remembered(store)
        reading = read_list(source, remembered=remembered, progress=within(progress, 0, 900), **wishes)
        if goes_on and handover is not None and wishes.get("sheet") is None:
            with self._workplace.reading() as store:
                taken = sheets_on(store, reading, handover)
            sheet = next_sheet(reading, taken)
            if sheet is not None:
                wishes["sheet"] = sheet
                reading = read_list(
                    source, remembered=remembered, progress=within(progress, 0, 900), **wishes
                )
                reading = without_sheets(reading, taken)
        return self.compare(reading, handover=handover, progress=within(progress, 900, WHOLE))

    def compare(
        self, reading: ListReading, *, handover: HandoverId | None = None, progress: Progress | None = None
    ) -> ListReading:
        """Return the reading with a problem for each asset that stands in the register already, and for line numbers
        that other things on `handover` have.

        Not counted: cancelled handovers, and the others of the family of `handover`, into which the list is to go.
        """
        from handover_desktop.lists.known import comparable_keys, note_known, note_line_numbers

        keys = comparable_keys(reading)
        with self._workplace.reading() as store:
            kin = store.family(handover) - {handover} if handover is not None else frozenset()
            known = store.known_assets(keys, leaving_out=kin, progress=progress)
            lines = (line.line_no for line in reading.lines)
            taken = store.lines_taken(handover, lines) if handover is not None else frozenset()
        return note_known(note_line_numbers(reading, known, taken), known)

    def bring_in(
        self,
        reading: ListReading,
        *,
        handover: HandoverId | None = None,
        reference: str = "",
        again: bool = False,
        progress: Progress | None = None,
    ) -> ChangeSet:
        """Add the lines of a list to a handover in preparation, or to a new one.

        All lines or none: what `progress` raises leaves nothing behind. What is there is backed up first. Raises
        LIST_HAS_ERRORS where no row can be imported, SYMBOLIC for a symbolic handover, and unless it is
        wanted `again` what `refuse_repetition` does.
        """
        if not reading.lines:
            raise DomainError(Code.LIST_HAS_ERRORS)
        with self._workplace.reading() as store:
            target = None if handover is None else _require_preparing(store, handover)
            if not again:
                refuse_repetition(store, reading, target)
            holds_something = store.has_handovers()
        if holds_something:
            self._safekeeping.back_up_automatically("import")
        fresh_reference = reference or self._handovers.propose_reference()
        with self._workplace.writing() as store:
            target = None if handover is None else _require_preparing(store, handover)
            if target is None:
                details = self._handovers.starting_details(store)
                target = add_handover(store, self._workplace, fresh_reference, details)
            self._add(store, target, reading, progress)
        return changed(Kind.HANDOVERS, Kind.DETAILS, Kind.ITEMS, handover=target.id)

    @without_search_for_cycles()
    def _add(self, store: Writing, target: Handover, reading: ListReading, progress: Progress | None) -> None:
        lines = [(self._workplace.uid(), line, Origin.LISTED, "") for line in reading.lines]
        store.add_items(target.id, lines, list_no=len(target.lists), progress=progress)
        store.append_audit("list-imported", target.reference, note_list(store, target, reading))


def note_list(
    store: Writing, target: Handover, reading: ListReading, *, replaces: int | None = None
) -> dict[str, object]:
    """Keep which list was brought in and how it was read; return what the audit says of it.

    `replaces` is as in `ListVersion`.
    """
    rows = len(reading.lines)
    version = ListVersion(reading.file_name, reading.sha256, reading.sheet, rows, store.at, replaces)
    problems = [
        {
            "severity": p.severity.value,
            "code": p.code.code,
            "row": p.row,
            "column": p.column,
            "value": p.value,
        }
        for p in reading.problems
    ]
    store.add_list(target.id, version, mapping=reading.mapping, problems=problems)
    described: dict[str, object] = {
        "file": reading.file_name,
        "sha256": reading.sha256,
        "sheet": reading.sheet,
        "rows": rows,
    }
    if reading.to_complete:
        described["to_complete"] = len(reading.to_complete)
    if reading.corrections:
        described["corrections"] = to_data(reading.corrections)
    _remember(store, reading)
    return described


def _remember(store: Writing, reading: ListReading) -> None:
    """Keep how a person had the list read, the newest first, once for each header; what was guessed needs no memory."""
    before = _remembered(store)
    headings = tuple(column.header for column in reading.columns)
    after = [one for one in before if one.headings != headings]
    if reading.memory is not None:
        after.insert(0, reading.memory)
    if after != before:
        store.set_setting(_MEMORY, canonical_bytes(to_data(after[:_MOST_REMEMBERED])).decode())


def _remembered(store: Reading) -> list[Remembered]:
    from handover_desktop.lists.mapping import Remembered

    return [from_data(Remembered, one) for one in json.loads(store.setting(_MEMORY, "[]"))]


def _require_preparing(store: Reading, handover: HandoverId) -> Handover:
    current = store.handover(handover)
    if current.is_symbolic:
        raise DomainError(Code.SYMBOLIC, reference=current.reference)
    if current.state is not State.PREPARING:
        raise DomainError(Code.WRONG_STATE, reference=current.reference, state=current.state)
    return current
