"""Where the parts of the check stand: the list beside the item, the clock above, the figures below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import keep_inside, set_margins
from handover_desktop.ui.widgets.labels import hair_line

_SPLITTER: Final = "check/splitter"


@dataclass(frozen=True, slots=True)
class Parts:
    """What is laid out: `listed` beside `item`, which has `scans` above it and `foot` below; `below` under all."""

    clock: QWidget
    listed: QWidget
    scans: QWidget
    item: QWidget
    foot: tuple[QWidget, ...]
    below: tuple[QWidget, ...]


class Bench(QWidget):
    """The work of the check; how wide list and item are is remembered."""

    def __init__(self, context: UiContext, parts: Parts) -> None:
        super().__init__()
        self._settings = context.settings
        look, space = context.look, context.look.theme.space
        right = QWidget()
        column = QVBoxLayout(right)
        set_margins(column, space(4), 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(parts.scans)
        column.addWidget(parts.item, 1)
        column.addLayout(_row(parts.foot))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        keep_inside(self._splitter)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(parts.listed)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setSizes([400, 600])
        state = self._settings.get_state(_SPLITTER)
        if state:
            self._splitter.restoreState(state)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space(4), space(3), space(4), space(1))
        rows.setSpacing(space(1))
        rows.addWidget(parts.clock)
        rows.addSpacing(space(1))
        rows.addWidget(self._splitter, 1)
        rows.addWidget(hair_line(look))
        below = _row(parts.below)
        below.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(below)

    def keep(self) -> None:
        """Remember how wide list and item are."""
        self._settings.put_state(_SPLITTER, self._splitter.saveState())


def _row(widgets: tuple[QWidget, ...]) -> QHBoxLayout:
    """Return widgets side by side, of which the first takes the room that is left."""
    row = QHBoxLayout()
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 0 if place else 1)
    return row
