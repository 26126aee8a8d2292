"""What may be wrong while a protocol is finalised and sealed: a sentence, nothing half, and afterwards it goes on."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, HandoverError
from handover_desktop.domain.handovers import State
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.seals import Integrity
from handover_desktop.protocol.seal.keys import open_key
from handover_desktop.register.driver import connect
from handover_desktop.services.desk import Services
from handover_desktop.services.reports import report_text
from handover_desktop.services.scanning import ScannedFile
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import verify_file
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import Clock, Dice, add_lines, attempt, open_desk
from tests.services.test_seals import PASSPHRASE, finalised, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with closing(make_desk(tmp_path / "laptop")) as services:
        yield services


def ready(desk: Services, reference: str) -> HandoverId:
    """Return a handover that can be finalised."""
    made = desk.handovers.create(reference, details=complete_details()).handover
    assert made is not None
    vehicle = a_vehicle(f"V-{reference}", "0SYZZZV11ZR000002", receiving_unit="U01")
    for item in add_lines(desk, made, [vehicle]):
        desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    return made


def failure(act: Callable[[], object]) -> Code | None:
    """Return what an act fails for, whosever fault it is."""
    try:
        act()
    except HandoverError as failed:
        return failed.code
    return None


def test_while_another_program_writes_nothing_is_half_and_afterwards_it_goes_on(
    desk: Services, tmp_path: Path
) -> None:
    final, open_one = ready(desk, "HO-1"), ready(desk, "HO-2")
    desk.finalising.finalise(final)
    scan = ScannedFile("scan.pdf", b"%PDF-", "application/pdf", (), "00" * 32)
    acts: dict[str, Callable[[], object]] = {
        "finalise": lambda: desk.finalising.finalise(open_one),
        "protocol": lambda: desk.documents.save(final, tmp_path / "protocol.pdf"),
        "extract": lambda: desk.extracts.save(final, "U01", tmp_path / "extract.pdf"),
        "copy": lambda: desk.copies.save_copy(final, tmp_path / "copy.pdf"),
        "form": lambda: desk.papers.save_form(open_one, tmp_path / "form.pdf"),
        "scan": lambda: desk.scanning.attach([scan], handover=final),
        "trust": lambda: desk.sealing.trust_certificate(desk.sealing.require_own()),
    }
    other = connect(desk.path)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(len(acts)) as threads:
        found = dict(zip(acts, threads.map(failure, acts.values()), strict=True))

    assert set(found.values()) == {Code.REGISTER_LOCKED}, found
    assert list(tmp_path.glob("*.pdf")) == []
    assert desk.handovers.get(open_one).state is State.CHECKING
    assert desk.documents.list(final) == ()
    other.execute("ROLLBACK")
    other.close()

    assert [failure(act) for name, act in acts.items() if name not in ("form", "scan")] == [None] * 5
    assert desk.verifying.verify(tmp_path / "protocol.pdf").verdict is Verdict.INTACT
    assert [desk.handovers.get(one).number[-4:] for one in (final, open_one)] == ["0001", "0002"]


def test_a_reader_is_not_kept_waiting_by_who_writes(desk: Services, tmp_path: Path) -> None:
    handover = finalised(desk)
    desk.documents.save(handover, tmp_path / "p.pdf")
    other = connect(desk.path)
    other.execute("BEGIN IMMEDIATE")

    assert desk.verifying.verify(tmp_path / "p.pdf").verdict is Verdict.INTACT

    other.execute("ROLLBACK")
    other.close()


def set_clock(desk: Services, clock: Clock, moment: datetime) -> None:
    assert desk.workplace.now().tzinfo is not None
    clock.moment = moment


@pytest.mark.parametrize("years", [-3, 25])
def test_a_clock_that_is_years_off_stops_the_seal_and_the_right_time_helps(
    tmp_path: Path, years: int
) -> None:
    clock = Clock()
    with closing(make_desk(tmp_path / "laptop", clock)) as desk:
        desk.sealing.require_own()
        handover, right = finalised(desk), clock.moment
        set_clock(desk, clock, right + timedelta(days=365 * years))

        refused = failure(lambda: desk.documents.save(handover, tmp_path / "p.pdf"))

        assert refused is Code.SEAL_CERTIFICATE_EXPIRED
        assert not (tmp_path / "p.pdf").exists()
        assert desk.documents.list(handover) == ()
        set_clock(desk, clock, right)
        desk.documents.save(handover, tmp_path / "p.pdf")
        found = desk.verifying.verify(tmp_path / "p.pdf")
        assert (found.verdict, found.seal.in_time) == (Verdict.INTACT, True)


@pytest.mark.parametrize("moment", [datetime(1970, 1, 1, 12, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)])
def test_a_laptop_whose_clock_is_wrong_from_the_first_seals_and_says_its_time(
    tmp_path: Path, moment: datetime
) -> None:
    """A dead battery: the key is made at a wrong time, the seal says that time, and is judged at that time."""
    clock = Clock()
    with closing(make_desk(tmp_path / "laptop", clock)) as desk:
        clock.moment = moment
        handover = finalised(desk)
        desk.documents.save(handover, tmp_path / "p.pdf")
        desk.sealing.export_certificate(tmp_path / "seal.pem")
        own = desk.verifying.verify(tmp_path / "p.pdf")
        elsewhere = verify_file(tmp_path / "p.pdf", trust=[tmp_path / "seal.pem"])
        said = report_text(elsewhere, desk.workplace.translator("en"), name="p.pdf")

    assert (own.verdict, elsewhere.verdict) == (Verdict.INTACT, Verdict.TRUSTED)
    assert re.search(rf"Sealed .*{moment.year}", said)
    assert "by the clock of the laptop that sealed it" in said


def test_a_seal_key_made_by_a_clock_in_the_future_is_told_when_the_clock_is_right(tmp_path: Path) -> None:
    clock = Clock()
    with closing(make_desk(tmp_path / "laptop", clock)) as desk:
        handover, right = finalised(desk), clock.moment
        set_clock(desk, clock, right + timedelta(days=400))
        desk.sealing.require_own()
        set_clock(desk, clock, right)

        assert (
            failure(lambda: desk.documents.save(handover, tmp_path / "p.pdf"))
            is Code.SEAL_CERTIFICATE_EXPIRED
        )
        assert not (tmp_path / "p.pdf").exists()


def test_a_key_made_by_a_clock_in_the_future_is_renewed_and_what_it_sealed_stays_trusted(
    tmp_path: Path,
) -> None:
    clock = Clock()
    with closing(make_desk(tmp_path / "laptop", clock)) as desk:
        handover, right = finalised(desk), clock.moment
        set_clock(desk, clock, right + timedelta(days=400))
        desk.sealing.protect("correct horse")
        before = desk.sealing.require_own()
        desk.documents.save(handover, tmp_path / "early.pdf")
        assert failure(desk.sealing.renew) is Code.SEAL_KEY_HOLDS
        set_clock(desk, clock, right)

        desk.sealing.renew()

        after = desk.sealing.require_own()
        desk.documents.save(handover, tmp_path / "now.pdf", languages=("fr",))
        verdicts = [desk.verifying.verify(tmp_path / name).verdict for name in ("early.pdf", "now.pdf")]
        kept = [path.read_bytes() for path in desk.workplace.key_folder.glob("seal-*.p12")]
    assert before.sha256 != after.sha256
    assert after.holds_at(right)
    assert verdicts == [Verdict.INTACT, Verdict.INTACT]
    assert [open_key(one, "correct horse", name="kept").certificate for one in kept] == [before]


@pytest.mark.parametrize("spoil", [b"", b"0", b"\x30\x82", os.urandom(3000)])
def test_a_key_file_that_is_none_any_more_stops_the_seal(
    desk: Services, tmp_path: Path, spoil: bytes
) -> None:
    handover = finalised(desk)
    desk.sealing.require_own()
    (tmp_path / "laptop" / "seal.p12").write_bytes(spoil)

    assert failure(lambda: desk.documents.save(handover, tmp_path / "p.pdf")) is Code.SEAL_KEY_DAMAGED
    assert not (tmp_path / "p.pdf").exists()
    assert (tmp_path / "laptop" / "seal.p12").read_bytes() == spoil


def test_a_register_that_came_with_another_laptops_key_seals_with_that_one_and_tells(
    desk: Services, tmp_path: Path
) -> None:
    """The register was copied, the key beside it is another: what was sealed before stands, what follows is its own."""
    first = ready(desk, "HO-1")
    desk.finalising.finalise(first)
    desk.documents.save(first, tmp_path / "before.pdf")
    desk.close()
    with closing(make_desk(tmp_path / "other")) as other:
        foreign = other.sealing.require_own()
    (tmp_path / "copied").mkdir()
    shutil.copy(tmp_path / "laptop" / "r.handover", tmp_path / "copied")
    shutil.copy(tmp_path / "other" / "seal.p12", tmp_path / "copied")

    with closing(open_desk(tmp_path / "copied" / "r.handover", Clock(), Dice())) as copied:
        second = ready(copied, "HO-2")
        copied.finalising.finalise(second)
        copied.documents.save(second, tmp_path / "after.pdf")
        before, after = (copied.verifying.verify(tmp_path / f"{name}.pdf") for name in ("before", "after"))

    assert (before.verdict, after.verdict) == (Verdict.INTACT, Verdict.INTACT)
    assert after.seal.certificate == foreign
    assert before.seal.certificate != foreign


def test_a_passphrase_that_is_wrong_again_and_again_leaves_the_key_as_it_is(
    desk: Services, tmp_path: Path
) -> None:
    handover = finalised(desk)
    desk.sealing.protect(PASSPHRASE)
    desk.close()
    with closing(open_desk(tmp_path / "laptop" / "r.handover", Clock(), Dice())) as later:
        for wrong in ("", "a", "correct horsE"):
            later.sealing.unlock(wrong)
            assert attempt(lambda: later.documents.save(handover, tmp_path / "q.pdf", languages=("fr",))) is (
                Code.SEAL_KEY_LOCKED
            )
        later.sealing.unlock(PASSPHRASE)
        later.documents.save(handover, tmp_path / "q.pdf", languages=("fr",))
        assert later.verifying.verify(tmp_path / "q.pdf").seal.integrity is Integrity.INTACT
