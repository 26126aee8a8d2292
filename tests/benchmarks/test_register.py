"""What a recorded check costs: against the same statements through the bare driver, in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from handover_desktop.domain.assets import Item
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.ids import HandoverId
from handover_desktop.register import ItemFilter, Register
from handover_desktop.register.driver import connect
from handover_desktop.register.engine import make_engine
from handover_desktop.register.statements import Statements
from handover_desktop.register.tables import AuditEntryRow, CheckRecordRow, ItemResultRow
from tests.register.samples import NOON, check, listed, make_register, uid, vehicle, writing

_TICKS = 500
_WARM_UP = 50

Script = list[tuple[str, tuple[object, ...]]]


def test_a_recorded_check_costs_at_most_two_and_a_half_times_its_bare_statements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [vehicle(number) for number in range(_TICKS)]
    rehearsal, handover = make_register(tmp_path / "rehearsal.handover", *lines)
    for number, item in enumerate(_items(rehearsal, handover)):
        _record(rehearsal, number, item)
    rehearsal.close()
    script = _script(tmp_path / "rehearsal.handover")

    register, handover = make_register(tmp_path / "ours.handover", *lines)
    make_register(tmp_path / "bare.handover", *lines)[0].close()
    bare = connect(tmp_path / "bare.handover")
    ours, baseline = [], []
    for number, item in enumerate(_items(register, handover)):
        baseline.append(_seconds(_run_bare, bare, script[number]))
        ours.append(_seconds(_record, register, number, item))
    register.close()
    assert _content(bare) == _content(connect(tmp_path / "ours.handover"))

    ratio = _report(capsys, "recorded check", baseline[_WARM_UP:], ours[_WARM_UP:])
    assert ratio <= 2.5


def test_showing_100_000_lines_costs_little_more_than_its_bare_statements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, handover = make_register(tmp_path / "large.handover")
    with writing(register) as work:
        work.add_items(handover, listed(*(vehicle(number) for number in range(100_000))))
    bare = connect(tmp_path / "large.handover")
    wanted = (
        ("all ids", ItemFilter(), "SELECT id FROM items WHERE handover_id = 1 ORDER BY position"),
        (
            "found by a word",
            ItemFilter(text="vehicle 9999"),
            (
                "SELECT i.id FROM items_search s JOIN items i ON i.id = s.rowid "
                'WHERE items_search MATCH \'"vehicle" AND "9999"\' ORDER BY i.position'
            ),
        ),
    )
    ratios = []
    with register.reading() as now:
        for name, filtered, sql in wanted:
            baseline, ours = [], []
            for _ in range(7):
                baseline.append(_effort(lambda sql=sql: bare.execute(sql).fetchall()))
                ours.append(_effort(now.item_ids, handover, filtered))
            ratios.append(_report(capsys, name, baseline, ours))
    bare.close()
    register.close()
    # The list is gone through once, whatever the index found in all others.
    assert max(ratios) <= 6


def test_the_results_of_10_000_items_cost_a_small_multiple_of_reading_their_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, handover = make_register(
        tmp_path / "a.handover", *(vehicle(number) for number in range(10_000))
    )
    with writing(register) as work:
        for number, item in enumerate(work.items(handover)):
            work.add_check(check(number, item, Outcome.ACCEPTED), item=item)
    bare = connect(tmp_path / "a.handover")
    rows = (
        "SELECT * FROM items i JOIN item_results r ON r.item_id = i.id LEFT JOIN check_records c ON c.id = r.head_id "
        "WHERE i.handover_id = 1 ORDER BY i.position"
    )
    marks = "SELECT * FROM item_identifiers ORDER BY item_id, position"
    baseline, ours = [], []
    with register.reading() as now:
        for _ in range(5):
            baseline.append(_effort(lambda: (bare.execute(rows).fetchall(), bare.execute(marks).fetchall())))
            ours.append(_effort(now.results, handover))
    bare.close()
    register.close()
    assert _report(capsys, "results of 10,000 items", baseline, ours) <= 8


def _items(register: Register, handover: HandoverId) -> tuple[Item, ...]:
    with register.reading() as now:
        return now.items(handover)


def _record(register: Register, number: int, item: Item) -> None:
    record = check(number, item, Outcome.ACCEPTED, id=uid(1_000_000 + number), at=NOON)
    with writing(register) as work:
        work.add_check(record, item=item)
        work.append_audit("check-recorded", item.uid, {"outcome": "accepted"})


def _script(rehearsal: Path) -> list[Script]:
    """Return the statements of each recorded check, with the values that the rehearsal left in its tables."""
    engine = make_engine(rehearsal)
    known = Statements(engine.dialect)
    with engine.connect() as connection:
        checks, results, entries = (
            [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]
            for table, order in (
                (CheckRecordRow, [CheckRecordRow.id]),
                (ItemResultRow, [ItemResultRow.head_id]),
                (AuditEntryRow, [AuditEntryRow.sequence]),
            )
        )
    at = {"changed_at": checks[0]["at"], "changed_offset": checks[0]["at_offset"]}
    return [
        [
            (statement.sql, statement.parameters(values))
            for statement, values in (
                (known.records_of_item, {"of_item": check["item_id"]}),
                (known.add_check, check),
                (known.save_result, result | {"of_item": result["item_id"]}),
                (known.touch_handover, at | {"of_handover": check["handover_id"]}),
                (known.audit_head, {"device": entry["device"]}),
                (known.append_audit, entry),
            )
        ]
        for check, result, entry in zip(checks, results, entries, strict=True)
    ]


def _content(connection: Any) -> list[list[tuple[object, ...]]]:
    tables = ("check_records", "item_results", "audit_entries", "handovers")
    return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]


def _run_bare(connection: Any, statements: Script) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for sql, parameters in statements:
        connection.execute(sql, parameters).fetchall()
    connection.execute("COMMIT")


def _effort(act: Callable[..., object], *arguments: object) -> float:
    """Return the processor time of what waits for no disk: it is the same beside other work."""
    started = time.process_time()
    act(*arguments)
    return time.process_time() - started


def _seconds(act: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    act(*arguments)
    return time.perf_counter() - started


def _report(capsys: pytest.CaptureFixture[str], name: str, baseline: list[float], ours: list[float]) -> float:
    usual, found = statistics.median(baseline), statistics.median(ours)
    with capsys.disabled():
        print(f"\n{name}: bare {usual * 1e3:.3f} ms, ours {found * 1e3:.3f} ms, ratio {found / usual:.2f}")
    return found / usual
