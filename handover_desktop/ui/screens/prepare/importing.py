"""Bringing a list in: choose it, look at what is understood, correct it, and only then import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

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
from handover_desktop.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from handover_desktop.lists.files import Pasted
    from handover_desktop.lists.reading import ListReading


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


class ImportScreen(Screen):
    """Two pages: choosing a file, and reviewing what was understood. Nothing is written before "Import"."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._wishes: _Wishes | None = None
        self._reading: ListReading | None = None
        self._to_import: ListReading | None = None
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
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build_choice())
        self._pages.addWidget(self._review)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        on_paste(self, self._paste)

    def begin(self, source: Path | Pasted | None) -> None:
        """Read the list, or let the user choose one."""
        self._reading = self._to_import = self._wishes = None
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
        """Carry how the file is read."""
        self.leave()
        return self._wishes

    def resume(self, carried: object) -> None:
        """Read the same file in the same way."""
        if isinstance(carried, _Wishes):
            self._read(carried)

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
            self._review.show_rest(self._to_import)

    def _read(self, wishes: _Wishes) -> None:
        if self._job is not None:
            self._job.cancel()
        importing, into = self.context.services.importing, self.handover
        steps = Steps(self)
        self._review.set_busy(True)
        self._job = self.context.operations.compute(
            lambda: importing.read(
                wishes.source,
                sheet=wishes.sheet,
                mapping=wishes.mapping,
                header_row=wishes.header_row,
                group_field=wishes.group_field,
                apart=wishes.apart,
                corrections=wishes.corrections,
                anew=wishes.anew,
                handover=into,
                progress=steps,
            ),
            initiator=self,
            done=lambda reading: self._show(reading, wishes),
            failed=self._refuse,
            settled=lambda: self._settle(steps),
            steps=steps,
            label=self.context._("Reading {name}…", name=wishes.source.name),
        )

    def _show(self, reading: ListReading, wishes: _Wishes) -> None:
        if reading.remembered:
            # What was remembered is laid down, so that a change of one column leaves the others as they are.
            wishes = replace(wishes, mapping=dict(reading.wanted), header_row=reading.header_row)
        self._reading = self._to_import = reading
        self._wishes = wishes
        self._review.show_reading(reading)
        self._pages.setCurrentIndex(1)
        self._review.focus_first()

    def _refuse(self, error: HandoverError) -> None:
        self.context.messages.refuse(error)
        if self._reading is not None:
            self._review.show_reading(self._reading)

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
        into, steps = self.handover, Steps(self)
        self._review.set_busy(True)
        self.context.operations.command(
            lambda: importing.bring_in(reading, handover=into, progress=steps),
            initiator=self,
            done=lambda changes: self._finish(changes, reading),
            failed=self.context.messages.refuse,
            settled=lambda: self._settle(steps),
            steps=steps,
            label=self.context._("Importing {name}…", name=reading.file_name),
        )

    def _settle(self, steps: Steps) -> None:
        steps.deleteLater()
        self._review.set_busy(False)

    def _finish(self, changes: ChangeSet, reading: ListReading) -> None:
        """Say what was imported and go to the preparation of the handover."""
        _ = self.context._
        count = len(reading.lines)
        self.context.messages.tell(
            _.n(
                "{count} line from {name} is imported.",
                "{count} lines from {name} are imported.",
                count,
                name=reading.file_name,
            )
        )
        self._reading = self._to_import = self._wishes = None
        handover: HandoverId | None = changes.handover
        if handover is not None:
            self.context.navigation.open_handover(handover, Step.PREPARE)
