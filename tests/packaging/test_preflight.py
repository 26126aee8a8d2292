"""What this machine lacks is said in a sentence, before Qt could abort."""

from __future__ import annotations

import gettext
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handover_desktop.i18n import Translator
from handover_desktop.preflight import (
    QT,
    Display,
    MissingLibrary,
    display_state,
    explain_display,
    explain_missing,
    lacking,
    missing_libraries,
)

ENGLISH = Translator("en", gettext.NullTranslations())
LINUX_ONLY = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has X11 and Wayland")


@pytest.fixture
def x11_display(tmp_path: Path) -> Iterator[str]:
    """Yield the name of an X11 display without a monitor."""
    read, write = os.pipe()
    with (tmp_path / "xvfb.log").open("w") as log:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[write], stdout=log, stderr=log)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@LINUX_ONLY
def test_a_library_that_cannot_be_loaded_is_missing_under_its_package() -> None:
    needed = {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"}
    assert lacking(needed) == (MissingLibrary("libnowhere.so.9", "libnowhere9"),)


def test_a_missing_library_is_explained_with_the_command_that_installs_it() -> None:
    missing = (
        MissingLibrary("libGL.so.1", QT["libGL.so.1"]),
        MissingLibrary("libEGL.so.1", QT["libEGL.so.1"]),
    )
    assert explain_missing(missing, ENGLISH) == (
        "The window needs system libraries that are missing: libGL.so.1, libEGL.so.1. "
        "Install them with: sudo apt-get install --no-install-recommends libgl1 libegl1"
    )


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_platforms_bring_their_libraries_and_their_display(platform: str) -> None:
    assert missing_libraries(True, environ={}, platform=platform) == ()
    assert display_state(environ={}, platform=platform) is Display.USABLE


def test_without_a_named_display_there_is_none() -> None:
    assert display_state(environ={}, platform="linux") is Display.ABSENT
    assert "no display" in explain_display(Display.ABSENT, ENGLISH)


@LINUX_ONLY
@pytest.mark.parametrize("environ", [{"DISPLAY": ":9876"}, {"WAYLAND_DISPLAY": "/nowhere/wayland-7"}])
def test_a_display_that_does_not_answer_is_named(environ: dict[str, str]) -> None:
    assert display_state(environ=environ) is Display.UNREACHABLE
    (name,) = environ.values()
    assert f"The display {name} does not answer" in explain_display(
        Display.UNREACHABLE, ENGLISH, environ=environ
    )


@LINUX_ONLY
def test_an_x11_display_that_answers_is_usable(x11_display: str) -> None:
    assert display_state(environ={"DISPLAY": x11_display}) is Display.USABLE


@LINUX_ONLY
def test_a_wayland_display_that_answers_is_usable(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        environ = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert display_state(environ=environ) is Display.USABLE


def test_drawing_without_a_display_can_be_asked_for() -> None:
    assert display_state(environ={"QT_QPA_PLATFORM": "offscreen"}, platform="linux") is Display.USABLE
    assert display_state(environ={"QT_QPA_PLATFORM": "xcb"}, platform="linux") is Display.ABSENT


@LINUX_ONLY
def test_the_window_says_that_there_is_no_display_instead_of_aborting() -> None:
    unset = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environ = {name: value for name, value in os.environ.items() if name not in unset}
    shown = subprocess.run(
        [sys.executable, "-m", "handover_desktop", "--language", "en"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environ,
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )
    assert shown.returncode == 3
    assert shown.stderr.startswith("This machine has no display")
    assert "handover demo" in shown.stderr
