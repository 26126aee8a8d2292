"""The demo's photos: drawn when the demo is made, numbered as its remarks say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from handover_desktop.domain.assets import Item
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.demo_script import read_vin
from handover_desktop.services.desk import Services

_FIRST_TAKEN = datetime(2024, 12, 5, 9, 5, tzinfo=timezone(timedelta(hours=1)))


@dataclass(frozen=True, slots=True)
class _Shot:
    """A photo of the script: `line` is empty where it shows the handover as a whole."""

    line: str
    scene: str
    label: str
    caption: str


_SHOTS = (
    _Shot("", "yard", "Demo yard", "Vehicles in the demo yard before the check"),
    _Shot("V2-009", "boot", "no repair kit", "Boot without tyre repair kit"),
    _Shot("V1-017", "scratch", "scratch", "Scratch on the right rear door"),
    _Shot("V3-006", "plate", "", "VIN on the vehicle, different from the list"),
    _Shot("W2-003", "keys", "second key missing", "One of two keys"),
    _Shot("E29-05", "case", "SYN-E29-0005", "Broken hinge of the case"),
)


def add_demo_photos(services: Services, handover: HandoverId, checked: Iterable[Item]) -> None:
    """Add the photos of the items that are `checked`, and one of the whole; V1-017's is number 3."""
    from handover_desktop.protocol.layout.sketches import Scene, draw_scene

    by_line = {item.asset.line_no: item for item in checked}
    for number, shot in enumerate(_SHOTS):
        item = by_line.get(shot.line)
        if shot.line and item is None:
            continue
        label = shot.label or (read_vin(item.asset.identifier(IdentifierKind.VIN)) if item else "")
        drawn = draw_scene(Scene(shot.scene), label)
        prepared = services.photos.prepare(drawn, name=f"demo-{shot.scene}.png")
        taken = replace(prepared, taken_at=_FIRST_TAKEN + number * timedelta(minutes=7))
        services.photos.add(handover, [taken], item=item.id if item else None, caption=shot.caption)
