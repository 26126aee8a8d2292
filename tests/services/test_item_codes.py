"""Codes on photos: read turned, small, grey and from a telephone; a photo without one says so by nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.protocol.layout.codes import Symbol
from handover_desktop.services.item_codes import (
    draw_linear,
    draw_squares,
    read_item_codes,
    read_item_codes_file,
)
from tests.protocol.cameras import camera_file, encode

VIN = "0SYZZZV11ZR000001"


def photo(symbol: Symbol, *, scale: int = 4, turned: float = 0) -> Image.Image:
    """Return a photo of a label: a code on white, on a grey thing."""
    high = 60 if symbol.height == 1 else 1
    label = Image.new("L", ((symbol.width + 20) * scale, (symbol.height * high + 20) * scale), 245)
    for row, start, length in symbol.runs:
        box = (
            (10 + start) * scale,
            (10 + row) * scale,
            (10 + start + length) * scale,
            (10 + row + high) * scale,
        )
        label.paste(20, box)
    ground = Image.new("L", (label.width + 300, label.height + 300), 150)
    ground.paste(label, (150, 150))
    return ground.rotate(turned, expand=True, fillcolor=150).convert("RGB")


@pytest.mark.parametrize("turned", [0, 7, 90, 180])
def test_each_kind_is_read_from_a_photo_however_it_is_held(turned: float) -> None:
    for symbol in (draw_linear(VIN), *draw_squares(VIN)):
        assert read_item_codes(encode(photo(symbol, turned=turned)), name="label.jpg") == (VIN,)


def test_a_photo_of_a_telephone_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "label.jpg"
    path.write_bytes(camera_file(photo(draw_linear(VIN)), orientation=6, gps=True))
    assert read_item_codes_file(path) == (VIN,)


def test_two_labels_on_one_photo_are_two_codes() -> None:
    one, other = photo(draw_squares("SN-1111")[0]), photo(draw_squares("SN-2222")[1])
    both = Image.new("RGB", (one.width + other.width, max(one.height, other.height)), (150, 150, 150))
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    assert sorted(read_item_codes(encode(both, "PNG"), name="two.png")) == ["SN-1111", "SN-2222"]


def test_what_bears_no_code_and_what_is_no_picture(tmp_path: Path) -> None:
    assert read_item_codes(encode(Image.new("RGB", (300, 200), "white")), name="white.jpg") == ()
    with pytest.raises(DomainError) as refused:
        read_item_codes(b"nothing", name="nothing.jpg")
    assert refused.value.code is Code.PICTURE_UNREADABLE
    with pytest.raises(EnvironmentFault) as gone:
        read_item_codes_file(tmp_path / "gone.jpg")
    assert gone.value.code is Code.NO_SUCH_FILE
