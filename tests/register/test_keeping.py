"""What is written stays written: guards, one sync a check, rollback, backups."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from handover_desktop.domain.audit import examine_chain
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.domain.photos import PHOTO_TYPE, Photo
from handover_desktop.domain.states import State
from handover_desktop.register import Register
from handover_desktop.register.driver import APPLICATION_ID, SCHEMA_VERSION, connect
from handover_desktop.register.triggers import APPEND_ONLY
from tests.register.samples import ACTOR, NOON, check, make_register, uid, vehicle, voided, writing


def test_the_file_is_opened_with_the_pragmas_of_the_plan(tmp_path: Path) -> None:
    register, _ = make_register(tmp_path / "a.handover", vehicle(1))
    connection = connect(register.path)
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA_VERSION,
    }
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    connection.close()
    register.close()


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("act", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_what_only_grows_cannot_be_changed_or_removed(tmp_path: Path, table: str, act: str) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    with writing(register) as work:
        (item,) = work.items(handover)
        work.add_check(check(1, item, Outcome.ACCEPTED), item=item)
        work.append_audit("did", "x")
        shown = work.add_blob(b"picture", PHOTO_TYPE)
        work.add_photo(handover, Photo(uid(1), 1, None, shown, 1, 1, "", None))
        work.freeze(handover, number="N-1", snapshot=b"{}", digest="d1")
        size = len(b"picture")
        work.add_document(
            handover, kind="copy", file_name="c", sha256=shown, media_type="", size=size, digest="d1"
        )
        work.void(handover, voided(1), entry="e", then=State.CHECKING)
    register.close()
    connection = connect(tmp_path / "a.handover")
    if table == "signatures":
        connection.execute(
            "INSERT INTO signatures SELECT 'u', id, 0, 'drawn', '', '', '', '', '', 0, '[]', '', '', '' FROM handovers"
        )
    if table == "line_changes":
        connection.execute(
            "INSERT INTO line_changes "
            "SELECT 'u', handover_id, id, 0, 'changed', '{}', '{}', '[]', '', '', 0, '' FROM items"
        )
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    statement = act.format(table).replace("rowid = rowid", f"{columns[-1]} = {columns[-1]}")
    with pytest.raises(dbapi2.IntegrityError, match="only grows"):
        connection.execute(statement)
    connection.close()


def test_a_voided_protocol_takes_no_signature_and_gives_its_number_to_nobody(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    with writing(register) as work:
        work.freeze(handover, number="N-1", snapshot=b"{}", digest="d1")
        work.void(handover, voided(1), entry="e", then=State.CHECKING)
    register.close()
    connection = connect(tmp_path / "a.handover")
    with pytest.raises(dbapi2.IntegrityError, match="takes no signature"):
        connection.execute(
            "INSERT INTO signatures "
            "SELECT 'u', id, 0, 'drawn', '', '', 'd1', '', '', 0, '[]', '', '', '' FROM handovers"
        )
    with pytest.raises(dbapi2.IntegrityError, match="not given again"):
        connection.execute("UPDATE handovers SET number = 'N-1'")
    connection.close()


def test_several_protocols_of_a_handover_stand_beside_each_other(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    for number, content in enumerate((b"[1]", b"[2]", b"[3]"), start=1):
        with writing(register) as work:
            work.freeze(handover, number=f"N-{number}", snapshot=content, digest=f"d{number}")
            if number < 3:
                work.void(handover, voided(number), entry=f"e{number}", then=State.CHECKING)

    with register.reading() as now:
        assert now.snapshot(handover) == b"[3]"
        assert [now.snapshot_of(f"d{number}") for number in (1, 2)] == [b"[1]", b"[2]"]
        assert [now.find_snapshot(f"d{number}") for number in (1, 2, 3)] == [handover] * 3
        assert [(one.protocol, one.replaced_by, one.entry) for one in now.voided(handover)] == [
            (voided(1), "N-2", "e1"),
            (voided(2), "N-3", "e2"),
        ]
        found = now.find_voided("d2")
        assert found is not None
        assert found.protocol.number == "N-2"
        assert now.find_voided("d3") is None
    register.close()


def test_an_exception_undoes_the_whole_transaction(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))

    with register.reading() as now:
        (item,) = now.items(handover)

    def write_and_fail() -> None:
        with writing(register) as work:
            work.add_check(check(1, item, Outcome.ACCEPTED), item=item)
            work.append_audit("did", "x")
            raise RuntimeError("pulled")

    with pytest.raises(RuntimeError, match="pulled"):
        write_and_fail()
    with register.reading() as now:
        assert now.checks(item.uid) == ()
        assert now.audit_head()[0] == 0
        assert now.tally(handover).taken_over.lines == 0
    register.close()


def test_the_same_record_twice_is_refused(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    with writing(register) as work:
        (item,) = work.items(handover)
        work.add_check(check(1, item, Outcome.ACCEPTED), item=item)
    with pytest.raises((IntegrityError, dbapi2.IntegrityError)), writing(register) as work:
        work.add_check(check(1, item, Outcome.ACCEPTED), item=item)
    register.close()


def test_a_recorded_check_is_exactly_one_sync_to_disk(tmp_path: Path) -> None:
    assert shutil.which("strace"), "strace counts the syncs; install it"
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        sys.path.insert(0, os.getcwd())
        from handover_desktop.domain.checks import Outcome
        from tests.register.samples import check, make_register, vehicle, writing
        register, handover = make_register(Path(sys.argv[1]), *(vehicle(n) for n in range(21)))
        with register.reading() as now:
            items = now.items(handover)
        def tick(number):
            with writing(register) as work:
                work.add_check(check(number, items[number], Outcome.ACCEPTED), item=items[number])
                work.append_audit("check-recorded", items[number].uid, {})
        tick(0)
        os.path.exists("/counting-from-here")
        for number in range(1, 21):
            tick(number)
        os.path.exists("/counting-ends-here")
        os._exit(0)
        """
    )
    log = tmp_path / "calls"
    command = ["strace", "-f", "-o", log, "-e", "trace=fsync,fdatasync,stat,newfstatat,statx"]
    subprocess.run(
        [*command, sys.executable, "-c", script, tmp_path / "a.handover"], check=True, cwd=Path.cwd()
    )
    calls = log.read_text()
    counted = calls[calls.index("/counting-from-here") : calls.index("/counting-ends-here")]
    assert len(re.findall(r"\bf(?:data)?sync\(", counted)) == 20


