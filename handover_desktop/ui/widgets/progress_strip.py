"""How far the check is: lines, pieces, value; done of all; and the exceptions. Each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from handover_desktop.ui.directions import mirrored
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class ProgressPart:
    """One figure of the strip, all texts formatted; `ratio` is 0..1, or None where there is no whole."""

    key: str
    label: str
    done: str
    total: str = ""
    ratio: float | None = None


class _Part(QAbstractButton):
    """Label above, figures below, a thin bar under them."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._part = ProgressPart("", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @property
    def part(self) -> ProgressPart:
        return self._part

    def show_part(self, part: ProgressPart) -> None:
        self._part = part
        figures = f"{part.done} / {part.total}" if part.total else part.done
        self.setText(figures)
        self.setAccessibleName(f"{part.label}: {figures}")
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[int, int]:
        theme = self._look.theme
        done = QFontMetrics(theme.font(TextStyle.LARGE, strong=True)).horizontalAdvance(self._part.done)
        rest = QFontMetrics(theme.font(TextStyle.BODY)).horizontalAdvance(self._rest())
        return done, rest

    def _rest(self) -> str:
        return f" / {self._part.total}" if self._part.total else ""

    def sizeHint(self) -> QSize:
        label = QFontMetrics(self._look.theme.font(TextStyle.CAPTION)).horizontalAdvance(self._part.label)
        return QSize(max(label, sum(self._widths()), 72) + 24, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, c = self._look.theme, self._look.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), c.sunken if self.isDown() else c.raised)
        inner = self.rect().adjusted(12, 6, -12, -8)
        painter.setPen(c.muted)
        painter.setFont(theme.font(TextStyle.CAPTION))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._part.label)
        line = inner.adjusted(0, 16, 0, -6)
        painter.setFont(theme.font(TextStyle.LARGE, strong=True))
        painter.setPen(c.text)
        painter.drawText(
            line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._part.done
        )
        painter.setFont(theme.font(TextStyle.BODY))
        painter.setPen(c.muted)
        rest = mirrored(line.adjusted(self._widths()[0], 1, 0, 1), line, self)
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._rest())
        self._paint_bar(
            painter, QRectF(inner.left(), self.height() - 9, inner.width(), 3), c.hairline, c.accent
        )
        if self.hasFocus():
            painter.setPen(QPen(c.focus, theme.hairline + 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.radius, theme.radius)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF, ground: QColor, ink: QColor) -> None:
        if self._part.ratio is None:
            return
        painter.fillRect(bar, ground)
        share = min(1.0, max(0.0, self._part.ratio))
        done = QRectF(bar.left(), bar.top(), bar.width() * share, bar.height())
        painter.fillRect(mirrored(done, bar, self), ink)


class ProgressStrip(QWidget):
    """A row of figures that wraps where the window is narrow.

    *Signals:* `part_clicked(str)` with the key of the part.
    """

    part_clicked = Signal(str)

    def __init__(self, look: Look, parts: Sequence[ProgressPart] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._flow = FlowLayout(spacing=look.theme.space(2))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._flow)
        self._shown: list[_Part] = []
        self.set_parts(parts)

    def set_parts(self, parts: Sequence[ProgressPart]) -> None:
        """Show `parts`; the widgets are kept, so that the focus stays where it is."""
        while len(self._shown) < len(parts):
            made = _Part(self._look, self)
            made.clicked.connect(self._clicked)
            self._flow.addWidget(made)
            self._shown.append(made)
        for place, shown in enumerate(self._shown):
            shown.setVisible(place < len(parts))
            if place < len(parts):
                shown.show_part(parts[place])

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Part):
            self.part_clicked.emit(sender.part.key)
