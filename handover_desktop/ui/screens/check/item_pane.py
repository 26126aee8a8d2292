"""The right side of the check: the item, what is found for it, and the last record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.ids import ItemId
from handover_desktop.domain.sheets import ItemSheet
from handover_desktop.i18n import Translator
from handover_desktop.services.checklists import SheetForm
from handover_desktop.services.views import ItemCard
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.screens.check.begun import BegunFinding
from handover_desktop.ui.screens.check.extra_form import ExtraForm, NewItem
from handover_desktop.ui.screens.check.finding_form import FindingForm, Subject
from handover_desktop.ui.screens.check.item_view import ItemView
from handover_desktop.ui.screens.check.sheet import SheetPanel
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.labels import text_label

_ROOM_FOR_BOTH: Final = 1000
"""The width in pixels from which the sheet stands beside the item."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Findings and sheets that are not saved, by item; the outcome whose remark is being written, None for none."""

    drafts: Mapping[ItemId, BegunFinding]
    sheets: Mapping[ItemId, ItemSheet | None]
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes over to the check in another language."""

    item: ItemId | None
    begun: Begun
    is_adding: bool


class ItemPane(QWidget):
    """One item, several, none, or one to be added.

    *Signals:* `left()` when a person turns back to the list.
    """

    left = Signal()

    def __init__(self, look: Look, _: Translator, texts: ItemTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._editable = False
        self._shown: ItemId | None = None
        self._drafts: dict[ItemId, BegunFinding] = {}
        self._unfinished: Outcome | None = None
        self.view = ItemView(look, _, texts)
        self.form = FindingForm(look, _)
        self.sheet = SheetPanel(look, _)
        self._sheet_open = False
        self._recorded_sheet: ItemSheet | None = None
        self._sheets: dict[ItemId, ItemSheet | None] = {}
        self.extra = ExtraForm(look, _, texts.formats)
        self._nothing = EmptyState(
            look, "list-checks", _("No item is selected"), _("Choose one from the list.")
        )
        self._many_title = text_label(look, "", TextStyle.DISPLAY, strong=True)
        self._many = self._make_many(look)
        self._upper = QStackedWidget()
        for page in (self._nothing, self.view, self._many, self.extra):
            self._upper.addWidget(page)
        self._upper.setMinimumHeight(look.theme.space(1))
        self._frozen = text_label(look, "", tone="muted")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.theme.space(2))
        beside = QHBoxLayout()
        beside.setSpacing(look.theme.space(4))
        beside.addWidget(self._upper, 1)
        beside.addWidget(self.sheet, 1)
        self.sheet.hide()
        outer.addLayout(beside, 1)
        outer.addWidget(self._frozen)
        outer.addWidget(self.form)
        self.form.left.connect(self.left)
        self.extra.left.connect(self.left)
        self.form.sheet_asked.connect(self._ask_sheet)
        self.sheet.left.connect(self._put_sheet_away)
        self.sheet.changed.connect(self._take_sheet)
        self.show_nothing()

    def _make_many(self, look: Look) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(2))
        rows.addStretch(2)
        rows.addWidget(self._many_title)
        rows.addWidget(
            text_label(
                look,
                self._("They take one outcome together. What was recorded for them before is replaced."),
                tone="muted",
            )
        )
        rows.addStretch(3)
        return made

    def set_editable(self, editable: bool, why_not: str = "") -> None:
        """Take findings, or only show them and say `why_not`."""
        self._editable = editable
        self._frozen.setText(why_not)
        self._frozen.setVisible(bool(why_not))
        self.form.set_usable(editable)

    def show_nothing(self) -> None:
        """Show that no item is selected."""
        self._keep_draft()
        self._upper.setCurrentWidget(self._nothing)
        self._show_sheet(shown=False)
        self.form.hide()

    def show_card(self, card: ItemCard, form: SheetForm) -> None:
        """Show one item with what its sheet asks; what was begun for it earlier is there again."""
        self._keep_draft()
        self._shown = card.item.id
        self.view.show_card(card, form.checklist, editable=self._editable)
        subject = Subject(card.item.asset, card.finding, origin=card.item.origin)
        self.form.load(subject, begun=self._drafts.get(card.item.id))
        self.form.setVisible(self._editable)
        self._upper.setCurrentWidget(self.view)
        self._recorded_sheet = card.finding.sheet if card.finding else None
        self.sheet.load(card.item.asset, self._sheets.pop(card.item.id, self._recorded_sheet), form)
        self._show_sheet(shown=self._sheet_open and self._editable and self.sheet.asks)
        self._take_sheet()
        outcome, self._unfinished = self._unfinished, None
        if outcome is not None:
            self.form.choose(outcome)

    def drop_drafts(self, items: Iterable[ItemId]) -> None:
        """Forget what was begun for `items`: they are recorded."""
        for item in items:
            self._drafts.pop(item, None)
            self._sheets.pop(item, None)
            if item == self._shown:
                self._recorded_sheet = self.sheet.sheet
                self.form.settle()

    def _keep_draft(self) -> None:
        """Keep what is being written for the item that is turned away from."""
        draft = self.form.begun
        if draft is not None and self._shown is not None:
            self._drafts[self._shown] = draft
        if self._shown is not None and self._sheet_begun:
            self._sheets[self._shown] = self.sheet.sheet
        self._shown = None

    def show_many(self, count: int) -> None:
        """Show that several items are selected."""
        self._keep_draft()
        self._show_sheet(shown=False)
        self._many_title.setText(self._.n("{count} item selected", "{count} items selected", count))
        self.form.load(Subject(None, count=count))
        self.form.setVisible(self._editable)
        self._upper.setCurrentWidget(self._many)

    def show_extra(self, new: NewItem, searched: str) -> None:
        """Ask for an item that is not on the list."""
        self._keep_draft()
        self.form.hide()
        self._show_sheet(shown=False)
        self._upper.setCurrentWidget(self.extra)
        self.extra.begin(new, searched)

    @property
    def begun(self) -> Begun:
        """What was begun and is not saved, to go on with in another pane."""
        draft, drafts = self.form.begun, dict(self._drafts)
        if draft is not None and self._shown is not None:
            drafts[self._shown] = draft
        sheets = dict(self._sheets)
        if self._shown is not None and self._sheet_begun:
            sheets[self._shown] = self.sheet.sheet
        return Begun(drafts, sheets, self.form.unfinished if self._shown is not None else None)

    def begin_again(self, begun: Begun) -> None:
        """Take over what was begun; the remark that was being written opens with the next item that is shown."""
        self._drafts.update(begun.drafts)
        self._sheets.update(begun.sheets)
        self._unfinished = begun.outcome

    @property
    def has_begun(self) -> bool:
        """Whether anything was written that is not saved."""
        begun = self.form.begun is not None or self._sheet_begun
        return begun or bool(self._drafts or self._sheets) or self.extra_begun

    @property
    def _sheet_begun(self) -> bool:
        return self._shown is not None and self.sheet.sheet != self._recorded_sheet

    def _ask_sheet(self) -> None:
        """Open the sheet, go into it where it is open, and put it away from within."""
        focused = QApplication.focusWidget()
        if self.sheet.isVisible() and focused is not None and self.sheet.isAncestorOf(focused):
            self._put_sheet_away()
            return
        self._sheet_open = True
        self._show_sheet(shown=True)
        self.sheet.open()

    def _put_sheet_away(self) -> None:
        self._sheet_open = False
        self._show_sheet(shown=False)
        self.left.emit()

    def _show_sheet(self, *, shown: bool) -> None:
        """Show the sheet beside the item, or in its place where there is no room for both."""
        self.sheet.setVisible(shown)
        self._upper.setVisible(not shown or self.width() >= _ROOM_FOR_BOTH)
        self.form.sheet_button.setChecked(shown)
        if shown:
            self.sheet.refill()

    def _take_sheet(self) -> None:
        self.form.take_sheet(self.sheet.sheet, self.sheet.proposal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both item and sheet where there is room."""
        super().resizeEvent(event)
        self._upper.setVisible(self.sheet.isHidden() or self.width() >= _ROOM_FOR_BOTH)

    @property
    def is_adding(self) -> bool:
        """Whether an item that is not on the list is being entered."""
        return self._upper.currentWidget() is self.extra

    @property
    def extra_begun(self) -> bool:
        """Whether something was entered for an item that is not on the list."""
        return self.is_adding and self.extra.has_begun
