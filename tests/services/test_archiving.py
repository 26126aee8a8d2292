"""An archive holds all that belongs to a handover, and says itself whether it is whole."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.archive_verdicts import ArchiveVerdict, verify_archive
from handover_desktop.services.archives import SUMS, EntryState, is_archive
from handover_desktop.services.desk import Services
from handover_desktop.services.importing import read_list
from handover_desktop.services.verifying import verify_content
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import Clock, Dice, add_lines, open_desk

LINE = a_vehicle("V-1", "0SYZZZV11ZR000001")


def picture(colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Services, HandoverId, Path]]:
    """A finalised handover with a photo and a scan, and its archive."""
    folder = tmp_path_factory.mktemp("made")
    desk = open_desk(folder / "r.handover", Clock(), Dice())
    handover = desk.handovers.create("HO-1", details=complete_details(languages=("en", "sr-Cyrl"))).handover
    assert handover is not None
    (item,) = add_lines(desk, handover, [LINE])
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.photos.add(handover, [desk.photos.prepare(picture("red"), name="a.jpg")], item=item)
    desk.finalising.finalise(handover)
    with desk.workplace.writing() as store:
        content = picture("white")
        store.add_document(
            handover, kind="signed-scan", file_name="скен/1.jpg", sha256=store.add_blob(content, "image/jpeg"),
            media_type="image/jpeg", size=len(content),
        )  # fmt: skip
    desk.archiving.save(handover, folder / "a.zip")
    yield desk, handover, folder / "a.zip"
    desk.close()


def judge(desk: Services, path: Path) -> ArchiveVerdict:
    return verify_archive(path, desk.verifying.verify_content)


def is_whole(desk: Services, path: Path) -> bool:
    """Tell whether an archive is intact; one that is refused is not."""
    try:
        return judge(desk, path).intact
    except DomainError:
        return False


def repacked(path: Path, target: Path, changes: dict[str, bytes | None], *, sums: bool = False) -> Path:
    """Write the archive anew with some files changed or gone; with `sums` its list of digests follows."""
    with zipfile.ZipFile(path) as source:
        contents: dict[str, bytes] = {name: source.read(name) for name in source.namelist()}
    for name, content in changes.items():
        contents.pop(name, None)
        if content is not None:
            contents[name] = content
    if sums:
        contents.pop(SUMS)
        lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
        contents[SUMS] = "".join(lines).encode()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target


def test_an_archive_holds_protocol_data_photos_scans_and_says_what_it_is(
    made: tuple[Services, HandoverId, Path], tmp_path: Path
) -> None:
    desk, handover, path = made
    number = desk.handovers.get(handover).number
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
        names = archive.namelist()

    assert names == [
        "README.txt", "data/snapshot.json", "data/snapshot.schema.json", f"data/{number}.xlsx",
        f"protocol/{number}-en-sr-Cyrl-a4-0.pdf", "photos/001.jpg", "scans/001-скен-1.jpg", SUMS,
    ]  # fmt: skip
    assert read_list(tmp_path / "data" / f"{number}.xlsx").lines == (LINE,)
    assert (tmp_path / "scans" / "001-скен-1.jpg").read_bytes() == picture("white")
    text = (tmp_path / "README.txt").read_text("utf-8-sig")
    assert number in text
    assert "sha256sum -c SHA256SUMS" in text
    assert "Архива" in text
    checked = subprocess.run(["sha256sum", "-c", SUMS], cwd=tmp_path, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_the_same_register_gives_the_same_archive(
    made: tuple[Services, HandoverId, Path], tmp_path: Path
) -> None:
    desk, handover, path = made
    desk.archiving.save(handover, tmp_path / "b.zip")

    assert (tmp_path / "b.zip").read_bytes() == path.read_bytes()


def test_a_whole_archive_holds_and_the_seal_vouches_for_data_and_photos(
    made: tuple[Services, HandoverId, Path],
) -> None:
    desk, _handover, path = made
    found = judge(desk, path)

    assert is_archive(path)
    assert (found.intact, found.holds) == (True, True)
    assert {name.split("/")[0] for name in found.sealed} == {"protocol", "data", "photos"}
    assert "data/snapshot.json" in found.sealed
    assert not any(name.endswith(".xlsx") for name in found.sealed)


def test_without_a_register_the_seal_is_not_trusted_and_nothing_is_vouched_for(
    made: tuple[Services, HandoverId, Path],
) -> None:
    found = verify_archive(made[2], verify_content)

    assert (found.intact, found.holds, found.sealed) == (True, False, frozenset())


@pytest.mark.parametrize("sums", [False, True])
def test_changed_missing_and_added_files_are_named(
    made: tuple[Services, HandoverId, Path], tmp_path: Path, sums: bool
) -> None:
    desk, _handover, path = made
    with zipfile.ZipFile(path) as archive:
        data = json.loads(archive.read("data/snapshot.json"))
    data["demo"] = not data["demo"]
    changes = {
        "data/snapshot.json": json.dumps(data).encode(), "photos/001.jpg": picture("blue"), "README.txt": None,
        "more.txt": b"more",
    }  # fmt: skip
    found = judge(desk, repacked(path, tmp_path / "b.zip", changes, sums=sums))

    states = {entry.name: entry.state for entry in found.entries if entry.state is not EntryState.INTACT}
    named = {
        "data/snapshot.json": EntryState.CHANGED, "photos/001.jpg": EntryState.CHANGED,
        "README.txt": EntryState.MISSING, "more.txt": EntryState.UNNAMED,
    }  # fmt: skip
    assert states == ({} if sums else named)
    assert not found.holds
    assert found.sealed == {name for name, _one in found.protocols}


def test_a_photo_that_the_protocol_does_not_name_is_not_vouched_for(
    made: tuple[Services, HandoverId, Path], tmp_path: Path
) -> None:
    desk, _handover, path = made
    found = judge(desk, repacked(path, tmp_path / "b.zip", {"photos/001.jpg": picture("blue")}, sums=True))

    assert found.intact
    assert "photos/001.jpg" not in found.sealed


def test_every_damaged_byte_of_the_file_is_noticed(
    made: tuple[Services, HandoverId, Path], tmp_path: Path
) -> None:
    desk, _handover, path = made
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        starts = [entry.header_offset + 30 + len(entry.filename.encode()) + 5 for entry in archive.infolist()]
    for at in starts:
        (tmp_path / "b.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert not is_whole(desk, tmp_path / "b.zip")


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + bytes(200), b"%PDF-1.7"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)

    assert not is_archive(tmp_path / "b.zip")
    with pytest.raises(DomainError) as refused:
        verify_archive(tmp_path / "b.zip", verify_content)
    assert refused.value.code is Code.ARCHIVE_UNREADABLE


def test_an_archive_that_would_unpack_to_terabytes_is_refused_at_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(SUMS, "0" * 64 + "  a\n")
        archive.writestr("a", b"a")
    content = bytearray((tmp_path / "b.zip").read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (0xFFFFFFF0).to_bytes(4, "little")
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (0xFFFFFFF0).to_bytes(4, "little")
    (tmp_path / "b.zip").write_bytes(content)

    with pytest.raises(DomainError) as refused:
        verify_archive(tmp_path / "b.zip", verify_content)
    assert refused.value.code is Code.ARCHIVE_UNREADABLE


def test_an_archive_of_nothing_but_zeros_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SUMS, "0" * 64 + "  a\n")
        archive.writestr("a", bytes(50_000_000))

    with pytest.raises(DomainError) as refused:
        verify_archive(tmp_path / "b.zip", verify_content)
    assert refused.value.code is Code.ARCHIVE_UNREADABLE


def test_progress_is_told_and_giving_up_leaves_what_was_there(
    made: tuple[Services, HandoverId, Path], tmp_path: Path
) -> None:
    desk, handover, path = made
    told: list[tuple[int, int]] = []
    desk.archiving.save(handover, tmp_path / "b.zip", progress=lambda done, every: told.append((done, every)))
    shutil.copy(path, tmp_path / "c.zip")

    def give_up(done: int, every: int) -> None:
        if done * 3 > every * 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.archiving.save(handover, tmp_path / "c.zip", progress=give_up)
    assert told == [(step, 14) for step in range(1, 15)]
    assert (tmp_path / "c.zip").read_bytes() == path.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b.zip", "c.zip"]


def test_what_is_not_finalised_has_no_archive(
    made: tuple[Services, HandoverId, Path], tmp_path: Path
) -> None:
    desk = made[0]
    other = desk.handovers.create("HO-9").handover
    assert other is not None
    with pytest.raises(DomainError) as refused:
        desk.archiving.save(other, tmp_path / "b.zip")
    assert refused.value.code is Code.NOT_FINALISED


def test_extracts_that_were_given_out_are_in_the_archive_and_are_no_scans(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "r.handover", Clock(), Dice())
    handover = desk.handovers.create("HO-1", details=complete_details()).handover
    assert handover is not None
    for item in add_lines(desk, handover, [replace(LINE, receiving_unit="U01")]):
        desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(handover)
    desk.extracts.save(handover, "U01", tmp_path / "for-U01.pdf")
    desk.archiving.save(handover, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    assert kept["extracts/001-for-U01.pdf"] == (tmp_path / "for-U01.pdf").read_bytes()
    assert not any(name.startswith("scans/") for name in kept)
    assert judge(desk, tmp_path / "a.zip").intact
    desk.close()
