"""The sign screen: the very document on the left; finalising, then the signatories, on the right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QWidget

from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.reconciliation import OpenPoint
from handover_desktop.domain.signatures import SignatureKind
from handover_desktop.domain.terms import say
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.views import Signatory, VoidedRecord
from handover_desktop.services.voiding import AtStake
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.preview import PreviewPane
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.sign.finalise_panel import FinalisePanel
from handover_desktop.ui.screens.sign.no_signature import NoSignature, NoSignatureDialog
from handover_desktop.ui.screens.sign.sheet import SigningSheet
from handover_desktop.ui.screens.sign.signatories_panel import SignatoriesPanel
from handover_desktop.ui.screens.sign.unlock_dialog import UnlockDialog, Unlocking
from handover_desktop.ui.voided_section import VoidedSection, cited_section
from handover_desktop.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services


@dataclass(frozen=True, slots=True)
class SignData:
    """A handover before or after finalising: the errors that stop it, or its signatories.

    `points` are those of a symbolic one, which is not reconciled on a screen of its own.
    """

    handover: Handover
    errors: int
    signatories: tuple[Signatory, ...]
    points: tuple[OpenPoint, ...] = ()
    voided: tuple[VoidedRecord, ...] = ()
    cites_void: tuple[VoidedRecord, ...] = ()


def read_sign_data(services: Services, handover: HandoverId) -> SignData:
    """Read how far finalising and signing have come."""
    current, voided = services.handovers.get(handover), services.voiding.voided(handover)
    if current.number:
        return SignData(
            current,
            0,
            services.signing.signatories(handover),
            voided=voided,
            cites_void=services.ceremonies.cites_void(handover),
        )
    points = services.reconciling.points(handover)
    errors = sum(point.severity is Severity.ERROR for point in points)
    return SignData(current, errors, (), points if current.is_symbolic else (), voided)


class SignScreen(Screen):
    """Finalise, then sign. What was interrupted goes on where the register says it stopped."""

    LEAST = (980, 460)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._ = context._
        self._services = context.services
        self._data: SignData | None = None
        self._sheet: SigningSheet | None = None
        self._is_fresh = True
        self.preview = PreviewPane(context)
        self.finalising = FinalisePanel(context)
        self.signing = SignatoriesPanel(context)
        side = ScrollPage(context.look)
        self.cites_void = cited_section(context)
        side.body.addWidget(self.cites_void)
        side.body.addWidget(self.finalising)
        side.body.addWidget(self.signing)
        self.voided = VoidedSection(context)
        side.body.addWidget(self.voided)
        side.body.addStretch(1)
        space = context.look.theme.space
        across = QHBoxLayout(self)
        across.setContentsMargins(space(4), space(3), space(4), space(4))
        across.setSpacing(space(5))
        across.addWidget(self.preview, 3)
        across.addWidget(side, 2)
        self.finalising.asked.connect(self._finalise)
        self.finalising.points_asked.connect(self._show_points)
        self.finalising.languages_chosen.connect(self._show_document)
        self.signing.sign_asked.connect(self._open_sheet)
        self.signing.paper_asked.connect(self._sign_on_paper)
        self.signing.none_asked.connect(self._ask_why_none)
        self.signing.close_asked.connect(lambda: self._go_to(Step.CLOSE))
        self.signing.unlock_asked.connect(self._look_at_stake)

    @property
    def sheet(self) -> SigningSheet | None:
        """The sheet that is being signed, None while there is none."""
        return self._sheet

    def enter(self, handover: HandoverId | None) -> None:
        """Read how far `handover` has come and make its document."""
        super().enter(handover)
        self._is_fresh = True
        for panel in (self.finalising, self.signing, self.voided, self.cites_void):
            panel.hide()
        self._load()

    def leave(self) -> bool:
        """Stay while somebody signs: the sheet asks first whether it may be left."""
        if self._sheet is None:
            return True
        self._sheet.ask_to_leave()
        return self._sheet is None

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Show what a commit changed: another document, another state of signing."""
        if changes.handover == self.handover:
            self._load()

    def _load(self) -> None:
        handover = self.handover
        if handover is not None:
            self.context.operations.query(
                lambda: read_sign_data(self._services, handover), initiator=self, done=self._show
            )

    def _show(self, data: SignData) -> None:
        if data.handover.id != self.handover:
            return
        self._data = data
        final = bool(data.handover.number)
        self.finalising.setVisible(not final)
        self.signing.setVisible(final)
        self.voided.show_voided(data.voided)
        self.cites_void.show_voided(data.cites_void)
        if final:
            self.signing.show_standing(data.handover, data.signatories)
        else:
            self.finalising.show_details(data.handover.details)
            self.finalising.show_errors(data.errors)
            self.finalising.show_points(
                [say(self._, one.point.text, dict(one.params)) for one in data.points]
            )
        self._show_document()
        self._place_focus(final=final)

    def _place_focus(self, *, final: bool) -> None:
        """Put the focus where the work goes on, but not away from where somebody is reading."""
        focused = QApplication.focusWidget()
        reads = focused is not None and self.preview.isAncestorOf(focused)
        if self._is_fresh or not reads:
            self._is_fresh = False
            if final:
                self.signing.take_focus()
            else:
                self.finalising.setFocus()

    def _show_document(self) -> None:
        if self._data is None:
            return
        languages = () if self._data.handover.number else self.finalising.languages
        self.preview.load(self._data.handover.id, languages)

    def _finalise(self) -> None:
        data = self._data
        if data is None:
            return
        services, handover, languages = self._services, data.handover, self.finalising.languages

        def finalise() -> ChangeSet:
            if languages and languages != handover.details.languages:
                details = replace(handover.details, languages=languages)
                services.handovers.save_details(handover.id, details, revision=handover.revision)
            return services.finalising.finalise(handover.id)

        self.finalising.set_busy()
        self.context.operations.command(
            finalise, initiator=self, failed=self.finalising.refuse, label=self._("Finalising…")
        )

    def _open_sheet(self, signatory: Signatory) -> None:
        data = self._data
        if data is None or self._sheet is not None:
            return
        languages = data.handover.details.languages
        sheet = SigningSheet(self.context, data.handover.id, signatory, languages, self)
        self._sheet = sheet
        sheet.finished.connect(self._put_sheet_away)
        sheet.showFullScreen()

    def _put_sheet_away(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = None

    def _sign_on_paper(self, signatory: Signatory) -> None:
        data, party = self._data, signatory.details
        if data is None:
            return
        who = party.representative or party.name
        agreed = self.context.messages.confirm(
            self._("Sign on paper"),
            self._("{name} signs with ink on the printed protocol.", name=who),
            yes=self._("Note it so"),
            detail=self._(
                "This is recorded now and cannot be taken back. Attach the scan of the signed pages later."
            ),
        )
        if agreed:
            signing, language = self._services.signing, data.handover.details.languages[0]
            self.context.operations.command(
                lambda: signing.sign_on_paper(data.handover.id, signatory.party, language=language),
                initiator=self,
            )

    def _ask_why_none(self, signatory: Signatory) -> None:
        dialog = NoSignatureDialog(self.context, signatory, self)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.found
        dialog.deleteLater()
        if agreed:
            self.note_none(signatory, found)

    def note_none(self, signatory: Signatory, found: NoSignature) -> None:
        """Record that a party refused, or was absent."""
        data = self._data
        if data is None:
            return
        signing, handover, party = self._services.signing, data.handover.id, signatory.party
        language = data.handover.details.languages[0]

        def note() -> ChangeSet:
            if found.kind is SignatureKind.ABSENT:
                return signing.note_absence(handover, party, reason=found.reason)
            return signing.refuse(
                handover, party, reason=found.reason, witness=found.witness, language=language
            )

        self.context.operations.command(note, initiator=self)

    def _look_at_stake(self) -> None:
        """Read what unlocking would void, and ask; a refusal says why it cannot be."""
        handover, voiding = self.handover, self._services.voiding
        if handover is not None:
            self.context.operations.query(
                lambda: voiding.at_stake(handover),
                initiator=self,
                done=self._ask_to_unlock,
                failed=self.context.messages.refuse,
            )

    def _ask_to_unlock(self, stake: AtStake) -> None:
        dialog = UnlockDialog(self.context, stake, self)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.found
        dialog.deleteLater()
        if agreed:
            self.unlock(stake.number, found)

    def unlock(self, number: str, found: Unlocking) -> None:
        """Void the protocol of that number, and go to where the handover goes on."""
        data = self._data
        if data is None:
            return
        handover, voiding, _ = data.handover, self._services.voiding, self._

        def go_on(_changes: ChangeSet) -> None:
            self.context.messages.tell(_("{number} is void. What was found is all there.", number=number))
            self._go_to(Step.PREPARE if handover.is_symbolic else Step.CHECK)

        self.context.operations.command(
            lambda: voiding.unlock(
                handover.id,
                reason=found.reason,
                who=found.who,
                originals_withdrawn=found.originals_withdrawn,
            ),
            initiator=self,
            done=go_on,
            failed=self.context.messages.refuse,
            label=_("Unlocking…"),
        )

    def _show_points(self) -> None:
        is_symbolic = self._data is not None and self._data.handover.is_symbolic
        self._go_to(Step.PREPARE if is_symbolic else Step.RECONCILE)

    def _go_to(self, step: Step) -> None:
        if self.handover is not None:
            self.context.navigation.open_handover(self.handover, step)
