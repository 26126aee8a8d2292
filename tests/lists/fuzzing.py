"""Hands changed lists to the readers for as long as one likes.

    .venv/bin/python -m tests.lists.fuzzing [--minutes 60] [--seed 1] [--keep FOLDER] [FILE OR FOLDER ...]

Whatever the bytes, the answer has to be a reading, problems of rows, or one sentence of ours, within ten seconds of
processor time and 600 MB (bounded on Linux). What answers otherwise is kept in FOLDER. Files that are given are changed
like those made by code.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from handover_desktop.domain.errors import HandoverError
from handover_desktop.lists.files import Pasted
from handover_desktop.lists.reading import ListReading, read_list
from tests.lists.changing import changed
from tests.lists.samples import samples

SECONDS = 10
MEGABYTES = 600
_LARGEST_SEED = 2_000_000


class TooSlow(BaseException):
    """A list took more processor time than any may."""


def attempt(source: Path | Pasted, chance: Random) -> bool:
    """Read the list, then again with the wishes of a person; return whether it was read and not refused."""
    try:
        reading = read_list(source)
    except HandoverError as refused:
        _said(refused.code.text.format(**refused.params))
        return False
    check(reading)
    _allow_time()
    cells = [f"{chance.choice('ABCDE')}{row.row}" for row in reading.rows[:50]]
    with contextlib.suppress(HandoverError):
        again = read_list(
            source,
            apart=[row.row for row in reading.rows[:50]],
            group_field=chance.choice(["lot", "category", ""]),
            mapping=reading.mapping if chance.random() < 0.3 else None,
            corrections={chance.choice(cells): chance.choice(["", "2", "1,5", "SN1-SN3"])} if cells else None,
            header_row=reading.header_row if chance.random() < 0.7 else chance.randrange(4),
        )
        check(again)
    return True


def _said(sentence: str) -> None:
    assert sentence


def check(reading: ListReading) -> None:
    """Check what holds of every reading."""
    for found in reading.problems:
        _said(found.code.text.format(**found.params))
    for line in reading.lines:
        assert line.description.strip()
        assert line.quantity > 0
        assert all(money.minor >= 0 for money in (line.unit_price, line.line_value) if money is not None)
        assert all(identifier.value.strip() for identifier in line.identifiers)


def one_list(pool: list[bytes], chance: Random) -> bytes:
    """Return one list of the pool, changed once or twice."""
    data = changed(chance.choice(pool), chance)
    return changed(data, chance) if chance.random() < 0.25 else data


def _source(data: bytes, chance: Random, file: Path) -> Path | Pasted:
    if chance.random() < 0.03:
        return Pasted(data.decode("utf-8", "replace"), "pasted")
    file.write_bytes(data)
    return file


def pool_of(given: list[Path]) -> list[bytes]:
    """Return what to change: the files given, and about half as often those made by code."""
    files = [file for one in given for file in (sorted(one.rglob("*")) if one.is_dir() else [one])]
    found = [
        file.read_bytes() for file in files if file.is_file() and 0 < file.stat().st_size <= _LARGEST_SEED
    ]
    made = list(samples().values())
    return found + made * max(1, len(found) // (2 * len(made)))


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        most = used + MEGABYTES * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _allow_time() -> None:
    """Let a reading take its time, which ends where it was begun within `_limited_time`."""
    if sys.platform != "win32" and signal.getsignal(signal.SIGPROF) is not signal.SIG_DFL:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)


@contextlib.contextmanager
def _limited_time() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return

    def too_slow(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGPROF, too_slow)
    _allow_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _keep(fault: BaseException, data: bytes, folder: Path, found: Counter[str]) -> None:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    kind = f"{type(fault).__name__}-{Path(last.filename).stem}-{last.lineno}"
    found[kind] += 1
    if found[kind] <= 3:
        (folder / f"{kind}-{found[kind]}").write_bytes(data)
    if found[kind] == 1:
        print("".join(traceback.format_exception(fault))[-2000:], flush=True)


def main() -> int:
    """Run; return 1 where something was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzing"))
    parser.add_argument("files", nargs="*", type=Path)
    wishes = parser.parse_args()
    wishes.keep.mkdir(parents=True, exist_ok=True)
    pool, chance, found = pool_of(wishes.files), Random(wishes.seed), Counter[str]()
    _limit_memory()
    file = wishes.keep / f"last-{wishes.seed}"
    total, read, slowest = 0, 0, 0.0
    end = time.monotonic() + wishes.minutes * 60
    told = time.monotonic() + 60
    while time.monotonic() < end:
        data = one_list(pool, chance)
        source = _source(data, chance, file)
        begun = time.process_time()
        try:
            with _limited_time():
                read += attempt(source, chance)
        except KeyboardInterrupt:
            break
        except BaseException as fault:  # noqa: BLE001 - whatever it is, it is what was looked for
            _keep(fault, data, wishes.keep, found)
        total += 1
        if time.process_time() - begun > slowest:
            slowest = time.process_time() - begun
            (wishes.keep / f"slowest-{wishes.seed}").write_bytes(data)
        if time.monotonic() > told:
            told += 60
            print(
                f"{total} lists, {read} read, {found.total()} findings, slowest {slowest:.1f} s", flush=True
            )
    print(f"{total} lists, {read} read, {dict(found) or 'no findings'}, slowest {slowest:.1f} s")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
