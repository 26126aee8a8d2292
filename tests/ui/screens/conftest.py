"""A register of its own for every test, and the context that screens are given, with every way out noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.app import open_services
from handover_desktop.formats import Formats
from handover_desktop.i18n import load_translator
from handover_desktop.services.desk import Services
from handover_desktop.ui.context import Navigation, UiContext
from handover_desktop.ui.files import FileChooser
from handover_desktop.ui.messages import Messages
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.settings import WindowSettings
from handover_desktop.ui.theme import Look
from tests.ui.settling import rest


@dataclass
class Trail:
    """Where a screen wanted to go, and what it said."""

    steps: list[tuple[object, ...]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def note(self, name: str) -> Callable[..., None]:
        return lambda *where: self.steps.append((name, *where))


@pytest.fixture
def trail() -> Trail:
    return Trail()


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of an empty register, made once."""
    path = tmp_path_factory.mktemp("empty") / "register.handover"
    open_services(path, create=True).close()
    return path.read_bytes()


@pytest.fixture
def desk(tmp_path: Path, empty_register: bytes) -> Iterator[Services]:
    """An empty register of its own."""
    path = tmp_path / "register.handover"
    path.write_bytes(empty_register)
    services = open_services(path)
    yield services
    services.close()


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    made = Operations()
    yield made
    made.close()


@pytest.fixture
def context(
    desk: Services,
    operations: Operations,
    trail: Trail,
    look: Look,
    tmp_path: Path,
    resources: Path,
    qtbot: QtBot,
) -> UiContext:
    """The context of a screen in English."""
    return make_context(desk, operations, trail, look, tmp_path, resources, qtbot, language="en")


def make_context(
    desk: Services,
    operations: Operations,
    trail: Trail,
    look: Look,
    folder: Path,
    resources: Path,
    qtbot: QtBot,
    *,
    language: str,
) -> UiContext:
    texts = load_translator(language, resources / "catalogues")
    window = QWidget()
    qtbot.addWidget(window)
    settings = WindowSettings(folder / "window.ini")
    ways = (
        "go_home",
        "open_handover",
        "show_item",
        "show_point",
        "import_list",
        "open_settings",
        "open_demo",
    )
    more = ("choose_language", "choose_theme")
    return UiContext(
        desk,
        operations,
        texts,
        Formats(language),
        look,
        settings,
        Messages(window, look, texts, show=lambda _tone, text: trail.said.append(text)),
        FileChooser(window, texts, settings),
        Navigation(**{way: trail.note(way) for way in (*ways, *more)}),
    )


def settle(operations: Operations, qtbot: QtBot) -> None:
    """Wait until nothing is under way."""
    rest(qtbot, lambda: not operations.is_busy)
