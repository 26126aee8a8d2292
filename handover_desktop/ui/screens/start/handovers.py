"""The first room: the handovers of this register, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.texts import N_
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.views import HandoverSummary
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.start.handover_page import HandoverPage
from handover_desktop.ui.widgets.empty_state import EmptyState

_FIRST_STEPS = (
    N_("Import the list of assets: an XLSX or CSV file. You see every line before anything is written."),
    N_("Check the assets one by one, and choose what was found. Every entry is saved at once."),
    N_("Sign and print the protocol: the parties sign here or on paper."),
)


class HandoversScreen(Screen):
    """All handovers with state, progress, place and date; an empty register explains the first three steps."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._list = HandoverPage(context)
        self._model, self._table = self._list.model, self._list.table
        self._copy_button, self._cancel_button = self._list.copy_button, self._list.cancel_button
        self._list.import_asked.connect(lambda: context.navigation.import_list(None, None))
        self._list.new_asked.connect(lambda: self._create(None))
        self._list.open_asked.connect(lambda chosen: context.navigation.open_handover(chosen.id, None))
        self._list.copy_asked.connect(self._create)
        self._list.cancel_asked.connect(self._cancel)
        writes(
            context,
            self._list.import_button,
            self._list.new_button,
            self._list.copy_button,
            self._list.cancel_button,
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(QWidget())
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._build_empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def enter(self, handover: HandoverId | None) -> None:
        """Show the handovers as they are now."""
        super().enter(handover)
        self._reload()

    def leave(self) -> bool:
        """Keep the widths of the columns."""
        self._list.keep_columns()
        return True

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Reload: every kind of change shows here."""
        self._reload()

    def _build_empty(self) -> EmptyState:
        _ = self.context._
        page = EmptyState(
            self.context.look,
            "clipboard-list",
            _("This register is empty"),
            _("A handover begins with the list of assets and ends with the signed protocol."),
        )
        for number, text in enumerate(_FIRST_STEPS, 1):
            page.add_step(str(number), _(text))
        first = page.add_action(_("Import a list"), primary=True, icon="file-spreadsheet")
        first.clicked.connect(lambda: self.context.navigation.import_list(None, None))
        page.add_action(_("New handover")).clicked.connect(lambda: self._create(None))
        page.add_action(_("Look at the demo")).clicked.connect(self.context.navigation.open_demo)
        self._first_step = first
        return page

    def _reload(self) -> None:
        self.context.operations.query(
            self.context.services.handovers.overview, initiator=self, done=self._show_rows
        )

    def _show_rows(self, rows: tuple[HandoverSummary, ...]) -> None:
        self._list.show_rows(rows)
        self._pages.setCurrentIndex(1 if rows else 2)
        (self._table if rows else self._first_step).setFocus()

    def _create(self, like: HandoverSummary | None) -> None:
        handovers = self.context.services.handovers

        def open_made(changes: ChangeSet) -> None:
            if changes.handover is not None:
                self.context.navigation.open_handover(changes.handover, Step.PREPARE)

        self.context.operations.command(
            lambda: handovers.create(handovers.propose_reference(), like=like.id if like else None),
            initiator=self,
            done=open_made,
        )

    def _cancel(self, summary: HandoverSummary) -> None:
        _ = self.context._
        reason = self.context.messages.ask_reason(
            _("Cancel the handover {reference}", reference=summary.reference),
            _("It stays in the register and can be read, but not continued. Why is it cancelled?"),
            yes=_("Cancel the handover"),
        )
        if reason is not None:
            handovers = self.context.services.handovers
            self.context.operations.command(lambda: handovers.cancel(summary.id, reason), initiator=self)
