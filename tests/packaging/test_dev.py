"""The one script that sets up, runs and checks."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[2]


def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "dev.py", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("arguments", [(), ("rnu",)])
def test_a_verb_that_does_not_exist_shows_the_verbs(arguments: tuple[str, ...]) -> None:
    shown = run_dev(*arguments)
    assert shown.returncode == 2
    assert all(f"dev.py {verb}" in shown.stderr for verb in dev.VERBS)


def test_it_needs_the_standard_library_alone() -> None:
    needed = set()
    for node in ast.walk(ast.parse((ROOT / "dev.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            needed |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            needed.add((node.module or "").split(".")[0])
    assert needed - sys.stdlib_module_names == {"handover_desktop"}


def test_it_starts_where_nothing_is_installed() -> None:
    bare = subprocess.run(
        [sys.executable, "-I", "-S", "-c", PROBE, ROOT],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (bare.returncode, bare.stderr) == (0, "")


PROBE = """
import sys
sys.path.insert(0, sys.argv[1])
import dev
dev.missing_packages(display=True, tools={})
"""


def test_a_missing_tool_is_named_by_its_package() -> None:
    assert "made-up-package" in dev.missing_packages(display=False, tools={"no-such-tool": "made-up-package"})


def test_who_may_not_install_gets_the_command_to_paste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(dev.SetupError, match=r"sudo apt-get install --no-install-recommends libgl1 libegl1$"):
        dev.install_packages(["libgl1", "libegl1"])


def test_an_environment_of_another_python_is_not_used(tmp_path: Path) -> None:
    for version, fits in (("3.8.1", False), (sys.version.split()[0], True)):
        folder = tmp_path / version
        (folder / dev.BIN.name).mkdir(parents=True)
        (folder / dev.BIN.name / dev.PYTHON.name).touch()
        (folder / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n", "utf-8")
        assert dev.environment_fits(folder) is fits


def test_an_environment_that_was_moved_is_not_used(tmp_path: Path) -> None:
    (tmp_path / dev.BIN.name).mkdir()
    (tmp_path / dev.BIN.name / dev.PYTHON.name).touch()
    (tmp_path / dev.BIN.name / "activate").write_text("VIRTUAL_ENV=/some/other/place/.venv\n", "utf-8")
    (tmp_path / "pyvenv.cfg").write_text(f"version = {sys.version.split()[0]}\n", "utf-8")
    assert not dev.environment_fits(tmp_path)
