"""Scanners of every pace on every layout, in a real window: each code opens its item, and no key of it does more."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.program import Laptop
from tests.e2e.real_scanner import Pace, Scanner, scanner_on, set_layout
from tests.e2e.real_window import RealWindow, display, window_on

LAYOUTS = (("rs",), ("rs", "latin"), ("de",), ("fr",), ("gb",))
PREFIX = "*"
PACES = {
    "every two milliseconds": Pace(),
    "first key slow": Pace(2, 1, first_down=25),
    "first key very slow": Pace(8, 4, first_down=33),
    "thirty milliseconds apart": Pace(30, 15),
    "seventy milliseconds apart": Pace(70, 35),
    "radio in threes": Pace(1, 0, group=3, pause=60),
    "radio, the first key alone": Pace(1, 0, group=1, pause=50),
}
_AWAY = 7
"""How many lines on the next code is: what an outcome goes on to by itself is another one."""


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """The name of an X display."""
    with display() as name:
        yield name


def codes(count: int) -> list[str]:
    """Return serial numbers that begin with, and are full of, keys that mean something at the check."""
    return [f"{'ARNMSID1'[number % 8]}MNRASID-{number:03d}/Z" for number in range(count)]


def cameras(laptop: Laptop, serials: Sequence[str], *, prefix: str = "") -> Laptop:
    """Bring in a list of cameras, for a program that expects `prefix` before each code."""
    made = laptop.bring_in(
        *(f"V-{n:03d},Camera,Demo,D-1,,{serial},,1,pcs,450.00,EUR" for n, serial in enumerate(serials))
    )
    made.prepare()
    settings = laptop.folder / "home" / ".config" / "handover-desktop" / "window.ini"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f"[scanner]\nprefix={prefix}\n", encoding="utf-8")
    return made


def scan_and_accept(window: RealWindow, scanner: Scanner, sent: str, pace: Pace, *, done: int) -> None:
    """Scan, see that this alone records nothing, and accept what is open."""
    scanner.send(sent, pace)
    time.sleep(1.0)
    assert window.summary.checked == done - 1, f"{sent!r} recorded something by itself"
    window.press("space")
    window.wait_for(lambda summary: summary.checked == done, f"the outcome of {sent!r}")


def accepted(laptop: Laptop) -> set[str]:
    items = laptop.items()
    assert {item["outcome"] for item in items.values()} <= {"accepted", "not-checked"}
    assert {item["remark"] for item in items.values()} <= {"", None}
    return {line for line, item in items.items() if item["outcome"] == "accepted"}


def test_five_layouts_read_the_same_whatever_begins_and_ends_a_code(laptop: Laptop, screen: str) -> None:
    serials = codes(len(LAYOUTS) * 4 * 2)
    made, wanted = cameras(laptop, serials, prefix=PREFIX), set[str]()
    with window_on(made, screen) as window, scanner_on(screen) as scanner:
        window.go_to_check()
        for layout in LAYOUTS:
            set_layout(screen, *layout)
            time.sleep(0.3)
            for before, after in (("", "\n"), ("", "\t"), ("", ""), (PREFIX, "\n")):
                number = len(wanted) * _AWAY % len(serials)
                wanted.add(f"V-{number:03d}")
                scan_and_accept(window, scanner, before + serials[number] + after, Pace(), done=len(wanted))
        set_layout(screen, "us")
    assert accepted(made) == wanted


def test_no_pace_of_a_scanner_lets_a_key_act_or_get_lost(laptop: Laptop, screen: str, tmp_path: Path) -> None:
    serials = codes(len(PACES) * 3 + 3)
    made, wanted = cameras(laptop, serials), set[str]()
    with window_on(made, screen) as window, scanner_on(screen) as scanner:
        window.go_to_check()
        for pace in PACES.values():
            for after in ("\n", "\t", ""):
                number = len(wanted) * _AWAY % len(serials)
                wanted.add(f"V-{number:03d}")
                scan_and_accept(window, scanner, serials[number] + after, pace, done=len(wanted))
    assert accepted(made) == wanted


def test_what_a_slow_first_key_recorded_is_taken_back(laptop: Laptop, screen: str) -> None:
    """The keys that record at once are not waited for as long; what a scanner's one did does not stand."""
    serials = ["M" + serial for serial in codes(9)]
    made = cameras(laptop, serials)
    with window_on(made, screen) as window, scanner_on(screen) as scanner:
        window.go_to_check()
        scan_and_accept(window, scanner, serials[7] + "\n", replace(Pace(2, 1), first_down=30), done=1)
    assert accepted(made) == {"V-007"}
