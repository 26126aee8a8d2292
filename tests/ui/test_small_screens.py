"""Half the usual screen each way, as at twice the size of type: everything is reached and no dialog is too large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from handover_desktop.ui import small_screens
from handover_desktop.ui.ceremony.window import CeremonyWindow
from handover_desktop.ui.exports.choices import What
from handover_desktop.ui.exports.export_dialog import ExportDialog
from handover_desktop.ui.places import Place
from handover_desktop.ui.screens.sign.sheet import SigningSheet
from handover_desktop.ui.tabbing import move_focus
from handover_desktop.ui.widgets.field import Field
from tests.ui.tour import CHECKED, CLOSED, FROZEN, PREPARED, Tour

_SCREEN, _LEAST = QSize(683, 384), QSize(80, 80)


@pytest.fixture
def small(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> Tour:
    monkeypatch.setattr(small_screens, "room_of", lambda _window: _SCREEN)
    tour.window.shell.resize(_SCREEN)
    tour.settle()
    assert tour.window.shell.size() == _SCREEN
    return tour


def test_every_dialog_fits(small: Tour) -> None:
    found: list[str] = []

    def look(name: str, widget: QWidget) -> None:
        of_another_screen = isinstance(widget, CeremonyWindow | SigningSheet) or name.startswith("menu")
        size = widget.size()
        fits = size == size.boundedTo(_SCREEN).expandedTo(_LEAST)
        if not of_another_screen and not fits:
            found.append(f"{name} {widget.size().toTuple()}")

    small.show = look
    small.whole()
    assert not found, "\n".join(found)


def test_a_dialog_that_comes_to_need_more_than_its_screen_scrolls_and_stays(
    tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ExportDialog(tour.context, tour.handovers[CHECKED], final=True, parent=tour.window.shell)
    dialog.what.setCurrentIndex(dialog.what.findData(What.REGISTER.value))
    dialog.redacted.setChecked(False)
    dialog.open()
    tour.settle()
    room = QSize(1366, dialog.height() + 20)
    monkeypatch.setattr(small_screens, "room_of", lambda _window: room)
    dialog.redacted.setChecked(True)
    dialog.what.setCurrentIndex(dialog.what.findData(What.CSV.value))
    tour.settle()
    assert dialog.height() == room.height()
    assert dialog.width() > _LEAST.width()
    dialog.reject()


@pytest.mark.parametrize(
    ("place", "reference"),
    [
        (Place.HANDOVERS, ""),
        (Place.SETTINGS, ""),
        (Place.PREPARE, PREPARED),
        (Place.CHECK, CHECKED),
        (Place.RECONCILE, CHECKED),
        (Place.SIGN, FROZEN),
        (Place.CLOSE, CLOSED),
    ],
)
def test_tab_brings_every_control_into_sight(small: Tour, place: Place, reference: str) -> None:
    small.go(place.value, place, reference)
    shell, seen, hidden = small.window.shell, set[int](), list[str]()
    for _control in range(150):
        move_focus(shell, forward=True)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        assert now is not None
        if id(now) in seen:
            break
        seen.add(id(now))
        if not _is_in_sight(now):
            hidden.append(f"{type(now).__name__} {now.accessibleName()}")
    assert len(seen) > 5
    assert not hidden, "\n".join(hidden)


def test_what_gets_the_focus_by_itself_comes_into_sight_with_its_label_and_its_error(small: Tour) -> None:
    small.go("prepare", Place.PREPARE, PREPARED)
    for field in reversed([one for one in small.window.shell.findChildren(Field) if one.isVisible()]):
        field.editor.setFocus()
        field.set_error("This is not what it should be.")
        for _turn in range(4):
            QApplication.processEvents()
        fits = field.height() <= _SCREEN.height() // 3
        assert not fits or field.visibleRegion().boundingRect().height() == field.height()


def _is_in_sight(control: QWidget) -> bool:
    """Tell whether a control can be seen: whole, or of a large one a piece that says what it is."""
    shown = control.viewport() if isinstance(control, QAbstractScrollArea) else control
    seen = shown.visibleRegion().boundingRect().size()
    return seen == seen.expandedTo(shown.size().boundedTo(QSize(80, 24)))
