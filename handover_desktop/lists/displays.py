"""Says where a spreadsheet shows another number than its cell holds."""

from __future__ import annotations

from decimal import Decimal

from handover_desktop.lists.cells import Cell, CellKind
from handover_desktop.lists.number_formats import shown_otherwise
from handover_desktop.lists.problems import Findings, ProblemCode


def note_display(cell: Cell, row: int, column: str, findings: Findings, taken: Decimal | None = None) -> None:
    """Note it where a number cell shows what it does not hold; `taken` is what was made of it.

    What is rounded as it is shown is said elsewhere.
    """
    if cell.kind is not CellKind.NUMBER or not cell.format:
        return
    shown = shown_otherwise(cell.number, cell.format)
    if shown is None or (shown.rounded and taken is not None and Decimal(shown.text) == taken):
        return
    code = ProblemCode.SHOWN_ROUNDED if shown.rounded else ProblemCode.SHOWN_OTHERWISE
    findings.add(code, row, column=column, value=cell.text, shown=shown.text)
