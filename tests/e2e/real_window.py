"""The window as people have it: a process of its own on a display of its own, with real keys and a real mouse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageGrab

from handover_desktop.app import peek
from handover_desktop.services.views import HandoverSummary
from tests.cli.program import ROOT, Laptop

_PATIENCE = 60.0
"""Seconds that a busy machine is given for anything."""

_STILL = 5
"""How many pictures in a row are the same where nothing moves any more; one is taken each fifth of a second."""


@dataclass(frozen=True)
class RealWindow:
    """A running program and the display that it is shown on."""

    running: subprocess.Popen[bytes]
    display: str
    register: Path
    """The register's file as the program sees it, which may have disks of its own."""

    def tool(self, *arguments: str | int) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, arguments)],
            env={"PATH": os.environ["PATH"], "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as a hand does."""
        for key in keys:
            self.tool("key", key)
            time.sleep(0.15)

    def scan(self, code: str, *, suffix: str) -> None:
        """Type `code` as a scanner does, a sign each two milliseconds, and wait until the window has answered."""
        before = self.picture()
        self.tool("type", "--delay", 2, "--args", 1, code, *(("key", suffix) if suffix else ()))
        until(lambda: self.picture() != before, f"an answer to {code}")
        self.come_to_rest()

    def picture(self) -> bytes:
        """What the display shows now."""
        return ImageGrab.grab(xdisplay=self.display).tobytes()

    def come_to_rest(self) -> None:
        """Wait until what the display shows has stood still for a second."""
        shown: list[bytes] = []

        def stands_still() -> bool:
            shown.append(self.picture())
            del shown[:-_STILL]
            return len(shown) == _STILL and len(set(shown)) == 1

        until(stands_still, "a picture that stands still")

    def draw(self) -> None:
        """Draw a stroke in the middle of the lower right of the window, where the pad is."""
        self.tool("mousemove", 800, 500, "mousedown", 1)
        for step in range(1, 30):
            self.tool("mousemove", 800 + 8 * step, 500 + (-1) ** step * 25)
        self.tool("mouseup", 1)

    @property
    def summary(self) -> HandoverSummary:
        """How the one handover of the register stands, read by another process than the window.

        A copy is read: SQLite would look for a disk that only the window has among those of this process.
        """
        for _attempt in range(20):
            with tempfile.TemporaryDirectory() as folder:
                for suffix in ("", "-wal"):
                    part = Path(f"{self.register}{suffix}")
                    if part.exists():
                        shutil.copy(part, Path(folder, f"copy{suffix}"))
                rows = peek(Path(folder, "copy"))
            if rows:
                return rows[0]
            time.sleep(0.2)  # it was copied in the middle of a write
        raise AssertionError("the register cannot be read")

    def wait_for(self, is_so: Callable[[HandoverSummary], bool], what: str) -> None:
        until(lambda: is_so(self.summary), what)

    def is_titled(self, part: str) -> bool:
        """Tell whether a window is shown whose title has `part` in it."""
        return bool(self.tool("search", "--onlyvisible", "--name", part).strip())

    def come_to(self, part: str) -> None:
        """Wait until a window is shown whose title has `part` in it, and give it the keys."""
        until(lambda: self.is_titled(part), f"a window titled {part}")
        time.sleep(0.5)
        self.tool("windowfocus", self.tool("search", "--onlyvisible", "--name", part).split()[0])
        time.sleep(0.5)

    def go_to_check(self) -> None:
        """Open the handover that is selected, and its check."""
        self.press("Return")
        self.come_to("Prepare –")
        self.press("ctrl+2")
        self.come_to("Check –")
        self.come_to_rest()  # the title comes before the list

    def finalise(self) -> None:
        """Go from the check, where nothing is open any more, to the frozen protocol."""
        self.press("ctrl+3")
        self.come_to("Reconcile –")
        self.press("Tab", "Return")
        self.come_to("Sign –")
        self.press("Tab", "Return")
        self.wait_for(lambda summary: bool(summary.number), "the number of the protocol")
        time.sleep(1)

    def kill(self) -> None:
        self.running.kill()
        self.running.wait()


def until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.2)


@contextmanager
def display() -> Iterator[str]:
    """Run an X server without a monitor, and yield its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@contextmanager
def window_on(laptop: Laptop, name: str, *, before: Sequence[str | Path] = ()) -> Iterator[RealWindow]:
    """Open the register of `laptop` in a window on the display `name`; `before` is put before the command."""
    environment = laptop.environment({"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"})
    command = [*before, sys.executable, "-m", "handover_desktop", str(laptop.path)]
    running = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    made = RealWindow(running, name, Path(f"/proc/{running.pid}/root{laptop.path}"))
    try:
        made.come_to(f"{laptop.path.stem} – Handover")
        identity = made.tool("search", "--onlyvisible", "--name", "Handover").split()[0]
        made.tool("windowmove", identity, 0, 0, "windowsize", identity, 1366, 768)
        time.sleep(1)
        yield made
    finally:
        if running.poll() is None:
            made.kill()
