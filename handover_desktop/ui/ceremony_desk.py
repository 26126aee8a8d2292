"""Opening the ceremony view beside the window, and closing it with the register it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from handover_desktop.domain.ids import HandoverId
from handover_desktop.ui.context import UiContext

if TYPE_CHECKING:
    from handover_desktop.ui.ceremony import CeremonyWindow


class CeremonyDesk(QObject):
    """Keeps the one ceremony view of the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.view: CeremonyWindow | None = None

    def show(self, context: UiContext, handover: HandoverId, *, beside: QWidget) -> None:
        """Show `handover` in the view; it is opened where it is not open yet."""
        if self.view is not None:
            self.view.follow(handover)
            self.view.raise_()
            return
        from handover_desktop.ui.ceremony import CeremonyWindow  # loaded when asked for

        self.view = CeremonyWindow(context, handover)
        self.view.closed.connect(self._forget)
        self.view.open_beside(beside)

    def go_over(self, context: UiContext) -> None:
        """Stay open in another language or size of type; close where another register is open."""
        if self.view is not None and not self.view.go_over(context):
            self.end()

    def end(self) -> None:
        """Close the view."""
        if self.view is not None:
            self.view.close()

    def _forget(self) -> None:
        view, self.view = self.view, None
        if view is not None:
            view.deleteLater()
