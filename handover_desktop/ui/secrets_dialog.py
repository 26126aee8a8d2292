"""Asking for a passphrase or a PIN; it is never shown and never kept."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.i18n import Translator
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label


class SecretDialog(TabbedDialog):
    """One line for a secret; with `repeat`, two that must agree."""

    def __init__(
        self, parent: QWidget, look: Look, _: Translator, *, title: str, text: str, repeat: str = ""
    ) -> None:
        super().__init__(parent)
        self._ = _
        self.setWindowTitle(title)
        space = look.theme.space
        self.setMinimumWidth(space(110))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(4))
        column.setSpacing(space(4))
        column.addWidget(text_label(look, text))
        self.first, self.second = QLineEdit(), QLineEdit()
        for editor in (self.first, self.second):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            editor.textEdited.connect(lambda _text: self._judge())
        column.addWidget(Field(look, _("Passphrase or PIN"), self.first))
        self._again = Field(look, repeat, self.second)
        self._again.setVisible(bool(repeat))
        self._repeats = bool(repeat)
        column.addWidget(self._again)
        box = QDialogButtonBox()
        self.go = box.addButton(_("Use it"), QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.go.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        self._judge()

    @property
    def secret(self) -> str:
        """What was typed."""
        return self.first.text()

    def _judge(self) -> None:
        self.go.setEnabled(not self._repeats or self.first.text() == self.second.text())


def ask_secret(
    parent: QWidget, look: Look, _: Translator, *, title: str, text: str, repeat: str = ""
) -> str | None:
    """Ask for a secret; None when the person changes their mind."""
    dialog = SecretDialog(parent, look, _, title=title, text=text, repeat=repeat)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    secret = dialog.secret
    dialog.deleteLater()
    return secret if agreed else None
