"""Facts with their labels beside or above them, as on the cover."""

from __future__ import annotations

from collections.abc import Sequence

from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow
from handover_desktop.protocol.layout.tables import Cell, Column, Row, Run, Table
from handover_desktop.protocol.layout.tabling import TableFlow
from handover_desktop.protocol.layout.typography import STRONG
from handover_desktop.protocol.pages.manuscript import Manuscript, cell, plain

Fact = tuple[tuple[str, ...], Cell]
"""A label in each language, and what it stands for."""

FILL: Cell = (Run("", type_.FILL),)
"""A line to write on."""


def label(texts: tuple[str, ...]) -> Cell:
    """Return a label in each language."""
    return cell(texts, type_.LABEL, type_.LABEL_SECOND)


def or_fill(text: str, style: type_.Style = type_.BODY) -> Cell:
    """Return a text, or a line to write on where there is none."""
    return plain(text, style) or FILL


def set_rows(
    script: Manuscript, columns: tuple[Column, ...], rows: Sequence[Row], *, before: float = 0.0
) -> TableFlow:
    """Set rows into a table as wide as the page."""
    table = Table(columns, rows, type_.LABEL_SECOND, script.tongues.decimal_sign)
    return TableFlow(table, script.portrait.measure, script.measure, space_before=before)


def set_facts(
    script: Manuscript,
    facts: Sequence[Fact],
    *,
    before: float,
    together: bool = False,
) -> Flow:
    """Set labels on the left and values on the right, over hair lines; `together` on one page."""
    first = script.portrait.span(3)
    columns = (Column(least=first, most=first), Column())
    rows = [
        Row(
            (cell(texts, type_.LABEL, type_.LABEL_SECOND), value),
            above=STRONG if before and at == 0 else 0.0,
            with_next=together and at < len(facts) - 1,
        )
        for at, (texts, value) in enumerate(facts)
    ]
    return set_rows(script, columns, rows, before=before)


def set_pair(script: Manuscript, *facts: Fact, before: float = 0.0) -> Flow:
    """Set two fields beside each other."""
    wide, narrow = script.portrait.span(3), script.portrait.span(2)
    columns = (
        Column(least=wide, most=wide),
        Column(),
        Column(least=narrow, most=narrow),
        Column(least=script.portrait.span(3), most=script.portrait.span(3)),
    )
    cells = [part for texts, value in facts for part in (label(texts), value)]
    return set_rows(script, columns, [Row(tuple(cells), above=STRONG if before else 0.0)], before=before)
