from __future__ import annotations

from dataclasses import replace

from handover_desktop.domain.canonical import canonical_bytes, from_data, to_data
from handover_desktop.domain.checks import Finding
from handover_desktop.domain.sheets import (
    Answer,
    DamageLook,
    DamageMark,
    ItemSheet,
    KitLook,
    MarkType,
    PartException,
    PartState,
    Zone,
)
from tests.domain.samples import accepted

SHEET = ItemSheet(
    "vehicle",
    (Answer("odometer", "12"), Answer("keys", "1", "2")),
    DamageLook.MARKED,
    (DamageMark(Zone.RIGHT, MarkType.SCRATCH, 820, 400, "rear door"),),
    KitLook.LOOKED,
    (PartException("Jack", PartState.DAMAGED),),
)


def test_a_finding_without_a_sheet_keeps_the_bytes_it_had_before_there_were_sheets() -> None:
    assert b"sheet" not in canonical_bytes(accepted())


def test_a_sheet_is_rebuilt_from_what_is_written_of_it() -> None:
    found = replace(accepted(), sheet=SHEET)
    assert from_data(Finding, to_data(found)) == found


def test_no_damage_noted_is_another_statement_than_not_having_looked() -> None:
    stated = replace(accepted(), sheet=ItemSheet(damage=DamageLook.NONE_NOTED))
    silent = replace(accepted(), sheet=ItemSheet())
    assert canonical_bytes(stated) != canonical_bytes(silent)
