"""A walk over every screen and dialog: each control has a name, is reached by Tab and shows its focus."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCalendarWidget,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as PytestQtTimeoutError
from pytestqt.qtbot import QtBot

from handover_desktop.domain.reconciliation import OpenPoint, Point
from handover_desktop.ui.help import SHEET, spell
from handover_desktop.ui.messages import Tone
from handover_desktop.ui.places import Place
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.tabbing import in_order
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from tests.ui.tour import CHECKED, Tour

_TAB = Qt.FocusPolicy.TabFocus
_OTHERWISE = {"+", "Ctrl+=", "Ctrl+Y"}
"""Second ways to what the sheet tells: where a keyboard has no Ins, its plus needs Shift, or habit is another."""
_MOST = 400
"""More steps by Tab than any place has controls."""
_AROUND = 6
"""How far from a control the mark of its focus may stand, in pixels."""


def controls(top: QWidget) -> list[QWidget]:
    """Return what the keyboard can reach in `top` and is shown now."""
    return [
        one
        for one in top.findChildren(QWidget)
        if one.window() is top.window()
        and one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & _TAB
        and one.focusProxy() is None
        and not _is_inside(one)
    ]


def _is_inside(one: QWidget) -> bool:
    """Tell whether `one` is a part of a control that is walked as a whole: the editor of a spin box, a calendar."""
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, QCalendarWidget | QMenu) or parent.focusProxy() is one:
            return True
        parent = parent.parentWidget()
    return one.objectName().startswith("qt_")


def name_of(one: QWidget) -> str:
    text = one.text() if isinstance(one, QAbstractButton | QLabel) else ""
    return one.accessibleName() or text


def describe(one: QWidget) -> str:
    chain = []
    here: QWidget | None = one
    while here is not None and len(chain) < 4:
        chain.append(type(here).__name__)
        here = here.parentWidget()
    return f"{name_of(one)!r}, {' in '.join(chain)}"


def test_every_control_has_a_name(tour: Tour) -> None:
    nameless: set[str] = set()

    def look(place: str, top: QWidget) -> None:
        nameless.update(
            f"{place}: {describe(one)}"
            for one in controls(top)
            if not name_of(one)
            and type(one) not in (QAbstractScrollArea, ScrollPage)  # what they scroll has names
        )

    tour.show = look
    tour.whole()
    assert not nameless, "\n".join(sorted(nameless))


def test_every_control_shows_that_it_has_the_focus(tour: Tour) -> None:
    blind: set[str] = set()

    def look(place: str, top: QWidget) -> None:
        if isinstance(top, QMenu):
            return  # the entry that would be chosen is marked by Qt
        top.activateWindow()
        had = QApplication.focusWidget()
        for one in controls(top):
            one.clearFocus()
            before = _around(one)
            one.setFocus(Qt.FocusReason.TabFocusReason)
            if one.hasFocus() and _around(one) == before:
                blind.add(f"{place}: {describe(one)}")
            QApplication.processEvents()  # the window brings it into sight
            gc.collect(1)  # and what that left behind must not take the window along
        if had is not None:
            had.setFocus()

    tour.show = look
    tour.whole()
    assert not blind, "\n".join(sorted(blind))


def _around(one: QWidget) -> object:
    """Return the picture of `one`, wherever it is scrolled to, and of its surroundings."""
    window = one.window()
    room = _place(one).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return one.grab().toImage(), window.grab(room).toImage()


def _place(one: QWidget) -> QRect:
    return QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size())


def test_tab_goes_to_every_control_and_back_and_is_never_caught(tour: Tour) -> None:
    faults: list[str] = []

    def look(place: str, top: QWidget) -> None:
        if not isinstance(top, QMenu):
            faults.extend(f"{tour.window._.language} {place}: {fault}" for fault in _faults_of_tab(tour, top))

    tour.show = look
    tour.whole()
    assert not faults, "\n".join(faults)


def _faults_of_tab(tour: Tour, top: QWidget) -> Iterator[str]:
    tour.settle()
    if not controls(top):
        return
    try:
        tour.qtbot.waitUntil(lambda: _has_the_focus(top), timeout=2000)
    except PytestQtTimeoutError:
        yield "nothing has the focus at first"
        return
    wanted = [one for one in controls(top) if not _is_left_to_the_arrows(one)]
    begin = QApplication.focusWidget()
    assert begin is not None
    there = list(_steps(tour, begin, Qt.Key.Key_Tab))
    yield from (f"Tab does not reach {describe(one)}" for one in wanted if one not in there)
    yield from (f"{describe(one)} has the focus out of sight" for one in there if one in _unseen)
    if QApplication.focusWidget() is not begin:
        yield f"Tab does not come round to {describe(begin)}, it is at {describe(there[-1])}"
        begin.setFocus()
        return
    back = list(_steps(tour, begin, Qt.Key.Key_Backtab))
    yield from (f"Shift+Tab does not reach {describe(one)}" for one in wanted if one not in back)
    begin.setFocus()
    yield from _leaps(there)


def _has_the_focus(top: QWidget) -> bool:
    top.activateWindow()
    had = QApplication.focusWidget()
    return had is not None and had.window() is top.window()


_unseen: set[QWidget] = set()


def _steps(tour: Tour, begin: QWidget, key: Qt.Key) -> Iterator[QWidget]:
    """Yield what has the focus, from `begin` on, until it is there again or does not move."""
    here: QWidget | None = begin
    for _step in range(_MOST):
        assert here is not None
        yield here
        tour.qtbot.keyClick(here, key)
        QApplication.processEvents()
        after = QApplication.focusWidget()
        if after is here or after is begin:
            return
        if after is not None and after.visibleRegion().isEmpty():
            _unseen.add(after)
        here = after


def _is_left_to_the_arrows(one: QWidget) -> bool:
    """Tell whether `one` is a choice beside the chosen one: Tab goes to that, the arrows go among them."""
    group = one.group() if isinstance(one, QAbstractButton) else None
    excludes = (group and group.exclusive()) or (isinstance(one, QAbstractButton) and one.autoExclusive())
    return bool(excludes) and isinstance(one, QAbstractButton) and not one.isChecked()


def _leaps(there: list[QWidget]) -> Iterator[str]:
    """Yield the steps that go against the reading, where there are more than the one back to the beginning."""
    leaps = [
        f"from {describe(here)} Tab leaps to {describe(after)}"
        for here, after in zip(there, [*there[1:], there[0]], strict=True)
        if not here.isAncestorOf(after)
        and _is_against_reading(_seen(here, after), _seen(after, here), turned=here.isRightToLeft())
    ]
    if len(leaps) > 1:
        yield from leaps


def _seen(one: QWidget, other: QWidget) -> QRect:
    """Return the place of `one`, or of the area that scrolls it where `other` lies outside of that."""
    seen, around = one, one
    while not around.isWindow() and (outer := around.parentWidget()) is not None:
        around = outer
        if isinstance(around, QScrollArea) and not around.isAncestorOf(other):
            seen = around
    return _place(seen)


def _is_against_reading(here: QRect, after: QRect, *, turned: bool) -> bool:
    """Tell whether `after` is neither below `here`, nor further on beside it, nor in a later column."""
    if after.top() > here.center().y():
        return False
    return after.right() > here.center().x() if turned else after.left() < here.center().x()


def test_no_two_shortcuts_clash_in_a_place(tour: Tour) -> None:
    clashes: set[str] = set()

    def look(place: str, top: QWidget) -> None:
        keys: Counter[str] = Counter()
        for action in top.findChildren(QAction):
            if action.isEnabled() and action.shortcutContext() is not Qt.ShortcutContext.WidgetShortcut:
                keys.update({key.toString() for key in action.shortcuts()})
        for shortcut in top.findChildren(QShortcut):
            owner = shortcut.parent()
            if shortcut.isEnabled() and isinstance(owner, QWidget) and _acts(owner, shortcut.context()):
                keys.update({shortcut.key().toString()})
        for made in top.findChildren(QAbstractButton):
            if made.isVisible() and made.isEnabled() and made.shortcut() != QKeySequence():
                keys.update({made.shortcut().toString()})
        clashes.update(f"{place}: {key}" for key, count in keys.items() if count > 1)

    tour.show = look
    tour.whole()
    assert clashes == set()


def test_every_key_is_on_the_sheet_of_shortcuts(tour: Tour) -> None:
    told: set[str] = set()
    for parts in SHEET:
        for _title, keys in parts:
            for key, _text in keys:
                told |= {spell(key), *spell(key).split()}
    told |= {str(figure) for figure in range(1, 10)} | {f"Ctrl+{figure}" for figure in range(1, 6)}
    untold: set[str] = set()

    def look(place: str, top: QWidget) -> None:
        ways = [{key.toString() for key in action.shortcuts()} for action in top.findChildren(QAction)]
        for shortcut in top.findChildren(QShortcut):
            owner = shortcut.parent()
            if isinstance(owner, QWidget) and owner.isVisible():
                ways.append({shortcut.key().toString()})
        untold.update(f"{place}: {sorted(keys)}" for keys in ways if keys and not keys & (told | _OTHERWISE))

    tour.show = look
    tour.whole()
    assert not untold, "\n".join(sorted(untold))


def _acts(owner: QWidget, context: Qt.ShortcutContext) -> bool:
    widget_only = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return owner.isVisible() and owner.isEnabled() and context not in widget_only


def test_a_screen_reader_is_told_every_tick(tour: Tour) -> None:
    tour.window.navigator.go(Place.CHECK, tour.handovers[CHECKED])
    tour.settle()
    screen = tour.window.navigator.screen
    assert isinstance(screen, CheckScreen)
    texts = [screen.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 100)]
    details = [screen.model.index(row).data(Qt.ItemDataRole.AccessibleDescriptionRole) for row in (0, 100)]

    assert "Accepted" in texts[0]
    assert "Not checked" in texts[1]
    assert all(details)


def test_the_place_of_an_open_point_comes_into_sight_on_the_first_visit_too(tour: Tour) -> None:
    tour.window.shell.resize(1180, 720)
    tour.go("reconcile", Place.RECONCILE, CHECKED)
    handover = tour.window.navigator.handover
    assert handover is not None
    tour.window.show_notice(Tone.INFO, "This takes room from the page below.")
    point = OpenPoint(Point.CLAUSE_WITHOUT_TEXT, None, (("number", 1), ("language", "en")))
    tour.window.navigator.show_point(handover, point)
    tour.settle()
    QTest.qWait(300)

    shown = QApplication.focusWidget()
    assert isinstance(shown, QPlainTextEdit)
    assert shown.visibleRegion().boundingRect() == shown.rect()


def layout_items() -> int:
    """Return how many items of layouts are known to Python, layouts themselves aside."""
    gc.collect()
    return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in gc.get_objects())


def test_a_walk_leaves_nothing_behind_of_what_is_taken_away_later(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows, row = QVBoxLayout(page), QHBoxLayout()
    labels = [QLabel(text) for text in "abcd"]
    rows.addWidget(labels[0])
    rows.addLayout(row)
    for label in labels[1:3]:
        row.addWidget(label)
    rows.addWidget(labels[3])
    page.show()
    before = layout_items()
    walked = list(in_order(page))
    shiboken6.delete(labels[1])
    shiboken6.delete(labels[0])

    assert walked == [page, *labels]
    assert layout_items() <= before
