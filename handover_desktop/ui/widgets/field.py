"""An input with its label above and, when something is wrong, a sentence below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.signs import Sign


class Field(QWidget):
    """Label, input, hint or error. `optional_text` is the word that marks an optional input."""

    def __init__(
        self,
        look: Look,
        label: str,
        editor: QWidget,
        *,
        optional_text: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.setProperty("field", True)
        self._label_text = label
        self._error_text: str | None = None
        caption = text_label(look, label, strong=True)
        caption.setBuddy(editor)
        head = QHBoxLayout()
        head.setSpacing(look.theme.space(2))
        head.addWidget(caption, 0 if optional_text else 1)
        if optional_text:
            head.addWidget(text_label(look, optional_text, TextStyle.CAPTION, tone="muted"), 1)
        self._hint = text_label(look, hint, TextStyle.CAPTION, tone="muted")
        self._error = text_label(look, strong=True)
        for one in (caption, self._hint):
            one.setMinimumHeight(one.fontMetrics().height())
        self._error_row = QWidget()
        beside = QHBoxLayout(self._error_row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(look.theme.space(1.5))
        beside.addWidget(Sign(look, "octagon-alert", 16))
        beside.addWidget(self._error, 1)
        self._error_row.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(1))
        rows.addLayout(head)
        rows.addWidget(editor)
        rows.addWidget(self._hint)
        self._hint.setVisible(bool(hint))
        rows.addWidget(self._error_row)
        self.setFocusProxy(editor)
        self._tell()

    @property
    def error(self) -> str | None:
        """The sentence that is shown, or None."""
        return self._error_text

    def set_hint(self, hint: str) -> None:
        """Show `hint` below the input where no error is."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and self._error_text is None)
        self._tell()

    def set_error(self, sentence: str | None) -> None:
        """Show `sentence` below the input and mark the input; None takes both away."""
        self._error_text = sentence or None
        self._error.setText(sentence or "")
        self._error_row.setVisible(bool(sentence))
        self._hint.setVisible(bool(self._hint.text()) and not sentence)
        self.editor.setProperty("invalid", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self._tell()

    def _tell(self) -> None:
        self.editor.setAccessibleName(self._label_text)
        self.editor.setAccessibleDescription(self._error_text or self._hint.text())
