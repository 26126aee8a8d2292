"""The annexes: which of them a protocol has, their numbers, and how they are put on pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handover_desktop.domain.handovers import OPTIONAL_ANNEXES, Annex
from handover_desktop.domain.money import Money, add_up
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow
from handover_desktop.protocol.layout.tables import Carry, Cell, Row, Table
from handover_desktop.protocol.layout.tabling import TableFlow
from handover_desktop.protocol.layout.typography import CODE_COLUMN, FINE, Format
from handover_desktop.protocol.pages.manuscript import Manuscript, plain

_NUMBERS = {annex: number for number, annex in enumerate(Annex, start=1)}


@dataclass(frozen=True, slots=True)
class WrittenAnnex:
    """An annex as written: its title, which its further pages repeat, the format of its pages, what stands on them.

    An empty one says so in a line and needs no page of its own.
    """

    title: tuple[str, ...]
    format: Format
    flows: list[Flow]
    is_empty: bool = False


def number_of(annex: Annex) -> int:
    """Return the number of an annex; it is the same whichever others a protocol has."""
    return _NUMBERS[annex]


def annexes_of(script: Manuscript) -> tuple[Annex, ...]:
    """Return the annexes that the protocol has, in their order."""
    details = script.snapshot.details
    wanted = set(details.donor.annexes)
    if not (details.receiving_units or any(item.asset.receiving_unit for item in script.snapshot.items)):
        wanted.discard(Annex.ALLOCATION)
    return tuple(annex for annex in Annex if annex not in OPTIONAL_ANNEXES or annex in wanted)


def named(annexes: Sequence[Annex]) -> str:
    """Return the numbers of annexes, those that follow each other as a range: 1–3, 5."""
    runs: list[list[int]] = []
    for annex in annexes:
        number = number_of(annex)
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def headed(script: Manuscript, title: tuple[str, ...], body: Flow, page: Format) -> Flow:
    """Set the title of an annex over its beginning, clear of the code of the page."""
    return script.heading(title, body, width=page.measure - CODE_COLUMN)


def table(script: Manuscript, content: Table, page: Format, *, space_before: float = 0.0) -> TableFlow:
    """Set a table as wide as the page."""
    return TableFlow(content, page.measure, script.measure, space_before=space_before)


def carry_values(script: Manuscript, row: Callable[[Cell, tuple[Cell, ...]], Row]) -> Carry:
    """Carry the value over from page to page, each currency for itself.

    `row` makes a row of its label and of the cells of the sums, as `Manuscript.value_cells` gives them.
    """
    _ = script.tongues

    def add(so_far: object, more: object) -> object:
        return add_up((*_as_money(so_far), *_as_money(more)))

    def said(label: tuple[str, ...], amounts: object) -> Row:
        words = plain(" · ".join(label), type_.CELL_SECOND)
        return row(words, script.value_cells(_as_money(amounts), type_.CELL))

    return Carry(
        (),
        add,
        lambda amounts: replace(said(_("Carried over"), amounts), above=FINE, below=0.0),
        lambda amounts: replace(said(_("Brought forward"), amounts), above=0.0, below=FINE),
    )


def _as_money(amounts: object) -> tuple[Money, ...]:
    assert isinstance(amounts, tuple)
    return amounts


def empty(script: Manuscript, title: tuple[str, ...], text: tuple[str, ...], page: Format) -> WrittenAnnex:
    """Say that an annex is empty rather than leaving it out; it fits on a page of either format."""
    narrow = script.portrait
    flow = headed(script, title, script.running(text, narrow.measure), narrow)
    return WrittenAnnex(title, page, [flow], is_empty=True)
