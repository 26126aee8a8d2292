"""A display-less Qt, the application's look, and a window to be walked through, for every test of the window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from handover_desktop.ui import small_screens
from handover_desktop.ui.directions import turn
from handover_desktop.ui.theme import Look, ThemeChoice, load_more_fonts
from tests.ui.tour import Tour, open_window, toured_register


@pytest.fixture(scope="session")
def resources() -> Path:
    """The folder of fonts, icons and themes."""
    return Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def session_look(qapp: QApplication, resources: Path) -> Look:
    """One look for the whole run: an application has only one."""
    load_more_fonts(resources)
    return Look(qapp, resources, ThemeChoice.LIGHT)


@pytest.fixture
def look(session_look: Look) -> Look:
    """The look, back at the light theme and laid out from the left."""
    turn("en")
    session_look.choose(ThemeChoice.LIGHT)
    return session_look


@pytest.fixture(scope="session")
def register_to_tour(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the demo register with one more handover, which is finalised and not signed."""
    return toured_register(tmp_path_factory.mktemp("demo") / "demo.handover")


@pytest.fixture
def tour(
    tmp_path: Path,
    resources: Path,
    register_to_tour: bytes,
    look: Look,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Tour]:
    """A window of 1366 by 768, as large as its screen, on a register of its own, to be walked through."""
    monkeypatch.setattr(small_screens, "room_of", lambda _window: QSize(1366, 768))
    made = open_window(tmp_path, resources, register_to_tour, look, qtbot)
    yield made
    made.window.navigator.end()  # what a test began is not asked about
    made.window.shell.close()
    made.window.shell.deleteLater()
