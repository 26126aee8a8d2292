"""The window driven by real keys and a real mouse: a check by keyboard alone, a scanner, and what may go wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from handover_desktop.app import open_services
from handover_desktop.domain.signatures import SignatureKind
from handover_desktop.domain.states import State
from handover_desktop.services.views import Signatory
from tests.cli.program import Laptop
from tests.e2e.real_window import RealWindow, display, until, window_on

OWN_DISK = 'mount -t tmpfs -o size=24m none "$1" && cp "$2" "$1" && shift 2 && exec "$@"'


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """The name of an X display."""
    with display() as name:
        yield name


def vehicles(laptop: Laptop, count: int) -> Laptop:
    """Bring in a list of vehicles, with all that finalising needs."""
    lines = (
        f"V-{n:03d},Patrol car,Demo,D-1,0SYZZZV11ZR{n:06d},,,1,pcs,19450.00,EUR" for n in range(1, count + 1)
    )
    made = laptop.bring_in(*lines)
    made.prepare()
    return made


def signatories(laptop: Laptop) -> tuple[Signatory, ...]:
    """Return who signs, from a register that is sound."""
    with closing(open_services(laptop.path)) as services:
        services.safekeeping.check_health()
        assert services.safekeeping.verify_audit().intact
        return services.signing.signatories(services.handovers.find(laptop.reference).id)


def test_72_vehicles_are_checked_finalised_and_signed_for_by_keyboard_alone(
    laptop: Laptop, screen: str
) -> None:
    laptop = vehicles(laptop, 72)
    with window_on(laptop, screen) as window:
        window.go_to_check()
        window.press("F1")
        window.come_to("Help")  # it stands beside the work, which goes on
        window.come_to("Check –")
        for done in range(1, 73):
            window.press("space")
            window.wait_for(lambda summary, done=done: summary.checked == done, f"outcome {done}")
        window.finalise()
        for _party in range(2):
            window.press("Tab", "Return")
            window.come_to("Sign on paper")
            window.press("Return")
            window.come_to("Sign –")
        window.wait_for(lambda summary: summary.state is State.SIGNED, "both signatures")
        window.press("ctrl+q")
        until(lambda: window.running.poll() is not None, "the end")

    assert window.running.returncode == 0
    assert {item["outcome"] for item in laptop.items().values()} == {"accepted"}
    kinds = [one.signature and one.signature.kind for one in signatories(laptop)]
    assert kinds == [SignatureKind.ON_PAPER] * 2


def test_a_scanner_that_types_a_sign_each_two_milliseconds_opens_items_whatever_ends_its_codes(
    laptop: Laptop, screen: str
) -> None:
    laptop = vehicles(laptop, 20)
    with window_on(laptop, screen) as window:
        window.go_to_check()
        for done, (number, suffix) in enumerate(((7, "Return"), (15, "Tab"), (11, "")), 1):
            window.scan(f"0SYZZZV11ZR{number:06d}", suffix=suffix)
            assert window.summary.checked == done - 1  # a scan opens, it never accepts
            window.press("a")
            window.wait_for(lambda summary, done=done: summary.checked == done, f"outcome {done}")

    accepted = {line for line, item in laptop.items().items() if item["outcome"] == "accepted"}
    assert accepted == {"V-007", "V-011", "V-015"}


def sign_with_the_mouse(window: RealWindow) -> None:
    """Sign on the sheet that is open, up to the question whether the name is right."""
    window.draw()
    window.press(*["Tab"] * 7, "Return")
    window.press("Tab")  # to "Yes, keep it"


def test_a_kill_while_somebody_signs_leaves_nothing_half(laptop: Laptop, screen: str) -> None:
    laptop = vehicles(laptop, 1)
    with window_on(laptop, screen) as window:
        window.go_to_check()
        window.press("space")
        window.wait_for(lambda summary: summary.checked == 1, "the outcome")
        window.finalise()
        window.press("Return")
        window.come_to("Demo Partner")
        window.draw()
        window.kill()
    assert [one.signature for one in signatories(laptop)] == [None, None]

    for moment in (0.0, 0.02, 0.1, 2.0):
        if signatories(laptop)[0].signature is not None:
            break
        with window_on(laptop, screen) as window:
            window.press("Return")
            window.come_to("Sign –")
            time.sleep(1.5)
            window.press("Return")
            window.come_to("Demo Partner")
            sign_with_the_mouse(window)
            window.tool("key", "Return")
            time.sleep(moment)
            window.kill()
        kept = signatories(laptop)[0].signature
        assert kept is None or (kept.kind is SignatureKind.DRAWN and len(kept.strokes[0].points) > 10)
    assert signatories(laptop)[0].signature is not None


def test_a_tick_while_another_program_holds_the_register_is_not_shown_as_done(
    laptop: Laptop, screen: str
) -> None:
    laptop = vehicles(laptop, 3)
    with window_on(laptop, screen) as window:
        window.go_to_check()
        window.press("space")
        window.wait_for(lambda summary: summary.checked == 1, "the first outcome")
        with closing(sqlite3.connect(laptop.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            window.press("space")
            time.sleep(8)
            other.execute("ROLLBACK")
        assert window.summary.checked == 1
        window.press("space")
        window.wait_for(lambda summary: summary.checked == 2, "the second outcome")


def test_a_tick_on_a_full_disk_is_not_shown_as_done_and_can_be_repeated(laptop: Laptop, screen: str) -> None:
    unshare = shutil.which("unshare")
    assert unshare, "this test needs unshare (package util-linux) to make a disk of its own"
    made = vehicles(laptop, 3)
    disk = Laptop(laptop.folder / "disk", made.register, made.reference)
    disk.folder.mkdir()
    alone = [unshare, "--mount"] if os.geteuid() == 0 else [unshare, "--map-root-user", "--mount"]
    before: list[str | Path] = [*alone, "sh", "-c", OWN_DISK, "sh", disk.folder, made.path]
    with window_on(disk, screen, before=before) as window:
        window.go_to_check()
        window.press("space")
        window.wait_for(lambda summary: summary.checked == 1, "the first outcome")
        filler = window.register.with_name("filler")
        fill(filler)
        window.press("space")
        time.sleep(4)
        assert window.summary.checked == 1
        filler.unlink()
        window.press("space")
        window.wait_for(lambda summary: summary.checked == 2, "the second outcome")


def fill(path: Path) -> None:
    """Write to `path` until its disk is full."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while file.write(b"0" * size) == size:
                    pass
            except OSError:
                continue
