"""Tab goes through a window as it is read: in the order of its layouts, in whatever order they were filled.

Qt's own order is that in which controls were made: what is added later comes last, and a control that hands its focus
on to an inner one can catch it for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTableView,
    QTabWidget,
    QWidget,
)

from handover_desktop.ui.small_screens import fit, scroll_if_larger
from handover_desktop.ui.widgets.buttons import mark_default

_WHOLE: Final = (QAbstractButton, QAbstractSpinBox, QComboBox, QTabBar)
"""Controls that are walked as a whole."""


class TabbedDialog(QDialog):
    """A dialog in which Tab follows the layout. It fits its screen, and its default button is its primary one."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward=forward)

    def setVisible(self, visible: bool) -> None:
        """Make it fit, and mark what Return does, before it is shown."""
        if visible and not self.isVisible():
            mark_default(self)
            fit(self)
        super().setVisible(visible)

    def event(self, event: QEvent) -> bool:
        """Fit again when it comes to need more."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            scroll_if_larger(self)
        return super().event(event)


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the control after, or before, the one that has it, and bring it into sight."""
    here = QApplication.focusWidget()
    order = [one for one in in_order(window) if one is here or _takes_tab(one, here)]
    if not order:
        return False
    place = order.index(here) if here in order else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    wanted = order[(place + (1 if forward else -1)) % len(order)]
    wanted.setFocus(reason)
    _bring_into_sight(wanted)
    return True


def in_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield `widget` and what it holds, as it is read; what is hidden or switched off is left out."""
    if not widget.isVisible() or not widget.isEnabled():
        return
    yield widget
    if not isinstance(widget, _WHOLE):
        for part in _parts(widget):
            yield from in_order(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Yield what `widget` holds, in order."""
    match widget:
        case QMainWindow():
            yield from _given(widget.centralWidget())
        case QScrollArea():
            yield from _given(widget.widget())
        case QSplitter():
            for place in range(widget.count()):
                yield from _given(widget.widget(place))
        case QStackedWidget():
            yield from _given(widget.currentWidget())
        case QTabWidget():
            yield widget.tabBar()
            yield from _given(widget.currentWidget())
        case QTableView():
            yield from _by_place(widget.horizontalHeader().viewport())
            yield from _by_place(widget.viewport())
        case QAbstractItemView():
            yield from _by_place(widget.viewport())
        case QAbstractScrollArea():
            return
        case _:
            layout = widget.layout()
            yield from _in_layout(layout) if layout is not None else _by_place(widget)


def _given(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is not None:
        yield widget


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    items = [(_cell(layout, place), layout.itemAt(place)) for place in range(layout.count())]
    for _place, item in sorted(items, key=lambda pair: pair[0]):
        if item is None:
            continue
        yield from _given(item.widget())
        inner = item.layout()
        if inner is not None:
            yield from _in_layout(inner)


def _cell(layout: QLayout, place: int) -> tuple[int, int]:
    """Return row and column of an item; those of a grid are not in the order in which they were put there."""
    if not isinstance(layout, QGridLayout):
        return place, 0
    row, column, *_spans = cast("tuple[int, int, int, int]", layout.getItemPosition(place))
    return row, column


def _by_place(widget: QWidget) -> Iterator[QWidget]:
    """Yield the children of a widget that has no layout, row by row in the direction of reading."""
    children = [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow()]
    across = -1 if widget.isRightToLeft() else 1
    yield from sorted(children, key=lambda one: (one.y(), across * one.x()))


def _takes_tab(one: QWidget, here: QWidget | None) -> bool:
    if not one.focusPolicy() & Qt.FocusPolicy.TabFocus or one.focusProxy() is not None:
        return False
    return not isinstance(one, QAbstractButton) or _stands_for_its_choice(one, here)


def _stands_for_its_choice(one: QAbstractButton, here: QWidget | None) -> bool:
    """Tell whether Tab stops at `one`: of several that exclude each other, at the chosen one; arrows do the rest."""
    fellows = _fellows(one)
    if here in fellows:
        return False
    return one.isChecked() or not any(other.isChecked() for other in fellows)


def _fellows(one: QAbstractButton) -> list[QAbstractButton]:
    """Return the buttons of which only one at a time is chosen together with `one`; none where it stands alone."""
    group, around = one.group(), one.parentWidget()
    if group is not None:
        return group.buttons() if group.exclusive() else []
    if not one.autoExclusive() or around is None:
        return []
    return [other for other in around.findChildren(type(one)) if other.autoExclusive()]


def _bring_into_sight(wanted: QWidget) -> None:
    """Scroll to a control, outwards as far as its window goes."""
    inner = wanted
    while not inner.isWindow() and (outer := inner.parentWidget()) is not None:
        if isinstance(outer, QScrollArea) and (held := outer.widget()) is not None:
            # Qt's own way would show of an editor no more than the line of its cursor.
            middle, half = (
                wanted.mapTo(held, wanted.rect().center()),
                wanted.size().boundedTo(outer.viewport().size()) / 2,
            )
            outer.ensureVisible(middle.x(), middle.y(), half.width() + 1, half.height() + 1)
        inner = outer
