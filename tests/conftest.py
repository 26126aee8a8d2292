"""Options of the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the numbers be raised that the register (200 kills) and the codes (500 scans) are judged by."""
    parser.addoption(
        "--scans", type=int, default=39, help="how many scanned pages the test of scans simulates"
    )
    parser.addoption("--kills", type=int, default=50, help="how often the crash test kills the program")
    parser.addoption(
        "--flips", type=int, default=200, help="how many bytes of a sealed file are changed; 2000 once"
    )
    parser.addoption("--seconds", type=float, default=60, help="how long tests/ui/monkey.py presses keys")
    parser.addoption("--seed", type=int, default=1, help="which keys tests/ui/monkey.py presses")
    pictures = parser.getgroup("pictures", "what tests/ui/pictures.py shows")
    pictures.addoption("--into", default="pictures", help="the folder of the pictures")
    pictures.addoption("--languages", default="en,sr-Cyrl", help="languages of the window, between commas")
    pictures.addoption("--themes", default="light,dark", help="themes, between commas")
    pictures.addoption("--screen", default="1366x768", help="width and height of the window")


@pytest.fixture(scope="session", autouse=True)
def user_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep keys that tests make out of the folders of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("user-data")))
        yield
