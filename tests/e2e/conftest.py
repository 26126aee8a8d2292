"""The demo, run once as a program of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Laptop

REFERENCE = "DEMO-2024-001"


@dataclass(frozen=True)
class Demo:
    """What `handover demo` printed, and a laptop on the register that it left."""

    said: dict[str, Any]
    laptop: Laptop

    @property
    def folder(self) -> Path:
        return self.laptop.folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    ran = Laptop(folder).run("demo", "--to", folder / "made", "--json")
    assert ran.code == 0, ran.err
    return Demo(json.loads(ran.out), Laptop(folder / "made", "demo.handover", REFERENCE))


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """A laptop on which nothing was done yet."""
    return Laptop(tmp_path)
