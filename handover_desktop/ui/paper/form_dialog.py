"""Asking which items belong on a form to tick by hand, and where it goes: to a file or to the printer."""

from __future__ import annotations

import enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.i18n import Translator
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class FormTarget(enum.Enum):
    """What becomes of the form."""

    FILE = "file"
    PRINTER = "printer"


class FormDialog(TabbedDialog):
    """Which items, for which unit; `target` is None while nothing is chosen."""

    def __init__(self, look: Look, _: Translator, units: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.target: FormTarget | None = None
        self.setWindowTitle(_("Form to tick by hand"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        space = look.theme.space
        self.all_items = QRadioButton(_("All items; those checked already are marked"))
        self.open_items = QRadioButton(_("Only what is still open"))
        self.all_items.setChecked(True)
        group = QButtonGroup(self)
        for choice in (self.all_items, self.open_items):
            group.addButton(choice)
        self.unit = as_target(ElidedComboBox())
        self.unit.addItem(_("All receiving units"), "")
        for code in units:
            self.unit.addItem(code, code)
        note = text_label(
            look,
            _(
                "Every form has its own number and code. Keep it: what was ticked is entered from it row by row, "
                "and its scan finds this handover."
            ),
            tone="muted",
        )
        self.save = as_target(button(look, _("Save as PDF…"), icon_name="save"))
        self.print = as_target(button(look, _("Print…"), role="primary", icon_name="printer"))
        self.cancel = as_target(button(look, _("Cancel"), role="quiet"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        for made in (self.cancel, self.save, self.print):
            foot.addWidget(made)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space(6), space(5), space(6), space(5))
        rows.setSpacing(space(3))
        rows.addWidget(text_label(look, _("Form to tick by hand"), TextStyle.TITLE, strong=True))
        for widget in (self.all_items, self.open_items):
            rows.addWidget(widget)
        unit = Field(look, _("Receiving unit"), self.unit)
        unit.setVisible(bool(units))
        rows.addWidget(unit)
        rows.addWidget(note)
        rows.addLayout(foot)
        self.setMinimumWidth(space(130))
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(lambda: self._choose(FormTarget.FILE))
        self.print.clicked.connect(lambda: self._choose(FormTarget.PRINTER))

    @property
    def only_open(self) -> bool:
        """Whether items that are checked already are left out."""
        return self.open_items.isChecked()

    @property
    def only_unit(self) -> str:
        """The receiving unit that the form is for; empty for all."""
        return str(self.unit.currentData())

    def _choose(self, target: FormTarget) -> None:
        self.target = target
        self.accept()
