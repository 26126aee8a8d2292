"""On a full disk nothing is shown as done that is not, and everything shown as done is there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.cli.program import Laptop
from tests.e2e import big_list

# A small disk of its own: fill it to the brim, record until it is full, free it again, look.
SCRIPT = """
set -e
disk="$1"; out="$2"; list="$3"; shift 3
mount -t tmpfs -o size=48m none "$disk"
cd "$disk"
"$@" import "$list" > "$out/import"
free=$(($(df --output=avail -k . | tail -1) - 300))
head -c "${free}K" /dev/zero > filler
set +e
"$@" check "$REFERENCE" --batch - < "$out/lines" > "$out/answers" 2> "$out/errors"; echo $? > "$out/code"
"$@" backup copy.handover 2> "$out/backup"; echo $? > "$out/backup-code"
ls -A > "$out/left"
rm filler
"$@" status "$REFERENCE" --items --json > "$out/status"
"$@" audit verify --json > "$out/audit"
"$@" check "$REFERENCE" --batch - < "$out/lines" > "$out/again"; echo $? > "$out/again-code"
"""


def test_what_was_acknowledged_before_the_disk_was_full_is_there_afterwards(
    laptop: Laptop, tmp_path: Path
) -> None:
    unshare = shutil.which("unshare")
    assert unshare, "this test needs unshare (package util-linux) to make a disk of its own"
    alone = [unshare, "--mount"] if os.geteuid() == 0 else [unshare, "--map-root-user", "--mount"]
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    (out / "lines").write_text(big_list.outcomes(range(1, 501), mark="x" * 400))
    on_disk = Laptop(disk)
    reference = Laptop(tmp_path).bring_in("K-1,Tent,,,,,,1,pcs,1,EUR").reference

    subprocess.run(
        [*alone, "sh", "-c", SCRIPT, "sh", disk, out, laptop.write_list(*big_list.LINES), *on_disk.command()],
        env=on_disk.environment({"REFERENCE": reference, "HOME": str(tmp_path)}),
        check=True,
        timeout=120,
    )

    answers = [json.loads(line) for line in (out / "answers").read_text().splitlines()]
    done = [answer["line_no"] for answer in answers if answer["ok"]]
    refused = [answer for answer in answers if not answer["ok"]]
    decided = {
        item["line_no"] for item in json.loads((out / "status").read_text())["items"] if item["decided"]
    }
    assert (out / "code").read_text() == "3\n"
    assert 0 < len(done) < 500
    assert {answer["code"] for answer in refused} == {"disk-full"}
    assert "The disk is full." in refused[0]["message"]
    assert "Traceback" not in (out / "errors").read_text()
    assert decided == set(done)
    assert json.loads((out / "audit").read_text())["intact"] is True
    assert (out / "backup-code").read_text() == "3\n"
    assert "The disk is full." in (out / "backup").read_text()
    assert "copy" not in (out / "left").read_text()
    assert (out / "again-code").read_text() == "0\n"
