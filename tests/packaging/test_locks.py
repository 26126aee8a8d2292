"""The locks install the same everywhere, from wherever the user's own settings say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ["requirements.txt", "requirements-build.txt", "requirements-bench.txt"]


def entries(lock: str) -> list[str]:
    """Return each locked requirement with its hashes, on one line."""
    return (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()


def locked(lock: str) -> dict[str, Version]:
    """Return the version of each distribution."""
    found = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split("--hash")[0])
        (pin,) = requirement.specifier
        assert pin.operator == "=="
        found[canonicalize_name(requirement.name)] = Version(pin.version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pinned_and_hashed_requirements_and_nothing_else(lock: str) -> None:
    entry_form = re.compile(r"[\w.-]+==[\w.]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [entry for entry in entries(lock) if not entry_form.fullmatch(entry)] == []
    assert locked(lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_place_to_look(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|file:|--(extra-)?index-url|--find-links|--trusted-host", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_qt_stays_below_the_release_that_breaks_python_3_11(lock: str) -> None:
    assert locked(lock)["pyside6-essentials"] < Version("6.12")
    assert any(
        line.startswith("PySide6-Essentials") and "<6.12" in line
        for line in PROJECT["project"]["dependencies"]
    )


@pytest.mark.parametrize(
    ("lock", "group"),
    [("requirements.txt", "dev"), ("requirements-build.txt", "package"), ("requirements-bench.txt", "bench")],
)
def test_a_lock_satisfies_what_the_project_asks_for(lock: str, group: str) -> None:
    versions = locked(lock)
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"][group]]
    unsatisfied = [
        line
        for line in asked
        if versions.get(canonicalize_name(Requirement(line).name)) not in Requirement(line).specifier
    ]
    assert unsatisfied == []


def test_what_is_tested_is_what_is_packed() -> None:
    tested, packed = locked("requirements.txt"), locked("requirements-build.txt")
    assert {
        name: packed[name] for name in packed.keys() & tested.keys() if packed[name] != tested[name]
    } == {}
