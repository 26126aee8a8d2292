"""The cover says when the clock of the laptop was confirmed and where it went back, and stays one page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta, timezone

import pypdfium2
import pytest

from handover_desktop.domain.canonical import canonical_bytes
from handover_desktop.domain.clock import ClockJump, ClockReading, ClockRecord, zone_of
from handover_desktop.domain.snapshots import read_snapshot
from handover_desktop.protocol.pages.rendering import render_protocol
from tests.domain.samples import NOON
from tests.protocol.samples import BOTH, moment, order, snapshot

RIGHT = ClockRecord(ClockReading(moment(8)))
WITNESSED = ClockRecord(ClockReading(moment(8), moment(8) + timedelta(minutes=7)))
BACK = ClockRecord(
    ClockReading(moment(8), moment(8) + timedelta(minutes=7)),
    (ClockJump(moment(11), moment(10)), ClockJump(moment(12), moment(9))),
)


def cover_text(record: ClockRecord | None, languages: tuple[str, ...] = BOTH) -> str:
    document = pypdfium2.PdfDocument(render_protocol(order(replace(snapshot(), clock=record), languages)))
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (RIGHT, "Clock of the laptop confirmed: 5 December 2024, 08:00 (UTC+1)"),
        (WITNESSED, "Clock of the laptop: 5 December 2024, 08:00 (UTC+1), by witness 5 December 2024, 08:07"),
        (BACK, "Clock set back 2 times, first from 5 December 2024, 11:00 (UTC+1) to 5 December 2024, 10:00"),
    ],
)
def test_the_cover_says_it_and_stays_one_page(record: ClockRecord, said: str) -> None:
    text = cover_text(record)

    assert said in text
    assert "Audit chain" in text
    assert text.count("SHA-256") == cover_text(None).count("SHA-256")


def test_a_snapshot_with_the_clock_is_read_back_as_it_was() -> None:
    content = replace(snapshot(), clock=BACK)

    assert read_snapshot(json.loads(canonical_bytes(content))) == content


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "UTC"), (60, "UTC+1"), (-210, "UTC-3:30"), (345, "UTC+5:45"), (-600, "UTC-10")]
)
def test_a_zone_is_said_as_people_say_it(minutes: int, said: str) -> None:
    assert zone_of(NOON.astimezone(timezone(timedelta(minutes=minutes)))) == said
