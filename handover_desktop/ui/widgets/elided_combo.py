"""A list to choose from whose chosen text is cut with an ellipsis where there is no room, and told in its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from handover_desktop.ui.widgets.labels import as_tip


class ElidedComboBox(QComboBox):
    """For texts that come from lists and people: Qt's own box would cut them in the middle of a letter.

    A tooltip that was set stays; the whole text comes before it while it is cut.
    """

    _hint = ""
    _is_cut = False

    def setToolTip(self, text: str) -> None:
        self._hint = text
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self._shorten(option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        """Know whether the text is cut before the tooltip is shown."""
        if event.type() in (QEvent.Type.ToolTip, QEvent.Type.Resize, QEvent.Type.Show):
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            self._shorten(option)
        return super().event(event)

    def _shorten(self, option: QStyleOptionComboBox) -> str:
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        whole = option.currentText
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width() - 2)
        if self._is_cut != (shown != whole):
            self._is_cut = shown != whole
            self._tell()
        return shown

    def _tell(self) -> None:
        parts = (self.currentText() if self._is_cut else "", self._hint)
        super().setToolTip(as_tip("\n".join(part for part in parts if part)))
