"""Opening a register without holding up the window, and the pages shown when none is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.errors import Code, HandoverError
from handover_desktop.domain.texts import N_
from handover_desktop.formats import Formats, MirroredFormats
from handover_desktop.i18n import Direction, Translator, direction_of
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.small_screens import Pages
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services
    from handover_desktop.services.views import HandoverSummary
    from handover_desktop.ui.settings import WindowSettings

    Found = tuple[tuple[HandoverSummary, ...], Formats]


class RegisterDesk(QObject):
    """Holds the one open register; opening, changing and closing all happen on the data lane.

    *Signals:* `peeked(rows, formats)` with the handovers of a register that is about to be opened, where it has
    any; `outdated()` where it is brought up to date first; `opened()` when `services` are another register's;
    `refused(Path, HandoverError)` when it could not be opened: the register that was open before stays open.
    """

    peeked = Signal(object, object)
    outdated = Signal()
    opened = Signal()
    refused = Signal(object, object)

    def __init__(self, doors: Doors, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._doors = doors
        self._operations = operations
        self.services: Services | None = None
        self._begin: Callable[[], object] = self.rest
        self._after_paint = QTimer(self, singleShot=True, interval=0)
        self._after_paint.timeout.connect(self._go_on)

    @property
    def path(self) -> Path | None:
        """The open register's file."""
        return self.services.path if self.services else None

    def read(self, path: Path, *, label: str = "") -> None:
        """Open a copy of the register at `path`, only to be read."""
        self._run(lambda: self._doors.open_register(path, only_read=True), path, label)

    def open(self, path: Path, *, create: bool = False, language: str, label: str = "") -> None:
        """Open the register at `path`; the demo register is made where it is missing.

        What is in it is told first and has been painted before the opening begins: that loads large libraries
        and slows the window down. `language` is the one of the formats.
        """
        doors = self._doors

        def look() -> tuple[Found | None, bool]:
            rows = doors.peek(path)
            return (rows, formats_of(language)) if rows else None, rows is None and doors.is_older(path)

        self._begin = lambda: self._open(path, create=create, label=label)
        self._operations.query(look, initiator=self, done=self._tell_peeked, settled=self._go_on, label=label)

    def rest(self) -> None:
        """Begin no opening that has not begun."""
        self._after_paint.stop()

    def _tell_peeked(self, seen: tuple[Found | None, bool]) -> None:
        found, is_older = seen
        if found is not None:
            self.peeked.emit(*found)
        if is_older:
            self.outdated.emit()
        if found is not None or is_older:
            self._after_paint.start()

    def _go_on(self) -> None:
        if not self._after_paint.isActive():
            self._begin()

    def _open(self, path: Path, *, create: bool, label: str) -> None:
        doors = self._doors

        def work() -> Services:
            if path == doors.demo_register:
                services = doors.open_demo(path)
            else:
                services = doors.open_register(path, create=create)
            try:
                services.hold()
            except HandoverError:
                services.close()
                raise
            return services

        self._run(work, path, label)

    def _run(self, work: Callable[[], Services], path: Path, label: str) -> None:
        self._operations.query(
            work,
            initiator=self,
            done=self._take,
            failed=lambda error: self.refused.emit(path, error),
            label=label,
        )

    def close(self) -> None:
        """Release the file; call it when the data lane is at rest."""
        if self.services is not None:
            self.services.close()
            self.services = None

    def _take(self, services: Services) -> None:
        before, self.services = self.services, services
        if before is not None:
            self._operations.query(before.close, initiator=None, done=lambda _nothing: None)
        self.opened.emit()


def formats_of(language: str) -> Formats:
    """Return the forms of amounts and dates as a window shows them."""
    right_to_left = direction_of(language) is Direction.RIGHT_TO_LEFT
    return MirroredFormats(language) if right_to_left else Formats(language)


_TITLES = {
    "register-missing": N_("This register is not there"),
    "register-foreign": N_("This file is not a register"),
    "register-newer": N_("This register is from a newer version"),
    "register-damaged": N_("This register is damaged"),
    "register-locked": N_("This register is in use"),
    "register-open-elsewhere": N_("This register is already open"),
    "register-read-only": N_("This register cannot be written"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list needs to be read before there is a context."""

    _: Translator
    formats: Formats
    look: Look
    settings: WindowSettings


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What can be done when a register was refused; `back` is None where no other one is open.

    `read` opens a copy, for one that cannot be written here.
    """

    again: Callable[[], None]
    read: Callable[[], None]
    other: Callable[[], None]
    new: Callable[[], None]
    demo: Callable[[], None]
    back: Callable[[], None] | None


class Lobby(Pages):
    """The pages before a register is open: one for waiting, its handovers to read, and why it was refused."""

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        space = look.theme.space
        column.setContentsMargins(space(6), space(6), space(6), space(6))
        self._waiting = text_label(look, _("Opening the register…"), TextStyle.BODY, tone="muted")
        column.addWidget(self._waiting)
        column.addStretch(1)
        self.addWidget(waiting)
        self._page: QWidget | None = None

    def show_waiting(self) -> None:
        """Say that a register is being opened."""
        self._waiting.setText(self._("Opening the register…"))
        self.setCurrentIndex(0)

    def show_outdated(self) -> None:
        """Say that a register is brought up to date before it is open."""
        self._waiting.setText(
            self._(
                "This register is from an earlier version and is brought up to date. A copy as it was is kept beside "
                "it. With very many items this takes a minute or two."
            )
        )

    def show_handovers(self, rows: tuple[HandoverSummary, ...], reading: Reading) -> None:
        """Show the handovers of the register that is being opened; they can be read, and used when it is open."""
        from handover_desktop.ui.screens.start.handover_page import HandoverPage

        page = HandoverPage(reading, opening=True)
        page.show_rows(rows)
        self._show(page)
        page.table.setFocus()

    def show_refusal(self, error: HandoverError, ways: WaysOn) -> None:
        """Say what happened to a register and offer the ways on."""
        from handover_desktop.domain.terms import say

        _ = self._
        title = _(_TITLES.get(error.code.code, N_("The register could not be opened")))
        page = EmptyState(self._look, "octagon-alert", title, say(_, error.code.text, error.params))
        only_read = error.code in (Code.REGISTER_OPEN_ELSEWHERE, Code.REGISTER_READ_ONLY)
        self._offer(page, ways, again=_("Try again"), reads=only_read)

    def show_choice(self, ways: WaysOn) -> None:
        """Say that nothing was opened by itself, and offer the ways on."""
        _ = self._
        text = _(
            "Either it was asked for, or the program did not get through the last times. Nothing was changed. Choose "
            "what to open; a backup is a register too."
        )
        page = EmptyState(self._look, "folder-open", _("Nothing is opened yet"), text)
        self._offer(page, ways, again=_("Open the last register"))

    def _offer(self, page: EmptyState, ways: WaysOn, *, again: str, reads: bool = False) -> None:
        _ = self._
        first = page.add_action(_("Open another register"), primary=True)
        first.clicked.connect(ways.other)
        for text, act in (
            (again, ways.again),
            *([(_("Only read it"), ways.read)] if reads else []),
            (_("New register"), ways.new),
            (_("Demo register"), ways.demo),
            *([(_("Back"), ways.back)] if ways.back else []),
        ):
            page.add_action(text).clicked.connect(lambda _checked=False, act=act: act())
        self._show(page)
        first.setFocus()

    def _show(self, page: QWidget) -> None:
        if self._page is not None:
            self.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self.addWidget(page)
        self.setCurrentWidget(page)
