"""Scans in the close screen: what was found is shown before it is kept, and each page's state stands there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QComboBox, QVBoxLayout
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.scan_results import ScanDialog
from handover_desktop.ui.screens.close import CloseScreen
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from tests.protocol.scanner import Conditions, as_jpeg, as_pdf, print_pages, scan
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    room = Room(qtbot, context, trail, add_handover(desk, [vehicle(1)]))
    desk.checking.record(room.item("V1"), CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(room.handover)
    return room


def listed(rows: QVBoxLayout) -> list[list[str]]:
    """Return the lines of each row that is shown."""
    boxes = [rows.itemAt(at).widget() for at in range(rows.count())]
    return [[label.text() for label in box.findChildren(ElidedLabel)] for box in boxes]


@pytest.fixture
def papers(room: Room) -> list[Image.Image]:
    return print_pages(room.services.documents.final(room.handover))


def shown(room: Room, screen: CloseScreen, *paths: Path) -> ScanDialog:
    screen.attach(paths)
    room.settle()
    return screen.scan_desk.dialog


def test_the_pages_that_are_missing_are_seen_at_once(
    room: Room, papers: list[Image.Image], tmp_path: Path
) -> None:
    screen = room.show(CloseScreen)
    assert screen.scans.said.text() == "No page is attached yet."
    assert screen.scans.strip.missing == tuple(range(1, len(papers) + 1))

    turned = [scan(page, Conditions(turn=180), at) for at, page in enumerate(papers[:2])]
    (tmp_path / "two.pdf").write_bytes(as_pdf(turned[::-1]))
    dialog = shown(room, screen, tmp_path / "two.pdf")
    assert room.services.documents.list(room.handover) == ()
    assert dialog.attach is not None
    dialog.attach.click()
    room.settle()

    assert screen.scans.said.text().startswith(f"Pages there: 1–2 (of {len(papers)}); missing: 3")
    assert screen.scans.strip.missing == tuple(range(3, len(papers) + 1))
    assert [record.file_name for record in room.services.documents.list(room.handover)] == ["two.pdf"]


def test_a_page_whose_code_is_gone_is_told_in_the_report(
    room: Room, papers: list[Image.Image], tmp_path: Path
) -> None:
    torn = papers[2].crop((0, 300, papers[2].width, papers[2].height - 300))
    (tmp_path / "some.pdf").write_bytes(as_pdf([papers[0], torn]))
    screen = room.show(CloseScreen)
    dialog = shown(room, screen, tmp_path / "some.pdf")
    (choice,) = dialog.findChildren(QComboBox)
    assert [choice.itemText(at) for at in range(1, 3)] == [f"Page {n} of {len(papers)}" for n in (2, 3)]
    choice.setCurrentIndex(2)
    assert dialog.attach is not None
    dialog.attach.click()
    room.settle()
    (coverage,) = room.services.scanning.coverage(room.handover)
    assert coverage.present == (1, 3)


def test_what_was_given_out_and_what_came_back_are_two_lists(
    room: Room, papers: list[Image.Image], tmp_path: Path
) -> None:
    screen = room.show(CloseScreen)
    assert not screen.given_out.isVisible()
    (tmp_path / "one.jpg").write_bytes(as_jpeg(papers[0]))
    room.services.documents.save(room.handover, tmp_path / "protocol.pdf")
    room.services.copies.save_copy(room.handover, tmp_path / "copy.pdf")
    dialog = shown(room, screen, tmp_path / "one.jpg")
    assert dialog.attach is not None
    dialog.attach.click()
    room.settle()

    assert screen.given_out.isVisible()
    names = [(name, said.partition(" · ")[0]) for name, said in listed(screen.given_out.rows)]
    assert names == [("copy.pdf", "Copy of the protocol"), ("protocol.pdf", "Protocol")]
    ((name, said),) = listed(screen.scans.rows)
    assert name == "one.jpg"
    assert said.startswith("Signed scan, pages 1 · ")


def test_nothing_is_kept_where_the_report_is_closed(
    room: Room, papers: list[Image.Image], tmp_path: Path
) -> None:
    (tmp_path / "one.jpg").write_bytes(as_jpeg(papers[0]))
    screen = room.show(CloseScreen)
    shown(room, screen, tmp_path / "one.jpg").reject()
    room.settle()
    assert room.services.documents.list(room.handover) == ()


def test_the_file_itself_is_no_scan(room: Room, tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(room.services.documents.final(room.handover))
    screen = room.show(CloseScreen)
    screen.attach([tmp_path / "p.pdf"])
    room.settle()
    assert "not a scan" in screen.scans.banner.text
