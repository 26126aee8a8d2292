"""Identifiers are compared by what is meant, and doubted only where a rule gives reason to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.identifiers import (
    Doubt,
    Identifier,
    IdentifierDoubt,
    IdentifierKind,
    likely_kind,
    lookup_key,
    luhn_holds,
    question,
    question_imei,
    question_vin,
    same_identifier,
)

NORTH_AMERICAN = ["1M8GDM9AXKP042788", "11111111111111111", "1GYFK63878R248711"]
EUROPEAN = [
    "WVGZZZ5NZEW069297",
    "WVGZZZ5NZJM131395",
    "WF0KXXGCBKBJ13223",
    "WAUZZZ8K1DA006278",
    "0SYZZZV11ZR000001",
]
VIN_SIGNS = st.sampled_from("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")


def doubts_about(value: str) -> list[IdentifierDoubt]:
    return [doubt.about for doubt in question_vin(value)]


@pytest.mark.parametrize("value", NORTH_AMERICAN + EUROPEAN)
def test_a_valid_vin_gives_no_doubt(value: str) -> None:
    assert question_vin(value) == ()


@pytest.mark.parametrize("value", NORTH_AMERICAN)
@pytest.mark.parametrize("region", "12345L")
def test_the_check_digit_counts_in_north_america_and_china(value: str, region: str) -> None:
    without_doubt = [
        sign for sign in "0123456789XZ" if not doubts_about(region + value[1:8] + sign + value[9:])
    ]
    others = {
        doubt for sign in "0123456789XZ" for doubt in doubts_about(region + value[1:8] + sign + value[9:])
    }

    assert len(without_doubt) == 1
    assert others == {IdentifierDoubt.VIN_CHECK_DIGIT}


@given(st.sampled_from("6789ABCDEFGHJKMNPRSTUVWXYZ0"), st.text(VIN_SIGNS, min_size=16, max_size=16))
def test_no_check_digit_is_ever_asked_of_another_region(region: str, rest: str) -> None:
    assert doubts_about(region + rest) == []


@pytest.mark.parametrize(
    ("value", "about"),
    [
        ("0SYZZZV11ZR00001", IdentifierDoubt.VIN_LENGTH),
        ("0SYZZZV11ZR0000011", IdentifierDoubt.VIN_LENGTH),
        ("OSYZZZV11ZR000001", IdentifierDoubt.VIN_LETTERS),
        ("0SYZZZVI1ZR000001", IdentifierDoubt.VIN_LETTERS),
        ("0SYZZZV11ZRQ00001", IdentifierDoubt.VIN_LETTERS),
        ("0SYZZZV11ZR00000Š", IdentifierDoubt.VIN_CHARACTERS),
        ("0SYZZZV11ZR00000#", IdentifierDoubt.VIN_CHARACTERS),
        ("0ЅYZZZV11ZR000001", IdentifierDoubt.LOOK_ALIKES),
    ],
)
def test_a_vin_is_doubted_for_what_is_wrong_with_it(value: str, about: IdentifierDoubt) -> None:
    assert doubts_about(value) == [about]


def test_the_letters_i_o_and_q_come_with_the_digits_they_were_read_for() -> None:
    (doubt,) = question_vin("OSYZZZVI1ZRQ00001")

    assert doubt == Doubt(IdentifierDoubt.VIN_LETTERS, "OSYZZZVI1ZRQ00001", "0SYZZZV11ZR000001")


def test_a_trailer_may_have_a_short_vin() -> None:
    assert question_vin("TR123", full_length=False) == ()


@pytest.mark.parametrize(
    ("value", "about"),
    [
        ("490154203237518", None),
        ("001000000000009", None),
        ("001000000000017", None),
        ("49-015420-323751-8", None),
        ("49015420323751", None),
        ("4901542032375189", None),
        ("490154203237519", IdentifierDoubt.IMEI_CHECK_DIGIT),
        ("352099081234563", IdentifierDoubt.IMEI_CHECK_DIGIT),
        ("4901542032375", IdentifierDoubt.IMEI_FORM),
        ("49015420323751890", IdentifierDoubt.IMEI_FORM),
        ("49015420323751A", IdentifierDoubt.IMEI_FORM),
        ("4.90154E+14", IdentifierDoubt.IMEI_FORM),
        ("٤٩٠١٥٤٢٠٣٢٣٧٥١٨", IdentifierDoubt.IMEI_FORM),
    ],
)
def test_an_imei_is_judged_by_its_length_and_check_digit(value: str, about: IdentifierDoubt | None) -> None:
    assert [doubt.about for doubt in question_imei(value)] == ([about] if about else [])


@pytest.mark.parametrize(
    ("value", "usual", "kind"),
    [
        ("0SYZZZV11ZR000001", IdentifierKind.SERIAL_NUMBER, IdentifierKind.VIN),
        ("490154203237518", IdentifierKind.VIN, IdentifierKind.IMEI),
        ("490154203237519", None, IdentifierKind.SERIAL_NUMBER),
        ("SN-77", IdentifierKind.VIN, IdentifierKind.SERIAL_NUMBER),
        ("INV-77", IdentifierKind.INVENTORY_NUMBER, IdentifierKind.INVENTORY_NUMBER),
        ("12345678901234567", None, IdentifierKind.SERIAL_NUMBER),
        ("", IdentifierKind.VIN, IdentifierKind.VIN),
        (" ", None, IdentifierKind.SERIAL_NUMBER),
    ],
)
def test_the_kind_of_an_identifier_is_guessed_by_its_form_and_by_what_is_usual(
    value: str, usual: IdentifierKind | None, kind: IdentifierKind
) -> None:
    assert likely_kind(value, usual) is kind


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 14), st.integers(1, 9))
def test_luhn_finds_every_single_wrong_digit(body: str, place: int, shift: int) -> None:
    whole = next(body + digit for digit in "0123456789" if luhn_holds(body + digit))
    wrong = whole[:place] + str((int(whole[place]) + shift) % 10) + whole[place + 1 :]

    assert not luhn_holds(wrong)


def test_only_vin_and_imei_have_a_form_to_doubt() -> None:
    for kind in IdentifierKind:
        doubted = bool(question(Identifier(kind, "?!")))
        assert doubted == (kind in (IdentifierKind.VIN, IdentifierKind.IMEI))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0SYZZZV11ZR000001", "0syzzzv11zr000001"),
        ("SYN-E12-0007", "syn e12 0007"),
        ("SYN-E12-0007", " SYN.E12/0007\u00a0"),
        ("*BG 0001-DE*", "ВG0001DЕ"),
        ("АВСЕНКМОРТХУЈЅ", "ABCEHKMOPTXYJS"),
        ("авсенкмортхујѕ", "abcehkmoptxyjs"),
        ("A\u200bB", "A\u00adB"),
    ],
)
def test_writings_of_one_identifier_are_equal(one: str, other: str) -> None:
    assert same_identifier(one, other)


@given(st.text())
def test_a_lookup_key_is_its_own_lookup_key(value: str) -> None:
    assert lookup_key(lookup_key(value)) == lookup_key(value)


def test_every_sign_of_every_living_script_has_a_lookup_key_that_stays() -> None:
    keys = {lookup_key(chr(code)) for code in range(0x20000)}

    assert [key for key in keys if lookup_key(key) != key] == []


@given(
    st.text(VIN_SIGNS), st.sampled_from([("O", "0"), ("I", "1"), ("o", "0"), ("i", "1")]), st.text(VIN_SIGNS)
)
def test_letters_are_never_silently_equal_to_digits(head: str, pair: tuple[str, str], tail: str) -> None:
    letter, digit = pair

    assert not same_identifier(head + letter + tail, head + digit + tail)
