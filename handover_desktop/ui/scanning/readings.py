"""What a burst says: by the places of its keys, by a calibration, by the layouts it can have come through."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handover_desktop.ui.scanning.bursts import Burst
from handover_desktop.ui.scanning.keyboards import US, layouts_between, layouts_giving


class Ground(enum.Enum):
    """What a reading rests on, the surest first."""

    CALIBRATION = "calibration"
    PLACES = "places"
    TEXT = "text"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a burst. `layouts` names the keyboard layouts that it would have come through.

    A reading that is not `certain` is a guess: it may be proposed to a person, never acted on.
    """

    text: str
    ground: Ground
    layouts: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Calibration:
    """What one scanner's signs became on this laptop, learned from a code that holds them all; `prefix` is what that
    scanner sends before each code, as it arrives.
    """

    sent: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    def read(self, came: str) -> str | None:
        """Return what was sent, None where a sign came that was never learned."""
        signs = [self.sent.get(sign) for sign in came]
        return None if None in signs else "".join(sign for sign in signs if sign)


def learn(sent: str, came: str, *, known: Calibration | None = None) -> Calibration | None:
    """Return the calibration that follows when `came` arrived for `sent`; it goes on from what is `known`.

    None where it cannot be told: another number of signs, or one sign that stands for two.
    """
    if not came or len(sent) != len(came):
        return None
    learned = dict(known.sent) if known else {" ": " "}
    for was, now in zip(sent, came, strict=True):
        if learned.setdefault(now, was) != was:
            return None
    return Calibration(learned, known.prefix if known else "")


def read_burst(
    burst: Burst, calibrations: Iterable[Calibration] = (), *, prefix: str = ""
) -> tuple[Reading, ...]:
    """Return the readings of a burst without its prefix, the surest first; there is always one."""
    came, positions = burst.text, burst.positions
    found = [*_calibrated(came, calibrations)]
    if positions:
        names = tuple(layout.name for layout in layouts_between(positions, came))
        found.append(Reading(positions, Ground.PLACES, names))
    found += _through_layouts(came, settled=bool(found))
    first = {reading.text: reading for reading in reversed(found)}
    kept = [reading for reading in found if first[reading.text] is reading]
    return tuple(_without(prefix, reading) for reading in kept)


def _calibrated(came: str, calibrations: Iterable[Calibration]) -> list[Reading]:
    known = [c for c in calibrations if came.startswith(c.prefix) and c.sent]
    readings = []
    for calibration in sorted(known, key=lambda c: -len(c.prefix)):
        text = calibration.read(came[len(calibration.prefix) :])
        if text is not None:
            names = tuple(layout.name for layout in layouts_between(text, came[len(calibration.prefix) :]))
            readings.append(Reading(text, Ground.CALIBRATION, names))
    return readings[:1]


def _through_layouts(came: str, *, settled: bool) -> list[Reading]:
    """Return the text itself and what each layout would have made it from.

    What no US keyboard gives has come through one of the others: where all that are possible agree, it is certain.
    """
    through = {layout.name: "".join(layout.to_us[sign] for sign in came) for layout in layouts_giving(came)}
    readings = []
    if came.isascii():
        readings.append(Reading(came, Ground.TEXT, (US.name,)))
    agreed = not came.isascii() and len(set(through.values())) == 1 and not settled
    for text in dict.fromkeys(through.values()):
        if text != came or not came.isascii():
            names = tuple(name for name, made in through.items() if made == text)
            readings.append(Reading(text, Ground.LAYOUT, names, certain=agreed))
    if not readings:
        readings.append(Reading(came, Ground.TEXT))
    if not came.isascii() and readings[0].ground is Ground.LAYOUT:
        readings.append(Reading(came, Ground.TEXT, certain=False))
    return readings


def _without(prefix: str, reading: Reading) -> Reading:
    if not prefix or not reading.text.startswith(prefix):
        return reading
    return Reading(reading.text[len(prefix) :], reading.ground, reading.layouts, reading.certain)


def to_text(calibrations: Iterable[Calibration]) -> str:
    """Return calibrations as they are kept in the settings."""
    rows = [{"prefix": one.prefix, "sent": dict(one.sent)} for one in calibrations]
    return json.dumps(rows, ensure_ascii=True, separators=(",", ":"))


def from_text(text: str) -> tuple[Calibration, ...]:
    """Return the calibrations kept as `text`; what cannot be read is as if it had never been learned."""
    try:
        rows = json.loads(text or "[]")
        return tuple(
            Calibration({str(now): str(was) for now, was in row["sent"].items()}, str(row["prefix"]))
            for row in rows
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()
