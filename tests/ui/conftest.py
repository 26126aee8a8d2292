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

from handover_desktop.app import is_older, open_demo, open_services, peek
from handover_desktop.i18n import load_translator
from handover_desktop.ui import small_screens
from handover_desktop.ui.directions import turn
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.settings import WindowSettings
from handover_desktop.ui.shell import Shell
from handover_desktop.ui.theme import Look, ThemeChoice, load_more_fonts
from handover_desktop.ui.window import MainWindow
from tests.ui.tour import Tour, open_window, toured_register
from tests.ui.windows import Opener


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


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a demo register, made once."""
    path = tmp_path_factory.mktemp("demo") / "demo.handover"
    open_demo(path).close()
    return path.read_bytes()


@pytest.fixture
def doors(tmp_path: Path, resources: Path, demo_file: bytes) -> Doors:
    """Ways into registers of this test alone."""
    demo = tmp_path / "demo.handover"
    demo.write_bytes(demo_file)
    return Doors(
        peek=peek,
        open_register=open_services,
        open_demo=open_demo,
        load_texts=lambda language: load_translator(language, resources / "catalogues"),
        default_register=tmp_path / "register.handover",
        demo_register=demo,
        settings_file=tmp_path / "window.ini",
        resources=resources,
        is_older=is_older,
    )


@pytest.fixture
def make_window(qapp: QApplication, doors: Doors, look: Look, qtbot: QtBot) -> Iterator[Opener]:
    """Make windows; all are closed in the end."""
    made: list[MainWindow] = []

    def make(language: str = "en") -> MainWindow:
        shell = Shell(look, WindowSettings(doors.settings_file), waiting="")
        window = MainWindow(shell, doors, doors.load_texts(language))
        shell.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.shell.close()
        window.shell.deleteLater()
