"""The top of the window: the register's rooms, or the spine of the open handover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from handover_desktop.domain.states import STATE_TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.context import Step
from handover_desktop.ui.directions import left_to_right, set_margins
from handover_desktop.ui.places import ROOMS, Place, lay_out_steps
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.spine import Spine

if TYPE_CHECKING:
    from handover_desktop.services.views import HandoverSummary


class Header(QFrame):
    """Shows where the user is, and the ways to the neighbouring places.

    *Signals:* `room_chosen(Place)`, `step_chosen(Step)`, `home_asked()`.
    """

    room_chosen = Signal(object)
    step_chosen = Signal(object)
    home_asked = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._rooms = _Rooms(look, _)
        self._handover = _HandoverBar(look, _)
        self._bars = QStackedWidget()
        self._bars.addWidget(self._rooms)
        self._bars.addWidget(self._handover)
        self._bars.setFixedHeight(look.theme.space(15))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bars)
        line = QFrame()
        line.setProperty("panel", "line")
        line.setFixedHeight(1)
        column.addWidget(line)
        self._rooms.chosen.connect(self.room_chosen)
        self._handover.back.clicked.connect(self.home_asked)
        self._handover.spine.step_chosen.connect(lambda key: self.step_chosen.emit(Step(key)))

    def show_rooms(self, register: str, place: Place | None) -> None:
        """Show the rooms of the register named `register`, none of them as entered for a page in between."""
        self._rooms.show_place(register, place)
        self._bars.setCurrentWidget(self._rooms)

    def show_handover(self, summary: HandoverSummary, shown: Step | None) -> None:
        """Show the open handover and its five steps."""
        self._handover.show_summary(summary, shown)
        self._bars.setCurrentWidget(self._handover)


class _Rooms(QWidget):
    """The register's name and the tabs of its rooms."""

    chosen = Signal(object)

    def __init__(self, look: Look, _: Translator) -> None:
        super().__init__()
        self._name = ElidedLabel(look, "", style=TextStyle.LARGE)
        self._name.setFont(look.theme.font(TextStyle.LARGE, strong=True))
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(_("Rooms of the register"))
        self._tabs.setFont(look.theme.font(TextStyle.BODY))
        for room, title in ROOMS.items():
            self._tabs.setTabData(self._tabs.addTab(_(title)), room)
        row = QHBoxLayout(self)
        space = look.theme.space
        set_margins(row, space(6), 0, space(4), 0)
        row.setSpacing(space(6))
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._tabs)
        self._tabs.currentChanged.connect(self._choose)
        self._tabs.tabBarClicked.connect(self._choose_again)
        self._shows = False

    def show_place(self, register: str, place: Place | None) -> None:
        self._name.setText(register)
        self._tabs.setVisible(place is not None)
        self._shows = True
        rooms = list(ROOMS)  # an import belongs to the first of them
        self._tabs.setCurrentIndex(rooms.index(place) if place in rooms else 0)
        self._shows = False

    def _choose_again(self, index: int) -> None:
        if index == self._tabs.currentIndex():
            self._choose(index)

    def _choose(self, index: int) -> None:
        if index >= 0 and not self._shows:
            self.chosen.emit(Place(self._tabs.tabData(index)))  # Qt gives back a bare text


class _HandoverBar(QWidget):
    """The way back, the handover's name and state, and the spine."""

    def __init__(self, look: Look, _: Translator) -> None:
        super().__init__()
        self._ = _
        self.back = button(look, _("Handovers"), role="quiet", icon_name="chevron-left")
        self.back.setToolTip(_("Back to the handovers of this register"))
        self._reference = ElidedLabel(look, "", style=TextStyle.BODY)
        self._reference.setFont(look.theme.font(TextStyle.BODY, strong=True))
        self._title = ElidedLabel(look, "", style=TextStyle.CAPTION)
        self._title.setProperty("tone", "muted")
        self.spine = Spine(look)
        space = look.theme.space
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self._reference)
        names.addWidget(self._title)
        names.addStretch(1)
        row = QHBoxLayout(self)
        set_margins(row, space(2), 0, space(4), 0)
        row.setSpacing(space(3))
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(names, 2)
        row.addWidget(self.spine, 5)

    def show_summary(self, summary: HandoverSummary, shown: Step | None) -> None:
        state = self._(STATE_TERMS[summary.state])
        self._reference.setText(f"{left_to_right(summary.reference)}  ·  {state}")
        self._title.setText(summary.number or summary.title)
        self._title.setVisible(bool(summary.number or summary.title))
        self.spine.set_steps(lay_out_steps(summary, self._), shown.value if shown else "none")
