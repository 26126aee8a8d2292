"""What the document costs: against the same strings on a bare ReportLab canvas, in the same run."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.pen import Pen
from handover_desktop.protocol.rendering import draw_protocol, render_protocol
from handover_desktop.protocol.typography import Format, Style
from tests.protocol.samples import all_accepted, order, serial, snapshot, vehicle_snapshot

_ROUNDS = 15

Page = tuple[Format, list[tuple[float, float, str, Style]]]


class RecordingPen(Pen):
    """Keeps every string that is set, with its place."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[Page] = []

    def begin_page(self, page: Format) -> None:
        super().begin_page(page)
        self.pages.append((page, []))

    def write(self, left: float, top: float, text: str, style: Style) -> None:
        super().write(left, top, text, style)
        page, strings = self.pages[-1]
        strings.append((left, page.height - top - style.baseline, text, style))


def draw_bare(pages: list[Page]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1)
    for page, strings in pages:
        canvas.setPageSize((page.width, page.height))
        for left, bottom, text, style in strings:
            canvas.setFont(style.face.value, style.size)
            canvas.setFillGray(style.grey)
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_the_protocol_of_72_vehicles_costs_at_most_twice_its_strings_on_a_bare_canvas(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = order(vehicle_snapshot())
    pen = RecordingPen()
    draw_protocol(asked, pen)
    render_protocol(asked)
    draw_bare(pen.pages)
    ours, bare = [], []
    for _round in range(_ROUNDS):
        bare.append(seconds(lambda: draw_bare(pen.pages)))
        ours.append(seconds(lambda: render_protocol(asked)))
    ratio = statistics.median(ours) / statistics.median(bare)
    strings = sum(len(found) for _page, found in pen.pages)
    with capsys.disabled():
        print(
            f"\n72 vehicles, {strings} strings on {len(pen.pages)} pages: "
            f"ours {statistics.median(ours) * 1000:.0f} ms, bare canvas {statistics.median(bare) * 1000:.0f} ms, "
            f"ratio {ratio:.2f} (at most 2)"
        )
    assert ratio <= 2


def long_snapshot(lines: int) -> Snapshot:
    assets = (
        AssetLine(
            str(at),
            f"Thing number {at} of its kind",
            make="Sample",
            model=f"M{at % 97}",
            identifiers=(serial(f"SYN-{at:06}"),),
            unit_price=Money("EUR", 1000 + at),
            receiving_unit=f"U{at * 11 // lines:02}",
        )
        for at in range(lines)
    )
    content = snapshot(all_accepted(assets))
    return replace(content, details=replace(content.details, receiving_units=()))


def test_the_cost_of_a_line_does_not_grow_with_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    few, many = order(long_snapshot(1_000)), order(long_snapshot(10_000))
    render_protocol(few)
    cost_of_few, cost_of_many = [], []
    for _round in range(3):
        cost_of_few.append(sum(seconds(lambda: render_protocol(few)) for _time in range(10)) / 10_000)
        cost_of_many.append(seconds(lambda: render_protocol(many)) / 10_000)
    growth = statistics.median(cost_of_many) / statistics.median(cost_of_few)
    with capsys.disabled():
        print(
            f"\ncost of a line: {statistics.median(cost_of_few) * 1e6:.0f} µs at 1,000, "
            f"{statistics.median(cost_of_many) * 1e6:.0f} µs at 10,000, growth {growth:.2f} (at most 1.2)"
        )
    assert growth <= 1.2
