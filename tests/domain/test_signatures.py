"""A mark is a movement of the hand: nothing, a dot and a row of dots are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.signatures import SHEET_HEIGHT, Stroke, StrokePoint, check_mark


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
