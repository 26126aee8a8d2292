"""Signing with a certificate of one's own, from a file or a card: what is needed for it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.handovers import Party
from handover_desktop.services.approving import CardKey, FileKey
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """Who signs, and with what."""

    party: int
    key: FileKey | CardKey


class OwnCertificateDialog(TabbedDialog):
    """Asks which party signs, for the key file or the card's module, and for the passphrase or PIN."""

    def __init__(
        self, context: UiContext, parties: Sequence[tuple[int, Party]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._ = context, context._
        _, look = context._, context.look
        self.setWindowTitle(_("Sign with own certificate"))
        self.setMinimumWidth(look.theme.space(130))
        self.party = ElidedComboBox()
        for index, party in parties:
            self.party.addItem(", ".join(part for part in (party.representative, party.name) if part), index)
        self.from_file, self.from_card = QRadioButton(_("File (PKCS#12)")), QRadioButton(_("Card"))
        self._kinds = QButtonGroup(self)
        for choice in (self.from_file, self.from_card):
            self._kinds.addButton(choice)
        self.from_file.setChecked(True)
        self.path, self.secret = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.path.textChanged.connect(lambda _text: self._judge())
        self.choose = button(look, _("Choose…"), icon_name="folder-open")
        self.choose.clicked.connect(self._choose)
        box = QDialogButtonBox()
        self.go = box.addButton(_("Sign…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        box.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self._lay_out(box)
        self._judge()

    def _lay_out(self, box: QDialogButtonBox) -> None:
        _, look = self._, self._context.look
        space = look.theme.space
        note = _(
            "The certificate signs the sealed file as it is; the key stays with its owner and is not kept here. Drawn "
            "signatures come first: one that is drawn later makes another file."
        )
        kinds, beside = QHBoxLayout(), QHBoxLayout()
        kinds.setSpacing(space(5))
        for choice in (self.from_file, self.from_card):
            kinds.addWidget(choice)
        kinds.addStretch(1)
        beside.addWidget(Field(look, _("Key file, or the PKCS#11 module of the card"), self.path), 1)
        beside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(4))
        column.setSpacing(space(4))
        column.addWidget(text_label(look, note))
        column.addWidget(Field(look, _("Signatory"), self.party))
        column.addLayout(kinds)
        column.addLayout(beside)
        column.addWidget(Field(look, _("Passphrase or PIN"), self.secret))
        column.addWidget(box)

    @property
    def signature(self) -> OwnSignature:
        """Who signs, and with what, as it was filled in."""
        path, secret = Path(self.path.text()), self.secret.text()
        key = FileKey(path, secret) if self.from_file.isChecked() else CardKey(path, secret)
        return OwnSignature(int(self.party.currentData()), key)

    def _choose(self) -> None:
        files = self._context.files
        found = files.choose_key() if self.from_file.isChecked() else files.choose_module(sys.platform)
        if found is not None:
            self.path.setText(str(found))

    def _judge(self) -> None:
        self.go.setEnabled(bool(self.path.text().strip()) and self.party.count() > 0)
