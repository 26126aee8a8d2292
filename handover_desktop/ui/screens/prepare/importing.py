"""Bringing a list in: choose it, look at what is understood, correct it, and only then import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.importing import take_rest
from handover_desktop.services.problem_lists import save_problems
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.operations import Job, Steps
from handover_desktop.ui.pasting import on_paste, take_pasted
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.prepare.import_review import ImportReview
from handover_desktop.ui.screens.prepare.version_page import Decisions, VersionPage
from handover_desktop.ui.small_screens import Pages
from handover_desktop.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from handover_desktop.lists.files import Pasted
    from handover_desktop.lists.reading import ListReading
    from handover_desktop.services.list_versions import NewVersion


@dataclass(frozen=True, slots=True)
class _Wishes:
    """How the user wants a list to be read; what is None is left to the program."""

    source: Path | Pasted
    sheet: str | None = None
    header_row: int | None = None
    mapping: dict[str, str] | None = None
    group_field: str | None = None
    apart: frozenset[int] = frozenset()
    corrections: Mapping[str, str] = field(default_factory=dict)
    anew: bool = False


@dataclass(frozen=True, slots=True)
class _Carried:
    """What goes over to the same screen in another language: how the list is read, and what was decided about it."""

    wishes: _Wishes
    with_rest: bool
    decisions: Decisions | None


class ImportScreen(Screen):
    """Three pages: choosing a file, reviewing what was understood, and for a list that comes again what differs.

    Nothing is written before "Import" or "Take over".
    """

    LEAST = (900, 460)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._wishes: _Wishes | None = None
        self._reading: ListReading | None = None
        self._to_import: ListReading | None = None
        self._version: NewVersion | None = None
        self._carried: _Carried | None = None
        self._job: Job | None = None
        self._review = ImportReview(context)
        self._review.file_asked.connect(self._choose_file)
        self._review.sheet_chosen.connect(self._choose_sheet)
        self._review.header_chosen.connect(self._choose_header)
        self._review.mapped.connect(self._map)
        self._review.group_chosen.connect(self._choose_group)
        self._review.apart_chosen.connect(self._choose_apart)
        self._review.corrected.connect(self._correct)
        self._review.problems_asked.connect(self._save_problems)
        self._review.left.connect(self._leave_for_handover)
        self._review.rest_chosen.connect(self._take_rest)
        self._review.anew_asked.connect(self._guess_anew)
        self._review.import_asked.connect(self._bring_in)
        self._review.version_asked.connect(self._compare)
        self._versions = VersionPage(context)
        self._versions.back_asked.connect(self._turn_back)
        self._versions.taken_over.connect(self._finish_version)
        self._pages = Pages()
        self._pages.addWidget(self._build_choice())
        self._pages.addWidget(self._review)
        self._pages.addWidget(self._versions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        on_paste(self, self._paste)

    def begin(self, source: Path | Pasted | None) -> None:
        """Read the list, or let the user choose one."""
        self._reading = self._to_import = self._wishes = self._version = None
        self._pages.setCurrentIndex(0)
        self._first.setFocus()
        if source is not None:
            self._read(_Wishes(source))

    def leave(self) -> bool:
        """Let go of a reading that is under way; nothing was written."""
        if self._job is not None:
            self._job.cancel()
        return True

    def carry(self) -> object:
        """Carry how the file is read, and what was decided about a new version."""
        self.leave()
        if self._wishes is None:
            return None
        is_compared = self._pages.currentWidget() is self._versions
        decisions = self._versions.decisions if is_compared else None
        return _Carried(self._wishes, self._to_import is not self._reading, decisions)

    def resume(self, carried: object) -> None:
        """Read the same file in the same way, and go on with what was decided."""
        if isinstance(carried, _Carried):
            self._read(carried.wishes, carried)

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Nothing elsewhere changes what is being read here."""

    def _build_choice(self) -> EmptyState:
        _ = self.context._
        page = EmptyState(
            self.context.look,
            "file-spreadsheet",
            _("Import a list"),
            _(
                "Choose the list of assets, drop it on this window, or paste a table: XLSX, XLS, ODS, CSV and more. "
                "You see what is understood before anything is written."
            ),
        )
        self._first = page.add_action(_("Choose a file"), primary=True, icon="folder-open")
        self._first.clicked.connect(self._choose_file)
        page.add_action(_("Paste a table"), icon="clipboard-list").clicked.connect(self._paste)
        page.add_action(_("Back")).clicked.connect(self._leave_for_handover)
        return page

    def _choose_file(self) -> None:
        path = self.context.files.choose_list()
        if path is not None:
            self._read(_Wishes(path))

    def _paste(self) -> None:
        pasted = take_pasted(self.context)
        if pasted is not None:
            self._read(_Wishes(pasted))

    def _choose_sheet(self, sheet: str) -> None:
        if self._wishes is not None:
            self._read(_Wishes(self._wishes.source, sheet))

    def _choose_header(self, row: int) -> None:
        if self._wishes is not None:
            self._read(replace(self._wishes, header_row=row, mapping={}))

    def _map(self, wanted: dict[str, str]) -> None:
        if self._wishes is not None:
            self._read(replace(self._wishes, mapping={**(self._wishes.mapping or {}), **wanted}))

    def _choose_group(self, chosen: str) -> None:
        if self._wishes is not None:
            self._read(replace(self._wishes, group_field=chosen))

    def _choose_apart(self, rows: frozenset[int]) -> None:
        if self._wishes is not None:
            self._read(replace(self._wishes, apart=rows))

    def _correct(self, cell: str, text: str) -> None:
        if self._wishes is not None:
            self._read(replace(self._wishes, corrections={**self._wishes.corrections, cell: text}))

    def _guess_anew(self) -> None:
        if self._wishes is not None:
            self._read(replace(self._wishes, mapping=None, header_row=None, group_field=None, anew=True))

    def _take_rest(self, wanted: bool) -> None:
        reading = self._reading
        if reading is not None:
            translator = self.context.services.workplace.translator(self.context._.language)
            self._to_import = take_rest(reading, translator) if wanted else reading
            self._version = None  # what is taken along differs too, or no more
            self._review.show_rest(self._to_import)

    def _read(self, wishes: _Wishes, carried: _Carried | None = None) -> None:
        if self._job is not None:
            self._job.cancel()
        services, into, steps = self.context.services, self.handover, Steps()

        def read() -> tuple[ListReading, NewVersion | None]:
            reading = services.importing.read(
                wishes.source,
                sheet=wishes.sheet,
                mapping=wishes.mapping,
                header_row=wishes.header_row,
                group_field=wishes.group_field,
                apart=wishes.apart,
                corrections=wishes.corrections,
                anew=wishes.anew,
                handover=into,
                goes_on=True,
                progress=steps,
            )
            return reading, services.list_versions.compare(reading, into) if into is not None else None

        self._review.set_busy(True)
        self._job = self.context.operations.compute(
            read,
            initiator=self,
            done=lambda found: self._show(*found, wishes, carried),
            failed=self._refuse,
            settled=lambda: self._review.set_busy(False),
            steps=steps,
            label=self.context._("Reading {name}…", name=wishes.source.name),
        )

    def _show(
        self, reading: ListReading, version: NewVersion | None, wishes: _Wishes, carried: _Carried | None
    ) -> None:
        if reading.remembered:
            # What was remembered is laid down, so that a change of one column leaves the others as they are.
            wishes = replace(wishes, mapping=dict(reading.wanted), header_row=reading.header_row)
        self._reading = self._to_import = reading
        self._wishes, self._version = replace(wishes, sheet=reading.sheet), version
        self._review.show_reading(reading, version)
        self._turn_back()
        if carried is not None and carried.with_rest:
            self._review.take_rest()
        if carried is not None and carried.decisions is not None:
            self._compare(carried.decisions)

    def _turn_back(self) -> None:
        """Show what was understood."""
        self._pages.setCurrentWidget(self._review)
        self._review.focus_first()

    def _compare(self, decided: Decisions | None = None) -> None:
        """Show what differs from the list that is there."""
        reading, into, versions = self._to_import, self.handover, self.context.services.list_versions
        if reading is None or into is None:
            return

        def show(version: NewVersion | None) -> None:
            self._version = version
            if version is not None:
                self._versions.begin(reading, version, decided)
                self._pages.setCurrentWidget(self._versions)
                self._versions.focus_first()

        if self._version is not None:
            show(self._version)
            return
        self._review.set_busy(True)
        self.context.operations.compute(
            lambda: versions.compare(reading, into),
            initiator=self,
            done=show,
            failed=self.context.messages.refuse,
            settled=lambda: self._review.set_busy(False),
            label=self.context._("Comparing…"),
        )

    def _refuse(self, error: HandoverError) -> None:
        self.context.messages.refuse(error)
        if self._reading is not None:
            self._review.show_reading(self._reading, self._version)

    def _leave_for_handover(self) -> None:
        if self.handover is None:
            self.context.navigation.go_home()
        else:
            self.context.navigation.open_handover(self.handover, Step.PREPARE)

    def _save_problems(self) -> None:
        reading, _ = self._to_import, self.context._
        if reading is None:
            return
        name = f"{Path(reading.file_name).stem} – {_('Problems')}.xlsx"
        path = self.context.files.choose_target(name, _("Lists"), ".xlsx")
        if path is not None:
            language = self.context.services.workplace.translator(_.language)
            self.context.operations.compute(
                lambda: save_problems(reading, path, translator=language),
                initiator=self,
                done=lambda _nothing: self.context.messages.tell(_("Saved as {path}.", path=path)),
                failed=self.context.messages.refuse,
            )

    def _bring_in(self) -> None:
        reading, importing = self._to_import, self.context.services.importing
        if reading is None:
            return
        into, steps = self.handover, Steps()
        self._review.set_busy(True)
        self.context.operations.command(
            lambda: importing.bring_in(reading, handover=into, progress=steps),
            initiator=self,
            done=lambda changes: self._finish(changes, reading),
            failed=self.context.messages.refuse,
            settled=lambda: self._review.set_busy(False),
            steps=steps,
            label=self.context._("Importing {name}…", name=reading.file_name),
        )

    def _finish(self, changes: ChangeSet, reading: ListReading) -> None:
        """Say what was imported and go to the preparation of the handover."""
        self._close(
            changes.handover,
            self.context._.n(
                "{count} line from {name} is imported.",
                "{count} lines from {name} are imported.",
                len(reading.lines),
                name=reading.file_name,
            ),
        )

    def _finish_version(self, changes: ChangeSet, count: int) -> None:
        """Say what was taken over, how it is undone, and go to the preparation of the handover."""
        _ = self.context._
        said = _.n("{count} difference is taken over.", "{count} differences are taken over.", count)
        undone = _("Reading the earlier file again as a new version brings everything back.")
        self._close(changes.handover, f"{said} {undone}")

    def _close(self, handover: HandoverId | None, said: str) -> None:
        self.context.messages.tell(said)
        self._reading = self._to_import = self._wishes = self._version = None
        if handover is not None:
            self.context.navigation.open_handover(handover, Step.PREPARE)
