"""What the document costs, each figure beside others' in the same run; and what the whole of it takes."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.photos import Photo
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.seal.sealing import seal_pdf
from tests.benchmarks.peers import ENGINES
from tests.benchmarks.photos import HEIGHT, WIDTH, photo
from tests.protocol.samples import all_accepted, drawn, order, serial, snapshot, vehicle_snapshot
from tests.protocol.seals import NOON, key

OURS, PLAIN = "this program", "plain canvas loop"
SIZES = (72, 1_000, 10_000)
PATIENCE = 90.0
"""Seconds of processor time after which a peer is stopped: what it took until then is the least it takes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time, and MB of memory that came on top; `is_least` where it was not waited for."""

    seconds: float
    grown: float = 0.0
    is_least: bool = False

    def __str__(self) -> str:
        return f"{'> ' if self.is_least else ''}{self.seconds:.3g} s"


def cost(engine: str, lines: int, *, rounds: int) -> Cost:
    """Measure an engine in a process of its own, within bounds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.peers", engine, str(lines), str(rounds)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(PATIENCE), int(PATIENCE) + 5)),
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    if ran.returncode < 0:
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, is_least=True)
    assert ran.returncode == 0, ran.stderr
    seconds, grown = map(float, ran.stdout.split())
    return Cost(seconds, grown)


@pytest.fixture(scope="module")
def costs() -> dict[tuple[str, int], Cost]:
    """All engines at all sizes. The two that are compared closely are measured thrice, by turns."""
    found: dict[tuple[str, int], Cost] = {}
    for lines in SIZES:
        for engine in ENGINES:
            if engine not in (OURS, PLAIN):
                found[engine, lines] = cost(engine, lines, rounds=9 if lines == 72 else 1)
        turns = [
            [cost(engine, lines, rounds=min(25, 10_000 // lines)) for engine in (OURS, PLAIN)]
            for _ in range(3)
        ]
        for at, engine in enumerate((OURS, PLAIN)):
            runs = sorted((turn[at] for turn in turns), key=lambda run: run.seconds)
            found[engine, lines] = runs[1]
    return found


def test_a_table_costs_no_more_than_a_plain_loop_and_a_fraction_of_what_it_costs_others(
    costs: dict[tuple[str, int], Cost], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(
            "\n" + f"{'the same table':<22}" + "".join(f"{lines:>14,}" for lines in SIZES) + "   times ours"
        )
        for engine in ENGINES:
            row = [costs[engine, lines] for lines in SIZES]
            ratio = row[-1].seconds / costs[OURS, SIZES[-1]].seconds
            print(f"{engine:<22}" + "".join(f"{found!s:>14}" for found in row) + f"{ratio:13.1f}")
    for lines in SIZES:
        assert costs[OURS, lines].seconds <= 1.2 * costs[PLAIN, lines].seconds
    for engine in ENGINES.keys() - {OURS, PLAIN}:
        assert costs[engine, SIZES[-1]].seconds >= 4 * costs[OURS, SIZES[-1]].seconds, engine


def test_the_cost_of_a_line_does_not_grow_with_their_number(costs: dict[tuple[str, int], Cost]) -> None:
    assert costs[OURS, 10_000].seconds / 10_000 <= 1.2 * costs[OURS, 1_000].seconds / 1_000


def test_ten_thousand_lines_take_less_than_100_megabytes(costs: dict[tuple[str, int], Cost]) -> None:
    assert 0 < costs[OURS, 10_000].grown < 100


def long_snapshot(lines: int) -> Snapshot:
    assets = (
        AssetLine(
            str(at),
            f"Thing number {at} of its kind",
            make="Sample",
            model=f"M{at % 97}",
            identifiers=(serial(f"SYN-{at:06}"),),
            unit_price=Money("EUR", 1000 + at),
            receiving_unit=f"U{at * 11 // lines:02}",
        )
        for at in range(lines)
    )
    content = snapshot(all_accepted(assets))
    return replace(content, details=replace(content.details, receiving_units=()))


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_a_line_of_a_whole_protocol_costs_the_same_whatever_their_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    few, many = order(long_snapshot(1_000)), order(long_snapshot(10_000))
    render_protocol(few)
    cost_of_few, cost_of_many = [], []
    for _round in range(3):
        cost_of_few.append(sum(seconds(lambda: render_protocol(few)) for _time in range(10)) / 10_000)
        cost_of_many.append(seconds(lambda: render_protocol(many)) / 10_000)
    growth = statistics.median(cost_of_many) / statistics.median(cost_of_few)
    with capsys.disabled():
        print(
            f"\ncost of a line: {statistics.median(cost_of_few) * 1e6:.0f} µs at 1,000, "
            f"{statistics.median(cost_of_many) * 1e6:.0f} µs at 10,000, growth {growth:.2f} (at most 1.2)"
        )
    assert growth <= 1.2


def test_the_whole_protocol_of_72_vehicles_takes_less_than_a_quarter_of_a_second(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With its codes, tags, archive format, prepared fields and seal."""
    content = vehicle_snapshot()
    asked = order(content, signatures=(drawn(content),))

    def print_and_seal() -> bytes:
        return seal_pdf(render_protocol(asked), key(), at=NOON)

    print_and_seal()
    printed = statistics.median(seconds(lambda: render_protocol(asked)) for _round in range(15))
    sealed = statistics.median(seconds(print_and_seal) for _round in range(15))
    with capsys.disabled():
        print(f"\n72 vehicles: {printed * 1000:.0f} ms, sealed {sealed * 1000:.0f} ms (at most 250)")
    assert sealed <= 0.25


def test_a_photo_costs_the_same_whatever_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is drawn as it is kept: what is decoded of it is an eighth, to see that it is whole."""
    content = vehicle_snapshot()

    def cost_of_one(count: int) -> float:
        kept = {f"{number:064x}": photo(number) for number in range(count)}
        shown = tuple(
            Photo(Uid(sha256), number, content.items[number % 72].uid, sha256, WIDTH, HEIGHT)
            for number, sha256 in enumerate(kept, start=1)
        )
        asked = replace(order(replace(content, photos=shown)), pictures=kept)
        plain = replace(order(replace(content, photos=shown)), pictures={})
        return (seconds(lambda: render_protocol(asked)) - seconds(lambda: render_protocol(plain))) / count

    cost_of_one(50)
    few, many = statistics.median(cost_of_one(50) for _round in range(3)), cost_of_one(500)
    with capsys.disabled():
        print(f"\na photo: {few * 1e3:.1f} ms of 50, {many * 1e3:.1f} ms of 500 (at most 30)")
    assert many <= min(1.5 * few, 0.03)
