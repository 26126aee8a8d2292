"""Writing the extracts of a protocol: a file for every receiving unit, for it to sign."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.handovers import Handover
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.operations import Steps, Stopped
from handover_desktop.ui.seal_prompt import unlock_seal
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.targets import as_target


class ExtractsButton(QWidget):
    """The button `button`, which asks for a folder to write them into."""

    def __init__(self, context: UiContext, banner: Banner, screen: QWidget) -> None:
        super().__init__(screen)
        self.hide()
        self._context = context
        self._ = context._
        self._banner = banner
        self._screen = screen
        self._handover: Handover | None = None
        self.button: QPushButton = as_target(
            button(context.look, context._("Extracts for units…"), icon_name="save")
        )
        self.button.clicked.connect(self._ask)
        writes(context, self.button)

    def show_handover(self, handover: Handover) -> None:
        """Write the extracts of `handover` from now on; a symbolic one has nothing to deal out."""
        self._handover = handover
        self.button.setVisible(not handover.is_symbolic)

    def _ask(self) -> None:
        folder = self._context.files.choose_folder()
        if folder is not None:
            self.save_to(folder)

    def save_to(self, folder: Path) -> None:
        """Write an extract for every unit that something was accepted for into `folder`, and say how many; those that
        are written stay when it is given up.
        """
        handover = self._handover
        if handover is None:
            return
        extracts, steps, written = self._context.services.extracts, Steps(), 0

        def step(done: int, total: int) -> None:
            nonlocal written
            written = done
            steps(done, total)

        def work() -> ChangeSet:
            with suppress(Stopped):
                extracts.save_all(handover.id, folder, progress=step)
            return changed(Kind.DOCUMENTS, handover=handover.id)

        self._banner.dismiss()
        self.button.setEnabled(False)
        self._context.operations.command(
            work,
            initiator=self._screen,
            done=lambda _changes: self._tell(written, folder),
            failed=lambda error: self._refuse(error, folder),
            settled=lambda: self.button.setEnabled(True),
            steps=steps,
            label=self._("Saving the extracts…"),
        )

    def _tell(self, count: int, folder: Path) -> None:
        said = self._.n(
            "{count} extract saved in {path}.", "{count} extracts saved in {path}.", count, path=folder
        )
        if count:
            self._context.messages.tell(said)

    def _refuse(self, error: HandoverError, folder: Path) -> None:
        unlocked = unlock_seal(self._context, self._screen, error)
        if unlocked:
            self.save_to(folder)
        if unlocked is not None:
            return
        self._banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error))
