"""What is dropped on the window: taken for what it is, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from pytestqt.qtbot import QtBot

from handover_desktop.domain.scans import Coverage
from handover_desktop.domain.seals import Integrity
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.services.verifying import verify_file
from handover_desktop.ui.context import Step
from handover_desktop.ui.operations import Steps
from handover_desktop.ui.places import Place
from handover_desktop.ui.scan_results import ScanDialog
from tests.protocol.samples import order, snapshot
from tests.protocol.scanner import Conditions, as_jpeg, print_page, print_pages, scan
from tests.ui.windows import Opener, drop, handover_of, open_demo_register, settle


def test_a_dropped_list_goes_to_the_import_and_a_strange_file_is_refused_with_a_sentence(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    strange = tmp_path / "notes.docx"
    strange.write_bytes(b"PK")
    drop(window, strange, qtbot)
    assert "notes.docx was not taken." in window.banner.text
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    drop(window, scan, qtbot)
    assert "scan.pdf is not a PDF, JPEG, PNG or TIFF that can be read." in window.banner.text
    listed = tmp_path / "list.csv"
    listed.write_text("Line no.;Description;Serial number\n1;Radio;A-1\n2;Radio;A-2\n", encoding="utf-8")
    drop(window, listed, qtbot)
    assert (window.navigator.place, window.navigator.handover) == (Place.IMPORT, None)
    for reference, joins in (("DEMO-2024-001", True), ("DEMO-2024-002", True), ("DEMO-2024-000", False)):
        handover = handover_of(window, reference, qtbot)
        window.navigator.open_handover(handover, Step.CHECK)
        settle(window, qtbot)
        drop(window, listed, qtbot)
        assert window.navigator.place is Place.IMPORT
        assert window.navigator.handover == (handover if joins else None)


def test_whatever_is_dropped_is_taken_or_refused_with_a_sentence(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    (tmp_path / "papers.pdf").mkdir()
    drop(window, tmp_path / "papers.pdf", qtbot)
    assert "papers.pdf was not taken." in window.banner.text
    drop(window, tmp_path / "gone.pdf", qtbot)
    assert "gone.pdf" in window.banner.text
    drop(window, tmp_path / "gone.jpg", qtbot)
    assert "gone.jpg" in window.banner.text
    many = [tmp_path / f"{at}.png" for at in range(500)]
    for path in many:
        Image.new("L", (60, 80), 255).save(path)
    drop(window, many[0], qtbot, *many[1:], tmp_path / "gone.png")
    assert "gone.png" in window.banner.text
    drop(window, many[0], qtbot, *many[1:])
    dialog = window.shell.findChild(ScanDialog)
    assert dialog is not None
    assert dialog.attach is None
    dialog.reject()


def test_a_window_that_is_closed_while_it_seals_has_sealed(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    closed = handover_of(window, "DEMO-2024-000", qtbot)
    services = window.desk.services
    assert services is not None
    window.operations.command(
        lambda: services.documents.save(closed, tmp_path / "p.pdf", languages=("fr", "es")),
        initiator=window,
        label="Saving…",
        steps=Steps(),
    )

    window.shell.close()

    assert not window.shell.isVisible()
    assert verify_file(tmp_path / "p.pdf").seal.integrity is Integrity.INTACT
    assert sorted(one.name for one in tmp_path.glob(".p.pdf*")) == []


def test_a_scan_dropped_anywhere_finds_its_handover_and_opens_it(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    closed = handover_of(window, "DEMO-2024-000", qtbot)
    assert window.desk.services is not None
    documents, scanning = window.desk.services.documents, window.desk.services.scanning
    pdfs: list[bytes] = []
    window.operations.compute(lambda: documents.preview(closed), initiator=window, done=pdfs.append)
    settle(window, qtbot)
    papers = print_pages(pdfs[0])
    for name, page in (("a.jpg", papers[1]), ("b.jpg", papers[0])):
        (tmp_path / name).write_bytes(as_jpeg(scan(page, Conditions(turn=180, skew=-2))))
    drop(window, tmp_path / "a.jpg", qtbot, tmp_path / "b.jpg")
    assert window.navigator.handover is None
    dialog = window.shell.findChild(ScanDialog)
    assert dialog is not None
    assert dialog.attach is not None
    dialog.attach.click()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.navigator.place is Place.CLOSE, timeout=20_000)
    settle(window, qtbot)
    assert window.navigator.handover == closed
    assert "a.jpg, b.jpg" in window.banner.text
    found: list[Coverage] = []
    window.operations.query(lambda: scanning.coverage(closed), initiator=window, done=found.extend)
    settle(window, qtbot)
    assert [one.present for one in found if one.pages == len(papers)] == [(1, 2)]


def test_a_scan_that_no_register_knows_is_kept_nowhere_and_says_so(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    (tmp_path / "foreign.jpg").write_bytes(as_jpeg(print_page(render_protocol(order(snapshot())), 0)))
    drop(window, tmp_path / "foreign.jpg", qtbot)
    dialog = window.shell.findChild(ScanDialog)
    assert dialog is not None
    assert "SAMPLE-2024-0001, which this register does not know" in dialog.said.text()
    assert dialog.attach is None
    dialog.reject()
