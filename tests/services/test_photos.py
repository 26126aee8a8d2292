"""Photos on a real register: numbered for good, frozen with the rest, and never read by a list."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from PIL import Image
from sqlcipher3 import dbapi2

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.handovers import Annex, DonorProfile, HandoverDetails
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.snapshots import Snapshot, read_snapshot
from handover_desktop.protocol.layout.pictures import LONGEST_SIDE, PRINTED_SIDE
from handover_desktop.services.desk import Services
from handover_desktop.services.finalising import take_snapshot
from handover_desktop.services.photos import PreparedPhoto, printed_pictures
from handover_desktop.services.scanning import read_files
from handover_desktop.services.views import CheckRequest, ItemFilter
from tests.domain.samples import a_vehicle, complete_details
from tests.protocol.cameras import camera_file, encode, four_corners
from tests.services.life_model import Clock, Dice, add_lines, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


@pytest.fixture
def handover(desk: Services) -> HandoverId:
    return make_handover(desk, "HO-1")


def make_handover(
    desk: Services, reference: str, details: HandoverDetails | None = None, *, vin: int = 0
) -> HandoverId:
    made = desk.handovers.create(reference, details=details or complete_details()).handover
    assert made is not None
    add_lines(desk, made, [a_vehicle(f"V-{n}", f"0SYZZZV11ZR{vin + n:06d}") for n in (1, 2)])
    return made


def item_of(desk: Services, handover: HandoverId, place: int = 0) -> ItemId:
    with desk.workplace.reading() as store:
        return store.items(handover)[place].id


def a_photo(desk: Services, shade: int = 0, *, taken: str = "") -> PreparedPhoto:
    """Return a photo that differs from those of another shade."""
    picture = four_corners().point(lambda level: (level + shade) % 256)
    return desk.photos.prepare(camera_file(picture, taken=taken, gps=True), name=f"IMG_{shade}.jpg")


def numbers(desk: Services, handover: HandoverId) -> list[int]:
    return [photo.number for photo in desk.photos.list(handover)]


def actions(desk: Services) -> list[str]:
    with desk.workplace.reading() as store:
        return [entry.action for entry in store.audit_entries() if entry.action.startswith("photo")]


def blobs(desk: Services) -> int:
    connection = dbapi2.connect(str(desk.path))
    count: int = connection.execute("SELECT count(*) FROM blobs").fetchone()[0]
    connection.close()
    return count


def test_photos_are_numbered_from_one_and_belong_to_an_item_or_to_the_whole(
    desk: Services, handover: HandoverId
) -> None:
    item = item_of(desk, handover, 1)
    desk.photos.add(handover, [a_photo(desk), a_photo(desk, 1)], item=item, caption=" Scratch ")
    desk.photos.add(handover, [a_photo(desk, 2)])
    with desk.workplace.reading() as store:
        uid = store.item(item).uid
    assert [(p.number, p.item, p.caption) for p in desk.photos.list(handover)] == [
        (1, uid, "Scratch"),
        (2, uid, "Scratch"),
        (3, None, ""),
    ]
    assert [p.number for p in desk.photos.of_item(item)] == [1, 2]
    assert actions(desk) == ["photo-added"] * 3


def test_each_handover_counts_for_itself(desk: Services, handover: HandoverId) -> None:
    other = make_handover(desk, "HO-2", vin=10)
    desk.photos.add(handover, [a_photo(desk)])
    desk.photos.add(other, [a_photo(desk)])
    assert numbers(desk, handover) == numbers(desk, other) == [1]
    assert blobs(desk) == 1


def test_a_number_is_never_given_twice(desk: Services, handover: HandoverId) -> None:
    desk.photos.add(handover, [a_photo(desk), a_photo(desk, 1)])
    desk.photos.remove(handover, 2)
    desk.photos.add(handover, [a_photo(desk, 2)])
    assert numbers(desk, handover) == [1, 3]


def test_the_capture_time_is_kept_with_the_laptops_offset(desk: Services, handover: HandoverId) -> None:
    desk.photos.add(handover, [a_photo(desk, taken="2026:11:24 11:59:00")])
    (photo,) = desk.photos.list(handover)
    offset = desk.workplace.now().utcoffset()
    assert offset is not None
    assert photo.taken_at == datetime(2026, 11, 24, 11, 59, tzinfo=timezone(offset))
    assert photo.taken_at.utcoffset() == offset


def test_nothing_of_the_place_reaches_the_register(desk: Services, handover: HandoverId) -> None:
    given = camera_file(four_corners(), gps=True, taken="2026:11:24 11:59:00")
    assert b"Telephone-Maker" in given
    desk.photos.add(handover, [desk.photos.prepare(given, name="a.jpg")])
    desk.close()
    stored = b"".join(path.read_bytes() for path in desk.path.parent.glob("r.handover*"))
    assert b"Telephone-Maker" not in stored
    assert b"Comment-Of-The-Maker" not in stored


def test_a_caption_can_be_changed(desk: Services, handover: HandoverId) -> None:
    desk.photos.add(handover, [a_photo(desk)])
    desk.photos.caption(handover, 1, "Огреботина")
    assert desk.photos.list(handover)[0].caption == "Огреботина"
    assert actions(desk) == ["photo-added", "photo-captioned"]


def test_a_removed_photo_can_be_brought_back_at_once(desk: Services, handover: HandoverId) -> None:
    item = item_of(desk, handover)
    desk.photos.add(handover, [a_photo(desk), a_photo(desk, 1)], item=item, caption="Door")
    before = desk.photos.list(handover)
    content = desk.photos.content(handover, 1)
    desk.photos.remove(handover, 1)
    assert numbers(desk, handover) == [2]
    desk.photos.restore(handover, before[0])
    assert desk.photos.list(handover) == before
    assert desk.photos.content(handover, 1) == content
    assert actions(desk)[-2:] == ["photo-removed", "photo-restored"]
    with pytest.raises(DomainError) as refused:
        desk.photos.restore(handover, before[0])
    assert refused.value.code is Code.PHOTO_GONE


def test_the_bytes_of_a_removed_photo_go_with_the_next_change(desk: Services, handover: HandoverId) -> None:
    desk.photos.add(handover, [a_photo(desk), a_photo(desk, 1)])
    first = desk.photos.list(handover)[0]
    desk.photos.remove(handover, 1)
    assert blobs(desk) == 2
    desk.photos.add(handover, [a_photo(desk, 2)])
    assert blobs(desk) == 2
    with pytest.raises(DomainError) as refused:
        desk.photos.restore(handover, first)
    assert refused.value.code is Code.PHOTO_GONE


def test_a_scan_is_not_dropped_with_the_photos(desk: Services, tmp_path: Path) -> None:
    handover = make_handover(desk, "HO-3", vin=20)
    finalise(desk, handover)
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(encode(four_corners()))
    desk.scanning.attach(read_files([scan]), handover=handover)
    other = make_handover(desk, "HO-4", vin=30)
    desk.photos.add(other, [a_photo(desk)])
    desk.photos.remove(other, 1)
    desk.photos.add(other, [a_photo(desk, 1)])
    (document,) = desk.documents.list(handover)
    assert desk.documents.content(document.sha256) == scan.read_bytes()


def finalise(desk: Services, handover: HandoverId) -> None:
    for item in desk.checking.item_ids(handover, ItemFilter()):
        desk.checking.record(ItemId(item), CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(handover)


def test_photos_are_frozen_with_the_rest(desk: Services, handover: HandoverId) -> None:
    desk.photos.add(handover, [a_photo(desk), a_photo(desk, 1)], item=item_of(desk, handover))
    kept, gone = desk.photos.list(handover)
    desk.photos.remove(handover, gone.number)
    finalise(desk, handover)
    for act in (
        lambda: desk.photos.add(handover, [a_photo(desk, 2)]),
        lambda: desk.photos.caption(handover, 1, "Other"),
        lambda: desk.photos.remove(handover, 1),
        lambda: desk.photos.restore(handover, gone),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code is Code.CONTENT_FROZEN
    assert desk.photos.list(handover) == (kept,)
    assert blobs(desk) == 1


def test_the_snapshot_holds_the_photos_and_goes_round(desk: Services, handover: HandoverId) -> None:
    item = item_of(desk, handover)
    desk.photos.add(handover, [a_photo(desk, taken="2024:12:05 11:59:00")], item=item, caption="Врата")
    finalise(desk, handover)
    with desk.workplace.reading() as store:
        stored = store.snapshot(handover)
        uid = store.item(item).uid
    snapshot = read_snapshot(json.loads(stored))
    (photo,) = snapshot.photos
    assert (photo.number, photo.item, photo.caption) == (1, uid, "Врата")
    assert snapshot.to_bytes() == stored
    assert desk.handovers.get(handover).digest == snapshot.digest


def test_only_the_pictures_that_are_printed_are_read(desk: Services) -> None:
    plain, rich = DonorProfile(annexes=()), DonorProfile(annexes=(Annex.PHOTOS,))
    handover = make_handover(desk, "HO-5", vin=40)
    desk.photos.add(handover, [a_photo(desk), a_photo(desk, 1)])
    for profile, count in ((plain, 0), (rich, 2)):
        current = desk.handovers.get(handover)
        details = replace(current.details, donor=profile)
        desk.handovers.save_details(handover, details, revision=current.revision)
        with desk.workplace.reading() as store:
            snapshot: Snapshot = take_snapshot(store, store.handover(handover), desk.workplace)
            pictures = printed_pictures(store, snapshot)
        assert len(pictures) == count
        assert desk.documents.draft(handover).startswith(b"%PDF-")


def test_photos_are_printed_with_no_more_pixels_than_print_shows_and_kept_as_they_are(
    desk: Services, handover: HandoverId
) -> None:
    large = desk.photos.prepare(camera_file(four_corners().resize((3_000, 1_500))), name="IMG_1.jpg")
    desk.photos.add(handover, [large, a_photo(desk)])
    with desk.workplace.reading() as store:
        snapshot = take_snapshot(store, store.handover(handover), desk.workplace)
        shown = printed_pictures(store, snapshot)
        kept = store.blobs(set(shown))
    sizes = [Image.open(io.BytesIO(shown[photo.sha256])).size for photo in snapshot.photos]

    assert sizes[0] == (PRINTED_SIDE, PRINTED_SIDE // 2)
    assert sizes[1] == (snapshot.photos[1].width, snapshot.photos[1].height)
    assert (snapshot.photos[0].width, snapshot.photos[0].height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert kept[snapshot.photos[0].sha256] == large.content
    assert shown[snapshot.photos[1].sha256] == kept[snapshot.photos[1].sha256]


def test_five_hundred_photos_are_listed_by_one_statement_that_reads_no_picture(
    desk: Services, handover: HandoverId
) -> None:
    item = item_of(desk, handover)
    prepared = a_photo(desk)
    desk.photos.add(handover, [replace(prepared, content=b"%05d" % n) for n in range(500)], item=item)
    statements: list[str] = []
    with desk.workplace.reading() as store:
        store._driver.set_trace_callback(statements.append)
        assert len(store.photos(handover)) == len(store.item_photos(item)) == 500
        store._driver.set_trace_callback(None)
    assert len(statements) == 2
    assert not any("blobs" in statement for statement in statements)


def test_a_small_picture_is_made_once_and_kept(desk: Services, handover: HandoverId) -> None:
    desk.photos.add(handover, [a_photo(desk)])
    (photo,) = desk.photos.list(handover)
    first = desk.photos.small(photo.sha256, 96)
    assert first is not None
    assert desk.photos.small(photo.sha256, 96) is first
    assert desk.photos.small("0" * 64, 96) is None


def test_a_refused_picture_adds_nothing(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"no picture")
    with pytest.raises(DomainError) as refused:
        desk.photos.prepare_file(path)
    assert refused.value.code is Code.PICTURE_UNREADABLE
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(DomainError) as large:
        desk.photos.prepare_file(path)
    assert large.value.code is Code.PICTURE_TOO_LARGE
    with pytest.raises(EnvironmentFault) as gone:
        desk.photos.prepare_file(tmp_path / "gone.jpg")
    assert gone.value.code is Code.NO_SUCH_FILE
    assert numbers(desk, handover) == []


def test_a_photo_of_an_item_of_another_list_is_refused(desk: Services, handover: HandoverId) -> None:
    other = make_handover(desk, "HO-6", vin=50)
    with pytest.raises(DomainError) as refused:
        desk.photos.add(handover, [a_photo(desk)], item=item_of(desk, other))
    assert refused.value.code is Code.ITEM_UNKNOWN
    assert numbers(desk, handover) == []
    assert blobs(desk) == 0


def test_a_photo_is_saved_as_a_file(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    desk.photos.add(handover, [a_photo(desk)])
    desk.photos.save(handover, 1, tmp_path / "1.jpg")
    assert (tmp_path / "1.jpg").read_bytes() == desk.photos.content(handover, 1)
    with pytest.raises(DomainError) as refused:
        desk.photos.save(handover, 2, tmp_path / "2.jpg")
    assert refused.value.code is Code.PHOTO_UNKNOWN
