"""Photos as they are kept: upright, small, without metadata; what is no picture is refused with a sentence."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.protocol.layout.pictures import (
    LONGEST_SIDE,
    check_size,
    prepare_logo,
    prepare_photo,
    shrink,
)
from tests.protocol.cameras import BLUE, GREEN, RED, WHITE, bomb, camera_file, encode, four_corners


def open_kept(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    """Return the colours near the corners, from the upper left row by row."""
    wide, high = picture.size
    places = [(wide // 8, high // 8), (7 * wide // 8, high // 8), (wide // 8, 7 * high // 8)]
    pixels = picture.convert("RGB")
    return [pixels.getpixel(at) for at in (*places, (7 * wide // 8, 7 * high // 8))]  # type: ignore[misc]


def is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))


_STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that is held like that stores what stands upright before it."""


@pytest.mark.parametrize("orientation", _STORED_AS)
def test_a_photo_stands_upright_however_the_camera_was_held(orientation: int) -> None:
    scene, turn = four_corners(), _STORED_AS[orientation]
    stored = scene if turn is None else scene.transpose(turn)
    kept = prepare_photo(camera_file(stored, orientation=orientation), name="a.jpg")
    picture = open_kept(kept.content)
    assert (kept.width, kept.height) == picture.size == scene.size
    assert all(is_near(a, b) for a, b in zip(corners(picture), (RED, GREEN, BLUE, WHITE), strict=True))
    assert picture.getexif().get(0x0112) is None


def test_nothing_that_the_camera_added_is_kept_but_the_time() -> None:
    given_file = camera_file(four_corners(), taken="2024:12:05 08:31:07", offset="+01:00", gps=True)
    assert b"Telephone-Maker" in given_file
    assert b"Exif" in given_file
    kept = prepare_photo(given_file, name="a.jpg")
    for trace in (b"Exif", b"Telephone", b"GPS", b"Comment-Of", b"ICC_PROFILE", b"2024:12:05", b"http"):
        assert trace not in kept.content
    segments = {kept.content[at + 1] for at in range(len(kept.content) - 1) if kept.content[at] == 0xFF}
    assert not segments & {0xE1, 0xE2, 0xED, 0xFE}
    assert kept.taken_at == datetime(2024, 12, 5, 8, 31, 7, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("2024:12:05 08:31:07", datetime(2024, 12, 5, 8, 31, 7)),
        ("0000:00:00 00:00:00", None),
        ("1980:01:01 00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_without_offset_stays_without_and_no_time_is_no_time(
    taken: str, expected: datetime | None
) -> None:
    assert prepare_photo(camera_file(four_corners(), taken=taken), name="a.jpg").taken_at == expected


@pytest.mark.parametrize(
    ("size", "kept"), [((5000, 3000), (2000, 1200)), ((900, 2400), (750, 2000)), ((40, 30), (40, 30))]
)
def test_the_longer_side_has_at_most_two_thousand_pixels(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    photo = prepare_photo(encode(four_corners(*size)), name="a.jpg")
    assert (photo.width, photo.height) == kept == open_kept(photo.content).size
    assert max(kept) <= LONGEST_SIDE


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "BMP", "MPO"])
def test_the_content_tells_what_a_picture_is_not_its_name(kind: str) -> None:
    kept = prepare_photo(encode(four_corners(), kind), name="photo.txt")
    assert open_kept(kept.content).format == "JPEG"
    assert is_near(corners(open_kept(kept.content))[1], GREEN)


def test_grey_stays_grey() -> None:
    assert open_kept(prepare_photo(encode(four_corners(mode="L")), name="a.jpg").content).mode == "L"
    assert open_kept(prepare_photo(encode(four_corners(mode="1"), "PNG"), name="a.png").content).mode == "L"


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    paletted = Image.new("P", (40, 40), 0)
    for content in (encode(clear, "PNG"), encode(paletted, "PNG", transparency=0)):
        assert open_kept(prepare_photo(content, name="a.png").content).getpixel((20, 20)) == (255, 255, 255)
        assert open_kept(prepare_logo(content, name="a.png").content).getpixel((20, 20)) == (255, 255, 255)


