"""One line of text that is cut with an ellipsis where there is no room, and told whole in its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import LeaningLabel, TextTone, as_tip


class ElidedLabel(LeaningLabel):
    """A label that never asks for more width than it gets; `text()` is always the whole text."""

    _whole = ""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        style: TextStyle = TextStyle.BODY,
        tone: TextTone = "text",
        strong: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.theme.font(style, strong=strong))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._show()
        self.updateGeometry()

    def text(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._line()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 40), self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._show()
        super().paintEvent(event)

    def _line(self) -> str:
        return " ".join(self._whole.split())

    def _show(self) -> None:
        shown = self.fontMetrics().elidedText(self._line(), self._mode, max(0, self.width()))
        if shown != super().text():
            super().setText(shown)
        self.setToolTip("" if shown == self._whole else as_tip(self._whole))
