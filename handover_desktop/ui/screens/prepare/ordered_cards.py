"""Sections whose content is a row of cards in an order: parties, clauses."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.prepare.section import DetailsSection
from handover_desktop.ui.tabbing import COMES_LAST
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.labels import text_label


class OrderedCard(Card):
    """A card with its place in the order, which Alt+Up and Alt+Down change too.

    *Signals:* `moved(OrderedCard, int)` asks to go up (-1) or down (1); `removed(OrderedCard)`; `edited()`.
    """

    moved = Signal(object, int)
    removed = Signal(object)
    edited = Signal()

    def __init__(self, context: UiContext, heading: str, remove: str) -> None:
        """`heading` has the place for a {number}; `remove` says what the bin takes away."""
        super().__init__(context.look)
        self._ = _ = context._
        look = context.look
        self._numbered = heading
        self._heading = text_label(look, "", strong=True, wrap=False)
        self.up = icon_button(look, "chevron-up", _("Move up"))
        self.down = icon_button(look, "chevron-down", _("Move down"))
        self.remove = icon_button(look, "trash-2", remove)
        self.up.clicked.connect(lambda: self.moved.emit(self, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self, 1))
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        for tool in (self.up, self.down, self.remove):
            tool.setProperty(COMES_LAST, True)
            head.addWidget(tool)
        self.body.addLayout(head)

    def show_place(self, number: int, count: int) -> None:
        """Say which card this is and where it can go."""
        self._heading.setText(self._(self._numbered, number=number))
        self.setAccessibleName(self._heading.text())
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)

    def take_focus(self) -> None:
        """Take the keyboard after a move."""
        (self.up if self.up.isEnabled() else self.down).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self, by)
        else:
            super().keyPressEvent(event)


C = TypeVar("C", bound=OrderedCard)


class OrderedSection(DetailsSection, Generic[C]):
    """A section of cards that are added below, moved, removed and put back."""

    def __init__(
        self, context: UiContext, title: str, note: str, add: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, title, note, parent)
        look = context.look
        self._cards: list[C] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(look.theme.space(3))
        self._add = button(look, add, icon_name="plus")
        self._foot = QHBoxLayout()
        self._foot.setSpacing(look.theme.space(2))
        self._foot.addWidget(self._add)
        self._foot.addStretch(1)
        self._removed: list[tuple[int, C]] = []
        self._back = button(look, context._("Put back what was removed"), role="quiet", icon_name="undo-2")
        self._back.clicked.connect(self._put_back)
        self._back.hide()
        self._foot.addWidget(self._back)
        self.section.body.addLayout(self._column)
        self.section.body.addLayout(self._foot)

    def _put(self, card: C) -> None:
        """Add a card as the last one."""
        card.moved.connect(self._move)
        card.removed.connect(self._remove)
        card.edited.connect(self.edited)
        self._cards.append(card)
        self._column.addWidget(card)

    def _move(self, card: C, by: int) -> None:
        target = self._cards.index(card) + by
        if not 0 <= target < len(self._cards):
            return
        self._cards.remove(card)
        self._cards.insert(target, card)
        self._column.removeWidget(card)
        self._column.insertWidget(target, card)
        self._show_places()
        card.take_focus()
        self.edited.emit()

    def _remove(self, card: C) -> None:
        self._removed.append((self._cards.index(card), card))
        self._take_away(card)
        self._show_places()
        self._back.setFocus()
        self.edited.emit()

    def _put_back(self) -> None:
        """Put back the card that was removed last, with all that is written on it."""
        place, card = self._removed.pop()
        place = min(place, len(self._cards))
        self._cards.insert(place, card)
        self._column.insertWidget(place, card)
        card.show()
        self._show_places()
        card.take_focus()
        self.edited.emit()

    def _empty(self) -> None:
        """Begin anew, without any card."""
        for card in list(self._cards):
            self._take_away(card)
            card.deleteLater()
        for _place, card in self._removed:
            card.deleteLater()
        self._removed.clear()

    def _take_away(self, card: C) -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()

    def _show_places(self) -> None:
        self._back.setVisible(bool(self._removed))
        for number, card in enumerate(self._cards, 1):
            card.show_place(number, len(self._cards))
