"""The table of handovers: who is where in its life, at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from handover_desktop.domain.states import STATE_TERMS, State
from handover_desktop.domain.texts import N_
from handover_desktop.ui.directions import left_to_right, mirrored
from handover_desktop.ui.icons import icon
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import as_tip
from handover_desktop.ui.widgets.rows_model import Index, RowsModel

if TYPE_CHECKING:
    from handover_desktop.formats import Formats
    from handover_desktop.i18n import Translator
    from handover_desktop.services.views import HandoverSummary
    from handover_desktop.ui.settings import WindowSettings

ROW_HEIGHT: Final = 60
REFERENCE, STATE, PROGRESS, PLACE, DATE = range(5)
_HEADINGS: Final = (N_("Handover"), N_("State"), N_("Progress"), N_("Place"), N_("Date"))
_ICONS: Final = {
    State.PREPARING: "pencil",
    State.CHECKING: "list-checks",
    State.RECONCILED: "circle-check",
    State.FINALISED: "lock",
    State.SIGNED: "pen-line",
    State.CLOSED: "archive",
    State.CANCELLED: "x",
}


class Surroundings(Protocol):
    """What the list needs to be read: a screen's context has it, and the window before a register is open."""

    @property
    def _(self) -> Translator: ...
    @property
    def formats(self) -> Formats: ...
    @property
    def look(self) -> Look: ...
    @property
    def settings(self) -> WindowSettings: ...


class HandoverModel(RowsModel["HandoverSummary"]):
    """The handovers of the register, newest first."""

    def __init__(self, context: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(context._, _HEADINGS, parent)
        self._context = context

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = self._texts(self._rows[index.row()])[index.column()]
        return as_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def _texts(self, row: HandoverSummary) -> tuple[str, ...]:
        _ = self._context._
        progress = _("{done} of {total}", done=row.checked, total=row.lines)
        if not row.lines:
            progress = _("Ceremony protocol") if row.symbolic else _("No list yet")
        if row.exceptions:
            progress = f"{progress}, {_.n('{count} exception', '{count} exceptions', row.exceptions)}"
        date = self._context.formats.date(row.handover_date) if row.handover_date else ""
        state = ", ".join(part for part in (_(STATE_TERMS[row.state]), protocols(row, _)) if part)
        return (row.reference, state, progress, row.place, date)


def protocols(row: HandoverSummary, _: Translator) -> str:
    """Return the number of the protocol that counts, and how many were voided; empty where there was none."""
    void = _.n("{count} void", "{count} void", row.voided) if row.voided else ""
    return " · ".join(part for part in (left_to_right(row.number), void) if part)


class HandoverDelegate(QStyledItemDelegate):
    """Draws a handover in two quiet lines, its state as a mark with a word, its progress as a bar with numbers."""

    def __init__(self, context: Surroundings, model: HandoverModel, table: QTableView) -> None:
        super().__init__(table)
        self._context = context
        self._table = table
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        summary = self._model.row(index.row())
        if summary is None:
            return
        rect: QRect = option.rect
        colours = self._context.look.theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._table.selectionModel().isSelected(index):  # QStyle takes 10 ms to load for the same answer
            painter.fillRect(rect, colours.selection)
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), colours.hairline)
        room = rect.adjusted(8, 0, -8, 0)
        text = str(index.data() or "")
        if index.column() == REFERENCE:
            self._paint_name(painter, room, summary)
        elif index.column() == STATE:
            self._paint_state(painter, room, summary)
        elif index.column() == PROGRESS and summary.lines:
            self._paint_progress(painter, room, summary)
        else:
            self._write(painter, room, text, muted=index.column() == PROGRESS)
        painter.restore()

    def _paint_name(self, painter: QPainter, room: QRect, summary: HandoverSummary) -> None:
        _ = self._context._
        below = summary.title or summary.project or _("No title yet")
        if summary.demo:
            below = f"{_('Demo')} · {below}"
        self._write(painter, room.adjusted(0, 10, 0, -30), left_to_right(summary.reference), strong=True)
        self._write(painter, room.adjusted(0, 31, 0, -10), below, style=TextStyle.CAPTION, muted=True)

    def _paint_state(self, painter: QPainter, room: QRect, summary: HandoverSummary) -> None:
        _ = self._context._
        word, below = _(STATE_TERMS[summary.state]), protocols(summary, _)
        mark = QRect(room.left(), room.center().y() - 8, 18, 18)
        icon(_ICONS[summary.state], self._context.look).paint(painter, mirrored(mark, room))
        beside = room.adjusted(28, 0, 0, 0)
        if below:
            place = mirrored(beside.adjusted(0, 31, 0, -10), room)
            self._write(painter, place, below, style=TextStyle.CAPTION, muted=True)
            beside.adjust(0, 10, 0, -30)
        self._write(painter, mirrored(beside, room), word)

    def _paint_progress(self, painter: QPainter, room: QRect, summary: HandoverSummary) -> None:
        _, colours = self._context._, self._context.look.theme.colours
        done = _("{done} of {total}", done=summary.checked, total=summary.lines)
        self._write(painter, room.adjusted(0, 8, 0, -30), done)
        if summary.exceptions:
            text = _.n("{count} exception", "{count} exceptions", summary.exceptions)
            self._write(
                painter, room.adjusted(0, 10, 0, -28), text, style=TextStyle.CAPTION, muted=True, right=True
            )
        bar = QRectF(room.left(), room.top() + 37, room.width(), 6)
        painter.setPen(QPen(colours.control, 1))
        painter.setBrush(colours.sunken)
        painter.drawRoundedRect(bar, 3, 3)
        if summary.checked:
            done_bar = QRectF(bar)
            done_bar.setWidth(bar.width() * summary.checked / summary.lines)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent)
            painter.drawRoundedRect(mirrored(done_bar, bar), 3, 3)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        *,
        style: TextStyle = TextStyle.BODY,
        strong: bool = False,
        muted: bool = False,
        right: bool = False,
    ) -> None:
        theme = self._context.look.theme
        font = theme.font(style, strong=strong)
        painter.setFont(font)
        painter.setPen(theme.colours.muted if muted else theme.colours.text)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
