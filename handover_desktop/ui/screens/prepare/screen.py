"""The preparation of a handover: one form in sections, saved by an explicit act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from handover_desktop.domain.errors import Code, HandoverError
from handover_desktop.domain.handovers import Clause, Handover, Party
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.reconciliation import OpenPoint
from handover_desktop.domain.states import State
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.services.changes import ChangeSet, Kind
from handover_desktop.services.donor_profiles import KeptProfile
from handover_desktop.services.views import HandoverSummary
from handover_desktop.ui.ceremony_protocols import CeremonyProtocols
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.messages import Unsaved
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.operations import Job
from handover_desktop.ui.pasting import on_paste
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.prepare.form import PrepareForm
from handover_desktop.ui.screens.prepare.list_section import ListState
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import hair_line, text_label

_FILL_AFTER_MS: Final = 300
"""From the last change on the form until what the clauses say is shown anew."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Everything the screen shows, read in one go."""

    handover: Handover
    list: ListState
    units: tuple[str, ...]
    parties: tuple[Party, ...]
    catalogue: tuple[Clause, ...]
    profiles: tuple[KeptProfile, ...]
    others: tuple[HandoverSummary, ...]


class PrepareScreen(Screen):
    """The form, and below it what is saved, the starting point, and the way to the check."""

    LEAST = (900, 400)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._loaded: _Loaded | None = None
        self._carried: object = None
        self._wish: OpenPoint | None = None
        self._form = PrepareForm(context)
        self._form.edited.connect(self._show_possible)
        self._filling = QTimer(self, singleShot=True, interval=_FILL_AFTER_MS)
        self._filling.timeout.connect(self._fill_clauses)
        self._form.edited.connect(self._filling.start)
        self._form.document.edited.connect(self._follow_languages)
        self._form.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._form, 1)
        column.addWidget(hair_line(context.look))
        column.addLayout(self._build_foot())
        on_paste(self, self._form.list.paste)

    def enter(self, handover: HandoverId | None) -> None:
        """Show the handover as it is saved."""
        fresh = handover != self.handover
        super().enter(handover)
        if fresh:
            self._loaded = None
            self._form.setEnabled(False)
        self._load()

    def show_point(self, point: OpenPoint) -> None:
        """Go to the input where an open point is settled, once everything is read."""
        self._wish = point

    def leave(self) -> bool:
        """Ask about edits that are not saved."""
        if not self._is_dirty():
            return True
        answer = self.context.messages.ask_unsaved(
            self.context._("This handover has changes that are not saved.")
        )
        if answer is Unsaved.SAVE:
            return self._save_now()
        if answer is Unsaved.DISCARD:
            self._loaded = None
        return answer is Unsaved.DISCARD

    def carry(self) -> object:
        """Carry what was edited and is not saved."""
        return (self._form.handover.reference, self._form.details()) if self._is_dirty() else None

    def resume(self, carried: object) -> None:
        """Put the edits back over what is saved, once that is read."""
        self._carried = carried

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Show what changed elsewhere; what is being edited stays as it is written."""
        concerned = changes.handover == self.handover and changes.kinds & {
            Kind.DETAILS,
            Kind.ITEMS,
            Kind.HANDOVERS,
        }
        if concerned and initiator is not self:
            self._load()

    def _build_foot(self) -> QHBoxLayout:
        _, look = self.context._, self.context.look
        space = look.theme.space
        self._status = text_label(look, "", tone="muted", wrap=False)
        self._start_from = button(
            look, _("Use another handover as a starting point"), role="quiet", icon_name="copy"
        )
        self._start_menu = QMenu(self._start_from)
        self._start_from.setMenu(self._start_menu)
        self._save_button = button(look, _("Save"), icon_name="save", shortcut="Ctrl+S")
        self._save_button.clicked.connect(self._save)
        self._ceremony = button(look, _("Ceremony protocol…"), role="quiet", icon_name="file-text")
        self._ceremony.clicked.connect(self._ask_ceremony)
        writes(self.context, self._start_from, self._ceremony)
        self._begin = button(look, _("Start the check"), role="primary", icon_name="arrow-right")
        self._begin.clicked.connect(self._go_on)
        row = QHBoxLayout()
        row.setContentsMargins(space(5), space(3), space(5), space(3))
        row.setSpacing(space(3))
        row.addWidget(self._start_from)
        row.addWidget(self._ceremony)
        row.addStretch(1)
        for widget in (self._status, self._save_button, self._begin):
            row.addWidget(widget)
        return row

    def _load(self) -> None:
        services, wanted = self.context.services, self.handover
        if wanted is None:
            return

        def work() -> _Loaded:
            found = services.handovers.get(wanted)
            listed = services.ceremonies.list_of(wanted)
            return _Loaded(
                found,
                ListState(found, listed, services.checking.tally(listed.id)),
                services.checking.receiving_units(wanted),
                services.handovers.known_parties(),
                services.handovers.clause_catalogue(tuple(DOCUMENT_LANGUAGES), symbolic=found.is_symbolic),
                services.donor_profiles.list(),
                tuple(one for one in services.handovers.overview() if one.id != wanted),
            )

        self.context.operations.query(work, initiator=self, done=self._show)

    def _show(self, loaded: _Loaded) -> None:
        if loaded.handover.id != self.handover:
            return
        keeps_edits = self._is_dirty()
        form, handover = self._form, loaded.handover
        form.list.show_state(loaded.list)
        form.show_sections(symbolic=handover.is_symbolic)
        form.parties.show_known(loaded.parties)
        form.donor.show_profiles(loaded.profiles)
        if not form.isEnabled():
            form.setEnabled(True)
            form.focus_first()
        if not keeps_edits:
            self._loaded = loaded
            form.units.show_codes(())
            form.load(handover.reference, handover.details)
            form.clauses.show_catalogue(loaded.catalogue, handover.details.languages)
            form.units.show_codes(loaded.units)
        form.set_editable(not handover.state.is_frozen and self.context.services.original is None)
        self._go_on_editing()
        self._fill_clauses()
        self._fill_start_menu(loaded.others)
        self._show_possible()
        wish, self._wish = self._wish, None
        if wish is not None:
            QTimer.singleShot(0, self, lambda: self._form.show_point(wish))  # first everything has its place

    def _go_on_editing(self) -> None:
        """Show what was edited before the language of the window changed."""
        carried, self._carried = self._carried, None
        if isinstance(carried, tuple):
            reference, details = carried
            self._form.handover.load_reference(reference)
            self._form.show_details(details)
            self._follow_languages()

    def _is_dirty(self) -> bool:
        return self._loaded is not None and not self._loaded.handover.state.is_frozen and self._form.is_dirty

    def _show_possible(self) -> None:
        if self._loaded is None:
            return
        _, handover = self.context._, self._loaded.handover
        dirty = self._is_dirty()
        self._save_button.setEnabled(dirty)
        self._begin.setVisible(handover.state is State.PREPARING)
        self._begin.setText(_("Go on to sign") if handover.is_symbolic else _("Start the check"))
        has_lines = bool(self._loaded.list.tally.total().lines)
        self._ceremony.setVisible(
            has_lines and not handover.is_symbolic and handover.state is not State.CANCELLED
        )
        self._begin.setEnabled(has_lines)
        self._begin.setToolTip("" if has_lines else _("Import a list first."))
        self._start_from.setVisible(not handover.state.is_frozen and not self._start_menu.isEmpty())
        if handover.state is State.CANCELLED:
            self._status.setText(_("Cancelled: {reason}", reason=handover.cancel_reason))
        elif handover.state.is_frozen:
            self._status.setText(_("Finalised. The content is frozen."))
        else:
            self._status.setText(_("● Changes not saved") if dirty else _("All changes saved"))

    def _follow_languages(self) -> None:
        """Show the clauses in the languages that were chosen."""
        languages = self._form.document.languages
        if languages == self._form.clauses.languages:
            return
        handovers = self.context.services.handovers
        symbolic = self._loaded is not None and self._loaded.handover.is_symbolic
        self.context.operations.query(
            lambda: handovers.clause_catalogue(tuple(DOCUMENT_LANGUAGES), symbolic=symbolic),
            initiator=self,
            done=lambda catalogue: self._form.clauses.show_catalogue(catalogue, languages),
            settled=self._show_possible,
        )

    def _fill_clauses(self) -> None:
        """Show what the clauses say once their blanks are filled in with what is written on the form."""
        wanted, clauses = self.handover, self._form.clauses
        if wanted is None or not clauses.have_blanks:
            clauses.show_filled(())
            return
        details, handovers = self._form.details(), self.context.services.handovers
        self.context.operations.query(
            lambda: handovers.filled_clauses(wanted, details), initiator=self, done=clauses.show_filled
        )

    def _fill_start_menu(self, others: tuple[HandoverSummary, ...]) -> None:
        self._start_menu.clear()
        for other in others:
            text = " · ".join(part for part in (other.reference, other.title) if part)
            action = self._start_menu.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, other=other: self._start_like(other.id))

    def _start_like(self, other: HandoverId) -> None:
        handovers = self.context.services.handovers
        self.context.operations.query(lambda: handovers.get(other), initiator=self, done=self._take_over)

    def _take_over(self, other: Handover) -> None:
        """Put who and how of another handover into the form, to be looked at and saved.

        Declarations are taken only from one of the same kind: a symbolic one has its own.
        """
        own, details = self._form.details(), other.details
        same_kind = self._loaded is not None and self._loaded.handover.is_symbolic is other.is_symbolic
        self._form.show_details(
            replace(
                own,
                parties=details.parties,
                commission_decision=details.commission_decision,
                commission=details.commission,
                languages=details.languages,
                originals=details.originals,
                distribution=details.distribution,
                clauses=details.clauses if same_kind else own.clauses,
                paper=details.paper,
                donor=details.donor,
                logos=details.logos,
            )
        )
        self._follow_languages()
        self._show_possible()

    def _save(self) -> Job | None:
        """Begin to save what was edited; None where something cannot be understood."""
        if self._loaded is None or self._form.find_errors():
            return None
        before, details = self._loaded.handover, self._form.details()
        reference = self._form.handover.reference
        handovers = self.context.services.handovers

        def work() -> ChangeSet:
            changes = ChangeSet(frozenset())
            if reference != before.reference:
                changes = handovers.rename(before.id, reference)
            if details != before.details:
                changes = handovers.save_details(before.id, details, revision=before.revision)
            return changes

        self._save_button.setEnabled(False)
        return self.context.operations.command(
            work,
            initiator=self,
            done=lambda _changes: self._reload_saved(),
            failed=self._refuse,
            label=self.context._("Saving…"),
        )

    def _save_now(self) -> bool:
        """Save, wait for the commit, and tell whether everything is saved."""
        job = self._save()
        return job is not None and self.context.operations.wait(job)

    def _reload_saved(self) -> None:
        self._loaded = None
        self._load()

    def _refuse(self, error: HandoverError) -> None:
        self._show_possible()
        if error.code in (Code.REFERENCE_TAKEN, Code.REFERENCE_EMPTY):
            self._form.handover.reference_field.set_error(self.context.messages.sentence(error))
            self._form.handover.reference_field.setFocus()
        else:
            self.context.messages.refuse(error)

    def _ask_ceremony(self) -> None:
        """Show the ceremony's protocols of this handover: a new one starts with what is saved here."""
        if self.handover is not None and not (self._is_dirty() and not self._save_now()):
            self.ceremonies = CeremonyProtocols(self.context, self.handover, self)
            self.ceremonies.ask()

    def _go_on(self) -> None:
        wanted, loaded = self.handover, self._loaded
        if wanted is None or (self._is_dirty() and not self._save_now()):
            return
        if loaded is not None and loaded.handover.is_symbolic:
            self.context.navigation.open_handover(wanted, Step.SIGN)
            return
        handovers = self.context.services.handovers
        self.context.operations.command(
            lambda: handovers.begin_check(wanted),
            initiator=self,
            done=lambda _changes: self.context.navigation.open_handover(wanted, Step.CHECK),
        )
