"""The protocol on its way to paper and to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.preview import PreviewPane
from handover_desktop.ui.printing import PRINT_DPI, PrintRun, ask_for_printer, pages_wanted
from handover_desktop.ui.screens.close.data import CloseData, file_name
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.busy import BusyIndicator
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target, with_key


class PaperSection(QWidget):
    """Save, print, open: always the very document of the preview."""

    def __init__(self, context: UiContext, preview: PreviewPane, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._ = context._
        self._preview = preview
        self._screen = screen
        self._data: CloseData | None = None
        self._run: PrintRun | None = None
        self._folder: TemporaryDirectory[str] | None = None
        look, _ = context.look, context._
        self._originals = text_label(look, "", tone="muted")
        self.print = with_key(as_target(button(look, _("Print…"), icon_name="printer")), "Ctrl+P")
        self.save = with_key(as_target(button(look, _("Save as PDF…"), icon_name="save")), "Ctrl+S")
        self.open = as_target(button(look, _("Open"), icon_name="external-link"))
        self.banner = Banner(look, close_text=_("Dismiss"))
        self._busy = BusyIndicator(look, cancel_text=_("Cancel"))
        card = Card(look)
        card.body.addWidget(text_label(look, _("On paper and as a file"), TextStyle.LARGE, strong=True))
        card.body.addWidget(self._originals)
        row = QHBoxLayout()
        for made in (self.print, self.save, self.open):
            row.addWidget(made)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self._busy)
        card.body.addWidget(self.banner)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(card)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.open.clicked.connect(self._open)
        self._busy.cancelled.connect(self._cancel)
        preview.loaded.connect(self._judge)

    def show_data(self, data: CloseData) -> None:
        """Offer the protocol of `data`."""
        self._data = data
        count = data.handover.details.originals
        self._originals.setText(
            self._.n(
                "{count} original is to be signed.", "{count} identical originals are to be signed.", count
            )
        )
        self._judge()

    def let_go(self) -> None:
        """Take away the files that were made for the viewer."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def show_file(self, name: str, content: bytes) -> None:
        """Open `content` in the system's viewer, under `name` in a folder that goes with this screen."""
        path = self._place(name)
        path.write_bytes(content)
        self._view(path)

    def _judge(self) -> None:
        ready = self._data is not None and bool(self._preview.pdf) and self._run is None
        self.print.setEnabled(ready)
        for made in (self.save, self.open):
            made.setEnabled(self._data is not None)

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

    def save_to(self, data: CloseData, path: Path, then: Callable[[], object]) -> None:
        """Write the final protocol to `path`; the register notes its digest, then `then` is called."""
        documents = self._context.services.documents
        self.banner.dismiss()
        self._context.operations.command(
            lambda: documents.save(data.handover.id, path),
            initiator=self._screen,
            done=lambda _changes: then(),
            failed=self._refuse,
            label=self._("Saving the protocol…"),
        )

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
        data, documents, pdf = self._data, self._context.services.documents, self._preview.pdf
        if data is None or not pdf:
            return
        pages = documents.page_count(pdf)
        printer = ask_for_printer(
            self._screen,
            title=self._("Print the protocol"),
            document=data.handover.number,
            copies=data.handover.details.originals,
            pages=pages,
        )
        if printer is None:
            return
        self.banner.dismiss()
        run = PrintRun(
            printer,
            pages_wanted(printer, pages),
            lambda page: documents.render_page(pdf, page, dpi=PRINT_DPI),
            self,
        )
        run.progressed.connect(self._busy.set_progress)
        run.printed.connect(lambda: self._end(self._("Sent to {printer}.", printer=printer.printerName())))
        run.stopped.connect(lambda: self._end(self._("Printing was cancelled; nothing was sent.")))
        run.failed.connect(self._print_failed)
        self._run = run
        self._judge()
        self._busy.start(self._("Preparing the pages…"))
        run.start()

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _print_failed(self, error: HandoverError) -> None:
        self._end("")
        self._refuse(error)

    def _end(self, text: str) -> None:
        if self._run is not None:
            self._run.deleteLater()
        self._run = None
        self._busy.stop()
        self._judge()
        if text:
            self._context.messages.tell(text)

    def _refuse(self, error: HandoverError) -> None:
        self.banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error))
