"""What verifying an archive found: whether it is whole, whose seal its protocols bear, what else is odd."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.i18n import Translator
from handover_desktop.services.archive_verdicts import ArchiveVerdict, describe_archive
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import hair_line, text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.signs import Sign


class ArchiveDialog(TabbedDialog):
    """The report on one archive; Escape closes it.

    *Signals:* `copied()` when the report went to the clipboard.
    """

    copied = Signal()

    def __init__(self, parent: QWidget, look: Look, _: Translator, found: ArchiveVerdict, name: str) -> None:
        super().__init__(parent)
        self.found = found
        verdict, *rest = describe_archive(found, _)
        self.text = "\n".join((name, "", verdict, *rest)) + "\n"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Verify {name}", name=name))
        space = look.theme.space
        self.resize(space(170), space(100))
        icon = "shield-check" if found.holds else "triangle-alert" if found.intact else "octagon-alert"
        head = QHBoxLayout()
        head.setSpacing(space(4))
        head.addWidget(Sign(look, icon, 40), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(space(1))
        texts.addWidget(text_label(look, verdict, TextStyle.TITLE, strong=True))
        texts.addWidget(text_label(look, name, tone="muted"))
        head.addLayout(texts, 1)
        page = ScrollPage(look)
        page.body.setSpacing(space(3))
        for line in rest:
            page.body.addWidget(text_label(look, line))
        page.body.addStretch(1)
        copy = button(look, _("Copy the report"), icon_name="copy")
        copy.clicked.connect(self._copy)
        box = QDialogButtonBox()
        box.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.addButton(_("Done"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        close.setFocus()
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(4))
        column.setSpacing(space(4))
        column.addLayout(head)
        column.addWidget(hair_line(look))
        column.addWidget(page, 1)
        column.addWidget(box)
        self.setAccessibleName(verdict)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.copied.emit()
