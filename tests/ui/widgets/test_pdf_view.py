"""Pages to read: drawn only in sight, enlarged in steps, fitted to the width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.pdf_view import PdfView, PdfViewTexts, RenderedPage

A4 = (595.0, 842.0)
TEXTS = PdfViewTexts(
    "Zoom in", "Zoom out", "Fit the width", "Back", "On", "Page {page} of {count}", "Preview"
)


class Printer:
    """Renders grey pages and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, float]] = []

    def __call__(self, page: int, dpi: float) -> RenderedPage:
        self.asked.append((page, dpi))
        width, height = round(A4[0] * dpi / 72), round(A4[1] * dpi / 72)
        return RenderedPage(width, height, bytes((90, 90, 90, 255)) * (width * height))


@pytest.fixture
def view(look: Look, qtbot: QtBot) -> PdfView:
    made = PdfView(look, TEXTS)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def labels(view: PdfView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel)]


def test_only_pages_in_sight_are_drawn_and_only_once(view: PdfView) -> None:
    printer = Printer()
    view.show_document(40, [A4] * 40, printer)
    view.grab()
    view.grab()
    assert {page for page, _ in printer.asked} == {0}
    assert len(printer.asked) == 1
    view.go_to_page(30)
    view.grab()
    assert 30 in {page for page, _ in printer.asked}
    assert view.page == 30
    assert labels(view)[0] == "Page 31 of 40"


def test_the_page_fits_the_width_whatever_the_window(view: PdfView) -> None:
    view.show_document(2, [A4] * 2, Printer())
    narrow = view.zoom
    view.resize(900, 400)
    assert view.zoom > narrow
    assert 595 * 96 / 72 * view.zoom <= 900


def test_keys_enlarge_and_fit_again(view: PdfView, qtbot: QtBot) -> None:
    view.show_document(3, [A4] * 3, Printer())
    with qtbot.waitActive(view):
        view.activateWindow()
    view.setFocus()
    fitted = view.zoom
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > fitted
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(fitted)


def test_enlarging_keeps_the_page_that_is_read(view: PdfView, qtbot: QtBot) -> None:
    view.show_document(20, [A4] * 20, Printer())
    view.go_to_page(11)
    view.setFocus()
    for _ in range(4):
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.page == 11


def test_nothing_shown_is_nothing_said(view: PdfView) -> None:
    view.clear()
    view.grab()
    assert labels(view) == ["", ""]


def test_sizes_must_be_given_for_all_pages(view: PdfView) -> None:
    with pytest.raises(ValueError, match="3 pages"):
        view.show_document(3, [A4], Printer())
