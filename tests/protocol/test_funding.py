"""The emblem by its construction, the statement never without it, logos never larger."""

from __future__ import annotations

import io
import itertools
import math
from dataclasses import replace

import pikepdf
import pytest

from handover_desktop.domain.handovers import FundingStatement
from handover_desktop.protocol.layout.flow import Solid
from handover_desktop.protocol.layout.typography import MM, Face
from handover_desktop.protocol.pages import funding
from handover_desktop.protocol.pages.funding import (
    EMBLEM_HEIGHT,
    EMBLEM_WIDTH,
    FundingUnit,
    Picture,
    emblem,
    letterhead,
)
from handover_desktop.protocol.pages.orders import PrintOrder
from handover_desktop.protocol.pages.paging import write_up
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.reading import extract_text
from tests.protocol.papers import full_order


def parts(order: PrintOrder) -> list[tuple[object, float, float]]:
    """The pieces of the letterhead: each with its left edge and the number of its band."""
    found = []
    for row, flow in enumerate(letterhead(write_up(order))):
        assert isinstance(flow, Solid)
        band = flow.take(1000, fresh=True)
        assert isinstance(band, funding.Band)
        found += [(piece, left, float(row)) for piece, left in band.parts]
    return found


def without_statement(order: PrintOrder) -> PrintOrder:
    details = order.snapshot.details
    donor = replace(details.donor, statement=FundingStatement.NONE)
    snapshot = replace(order.snapshot, details=replace(details, donor=donor))
    return replace(order, snapshot=snapshot, signatures=())


def test_the_emblem_follows_the_official_construction() -> None:
    (field, blue), *stars = emblem(18)
    assert field == [(0, 0), (27, 0), (27, 18), (0, 18)]
    assert blue == (0, 0.2, 0.6)
    assert len(stars) == 12
    for hour, (corners, yellow) in enumerate(stars):
        assert yellow == (1, 0.8, 0)
        middle = (sum(x for x, _y in corners) / 10, sum(y for _x, y in corners) / 10)
        turn = math.radians(30 * hour)
        assert middle == pytest.approx((13.5 + 6 * math.sin(turn), 9 - 6 * math.cos(turn)))
        reach = [math.dist(middle, corner) for corner in corners]
        assert reach[::2] == pytest.approx([1] * 5)
        assert corners[0] == pytest.approx((middle[0], middle[1] - 1))


def test_the_sides_of_a_star_are_straight() -> None:
    corners, _colour = emblem(18)[1]
    (ax, ay), (bx, by), (cx, cy) = corners[8], corners[1], corners[2]
    assert (bx - ax) * (cy - ay) == pytest.approx((cx - ax) * (by - ay))


def test_emblem_and_statement_are_one_piece_high_enough() -> None:
    units = [piece for piece, _left, _row in parts(full_order()) if isinstance(piece, FundingUnit)]
    assert len(units) == 1
    assert units[0].height >= 10 * MM
    assert {line.style.face for line in units[0].lines} == {Face.STATEMENT}
    assert units[0].alt == "Funded by the European Union"


@pytest.mark.parametrize(
    ("languages", "words"),
    [
        (("en", "sr-Cyrl"), ("Funded by the European Union", "Финансира Европска унија")),
        (("fr",), ("Financé par l’Union européenne",)),
        (("ar",), ("Funded by the European Union",)),
        (("ar", "es"), ("Financiado por la Unión Europea",)),
    ],
)
def test_the_statement_stands_in_the_languages_of_the_document(
    languages: tuple[str, ...], words: tuple[str, ...]
) -> None:
    (unit, *_logos) = [piece for piece, _left, _row in parts(full_order(languages))]
    assert isinstance(unit, FundingUnit)
    assert " ".join(line.text for line in unit.lines) == " ".join(words)


def test_a_donor_who_wants_no_statement_gets_no_emblem() -> None:
    bare = without_statement(full_order(("en",)))
    assert not any(isinstance(piece, FundingUnit) for piece, _left, _row in parts(bare))
    cover = extract_text(render_protocol(bare))[0]
    assert "European Union" not in cover


def test_logos_are_never_larger_than_the_emblem_beside_them_and_do_not_touch() -> None:
    found = parts(full_order())
    logos = [piece for piece, _left, _row in found if isinstance(piece, Picture)]
    assert [logo.name for logo in logos] == ["Broad organisation", "High organisation"]
    for logo in logos:
        assert logo.height <= EMBLEM_HEIGHT + 0.01
        assert logo.width <= EMBLEM_WIDTH + 0.01
    for (one, left, row), (_next, start, other) in itertools.pairwise(found):
        assert isinstance(one, FundingUnit | Picture)
        assert row != other or left + one.width <= start - 2 * MM


def test_statement_and_emblem_are_on_the_cover_alone() -> None:
    pages = extract_text(render_protocol(full_order(("en",))))
    assert ["European Union" in page for page in pages] == [True, *[False] * (len(pages) - 1)]


def test_the_emblem_is_drawn_in_its_colours_as_shapes() -> None:
    with pikepdf.open(io.BytesIO(render_protocol(full_order(("en",))))) as document:
        code = document.pages[0].Contents.read_bytes().decode("latin-1")
    assert code.count("0 0.2 0.6 rg") == 1
    assert code.count("1 0.8 0 rg") == 12
