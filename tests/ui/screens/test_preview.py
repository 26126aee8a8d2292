"""The document beside what is decided about it: it comes, it can be given up, and it looks as one left it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.preview import PreviewPane
from handover_desktop.ui.screens.close import CloseScreen
from handover_desktop.ui.settings import PREVIEW_ZOOM
from handover_desktop.ui.widgets.pdf_layout import Fit
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    return Room(qtbot, context, trail, add_handover(desk, [vehicle(1), lamps()]))


def pane_in(room: Room) -> PreviewPane:
    window = QWidget()
    layout = QVBoxLayout(window)
    pane = PreviewPane(room.context)
    layout.addWidget(pane)
    room.qtbot.addWidget(window)
    room.windows.append(window)
    window.resize(800, 600)
    with room.qtbot.waitExposed(window):
        window.show()
    return pane


def test_the_preview_is_the_very_file(room: Room) -> None:
    pane = pane_in(room)
    with room.qtbot.waitSignal(pane.loaded, timeout=20_000):
        pane.load(room.handover)
    assert pane.pdf == room.services.documents.preview(room.handover)
    assert pane.view.count.text() == f"of {room.services.documents.page_count(pane.pdf)}"
    room.settle()


def test_size_and_small_pages_are_remembered(room: Room) -> None:
    pane = pane_in(room)
    with room.qtbot.waitSignal(pane.loaded, timeout=20_000):
        pane.load(room.handover)
    assert pane.view.pages.zoom_choice is Fit.WIDTH
    pane.view._zoom_by(1)
    pane.view._splitter.moveSplitter(200, 1)
    room.settle()
    again = pane_in(room)
    with room.qtbot.waitSignal(again.loaded, timeout=20_000):
        again.load(room.handover)
    assert again.view.pages.zoom_choice == pane.view.zoom == 1.0
    assert again.view.thumbnail_width == pytest.approx(200, abs=2)
    pane.view._small.click()
    assert pane_in(room).view.thumbnails.isHidden()
    room.settle()


def test_a_size_that_means_nothing_is_forgotten(room: Room) -> None:
    room.context.settings.put(PREVIEW_ZOOM, "enormous")
    assert pane_in(room).view.pages.zoom_choice is Fit.WIDTH


def test_a_long_protocol_shows_progress_and_can_be_given_up_and_made_after_all(
    room: Room, desk: Services
) -> None:
    lines = [replace(lamps(f"L{number}"), receiving_unit="U01") for number in range(3000)]
    with desk.workplace.writing() as store:
        made = store.add_handover(
            uid=desk.workplace.uid(),
            reference="LONG",
            details=desk.handovers.get(room.handover).details,
            demo=True,
        )
        store.add_items(made.id, [(desk.workplace.uid(), line, Origin.LISTED, "") for line in lines])
    pane = pane_in(room)
    seen: list[tuple[int, int]] = []
    pane.load(made.id)
    assert not pane.busy.isVisible()
    job = pane._job
    assert job is not None
    assert job.steps is not None
    shown = job.steps._heard
    assert shown is not None
    job.steps._heard = lambda done, total: (seen.append((done, total)), shown(done, total))
    # A quick machine is through before the waiting is shown: the work stands still at a step until it is.
    given_up = threading.Event()
    passed_on = job.steps._pass_on
    assert passed_on is not None
    job.steps._pass_on = lambda done, total: (passed_on(done, total), given_up.wait(60))
    room.qtbot.waitUntil(lambda: bool(seen) and pane.busy.isVisible(), timeout=30_000)
    pane.busy.cancelled.emit()
    given_up.set()
    assert not pane.busy.isVisible()
    assert pane.again.isVisible()
    room.settle()
    done, total = seen[-1]
    assert done < total
    assert pane.pdf == b""
    with room.qtbot.waitSignal(pane.loaded, timeout=60_000):
        pane.again.click()
    assert pane.view.isVisible()
    room.settle()


def test_saving_that_is_cancelled_leaves_no_file_and_no_trace(room: Room, tmp_path: Path) -> None:
    for line in ("V1", "L1"):
        room.services.checking.record(room.item(line), CheckRequest(Outcome.ACCEPTED))
    room.services.finalising.finalise(room.handover)
    screen = room.show(CloseScreen)
    data = screen._data
    assert data is not None
    before = room.services.safekeeping.journal(limit=1)
    with room.held_lane():
        screen.paper.save_to(data, tmp_path / "never.pdf", lambda: pytest.fail("it was saved"))
        room.context.operations.cancel_running()
    room.settle()
    assert not list(tmp_path.glob("*never*"))
    assert room.services.documents.list(room.handover) == ()
    assert room.services.safekeeping.journal(limit=1) == before
