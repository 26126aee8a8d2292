"""What is found for an item: the outcome, and before it counts, the seal, what was read, the remark."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import (
    NEEDS_REMARK,
    Finding,
    Outcome,
    Qualifier,
    Remark,
    RemarkType,
    Settlement,
)
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.sheets import ItemSheet, has_exceptions
from handover_desktop.domain.terms import TERMS, say
from handover_desktop.i18n import Translator
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.icons import icon
from handover_desktop.ui.screens.check.begun import BegunFinding, BegunRemark, BegunTools
from handover_desktop.ui.screens.check.counts import Counts
from handover_desktop.ui.screens.check.reading import ReadingRow
from handover_desktop.ui.screens.check.remark_editor import RemarkEditor
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.flow_layout import FlowLayout
from handover_desktop.ui.widgets.outcome_bar import OFFERED, OutcomeBar
from handover_desktop.ui.widgets.targets import as_target

_ROOMY: Final = 800
"""The window's height in pixels, at usual type, from which the tools stay in sight while a remark is written."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: one item with the finding that stands, or several items (`asset` None)."""

    asset: AssetLine | None
    finding: Finding | None = None
    count: int = 1
    origin: Origin = Origin.LISTED


class FindingForm(QWidget):
    """Tools, the remark and the four outcomes, in this order from above.

    *Signals:* `submitted(CheckRequest)`; `left()` when a person turns away from what they began; `sheet_asked()` when
    the sheet beside the item is to be opened or put away.
    """

    submitted = Signal(object)
    left = Signal()
    sheet_asked = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._subject = Subject(None)
        self._asked: Outcome | None = None
        self.counts = Counts(look, _)
        self._sealed = self._make_tool(_(TERMS[Qualifier.SEALED]), "S", checkable=True)
        self._read = self._make_tool(_("Read on the object…"), "I", checkable=True)
        self.sheet_button = self._make_tool(_("Item sheet"), "D", checkable=True)
        self._sheet: ItemSheet | None = None
        self._proposal: Remark | None = None
        self._proposed = ""
        self._reading = ReadingRow(look, _)
        self.settlement = self._make_settlement()
        self._remark = RemarkEditor(look, _)
        self._banner = Banner(look, close_text=_("Dismiss"))
        words = {outcome: _(TERMS[outcome]) for outcome in OFFERED}
        self.bar = OutcomeBar(look, words, saving_text=_("saving…"))
        self._question = Banner(look, close_text=_("Cancel"))
        self._lay_out()
        self._connect()
        self.load(Subject(None))

    def _lay_out(self) -> None:
        space = self._look.theme.space
        self._tools = QWidget()
        tools = FlowLayout(self._tools, spacing=space(2))
        for tool in (self.counts, self.settlement, self._sealed, self._read, self.sheet_button):
            tools.addWidget(tool)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space(2))
        for banner in (self._banner, self._question):
            rows.addWidget(banner)
        rows.addWidget(self._tools)
        for widget in (self._reading, self._remark, self.bar):
            rows.addWidget(widget)

    def _make_tool(self, text: str, key: str, *, checkable: bool) -> QPushButton:
        made = button(self._look, f"{text}  ({key})")
        made.setAccessibleName(text)
        made.setIconSize(QSize(22, 18))
        made.setCheckable(checkable)
        as_target(made)
        return made

    def _make_settlement(self) -> QComboBox:
        """Return the choice of how what an earlier protocol left open was settled."""
        made = QComboBox()
        made.addItem(self._("Settled how…"), None)
        for settlement in Settlement:
            made.addItem(self._(TERMS[settlement]), settlement)
        made.setAccessibleName(self._("How it was settled"))
        as_target(made)
        return made

    def _connect(self) -> None:
        self._shortcuts = []
        for key, tool in (("S", self._sealed), ("I", self._read), ("D", self.sheet_button)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(tool.click)
            self._shortcuts.append(shortcut)
        self._read.toggled.connect(self._show_reading)
        self.sheet_button.clicked.connect(self.sheet_asked)
        self.settlement.activated.connect(self._settle)
        self._reading.entered.connect(self.left)
        self.counts.entered.connect(self.left)
        self._remark.saved.connect(self._save_remark)
        self._remark.left.connect(self.put_away)
        self._question.action_triggered.connect(self._confirm_many)
        self._question.closed.connect(self.put_away)
        self.bar.chosen.connect(self.choose)

    def load(self, subject: Subject, *, begun: BegunFinding | None = None) -> None:
        """Begin with `subject`: what stands, or what was begun earlier, is where the next finding starts."""
        self._subject = subject
        finding, asset = subject.finding, subject.asset
        single = asset is not None
        self._banner.dismiss()
        self._question.dismiss()
        self._remark.hide()
        self._tools.show()
        self._remark.load(finding.remark if finding else None, begun=begun.remark if begun else None)
        self._sealed.setChecked(finding is not None and finding.qualifier is Qualifier.SEALED)
        self.counts.setVisible(asset is not None and asset.is_counted)
        self._read.setVisible(single)
        self.sheet_button.setVisible(single)
        self.take_sheet(finding.sheet if finding else None, None)
        self._proposed = ""
        self.settlement.setVisible(single and subject.origin is Origin.CARRIED_OVER)
        self.settlement.setCurrentIndex(self.settlement.findData(finding.settlement if finding else None))
        if asset is not None:
            self.counts.load(asset, finding)
            self._reading.load(asset, finding.readings if finding else ())
        self._read.setChecked(bool(finding and finding.readings))
        self._reading.setVisible(single and self._read.isChecked())
        self.bar.set_saved(finding.outcome if finding else None)
        self.settle()
        if begun is not None and begun.tools is not None:
            self._begin_again(begun.tools)

    def settle(self) -> None:
        """Take the tools as they stand for recorded."""
        self._recorded = self._tools_now()

    def _tools_now(self) -> BegunTools:
        return BegunTools(
            self.counts.begun,
            self._sealed.isChecked(),
            (self._reading.begun or None) if self._read.isChecked() else None,
            self.settlement.currentData(),
        )

    def _begin_again(self, tools: BegunTools) -> None:
        self.counts.begin_again(tools.counts)
        self._sealed.setChecked(tools.sealed)
        self.settlement.setCurrentIndex(self.settlement.findData(tools.settlement))
        if tools.read is not None:
            self._reading.begin_again(tools.read)
        self._read.blockSignals(True)  # it would take the focus
        self._read.setChecked(tools.read is not None)
        self._read.blockSignals(False)
        self._reading.setVisible(tools.read is not None)

    def take_sheet(self, sheet: ItemSheet | None, proposal: Remark | None) -> None:
        """Record `sheet` with the next outcome; `proposal` is the remark that follows from it."""
        self._sheet, self._proposal = sheet, proposal
        self.sheet_button.setIcon(icon("check" if sheet else "clipboard-list", self._look))
        self.sheet_button.setAccessibleDescription(self._("Something is noted.") if sheet else "")
        if self._remark.isVisibleTo(self):
            self._propose()

    def set_usable(self, usable: bool) -> None:
        """Offer outcomes, or only show them."""
        self.bar.set_available(frozenset(OFFERED) if usable else frozenset())
        for widget in (
            self.counts,
            self.settlement,
            self._sealed,
            self._read,
            self.sheet_button,
            self._reading,
        ):
            widget.setEnabled(usable)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(usable)

    @property
    def begun(self) -> BegunFinding | None:
        """What is entered and not recorded; None where everything stands as it was."""
        tools = self._tools_now()
        changed = None if tools == self._recorded or self._subject.asset is None else tools
        return BegunFinding(self.draft, changed) if self.draft or changed else None

    @property
    def draft(self) -> BegunRemark | None:
        """The remark that is being written and not saved."""
        return self._remark.begun if self._remark.isVisibleTo(self) else None

    @property
    def unfinished(self) -> Outcome | None:
        """The outcome whose remark is being written, None where none is."""
        return self._remark.outcome if self._remark.isVisibleTo(self) else None

    @property
    def notice(self) -> str:
        """The sentence that says why the last outcome was not recorded; empty where it was."""
        return self._banner.text if self._banner.isVisibleTo(self) else ""

    def choose(self, outcome: Outcome) -> None:
        """Take `outcome`: it is submitted, or what it still needs is asked for in place.

        What is accepted with exceptions on its sheet is accepted with remarks; the remark is proposed.
        """
        self._banner.dismiss()
        if outcome is Outcome.ACCEPTED and has_exceptions(self._sheet):
            outcome = Outcome.ACCEPTED_WITH_REMARKS
        writing = self._remark.isVisibleTo(self)
        if outcome in NEEDS_REMARK and not (writing and self._remark.outcome is outcome):
            self._ask_remark(outcome)
        elif outcome in NEEDS_REMARK:
            self._save_remark()
        elif self._subject.count > 1:
            self._ask_many(outcome)
        else:
            self._submit(outcome, None)

    def refuse(self, sentence: str) -> None:
        """Say why the last outcome was not recorded; what was entered stays as it is."""
        self.bar.set_pending(None)
        self._banner.show_message(BannerKind.ERROR, sentence)

    def put_away(self) -> None:
        """Turn away from a remark or a question that was begun."""
        self._remark.hide()
        self._tools.show()
        self._question.dismiss()
        self._asked = None
        self.left.emit()

    def _ask_remark(self, outcome: Outcome) -> None:
        self._question.dismiss()
        if self._remark.is_untouched and self._reading.has_difference:
            self._remark.set_type(RemarkType.IDENTITY_MISMATCH)
        self._propose()
        roomy = self._look.theme.scaled(_ROOMY)
        self._tools.setVisible(self.window().height() >= roomy)
        self._remark.open_for(outcome, count=self._subject.count)

    def _propose(self) -> None:
        """Write down what follows from the sheet, where nothing else is written."""
        if self._remark.text not in ("", self._proposed):
            return
        if self._proposal is not None:
            self._remark.propose(self._proposal)
        elif self._proposed:
            self._remark.propose(Remark(""))
        self._proposed = self._proposal.text if self._proposal else ""

    def _ask_many(self, outcome: Outcome) -> None:
        self._asked = outcome
        word, count = self._(TERMS[outcome]), self._subject.count
        text = self._.n(
            "Record “{outcome}” for {count} item?",
            "Record “{outcome}” for {count} items?",
            count,
            outcome=word,
        )
        action = self._.n("Record for {count} item", "Record for {count} items", count)
        self._question.show_message(BannerKind.INFO, text, action=action)
        self._question.findChildren(QPushButton)[0].setFocus()

    def _confirm_many(self) -> None:
        outcome, self._asked = self._asked, None
        self._question.dismiss()
        if outcome is not None:
            self._submit(outcome, None)

    def _save_remark(self) -> None:
        written = self._remark.written()
        if written.refusal:
            return
        if written.remark is None:
            refusal = say(self._, Code.REMARK_NEEDED.text, {"outcome": self._remark.outcome})
            self._remark.set_refusal(refusal)
            return
        self._remark.set_refusal("")
        self._submit(self._remark.outcome, written.remark)

    def _submit(self, outcome: Outcome, remark: Remark | None) -> None:
        try:
            presented, accepted = self._take_counts(outcome)
        except DomainError as error:
            self.refuse(say(self._, error.code.text, error.params))
            return
        sealed = self._sealed.isChecked()
        single = self._subject.asset is not None
        request = CheckRequest(
            outcome,
            presented,
            accepted,
            Qualifier.SEALED if sealed else None,
            remark,
            self._reading.readings if single and self._read.isChecked() else (),
            settlement=self._settlement_for(outcome),
            sheet=self._sheet if single else None,
        )
        self.submitted.emit(request)

    def _settlement_for(self, outcome: Outcome) -> Settlement | None:
        """Return how it was settled; what is not taken over is not settled."""
        chosen = self.settlement.currentData()
        asked = self._subject.origin is Origin.CARRIED_OVER and outcome.takes_over
        return Settlement(chosen) if asked and chosen else None

    def _settle(self) -> None:
        """Ask for the new identifier of what was replaced."""
        if self.settlement.currentData() == Settlement.REPLACED and not self._read.isChecked():
            self._read.setChecked(True)

    def _take_counts(self, outcome: Outcome) -> tuple[Decimal | None, Decimal | None]:
        asset = self._subject.asset
        return self.counts.given(outcome) if asset is not None and asset.is_counted else (None, None)

    def _show_reading(self, shown: bool) -> None:
        self._reading.setVisible(shown and self._subject.asset is not None)
        if shown and self._reading.isVisible():
            self._reading.setFocus()
