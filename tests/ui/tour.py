"""A walk through the whole window: every place and every dialog, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.ceremonies import CeremonyProposal
from handover_desktop.ui.ceremony_dialog import CeremonyDialog
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.help import AboutDialog, HelpDialog, ShortcutSheet
from handover_desktop.ui.own_certificate import OwnCertificateDialog
from handover_desktop.ui.paper.form_dialog import FormDialog
from handover_desktop.ui.paper.transcription import TranscriptionDialog
from handover_desktop.ui.places import Place
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.sign import SignScreen
from handover_desktop.ui.screens.sign.no_signature import NoSignatureDialog
from handover_desktop.ui.secrets_dialog import SecretDialog
from handover_desktop.ui.window import MainWindow
from tests.ui.settling import rest

CHECKED, PREPARED, CLOSED, FROZEN = "DEMO-2024-001", "DEMO-2024-002", "DEMO-2024-000", "HO-1"
"""The handovers that the tour goes through, by their references."""

Show = Callable[[str, QWidget], None]


@dataclass
class Tour:
    """Opens places and dialogs of `window`; each is given to `show` with a name once it has its data."""

    window: MainWindow
    qtbot: QtBot
    show: Show
    handovers: dict[str, HandoverId]

    def settle(self) -> None:
        rest(self.qtbot, lambda: not self.window.operations.is_busy, timeout=30_000)

    @property
    def context(self) -> UiContext:
        assert self.window.navigator.screen is not None
        return self.window.navigator.screen.context

    def go(self, name: str, place: Place, reference: str = "") -> None:
        """Show a place."""
        assert self.window.navigator.go(place, self.handovers.get(reference))
        self.settle()
        self.show(name, self.window.shell)

    def rooms(self) -> None:
        for place in (Place.HANDOVERS, Place.ASSETS, Place.JOURNAL, Place.SETTINGS, Place.IMPORT):
            self.go(place.value, place)

    def steps(self) -> None:
        self.go("prepare", Place.PREPARE, PREPARED)
        self.check()
        self.go("reconcile", Place.RECONCILE, CHECKED)
        self.go("finalise", Place.SIGN, CHECKED)
        self.sign()
        self.go("close", Place.CLOSE, CLOSED)

    def check(self) -> None:
        self.go("check", Place.CHECK, CHECKED)
        screen = self.window.navigator.screen
        assert isinstance(screen, CheckScreen)
        screen.pane.form.choose(Outcome.ACCEPTED_WITH_REMARKS)
        QApplication.processEvents()
        self.show("check-remark", self.window.shell)
        screen.pane.form.put_away()
        screen._ask_extra("")
        self.settle()
        self.show("check-extra", self.window.shell)
        screen._turn_back()
        self.settle()

    def sign(self) -> None:
        self.go("sign", Place.SIGN, FROZEN)
        screen = self.window.navigator.screen
        assert isinstance(screen, SignScreen)
        assert self.window.desk.services is not None
        found: list[object] = []
        signing, handover = self.window.desk.services.signing, self.handovers[FROZEN]
        self.window.operations.query(
            lambda: signing.signatories(handover), initiator=self.window, done=found.extend
        )
        self.settle()
        screen.signing.sign_asked.emit(found[0])
        self.settle()
        assert screen.sheet is not None
        screen.sheet.resize(1366, 768)
        self.show("sheet", screen.sheet)
        screen.sheet.reject()
        self.settle()
        if screen.sheet is not None:
            screen._put_sheet_away()
        self.dialog("no-signature", NoSignatureDialog(self.context, found[0], screen))

    def dialogs(self) -> None:
        self.window.navigator.go_home()
        self.settle()
        shell, look, _ = self.window.shell, self.window.look, self.window._
        for topic in ("handovers", "check", "sign"):
            self.dialog(f"help-{topic}", HelpDialog(shell, look, _, topic=topic))
        self.dialog("shortcuts", ShortcutSheet(shell, look, _))
        self.dialog("about", AboutDialog(shell, look, _))
        self.dialog("form", FormDialog(look, _, ("Unit A", "Unit B"), shell))
        self.dialog("transcription", TranscriptionDialog(self.context, self.handovers[CHECKED], shell))
        self.dialog("ceremony", self._ceremony_dialog())
        self.dialog("certificate", OwnCertificateDialog(self.context, (), shell))
        title = _("Passphrase of the seal")
        self.dialog("secret", SecretDialog(shell, look, _, title=title, text=title))
        messages = self.window.messages
        self.asked("unsaved", lambda: messages.ask_unsaved(_("The profile has changes that are not saved.")))
        self.asked("reason", lambda: messages.ask_reason(_("Reason"), _("Reason"), yes=_("Save")))
        self.asked("crash", lambda: messages.crash("Traceback"))
        messages.refuse(DomainError(Code.NOTHING_TO_UNDO))
        self.show("banner", shell)
        self.window.banner.dismiss()

    def _ceremony_dialog(self) -> CeremonyDialog:
        assert self.window.desk.services is not None
        found: list[CeremonyProposal] = []
        ceremonies, handover = self.window.desk.services.ceremonies, self.handovers[CHECKED]
        self.window.operations.query(
            lambda: ceremonies.propose(handover), initiator=self.window, done=found.append
        )
        self.settle()
        return CeremonyDialog(self.context, found[0], (), self.window.shell)

    def dialog(self, name: str, dialog: QDialog) -> None:
        """Show a dialog and put it away."""
        dialog.open()
        self.settle()
        self.show(name, dialog)
        dialog.reject()
        dialog.deleteLater()
        QApplication.processEvents()

    def asked(self, name: str, ask: Callable[[], object]) -> None:
        """Show the dialog that `ask` waits for, and answer it with Escape."""

        def look() -> None:
            modal = QApplication.activeModalWidget()
            assert isinstance(modal, QDialog)
            self.show(name, modal)
            self.qtbot.keyClick(modal, Qt.Key.Key_Escape)

        QTimer.singleShot(0, self.window, look)
        ask()
