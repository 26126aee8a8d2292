"""A camera above the list that reads the codes held before it, as a scanner would."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.cameras import Seen
from handover_desktop.services.item_codes import see_item_codes
from handover_desktop.ui.camera.panel import CameraPanel
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.screens.check.scan_desk import REPEAT_MS
from handover_desktop.ui.theme import TARGET
from handover_desktop.ui.widgets.buttons import icon_button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.labels import text_label

_HEIGHT, _SIDE = 190, 152


class CodeCamera(QWidget):
    """Hidden, and the camera off, until it is asked for. A code that stays in sight is found once.

    *Signals:* `found(tuple[str, ...])` with the codes that came into sight; `left()` when a person put it away.
    """

    found = Signal(object)
    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._seen: dict[str, int] = {}
        self._clock = QElapsedTimer()
        self._clock.start()
        self.panel: CameraPanel | None = None
        self.said = ElidedLabel(context.look)
        self._hint = text_label(context.look, context._("Hold a code before the camera."), tone="muted")
        self.hide()

    def toggle(self) -> None:
        """Show the camera, or put it away."""
        if self.isVisible():
            self._leave()
            return
        if self.panel is None:
            self.panel = self._make_panel()
        self.said.hide()
        self._hint.hide()
        self.show()

    def _make_panel(self) -> CameraPanel:
        context, space = self._context, self._context.look.theme.space
        panel = CameraPanel(context, look=see_item_codes)
        panel.setFixedHeight(self._height)
        panel.seen.connect(self._take)
        panel.troubled.connect(self._show_trouble)
        panel.went_live.connect(self._show_live)
        close = icon_button(context.look, "x", context._("Put the camera away"))
        close.setFixedSize(TARGET, TARGET)
        close.clicked.connect(self._leave)
        side = QVBoxLayout()
        side.setSpacing(space(2))
        side.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        for one in (panel.choice, self._hint, self.said):
            one.setFixedWidth(context.look.theme.scaled(_SIDE))
            side.addWidget(one)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        row.addWidget(panel, 1)
        row.addLayout(side)
        return panel

    @property
    def _height(self) -> int:
        return self._context.look.theme.scaled(_HEIGHT)

    def _show_trouble(self) -> None:
        """Make room for what is said, in the place of the picture."""
        self._hint.hide()
        if self.panel is not None:
            self.panel.setFixedHeight(max(self._height, self.panel.needed_height()))

    def _show_live(self, live: bool) -> None:
        self._hint.setVisible(live)
        if live and self.panel is not None:
            self.panel.setFixedHeight(self._height)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stay away when the screen that was left is shown again."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _take(self, codes: tuple[Seen, ...]) -> None:
        now = self._clock.elapsed()
        fresh = tuple(code.text for code in codes if now - self._seen.get(code.text, -REPEAT_MS) >= REPEAT_MS)
        self._seen = {text: at for text, at in self._seen.items() if now - at < REPEAT_MS}
        self._seen |= {code.text: now for code in codes}
        if fresh:
            self.said.setText(left_to_right(fresh[0].strip()))
            self.said.show()
            self.found.emit(fresh)
