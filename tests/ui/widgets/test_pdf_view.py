"""A document to read: drawn only in sight and within bounds, enlarged, walked through, searched, copied."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.pdf_source import LanePdf
from handover_desktop.ui.theme import Look, ThemeChoice
from handover_desktop.ui.widgets import pdf_pages
from handover_desktop.ui.widgets.pdf_find import FindTexts
from handover_desktop.ui.widgets.pdf_layout import Fit
from handover_desktop.ui.widgets.pdf_source import Tile
from handover_desktop.ui.widgets.pdf_view import PdfView, PdfViewTexts
from tests.ui.settling import rest as settled

A4 = (595.0, 842.0)
TEXTS = PdfViewTexts(
    zoom_in="Larger",
    zoom_out="Smaller",
    fit_width="Fit the width",
    fit_page="Fit the page",
    previous="Back",
    next="On",
    page="Page",
    page_number="Page {page}",
    of_count="of {count}",
    thumbnails="Small pages",
    not_drawn="Not drawn",
    accessible_name="Preview",
    find=FindTexts("Find", "Back", "On", "Close", "{place} of {count}", "Not found"),
)


def written(pages: int) -> bytes:
    """A document that says its page numbers, and which page is a third one; each fifth sheet lies."""
    target = io.BytesIO()
    canvas = Canvas(target)
    for number in range(1, pages + 1):
        width, height = A4 if number % 5 else (A4[1], A4[0])
        canvas.setPageSize((width, height))
        canvas.drawString(100, height - 100, f"Number {number} stands here")
        canvas.drawString(100, height - 200, "Third one" if number % 3 == 0 else "Another one")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class Counted(LanePdf):
    """Notes which tiles were asked for."""

    def __init__(self, pdf: bytes, operations: Operations, parent: QWidget) -> None:
        super().__init__(ViewedPdf(pdf), operations, parent)
        self.asked: list[Tile] = []

    def render(self, tile: Tile, take: Callable[[bytes | None], object]) -> None:
        self.asked.append(tile)
        super().render(tile, take)


class Broken(LanePdf):
    """A document of which no page can be drawn."""

    def render(self, tile: Tile, take: Callable[[bytes | None], object]) -> None:
        super().render(Tile(99, tile.whole, (0, 0, 90_000, 90_000)), lambda _pixels: take(None))


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    made = Operations()
    yield made
    made.close()


@pytest.fixture
def view(look: Look, qtbot: QtBot) -> PdfView:
    made = PdfView(look, TEXTS)
    qtbot.addWidget(made)
    made.resize(620, 500)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def shown(view: PdfView, operations: Operations, qtbot: QtBot) -> Counted:
    """Forty pages in the view."""
    source = Counted(written(40), operations, view)
    view.show_document(source)
    rest(view, operations, qtbot)
    return source


def rest(view: PdfView, operations: Operations, qtbot: QtBot) -> None:
    """Wait until everything that is wanted is drawn."""
    view.grab()
    settled(qtbot, lambda: not operations.is_busy)


def press(view: PdfView, qtbot: QtBot, key: Qt.Key, *more: Qt.KeyboardModifier) -> None:
    pressed = Qt.KeyboardModifier.NoModifier
    for one in more:
        pressed |= one
    target = view.window().focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, pressed)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def dark_pixels(view: PdfView) -> int:
    picture = view.pages.viewport().grab().toImage()
    spots = ((x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2))
    return sum(picture.pixelColor(*spot).lightness() < 60 for spot in spots)


def test_only_pages_in_sight_and_their_neighbours_are_drawn_and_each_tile_once(
    view: PdfView, shown: Counted, operations: Operations, qtbot: QtBot
) -> None:
    large = [tile for tile in shown.asked if tile.whole[0] > 200]
    assert {tile.page for tile in large} <= {0, 1}
    assert len(set(shown.asked)) == len(shown.asked)
    assert max(tile.page for tile in shown.asked) < 10
    before = len(shown.asked)
    rest(view, operations, qtbot)
    assert len(shown.asked) == before
    view.go_to_page(30)
    rest(view, operations, qtbot)
    assert {tile.page for tile in shown.asked if tile.whole[0] > 200} <= {0, 1, 29, 30, 31}
    assert (view.page, view.page_field.text(), view.count.text()) == (30, "31", "of 40")
    assert view.thumbnails.currentIndex().row() == 30


def test_drawing_never_makes_the_window_wait(
    view: PdfView, shown: Counted, operations: Operations, qtbot: QtBot
) -> None:
    view.pages.set_zoom(1.0)
    view.go_to_page(20)
    view.grab()
    first = dark_pixels(view)
    rest(view, operations, qtbot)
    assert dark_pixels(view) > first == 0


def test_memory_is_bounded_however_large_pages_are_and_however_far_one_scrolls(
    view: PdfView, shown: Counted, operations: Operations, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiles = view.pages._tiles
    monkeypatch.setattr(tiles, "_limit", 20_000_000)
    view.pages.set_zoom(4.0)
    for page in range(0, 40, 4):
        view.go_to_page(page)
        rest(view, operations, qtbot)
        assert tiles.bytes_kept <= 20_000_000
        assert tiles.bytes_kept == sum(tile.place[2] * tile.place[3] * 4 for tile in tiles._pictures)
    assert all(tile.place[2] <= pdf_pages.TILE for tile in tiles._pictures)


def test_what_fits_the_width_or_the_page_follows_the_window(view: PdfView, shown: Counted) -> None:
    narrow = view.zoom
    view.resize(1000, 500)
    assert view.zoom > narrow
    view.pages.set_zoom(Fit.PAGE)
    assert A4[1] * 96 / 72 * view.zoom <= view.pages.viewport().height()
    view.resize(1000, 300)
    assert A4[1] * 96 / 72 * view.zoom <= view.pages.viewport().height()


def test_keys_enlarge_and_fit_again(view: PdfView, shown: Counted, qtbot: QtBot) -> None:
    fitted = view.zoom
    for _ in range(20):
        press(view, qtbot, Qt.Key.Key_Plus, CTRL)
    assert view.zoom == 4.0
    for _ in range(20):
        press(view, qtbot, Qt.Key.Key_Minus, CTRL)
    assert (view.zoom, view.percent.text()) == (0.5, "50 %")
    press(view, qtbot, Qt.Key.Key_0, CTRL)
    assert view.zoom == pytest.approx(fitted)


def test_the_wheel_enlarges_what_is_under_the_mouse(view: PdfView, shown: Counted) -> None:
    spot = QPointF(150, 200)
    before = view.pages._anchor(spot)
    wheel = QWheelEvent(
        spot,
        view.pages.viewport().mapToGlobal(spot),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    zoom = view.zoom
    QApplication.sendEvent(view.pages.viewport(), wheel)
    assert view.zoom == pytest.approx(zoom * 1.15**2)
    page, _x, y = view.pages._anchor(spot)
    assert (page, y) == (before[0], pytest.approx(before[2], abs=2))


def test_keys_walk_through_the_document(view: PdfView, shown: Counted, qtbot: QtBot) -> None:
    bar = view.pages.verticalScrollBar()
    press(view, qtbot, Qt.Key.Key_End)
    assert (bar.value(), view.page) == (bar.maximum(), 39)
    press(view, qtbot, Qt.Key.Key_Home)
    assert bar.value() == 0
    press(view, qtbot, Qt.Key.Key_PageDown)
    assert bar.value() == bar.pageStep()
    press(view, qtbot, Qt.Key.Key_PageUp)
    press(view, qtbot, Qt.Key.Key_Down)
    assert bar.value() == bar.singleStep()
    press(view, qtbot, Qt.Key.Key_PageDown, CTRL)
    assert view.page == 1


def test_the_number_of_a_page_goes_there_and_escape_takes_it_back(
    view: PdfView, shown: Counted, qtbot: QtBot
) -> None:
    view.page_field.setFocus()
    view.page_field.selectAll()
    qtbot.keyClicks(view.page_field, "17")
    press(view, qtbot, Qt.Key.Key_Return)
    assert view.page == 16
    view.page_field.setFocus()
    view.page_field.selectAll()
    qtbot.keyClicks(view.page_field, "9")
    press(view, qtbot, Qt.Key.Key_Escape)
    assert (view.page, view.page_field.text()) == (16, "17")


def test_a_small_page_that_is_chosen_is_shown(view: PdfView, shown: Counted, qtbot: QtBot) -> None:
    view.thumbnails.setFocus()
    press(view, qtbot, Qt.Key.Key_Down)
    press(view, qtbot, Qt.Key.Key_Down)
    assert view.page == 2
    model = view.thumbnails.model()
    assert model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole) == "Page 3"
    press(view, qtbot, Qt.Key.Key_F4)
    assert view.thumbnail_width == 0


def test_what_is_found_is_counted_marked_and_walked_through(
    view: PdfView, shown: Counted, operations: Operations, qtbot: QtBot
) -> None:
    view.go_to_page(20)
    press(view, qtbot, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(view.window().focusWidget(), "third ONE")
    qtbot.waitUntil(lambda: view.finder.place.text() == "7 of 13")
    assert view.page == 20
    press(view, qtbot, Qt.Key.Key_F3)
    assert (view.finder.place.text(), view.page) == ("8 of 13", 23)
    press(view, qtbot, Qt.Key.Key_F3, SHIFT)
    press(view, qtbot, Qt.Key.Key_F3, SHIFT)
    assert (view.finder.place.text(), view.page) == ("6 of 13", 17)
    for _ in range(8):
        press(view, qtbot, Qt.Key.Key_Return)
    assert view.finder.place.text() == "1 of 13"
    rest(view, operations, qtbot)
    marked = view.pages.viewport().grab().toImage()
    press(view, qtbot, Qt.Key.Key_Escape)
    assert view.finder.isHidden()
    assert view.pages.viewport().grab().toImage() != marked
    assert view.window().focusWidget() is view.pages


def test_what_is_not_there_is_said(view: PdfView, shown: Counted, qtbot: QtBot) -> None:
    view.finder.open(0)
    view.finder.look_for("nowhere")
    qtbot.waitUntil(lambda: view.finder.place.text() == "Not found")


def test_text_is_selected_with_the_mouse_and_copied(
    view: PdfView, shown: Counted, operations: Operations, qtbot: QtBot
) -> None:
    view.pages.set_zoom(1.0)
    place = view.pages._layout.to_pixels(0, (102, 97, 0, 0)).topLeft() - QPointF(view.pages._shift())
    start, end = place.toPoint(), place.toPoint() + QPoint(64, 0)
    viewport = view.pages.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    view.pages.selection.extend(view.pages._layout.to_points(0, QPointF(end + view.pages._shift())))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    rest(view, operations, qtbot)
    press(view, qtbot, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("Number 1")


def test_paper_stays_white_on_a_dark_desk(
    view: PdfView, shown: Counted, look: Look, operations: Operations, qtbot: QtBot
) -> None:
    look.choose(ThemeChoice.DARK)
    view.go_to_page(0)
    rest(view, operations, qtbot)
    picture = view.pages.viewport().grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 60).name() == "#ffffff"
    assert picture.pixelColor(6, 60).lightness() < 80


def test_a_page_that_cannot_be_drawn_says_so_and_is_not_asked_for_again(
    view: PdfView, operations: Operations, qtbot: QtBot
) -> None:
    crashed: list[str] = []
    operations.crashed.connect(crashed.append)
    source = Broken(ViewedPdf(written(1)), operations, view)
    view.show_document(source)
    rest(view, operations, qtbot)
    assert view.pages._tiles.has_failed(0)
    number = len(crashed)
    rest(view, operations, qtbot)
    assert len(crashed) == number


def test_nothing_shown_is_nothing_said(view: PdfView) -> None:
    view.clear()
    view.grab()
    assert (view.count.text(), view.percent.text(), view.page_field.isEnabled()) == ("", "", False)


def test_a_document_scrolls_the_same_in_a_window_from_right_to_left(view: PdfView, shown: Counted) -> None:
    view.pages.set_zoom(2.0)
    before = view.pages._layout.pages[0], view.pages.horizontalScrollBar().value()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.pages.set_zoom(2.0)
    assert (view.pages._layout.pages[0], view.pages.horizontalScrollBar().value()) == before
    assert not view.pages.verticalScrollBar().isRightToLeft()


def test_everything_has_a_name(view: PdfView, shown: Counted) -> None:
    named = (view.pages, view.thumbnails, view.page_field, *view._buttons)
    assert all(widget.accessibleName() for widget in named)
