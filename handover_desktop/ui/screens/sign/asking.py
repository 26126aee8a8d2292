"""What the dialogs have in common that ask for a reason before something is recorded for good."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import set_margins
from handover_desktop.ui.tabbing import TabbedDialog, bring_into_sight
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage


class AskingDialog(TabbedDialog):
    """A page that scrolls, with its head and a reason of at most `limit` characters; below it the act and the way out.

    What is asked goes into `body`, in order. The act, which Ctrl+Enter does too, says beside each field what it still
    needs, and is done when nothing is.
    """

    def __init__(self, context: UiContext, parent: QWidget, *, title: str, act: str, limit: int) -> None:
        super().__init__(parent)
        self._, self._look, self._limit = context._, context.look, limit
        space = self._look.theme.space
        self.setWindowTitle(title)
        page = ScrollPage(self._look)
        self.body = page.body
        self.body.setSpacing(space(3))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(space(20))
        self.reason.setMaximumHeight(space(30))
        box = QDialogButtonBox()
        self.go = box.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(self._("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        self._was_asked = False
        act_by_key = QAction(self)
        act_by_key.setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        act_by_key.triggered.connect(self.go.click)
        self.addAction(act_by_key)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        set_margins(column, space(6), space(5), space(3), space(5))
        column.setSpacing(space(3))
        column.addWidget(page, 1)
        foot = QVBoxLayout()
        set_margins(foot, 0, 0, space(3), 0)
        foot.addWidget(box)
        column.addLayout(foot)

    def add_head(self, title: str, text: str) -> None:
        """Say what it is about and what follows from it."""
        self.body.addWidget(text_label(self._look, title, TextStyle.TITLE, strong=True))
        self.body.addWidget(text_label(self._look, text, tone="muted"))

    def add_reason(self, hint: str = "") -> None:
        """Ask for the reason."""
        self._reason_field = Field(self._look, self._("Reason"), self.reason, hint=hint)
        self.body.addWidget(self._reason_field)
        self.reason.setFocus()

    def accept(self) -> None:
        """Do it, or say what is missing and go there."""
        self._was_asked = True
        missing = self.judge()
        if missing is None:
            super().accept()
            return
        missing.setFocus()
        bring_into_sight(missing)

    def judge(self) -> QWidget | None:
        """Mark what is not as it should be, and return the first of it; the empty once the act was asked for."""
        return self.reason if self.mark(self._reason_field, self._judge_reason()) else None

    def mark(self, field: Field, refusal: str) -> bool:
        """Say beside `field` why it is refused, and tell whether it is."""
        field.set_error(refusal)
        return bool(refusal)

    def need(self, text: str, sentence: str) -> str:
        """Return `sentence` where `text` is missing that was asked for."""
        return sentence if self._was_asked and not text else ""

    def _judge_reason(self) -> str:
        excess = len(self.reason_text) - self._limit
        if excess > 0:
            return self._.n("{count} character too many.", "{count} characters too many.", excess)
        return self.need(self.reason_text, self._("Write the reason."))

    @property
    def reason_text(self) -> str:
        """The reason in one line."""
        return " ".join(self.reason.toPlainText().split())
