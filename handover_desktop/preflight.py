"""Whether this machine can show a window at all: asked before Qt is imported, because Qt itself would abort.

Standard library only, so that `dev.py` can ask the same before anything is installed.
"""

from __future__ import annotations

import ctypes
import enum
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handover_desktop.i18n import Translator


@dataclass(frozen=True, slots=True)
class MissingLibrary:
    """A shared library that Qt loads and this machine lacks, with the Debian package that brings it."""

    soname: str
    package: str


class Display(enum.Enum):
    """What became of the attempt to reach the display that the environment names."""

    USABLE = "usable"
    ABSENT = "absent"
    UNREACHABLE = "unreachable"


QT: Final = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
PRINTING: Final = {"libcups.so.2": "libcups2"}
X11: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
WAYLAND: Final = {"libwayland-cursor.so.0": "libwayland-cursor0"}
_NEED_A_DISPLAY: Final = ("xcb", "wayland")


def missing_libraries(
    display: bool, *, environ: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> tuple[MissingLibrary, ...]:
    """Return what Qt needs and this machine lacks; with `display`, also what its window and printing need.

    Only Linux leaves these libraries to the system: elsewhere nothing is ever missing.
    """
    if not platform.startswith("linux"):
        return ()
    needed = dict(QT)
    if display:
        needed |= PRINTING
        needed |= WAYLAND if environ.get("WAYLAND_DISPLAY") and not environ.get("DISPLAY") else X11
    return lacking(needed)


def lacking(needed: Mapping[str, str]) -> tuple[MissingLibrary, ...]:
    """Return those of the libraries (name to Debian package) that cannot be loaded."""
    return tuple(MissingLibrary(soname, package) for soname, package in needed.items() if not _loads(soname))


def explain_missing(missing: Sequence[MissingLibrary], _: Translator) -> str:
    """Return the sentence that names the libraries and the command that installs them."""
    return _(
        "The window needs system libraries that are missing: {libraries}. Install them with: {command}",
        libraries=", ".join(library.soname for library in missing),
        command=install_command([library.package for library in missing]),
    )


def install_command(packages: Sequence[str]) -> str:
    """Return the command that installs Debian packages, to be pasted into a terminal."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def display_state(*, environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Display:
    """Try to reach the display that Qt would choose; platforms that draw without one count as usable."""
    asked = environ.get("QT_QPA_PLATFORM", "")
    if not platform.startswith("linux") or (asked and not asked.startswith(_NEED_A_DISPLAY)):
        return Display.USABLE
    if _wayland_answers(environ) or _x11_answers(environ):
        return Display.USABLE
    named = environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY")
    return Display.UNREACHABLE if named else Display.ABSENT


def explain_display(state: Display, _: Translator, *, environ: Mapping[str, str] = os.environ) -> str:
    """Return the sentence that says why no window can be shown; empty when one can."""
    match state:
        case Display.USABLE:
            return ""
        case Display.ABSENT:
            return _(
                "This machine has no display, so the window cannot be shown. "
                "The command line works without one."
            )
        case Display.UNREACHABLE:
            return _(
                "The display {display} does not answer, so the window cannot be shown. "
                "The command line works without one.",
                display=environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY"),
            )


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    import socket  # it takes 12 ms, and X11 does without it

    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(os.fspath(Path(environ.get("XDG_RUNTIME_DIR", "/")) / name))
        except OSError:
            return False
    return True


def _x11_answers(environ: Mapping[str, str]) -> bool:
    """Connect as Qt's own plugin does, so that a refused authority is found too."""
    name = environ.get("DISPLAY")
    if not name or not _loads("libxcb.so.1"):
        return False
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(name.encode(), None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)
