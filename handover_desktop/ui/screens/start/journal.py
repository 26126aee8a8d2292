"""The journal: every act in this register, newest first, and whether its chain is whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from handover_desktop.domain.audit import AuditEntry, ChainReport
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.services.changes import ChangeSet
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.keeping import keep_columns
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import as_tip, text_label
from handover_desktop.ui.widgets.rows_model import Index, RowsModel

_PAGE: Final = 500
"""So many entries are read at once; more are read when one scrolls to the end."""
_HEADINGS: Final = (N_("No."), N_("When"), N_("Who"), N_("What"), N_("Of what"))
_NO_PARENT: Final = QModelIndex()
_Page = tuple[tuple[AuditEntry, ...], dict[str, tuple[str, str]]]
_ACTIONS: Final = {
    "register-created": N_("Register made"),
    "handover-created": N_("Handover made"),
    "handover-renamed": N_("Handover renamed"),
    "details-saved": N_("Details saved"),
    "list-imported": N_("List imported"),
    "list-version-accepted": N_("New version of the list accepted"),
    "line-changed-by-list": N_("Line changed by a new version of the list"),
    "clock-confirmed": N_("Clock of the laptop confirmed"),
    "clock-jumped": N_("Clock of the laptop went back"),
    "clock-jump-seen": N_("Seen that the clock went back"),
    "check-begun": N_("Check begun"),
    "check-recorded": N_("Check recorded"),
    "check-undone": N_("Check taken back"),
    "check-reopened": N_("Check opened again"),
    "extra-item-added": N_("Item added that is not on the list"),
    "photo-added": N_("Photo added"),
    "photo-captioned": N_("Caption of a photo changed"),
    "photo-removed": N_("Photo removed"),
    "photo-restored": N_("Photo brought back"),
    "logo-added": N_("Logo added"),
    "logo-removed": N_("Logo removed"),
    "checklist-saved": N_("Checklist saved"),
    "checklist-removed": N_("Checklist removed"),
    "checklist-chosen": N_("Checklist chosen for a category"),
    "handover-reconciled": N_("Reconciled"),
    "handover-finalised": N_("Finalised"),
    "protocol-signed": N_("Protocol signed"),
    "signature-refused": N_("Signature refused"),
    "signatory-absent": N_("Signatory absent"),
    "handover-signed": N_("All signatories have decided"),
    "protocol-voided": N_("Protocol voided"),
    "protocol-issued": N_("Protocol given out"),
    "protocol-approved": N_("Signed with a certificate"),
    "protocol-saved": N_("Protocol saved"),
    "extract-issued": N_("Extract for a receiving unit given out"),
    "extract-saved": N_("Extract for a receiving unit saved"),
    "protocol-on-stick": N_("Protocol written to a stick and read back"),
    "protocol-printed": N_("Protocol printed"),
    "protocol-copied": N_("Copy made"),
    "original-noted": N_("Whereabouts of an original noted"),
    "blank-form-printed": N_("Form to tick by hand made"),
    "paper-page-compared": N_("Page of a form compared with its counts"),
    "signed-scan-attached": N_("Signed scan attached"),
    "filled-form-attached": N_("Filled form attached"),
    "handover-exported": N_("Handover given out as data"),
    "archive-saved": N_("Archive of the handover saved"),
    "labels-made": N_("Labels made"),
    "register-exported": N_("Register given out as data"),
    "handover-closed": N_("Handover closed"),
    "handover-cancelled": N_("Handover cancelled"),
    "supplement-created": N_("Supplementary protocol begun"),
    "ceremony-created": N_("Ceremony protocol begun"),
    "seal-trusted": N_("Seal trusted"),
    "seal-distrusted": N_("Seal no longer trusted"),
    "settings-saved": N_("Settings saved"),
    "donor-profile-saved": N_("Donor profile saved"),
    "donor-profile-removed": N_("Donor profile deleted"),
    "donor-profile-reset": N_("Donor profile brought back"),
    "donor-profile-chosen": N_("Donor profile chosen for new handovers"),
}


class _JournalModel(RowsModel[AuditEntry]):
    """The entries, newest first.

    *Signals:* `more_wanted()` when one scrolled to the last that is shown, and there may be more.
    """

    more_wanted = Signal()

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(context._, _HEADINGS, parent)
        self._context = context
        self._lines: dict[str, tuple[str, str]] = {}
        self._may_have_more = False

    @property
    def last(self) -> AuditEntry | None:
        """The oldest entry that is shown."""
        return self.row(self.rowCount() - 1)

    def show_entries(self, found: _Page) -> None:
        """Show entries, with the handovers and lines of those that are about items."""
        entries, self._lines = found
        self._may_have_more = len(entries) == _PAGE
        self.show(entries)

    def append_entries(self, found: _Page) -> None:
        """Show older entries below."""
        entries, lines = found
        self._lines |= lines
        self._may_have_more = len(entries) == _PAGE
        self.append(entries)

    def canFetchMore(self, parent: Index = _NO_PARENT) -> bool:
        return self._may_have_more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        self._may_have_more = False  # until those that are asked for are there
        self.more_wanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(entry.payload) if index.column() == len(_HEADINGS) - 1 else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        action = _ACTIONS.get(entry.action)
        return (
            f"{entry.device}-{entry.sequence}",
            self._context.formats.moment(entry.at),
            entry.actor,
            self._context._(action) if action else entry.action,
            self._subject(entry),
        )[index.column()]

    def _subject(self, entry: AuditEntry) -> str:
        """Return what the act was about: for an item its handover and line, and of a check what was found."""
        _ = self._context._
        reference, line = self._lines.get(entry.subject, ("", ""))
        finding = json.loads(entry.payload or "{}").get("finding")
        outcome = finding.get("outcome") if isinstance(finding, dict) else None
        said = (
            left_to_right(reference) or ("" if outcome else entry.subject),
            _("Line {line}", line=line) if line else "",
            _(TERMS[Outcome(outcome)]) if outcome else "",
        )
        return " · ".join(part for part in said if part)


class JournalScreen(Screen):
    """The entries of the audit chain, and its verification."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        _, look = context._, context.look
        space = look.theme.space
        self._model = _JournalModel(context, self)
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(text_label(look, _("Journal"), TextStyle.TITLE, strong=True, wrap=False))
        self._verdict = text_label(look, "", tone="muted")
        head.addWidget(self._verdict, 1)
        verify = button(look, _("Check the chain"), icon_name="shield-check")
        verify.clicked.connect(self._verify)
        head.addWidget(verify)
        self._table = QTableView()
        self._table.setModel(self._model)
        self._model.more_wanted.connect(self._read_on)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(False)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(32)
        self._table.setAccessibleName(_("Journal"))
        longest = context.formats.moment(datetime(2026, 12, 30, 20, 40, tzinfo=UTC))
        moment = self._table.fontMetrics().horizontalAdvance(longest) + space(6)
        for place, width in enumerate((100, moment, 160, 320)):
            self._table.setColumnWidth(place, max(width, look.theme.scaled(width)))
        self._table.horizontalHeader().setHighlightSections(False)
        keep_columns(self._table.horizontalHeader(), context.settings, "journal/columns")
        self._table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(4))
        column.addLayout(head)
        column.addWidget(self._table, 1)

    def enter(self, handover: HandoverId | None) -> None:
        """Read the newest entries."""
        super().enter(handover)
        self._verdict.clear()
        self._reload()
        self._table.setFocus()

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Read the newest entries."""
        self._reload()

    def _reload(self) -> None:
        self.context.operations.query(lambda: self._read(None), initiator=self, done=self._model.show_entries)

    def _read_on(self) -> None:
        last = self._model.last
        self.context.operations.query(
            lambda: self._read(last), initiator=self, done=self._model.append_entries
        )

    def _read(self, before: AuditEntry | None) -> _Page:
        safekeeping = self.context.services.safekeeping
        entries = safekeeping.journal(limit=_PAGE, before=before)
        return entries, safekeeping.lines_of(entries)

    def _verify(self) -> None:
        self.context.operations.query(
            self.context.services.safekeeping.verify_audit,
            initiator=self,
            done=self._show_verdict,
            label=self.context._("Checking the chain…"),
        )

    def _show_verdict(self, report: ChainReport) -> None:
        _ = self.context._
        if report.broken is not None:
            device, sequence = report.broken
            text = _(
                "The chain is broken at entry {sequence} of laptop {device}.",
                sequence=sequence,
                device=device,
            )
        else:
            text = _.n(
                "The chain is whole: {count} entry.", "The chain is whole: {count} entries.", report.entries
            )
        self._verdict.setText(text)
