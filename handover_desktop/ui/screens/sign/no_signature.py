"""Asking why a party gives no signature: refused before a witness, or absent."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from handover_desktop.domain.signatures import LONGEST_REASON, SignatureKind
from handover_desktop.services.views import Signatory
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.sign.asking import AskingDialog
from handover_desktop.ui.theme import TARGET
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.targets import as_target


@dataclass(frozen=True, slots=True)
class NoSignature:
    """Why a party gives no signature; `witness` is of a refusal alone."""

    kind: SignatureKind
    reason: str
    witness: str


class NoSignatureDialog(AskingDialog):
    """Asks for refusal or absence, the reason, and who saw a refusal."""

    def __init__(self, context: UiContext, signatory: Signatory, parent: QWidget) -> None:
        _, party = context._, signatory.details
        super().__init__(context, parent, title=_("No signature"), act=_("Note it so"), limit=LONGEST_REASON)
        space = context.look.theme.space
        self.resize(space(140), space(128))
        self.refused, self.absent = QRadioButton(_("Refused to sign")), QRadioButton(_("Absent"))
        self._kinds = QButtonGroup(self)
        kinds = QHBoxLayout()
        kinds.setSpacing(space(6))
        for choice in (self.refused, self.absent):
            choice.setMinimumHeight(TARGET)
            self._kinds.addButton(choice)
            kinds.addWidget(choice)
        kinds.addStretch(1)
        self.witness = as_target(QLineEdit())
        self._witness_field = Field(
            context.look,
            _("Witness"),
            self.witness,
            hint=_("Name and function of a person who saw that the signature was refused."),
        )
        self.add_head(
            ", ".join(part for part in (party.name, party.representative) if part),
            _(
                "This is printed in the place of the signature. It is recorded now and cannot be taken back. "
                "The other parties can still sign."
            ),
        )
        self.body.addLayout(kinds)
        self.add_reason()
        self.body.addWidget(self._witness_field)
        self.body.addStretch(1)
        for changed in (self.reason.textChanged, self.witness.textChanged, self.refused.toggled):
            changed.connect(self.judge)
        self.refused.setChecked(True)

    @property
    def found(self) -> NoSignature:
        """What was filled in."""
        if self.absent.isChecked():
            return NoSignature(SignatureKind.ABSENT, self.reason_text, "")
        return NoSignature(SignatureKind.REFUSED, self.reason_text, self.witness.text().strip())

    def judge(self) -> QWidget | None:
        """Ask for a witness of a refusal too."""
        found, first = self.found, super().judge()
        is_refusal = found.kind is SignatureKind.REFUSED
        self._witness_field.setVisible(is_refusal)
        missing = self.need(found.witness, self._("Name a witness.")) if is_refusal else ""
        is_missing = self.mark(self._witness_field, missing)
        return first or (self.witness if is_missing else None)
