"""What verifying a file found: the verdict, then each question with its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from handover_desktop.i18n import Translator
from handover_desktop.services.reports import (
    Answer,
    Mark,
    answers,
    describe_file,
    describe_voiding,
    report_text,
)
from handover_desktop.services.verdicts import VERDICT_TEXTS, Verdict, Verification
from handover_desktop.ui.icons import Tone
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import hair_line, text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.signs import Sign

_SIGNS: Final = {
    Verdict.FOREIGN: "circle-question-mark",
    Verdict.ALTERED: "octagon-alert",
    Verdict.VOIDED: "ban",
    Verdict.CUT_BACK: "octagon-alert",
    Verdict.UNSEALED: "triangle-alert",
    Verdict.UNTRUSTED: "triangle-alert",
    Verdict.CHAIN_LOST: "triangle-alert",
    Verdict.TRUSTED: "shield-check",
    Verdict.INTACT: "shield-check",
}
_MARKS: Final = {Mark.YES: ("check", Tone.TEXT), Mark.NO: ("x", Tone.TEXT), Mark.OPEN: ("info", Tone.MUTED)}


@dataclass(frozen=True, slots=True)
class VerifyActs:
    """What can be done from the report; `trust` is None where this seal cannot be trusted from here."""

    save_report: Callable[[str], None]
    trust: Callable[[], None] | None


class VerifyDialog(TabbedDialog):
    """The report on one file; Escape closes it.

    *Signals:* `copied()` when the report went to the clipboard.
    """

    copied = Signal()

    def __init__(
        self, parent: QWidget, look: Look, _: Translator, found: Verification, name: str, acts: VerifyActs
    ) -> None:
        super().__init__(parent)
        self._look, self._ = look, _
        self.found = found
        self.text = report_text(found, _, name=name)
        self._acts = acts
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Verify {name}", name=name))
        space = look.theme.space
        self.resize(space(170), space(150))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(4))
        column.setSpacing(space(4))
        column.addLayout(self._build_verdict(name))
        column.addWidget(hair_line(look))
        page = ScrollPage(look)
        page.body.setSpacing(space(4))
        for answer in answers(found, _):
            page.body.addLayout(self._build_answer(answer))
        page.body.addStretch(1)
        column.addWidget(page, 1)
        column.addWidget(self._build_buttons())

    def _build_verdict(self, name: str) -> QHBoxLayout:
        look, _, found = self._look, self._, self.found
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(4))
        row.addWidget(Sign(look, _SIGNS[found.verdict], 40), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(look.theme.space(1))
        self.verdict = text_label(look, _(VERDICT_TEXTS[found.verdict]), TextStyle.TITLE, strong=True)
        texts.addWidget(self.verdict)
        number = found.number or _("No protocol number")
        pages = _.n("{count} page", "{count} pages", found.pages)
        texts.addWidget(text_label(look, f"{name} · {number} · {pages}", tone="muted"))
        if found.is_copy or found.unit:
            texts.addWidget(text_label(look, describe_file(found, _), strong=True))
        elif found.voided is not None:
            texts.addWidget(_selectable(text_label(look, "\n".join(describe_voiding(found.voided, _)))))
        row.addLayout(texts, 1)
        self.setAccessibleName(self.verdict.text())
        self.setAccessibleDescription(describe_file(found, _))
        return row

    def _build_answer(self, answer: Answer) -> QHBoxLayout:
        look = self._look
        icon_name, tone = _MARKS[answer.mark]
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(3))
        row.addWidget(Sign(look, icon_name, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(look.theme.space(0.5))
        texts.addWidget(text_label(look, answer.question, tone="muted"))
        texts.addWidget(_selectable(text_label(look, answer.text, strong=True)))
        for detail in answer.details:
            texts.addWidget(_selectable(text_label(look, detail)))
        row.addLayout(texts, 1)
        return row

    def _build_buttons(self) -> QDialogButtonBox:
        look, _ = self._look, self._
        box = QDialogButtonBox()
        if self._acts.trust is not None:
            trust = button(look, _("Trust this seal…"), icon_name="shield-check")
            trust.clicked.connect(self._acts.trust)
            box.addButton(trust, QDialogButtonBox.ButtonRole.ActionRole)
        copy = button(look, _("Copy the report"), icon_name="copy")
        copy.clicked.connect(self._copy)
        save = button(look, _("Save the report…"), icon_name="save")
        save.clicked.connect(lambda: self._acts.save_report(self.text))
        for made in (copy, save):
            box.addButton(made, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.addButton(_("Done"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        close.setFocus()
        box.rejected.connect(self.reject)
        return box

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.copied.emit()


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