def test_the_colours_of_a_press_become_those_of_a_screen() -> None:
    picture = open_kept(prepare_photo(encode(four_corners(mode="CMYK")), name="a.jpg").content)
    assert picture.mode == "RGB"
    assert is_near(corners(picture)[3], WHITE)


def test_sixteen_bits_of_grey_keep_their_brightness() -> None:
    deep = Image.new("I;16", (40, 40), 32768)
    for kind in ("PNG", "TIFF"):
        level = open_kept(prepare_photo(encode(deep, kind), name="a.png").content).getpixel((20, 20))
        assert isinstance(level, int)
        assert abs(level - 128) < 3


def test_a_colour_profile_is_worked_in_and_a_broken_one_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (lab, b"no profile at all", lab[:200]):
        kept = prepare_photo(encode(four_corners(), icc_profile=profile), name="a.jpg").content
        assert b"ICC_PROFILE" not in kept
        assert is_near(corners(open_kept(kept))[0], RED)


def refusal(content: bytes) -> Code:
    with pytest.raises(DomainError) as refused:
        prepare_photo(content, name="photo.jpg")
    assert "photo.jpg" in str(refused.value)
    return refused.value.code


def test_a_bomb_is_refused_before_it_is_unfolded() -> None:
    assert refusal(bomb(8_000, 8_000)) is Code.PICTURE_TOO_LARGE
    assert refusal(bomb(65_000, 65_000)) in (Code.PICTURE_TOO_LARGE, Code.PICTURE_UNREADABLE)
    assert refusal(bomb(2**31 - 1, 2**31 - 1)) is Code.PICTURE_UNREADABLE


def test_two_gigabytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(DomainError) as refused:
        check_size(2_000_000_000, name="photo.jpg")
    assert refused.value.code is Code.PICTURE_TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff\xe0",
        b"%PDF-1.7\n%%EOF",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        encode(four_corners(400, 300))[:600],
        encode(four_corners(400, 300), "PNG")[:200],
        encode(four_corners(400, 300), "TIFF")[:4000],
        encode(four_corners(), "GIF"),
        encode(four_corners(), "EPS"),
    ],
    ids=["empty", "header", "pdf", "svg", "cut-jpeg", "cut-png", "cut-tiff", "gif", "eps"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    assert refusal(content) is Code.PICTURE_UNREADABLE


_WHOLE = {
    "JPEG": camera_file(four_corners(), orientation=6, taken="2024:12:05 08:31:07", gps=True),
    "PNG": encode(four_corners(mode="RGBA"), "PNG"),
    "TIFF": encode(four_corners(), "TIFF", compression="tiff_lzw"),
    "WEBP": encode(four_corners(), "WEBP"),
    "BMP": encode(four_corners(), "BMP"),
}


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(sorted(_WHOLE)),
    edits=st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=6)), max_size=12),
    cut=st.integers(0, 4_000),
)
def test_whatever_the_bytes_a_photo_comes_out_or_a_sentence(
    kind: str, edits: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(_WHOLE[kind])
    for at, patch in edits:
        place = at % len(content)
        content[place : place + len(patch)] = patch
    with suppress(DomainError):
        kept = prepare_photo(bytes(content[: len(content) - cut]), name="a.jpg")
        assert open_kept(kept.content).size == (kept.width, kept.height)


def test_a_logo_is_kept_without_loss_and_small() -> None:
    kept = prepare_logo(encode(four_corners(3000, 600), "PNG"), name="logo.png")
    assert (kept.width, kept.height) == (1000, 200)
    assert corners(open_kept(kept.content)) == [RED, GREEN, BLUE, WHITE]
    with pytest.raises(DomainError, match=r"logo\.webp"):
        prepare_logo(encode(four_corners(), "WEBP"), name="logo.webp")


def test_a_small_picture_for_the_window_is_small() -> None:
    kept = prepare_photo(encode(four_corners(1800, 1200)), name="a.jpg")
    small = open_kept(shrink(kept.content, 160))
    assert small.size == (160, 107)
    assert is_near(corners(small)[2], BLUE)
