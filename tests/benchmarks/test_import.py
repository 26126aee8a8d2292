"""Bringing in a list of 100,000 rows, beside openpyxl reading the same cells; and files made to hold a laptop up."""

from __future__ import annotations

import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benchmarks.imports import HOSTILE, write_csv, write_workbook

ROWS = 100_000
ROUNDS = 3
AT_MOST = 2.0
MEGABYTES = 600
HOSTILE_AT_MOST = 4.0


@dataclass(frozen=True, slots=True)
class Cost:
    """The lines that came of it, seconds of processor time, and the most MB that the process has had."""

    lines: int
    seconds: float
    memory: float


def cost(way: str, path: Path) -> Cost:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.imports", way, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines, seconds, memory = ran.stdout.split()
    return Cost(int(lines), float(seconds), float(memory))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lists") / "large.xlsx"
    write_workbook(path, ROWS)
    return path


@pytest.fixture(scope="module")
def bare(workbook: Path) -> float:
    """Seconds that openpyxl takes for reading the cells, and no more."""
    runs = [cost("openpyxl", workbook) for _ in range(ROUNDS)]
    assert {run.lines for run in runs} == {ROWS}
    return statistics.median(run.seconds for run in runs)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_large_list_is_imported_in_twice_the_time_of_reading_its_cells(
    workbook: Path, bare: float, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook.with_suffix(f".{kind}")
    if kind == "csv":
        write_csv(path, ROWS)
    read = cost("reading", path)
    runs = [cost("import", path) for _ in range(ROUNDS)]
    seconds, memory = statistics.median(run.seconds for run in runs), max(run.memory for run in runs)
    with capsys.disabled():
        print(
            f"\n{ROWS:,} rows of {kind.upper()}: import {seconds:.1f} s (understood in {read.seconds:.1f} s), "
            f"openpyxl {bare:.1f} s, ratio {seconds / bare:.2f}, {memory:.0f} MB"
        )
    assert {run.lines for run in (read, *runs)} == {ROWS}
    assert seconds <= AT_MOST * bare
    assert memory <= MEGABYTES


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_at_the_limits_of_size_is_done_with_in_bounded_time(
    tmp_path: Path, bare: float, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    HOSTILE[name](path)
    taken = cost("hostile", path)
    with capsys.disabled():
        print(f"\n{name}: {taken.seconds:.1f} s, {taken.memory:.0f} MB")
    assert taken.lines == 0
    assert taken.seconds <= HOSTILE_AT_MOST * bare
    assert taken.memory <= MEGABYTES
