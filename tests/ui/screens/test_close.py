"""The close screen: the file, the paper, the scan, what stays open, and the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.handovers import State
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.printing import (
    PRINT_DPI,
    PrintRun,
    keep_page,
    pages_wanted,
    prepare_printer,
    print_pages,
)
from handover_desktop.ui.screens.close import CloseScreen
from handover_desktop.ui.screens.close.data import file_name
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    room = Room(qtbot, context, trail, add_handover(desk, [vehicle(1), vehicle(2), lamps()]))
    for line, outcome in (("V1", Outcome.ACCEPTED), ("V2", Outcome.MISSING), ("L1", Outcome.ACCEPTED)):
        desk.checking.record(room.item(line), CheckRequest(outcome))
    desk.finalising.finalise(room.handover)
    return room


def sign_on_paper(room: Room) -> None:
    for one in room.services.signing.signatories(room.handover):
        room.services.signing.sign_on_paper(room.handover, one.party, language="en")


def to_file(path: Path, *, copies: int = 1) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    prepare_printer(printer, document="P-1", copies=copies)
    return printer


def white(width: int, height: int) -> tuple[int, int, bytes]:
    return width, height, b"\xff" * (width * height * 4)


def test_a_file_is_named_by_the_protocol_number() -> None:
    assert file_name("DEMO-BG/2026 K7Q2:1") == "DEMO-BG-2026-K7Q2-1.pdf"


def test_open_signatures_are_said_and_keep_the_handover_open(room: Room) -> None:
    screen = room.show(CloseScreen)
    assert not screen.closing.close_button.isEnabled()
    assert "Demo Partner, Demo Ministry" in screen.closing.text
    screen.closing.to_sign.click()
    assert room.went_to(Step.SIGN)


def test_a_signed_handover_is_closed_with_what_is_open_said_plainly(room: Room) -> None:
    sign_on_paper(room)
    screen = room.show(CloseScreen)
    assert "no signed scan is attached yet" in screen.closing.text
    assert "no supplementary protocol is made yet" in screen.closing.text
    screen.closing.close_button.click()
    room.settle()
    assert room.services.handovers.get(room.handover).state is State.CLOSED
    assert not screen.closing.close_button.isVisible()


def test_the_saved_file_is_known_to_the_register(room: Room, tmp_path: Path) -> None:
    screen = room.show(CloseScreen)
    data = screen._data
    assert data is not None
    screen.paper.save_to(data, tmp_path / "protocol.pdf", lambda: None)
    room.settle()
    assert (tmp_path / "protocol.pdf").read_bytes() == screen.context.services.documents.final(room.handover)
    (record,) = room.services.documents.list(room.handover)
    assert record.file_name == "protocol.pdf"


def test_a_scan_is_attached_listed_and_given_back(room: Room, tmp_path: Path) -> None:
    scan = tmp_path / "signed.png"
    Image.new("RGB", (200, 300), "white").save(scan)
    screen = room.show(CloseScreen)
    screen.attach(scan)
    room.settle()
    (record,) = room.services.documents.list(room.handover)
    assert room.services.documents.content(record.sha256) == scan.read_bytes()
    assert any("signed.png is attached" in said for said in room.trail.said)


def test_what_is_no_scan_is_refused_beside_the_button(room: Room, tmp_path: Path) -> None:
    fake = tmp_path / "signed.pdf"
    fake.write_bytes(b"no pdf at all")
    screen = room.show(CloseScreen)
    screen.attach(fake)
    room.settle()
    assert room.services.documents.list(room.handover) == ()
    assert "signed.pdf" in screen.scans.banner.text


def test_open_items_go_into_a_supplementary_protocol(room: Room) -> None:
    screen = room.show(CloseScreen)
    screen.closing.supplement.click()
    room.settle()
    newest = room.services.handovers.overview()[0]
    assert (newest.reference, newest.lines) == ("HO-1/S1", 1)
    assert ("open_handover", newest.id, Step.PREPARE) in room.trail.steps


def test_printed_pages_have_the_size_of_the_sheet(room: Room, tmp_path: Path) -> None:
    documents = room.services.documents
    pdf = documents.final(room.handover)
    pages = [keep_page(*documents.render_page(pdf, page, dpi=PRINT_DPI)) for page in range(2)]
    target = tmp_path / "printed.pdf"
    print_pages(to_file(target), pages)
    printed = target.read_bytes()
    assert documents.page_count(printed) == 2
    width, height, _rgba = documents.render_page(printed, 0, dpi=72)
    assert (width, height) == pytest.approx((595, 842), abs=2)


def test_a_page_without_colour_is_kept_small() -> None:
    page = keep_page(*white(2480, 3508))
    assert page.grey
    assert len(page.pixels) < 100_000
    assert page.image().pixelColor(5, 5).name() == "#ffffff"


def test_colour_survives_keeping() -> None:
    page = keep_page(2, 1, bytes([255, 0, 0, 255, 0, 0, 255, 255]))
    assert [page.image().pixelColor(x, 0).name() for x in (0, 1)] == ["#ff0000", "#0000ff"]


def test_only_the_pages_asked_for_are_printed(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "some.pdf")
    assert pages_wanted(printer, 5) == (0, 1, 2, 3, 4)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert pages_wanted(printer, 5) == (1, 2)


def test_a_print_run_reports_each_page_and_ends(qtbot: QtBot, tmp_path: Path, room: Room) -> None:
    printer = to_file(tmp_path / "run.pdf")
    run = PrintRun(printer, (0, 1), lambda _page: white(248, 351), room.context.operations)
    seen: list[tuple[int, int]] = []
    run.progressed.connect(lambda done, total: seen.append((done, total)))
    with qtbot.waitSignal(run.printed):
        run.start()
    assert seen == [(1, 2), (2, 2)]
    assert room.services.documents.page_count((tmp_path / "run.pdf").read_bytes()) == 2


def test_a_cancelled_print_run_sends_nothing(qtbot: QtBot, tmp_path: Path, room: Room) -> None:
    printer = to_file(tmp_path / "never.pdf")
    run = PrintRun(printer, range(50), lambda _page: white(248, 351), room.context.operations)
    run.progressed.connect(lambda done, _total: run.cancel() if done == 2 else None)
    with qtbot.waitSignal(run.stopped):
        run.start()
    assert not (tmp_path / "never.pdf").exists()


def test_a_printer_that_does_not_start_is_said_and_ends_nothing(
    qtbot: QtBot, tmp_path: Path, room: Room
) -> None:
    printer = to_file(tmp_path / "no-such-folder" / "x.pdf")
    run = PrintRun(printer, (0,), lambda _page: white(248, 351), room.context.operations)
    with qtbot.waitSignal(run.failed) as failed:
        run.start()
    assert isinstance(failed.args[0], HandoverError)


def test_everything_is_reached_by_the_tab_key(room: Room) -> None:
    sign_on_paper(room)
    screen = room.show(CloseScreen)
    reached = set()
    widget = screen.paper.print
    widget.setFocus()
    for _step in range(40):
        room.qtbot.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Tab)
        reached.add(screen.window().focusWidget())
    for button in (
        screen.paper.save,
        screen.scans.attach,
        screen.closing.supplement,
        screen.closing.close_button,
    ):
        assert button in reached


def test_who_holds_an_original_is_noted_in_place(room: Room) -> None:
    screen = room.show(CloseScreen)
    (first, *_rest) = room.services.copies.originals(room.handover)
    screen.originals.edit(first)
    screen.originals.holder.setEditText("Demo Ministry, registry")
    screen.originals.save.click()
    room.settle()
    assert room.services.copies.originals(room.handover)[0].holder == "Demo Ministry, registry"
    screen.originals.edit(first)
    screen.originals.holder.setEditText(" ")
    screen.originals.save.click()
    room.settle()
    assert "Say who holds the original" in screen.originals.banner.text


def test_a_copy_is_made_and_counted(room: Room, tmp_path: Path) -> None:
    screen = room.show(CloseScreen)
    screen.copy_to(tmp_path / "copy.pdf")
    room.settle()
    found = room.services.verifying.verify(tmp_path / "copy.pdf")
    assert found.is_copy
    assert found.verdict.holds
    assert [one.kind for one in room.services.documents.list(room.handover)][-1] == "copy"


def test_what_stayed_open_is_offered_once(room: Room) -> None:
    screen = room.show(CloseScreen)
    assert screen.closing.supplement.isVisible()
    room.services.supplements.make(room.handover)
    screen.enter(room.handover)
    room.settle()
    assert not screen.closing.supplement.isVisible()
    assert "HO-1/S1" in screen.closing.open_text
