"""Making a ceremony's protocol from anywhere in a handover, and going to it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.symbolic import Grouping
from handover_desktop.services.ceremonies import CeremonyProposal, CeremonyStanding
from handover_desktop.services.changes import ChangeSet
from handover_desktop.ui.ceremony_dialog import CeremonyDialog
from handover_desktop.ui.context import Step, UiContext

_Found = tuple[CeremonyProposal, tuple[CeremonyStanding, ...]]


class CeremonyProtocols(QObject):
    """Asks what a symbolic handover needs, makes it, and opens its preparation."""

    def __init__(self, context: UiContext, handover: HandoverId, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._handover = handover
        self._window = parent
        self.dialog: CeremonyDialog | None = None

    def ask(self) -> None:
        """Read how the list stands, and show the dialog; where none can be made, say why."""
        ceremonies, handover = self._context.services.ceremonies, self._handover
        self._context.operations.query(
            lambda: (ceremonies.propose(handover), ceremonies.standings(handover)),
            initiator=self,
            done=self._show,
            failed=self._context.messages.refuse,
        )

    def _show(self, found: _Found) -> None:
        dialog = CeremonyDialog(self._context, *found, self._window)
        self.dialog = dialog
        dialog.grouping_asked.connect(self._regroup)
        dialog.open_asked.connect(lambda made: self._context.navigation.open_handover(made, None))
        dialog.accepted.connect(self._make)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _regroup(self, grouping: Grouping) -> None:
        ceremonies, handover, dialog = self._context.services.ceremonies, self._handover, self.dialog
        if dialog is not None:
            self._context.operations.query(
                lambda: ceremonies.propose(handover, grouping), initiator=dialog, done=dialog.show_groups
            )

    def _make(self) -> None:
        assert self.dialog is not None
        choice, ceremonies, handover = self.dialog.choice, self._context.services.ceremonies, self._handover

        def arrive(changes: ChangeSet) -> None:
            if changes.handover is not None:
                self._context.navigation.open_handover(changes.handover, Step.PREPARE)

        self._context.operations.command(
            lambda: ceremonies.make(handover, details=choice.details, grouping=choice.grouping),
            initiator=self,
            done=arrive,
            failed=self._context.messages.refuse,
        )
