"""A voided protocol to read: VOID stands on every page; a copy that is saved says so too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.pdf_source import LanePdf
from handover_desktop.ui.preview import view_texts
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.widgets.busy import BusyIndicator
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.pdf_view import PdfView


class VoidedViewer(TabbedDialog):
    """Shows one voided protocol; Escape closes it."""

    def __init__(self, context: UiContext, handover: HandoverId, number: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._handover, self._number = handover, number
        _, look = context._, context.look
        space = look.theme.space
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("{number}, void", number=number))
        self.resize(space(220), space(165))
        self.pdf = b""
        self.view = PdfView(look, view_texts(_, _("{number}, void", number=number)))
        self._busy = BusyIndicator(look, cancel_text=_("Cancel"))
        self._busy.cancelled.connect(self.reject)
        box = QDialogButtonBox()
        self.save = button(look, _("Save a copy marked VOID…"), icon_name="save")
        self.save.clicked.connect(self._ask_where)
        writes(context, self.save)
        box.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.addButton(_("Done"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(3), space(3), space(3))
        column.addWidget(self._busy)
        column.addWidget(self.view, 1)
        column.addWidget(box)
        close.setFocus()
        self._load()

    def _load(self) -> None:
        services, handover, number = self._context.services, self._handover, self._number
        self._busy.start(self._context._("Making the protocol…"))
        self._context.operations.compute(
            lambda: services.documents.view(services.copies.show_voided(handover, number)),
            initiator=self,
            done=self._show,
            settled=self._busy.stop,
            label=None,
        )

    def _show(self, viewed: ViewedPdf) -> None:
        self.pdf = viewed.pdf
        self.view.show_document(LanePdf(viewed, self._context.operations, self))

    def _ask_where(self) -> None:
        _ = self._context._
        name = f"{self._number}-VOID.pdf"
        path = self._context.files.choose_target(name, _("PDF"), ".pdf")
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write a numbered copy, VOID on every page, to `path`."""
        context, handover, number = self._context, self._handover, self._number
        context.operations.command(
            lambda: context.services.copies.save_voided(handover, number, path),
            initiator=self,
            done=lambda _changes: context.messages.tell(context._("Saved as {path}.", path=path)),
        )
