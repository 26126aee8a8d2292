"""A mark is a movement of the hand: nothing, a dot and a row of dots are none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.canonical import canonical_bytes
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.signatures import (
    LONGEST_REASON,
    SHEET_HEIGHT,
    Deputy,
    Signature,
    SignatureKind,
    Stroke,
    StrokePoint,
    check_act,
    check_deputy,
    check_mark,
)
from tests.domain.samples import NOON


def stroke(*places: tuple[int, int]) -> Stroke:
    return Stroke(tuple(StrokePoint(x, y) for x, y in places))


def dot(x: int, y: int) -> Stroke:
    """A touch of the pen that wavers a little, as touches do."""
    return stroke((x, y), (x + 3, y + 1), (x + 1, y + 3))


SHORT_NAME = stroke((400, 150), (410, 120), (420, 160), (430, 125), (440, 155))


@pytest.mark.parametrize(
    "strokes",
    [
        (),
        (Stroke(()),),
        (stroke((500, 150)),),
        (dot(500, 150),),
        (dot(100, 150), dot(900, 150)),
        tuple(dot(x, 200) for x in range(50, 950, 30)),
        tuple(stroke((x, 200)) for x in range(50, 950, 5)),
        tuple(stroke((x, 200), (x + 20, 200)) for x in range(50, 950, 30)),
        (stroke(*[(500 + step % 3, 150 + step % 2) for step in range(200)]),),
    ],
    ids=[
        "nothing",
        "no points",
        "a point",
        "a dot",
        "two dots",
        "dots",
        "points",
        "dashes",
        "a scribbled dot",
    ],
)
def test_what_is_no_mark_is_refused(strokes: tuple[Stroke, ...]) -> None:
    with pytest.raises(DomainError) as refused:
        check_mark(strokes)

    assert refused.value.code is Code.SIGNATURE_BLANK


@pytest.mark.parametrize(
    "strokes",
    [
        (SHORT_NAME,),
        (SHORT_NAME, dot(445, 110)),
        (stroke((400, 100), (440, 160)), stroke((440, 100), (400, 160))),
        (stroke((100, 166), (900, 166)),),
        (stroke((500, 20), (500, 300)),),
    ],
    ids=["a short name", "with its dot", "a cross", "a line", "an upright"],
)
def test_a_short_name_and_a_cross_are_marks(strokes: tuple[Stroke, ...]) -> None:
    check_mark(strokes)


@given(st.integers(-400, 550), st.integers(-100, SHEET_HEIGHT - 170))
def test_it_does_not_matter_where_on_the_sheet_the_mark_stands(right: int, down: int) -> None:
    moved = stroke(*[(point.x + right, point.y + down) for point in SHORT_NAME.points])

    check_mark((moved,))
    assert moved.length == pytest.approx(SHORT_NAME.length)


def test_the_length_of_a_stroke_is_that_of_its_path() -> None:
    assert stroke((0, 0), (30, 40), (30, 0)).length == pytest.approx(90)


def an_act(kind: SignatureKind, **changes: object) -> Signature:
    act = Signature(Uid("u"), 0, kind, "Demo Osoba 1", "Chair", "d", "", NOON, (SHORT_NAME,))
    return replace(act, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (an_act(SignatureKind.DRAWN, strokes=()), Code.SIGNATURE_BLANK),
        (an_act(SignatureKind.DRAWN, name=""), Code.SIGNATORY_UNNAMED),
        (an_act(SignatureKind.DRAWN, function=""), Code.SIGNATORY_UNNAMED),
        (an_act(SignatureKind.REFUSED, reason="No."), Code.REFUSAL_INCOMPLETE),
        (an_act(SignatureKind.REFUSED, witness="Demo Osoba 2"), Code.REFUSAL_INCOMPLETE),
        (an_act(SignatureKind.ABSENT), Code.ABSENCE_NEEDS_REASON),
        (an_act(SignatureKind.ABSENT, reason="x" * (LONGEST_REASON + 1)), Code.REASON_TOO_LONG),
    ],
)
def test_an_act_that_lacks_what_makes_it_one_is_refused(act: Signature, code: Code) -> None:
    with pytest.raises(DomainError) as refused:
        check_act(act)
    assert refused.value.code is code


@pytest.mark.parametrize(
    "act",
    [
        an_act(SignatureKind.DRAWN),
        an_act(SignatureKind.ON_PAPER, name="", function="", strokes=()),
        an_act(SignatureKind.REFUSED, reason="No.", witness="Demo Osoba 2", strokes=()),
        an_act(SignatureKind.ABSENT, reason="x" * LONGEST_REASON, strokes=()),
    ],
    ids=lambda act: act.kind.value,
)
def test_an_act_that_is_whole_is_taken(act: Signature) -> None:
    check_act(act)


@pytest.mark.parametrize("gap", ["name", "function", "authority"])
def test_a_deputy_has_a_name_a_function_and_an_authority(gap: str) -> None:
    whole = Deputy("Demo Osoba 9", "Deputy chair", "22/24")
    check_deputy(whole)
    with pytest.raises(DomainError) as refused:
        check_deputy(replace(whole, **{gap: ""}))
    assert refused.value.code is Code.DEPUTY_INCOMPLETE


def test_a_point_without_its_time_is_written_as_it_always_was() -> None:
    assert canonical_bytes(StrokePoint(1, 2, 3)) == b'{"pressure":3,"x":1,"y":2}'
    assert canonical_bytes(StrokePoint(1, 2, 3, 40)) == b'{"at":40,"pressure":3,"x":1,"y":2}'
