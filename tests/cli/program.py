"""The program `handover` as users run it: a process of its own for every command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
START = "import sys; from handover_desktop.command import main; sys.exit(main())"
HEADER = "No,Description,Make,Model,VIN,Serial number,IMEI,Qty,Unit,Unit price,Currency"
LINES = (
    "K-0001,Compact SUV,Demo,D-1,0SYZZZV11ZR000001,,,1,pcs,19450.00,EUR",
    "K-0002,Compact SUV,Demo,D-1,0SYZZZV11ZR000002,,,1,pcs,19450.00,EUR",
    "K-0003,Rugged laptop,Demo,L-14,,SYN-E12-0007,,1,pcs,2480.00,EUR",
    "K-0004,Smartphone,Demo,P-5,,SYN-E14-0001,490154203237518,1,pcs,410.00,EUR",
    "K-0005,Magnifier,,,,,,60,pcs,68.00,EUR",
    "K-0006,Radio,Demo,R-1,,SHARED-1,,1,pcs,100.00,EUR",
    "K-0007,Radio,Demo,R-2,,SHARED-1,,1,pcs,100.00,EUR",
)
"""Seven lines worth EUR 46,070.00; K-0006 and K-0007 share a serial number, as different models may."""

PARTIES = [
    {
        "role": "transferor",
        "name": "Demo Partner",
        "representative": "Sample Officer A",
        "mandate": "PoA 1",
        "function": "Manager",
    },
    {
        "role": "recipient",
        "name": "Demo Ministry",
        "representative": "Demo Osoba 1",
        "mandate": "Decision 2",
        "function": "Chair",
    },
]


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Laptop:
    """A folder with a home of its own, and the register that commands work on."""

    folder: Path
    register: str | Path = "r.handover"
    reference: str = ""
    """The handover that is worked on."""

    @property
    def path(self) -> Path:
        return self.folder / self.register

    def environment(self, changes: Mapping[str, str] | None = None) -> dict[str, str]:
        home = str(self.folder / "home")
        return {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "XDG_DATA_HOME": f"{home}/data",
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            **(changes or {}),
        }

    def command(self, *arguments: str | bytes | Path) -> list[str | bytes | Path]:
        return [sys.executable, "-W", "error", "-c", START, "--register", self.path, *arguments]

    def run(
        self,
        *arguments: str | bytes | Path,
        given: str | bytes = "",
        environment: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run a command to its end; a traceback is never an answer."""
        done = subprocess.run(
            self.command(*arguments),
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            cwd=self.folder,
            env=self.environment(environment),
            timeout=120,
            check=False,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.err, ran.err
        assert "Exception ignored" not in ran.err, ran.err
        return ran

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def write_list(self, *lines: str, name: str = "list.csv") -> Path:
        return self.write(name, "\n".join([HEADER, *(lines or LINES), ""]))

    def bring_in(self, *lines: str) -> Laptop:
        """Import a list as a new handover, and return the laptop at work on it."""
        done = self.run("import", self.write_list(*lines), "--json")
        assert done.code == 0, done.err
        return replace(self, reference=done.json["handover"])

    def copy_to(self, folder: Path) -> Laptop:
        """Return another laptop with a copy of this one's register."""
        shutil.copy(self.path, folder)
        return replace(self, folder=folder)

    def prepare(self) -> None:
        """Set all that finalising needs."""
        details = {"place": "Beograd", "handover_date": "2024-12-05", "parties": PARTIES, "title": "Vehicles"}
        done = self.run("prepare", self.reference, "--details", self.write("d.json", json.dumps(details)))
        assert done.code == 0, done.err

    def check(self, *objects: Mapping[str, object]) -> Ran:
        """Record outcomes in one go."""
        lines = "".join(json.dumps(one) + "\n" for one in objects)
        return self.run("check", self.reference, "--batch", "-", given=lines)

    def items(self) -> dict[str, Any]:
        """Return the items of the handover by line number."""
        found = self.run("status", self.reference, "--items", "--json").json["items"]
        return {item["line_no"]: item for item in found}


def answers(ran: Ran) -> list[tuple[Any, ...]]:
    """Return (ok, item, code or recorded outcome) of every line of a batch's output."""
    return [(a["ok"], a["item"], a["outcome"] if a["ok"] else a["code"]) for a in ran.lines]
