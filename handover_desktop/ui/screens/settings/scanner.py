"""The scanner in the settings: sounds, and the way to its test."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from handover_desktop.ui.context import UiContext
from handover_desktop.ui.scanning.scanner_dialog import ScannerDialog
from handover_desktop.ui.scanning.sounds import Sounds
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Section


class ScannerSection(Section):
    """Takes effect at once."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        _ = context._
        super().__init__(
            context.look,
            _("Scanner"),
            _(
                "A scanner that types as a keyboard is read on every screen of the check, whatever has the focus."
            ),
            parent,
        )
        self._context = context
        self._sounds = Sounds(context.settings)
        self.sounds = QCheckBox(_("Sounds for what a scan finds"))
        self.sounds.setChecked(self._sounds.are_on)
        self.sounds.toggled.connect(lambda on: self._sounds.switch(on=on))
        self.test = button(context.look, _("Scanner test and calibration…"), icon_name="scan-line")
        self.test.clicked.connect(self.open_test)
        for widget in (self.sounds, self.test):
            self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def open_test(self) -> None:
        """Open the test of the scanner."""
        dialog = ScannerDialog(self._context, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
