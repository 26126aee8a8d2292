"""Options of the tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the number of kills be raised: 200 is the figure the register is judged by."""
    parser.addoption("--kills", type=int, default=50, help="how often the crash test kills the program")
    parser.addoption(
        "--flips", type=int, default=200, help="how many bytes of a sealed file are changed; 2000 once"
    )
