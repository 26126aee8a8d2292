"""Going from one place of the window to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.services.changes import ChangeSet, Kind
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.places import ROOMS, Place, is_reachable, make_screen, step_of
from handover_desktop.ui.screen import Screen

if TYPE_CHECKING:
    from handover_desktop.domain.reconciliation import OpenPoint
    from handover_desktop.lists.files import Pasted
    from handover_desktop.services.views import HandoverSummary
    from handover_desktop.ui.memory import Memory

_COALESCE_MS = 200
_SETTLE_MS = 20
_SEARCH_PAUSE_MS = 240
"""What is typed into a search is searched for after a pause; the list is the same again after it."""


@dataclass(frozen=True, slots=True)
class Luggage:
    """What goes from a screen to its successor in another language; `writing` is still to be put back."""

    place: Place
    handover: HandoverId | None
    memory: Memory
    carried: object
    writing: bool = True


class Navigator(QObject):
    """Keeps the screens of one context, and knows the place and the open handover.

    *Signals:* `moved()` after the place, the open handover or its summary changed.
    """

    moved = Signal()

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._context: UiContext | None = None
        self._screens: dict[Place, Screen] = {}
        self._refresh = QTimer(self, singleShot=True, interval=_COALESCE_MS)
        self._refresh.timeout.connect(self._reload_summary)
        self._luggage: Luggage | None = None
        self._settled = QTimer(self, singleShot=True)
        self._settled.timeout.connect(self._give_back)
        self.place: Place | None = None
        self.handover: HandoverId | None = None
        self.summary: HandoverSummary | None = None

    @property
    def context(self) -> UiContext | None:
        """The open register as screens see it, None while none is open."""
        return self._context

    @property
    def screen(self) -> Screen | None:
        """The screen that is shown, None while the register is not open."""
        return self._screens.get(self.place) if self.place is not None else None

    def begin(self, context: UiContext) -> None:
        """Start afresh with `context`; screens of an earlier one are let go. Nothing is shown yet."""
        self.end()
        self._context = context

    def end(self) -> None:
        """Let go of all screens."""
        for screen in self._screens.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._screens = {}
        self._context = None
        self.place = None

    def may_leave(self) -> bool:
        """Ask the present screen whether it can be left."""
        return self.screen is None or self.screen.leave()

    def carry(self) -> Luggage | None:
        """Return what the present screen gives to the one that follows it; None where it wants to stay."""
        from handover_desktop.ui.memory import Memory, remember  # loaded with the first switch

        screen = self.screen
        if screen is None or self.place is None:
            return Luggage(Place.HANDOVERS, self.handover, Memory(), None)
        # A screen that is still reading shows nothing of its own yet: what is blank there must not be put back.
        is_reading = self._context is not None and self._context.operations.is_busy
        memory = Memory() if is_reading else remember(screen)
        carried = screen.carry()
        if carried is None and not screen.leave():
            return None
        return Luggage(self.place, self.handover, memory, carried)

    def unpack(self, luggage: Luggage) -> None:
        """Go where the luggage comes from, and give the screen back what it left there."""
        if not self.go(luggage.place, luggage.handover) or self.screen is None:
            return
        if luggage.carried is not None:
            self.screen.resume(luggage.carried)
        self._luggage = luggage
        self._settled.start(_SETTLE_MS)

    @property
    def is_unpacking(self) -> bool:
        """Whether what an earlier screen left is still to be put back."""
        return self._luggage is not None

    def _give_back(self) -> None:
        """Put back what was written once the screen has read its data, then what was in sight once it is shown."""
        from handover_desktop.ui.memory import give_back_sight, give_back_writing

        luggage, screen = self._luggage, self.screen
        if luggage is None or screen is None or self._context is None or self.place is not luggage.place:
            self._luggage = None
        elif self._context.operations.is_busy:
            self._settled.start(_SETTLE_MS)
        elif luggage.writing:
            give_back_writing(screen, luggage.memory)
            self._luggage = replace(luggage, writing=False)
            self._settled.start(_SEARCH_PAUSE_MS)
        else:
            self._luggage = None
            give_back_sight(screen, luggage.memory)

    def show_page(self, page: QWidget) -> None:
        """Show a page that is no screen: opening, or why a register was not opened."""
        self.place = None
        self._stack.setCurrentWidget(page)
        self.moved.emit()

    def go(self, place: Place, handover: HandoverId | None = None) -> bool:
        """Show `place` for `handover`, unless the present screen wants to stay."""
        if self._context is None or not self.may_leave():
            return False
        self._enter(place, handover)
        return True

    def go_home(self) -> None:
        """Go to the list of handovers."""
        self.go(Place.HANDOVERS)

    def open_handover(self, handover: HandoverId, step: Step | None) -> None:
        """Go to `step` of a handover, or to the step where it stands."""
        if self._context is None:
            return
        services = self._context.services

        def arrive(found: tuple[HandoverSummary, ...]) -> None:
            summary = next((one for one in found if one.id == handover), None)
            if summary is None or self._context is None:
                return  # it is gone, or the window was built anew meanwhile
            wanted = step if step and is_reachable(step, summary) else step_of(summary.state)
            if self.may_leave():
                self.summary = summary
                self._enter(Place(wanted.value), handover)

        self._context.operations.query(services.handovers.overview, initiator=self, done=arrive)

    def show_item(self, handover: HandoverId, item: ItemId) -> None:
        """Go to the check at one item."""
        if self.go(Place.CHECK, handover):
            point_at = getattr(self.screen, "show_item", None)
            if point_at is not None:
                point_at(item)

    def show_point(self, handover: HandoverId, point: OpenPoint) -> None:
        """Go to the preparation, at the field where an open point is settled."""
        if self.go(Place.PREPARE, handover):
            point_at = getattr(self.screen, "show_point", None)
            if point_at is not None:
                point_at(point)

    def import_list(self, source: Path | Pasted | None, handover: HandoverId | None) -> None:
        """Go to the import, with a file or a pasted table, or without one."""
        if self.go(Place.IMPORT, handover):
            begin = getattr(self.screen, "begin", None)
            if begin is not None:
                begin(source)

    def take_note(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Tell the present screen of a commit, and refresh the summary."""
        if self.screen is not None:
            self.screen.on_changed(changes, initiator)
        if self.handover is not None and changes.handover == self.handover:
            if changes.kinds & {Kind.HANDOVERS, Kind.DETAILS, Kind.ITEMS}:
                self._reload_summary()
            elif not self._refresh.isActive():
                self._refresh.start()

    def _enter(self, place: Place, handover: HandoverId | None) -> None:
        assert self._context is not None
        if place in ROOMS:
            handover = None
        if place not in self._screens:
            screen = make_screen(place, self._context)
            screen.title_changed.connect(self.moved)
            self._screens[place] = screen
            self._stack.addWidget(screen)
        if handover is None or (self.summary is not None and self.summary.id != handover):
            self.summary = None
        self.place, self.handover = place, handover
        self._stack.setCurrentWidget(self._screens[place])
        _leave_drops_to_window(self._screens[place])
        self._screens[place].enter(handover)
        self.moved.emit()
        if handover is not None and self.summary is None:
            self._reload_summary()

    def _reload_summary(self) -> None:
        if self._context is None or self.handover is None:
            return
        self._context.operations.query(
            self._context.services.handovers.overview, initiator=self, done=self._take_summary
        )

    def _take_summary(self, found: tuple[HandoverSummary, ...]) -> None:
        self.summary = next((one for one in found if one.id == self.handover), self.summary)
        self.moved.emit()


def _leave_drops_to_window(screen: Screen) -> None:
    """Let files be dropped anywhere: a text field would take their names as text."""
    for kind in (QLineEdit, QPlainTextEdit):
        for editor in screen.findChildren(kind):
            editor.setAcceptDrops(False)
