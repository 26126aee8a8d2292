"""The way from the check to paper and back: one button with what can be done there."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.paper.form_dialog import FormDialog, FormTarget
from handover_desktop.ui.paper.transcription import TranscriptionDialog
from handover_desktop.ui.print_desk import PrintDesk
from handover_desktop.ui.widgets.buttons import button


class PaperButton:
    """A button with a menu, for the screen that shows it, and `desk`, which shows how far a form is printed.

    `show_handover` keeps it true to what can be done.
    """

    def __init__(self, context: UiContext, screen: QWidget) -> None:
        self._context = context
        self._ = context._
        self._screen = screen
        self._handover: HandoverId | None = None
        self._units: tuple[str, ...] = ()
        self.desk = PrintDesk(context, screen)
        self.desk.refused.connect(self._refuse)
        self.widget: QPushButton = button(
            context.look, self._("On paper"), role="quiet", icon_name="clipboard-list"
        )
        menu = QMenu(self.widget)
        self.form = menu.addAction(self._("Print a form to tick by hand…"), self.ask_for_form)
        self.enter = menu.addAction(self._("Enter from paper…"), self.open_transcription)
        self.widget.setMenu(menu)

    def show_handover(self, handover: HandoverId, units: tuple[str, ...], *, editable: bool) -> None:
        """Offer paper for `handover`; nothing that is frozen is checked on paper any more."""
        self._handover, self._units = handover, units
        self.widget.setVisible(editable)

    def open_transcription(self) -> TranscriptionDialog | None:
        """Open the typing in of what was ticked."""
        if self._handover is None:
            return None
        dialog = TranscriptionDialog(self._context, self._handover, self._screen)
        dialog.open()
        return dialog

    def ask_for_form(self) -> None:
        """Ask which items belong on a form, then make it."""
        if self._handover is None:
            return
        dialog = FormDialog(self._context.look, self._, self._units, self._screen)
        chosen = dialog.exec()
        dialog.deleteLater()
        if not chosen or dialog.target is None:
            return
        self.make_form(dialog.target, unit=dialog.only_unit, open_only=dialog.only_open)

    def make_form(self, target: FormTarget, *, unit: str, open_only: bool) -> None:
        """Make the form and save or print it; the number is given by the register."""
        handover = self._handover
        if handover is None:
            return
        if target is FormTarget.PRINTER:
            folder = TemporaryDirectory(prefix="handover-", ignore_cleanup_errors=True)
            path = Path(folder.name) / "form.pdf"
            self._save(handover, path, unit=unit, open_only=open_only, folder=folder)
            return
        chosen = self._context.files.choose_target(
            self._("Form to tick by hand") + ".pdf", self._("PDF"), ".pdf"
        )
        if chosen is not None:
            self._save(handover, chosen, unit=unit, open_only=open_only, folder=None)

    def _save(
        self,
        handover: HandoverId,
        path: Path,
        *,
        unit: str,
        open_only: bool,
        folder: TemporaryDirectory[str] | None,
    ) -> None:
        papers = self._context.services.papers

        def done(_changes: object) -> None:
            if folder is None:
                self._context.messages.tell(self._("Saved as {path}.", path=path))
            else:
                pdf = path.read_bytes()
                folder.cleanup()
                self._print(pdf)

        self._context.operations.command(
            lambda: papers.save_form(handover, path, unit=unit, open_only=open_only),
            initiator=self._screen,
            done=done,
            label=self._("Making the form…"),
        )

    def _print(self, pdf: bytes) -> None:
        self._context.operations.compute(
            lambda: ViewedPdf(pdf), initiator=self._screen, done=self._send, failed=self._refuse
        )

    def _send(self, viewed: ViewedPdf) -> None:
        name = self._("Form to tick by hand")
        self.desk.print_document(viewed, title=name, document=name, copies=1, printed=lambda _done: None)

    def _refuse(self, error: HandoverError) -> None:
        self._context.messages.warn(self._context.messages.sentence(error))
