"""Fills the blanks of clauses from the handover, in the forms of each clause's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handover_desktop.domain.blanks import Blank, fill, has_blanks
from handover_desktop.domain.handovers import Clause, HandoverDetails
from handover_desktop.domain.money import Money
from handover_desktop.domain.symbolic import SymbolicContent
from handover_desktop.domain.tally import Group, Tally
from handover_desktop.formats import Formats


@dataclass(frozen=True, slots=True)
class _Sums:
    lines: int
    pieces: Decimal
    values: Sequence[Money]


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts that a clause can state; what was accepted is None where nothing is checked, as at a ceremony."""

    reference: str
    listed: _Sums
    accepted: _Sums | None
    remarks: int | None


def figures_of(reference: str, tally: Tally, symbolic: SymbolicContent | None) -> Figures:
    """Return the figures of a handover from its `tally`, or from what it states where it is symbolic."""
    if symbolic is not None:
        total = symbolic.total
        return Figures(reference, _Sums(total.lines, total.pieces, total.values), None, None)
    listed, taken = tally.total(), tally.taken_over
    remarks = tally.total(Group.ACCEPTED_WITH_REMARKS, Group.PARTLY_ACCEPTED).lines
    return Figures(
        reference,
        _Sums(listed.lines, listed.pieces, listed.values),
        _Sums(taken.lines, taken.pieces, taken.values),
        remarks,
    )


def with_blanks(clauses: Iterable[Clause]) -> bool:
    """Return whether any text of `clauses` is going to be filled in."""
    return any(has_blanks(text) for clause in clauses for _tag, text in clause.texts)


def fill_clauses(details: HandoverDetails, figures: Figures) -> tuple[Clause, ...]:
    """Return the clauses of `details` as they are printed, every text filled in the forms of its language."""
    return tuple(
        Clause(
            clause.key,
            tuple(
                (tag, fill(text, _values(details, figures, Formats(tag))) if has_blanks(text) else text)
                for tag, text in clause.texts
            ),
        )
        for clause in details.clauses
    )


def _values(details: HandoverDetails, figures: Figures, formats: Formats) -> dict[Blank, str]:
    def amounts(values: Iterable[Money]) -> str:
        return " + ".join(formats.money(money.amount, money.currency) for money in values)

    filled = {
        Blank.REFERENCE: figures.reference,
        Blank.TITLE: details.title,
        Blank.PROJECT: details.project,
        Blank.AGREEMENT: details.agreement,
        Blank.PLACE: details.place,
        Blank.DATE: formats.date(details.handover_date) if details.handover_date else "",
        Blank.LINES: formats.number(Decimal(figures.listed.lines)),
        Blank.PIECES: formats.number(figures.listed.pieces),
        Blank.VALUE: amounts(figures.listed.values),
    }
    if figures.accepted is not None:
        filled[Blank.LINES_ACCEPTED] = formats.number(Decimal(figures.accepted.lines))
        filled[Blank.PIECES_ACCEPTED] = formats.number(figures.accepted.pieces)
        filled[Blank.VALUE_ACCEPTED] = amounts(figures.accepted.values)
    if figures.remarks is not None:
        filled[Blank.REMARKS] = formats.number(Decimal(figures.remarks))
    return filled
