"""A target or a register that is full: a sentence, no half file, and what was there before is as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

from PIL import Image

from handover_desktop.app import open_services
from tests.cli.program import Laptop
from tests.services.test_sealing_in_trouble import ready

# Two small disks: one for what is written, one for the register. Each command's answer is kept by its name.
SCRIPT = """
disk="$1"; out="$2"; scan="$3"; shift 3
mount -t tmpfs -o size=64k none "$disk"
echo before > "$disk/there.pdf"
try() { name="$1"; shift; "$@" > "$out/$name" 2>&1; echo $? > "$out/$name-code"; }
try protocol "$@" protocol "$REFERENCE" --to "$disk/protocol.pdf"
try again "$@" protocol "$REFERENCE" --to "$disk/there.pdf"
try extract "$@" extract "$REFERENCE" --unit U01 --to "$disk/extract.pdf"
try copy "$@" copy "$REFERENCE" --to "$disk/copy.pdf"
try form "$@" blank-form "$OTHER" --to "$disk/form.pdf"
try archive "$@" export "$REFERENCE" --to "$disk/archive.zip"
ls -A "$disk" > "$out/left"; cat "$disk/there.pdf" > "$out/there"
umount "$disk"
mount -t tmpfs -o size=24m none "$disk"
cp "$REGISTER" "$disk/r.handover"
full() { free=$(df --output=avail -k "$disk" | tail -1); head -c "$((free - $1))K" /dev/zero > "$disk/filler"; }
full 100
try finalise "$@" --register "$disk/r.handover" finalise "$OTHER"
try attach "$@" --register "$disk/r.handover" attach "$REFERENCE" "$scan"
try french "$@" --register "$disk/r.handover" protocol "$REFERENCE" --language fr --to "$out/french.pdf"
ls -A "$disk" > "$out/left-register"
rm "$disk/filler"
try audit "$@" --register "$disk/r.handover" audit verify
try later "$@" --register "$disk/r.handover" finalise "$OTHER"
try status "$@" --register "$disk/r.handover" status "$OTHER" --json
try attached "$@" --register "$disk/r.handover" attach "$REFERENCE" "$scan" --json
"""

WRITTEN = ("protocol", "again", "extract", "copy", "form", "archive")
KEPT = ("finalise", "attach", "french")


def test_a_full_disk_leaves_no_half_file_and_the_register_as_it_was(laptop: Laptop, tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    assert unshare, "this test needs unshare (package util-linux) to make a disk of its own"
    alone = [unshare, "--mount"] if os.geteuid() == 0 else [unshare, "--map-root-user", "--mount"]
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    Image.effect_noise((1700, 2200), 90).save(tmp_path / "scan.jpg", quality=90)
    with closing(open_services(laptop.path, create=True)) as desk:
        done, other = ready(desk, "HO-1"), ready(desk, "HO-2")
        desk.finalising.finalise(done)
        before = desk.handovers.get(other).state
    given = {"REFERENCE": "HO-1", "OTHER": "HO-2", "REGISTER": str(laptop.path)}

    subprocess.run(
        [*alone, "sh", "-c", SCRIPT, "sh", disk, out, tmp_path / "scan.jpg", *laptop.command()],
        env=laptop.environment(given),
        check=True,
        timeout=300,
    )

    said = {name: (out / name).read_text() for name in (*WRITTEN, *KEPT)}
    assert {name: (out / f"{name}-code").read_text().strip() for name in said} == dict.fromkeys(said, "3"), (
        said
    )
    assert {name for name, text in said.items() if "The disk is full." not in text} == set(), said
    assert not any("Traceback" in text for text in said.values())
    assert (out / "left").read_text().split() == ["there.pdf"]
    assert (out / "there").read_text() == "before\n"
    assert not (out / "french.pdf").exists()
    left = (out / "left-register").read_text()
    assert ".part" not in left
    for name in ("audit", "later"):
        assert (out / f"{name}-code").read_text() == "0\n", (out / name).read_text()
    assert [one["reference"] for one in json.loads((out / "attached").read_text())["handovers"]] == ["HO-1"]
    assert json.loads((out / "status").read_text())["state"] != before.value
