"""Damage is drawn where it was marked, its kind told by the shape, and said in words for those who do not see it."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.outlines import sides_of
from handover_desktop.domain.sheets import DamageLook, DamageMark, ItemSheet, MarkType, Zone
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.layout.outline_paths import mark_shape, side_shapes
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.proofreading import render_checked
from handover_desktop.protocol.reading.reading import page_count
from tests.protocol.damaged import MARKS, damaged_snapshot
from tests.protocol.samples import all_accepted, order, snapshot, vehicles
from tests.protocol.test_rendering import flat, pages_of, section


def annex_of(content: Snapshot) -> str:
    return flat(section(pages_of(content), "Annex 2"))


def test_every_mark_is_numbered_and_said_once_in_words_with_the_vehicle_it_is_on() -> None:
    annex = annex_of(damaged_snapshot())
    assert "R 1 · V1-001 · Compact SUV 4×4, patrol livery" in annex
    for said in (
        "Scratch, right rear (RI): to the metal",
        "Dent, right middle (RI)",
        "Crack, front, middle (F): windscreen",
        "Missing part, left front (L): mirror",
        "5 marks on the drawing below",
        "12 marks on the drawing below",
    ):
        assert annex.count(said) == 1, said


def test_the_legend_names_all_four_kinds_and_every_side_its_code() -> None:
    annex = annex_of(damaged_snapshot())
    assert "Scratch" in annex.partition("Damage as marked")[2].partition("R 1")[0]
    for said in ("Left side (L)", "Right side (RI)", "Roof (ROOF)", "Front (F)", "Rear (R)"):
        assert annex.count(said) == 2, said


def test_no_damage_noted_is_said_of_those_that_were_looked_at_and_of_no_other() -> None:
    assert "No damage noted on 2 lines: V1-002–V1-003." in annex_of(damaged_snapshot())


def test_it_is_said_where_there_are_no_remarks_too() -> None:
    none = ItemSheet("vehicle", damage=DamageLook.NONE_NOTED)
    first, *others = all_accepted(vehicles()[:3])
    assert first.finding is not None
    looked = replace(first, finding=replace(first.finding, sheet=none))
    annex = annex_of(snapshot((looked, *others)))
    assert "No remarks were recorded." in annex
    assert "No damage noted on 1 line: V1-001." in annex
    assert "No damage noted" not in annex_of(snapshot(tuple(others)))


@pytest.mark.parametrize("languages", [("en", "sr-Cyrl"), ("ar", "en"), ("fr", "ar")])
def test_the_drawings_are_read_back_in_any_languages(languages: tuple[str, ...]) -> None:
    assert page_count(render_checked(order(damaged_snapshot(), languages))) > 5


def test_the_drawing_is_a_figure_with_its_damage_in_words() -> None:
    with pikepdf.open(io.BytesIO(render_protocol(order(damaged_snapshot(), ("en",))))) as document:
        alts = [
            str(one.Alt)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure" and "/Alt" in one
        ]
    assert any(
        alt.startswith("1. Scratch, right rear (RI): to the metal; 2. Dent, right middle (RI)")
        for alt in alts
    )


def test_left_stays_left_in_a_mirrored_document() -> None:
    """Every line of the drawing lies in the same place of the page, from whichever side that is read."""
    content = damaged_snapshot()

    def places(language: str) -> list[list[float]]:
        with pikepdf.open(io.BytesIO(render_protocol(order(content, (language,))))) as document:
            return [
                [float(number) for number in operands]
                for page in document.pages
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "cm" and float(operands[3]) < 0
            ]

    drawn = [place for place in places("en") if place[0] < 1]
    assert len(drawn) > 100
    assert drawn == [place for place in places("ar") if place[0] < 1]


@pytest.mark.parametrize("drawing", Drawing)
def test_every_side_of_every_vehicle_has_a_drawing(drawing: Drawing) -> None:
    for zone in Zone:
        shapes = side_shapes(drawing, zone)
        assert len(shapes) >= len(sides_of(drawing)[zone].lines)
        assert all(shape.path for shape in shapes)


def test_no_two_kinds_have_the_same_shape() -> None:
    assert len({mark_shape(kind, 5).path for kind in MarkType}) == len(MarkType)


def test_more_marks_than_a_page_holds_go_on_on_the_next() -> None:
    content = damaged_snapshot()
    first = content.items[0]
    assert first.finding is not None
    many = tuple(DamageMark(Zone.LEFT, MarkType.DENT, at * 5, 500, f"place {at}") for at in range(150))
    sheet = ItemSheet("vehicle", damage=DamageLook.MARKED, marks=many)
    crowded = replace(first, finding=replace(first.finding, sheet=sheet))
    annex = annex_of(replace(content, items=(crowded,)))
    assert all(f"place {at}" in annex for at in range(150))


def test_a_snapshot_without_drawings_keeps_its_digest() -> None:
    plain = damaged_snapshot()
    bare = replace(plain, items=tuple(replace(item, drawing=None) for item in plain.items))
    assert b"drawing" not in bare.to_bytes()
    assert len(MARKS) == 5
