"""Unlocking voids number, signatures and sealed files, and keeps them; the next protocol names what it replaces."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.scans import PageState
from handover_desktop.domain.states import State
from handover_desktop.domain.voiding import PaperOriginals
from handover_desktop.protocol.pages.copies import find_sealed
from handover_desktop.protocol.reading.reading import extract_text
from handover_desktop.services.desk import Services
from handover_desktop.services.reports import report_text
from handover_desktop.services.scanning import read_files
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import verify_file
from handover_desktop.services.views import CheckRequest, ItemFilter
from tests.domain.samples import a_vehicle, complete_details
from tests.protocol.scanner import Conditions, as_pdf, print_pages, scan
from tests.services.life_model import MARK, Clock, Dice, add_lines, attempt, open_desk

REASON = "Line 1 has a wrong serial number."
WHO = "Demo Osoba 1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with closing(open_desk(tmp_path / "r.handover", Clock(), Dice())) as services:
        yield services


@pytest.fixture
def handover(desk: Services) -> HandoverId:
    """A handover that both parties signed on the screen."""
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    for item in add_lines(desk, made, [a_vehicle(), a_vehicle("V-2", "0SYZZZV11ZR000009")]):
        desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    finalise_and_sign(desk, made)
    return made


def finalise_and_sign(desk: Services, handover: HandoverId) -> None:
    desk.finalising.finalise(handover)
    for party in (1, 0):
        desk.signing.sign(handover, party, strokes=MARK, language="en")


def unlock(desk: Services, handover: HandoverId, **given: object) -> str:
    """Void the protocol that counts and return its number."""
    number = desk.handovers.get(handover).number
    desk.voiding.unlock(handover, **({"reason": REASON, "who": WHO} | given))  # type: ignore[arg-type]
    return number


def test_the_check_goes_on_with_everything_that_was_found(desk: Services, handover: HandoverId) -> None:
    found = desk.checking.results(handover)
    before = desk.handovers.get(handover)

    unlock(desk, handover)

    after = desk.handovers.get(handover)
    assert (after.state, after.number, after.digest, after.finalised_at) == (State.CHECKING, "", "", None)
    assert desk.checking.results(handover) == found
    assert before.details.ends_at is not None
    assert after.details.ends_at is None
    assert [one.signature for one in desk.signing.signatories(handover)] == [None, None]


def test_an_end_that_somebody_wrote_stays(desk: Services) -> None:
    details = complete_details(ends_at=desk.workplace.now())
    made = desk.handovers.create("HO-2", details=details).handover
    assert made is not None
    (item,) = add_lines(desk, made, [a_vehicle()])
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)

    unlock(desk, made)

    assert desk.handovers.get(made).details.ends_at == details.ends_at


def test_what_was_voided_stays_readable(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    before = desk.handovers.get(handover)
    desk.documents.save(handover, tmp_path / "a.pdf")
    with desk.workplace.reading() as store:
        content, signatures = store.snapshot(handover), store.signatures(handover)

    number = unlock(desk, handover)

    (voided,) = desk.voiding.voided(handover)
    protocol = voided.protocol
    assert (protocol.number, protocol.digest, protocol.reason, protocol.who, protocol.device) == (
        number,
        before.digest,
        REASON,
        WHO,
        "K7Q2",
    )
    assert voided.replaced_by == ""
    assert len(signatures) == 2
    assert desk.voiding.signatures(before.digest) == signatures
    with desk.workplace.reading() as store:
        assert store.snapshot_of(before.digest) == content
    (file,) = desk.documents.list(handover)
    assert (file.digest, desk.documents.content(file.sha256)) == (
        before.digest,
        (tmp_path / "a.pdf").read_bytes(),
    )


def test_the_journal_tells_all_that_stopped_counting(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "a.pdf")
    digest = desk.handovers.get(handover).digest
    uids = [one.uid for one in desk.voiding.signatures(digest)]
    number = unlock(desk, handover)

    (entry,) = [one for one in desk.safekeeping.journal() if one.action == "protocol-voided"]

    (file,) = desk.documents.list(handover)
    assert entry.subject == number
    assert json.loads(entry.payload) == {
        "digest": digest,
        "who": WHO,
        "reason": REASON,
        "originals": "none-signed",
        "signatures": uids,
        "files": [file.sha256],
    }
    assert desk.voiding.voided(handover)[0].entry == entry.hash
    assert desk.safekeeping.missing_anchors() == ()


def test_the_next_protocol_has_another_number_and_names_all_that_it_replaces(
    desk: Services, handover: HandoverId
) -> None:
    first = unlock(desk, handover)
    desk.finalising.finalise(handover)
    second = unlock(desk, handover, reason="A party was missing.", who="Sample Officer A")
    desk.finalising.finalise(handover)

    third = desk.handovers.get(handover).number
    assert len({first, second, third}) == 3
    assert [one.replaced_by for one in desk.voiding.voided(handover)] == [second, third]
    text = " ".join(" ".join(extract_text(desk.documents.final(handover))).split())
    for printed in ("Replaces", first, REASON, WHO, second, "A party was missing.", "Sample Officer A"):
        assert printed in text
    assert desk.safekeeping.verify_audit().intact


def test_an_edition_of_the_next_protocol_is_never_that_of_the_voided_one(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    made = desk.handovers.create("HO-3", details=complete_details()).handover
    assert made is not None
    (item,) = add_lines(desk, made, [a_vehicle()])
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)
    desk.documents.save(made, tmp_path / "a.pdf")
    unlock(desk, made)
    desk.finalising.finalise(made)
    desk.documents.save(made, tmp_path / "b.pdf")

    assert {one.edition for one in desk.documents.list(made)} == {"en+sr-Cyrl a4 0"}
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "b.pdf").read_bytes()
    assert desk.verifying.verify(tmp_path / "a.pdf").verdict is Verdict.VOIDED
    assert desk.verifying.verify(tmp_path / "b.pdf").verdict is Verdict.INTACT


def test_a_sealed_file_that_was_voided_is_told_from_one_that_counts(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "a.pdf")
    number = unlock(desk, handover)
    say = desk.workplace.translator("en")

    found = desk.verifying.verify(tmp_path / "a.pdf")
    alone = verify_file(tmp_path / "a.pdf")

    assert (found.verdict, found.verdict.holds, found.file_known) == (Verdict.VOIDED, False, True)
    assert [act.kind.value for _party, act in found.acts if act] == ["drawn", "drawn"]
    report = report_text(found, say, name="a.pdf")
    assert "Nothing has replaced it yet" in report
    assert REASON in report
    assert alone.verdict is Verdict.UNTRUSTED
    assert alone.voided is None
    assert "Only the register that issued a protocol can tell" in report_text(alone, say, name="a.pdf")

    desk.finalising.finalise(handover)
    later = report_text(desk.verifying.verify(tmp_path / "a.pdf"), say, name="a.pdf")
    assert f"Replaced by {desk.handovers.get(handover).number}" in later
    assert number in later


def test_a_file_that_was_changed_is_altered_whether_voided_or_not(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "a.pdf")
    unlock(desk, handover)
    (tmp_path / "a.pdf").write_bytes((tmp_path / "a.pdf").read_bytes() + b" ")

    found = desk.verifying.verify(tmp_path / "a.pdf")

    assert found.verdict is Verdict.ALTERED
    assert found.voided is not None


def test_voided_is_worse_than_all_that_another_file_could_mend() -> None:
    assert Verdict.ALTERED < Verdict.VOIDED < Verdict.CUT_BACK


def test_a_scan_of_voided_paper_is_known_as_such_and_kept_with_it(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    papers = print_pages(desk.documents.final(handover))
    (tmp_path / "scan.pdf").write_bytes(
        as_pdf([scan(page, Conditions(), at) for at, page in enumerate(papers)])
    )
    files = read_files([tmp_path / "scan.pdf"])
    number = unlock(desk, handover)
    desk.finalising.finalise(handover)

    (found,) = desk.scanning.judge(files).found
    desk.scanning.attach(files, handover=found.handover)

    assert found.handover == handover
    assert {page.state for page in found.pages} == {PageState.VOIDED}
    assert {page.number for page in found.pages} == {number}
    assert [one.protocol.number for one in found.voided] == [number]
    (kept,) = desk.documents.list(handover)
    assert kept.digest == desk.voiding.voided(handover)[0].protocol.digest
    assert desk.scanning.coverage(handover) == ()


def test_a_scan_that_was_attached_before_does_not_count_for_the_next_protocol(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    papers = print_pages(desk.documents.final(handover))
    (tmp_path / "scan.pdf").write_bytes(
        as_pdf([scan(page, Conditions(), at) for at, page in enumerate(papers)])
    )
    files = read_files([tmp_path / "scan.pdf"])
    desk.scanning.attach(files, handover=handover)
    assert desk.scanning.coverage(handover)[0].is_complete

    refused = attempt(lambda: unlock(desk, handover))
    unlock(desk, handover, originals_withdrawn=True)
    desk.finalising.finalise(handover)

    assert refused is Code.ORIGINALS_NOT_WITHDRAWN
    assert desk.scanning.coverage(handover) == ()
    assert desk.voiding.voided(handover)[0].protocol.originals is PaperOriginals.WITHDRAWN


def test_ink_has_to_be_withdrawn_first(desk: Services, handover: HandoverId) -> None:
    unlock(desk, handover)
    desk.finalising.finalise(handover)
    desk.signing.sign_on_paper(handover, 0, language="en")

    stake = desk.voiding.at_stake(handover)
    refused = attempt(lambda: unlock(desk, handover))

    assert (stake.signed_on_paper, len(stake.signatures)) == (True, 1)
    assert refused is Code.ORIGINALS_NOT_WITHDRAWN
    assert desk.handovers.get(handover).state is State.FINALISED


def test_what_is_shown_of_a_voided_protocol_says_void_on_every_page(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "a.pdf")
    number = unlock(desk, handover)
    desk.finalising.finalise(handover)

    desk.copies.save_voided(handover, number, tmp_path / "c.pdf")

    pages = [" ".join(page.split()) for page in extract_text((tmp_path / "c.pdf").read_bytes())]
    assert all("VOID" in page and "Copy no. 1" in page for page in pages)
    assert REASON in pages[0]
    assert desk.handovers.get(handover).number in pages[0]
    assert find_sealed((tmp_path / "c.pdf").read_bytes()) == (tmp_path / "a.pdf").read_bytes()
    found = desk.verifying.verify(tmp_path / "c.pdf")
    assert (found.verdict, found.is_copy) == (Verdict.VOIDED, True)
    assert (
        attempt(lambda: desk.copies.save_voided(handover, "N-0", tmp_path / "d.pdf")) is Code.VOIDED_UNKNOWN
    )


def test_what_was_never_sealed_can_be_looked_at_and_does_not_leave_as_a_protocol(
    desk: Services, handover: HandoverId
) -> None:
    number = unlock(desk, handover)

    shown = desk.copies.show_voided(handover, number)

    assert find_sealed(shown) is None
    assert all("VOID" in page for page in extract_text(shown))
    assert [one.kind for one in desk.documents.list(handover)] == []


def test_pictures_of_a_voided_protocol_stay_when_the_photo_goes(desk: Services, tmp_path: Path) -> None:
    made = desk.handovers.create("HO-2", details=complete_details()).handover
    assert made is not None
    (item,) = add_lines(desk, made, [a_vehicle()])
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 30)).save(picture, "JPEG")
    desk.photos.add(made, [desk.photos.prepare(picture.getvalue(), name="a.jpg")])
    (photo,) = desk.photos.list(made)
    desk.finalising.finalise(made)
    number = unlock(desk, made)

    desk.photos.remove(made, photo.number)
    desk.finalising.finalise(made)

    assert desk.documents.content(photo.sha256)
    assert len(extract_text(desk.copies.show_voided(made, number))) > 1
    assert desk.photos.list(made) == ()


def test_nothing_is_unlocked_that_a_supplementary_protocol_adds_to(
    desk: Services, handover: HandoverId
) -> None:
    unlock(desk, handover)
    (first, _second) = desk.checking.item_ids(handover, ItemFilter())
    desk.checking.record(first, CheckRequest(Outcome.MISSING))
    desk.finalising.finalise(handover)
    made = desk.supplements.make(handover, reference="HO-1/S1").handover
    assert made is not None

    refused = attempt(lambda: unlock(desk, handover))
    desk.handovers.cancel(made, "Not needed.")
    unlock(desk, handover)

    assert refused is Code.SUPPLEMENTED
    assert desk.supplements.references(handover) == ()
    assert attempt(lambda: desk.supplements.make(handover)) is Code.NOT_FINALISED


def test_a_closed_handover_stays_as_it_is(desk: Services, handover: HandoverId) -> None:
    desk.documents.close(handover)

    assert attempt(lambda: desk.voiding.at_stake(handover)) is Code.CLOSED_FOR_GOOD
    assert attempt(lambda: unlock(desk, handover)) is Code.CLOSED_FOR_GOOD


def test_pages_that_were_voided_while_they_were_drawn_are_not_given_out(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    def void_meanwhile(done: int, total: int) -> None:
        if done == total:
            unlock(desk, handover)

    refused = attempt(lambda: desk.documents.save(handover, tmp_path / "a.pdf", progress=void_meanwhile))

    assert refused is Code.VOIDED_MEANWHILE
    assert not (tmp_path / "a.pdf").exists()
    assert desk.documents.list(handover) == ()


def test_a_backup_is_made_before(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    unlock(desk, handover)

    assert list((tmp_path / "r-backups").glob("r-*-unlock.handover"))


def test_a_symbolic_protocol_is_prepared_again(desk: Services, handover: HandoverId) -> None:
    made = desk.ceremonies.make(handover).handover
    assert made is not None
    desk.finalising.finalise(made)

    number = unlock(desk, made)

    assert desk.handovers.get(made).state is State.PREPARING
    desk.finalising.finalise(made)
    assert desk.voiding.voided(made)[0].protocol.number == number
    assert desk.handovers.get(made).state is State.FINALISED


def test_an_archive_has_nothing_of_a_voided_protocol(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "a.pdf")
    number = unlock(desk, handover)
    desk.finalising.finalise(handover)

    desk.archiving.save(handover, tmp_path / "a.zip")

    names = zipfile.ZipFile(tmp_path / "a.zip").namelist()
    assert len([name for name in names if name.startswith("protocol/")]) == 1
    assert not any(number in name for name in names)


def test_a_sealed_extract_is_voided_with_its_protocol(desk: Services, tmp_path: Path) -> None:
    made = desk.handovers.create("HO-2", details=complete_details()).handover
    assert made is not None
    (item,) = add_lines(desk, made, [a_vehicle(receiving_unit="U01")])
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)
    desk.extracts.save(made, "U01", tmp_path / "x.pdf")
    assert desk.verifying.verify(tmp_path / "x.pdf").verdict is Verdict.INTACT

    unlock(desk, made)

    assert desk.verifying.verify(tmp_path / "x.pdf").verdict is Verdict.VOIDED
    (entry,) = [one for one in desk.safekeeping.journal() if one.action == "protocol-voided"]
    (file,) = desk.documents.list(made)
    assert json.loads(entry.payload)["files"] == [file.sha256]
