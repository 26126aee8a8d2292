"""The whole job on a machine without any network, from the list to the backup."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import PARTIES, START, Laptop
from tests.e2e import big_list

# Any socket but a local one is a fault, whether or not it would have got anywhere.
GUARD = """
import sys, socket
def guard(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto") and arguments[0].family != socket.AF_UNIX:
        raise SystemExit("a socket was used: " + repr(arguments))
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise SystemExit("a name was looked up: " + repr(arguments))
sys.addaudithook(guard)
"""
SIGN = """
from pathlib import Path
from handover_desktop.app import open_services
from handover_desktop.services.demo_script import demo_mark
services = open_services(Path(sys.argv[1]))
handover = services.handovers.find(sys.argv[2]).id
services.signing.sign(handover, 0, strokes=demo_mark(0), language="en")
services.signing.sign_on_paper(handover, 1, language="sr-Cyrl")
services.close()
"""


@pytest.fixture(scope="module")
def without_network() -> list[str]:
    """What to put before a command so that it has no network interface but its own loopback, which is down."""
    unshare = shutil.which("unshare")
    assert unshare, "this test needs unshare (package util-linux)"
    cut_off = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--map-root-user", "--net"]
    shown = subprocess.run([*cut_off, "cat", "/proc/net/dev"], capture_output=True, text=True, check=True)
    assert [line.split(":")[0].strip() for line in shown.stdout.splitlines()[2:]] == ["lo"]
    return cut_off


def run_offline(
    laptop: Laptop, cut_off: list[str], script: str, *arguments: str | Path, given: str = ""
) -> str:
    done = subprocess.run(
        [*cut_off, sys.executable, "-c", GUARD + script, *arguments],
        env=laptop.environment(),
        cwd=laptop.folder,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout


def test_the_whole_job_is_done_without_a_network(laptop: Laptop, without_network: list[str]) -> None:
    def handover(*arguments: str | Path, given: str = "") -> str:
        return run_offline(laptop, without_network, START, "--register", laptop.path, *arguments, given=given)

    imported = json.loads(handover("import", laptop.write_list(*big_list.LINES[:20]), "--json"))
    reference = imported["handover"]
    details = laptop.write(
        "d.json", json.dumps({"place": "Beograd", "handover_date": "2024-12-05", "parties": PARTIES})
    )
    handover("prepare", reference, "--details", details)
    handover("check", reference, "--batch", "-", given=big_list.outcomes(range(1, 21)))
    handover("finalise", reference)
    run_offline(laptop, without_network, SIGN, laptop.path, reference)
    handover("protocol", reference, "--to", "p.pdf")
    handover("verify", "p.pdf")
    handover("audit", "verify")
    handover("backup", "copy.handover")

    restored = Laptop(laptop.folder, "copy.handover", reference)
    status = json.loads(
        run_offline(
            restored, without_network, START, "--register", restored.path, "status", reference, "--json"
        )
    )
    assert status["state"] == "signed"
    assert status["taken_over"] == {"lines": 20, "pieces": "20", "values": {"EUR": "49600.00"}}
    assert restored.run("verify", "p.pdf").code == 0
