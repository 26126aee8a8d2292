"""The close screen: the final protocol on the left; print, scan, supplement and close on the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.paths import write_atomically
from handover_desktop.services.changes import ChangeSet, Kind
from handover_desktop.services.editions import PROTOCOL
from handover_desktop.services.views import DocumentRecord
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.preview import PreviewPane
from handover_desktop.ui.scan_acts import ScanDesk, ScanTable, Target
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.close.closing_section import ClosingSection
from handover_desktop.ui.screens.close.data import CloseData, read_close_data
from handover_desktop.ui.screens.close.given_out_section import GivenOutSection
from handover_desktop.ui.screens.close.originals_section import OriginalsSection
from handover_desktop.ui.screens.close.paper_section import PaperSection
from handover_desktop.ui.screens.close.scans_section import ScansSection
from handover_desktop.ui.seal_prompt import unlock_seal
from handover_desktop.ui.voided_section import VoidedSection, cited_section
from handover_desktop.ui.widgets.banner import BannerKind
from handover_desktop.ui.widgets.scroll_page import ScrollPage


class CloseScreen(Screen):
    """What happens to a protocol after it is finalised."""

    LEAST = (980, 460)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._ = context._
        self._services = context.services
        self._data: CloseData | None = None
        self._shown: tuple[HandoverId, int] | None = None
        self._given_out = 0
        self._wants_focus = False
        self.preview = PreviewPane(context)
        self.paper = PaperSection(context, self.preview, self)
        self.scans = ScansSection(context, self)
        self.originals = OriginalsSection(context, self)
        self.closing = ClosingSection(context, self)
        self.given_out = GivenOutSection(context, self)
        self.voided = VoidedSection(context, self)
        self.cites_void = cited_section(context, self)
        side = ScrollPage(context.look)
        space = context.look.theme.space
        side.body.setSpacing(space(3))
        sections = (
            self.cites_void,
            self.paper,
            self.scans,
            self.originals,
            self.closing,
            self.voided,
            self.given_out,
        )
        for section in sections:
            side.body.addWidget(section)
        side.body.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(space(4), space(3), space(4), space(4))
        across.setSpacing(space(5))
        across.addWidget(self.preview, 3)
        across.addWidget(side, 2)
        self.preview.loaded.connect(self._expect_pages)
        self.scans.attach_asked.connect(self._attach)
        self.scans.view_asked.connect(self._view)
        self.scans.save_asked.connect(self._save_scan)
        self.originals.noted.connect(self._note_original)
        self.originals.copy_asked.connect(self.copy_to)
        self.closing.close_asked.connect(self._close)
        self.closing.supplement_asked.connect(self._supplement)
        self.closing.sign_asked.connect(lambda: self._go_to(Step.SIGN))

    def enter(self, handover: HandoverId | None) -> None:
        """Read the documents of `handover` and make its protocol."""
        super().enter(handover)
        self._shown = None
        self._wants_focus = True
        self._load()

    def leave(self) -> bool:
        """Take the viewer's files away."""
        self.paper.let_go()
        return True

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Show what a commit changed."""
        if changes.handover == self.handover and changes.kinds & {
            Kind.DOCUMENTS,
            Kind.HANDOVERS,
            Kind.SIGNATURES,
        }:
            self._load()

    def _load(self) -> None:
        handover = self.handover
        if handover is not None:
            self.context.operations.query(
                lambda: read_close_data(self._services, handover), initiator=self, done=self._show
            )

    def _show(self, data: CloseData) -> None:
        if data.handover.id != self.handover:
            return
        self._data = data
        self.paper.show_data(data)
        self.scans.show_data(data)
        self.originals.show_data(data)
        self.closing.show_data(data)
        self.given_out.show_data(data)
        self.voided.show_voided(data.voided)
        self.cites_void.show_voided(data.cites_void)
        now = (data.handover.id, sum(one.signature is not None for one in data.signatories))
        given_out = sum(record.kind == PROTOCOL for record in data.documents)
        if now != self._shown:
            self.preview.load(data.handover.id)
        elif given_out != self._given_out:
            self.preview.refresh()
        self._shown, self._given_out = now, given_out

    def _expect_pages(self) -> None:
        """Count the pages of the protocol that is shown: so many are to be scanned."""
        if self.preview.viewed is not None:
            self.scans.expect(len(self.preview.viewed.sizes))
        if self._wants_focus and self.paper.print.isEnabled():  # nothing could be pressed before
            self._wants_focus = False
            if not isinstance(QApplication.focusWidget(), QLineEdit):
                self.paper.print.setFocus()

    def _attach(self) -> None:
        paths = self.context.files.choose_scans()
        if paths:
            self.attach(paths)

    def attach(self, paths: Sequence[Path]) -> None:
        """Read scans and show what was found on them; what cannot be read as one is refused beside the button."""
        data = self._data
        if data is None:
            return
        self.scans.banner.dismiss()
        context = self.context
        table = ScanTable(
            parent=self,
            look=context.look,
            texts=self._,
            operations=context.operations,
            services=self._services,
            messages=context.messages,
            arrive=lambda _handover: self._load(),
        )
        pages = len(self.preview.viewed.sizes) if self.preview.viewed is not None else 0
        target = Target(data.handover.id, data.handover.number, pages)
        self.scan_desk = ScanDesk(table, target=target, only=True)
        self.scan_desk.take(paths, failed=self._refuse_scan)

    def _refuse_scan(self, error: HandoverError) -> None:
        self.scans.banner.show_message(BannerKind.ERROR, self.context.messages.sentence(error))

    def _view(self, record: DocumentRecord) -> None:
        self.context.operations.query(
            lambda: self._services.documents.content(record.sha256),
            initiator=self,
            done=lambda content: self.paper.show_file(record.file_name, content),
        )

    def _save_scan(self, record: DocumentRecord) -> None:
        suffix = "." + record.file_name.rpartition(".")[2].lower()
        path = self.context.files.choose_target(record.file_name, self._("Signed scan"), suffix)
        if path is not None:
            self.context.operations.query(
                lambda: write_atomically(path, self._services.documents.content(record.sha256)),
                initiator=self,
                done=lambda _nothing: self.context.messages.tell(self._("Saved as {path}.", path=path)),
                failed=self._refuse_scan,
            )

    def _note_original(self, original: int, holder: str, since: date | None) -> None:
        handover = self.handover
        if handover is not None:
            self.context.operations.command(
                lambda: self._services.copies.note_original(handover, original, holder=holder, since=since),
                initiator=self,
                failed=self.originals.refuse,
            )

    def copy_to(self, path: Path) -> None:
        """Write a numbered copy of the protocol to `path`."""
        handover = self.handover
        if handover is not None:
            self.context.operations.command(
                lambda: self._services.copies.save_copy(handover, path),
                initiator=self,
                done=lambda _changes: self.context.messages.tell(self._("Saved as {path}.", path=path)),
                failed=lambda error: self._refuse_copy(error, path),
                label=self._("Making a copy…"),
            )

    def _refuse_copy(self, error: HandoverError, path: Path) -> None:
        unlocked = unlock_seal(self.context, self, error)
        if unlocked:
            self.copy_to(path)
        elif unlocked is None:
            self.originals.refuse(error)

    def _close(self) -> None:
        handover = self.handover
        if handover is not None:
            self.context.operations.command(
                lambda: self._services.documents.close(handover), initiator=self, failed=self.closing.refuse
            )

    def _supplement(self) -> None:
        """Make the supplementary handover and go to it."""
        handover = self.handover
        if handover is None:
            return

        def arrive(changes: ChangeSet) -> None:
            if changes.handover is not None:
                self.context.navigation.open_handover(changes.handover, Step.PREPARE)

        self.context.operations.command(
            lambda: self._services.supplements.make(handover),
            initiator=self,
            done=arrive,
            failed=self.closing.refuse,
        )

    def _go_to(self, step: Step) -> None:
        if self.handover is not None:
            self.context.navigation.open_handover(self.handover, step)
