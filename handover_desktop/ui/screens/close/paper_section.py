"""The protocol on its way to paper and to files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.errors import Code, HandoverError
from handover_desktop.services.editions import Seal
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.exports.export_desk import ExportDesk
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.operations import Steps
from handover_desktop.ui.own_certificate import OwnCertificateDialog, OwnSignature
from handover_desktop.ui.preview import PreviewPane
from handover_desktop.ui.print_desk import PrintDesk, Printed
from handover_desktop.ui.screens.close.data import CloseData, file_name
from handover_desktop.ui.screens.close.extracts_button import ExtractsButton
from handover_desktop.ui.screens.close.stick_button import StickButton
from handover_desktop.ui.seal_prompt import unlock_seal
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.flow_layout import FlowLayout
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target, with_key

_SEAL_FAULTS = (Code.SEAL_KEY_DAMAGED, Code.SEAL_CERTIFICATE_EXPIRED, Code.CARD_NOT_USABLE)


class PaperSection(QWidget):
    """Save, print, open: always the very document of the preview."""

    def __init__(self, context: UiContext, preview: PreviewPane, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._ = context._
        self._preview = preview
        self._screen = screen
        self._data: CloseData | None = None
        self._folder: TemporaryDirectory[str] | None = None
        look, _ = context.look, context._
        self._originals = text_label(look, "", tone="muted")
        self.print = with_key(as_target(button(look, _("Print…"), icon_name="printer")), "Ctrl+P")
        self.save = with_key(as_target(button(look, _("Save as PDF…"), icon_name="save")), "Ctrl+S")
        self.open = as_target(button(look, _("Open"), icon_name="external-link"))
        self.banner = Banner(look, close_text=_("Dismiss"))
        self.desk = PrintDesk(context, screen)
        self.stick = StickButton(context, self.banner, screen)
        self.extracts = ExtractsButton(context, self.banner, screen)
        card = Card(look)
        card.body.addWidget(text_label(look, _("On paper and as a file"), TextStyle.LARGE, strong=True))
        card.body.addWidget(self._originals)
        row = FlowLayout(spacing=look.theme.space(2))
        self.approve = as_target(
            button(look, _("Sign with own certificate…"), role="quiet", icon_name="shield-check")
        )
        self.approve.clicked.connect(self._approve)
        self.export = as_target(button(look, _("Export…"), role="quiet", icon_name="save"))
        self.exports = ExportDesk(context, screen)
        self.export.clicked.connect(self._export)
        writes(context, self.print, self.save, self.open, self.approve, self.export)
        for made in (
            self.print,
            self.save,
            self.stick.button,
            self.open,
            self.extracts.button,
            self.export,
            self.approve,
        ):
            row.addWidget(made)
        card.body.addLayout(row)
        card.body.addWidget(self.desk)
        card.body.addWidget(self.banner)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(card)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.open.clicked.connect(self._open)
        self.desk.changed.connect(self._judge)
        self.desk.refused.connect(self._refuse_print)
        self.banner.action_triggered.connect(self.stick.offer)
        preview.loaded.connect(self._judge)

    def show_data(self, data: CloseData) -> None:
        """Offer the protocol of `data`."""
        self._data = data
        self.stick.show_handover(data.handover.id)
        self.extracts.show_handover(data.handover)
        count = data.handover.details.originals
        self._originals.setText(
            self._.n(
                "{count} original is to be signed.", "{count} identical originals are to be signed.", count
            )
        )
        self._judge()

    def let_go(self) -> None:
        """Come to an end with printing, and take away the files that were made for the viewer."""
        self.desk.leave()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def show_file(self, name: str, content: bytes) -> None:
        """Open `content` in the system's viewer, under `name` in a folder that goes with this screen."""
        path = self._place(name)
        path.write_bytes(content)
        self._view(path)

    def _judge(self) -> None:
        ready = self._data is not None and bool(self._preview.pdf) and not self.desk.is_busy
        self.print.setEnabled(ready)
        for made in (self.save, self.stick.button, self.open, self.approve):
            made.setEnabled(self._data is not None)

    def _export(self) -> None:
        if self._data is not None:
            handover = self._data.handover
            self.exports.ask(handover.id, handover.reference, final=bool(handover.number))

    def _save(self) -> None:
        data = self._data
        if data is None:
            return
        path = self._context.files.choose_target(file_name(data.handover.number), self._("PDF"), ".pdf")
        if path is not None:
            done = self._("Saved as {path}.", path=path)
            self.save_to(data, path, lambda: self._context.messages.tell(done))

    def _open(self) -> None:
        data = self._data
        if data is not None:
            path = self._place(file_name(data.handover.number))
            self.save_to(data, path, lambda: self._view(path))

    def save_to(
        self, data: CloseData, path: Path, then: Callable[[], object], *, seal: Seal = Seal.SEALED
    ) -> None:
        """Write the final protocol to `path`; the register notes its digest, then `then` is called."""
        documents, steps = self._context.services.documents, Steps()
        self.banner.dismiss()
        self._context.operations.command(
            lambda: documents.save(data.handover.id, path, seal=seal, progress=steps),
            initiator=self._screen,
            done=lambda _changes: then(),
            failed=lambda error: self._refuse_save(
                error, lambda how: self.save_to(data, path, then, seal=how)
            ),
            steps=steps,
            label=self._("Saving the protocol…"),
        )

    def _approve(self) -> None:
        data = self._data
        if data is None:
            return
        dialog = OwnCertificateDialog(self._context, data.may_sign, self.window())
        agreed = dialog.exec() == OwnCertificateDialog.DialogCode.Accepted
        wanted = dialog.signature if agreed else None
        dialog.deleteLater()
        if wanted is None:
            return
        path = self._context.files.choose_target(file_name(data.handover.number), self._("PDF"), ".pdf")
        if path is not None:
            self.approve_to(data, path, wanted)

    def approve_to(self, data: CloseData, path: Path, wanted: OwnSignature) -> None:
        """Let a signatory's own certificate sign the sealed file, and write it to `path`."""
        context, approving = self._context, self._context.services.approving
        self.banner.dismiss()
        context.operations.command(
            lambda: approving.sign_protocol(data.handover.id, wanted.party, wanted.key, path),
            initiator=self._screen,
            done=lambda _changes: context.messages.tell(self._("Signed, and saved as {path}.", path=path)),
            failed=lambda error: self._refuse_approval(error, data, path, wanted),
            label=self._("Signing…"),
        )

    def _refuse_approval(
        self, error: HandoverError, data: CloseData, path: Path, wanted: OwnSignature
    ) -> None:
        unlocked = unlock_seal(self._context, self, error)
        if unlocked:
            self.approve_to(data, path, wanted)
        elif unlocked is None:
            self._refuse(error)

    def _refuse_save(self, error: HandoverError, again: Callable[[Seal], None]) -> None:
        """Where the sealing key cannot be used, ask for what it needs, or whether to go on without a seal."""
        context, sentence = self._context, self._context.messages.sentence(error)
        unlocked = unlock_seal(context, self, error)
        if unlocked:
            again(Seal.SEALED)
        elif unlocked is None and error.code in _SEAL_FAULTS:
            title, yes = self._("The seal cannot be made"), self._("Save without a seal")
            if context.messages.confirm(title, sentence, yes=yes):
                again(Seal.NONE)
        elif unlocked is None:
            self._refuse(error)

    def _place(self, name: str) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="handover-", ignore_cleanup_errors=True)
        return Path(self._folder.name) / name

    def _view(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            text = self._(
                "No program on this laptop opened {name}. Save it and open it by hand.", name=path.name
            )
            self.banner.show_message(BannerKind.WARNING, text)

    def _print(self) -> None:
        data, viewed = self._data, self._preview.viewed
        if data is None or viewed is None:
            return
        self.banner.dismiss()
        self.desk.print_document(
            viewed,
            title=self._("Print the protocol"),
            document=data.handover.number,
            copies=data.handover.details.originals,
            printed=lambda done: self.note_printed(data, viewed, done),
        )

    def note_printed(self, data: CloseData, viewed: ViewedPdf, done: Printed) -> None:
        """Put into the journal what was sent to a printer."""
        handing_out, sha256 = self._context.services.handing_out, hashlib.sha256(viewed.pdf).hexdigest()
        self._context.operations.command(
            lambda: handing_out.note_printed(
                data.handover.id, printer=done.printer, copies=done.copies, pages=done.pages, sha256=sha256
            ),
            initiator=self._screen,
        )

    def _refuse_print(self, error: HandoverError) -> None:
        way = self._("Save to USB stick…") if error.code is Code.NO_PRINTER else None
        self.banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error), action=way)

    def _refuse(self, error: HandoverError) -> None:
        self.banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error))
