"""The remark, written in place: what is wrong, what was agreed, who sees to it, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from handover_desktop.domain.checks import Outcome, Remark, RemarkType
from handover_desktop.domain.terms import TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.date_field import DateField
from handover_desktop.ui.screens.check.begun import BegunRemark
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label


@dataclass(frozen=True, slots=True)
class WrittenRemark:
    """What stands in the editor: the remark, None where nothing is written, or why it is refused."""

    remark: Remark | None
    refusal: str = ""


class _TextEdit(QPlainTextEdit):
    """Two lines; Tab goes on, Ctrl+Enter saves."""

    saved = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saved.emit()
            return
        super().keyPressEvent(event)


class RemarkEditor(QFrame):
    """A remark for one outcome.

    *Signals:* `saved()` on Ctrl+Enter or the button; `left()` on Escape or Cancel.
    """

    saved = Signal()
    left = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self.outcome = Outcome.ACCEPTED_WITH_REMARKS
        self.setProperty("panel", "sunken")
        self._type = QComboBox()
        for kind in RemarkType:
            self._type.addItem(_(TERMS[kind]), kind)
        self._text = _TextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setPlaceholderText(_("Ctrl+Enter saves, Esc cancels"))
        self._text.setFixedHeight(look.theme.space(14))
        self._text.saved.connect(self.saved)
        self._action = QLineEdit()
        self._responsible = QLineEdit()
        self._deadline = DateField(look, _, name=_("Deadline"))
        self._heading = text_label(look, "", TextStyle.LARGE, strong=True)
        optional = _("optional")
        self._text_field = Field(look, _("Remark"), self._text)
        self._deadline_field = Field(look, _("Deadline"), self._deadline, optional_text=optional)
        self._deadline.left.connect(self._mark_deadline)
        grid = QGridLayout(self)
        margin = look.theme.space(3)
        grid.setContentsMargins(margin, margin, margin, margin)
        grid.setSpacing(look.theme.space(2))
        grid.addLayout(self._make_head(look), 0, 0, 1, 4)
        grid.addWidget(self._text_field, 1, 0, 1, 3)
        grid.addWidget(Field(look, _("Type"), self._type), 1, 3, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Field(look, _("Agreed action"), self._action, optional_text=optional), 2, 0, 1, 2)
        grid.addWidget(Field(look, _("Responsible"), self._responsible, optional_text=optional), 2, 2)
        grid.addWidget(self._deadline_field, 2, 3, Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            grid.setColumnStretch(column, 1)

    def _make_head(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(2))
        row.addWidget(self._heading, 1)
        cancel = button(look, self._("Cancel"), role="quiet")
        cancel.clicked.connect(self.left)
        self._save = button(look, "", role="primary")
        self._save.clicked.connect(self.saved)
        row.addWidget(cancel)
        row.addWidget(self._save)
        return row

    @property
    def save_button(self) -> QPushButton:
        """The button that saves."""
        return self._save

    def open_for(self, outcome: Outcome, *, count: int = 1) -> None:
        """Ask for the remark of `outcome`, for `count` items."""
        self.outcome = outcome
        word = self._(TERMS[outcome])
        self._heading.setText(word)
        save = (
            self._.n("Save for {count} item", "Save for {count} items", count)
            if count > 1
            else self._("Save")
        )
        self._save.setText(save)
        self._save.setAccessibleName(self._.pair(save, word))
        self._save.setToolTip("Ctrl+Enter")
        self.set_refusal("")
        self.show()
        self._text.setFocus()

    def load(self, remark: Remark | None, *, begun: BegunRemark | None = None) -> None:
        """Show what was begun, or `remark` as a starting point, or nothing."""
        shown = begun.remark if begun else remark or Remark("")
        self.set_type(shown.type)
        self._text.setPlainText(shown.text)
        self._action.setText(shown.agreed_action)
        self._responsible.setText(shown.responsible)
        self._deadline.set_value(shown.deadline)
        if begun:
            self._deadline.set_text(begun.deadline)
        self._deadline_field.set_error(None)
        self.set_refusal("")

    def propose(self, remark: Remark) -> None:
        """Show the text and type of `remark`; what was agreed stays."""
        self.set_type(remark.type)
        self._text.setPlainText(remark.text)

    @property
    def text(self) -> str:
        """The text that is written."""
        return self._text.toPlainText().strip()

    def set_type(self, kind: RemarkType) -> None:
        """Choose what the remark is about."""
        self._type.setCurrentIndex(self._type.findData(kind))

    def set_refusal(self, sentence: str) -> None:
        """Say beside the text why it is not enough."""
        self._text_field.set_error(sentence or None)

    @property
    def is_untouched(self) -> bool:
        """Whether no text is written."""
        return not self._text.toPlainText().strip()

    @property
    def begun(self) -> BegunRemark | None:
        """What is written so far, None where nothing is."""
        begun = BegunRemark(self._remark_until(None), self._deadline.text())
        remark = begun.remark
        is_begun = remark.text or remark.agreed_action or remark.responsible or begun.deadline
        return begun if is_begun else None

    def _mark_deadline(self) -> str:
        refusal = "" if self._deadline.is_date else self._("This is not a date. Write it as day.month.year.")
        self._deadline_field.set_error(refusal)
        return refusal

    def _remark_until(self, deadline: date | None) -> Remark:
        action, responsible = self._action.text().strip(), self._responsible.text().strip()
        return Remark(self.text, RemarkType(self._type.currentData()), action, responsible, deadline)

    def written(self) -> WrittenRemark:
        """Return what is written; a deadline that is no date is refused beside its field."""
        refusal = self._mark_deadline()
        if refusal:
            return WrittenRemark(None, refusal)
        deadline = self._deadline.value()
        return WrittenRemark(self._remark_until(deadline) if self.text else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saved.emit()
        else:
            super().keyPressEvent(event)