def test_the_audit_chain_grows_with_the_data_and_tells_a_clock_that_goes_back(tmp_path: Path) -> None:
    register, _ = make_register(tmp_path / "a.handover", vehicle(1))
    for seconds in (0, 10, -60):
        with register.writing(actor=ACTOR, at=NOON + timedelta(seconds=seconds)) as work:
            work.append_audit("did", "x", {"at": seconds})
    with register.reading() as now:
        report = examine_chain(now.audit_entries())
        assert now.audit_head() == (4, report.heads[0][2])
        assert now.has_audit_entry(report.heads[0][2])
    assert report.intact
    assert report.clock_jumps == ((register.device, 3),)
    register.close()


def test_a_backup_holds_everything_and_is_itself_a_register(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    with writing(register) as work:
        sha256 = work.add_blob(b"scan", "image/png")
    register.back_up(tmp_path / "copy.handover")
    copy = Register.open(tmp_path / "copy.handover")
    with copy.reading() as now:
        assert [item.asset for item in now.items(handover)] == [vehicle(1)]
        assert now.blob(sha256) == b"scan"
    copy.close()
    register.close()


def test_a_backup_that_cannot_be_made_leaves_the_earlier_one(tmp_path: Path) -> None:
    register, _ = make_register(tmp_path / "a.handover", vehicle(1))
    with pytest.raises(EnvironmentFault) as refused:
        register.back_up(tmp_path / "no such folder" / "copy.handover")
    assert refused.value.code is Code.BACKUP_FAILED
    with pytest.raises(EnvironmentFault):
        register.back_up(register.path)
    register.check_health()
    register.close()


def leave_a_log(path: Path) -> None:
    """Make a register whose process died, so that what it wrote last stands in the log beside it."""
    make_register(path)[0].close()
    script = """
        import os, sys
        from pathlib import Path
        from handover_desktop.register import Register
        from tests.register.samples import writing
        register = Register.open(Path(sys.argv[1]))
        for number in range(100):
            with writing(register) as work:
                work.set_setting(f"setting {number}", "of the dead " * 40)
        os._exit(0)
        """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(path)], check=True, cwd=Path.cwd())
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0


def test_a_new_register_knows_nothing_of_one_whose_file_was_deleted_after_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.handover"
    leave_a_log(path)
    path.unlink()
    register = Register.create(path, device="NEWE", created_at=NOON)
    with register.reading() as now:
        assert now.setting("setting 1") == ""
    register.check_health()
    register.close()


def test_a_backup_over_the_register_of_a_process_that_died_is_whole(tmp_path: Path) -> None:
    leave_a_log(tmp_path / "copy.handover")
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    register.back_up(tmp_path / "copy.handover")
    register.close()
    copy = Register.open(tmp_path / "copy.handover")
    with copy.reading() as now:
        assert [item.asset for item in now.items(handover)] == [vehicle(1)]
        assert now.setting("setting 1") == ""
    copy.check_health()
    copy.close()
