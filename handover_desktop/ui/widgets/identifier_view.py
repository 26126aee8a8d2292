"""The identifier to compare with the thing itself, in the largest type, grouped for reading aloud."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import icon_button
from handover_desktop.ui.widgets.labels import text_label

EMPHASISED = 6
_VIN_LENGTH = 17
_GAP = 0.6
"""The space between groups, in widths of a sign."""
_SIZES = (TextStyle.HUGE, TextStyle.DISPLAY, TextStyle.TITLE, TextStyle.LARGE)


def group_identifier(value: str) -> tuple[str, ...]:
    """Split `value` for reading aloud: a VIN as 4 4 3 6, another unbroken value in fours before its last six.

    A short value stays whole, and one with breaks of its own (spaces, hyphens, strokes) keeps those.
    """
    if any(not sign.isalnum() for sign in value):
        return tuple(value.split())
    if len(value) == _VIN_LENGTH:
        return value[:4], value[4:8], value[8:11], value[11:]
    if len(value) <= EMPHASISED + 2:
        return (value,) if value else ()
    head, tail = value[:-EMPHASISED], value[-EMPHASISED:]
    return (*(head[start : start + 4] for start in range(0, len(head), 4)), tail)


class _GroupedText(QWidget):
    """Paints the groups in as many lines as the width asks for; the last six signs are strong."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._groups: tuple[str, ...] = ()
        self._size = TextStyle.HUGE
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    def show_groups(self, groups: tuple[str, ...]) -> None:
        self._groups = groups
        self._fit()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._best_size(width)
        lines = self._lines(width, QFontMetricsF(self._look.theme.mono(size)))
        return max(1, len(lines)) * round(size * 1.35)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        self._size = self._best_size(self.width())

    def _best_size(self, width: int) -> TextStyle:
        """Return the largest size that needs one line, or two; else the smallest."""
        for allowed in (1, 2, 4):
            for size in _SIZES[: 2 if allowed == 1 else 4]:
                if len(self._lines(width, QFontMetricsF(self._look.theme.mono(size)))) <= allowed:
                    return size
        return _SIZES[-1]

    def _lines(self, width: int, metrics: QFontMetricsF) -> list[list[str]]:
        """Break between groups; a group wider than a whole line is cut where the line ends."""
        sign = max(1.0, metrics.horizontalAdvance("0"))
        room = max(1, int(width / sign))
        lines: list[list[str]] = [[]]
        used = 0.0
        for group in self._groups:
            for part in (group[i : i + room] for i in range(0, len(group), room)):
                if lines[-1] and used + _GAP + len(part) > room:
                    lines.append([])
                    used = 0.0
                used += (_GAP if lines[-1] else 0) + len(part)
                lines[-1].append(part)
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._groups:
            return
        theme = self._look.theme
        plain, strong = theme.mono(self._size), theme.mono(self._size, strong=True)
        metrics = QFontMetricsF(plain)
        sign = metrics.horizontalAdvance("0")
        height = round(self._size * 1.35)
        quiet = sum(len(group) for group in self._groups) - EMPHASISED
        painter = QPainter(self)
        seen = 0
        for number, line in enumerate(self._lines(self.width(), metrics)):
            at = QPointF(0, number * height + (height + metrics.ascent() - metrics.descent()) / 2)
            if self.isRightToLeft():
                wide = sign * (sum(len(part) for part in line) + _GAP * (len(line) - 1))
                at.setX(max(0.0, self.width() - wide))
            for part in line:
                for letter in part:
                    emphasised = seen >= quiet
                    painter.setFont(strong if emphasised else plain)
                    painter.setPen(theme.colours.text if emphasised else theme.colours.muted)
                    painter.drawText(at, letter)
                    at += QPointF(sign, 0)
                    seen += 1
                at += QPointF(sign * _GAP, 0)
        painter.end()


class IdentifierView(QWidget):
    """A label such as "VIN" above the value, with a button that copies it.

    *Signals:* `copied(str)` after the value went to the clipboard.
    """

    copied = Signal(str)

    def __init__(self, look: Look, *, copy_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._label = text_label(look, style=TextStyle.CAPTION, tone="muted", wrap=False)
        self._copy = icon_button(look, "copy", copy_text)
        self._copy.clicked.connect(self.copy)
        self._text = _GroupedText(look, self)
        head = QHBoxLayout()
        head.setSpacing(look.theme.space(1))
        head.addWidget(self._label)
        head.addWidget(self._copy)
        head.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(self._text)
        self.clear()

    @property
    def value(self) -> str:
        """The identifier as it stands in the list."""
        return self._value

    def show_identifier(self, label: str, value: str) -> None:
        """Show `value` under `label`."""
        self._value = value
        self._label.setText(label)
        self._text.show_groups(group_identifier(value))
        self._text.setAccessibleName(f"{label}: {value}")
        self.setAccessibleName(f"{label}: {value}")
        self._copy.setVisible(bool(value))

    def clear(self) -> None:
        """Show nothing."""
        self.show_identifier("", "")

    def copy(self) -> None:
        """Put the value on the clipboard."""
        if self._value:
            QGuiApplication.clipboard().setText(self._value)
            self.copied.emit(self._value)
