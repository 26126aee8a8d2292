"""A scanner as the X server sees one: keys by their places, each down and up at its own moment."""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from handover_desktop.ui.scanning.keyboards import US_PLAIN, US_SHIFTED

_X11_OFFSET: Final = 8
_EVDEV: Final = (41, *range(2, 14), *range(16, 28), 43, *range(30, 41), *range(44, 54))
_PLACES: Final = {
    sign: (code + _X11_OFFSET, row is US_SHIFTED)
    for row in (US_PLAIN, US_SHIFTED)
    for sign, code in zip(row, _EVDEV, strict=True)
} | {"\n": (36, False), "\t": (23, False)}
_SHIFT: Final = 50


@dataclass(frozen=True)
class Pace:
    """Milliseconds between two keys and for which a key is down; `first_down` for the first one alone.

    After each `group` of keys comes a `pause`, as by radio.
    """

    every: int = 2
    down: int = 1
    first_down: int | None = None
    group: int = 1000
    pause: int = 0


class Scanner:
    """Sends codes as a scanner does that is set to a US keyboard, whatever the layout of the display."""

    def __init__(self, x11: Any, xtst: Any, display: int) -> None:
        self._x11, self._xtst, self._display = x11, xtst, display

    def send(self, code: str, pace: Pace = Pace()) -> None:
        """Send `code`; a line feed is Enter, a tabulator Tab. Capitals come with Shift, as from a real one.

        The display itself keeps the time between the keys, so that a busy machine changes little of it.
        """
        begun, at = 0, 0
        for number, sign in enumerate(code):
            place, shifted = _PLACES[sign]
            down = pace.first_down if number == 0 and pace.first_down is not None else pace.down
            self._press(place, shifted=shifted, down=True, after=at - begun)
            self._press(place, shifted=shifted, down=False, after=down)
            begun = at + down
            at += max(pace.every, down) + (pace.pause if (number + 1) % pace.group == 0 else 0)
        self._x11.XSync(self._display, False)

    def _press(self, place: int, *, shifted: bool, down: bool, after: int) -> None:
        for key in (_SHIFT, place) if shifted and down else (place, _SHIFT) if shifted else (place,):
            self._xtst.XTestFakeKeyEvent(self._display, key, down, ctypes.c_ulong(after))
            after = 0


@contextmanager
def scanner_on(display: str) -> Iterator[Scanner]:
    """Yield a scanner that is plugged in to `display`."""
    x11, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    opened = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    assert opened.value, f"no display {display}"
    try:
        yield Scanner(x11, xtst, opened)  # type: ignore[arg-type]
    finally:
        x11.XCloseDisplay(opened)


def set_layout(display: str, *layout: str) -> None:
    """Set the keyboard of `display` to an XKB layout and, where one is given, its variant."""
    command = ["setxkbmap", "-display", display, "-layout", layout[0], "-variant", "".join(layout[1:])]
    subprocess.run(command, check=True, capture_output=True)
