"""The item as if it stood before you: what to compare, what the list says, what was found so far."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checklists import Checklist
from handover_desktop.domain.checks import CheckRecord, Outcome
from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.list_changes import field_changes
from handover_desktop.domain.reconciliation import Point
from handover_desktop.domain.terms import TERMS, say
from handover_desktop.i18n import Translator
from handover_desktop.services.list_change_texts import say_change
from handover_desktop.services.views import ItemCard
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.screens.check.conflict import ConflictPanel
from handover_desktop.ui.screens.check.history import History
from handover_desktop.ui.screens.check.photo_strip import PhotoStrip
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.identifier_view import IdentifierView
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.outcome_label import OutcomeLabel
from handover_desktop.ui.widgets.scroll_page import ScrollPage

_ROOM_BESIDE = 620


class ItemView(ScrollPage):
    """One item.

    *Signals:* `resolved(CheckRecord)` when a person decides which of two results holds.
    """

    resolved = Signal(object)

    def __init__(self, look: Look, _: Translator, texts: ItemTexts, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(_("The item"))
        self._look = look
        self._ = _
        self._texts = texts
        self._boxes: dict[str, QCheckBox] = {}
        self._where = ElidedLabel(look, tone="muted")
        self._state = OutcomeLabel(look, _)
        self._identifier = IdentifierView(look, copy_text=_("Copy"))
        self._description = text_label(look, "", TextStyle.TITLE, strong=True)
        self._make = text_label(look, "", TextStyle.LARGE)
        self._facts = QGridLayout()
        self._notes = QVBoxLayout()
        self._result = text_label(look, "")
        self._remark = text_label(look, "")
        self._sheet = text_label(look, "", tone="muted")
        self._trace = text_label(look, "", TextStyle.CAPTION, tone="muted")
        self._conflict = ConflictPanel(look, _, texts)
        self._conflict.decided.connect(self.resolved)
        self._history = History(look, _, texts)
        self.photos = PhotoStrip(look, _)
        self._lay_out()

    def _lay_out(self) -> None:
        space = self._look.theme.space
        rows = self.body
        head = QHBoxLayout()
        head.addWidget(self._where, 1)
        head.addWidget(self._state)
        rows.addLayout(head)
        rows.addWidget(self._identifier)
        rows.addWidget(self._conflict)
        self._facts.setHorizontalSpacing(space(4))
        self._facts.setVerticalSpacing(space(1))
        self._facts.setColumnStretch(1, 1)
        self._notes.setSpacing(space(1))
        # A widget, for a layout inside a layout beside another is not asked how high its width makes it.
        beside = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        beside.setSizePolicy(policy)
        about = QVBoxLayout(beside)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(space(2))
        about.addWidget(self._description)
        about.addWidget(self._make)
        about.addLayout(self._facts)
        about.addLayout(self._notes)
        about.addStretch(1)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(space(4))
        self._beside.addWidget(beside, 1)
        self._beside.addWidget(self.photos, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(self._beside)
        self._recorded = QFrame()
        self._recorded.setProperty("panel", "sunken")
        recorded = QVBoxLayout(self._recorded)
        recorded.setContentsMargins(space(3), space(2), space(3), space(2))
        recorded.setSpacing(space(0.5))
        for label in (self._result, self._remark, self._sheet, self._trace):
            recorded.addWidget(label)
        for widget in (self._recorded, self._history):
            rows.addWidget(widget)
        rows.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the photos beside what is said about the item, or below it where that leaves too little room."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= _ROOM_BESIDE
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(across if wide else down)
        if event.oldSize().height() != event.size().height():
            self._keep_identifier()

    def _keep_identifier(self) -> None:
        """Keep in sight what everything is compared with, also where a remark or a notice takes the room."""
        if self._identifier.isVisibleTo(self):
            needed = self._identifier.geometry().bottom() + self._look.theme.space(1)
            self.verticalScrollBar().setValue(max(0, needed - self.viewport().height()))

    @property
    def confirmed(self) -> tuple[str, ...]:
        """The names of the doubts that the person confirmed as on the object."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def show_card(self, card: ItemCard, checklist: Checklist, *, editable: bool) -> None:
        """Show one item; without `editable`, nothing can be confirmed or decided. `checklist` words its sheet."""
        asset = card.item.asset
        parts = [self._("Line {line}", line=asset.line_no), asset.lot, asset.category, asset.receiving_unit]
        self._where.setText(" · ".join(part for part in parts if part))
        finding = card.finding
        self._state.show_outcome(
            finding.outcome if finding else Outcome.NOT_CHECKED, conflict=len(card.heads) > 1
        )
        self._show_identity(asset)
        self._show_facts(self._texts.facts(card.item))
        self._show_notes(card, editable=editable)
        self._show_result(card, checklist)
        self._conflict.show_card(card, checklist, editable=editable)
        self._history.show_card(card, checklist)
        self.verticalScrollBar().setValue(0)

    def _show_identity(self, asset: AssetLine) -> None:
        main = asset.main_identifier
        self._identifier.setVisible(main is not None)
        if main is not None:
            self._identifier.show_identifier(self._(TERMS[main.kind]), main.value)
        self._description.setText(asset.description)
        self._make.setText(asset.make_model)
        self._make.setVisible(bool(self._make.text()))

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        while (old := self._facts.takeAt(0)) is not None:
            _delete(old.widget())
        for row, (label, text) in enumerate(facts):
            value = text_label(self._look, text)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            name = text_label(self._look, label, tone="muted", wrap=False)
            self._facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1)

    def _show_notes(self, card: ItemCard, *, editable: bool) -> None:
        while (old := self._notes.takeAt(0)) is not None:
            _delete(old.widget())
        self._boxes = {}
        confirmed = card.finding.confirmed if card.finding else ()
        if card.list_changes:
            self._notes.addWidget(self._list_note(card))
        for doubt in card.doubts:
            self._notes.addWidget(self._note(say(self._, doubt.about.text, doubt.params)))
            if doubt.about.severity is Severity.CONFIRM:
                self._add_box(
                    doubt.about.name, self._("It is written so on the object."), confirmed, editable
                )
        if not card.item.asset.identifiers and not card.item.asset.is_counted:
            self._notes.addWidget(self._note(self._("The list gives no identifier for this item.")))
            self._add_box(Point.NO_IDENTIFIER.name, self._("The object bears none."), confirmed, editable)

    def _list_note(self, card: ItemCard) -> QLabel:
        """Return what a new version of the list changed under the check."""
        said = [
            say_change(change, self._, self._texts.formats)
            for one in card.list_changes
            for change in field_changes(one.before, one.after)
        ]
        head = self._("The list was changed after this check. Look at the item again.")
        return text_label(self._look, "\n".join((head, *said)), strong=True)

    def _note(self, text: str) -> QLabel:
        return text_label(self._look, text, tone="muted")

    def _add_box(self, name: str, text: str, confirmed: tuple[str, ...], editable: bool) -> None:
        if name in self._boxes:
            return
        box = QCheckBox(text.replace("&", "&&"))
        box.setChecked(name in confirmed)
        box.setEnabled(editable)
        self._boxes[name] = box
        self._notes.addWidget(box)

    def _show_result(self, card: ItemCard, checklist: Checklist) -> None:
        head: CheckRecord | None = card.heads[0] if len(card.heads) == 1 else None
        finding = head.finding if head else None
        remark = self._texts.remark(finding.remark) if finding and finding.remark else ""
        details = self._texts.details(finding, card.item.asset) if finding else ""
        for label, text in (
            (self._result, details),
            (self._remark, remark),
            (self._sheet, self._texts.sheet(finding, checklist)),
            (self._trace, self._texts.trace(head) if head and finding else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._recorded.setVisible(finding is not None)


def _delete(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()
