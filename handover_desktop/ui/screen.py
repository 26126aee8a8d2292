"""What the window asks of every screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.changes import ChangeSet
from handover_desktop.ui.context import UiContext


class Screen(QWidget):
    """A place in the window, made once for a context and entered and left many times.

    *Signals:* `title_changed()` when `title` reads differently.
    """

    title_changed = Signal()
    LEAST: tuple[int, int] = (0, 0)
    """Width and height, in pixels at the usual size of type, below which parts would run into each other: on a smaller
    screen the window scrolls.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(*(context.look.theme.scaled(side) for side in self.LEAST))
        self.context = context
        self.handover: HandoverId | None = None

    @property
    def title(self) -> str:
        """What the window's title bar says while this screen is shown; nothing adds nothing."""
        return ""

    def enter(self, handover: HandoverId | None) -> None:
        """Show `handover`; called each time the user comes here. Put the focus where the work begins."""
        self.handover = handover

    def leave(self) -> bool:
        """Make ready to be left; return False to stay, as after "Cancel" when unsaved edits are asked about."""
        return True

    def carry(self) -> object:
        """Make ready to be made anew in another language; return what was begun and is not saved, else None.

        With None, `leave` is asked; otherwise what is returned goes to `resume` of the screen that follows.
        """
        return None

    def resume(self, carried: object) -> None:
        """Go on with what an earlier screen of this place carried; called after `enter`."""

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Take note of a commit; called for the screen that is shown, also for its own commits."""
