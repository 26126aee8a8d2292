"""The check of a long list: how soon each thing a person does is answered, beside a bare table with the same texts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ITEMS, ROUNDS = 10_000, 100
WITHIN_MS = {"moving": 50, "ticking": 50, "scrolling": 50, "searching": 50, "scanning": 150}
MEMORY_AT_MOST = 300
Times = dict[str, list[list[float]]]


def percentile(answers: list[list[float]], *, of: int = 0) -> float:
    """Return the milliseconds within which nineteen of twenty answers come; `of` 1: of processor time."""
    return sorted(answer[of] for answer in answers)[int(len(answers) * 0.95)]


def measure(folder: Path, *, items: int, photos: int = 0) -> dict[str, Any]:
    """Return what a process of its own measured."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.check_screen", str(folder), str(items), str(ROUNDS), str(photos)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def tell(ours: Times, bare: Times) -> dict[str, float]:
    """Print how soon each thing is answered; return what is late."""
    print(f"\n{'95th percentile':<16}{'check':>8}{'processor':>12}{'bare table':>12}")
    for name, times in ours.items():
        beside = f"{percentile(bare[name]):9.0f} ms" if name in bare else ""
        print(f"{name:<16}{percentile(times):5.0f} ms{percentile(times, of=1):9.0f} ms{beside}")
    return {
        name: percentile(ours[name]) for name, limit in WITHIN_MS.items() if percentile(ours[name]) > limit
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what was measured with a long list."""
    return measure(tmp_path_factory.mktemp("check"), items=ITEMS)


def test_with_10_000_items_all_is_answered_within_fifty_milliseconds(
    found: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        late = tell(found["ours"], found["bare"])
    assert not late


def test_500_photos_slow_nothing_at_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        found = measure(tmp_path, items=200, photos=500)
        late = tell(found["ours"], found["bare"])
    assert not late


def test_the_check_of_10_000_items_takes_less_than_300_megabytes(
    found: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(f"\nthe check of {ITEMS} items: {found['memory']:.0f} MB at most")
    assert found["memory"] < MEMORY_AT_MOST
