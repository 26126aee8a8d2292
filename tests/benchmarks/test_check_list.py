"""The check of a long list: how soon each thing a person does is answered, beside a bare table with the same texts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ITEMS, ROUNDS = 10_000, 100
WITHIN_MS = {"moving": 50, "ticking": 50, "scrolling": 50, "searching": 50, "scanning": 150}
MEMORY_AT_MOST = 300
Times = dict[str, list[float]]


def percentile(times: list[float]) -> float:
    """Return the time within which nineteen of twenty answers come."""
    return sorted(times)[int(len(times) * 0.95)]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Return what a process of its own measured."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.check_screen", str(tmp_path_factory.mktemp("check")),
         str(ITEMS), str(ROUNDS)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    measured: dict[str, object] = json.loads(ran.stdout)
    return measured


def test_with_10_000_items_all_is_answered_within_fifty_milliseconds(
    found: dict[str, Times], capsys: pytest.CaptureFixture[str]
) -> None:
    ours, bare = found["ours"], found["bare"]
    with capsys.disabled():
        print(f"\n{'95th percentile':<16}{'check':>8}{'bare table':>12}")
        for name, times in ours.items():
            beside = f"{percentile(bare[name]):9.0f} ms" if name in bare else ""
            print(f"{name:<16}{percentile(times):5.0f} ms{beside}")
    late = {
        name: percentile(ours[name]) for name, limit in WITHIN_MS.items() if percentile(ours[name]) > limit
    }
    assert not late


def test_the_check_of_10_000_items_takes_less_than_300_megabytes(
    found: dict[str, float], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(f"\nthe check of {ITEMS} items: {found['memory']:.0f} MB at most")
    assert found["memory"] < MEMORY_AT_MOST
