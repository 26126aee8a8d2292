"""Asking why a party gives no signature: refused before a witness, or absent."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.signatures import LONGEST_REASON, SignatureKind
from handover_desktop.services.views import Signatory
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TARGET, TextStyle
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


@dataclass(frozen=True, slots=True)
class NoSignature:
    """Why a party gives no signature; `witness` is of a refusal alone."""

    kind: SignatureKind
    reason: str
    witness: str


class NoSignatureDialog(TabbedDialog):
    """Asks for refusal or absence, the reason, and who saw a refusal."""

    def __init__(self, context: UiContext, signatory: Signatory, parent: QWidget) -> None:
        super().__init__(parent)
        _, look = context._, context.look
        space, party = look.theme.space, signatory.details
        self.setWindowTitle(_("No signature"))
        self.setMinimumWidth(space(140))
        self.refused, self.absent = QRadioButton(_("Refused to sign")), QRadioButton(_("Absent"))
        self._kinds = QButtonGroup(self)
        for choice in (self.refused, self.absent):
            choice.setMinimumHeight(TARGET)
            self._kinds.addButton(choice)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(space(24))
        self.witness = as_target(QLineEdit())
        self._witness_field = Field(
            look,
            _("Witness"),
            self.witness,
            hint=_("Name and function of a person who saw that the signature was refused."),
        )
        self._too_long = text_label(look, "", strong=True)
        box = QDialogButtonBox()
        self.go = box.addButton(_("Note it so"), QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(5))
        column.setSpacing(space(3))
        who = ", ".join(part for part in (party.name, party.representative) if part)
        column.addWidget(text_label(look, who, TextStyle.LARGE, strong=True))
        column.addWidget(
            text_label(
                look,
                _(
                    "This is printed in the place of the signature. It is recorded now and cannot be taken back. "
                    "The other parties can still sign."
                ),
                tone="muted",
            )
        )
        reason = Field(look, _("Reason"), self.reason)
        kinds = QHBoxLayout()
        kinds.setSpacing(space(6))
        kinds.addWidget(self.refused)
        kinds.addWidget(self.absent)
        kinds.addStretch(1)
        column.addLayout(kinds)
        for widget in (reason, self._too_long, self._witness_field, box):
            column.addWidget(widget)
        self._ = _
        for changed in (self.reason.textChanged, self.witness.textChanged, self.refused.toggled):
            changed.connect(self._judge)
        self.refused.setChecked(True)
        self.reason.setFocus()
        self._judge()

    @property
    def found(self) -> NoSignature:
        """What was filled in."""
        reason = self.reason.toPlainText().strip()
        if self.absent.isChecked():
            return NoSignature(SignatureKind.ABSENT, reason, "")
        return NoSignature(SignatureKind.REFUSED, reason, self.witness.text().strip())

    def _judge(self) -> None:
        found = self.found
        is_refusal = found.kind is SignatureKind.REFUSED
        self._witness_field.setVisible(is_refusal)
        excess = len(found.reason) - LONGEST_REASON
        self._too_long.setVisible(excess > 0)
        self._too_long.setText(
            self._.n("{count} character too many.", "{count} characters too many.", max(excess, 0))
        )
        told = bool(found.reason) and excess <= 0
        self.go.setEnabled(told and (bool(found.witness) or not is_refusal))
