"""Opening a register without holding up the window, and the pages shown when none is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.terms import say
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from handover_desktop.formats import Formats
    from handover_desktop.services.desk import Services


class RegisterDesk(QObject):
    """Holds the one open register; opening, changing and closing all happen on the data lane.

    *Signals:* `opened()` when `services` are another register's; `refused(Path, HandoverError)` when it could not
    be opened: the register that was open before stays open.
    """

    opened = Signal()
    refused = Signal(object, object)

    def __init__(self, doors: Doors, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._doors = doors
        self._operations = operations
        self.services: Services | None = None

    @property
    def path(self) -> Path | None:
        """The open register's file."""
        return self.services.path if self.services else None

    def open(self, path: Path, *, create: bool = False, label: str = "") -> None:
        """Open the register at `path`; the demo register is made where it is missing."""
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


def load_formats(language: str) -> Formats:
    """Return the forms of amounts and dates; they come with a large library, so this is asked off the window."""
    from handover_desktop.formats import Formats

    return Formats(language)


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
class WaysOn:
    """What can be done when a register was refused; `back` is None where no other one is open."""

    again: Callable[[], None]
    other: Callable[[], None]
    new: Callable[[], None]
    demo: Callable[[], None]
    back: Callable[[], None] | None


class Lobby(QStackedWidget):
    """The pages before a register is open: one for waiting, one that says why it was refused."""

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        space = look.theme.space
        column.setContentsMargins(space(6), space(6), space(6), space(6))
        column.addWidget(text_label(look, _("Opening the register…"), TextStyle.BODY, tone="muted"))
        column.addStretch(1)
        self.addWidget(waiting)
        self._refusal: EmptyState | None = None

    def show_waiting(self) -> None:
        """Say that a register is being opened."""
        self.setCurrentIndex(0)

    def show_refusal(self, error: HandoverError, ways: WaysOn) -> None:
        """Say what happened to a register and offer the ways on."""
        _ = self._
        title = _(_TITLES.get(error.code.code, N_("The register could not be opened")))
        if self._refusal is not None:
            self.removeWidget(self._refusal)
            self._refusal.deleteLater()
        page = EmptyState(self._look, "octagon-alert", title, say(_, error.code.text, error.params))
        first = page.add_action(_("Open another register"), primary=True)
        first.clicked.connect(ways.other)
        for text, act in (
            (_("Try again"), ways.again),
            (_("New register"), ways.new),
            (_("Demo register"), ways.demo),
            *([(_("Back"), ways.back)] if ways.back else []),
        ):
            page.add_action(text).clicked.connect(lambda _checked=False, act=act: act())
        self._refusal = page
        self.addWidget(page)
        self.setCurrentWidget(page)
        first.setFocus()
