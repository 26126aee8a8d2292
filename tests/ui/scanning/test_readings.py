"""A scanner that types as a US keyboard is read right on five other layouts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.ui.scanning.bursts import Burst, Stroke
from handover_desktop.ui.scanning.keyboards import LAYOUTS, US_PLAIN, US_SHIFTED, Layout, us_sign
from handover_desktop.ui.scanning.readings import (
    Calibration,
    Ground,
    from_text,
    learn,
    read_burst,
    to_text,
)

CODE = "0SYZZZV11ZR-000001/aqwm"
ALL_SIGNS = US_PLAIN + US_SHIFTED
layouts = pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])


def through(layout: Layout, code: str, *, places: bool) -> Burst:
    return Burst(tuple(Stroke(layout.from_us[sign], sign if places else "") for sign in code))


@layouts
def test_the_places_of_the_keys_are_read_whatever_the_layout(layout: Layout) -> None:
    first = read_burst(through(layout, CODE, places=True))[0]
    assert (first.text, first.ground, first.certain) == (CODE, Ground.PLACES, True)
    assert layout.name in first.layouts


@layouts
def test_without_places_a_calibration_reads_every_layout(layout: Layout) -> None:
    known = learn(ALL_SIGNS, through(layout, ALL_SIGNS, places=False).text)
    assert known is not None
    first = read_burst(through(layout, CODE, places=False), from_text(to_text((known,))))[0]
    assert (first.text, first.ground, first.certain) == (CODE, Ground.CALIBRATION, True)


@layouts
def test_without_either_the_right_reading_is_among_those_proposed(layout: Layout) -> None:
    readings = read_burst(through(layout, CODE, places=False))
    assert CODE in [reading.text for reading in readings]


def test_cyrillic_letters_can_only_come_of_one_layout_and_are_read_right_at_once() -> None:
    cyrillic = LAYOUTS[-1]
    first = read_burst(through(cyrillic, CODE, places=False))[0]
    assert (first.text, first.certain, first.layouts) == (CODE, True, ("Serbian Cyrillic",))


def test_the_cyrillic_layout_of_x11_differs_at_one_key_and_is_read_too() -> None:
    came = "0СЗЖЖЖВ11ЖР000001"
    first = read_burst(Burst(tuple(Stroke(sign) for sign in came)))[0]
    assert (first.text, first.certain) == ("0SYZZZV11ZR000001", True)


def test_exchanged_y_and_z_are_a_guess_that_never_goes_first() -> None:
    german = LAYOUTS[2]
    readings = read_burst(through(german, "ZY12345", places=False))
    assert readings[0].text == "YZ12345"
    assert [r.certain for r in readings if r.text == "ZY12345"] == [False]


def test_a_scanner_set_to_the_layout_of_the_laptop_is_read_by_its_text_too() -> None:
    strokes = tuple(Stroke(sign, LAYOUTS[2].to_us[sign]) for sign in "ZY12345")
    readings = read_burst(Burst(strokes))
    assert [(r.text, r.certain) for r in readings[:2]] == [("YZ12345", True), ("ZY12345", True)]


def test_a_prefix_is_taken_away_however_it_arrives() -> None:
    french = LAYOUTS[3]
    burst = through(french, "~123456", places=True)
    assert read_burst(burst, prefix="~")[0].text == "123456"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30))
def test_any_burst_has_a_reading(came: str) -> None:
    readings = read_burst(Burst(tuple(Stroke(sign) for sign in came)))
    assert came in [reading.text for reading in readings]


def test_a_calibration_that_cannot_be_told_is_refused() -> None:
    assert learn("abc", "ab") is None
    assert learn("abc", "xxy") is None
    assert learn("", "") is None
    grown = learn("YZ", "ZY", known=Calibration({"a": "q"}, "~"))
    assert grown is not None
    assert grown.prefix == "~"
    assert grown.read("aZY") == "qYZ"
    assert grown.read("b") is None


@pytest.mark.parametrize("kept", ["", "{", "[1]", '[{"prefix": 1}]', "null"])
def test_calibrations_that_cannot_be_read_are_none(kept: str) -> None:
    assert from_text(kept) == ()


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "shifted", "sign"),
    [
        ("xcb", 38, 0, False, "a"),
        ("xcb", 38, 0, True, "A"),
        ("wayland", 29, 0, True, "Y"),
        ("windows", 21, 0, True, "Y"),
        ("windows", 44, 0, False, "z"),
        ("cocoa", 1, 16, True, "Y"),
        ("xcb", 65, 0, False, " "),
        ("xcb", 79, 0, False, "7"),
        ("xcb", 0, 0, False, ""),
        ("xcb", 36, 0, False, ""),
    ],
)
def test_each_platform_tells_the_place_of_a_key(
    platform: str, scan_code: int, virtual_key: int, shifted: bool, sign: str
) -> None:
    found = us_sign(platform, scan_code=scan_code, virtual_key=virtual_key, shifted=shifted)
    assert found == sign
