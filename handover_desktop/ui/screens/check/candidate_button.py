"""One of several items that a code may mean: its key, its line, its identifier with the signs that differ marked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from handover_desktop.domain.identifiers import differing_places
from handover_desktop.domain.matching import Candidate
from handover_desktop.i18n import Translator
from handover_desktop.ui.theme import TARGET, Look, TextStyle
from handover_desktop.ui.widgets.key_cap import key_cap_size, paint_key_cap

_PADDING: Final = 10
_LINE: Final = 26
_READING_SIDE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
"""The painter turns it round in a window laid out from the right."""


class CandidateButton(QAbstractButton):
    """A row to be chosen by click, by its number or by Enter.

    *Signals:* `clicked()` as of every button.
    """

    def __init__(
        self,
        look: Look,
        _: Translator,
        candidate: Candidate,
        *,
        number: int,
        state: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self.candidate = candidate
        self._key = str(number)
        bearer = candidate.bearer
        self._line = _("Line {line}", line=bearer.line_no)
        self._about = " · ".join(part for part in (bearer.description, state) if part)
        self._compares = bool(candidate.marked)
        name = ", ".join((self._line, bearer.identifier.value, self._about))
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._differences() or self._key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def _differences(self) -> str:
        """Return which signs differ, for those who hear it."""
        listed = self.candidate.bearer.identifier.value
        read = self.candidate.code
        if not self._compares or len(listed) != len(read):
            return ""
        signs = [
            self._(
                "sign {place}: {listed} on the list, {read} read",
                place=at + 1,
                listed=listed[at],
                read=read[at],
            )
            for at in self.candidate.marked
        ]
        return "; ".join(signs)

    def sizeHint(self) -> QSize:
        return QSize(320, max(TARGET, 16 + _LINE * (2 if self._compares else 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, c = self._look.theme, self._look.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = c.sunken if self.isDown() else c.raised if self.underMouse() else c.surface
        edge = c.focus if self.hasFocus() else c.control
        painter.setPen(QPen(edge, theme.hairline + (1 if self.hasFocus() else 0)))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.radius, theme.radius)
        cap = key_cap_size(self._key, theme)
        middle = self.height() / 2
        paint_key_cap(
            painter,
            self._mirrored(QRectF(_PADDING, middle - cap.height() / 2, cap.width(), cap.height())),
            self._key,
            colour=c.text,
            theme=theme,
        )
        self._paint_words(painter, _PADDING * 2 + cap.width())
        painter.end()

    def _mirrored(self, box: QRectF) -> QRectF:
        """Return where a box is in a window laid out from the right."""
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _paint_words(self, painter: QPainter, left: float) -> None:
        """Paint line and identifier, below it what was read where signs differ, and what the item is beside them."""
        theme, c, candidate = self._look.theme, self._look.theme.colours, self.candidate
        listed, read = candidate.bearer.identifier.value, candidate.code
        top = (self.height() - _LINE * (2 if self._compares else 1)) / 2
        captions = (self._line, self._("Scanned"))
        painter.setFont(theme.font(TextStyle.BODY, strong=True))
        width = max(painter.fontMetrics().horizontalAdvance(text) for text in captions) + 12
        rows = [(captions[0], listed, candidate.marked)]
        if self._compares:
            rows.append((captions[1], read, differing_places(read, listed)))
        right = left
        for number, (caption, value, marked) in enumerate(rows):
            box = QRectF(left, top + number * _LINE, width, _LINE)
            painter.setFont(theme.font(TextStyle.BODY, strong=number == 0))
            painter.setPen(c.text if number == 0 else c.muted)
            painter.drawText(self._mirrored(box), _READING_SIDE, caption)
            right = max(right, self._paint_signs(painter, QPointF(left + width, box.top()), value, marked))
        painter.setFont(theme.font(TextStyle.BODY))
        painter.setPen(c.muted)
        room = QRectF(right + 12, 0, self.width() - right - 12 - _PADDING, self.height())
        text = painter.fontMetrics().elidedText(self._about, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(self._mirrored(room), _READING_SIDE, text)

    def _paint_signs(self, painter: QPainter, at: QPointF, value: str, marked: tuple[int, ...]) -> float:
        """Paint a value sign by sign; those that differ stand inverse, so that no colour is needed to see them."""
        theme, c = self._look.theme, self._look.theme.colours
        plain, strong = theme.mono(TextStyle.LARGE), theme.mono(TextStyle.LARGE, strong=True)
        step = QFontMetricsF(plain).horizontalAdvance("0")
        whole = self._mirrored(QRectF(at.x(), at.y(), len(value) * step, _LINE))
        for place, sign in enumerate(value):
            box = QRectF(whole.left() + place * step, whole.top(), step, _LINE)
            if place in marked:
                painter.fillRect(box.adjusted(-1, 2, 1, -2), c.text)
            painter.setFont(strong if place in marked else plain)
            painter.setPen(c.surface if place in marked else c.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
        return at.x() + len(value) * step
