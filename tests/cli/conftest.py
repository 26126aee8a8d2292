"""Laptops to run commands on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.program import Laptop


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """A laptop on which nothing was done yet."""
    return Laptop(tmp_path)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A laptop with the list imported, for others to be copied from."""
    return Laptop(tmp_path_factory.mktemp("model")).bring_in()


@pytest.fixture
def stocked(model: Laptop, tmp_path: Path) -> Laptop:
    """A laptop with the list imported."""
    return model.copy_to(tmp_path)


@pytest.fixture(scope="session")
def finished(model: Laptop, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A laptop with a finalised handover, printed as p.pdf; to be read only."""
    laptop = model.copy_to(tmp_path_factory.mktemp("finished"))
    laptop.prepare()
    checked = laptop.check(
        {"item": "K-0001", "outcome": "accepted"},
        {"item": "K-0002", "outcome": "not-accepted", "remark": "Dented", "remark_type": "damage"},
        {"item": "K-0003", "outcome": "missing"},
        {"item": "K-0005", "outcome": "accepted", "presented": 58},
    )
    assert checked.code == 0
    for command in (("close-open",), ("finalise",), ("protocol", "--to", "p.pdf")):
        ran = laptop.run(command[0], laptop.reference, *command[1:])
        assert ran.code == 0, ran.err
    return laptop


@pytest.fixture
def laptop_of_finished(finished: Laptop, tmp_path: Path) -> Laptop:
    """A laptop of its own with the finalised handover, its file and its key."""
    shutil.copytree(finished.folder, tmp_path / "laptop")
    return Laptop(tmp_path / "laptop", finished.register, finished.reference)
