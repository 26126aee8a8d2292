"""Pictures of every place and dialog, to be looked at: `python -m pytest tests/ui/pictures.py --into FOLDER`.

Languages, themes and the size of the window are chosen by options; QT_SCALE_FACTOR=2 makes them twice as large.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from handover_desktop.ui import small_screens
from handover_desktop.ui.theme import ThemeChoice
from tests.ui.tour import Tour


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Take the pictures in each language and theme that is asked for."""
    languages, themes = (metafunc.config.getoption(name).split(",") for name in ("--languages", "--themes"))
    metafunc.parametrize(("language", "theme"), list(itertools.product(languages, themes)))


def test_pictures(
    tour: Tour, language: str, theme: str, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Go everywhere and take a picture of each."""
    size = str(pytestconfig.getoption("--screen"))
    folder = Path(str(pytestconfig.getoption("--into"))) / f"{language}-{theme}-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(small_screens, "room_of", lambda _window: QSize(*map(int, size.split("x"))))
    tour.window.look.choose(ThemeChoice(theme))
    tour.window.shell.resize(*map(int, size.split("x")))
    if language != tour.window._.language:
        tour.switch(language)
    tour.settle()
    names: list[str] = []

    def take(name: str, widget: QWidget) -> None:
        names.append(name)
        assert widget.grab().save(str(folder / f"{len(names):02d}-{name.replace('/', '-')}.png"))

    tour.show = take
    tour.whole()
    assert names
