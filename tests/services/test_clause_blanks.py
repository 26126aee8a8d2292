"""Clauses are filled in from the handover: while it is prepared as it stands, and for good when it is frozen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.handovers import Clause
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.money import Money
from handover_desktop.domain.reconciliation import Point
from handover_desktop.protocol.reading.reading import extract_text
from handover_desktop.services.desk import Services
from handover_desktop.services.finalising import take_snapshot
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import Clock, Dice, add_lines, open_desk

CLAUSE = Clause(
    "own-1",
    (
        (
            "en",
            "At {place}, {lines-accepted} of {lines} lines worth {value} were accepted, {remarks} with remarks.",
        ),
        ("sr-Cyrl", "Вредност {value}, уговор {agreement}, {plase}."),
    ),
)
PRINTED = (
    ("en", "At Beograd, 2 of 3 lines worth EUR\u00a058,350.00 were accepted, 1 with remarks."),
    ("sr-Cyrl", "Вредност 58.350,00\u00a0EUR, уговор ____________, {plase}."),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with closing(open_desk(tmp_path / "r.handover", Clock(), Dice())) as made:
        yield made


@pytest.fixture
def checked(desk: Services) -> HandoverId:
    details = replace(complete_details(clauses=(CLAUSE,)), place="Beograd", agreement="")
    made = desk.handovers.create("HO-1", details=details).handover
    assert made is not None
    lines = [
        replace(a_vehicle(f"V-{n}", f"0SYZZZV11ZR00000{n}"), unit_price=Money("EUR", 1_945_000))
        for n in (1, 2, 3)
    ]
    found = add_lines(desk, made, lines)
    desk.checking.record(found[0], CheckRequest(Outcome.ACCEPTED))
    remark = CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=Remark("Scratch"))
    desk.checking.record(found[1], remark)
    desk.checking.record(found[2], CheckRequest(Outcome.MISSING))
    return made


def test_a_frozen_protocol_holds_and_prints_the_words_and_the_handover_keeps_the_blanks(
    desk: Services, checked: HandoverId
) -> None:
    shown = desk.handovers.filled_clauses(checked, desk.handovers.get(checked).details)
    desk.finalising.finalise(checked)

    with desk.workplace.reading() as store:
        content = take_snapshot(store, store.handover(checked), desk.workplace)
    review = desk.signing.review(checked, "sr-Cyrl")
    pages = " ".join(" ".join(extract_text(desk.documents.final(checked))).split())

    assert shown == content.details.clauses == (Clause("own-1", PRINTED),)
    assert review.clause == PRINTED[1][1]
    for _tag, text in PRINTED:
        assert " ".join(text.split()) in pages
    assert desk.handovers.get(checked).details.clauses == (CLAUSE,)


def test_what_is_edited_and_not_saved_is_filled_in_too(desk: Services, checked: HandoverId) -> None:
    details = replace(desk.handovers.get(checked).details, place="Horgoš")
    (filled,) = desk.handovers.filled_clauses(checked, details)
    assert filled.texts[0][1].startswith("At Horgoš, 2 of 3")


def test_a_value_that_there_is_not_is_an_open_point_and_blocks_nothing(
    desk: Services, checked: HandoverId
) -> None:
    (point,) = [one for one in desk.reconciling.points(checked) if one.point is Point.UNKNOWN_BLANK]
    assert dict(point.params) == {"number": 1, "blank": "{plase}"}
