"""A display-less Qt and the application's look for every test of the window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from handover_desktop.ui.directions import turn
from handover_desktop.ui.theme import Look, ThemeChoice, load_more_fonts


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
