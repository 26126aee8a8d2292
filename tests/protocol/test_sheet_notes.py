"""What a sheet notes stands in the register of remarks, once, and in each language of the document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handover_desktop.domain.checks import Outcome, Remark, RemarkType
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.sheets import (
    DamageMark,
    ItemSheet,
    MarkType,
    PartException,
    PartState,
    Zone,
)
from handover_desktop.domain.snapshots import Snapshot
from tests.protocol.samples import found, numbered, snapshot, vehicles
from tests.protocol.test_rendering import flat, pages_of, section

SHEET = ItemSheet(
    "vehicle",
    marks=(
        DamageMark(Zone.RIGHT, MarkType.SCRATCH, 100, 500, "to the metal"),
        DamageMark(Zone.ROOF, MarkType.DENT, 100, 500),
    ),
    exceptions=(PartException("antenna"), PartException("case", PartState.DAMAGED)),
)


def with_remark(text: str, sheet: ItemSheet) -> Snapshot:
    asset = vehicles()[0]
    remark = Remark(text, RemarkType.DAMAGE)
    finding = replace(found(asset, Outcome.ACCEPTED_WITH_REMARKS, remark=remark), sheet=sheet)
    return snapshot(numbered([(asset, finding)]))


def annex_of(content: Snapshot) -> str:
    return flat(section(pages_of(content), "Annex 2"))


def test_damage_and_what_a_kit_lacks_stand_beside_the_remark() -> None:
    annex = annex_of(with_remark("As agreed in the yard.", SHEET))
    for text in (
        "Scratch, right rear (RI): to the metal",
        "Dent, roof, front (ROOF)",
        "Not in the kit: antenna",
        "Damaged in the kit: case",
    ):
        assert annex.count(text) >= 1, text


def test_what_the_remark_says_already_is_not_said_again() -> None:
    said = with_remark("1. Scratch, right rear (RI): to the metal; 2. Dent, roof, front (ROOF)", SHEET)
    annex = annex_of(said)
    assert annex.count("(RI)") == annex.count("(ROOF)") == 1


def test_a_note_that_cannot_be_printed_stops_the_output() -> None:
    odd = replace(SHEET, marks=(DamageMark(Zone.LEFT, MarkType.CRACK, note="\U0001f697"),))
    with pytest.raises(DomainError) as stopped:
        pages_of(with_remark("See the sheet.", odd))
    assert stopped.value.code is Code.GLYPH_MISSING
