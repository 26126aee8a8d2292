"""The questions of a checklist with their answers, group by group."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.checklists import Checklist, Question, QuestionKind
from handover_desktop.domain.sheets import (
    MISSING,
    NO,
    NOT_NEEDED,
    NOT_POSSIBLE,
    PRESENT,
    YES,
    Answer,
    ItemSheet,
)
from handover_desktop.domain.terms import ANSWER_TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.screens.check.sheet.chips import Chip, ChipState, flow_of
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.flow_layout import FlowLayout
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class Questions(QWidget):
    """The answers to one checklist.

    *Signals:* `changed()` after a person answered.
    """

    changed = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._others: tuple[Answer, ...] = ()
        self._checklist: Checklist | None = None
        self.chips: dict[str, Chip] = {}
        self.fields: dict[str, tuple[QLineEdit, QLineEdit | None]] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.theme.space(3))

    def load(self, sheet: ItemSheet, checklist: Checklist) -> None:
        """Ask the questions of `checklist`, with the answers that a sheet has."""
        given = {answer.question: answer for answer in sheet.answers}
        asked = {question.key for question in checklist.questions}
        self._others = tuple(answer for answer in sheet.answers if answer.question not in asked)
        if checklist == self._checklist:
            self._show_answers(given)
            return
        self._checklist = checklist
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.chips, self.fields = {}, {}
        for group, questions in groupby(checklist.questions, key=lambda question: question.group):
            self._rows.addWidget(self._group(group, tuple(questions), given))

    def _show_answers(self, given: dict[str, Answer]) -> None:
        """Show other answers to the same questions: making the fields anew takes longer than an eye waits."""
        assert self._checklist is not None
        for question in self._checklist.questions:
            answer = given.get(question.key)
            if question.key in self.chips:
                self.chips[question.key].show_value(answer.value if answer else "")
                continue
            value, of = self.fields[question.key]
            value.setText(answer.value if answer else "")
            if of is not None:
                of.setText(answer.of if answer else question.expected)

    def put_into(self, sheet: ItemSheet) -> ItemSheet:
        """Return `sheet` with the answers that are shown; those to questions of other lists stay."""
        written = [
            Answer(key, value.text().strip(), of.text().strip() if of else "")
            for key, (value, of) in self.fields.items()
            if value.text().strip()
        ]
        chosen = [Answer(key, chip.value) for key, chip in self.chips.items() if chip.value]
        return replace(sheet, answers=(*written, *chosen, *self._others))

    def _group(self, name: str, questions: tuple[Question, ...], given: dict[str, Answer]) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self._look.theme.space(2))
        head = QHBoxLayout()
        heading = text_label(
            self._look, self._(name) if name else "", TextStyle.LARGE, strong=True, wrap=False
        )
        head.addWidget(heading, 1)
        rows.addLayout(head)
        written = [q for q in questions if q.kind in _WRITTEN]
        if written:
            fields = QWidget()
            flow = FlowLayout(fields, spacing=self._look.theme.space(3))
            for question in written:
                flow.addWidget(self._field(question, given.get(question.key)))
            rows.addWidget(fields)
        chips = [self._chip(q, given.get(q.key)) for q in questions if q.kind not in _WRITTEN]
        if chips:
            rows.addWidget(flow_of(self._look, chips))
        things = [
            chip
            for chip, q in zip(chips, [q for q in questions if q.kind not in _WRITTEN], strict=True)
            if q.kind is QuestionKind.PRESENT
        ]
        if len(things) > 1:
            whole = button(self._look, self._("All there"), role="quiet", icon_name="check")
            whole.setAccessibleName(self._("All there: {group}", group=self._(name)))
            as_target(whole)
            whole.clicked.connect(lambda: self._answer_all(things))
            head.addWidget(whole)
        return made

    def _answer_all(self, chips: list[Chip]) -> None:
        """Answer "there" for what is not answered yet: exceptions that were said stay."""
        for chip in chips:
            if not chip.value:
                chip.show_value(PRESENT)
        self.changed.emit()

    def _chip(self, question: Question, answer: Answer | None) -> Chip:
        words = {value: self._(text) for value, text in ANSWER_TERMS.items()}
        open_state = ChipState("", self._("not answered"))
        if question.kind is QuestionKind.PRESENT:
            states = (
                open_state,
                ChipState(PRESENT, words[PRESENT], "check", plain=True),
                ChipState(MISSING, words[MISSING], "triangle-alert"),
                ChipState(NOT_NEEDED, words[NOT_NEEDED], "x"),
            )
        else:
            states = (
                open_state,
                ChipState(YES, words[YES], "check"),
                ChipState(NO, words[NO], "triangle-alert"),
                ChipState(NOT_POSSIBLE, words[NOT_POSSIBLE], "x"),
            )
        chip = Chip(self._look, self._, self._(question.text), states)
        chip.show_value(answer.value if answer else "")
        chip.answered.connect(lambda _value: self.changed.emit())
        self.chips[question.key] = chip
        return chip

    def _field(self, question: Question, answer: Answer | None) -> QWidget:
        label, space = self._(question.text), self._look.theme.space
        value = as_target(QLineEdit(answer.value if answer else ""))
        value.textEdited.connect(lambda _text: self.changed.emit())
        if question.kind is QuestionKind.TEXT:
            value.setFixedWidth(space(40))
            self.fields[question.key] = value, None
            return Field(self._look, label, value)
        value.setValidator(QRegularExpressionValidator(r"[0-9]{0,9}([.,][0-9]{0,3})?", value))
        value.setFixedWidth(space(26))
        made = Field(self._look, label, value)
        if question.kind is QuestionKind.NUMBER:
            self.fields[question.key] = value, None
            return made
        of = as_target(QLineEdit(answer.of if answer else question.expected))
        of.setValidator(QRegularExpressionValidator(r"[0-9]{0,4}", of))
        of.setAccessibleName(self._("{thing}, how many there should be", thing=label))
        value.setValidator(QRegularExpressionValidator(r"[0-9]{0,4}", value))
        for editor in (value, of):
            editor.setFixedWidth(space(14))
        of.textEdited.connect(lambda _text: self.changed.emit())
        self.fields[question.key] = value, of
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        row.addWidget(value)
        row.addWidget(text_label(self._look, self._("of"), tone="muted", wrap=False))
        row.addWidget(of)
        counted = Field(self._look, label, beside)
        value.setAccessibleName(label)
        return counted


_WRITTEN = frozenset({QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.COUNT})
