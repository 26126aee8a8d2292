"""Vehicles with damage marked on their drawings, and some on which none was noted."""

from __future__ import annotations

from dataclasses import replace

from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.checks import Outcome, Remark, RemarkType
from handover_desktop.domain.sheets import DamageLook, DamageMark, ItemSheet, MarkType, Zone
from handover_desktop.domain.snapshots import Snapshot
from tests.protocol.samples import found, numbered, snapshot, vehicles

MARKS = (
    DamageMark(Zone.RIGHT, MarkType.SCRATCH, 120, 480, "to the metal"),
    DamageMark(Zone.RIGHT, MarkType.DENT, 560, 560),
    DamageMark(Zone.FRONT, MarkType.CRACK, 500, 300, "windscreen"),
    DamageMark(Zone.LEFT, MarkType.MISSING_PART, 60, 520, "mirror"),
    DamageMark(Zone.ROOF, MarkType.DENT, 480, 500),
)
SCRATCH, MIRROR = (
    Remark(text, RemarkType.DAMAGE) for text in ("As agreed in the yard.", "Mirror to be replaced.")
)


def damaged_snapshot() -> Snapshot:
    """A car with five marks, a van with twelve, two cars without any, one at which nobody looked."""
    cars = vehicles()[:4]
    many = tuple(
        DamageMark(zone, kind, 150 + 350 * at, 500)
        for at, zone in enumerate((Zone.LEFT, Zone.ROOF, Zone.REAR))
        for kind in MarkType
    )
    many = tuple(replace(mark, y=200 + 180 * (at % 4)) for at, mark in enumerate(many))
    none = ItemSheet("vehicle", damage=DamageLook.NONE_NOTED)
    van = vehicles()[-1]

    def with_sheet(remark: Remark | None, sheet: ItemSheet | None) -> object:
        outcome = Outcome.ACCEPTED_WITH_REMARKS if remark else Outcome.ACCEPTED
        return replace(found(cars[0], outcome, remark=remark), sheet=sheet)

    sheets = (
        (cars[0], SCRATCH, ItemSheet("vehicle", damage=DamageLook.MARKED, marks=MARKS)),
        (cars[1], None, none),
        (cars[2], None, none),
        (cars[3], None, None),
        (van, MIRROR, ItemSheet("vehicle", damage=DamageLook.MARKED, marks=many)),
    )
    items = numbered((asset, with_sheet(remark, sheet)) for asset, remark, sheet in sheets)  # type: ignore[misc]
    shapes = (Drawing.CAR, None, None, None, Drawing.VAN)
    return snapshot(tuple(replace(one, drawing=shape) for one, shape in zip(items, shapes, strict=True)))
