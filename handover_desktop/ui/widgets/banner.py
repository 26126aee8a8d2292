"""A message that stands where its matter arose, until it is closed or dealt with."""

from __future__ import annotations

import enum
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from handover_desktop.ui.directions import mirrored, set_margins
from handover_desktop.ui.icons import Tone, icon
from handover_desktop.ui.theme import Look, TextStyle, Theme
from handover_desktop.ui.widgets.buttons import WordButton, icon_button
from handover_desktop.ui.widgets.signs import Sign


class BannerKind(enum.Enum):
    """How grave a message is. Green, amber and red stay with the outcomes: weight and drawing say it here."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


_SIGNS: Final = {
    BannerKind.INFO: "info",
    BannerKind.SUCCESS: "circle-check",
    BannerKind.WARNING: "triangle-alert",
    BannerKind.ERROR: "octagon-alert",
}


class Banner(QWidget):
    """One line or a few: a sign, the sentence, an action, a way to close it. Hidden until something is shown.

    *Signals:* `action_triggered()`; `closed()` when a person closed it.
    """

    action_triggered = Signal()
    closed = Signal()

    def __init__(self, look: Look, *, close_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = BannerKind.INFO
        self._sign = Sign(look, "info")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setFont(look.theme.font(TextStyle.BODY))
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = WordButton("")
        self._action.clicked.connect(self.action_triggered)
        self._close = icon_button(look, "x", close_text)
        self._close.clicked.connect(self._close_by_hand)
        row = QHBoxLayout(self)
        set_margins(row, look.theme.space(4), look.theme.space(2), look.theme.space(2), look.theme.space(2))
        row.setSpacing(look.theme.space(3))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        look.changed.connect(self._colour)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._label.text()

    @property
    def kind(self) -> BannerKind:
        """How grave the shown message is."""
        return self._kind

    def show_message(
        self, kind: BannerKind, text: str, *, action: str | None = None, closable: bool = True
    ) -> None:
        """Show `text`, with a button `action` when one is given; screen readers are told."""
        self._kind = kind
        self._label.setText(text)
        self._action.setText((action or "").replace("&", "&&"))
        self._action.setVisible(action is not None)
        self._close.setVisible(closable)
        self.setAccessibleName(text)
        self._colour()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Take the message away."""
        self.hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        ground, text = _grounds(self._kind, theme)
        painter = QPainter(self)
        painter.fillRect(self.rect(), ground)
        c = theme.colours
        bars = {BannerKind.INFO: c.accent, BannerKind.SUCCESS: c.muted, BannerKind.WARNING: text}
        bar = mirrored(QRect(0, 0, 4, self.height()), self.rect(), self)
        painter.fillRect(bar, bars.get(self._kind, ground))
        if self._kind is BannerKind.WARNING:
            painter.setPen(text)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _colour(self) -> None:
        ground, text = _grounds(self._kind, self._look.theme)
        inverse = self._kind is BannerKind.ERROR
        tone = Tone.INVERSE if inverse else Tone.TEXT
        self._sign.show_icon(_SIGNS[self._kind], tone=tone)
        self._close.setIcon(icon("x", self._look, tone=tone))
        self._label.setStyleSheet(f"color: {text.name()};")
        self._action.setStyleSheet(_button_sheet(ground, text))
        self._close.setStyleSheet(
            f"QToolButton:hover {{ background: transparent; border-color: {text.name()}; }}"
            f"QToolButton:focus {{ border: 2px solid {text.name()}; }}"
        )
        self.update()

    def _close_by_hand(self) -> None:
        self.hide()
        self.closed.emit()


def _grounds(kind: BannerKind, theme: Theme) -> tuple[QColor, QColor]:
    """Return the ground and the colour of the text: the graver, the more contrast."""
    c = theme.colours
    return {
        BannerKind.INFO: (c.accent_soft, c.text),
        BannerKind.SUCCESS: (c.sunken, c.text),
        BannerKind.WARNING: (c.surface, c.text),
        BannerKind.ERROR: (c.text, c.window),
    }[kind]


def _button_sheet(ground: QColor, text: QColor) -> str:
    """Return a button drawn in the banner's own two colours, the focus as a double line."""
    own = f"background: {ground.name()}; color: {text.name()};"
    return (
        f"QPushButton {{ {own} border: 1px solid {text.name()}; }}"
        f"QPushButton:hover {{ {own} border: 2px solid {text.name()}; padding: 7px 15px; }}"
        f"QPushButton:focus {{ {own} border: 3px double {text.name()}; padding: 6px 14px; }}"
    )
