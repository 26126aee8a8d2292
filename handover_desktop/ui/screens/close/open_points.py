"""What stays open, point by point: what is to be done, by whom, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.terms import TERMS
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.labels import text_label

MOST = 20
"""How many points are shown; the protocol and the exported table have them all."""

_SHARES = (0, 4, 2, 2)
"""How the room is shared by line, what is to be done, by whom, and until when."""


class OpenPoints(QWidget):
    """A small table of open items; its last column says which are overdue."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        space = context.look.theme.space
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(3))
        self._grid.setVerticalSpacing(space(1.5))
        for column, share in enumerate(_SHARES):
            self._grid.setColumnStretch(column, share)

    def show_items(self, items: Sequence[SnapshotItem], today: date) -> None:
        """Show `items`; what should have been done before `today` is overdue."""
        while (old := self._grid.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(items))
        _ = self._context._
        self._add_row(0, (_("Line"), _("To be done"), _("Responsible"), _("Deadline")), heading=True)
        for row, item in enumerate(items[:MOST], 1):
            self._add_row(row, self._describe(item, today))

    def _describe(self, item: SnapshotItem, today: date) -> tuple[str, ...]:
        _, finding = self._context._, item.finding
        outcome = _(TERMS[finding.outcome if finding else Outcome.NOT_CHECKED])
        remark = finding.remark if finding else None
        if remark is None:
            return left_to_right(item.asset.line_no), outcome, "", ""
        deadline = self._context.formats.date(remark.deadline) if remark.deadline else ""
        if remark.deadline is not None and remark.deadline < today:
            deadline = _("{date}, overdue", date=deadline)
        return (
            left_to_right(item.asset.line_no),
            remark.agreed_action or _.pair(outcome, remark.text),
            remark.responsible,
            deadline,
        )

    def _add_row(self, row: int, texts: tuple[str, ...], *, heading: bool = False) -> None:
        look = self._context.look
        for column, text in enumerate(texts):
            wraps = bool(_SHARES[column])
            cell = (
                text_label(look, text, TextStyle.CAPTION, tone="muted", wrap=wraps)
                if heading
                else text_label(look, text, wrap=wraps)
            )
            self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
