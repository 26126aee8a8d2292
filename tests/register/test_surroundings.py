"""When disk, permission, lock or another program fail the register, it says so and loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Pool, event

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.register import Register
from tests.register.samples import check, make_register, vehicle, writing

NOBODY = 65534

HOLDER = """
import sys
from pathlib import Path
from handover_desktop.register import Register
register = Register.open(Path(sys.argv[1]))
register.hold()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def a_disk_with_room_for(pages: int) -> Iterator[None]:
    """Let SQLite find the disk full as soon as a file would have more than `pages` pages."""

    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}").fetchall()

    event.listen(Pool, "connect", limit)
    try:
        yield
    finally:
        event.remove(Pool, "connect", limit)


def run(script: str, *arguments: object) -> str:
    """Run `script` in a Python of its own and return what it printed."""
    found = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path.cwd(),
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_a_full_disk_is_said_and_takes_nothing_of_what_was_done(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", *(vehicle(number) for number in range(300)))
    register.close()
    done = 0
    with a_disk_with_room_for((tmp_path / "a.handover").stat().st_size // 4096 + 20):
        register = Register.open(tmp_path / "a.handover")
        with register.reading() as now:
            items = now.items(handover)

        def record_all() -> None:
            nonlocal done
            for number, item in enumerate(items):
                with writing(register) as work:
                    work.add_check(check(number, item, Outcome.ACCEPTED), item=item)
                    work.append_audit("check-recorded", item.uid, {})
                done += 1

        with pytest.raises(EnvironmentFault) as refused:
            record_all()
        register.close()
    assert refused.value.code is Code.DISK_FULL
    assert 0 < done < 300
    register = Register.open(tmp_path / "a.handover")
    with register.reading() as now:
        assert now.tally(handover).taken_over.lines == done
        assert now.audit_head()[0] == done
    register.check_health()
    register.close()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_register_without_permission_to_write_is_refused_and_left_alone(what: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "a.handover"
        make_register(path, vehicle(1))[0].close()
        folder.chmod(0o777 if what == "file" else 0o555)
        path.chmod(0o444 if what == "file" else 0o666)
        told = run(
            """
            import os, sys
            from pathlib import Path
            from handover_desktop.domain.errors import EnvironmentFault
            from handover_desktop.register import Register
            Register.open  # everything is imported before the rights go
            if os.getuid() == 0:
                os.setuid(int(sys.argv[2]))
            try:
                Register.open(Path(sys.argv[1]))
            except EnvironmentFault as fault:
                print(fault.code.code)
            """,
            path,
            NOBODY,
        )
        left = [found.name for found in folder.iterdir()]
        folder.chmod(0o777)
    assert told == "register-read-only\n"
    assert left == ["a.handover"]


def test_the_lock_of_a_killed_window_is_free_again(tmp_path: Path) -> None:
    register, _ = make_register(tmp_path / "a.handover", vehicle(1))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, register.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path.cwd(),
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(EnvironmentFault) as refused:
            register.hold()
        assert refused.value.code is Code.REGISTER_OPEN_ELSEWHERE
        assert str(holder.pid) in str(refused.value)
        holder.send_signal(signal.SIGKILL)
    register.hold()
    register.close()


def test_a_backup_made_while_others_write_is_one_moment_of_the_register(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", *(vehicle(number) for number in range(200)))
    with register.reading() as now:
        items = now.items(handover)
    started = threading.Event()

    def record_all() -> None:
        for number, item in enumerate(items):
            with writing(register) as work:
                work.add_check(check(number, item, Outcome.ACCEPTED), item=item)
                work.append_audit("check-recorded", item.uid, {})
            started.set()

    writer = threading.Thread(target=record_all)
    writer.start()
    started.wait()
    register.back_up(tmp_path / "copy.handover")
    writer.join()
    copy = Register.open(tmp_path / "copy.handover")
    with copy.reading() as then:
        recorded, audited = then.tally(handover).taken_over.lines, then.audit_head()[0]
    assert recorded == audited > 0
    copy.close()
    with register.reading() as now:
        assert now.tally(handover).taken_over.lines == 200
    register.close()


def test_what_the_window_needs_at_once_loads_no_database_library(tmp_path: Path) -> None:
    make_register(tmp_path / "a.handover", vehicle(1))[0].close()
    told = run(
        """
        import sys
        from pathlib import Path
        from handover_desktop.register import ItemFilter, views
        print("sqlalchemy" in sys.modules)
        from handover_desktop.register import Register
        Register.open(Path(sys.argv[1])).close()
        print("sqlalchemy" in sys.modules, "alembic" in sys.modules)
        """,
        tmp_path / "a.handover",
    )
    assert told.split() == ["False", "True", "False"]


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_register_that_is_taken_away_while_it_is_open_takes_nothing_more_and_can_still_be_saved(
    tmp_path: Path, how: str
) -> None:
    register, handover = make_register(tmp_path / "r.handover", vehicle(1))
    with register.reading() as now:
        (item,) = now.items(handover)
    with writing(register) as work:
        work.add_check(check(1, item, Outcome.ACCEPTED), item=item)
    if how == "deleted":
        register.path.unlink()
    else:
        register.path.rename(tmp_path / "elsewhere.handover")
    if how == "replaced":
        register.path.write_bytes((tmp_path / "elsewhere.handover").read_bytes())

    with pytest.raises(EnvironmentFault) as refused, writing(register) as work:
        work.add_check(check(2, item, Outcome.MISSING), item=item)
    register.back_up(tmp_path / "saved.handover")
    register.close()

    assert refused.value.code is Code.REGISTER_GONE
    saved = Register.open(tmp_path / "saved.handover")
    saved.check_health()
    with saved.reading() as now:
        (record,) = now.checks(item.uid)
    assert record.finding is not None
    assert record.finding.outcome is Outcome.ACCEPTED
    saved.close()
