"""What is kept of a signature that is drawn on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from handover_desktop.ui.context import UiContext
from handover_desktop.ui.settings import SIGNATURE_TIMES
from handover_desktop.ui.widgets.card import Section
from handover_desktop.ui.widgets.labels import text_label


class SignaturesSection(Section):
    """Whether the time of each point is kept: off, unless somebody who read why switches it on."""

    def __init__(self, context: UiContext) -> None:
        _, look = context._, context.look
        note = _(
            "Of a signature drawn on the screen the lines are kept, and the pressure where the pen tells it."
        )
        super().__init__(look, _("Drawn signatures"), note)
        self._settings = context.settings
        self.times = QCheckBox(_("Keep the time of each point"))
        self.times.setChecked(bool(self._settings.get(SIGNATURE_TIMES)))
        why = _(
            "The rhythm of a hand can tell a person apart: these times may be personal data, and in some "
            "countries biometric data. They help an expert who compares signatures. Switch this on only where "
            "your rules allow it; each signatory is told on the sheet. The picture of the signature is the same."
        )
        self.times.setAccessibleDescription(why)
        self.times.toggled.connect(self._keep)
        self.body.addWidget(self.times, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(text_label(look, why, tone="muted"))

    def _keep(self, on: bool) -> None:
        self._settings.put(SIGNATURE_TIMES, "yes" if on else "")
