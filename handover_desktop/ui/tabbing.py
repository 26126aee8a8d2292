"""Tab goes through a window as it is read: in the order of its layouts, in whatever order they were filled.

Qt's own order is that in which controls were made: what is added later comes last, and a control that hands its focus
on to an inner one can catch it for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import shiboken6
from PySide6.QtCore import QEvent, QMargins, QObject, Qt, QTimer, Slot
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

COMES_LAST: Final = "tab-last"
"""The property of what Tab reaches after all else around it, wherever it stands: a bin above the fields of its card."""

_SETTLING_MS: Final = (0, 50, 200)
_AROUND: Final = 28
"""How much of what stands above and below the focus is shown with it, in pixels."""


class Sight(QObject):
    """Keeps what has the focus in sight, whoever gave it the focus: Tab, a screen that goes on, an error.

    Who has it is asked later: the focus also goes from and to what is being destroyed, and must not be touched then.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._look)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        self._later.start()

    def _look(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and not QApplication.mouseButtons():  # nothing moves away under a click
            _scroll_to(focused)


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
    _scroll_to(wanted)
    return True


def first_control(widget: QWidget) -> QWidget | None:
    """Return where Tab stops first within `widget`, None where it holds no such control."""
    return next((one for one in in_order(widget) if _takes_tab(one, None)), None)


def bring_into_sight(wanted: QWidget) -> None:
    """Scroll to a control, and again while what is new around it finds its place: a long page takes several turns."""
    _scroll_to(wanted)
    for after in _SETTLING_MS:
        QTimer.singleShot(after, lambda: _scroll_to(wanted) if shiboken6.isValid(wanted) else None)


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
            parts = list(_in_layout(layout, widget) if layout is not None else _by_place(widget))
            yield from sorted(parts, key=lambda part: bool(part.property(COMES_LAST)))


def _given(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is not None:
        yield widget


def _in_layout(layout: QLayout, widget: QWidget) -> Iterator[QWidget]:
    """Yield what `layout`, or one within it, places on `widget`.

    Its items are never asked for: a layout in Python keeps each that it gave out, also when the widget is gone and the
    item with it, and whatever comes to lie in the same place of memory later ends the program with its own end.
    """
    parts: list[tuple[tuple[int, int], QWidget | QLayout]] = [
        (_cell(layout, at), part)
        for part in (*widget.children(), *layout.children())
        if isinstance(part, QWidget | QLayout) and (at := layout.indexOf(part)) >= 0
    ]
    for _place, part in sorted(parts, key=lambda pair: pair[0]):
        if isinstance(part, QLayout):
            yield from _in_layout(part, widget)
        else:
            yield part


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


def _scroll_to(wanted: QWidget) -> None:
    """Scroll to a control, outwards as far as its window goes, with its label and what is said about it."""
    shown = inner = _field_of(wanted)
    while not inner.isWindow() and (outer := inner.parentWidget()) is not None:
        if isinstance(outer, QScrollArea) and (held := outer.widget()) is not None:
            # Qt's own way would show of an editor no more than the line of its cursor.
            middle = shown.mapTo(held, shown.rect().center())
            # The room is not asked of the viewport: its wrapper, made anew each time, can take the window along when
            # it is collected.
            around = shown.size().grownBy(QMargins(0, _AROUND, 0, _AROUND))
            half = around.boundedTo(outer.maximumViewportSize()) / 2
            outer.ensureVisible(middle.x(), middle.y(), half.width() + 1, half.height() + 1)
        inner = outer


def _field_of(control: QWidget) -> QWidget:
    """Return the field with the label and the error of `control`, or `control` where it stands alone."""
    outer = control.parentWidget()
    while outer is not None and not isinstance(outer, QScrollArea):
        if outer.property("field"):
            return outer
        outer = outer.parentWidget()
    return control
