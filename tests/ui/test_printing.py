"""Paper: exact in size, nothing cut, the pages and copies that were asked for, each on a sheet of its own shape."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageOps
from PySide6.QtCore import QMarginsF, QObject
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape, letter
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.domain.errors import Code, HandoverError
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.reading import render_page
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.printing import (
    Order,
    PrintRun,
    Scale,
    Size,
    differing_page,
    draw_strips,
    order_sheets,
    pages_wanted,
    sheet_of,
)
from tests.protocol.samples import every_outcome, order, snapshot
from tests.ui.printers import to_file

MEASURED_DPI = 600


def ruled(*sizes: Size) -> ViewedPdf:
    """Pages with a black frame 10 mm from each edge, and their number in letters of 40 points."""
    target = io.BytesIO()
    canvas = Canvas(target)
    for number, (width, height) in enumerate(sizes, start=1):
        canvas.setPageSize((width, height))
        canvas.setLineWidth(0.1 * mm)
        canvas.rect(10 * mm, 10 * mm, width - 20 * mm, height - 20 * mm)
        canvas.setFont("Helvetica", 40)
        canvas.drawString(100, 300, f"Sheet {number}")
        canvas.showPage()
    canvas.save()
    return ViewedPdf(target.getvalue())


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    made = Operations()
    yield made
    made.close()


def coarse(printer: QPrinter) -> QPrinter:
    """A printer of 150 dpi, where fine print does not matter."""
    printer.setResolution(150)
    return printer


def run_on(
    printer: QPrinter,
    viewed: ViewedPdf,
    operations: Operations,
    qtbot: QtBot,
    *,
    scale: Scale = Scale.EXACT,
) -> ViewedPdf:
    """Print and return what came out."""
    run = PrintRun(printer, viewed, pages_wanted(printer, len(viewed.sizes)), scale, operations, operations)
    with qtbot.waitSignal(run.printed, timeout=60_000):
        run.start()
    return ViewedPdf(Path(printer.outputFileName()).read_bytes())


def frame(printed: ViewedPdf, page: int) -> tuple[float, float, float, float]:
    """Measure the outer edges of the frame on a printed page: left, top, right, bottom, in mm."""
    width, height = (round(edge * MEASURED_DPI / 72) for edge in printed.sizes[page])
    pixels = printed.render(page, (width, height), (0, 0, width, height))
    picture = Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX").convert("L")
    box = ImageOps.invert(picture).point(lambda value: 255 if value > 100 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge * 25.4 / MEASURED_DPI for edge in box)
    return left, top, right, bottom


def words(printed: ViewedPdf, page: int) -> int:
    """Recognise the number of a page by its picture: the page of `ruled` that it equals best."""
    width, height = (round(edge) for edge in printed.sizes[page])
    pixels = printed.render(page, (width, height), (0, 0, width, height))
    here = Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX").convert("L")
    distances = []
    for number in range(1, 6):
        sample = ruled(*[printed.sizes[page]] * number)
        other = sample.render(number - 1, (width, height), (0, 0, width, height))
        there = Image.frombytes("RGB", (width, height), other, "raw", "BGRX").convert("L")
        spot = (90, height - 350, 300, height - 280)
        pairs = zip(here.crop(spot).tobytes(), there.crop(spot).tobytes(), strict=True)
        distances.append(sum(abs(a - b) for a, b in pairs))
    return distances.index(min(distances)) + 1


def test_what_is_printed_has_its_own_size_to_a_tenth_of_a_millimetre_and_nothing_is_cut(
    tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    viewed = ruled(A4, landscape(A4))
    printer = to_file(tmp_path / "p.pdf", A4)
    printer.setResolution(400)
    printed = run_on(printer, viewed, operations, qtbot)
    assert frame(printed, 0) == pytest.approx((9.95, 9.95, 200.05, 287.05), abs=0.1)
    assert frame(printed, 1) == pytest.approx((9.95, 9.95, 287.05, 200.05), abs=0.1)


def test_the_codes_of_a_protocol_are_read_from_what_was_printed(
    tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    pdf = render_protocol(order(snapshot(every_outcome()), ("en",)))
    printer = to_file(tmp_path / "p.pdf", A4)
    printer.setResolution(300)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 1)
    printed = run_on(printer, ViewedPdf(pdf), operations, qtbot).pdf
    pictures = (render_page(content, 0, 300) for content in (pdf, printed))
    codes = [
        sorted(
            code.text
            for code in zxingcpp.read_barcodes(Image.frombytes("RGBA", tuple(size), pixels).convert("L"))
        )
        for *size, pixels in pictures
    ]
    assert codes[0] == codes[1] != []


def test_each_page_lies_or_stands_as_it_is(tmp_path: Path, operations: Operations, qtbot: QtBot) -> None:
    viewed = ruled(landscape(A4), A4, landscape(A4))
    printed = run_on(coarse(to_file(tmp_path / "p.pdf", landscape(A4))), viewed, operations, qtbot)
    assert [width > height for width, height in printed.sizes] == [True, False, True]


def test_only_the_pages_asked_for_are_printed(tmp_path: Path, operations: Operations, qtbot: QtBot) -> None:
    viewed = ruled(*[A4] * 5)
    printer = coarse(to_file(tmp_path / "p.pdf", A4))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    printed = run_on(printer, viewed, operations, qtbot)
    assert [words(printed, page) for page in range(len(printed.sizes))] == [2, 3]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.COPIES, [1, 2, 3, 1, 2, 3]),
        (Order.PAGES, [1, 1, 2, 2, 3, 3]),
        (Order.COPIES_ON_BOTH_SIDES, [1, 2, 3, None, 1, 2, 3]),
    ],
)
def test_copies_come_in_their_order_and_never_share_a_sheet(order: Order, expected: list[int | None]) -> None:
    assert [page if page is None else page + 1 for page in order_sheets(3, 2, order)] == expected


def test_copies_that_the_printer_cannot_make_are_made(
    tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    printer = coarse(to_file(tmp_path / "p.pdf", A4, copies=2))
    printed = run_on(printer, ruled(A4, A4), operations, qtbot)
    assert [words(printed, page) for page in range(len(printed.sizes))] == [1, 2, 1, 2]


def test_a_sheet_of_another_size_is_noticed_and_the_page_fitted_or_left_in_its_own_size(
    tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    viewed = ruled(A4)
    assert differing_page(to_file(tmp_path / "same.pdf", A4), viewed.sizes) is None
    for scale, expected in (
        (Scale.FIT, (215.9 / 2 - 279.4 / 297 * 95.05, 279.4 / 297 * 9.95)),
        (Scale.EXACT, ((215.9 - 210) / 2 + 9.95, (279.4 - 297) / 2 + 9.95)),
    ):
        printer = coarse(to_file(tmp_path / f"{scale.value}.pdf", letter))
        assert differing_page(printer, viewed.sizes) == pytest.approx(A4, abs=0.1)
        left, top, right, bottom = frame(run_on(printer, viewed, operations, qtbot, scale=scale), 0)
        assert (left, top) == pytest.approx(expected, abs=0.3)
        assert (left + right, top + bottom) == pytest.approx((215.9, 279.4), abs=0.3)


def test_margins_that_the_printer_has_do_not_move_the_page(
    tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    printer = coarse(to_file(tmp_path / "p.pdf", A4))
    printer.setPageMargins(QMarginsF(6, 6, 6, 6), QPageLayout.Unit.Millimeter)
    printed = run_on(printer, ruled(A4), operations, qtbot)
    assert frame(printed, 0)[:2] == pytest.approx((9.95, 9.95), abs=0.3)


def test_the_sheet_of_a_printer_is_the_one_of_the_document(tmp_path: Path, qtbot: QtBot) -> None:
    assert sheet_of(to_file(tmp_path / "p.pdf", A4)) == pytest.approx(A4, abs=0.5)
    assert sheet_of(to_file(tmp_path / "p.pdf", landscape(letter))) == pytest.approx(letter, abs=0.5)


def test_white_is_left_out_and_colour_kept() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 100, 40, stroke=0, fill=1)
    canvas.save()
    strips = draw_strips(ViewedPdf(target.getvalue()), 0, 300)
    assert [strip.grey for strip in strips] == [False]
    assert strips[0].top + strips[0].height == 3508
    assert sum(len(strip.pixels) for strip in draw_strips(ruled(A4), 0, 300)) < 200_000


def test_a_run_says_how_far_it_is_and_leaves_nothing_open(
    tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    printer = coarse(to_file(tmp_path / "p.pdf", A4))
    run = PrintRun(printer, ruled(A4, A4), (0, 1), Scale.EXACT, operations, operations)
    seen: list[object] = []
    run.progressed.connect(lambda done, total: seen.append((done, total)))
    run.sending.connect(lambda: seen.append("sending"))
    with qtbot.waitSignal(run.printed, timeout=60_000):
        run.start()
    assert seen == [(1, 2), (2, 2), "sending"]
    assert not run._painter.isActive()


def test_a_run_that_is_cancelled_sends_nothing(tmp_path: Path, operations: Operations, qtbot: QtBot) -> None:
    printer = coarse(to_file(tmp_path / "never.pdf", A4))
    run = PrintRun(printer, ruled(*[A4] * 30), range(30), Scale.EXACT, operations, operations)
    run.progressed.connect(lambda done, _total: run.cancel() if done == 2 else None)
    with qtbot.waitSignal(run.stopped, timeout=60_000):
        run.start()
    qtbot.waitUntil(lambda: not operations.is_busy)
    assert run._drawn == 2
    assert not (tmp_path / "never.pdf").exists()


def test_a_screen_that_goes_while_pages_are_sent_finishes_them(
    tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    parent = QObject()
    printer = coarse(to_file(tmp_path / "p.pdf", A4))
    run = PrintRun(printer, ruled(A4, A4), (0, 1), Scale.EXACT, operations, parent)
    with qtbot.waitSignal(run.sending, timeout=60_000):
        run.start()
    run.leave()
    assert not run._painter.isActive()
    assert len(ViewedPdf((tmp_path / "p.pdf").read_bytes()).sizes) == 2


def test_a_printer_that_does_not_start_is_said_and_ends_nothing(
    tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    printer = to_file(tmp_path / "no-such-folder" / "x.pdf", A4)
    run = PrintRun(printer, ruled(A4), (0,), Scale.EXACT, operations, operations)
    with qtbot.waitSignal(run.failed, timeout=60_000) as failed:
        run.start()
    (error,) = failed.args
    assert isinstance(error, HandoverError)
    assert error.code is Code.NOT_PRINTED
    assert "x.pdf" in str(error)
