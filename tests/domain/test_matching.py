"""A code means the same signs first; what only looks the same is proposed with its differences, never taken."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from handover_desktop.domain.identifiers import (
    Identifier,
    IdentifierKind,
    differing_places,
    look_alike_key,
    strict_key,
)
from handover_desktop.domain.ids import ItemId
from handover_desktop.domain.matching import Bearer, Likeness, Match, Spelling, combine, likeness, match

TWINS = {
    "O": "0QО", "0": "OQО", "Q": "0O", "I": "1L", "1": "IL", "L": "1I", "S": "5Ѕ", "5": "S", "B": "8В", "8": "BВ",
    "Z": "2", "2": "Z", "A": "А", "C": "С", "E": "Е", "H": "Н", "K": "К", "M": "М", "P": "Р", "T": "Т", "X": "Х",
    "Y": "У", "J": "Ј",
}  # fmt: skip
SIGNS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
CODES = st.text(SIGNS, min_size=4, max_size=20)


def bearer(item: int, value: str) -> Bearer:
    return Bearer(ItemId(item), f"L{item}", "Vehicle", Identifier(IdentifierKind.VIN, value), None, False)


def found(values: list[str], *spellings: Spelling) -> Match:
    bearers = [bearer(number, value) for number, value in enumerate(values, 1)]
    return combine(spellings, [match(bearers, spelling) for spelling in spellings])


@given(CODES, st.data())
def test_a_look_alike_is_never_silently_equal_nor_silently_different(code: str, data: st.DataObject) -> None:
    places = [at for at, sign in enumerate(code) if sign in TWINS]
    assume(places)
    swapped = data.draw(st.sets(st.sampled_from(places), min_size=1))
    other = "".join(
        data.draw(st.sampled_from(TWINS[sign])) if at in swapped else sign for at, sign in enumerate(code)
    )
    assert strict_key(other) != strict_key(code)
    assert likeness(code, other) is Likeness.ALIKE
    assert likeness(other, code) is Likeness.ALIKE
    assert differing_places(code, other) == tuple(sorted(swapped))
    assert not found([code], Spelling(other)).is_certain


@given(CODES, CODES)
def test_codes_that_do_not_look_alike_are_different(one: str, other: str) -> None:
    assume(not look_alike_key(one).endswith(look_alike_key(other)))
    assert likeness(one, other) is None


@given(CODES, st.text(st.sampled_from(" -./_*"), max_size=3))
def test_case_and_separators_make_no_difference(code: str, between: str) -> None:
    written = between.join(code.lower())
    assert likeness(written, code) is Likeness.SAME
    assert differing_places(written, code) == ()


def test_the_same_signs_go_before_signs_that_look_alike() -> None:
    result = found(["WV0ABC", "WVOABC"], Spelling("WVOABC"))
    assert [c.bearer.line_no for c in result.candidates] == ["L2"]
    assert result.is_certain


def test_the_last_six_name_an_item_where_no_other_ends_so() -> None:
    assert found(["0SYZZZV11ZR000001", "0SYZZZV11ZR000002"], Spelling("000002")).is_certain
    both = found(["AAAA123456", "BBBB123456"], Spelling("123456"))
    assert len(both.candidates) == 2
    assert not both.is_certain


def test_the_last_six_that_look_alike_are_proposed_with_their_place_in_the_whole() -> None:
    (candidate,) = found(["0SYZZZV11ZR00O001"], Spelling("000001")).candidates
    assert candidate.likeness is Likeness.ALIKE
    assert candidate.marked == (13,)


def test_a_guess_at_the_layout_proposes_and_never_names() -> None:
    guessed = found(["SYZ12345"], Spelling("SZY12345"), Spelling("SYZ12345", certain=False))
    assert [c.likeness for c in guessed.candidates] == [Likeness.LAYOUT]
    assert not guessed.is_certain
    assert guessed.code == "SZY12345"


def test_two_certain_readings_of_two_items_are_for_a_person_to_tell_apart() -> None:
    both = found(["SYZ12345", "SZY12345"], Spelling("SZY12345"), Spelling("SYZ12345"))
    assert len(both.candidates) == 2
    assert found(["AB", "AC"], Spelling("A")).candidates == ()
    assert found(["AB"], Spelling(" ")).candidates == ()
