"""The two lists of the reconciliation: open points and differences; rows are drawn, not made of widgets."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.ids import ItemId
from handover_desktop.services.views import ItemCard
from handover_desktop.ui.directions import mirrored
from handover_desktop.ui.icons import Tone, icon
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.marks import Mark, outcome_colour, paint_mark
from handover_desktop.ui.screens.reconcile.entries import Entry
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import as_tip

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
"""The role under which a row's own value is read: an Entry or an ItemCard."""

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()
_SIGNS: Final = {
    Severity.ERROR: "octagon-alert",
    Severity.CONFIRM: "circle-question-mark",
    Severity.WARNING: "triangle-alert",
    Severity.NOTICE: "info",
}
_ROW: Final = 52
_SIGN: Final = 20


class PointModel(QAbstractListModel):
    """Entries as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show `entries`."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ROW_ROLE:
            return entry
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(entry.text)
        return entry.text if role in texts else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._entries[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class DifferenceModel(QAbstractListModel):
    """Items that are not simply accepted; each is read when it comes into sight."""

    def __init__(
        self, read_card: Callable[[ItemId], ItemCard], texts: ItemTexts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._read_card = read_card
        self._texts = texts
        self._ids: array[int] = array("q")
        self._cards: dict[int, ItemCard] = {}

    def set_ids(self, ids: array[int]) -> None:
        """Show the items `ids`."""
        self.beginResetModel()
        self._ids = ids
        self._cards.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or (role != ROW_ROLE and role not in texts):
            return None
        card = self._card(self._ids[index.row()])
        if role == ROW_ROLE:
            return card
        text = " · ".join(line for line in describe_difference(card, self._texts) if line)
        return as_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def _card(self, item: int) -> ItemCard:
        if item not in self._cards:
            self._cards[item] = self._read_card(ItemId(item))
        return self._cards[item]


def describe_difference(card: ItemCard, texts: ItemTexts) -> tuple[str, str]:
    """Return the two lines of a difference: what it is, and what was found or agreed."""
    asset, finding = card.item.asset, card.finding
    identifier = asset.main_identifier.value if asset.main_identifier else ""
    head = " · ".join(part for part in (texts.name(card.item), identifier) if part)
    reason = card.item.reason if card.item.origin is Origin.EXTRA else ""
    if len(card.heads) > 1:
        return head, texts.dispute(card.heads, asset)
    if finding is None:
        return head, reason
    remark = texts.remark(finding.remark) if finding.remark else reason
    return head, " · ".join(part for part in (texts.result(finding, asset), remark) if part)


class _RowDelegate(QStyledItemDelegate):
    """What both kinds of row share: the ground, the focus, the hair line."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._plain = look.theme.font(TextStyle.BODY)
        self._strong = look.theme.font(TextStyle.BODY, strong=True)
        self._heading = look.theme.font(TextStyle.LARGE, strong=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c = self._look.theme.colours
        rect, state = option.rect, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, c.selection if selected else c.raised if hovered else c.surface)
        self._paint_row(painter, rect, index)
        painter.fillRect(QRect(rect.left() + 12, rect.bottom(), rect.width() - 24, 1), c.hairline)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(c.focus, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        raise NotImplementedError

    def _sign_place(self, rect: QRect) -> QRect:
        place = QRect(rect.left() + 12, rect.top() + (_ROW - _SIGN) // 2, _SIGN, _SIGN)
        return mirrored(place, rect)

    def _text_place(self, rect: QRect, *, beside: int = 0) -> QRect:
        """Return where the text is, `beside` pixels left free at its end."""
        return mirrored(rect.adjusted(12 + _SIGN + 12, 4, -16 - beside, -5), rect)


class PointDelegate(_RowDelegate):
    """A sign and the sentence, in two lines where it needs them."""

    def _paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        entry = index.data(ROW_ROLE)
        assert isinstance(entry, Entry)
        painter.setPen(self._look.theme.colours.text)
        if entry.is_heading:
            painter.setFont(self._heading)
            bottom = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            painter.drawText(rect.adjusted(12, 0, -12, -8), bottom, entry.text)
            return
        tone = Tone.TEXT if entry.severity is Severity.ERROR else Tone.MUTED
        icon(_SIGNS[entry.severity], self._look, tone=tone).paint(painter, self._sign_place(rect))
        painter.setFont(self._plain)
        wrapped = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        place = self._text_place(rect, beside=24)
        painter.drawText(place, wrapped, entry.text)
        arrow = QRect(rect.right() - 32, rect.top() + (_ROW - 18) // 2, 18, 18)
        icon("chevron-right", self._look, tone=Tone.MUTED).paint(painter, mirrored(arrow, rect))


class DifferenceDelegate(_RowDelegate):
    """The mark of the outcome, the item, and below it what was found."""

    def __init__(self, look: Look, texts: ItemTexts, parent: QObject) -> None:
        super().__init__(look, parent)
        self._texts = texts

    def _paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        card = index.data(ROW_ROLE)
        assert isinstance(card, ItemCard)
        theme = self._look.theme
        outcome = card.finding.outcome if card.finding else Outcome.NOT_CHECKED
        mark = Mark.CONFLICT if len(card.heads) > 1 else Mark(outcome)
        colour = theme.colours.text if mark is Mark.CONFLICT else outcome_colour(outcome, theme)
        paint_mark(painter, QRectF(self._sign_place(rect)), mark, colour=colour, ground=theme.colours.surface)
        head, found = describe_difference(card, self._texts)
        place = self._text_place(rect)
        half = place.height() // 2
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for font, colour, text, box in (
            (self._strong, theme.colours.text, head, place.adjusted(0, 0, 0, -half)),
            (self._plain, theme.colours.muted, found, place.adjusted(0, half, 0, 0)),
        ):
            painter.setFont(font)
            painter.setPen(colour)
            shown = QFontMetrics(font).elidedText(
                " ".join(text.split()), Qt.TextElideMode.ElideRight, box.width()
            )
            painter.drawText(box, left, shown)


class RowList(QListView):
    """A list whose rows lead somewhere.

    *Signals:* `opened(QModelIndex)` on a click or Enter.
    """

    opened = Signal(QModelIndex)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
