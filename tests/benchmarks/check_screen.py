"""The check screen on a real register, timed: `python -m tests.benchmarks.check_screen FOLDER ITEMS ROUNDS PHOTOS`.

Prints as JSON the milliseconds of each answer, and those of processor time in it, of the real screen and of a bare
QTableView with the same texts in memory, and the most memory in MB that the process had before the bare one was made.
An answer has come when what it shows is painted; the time for which a key is held, to tell a scanner from a hand, is
part of it. Keys are those of a hand, which keeps them down until it has been answered. PHOTOS are on the first items,
five on each.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QEventLoop,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QVBoxLayout, QWidget

from handover_desktop.app import open_services
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.ids import ItemId
from handover_desktop.formats import Formats
from handover_desktop.i18n import load_translator
from handover_desktop.services.desk import Services
from handover_desktop.services.photos import PreparedPhoto
from handover_desktop.services.views import ItemFilter
from handover_desktop.ui.application import keep_answering
from handover_desktop.ui.context import Navigation, UiContext
from handover_desktop.ui.files import FileChooser
from handover_desktop.ui.messages import Messages
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.settings import WindowSettings
from handover_desktop.ui.theme import STYLE, Look, ThemeChoice, load_more_fonts
from handover_desktop.ui.widgets.item_delegate import ItemRole
from tests.benchmarks.peers import peak_memory
from tests.benchmarks.photos import HEIGHT, WIDTH, photo
from tests.ui.scanning.typing_keys import send
from tests.ui.screens.room import add_handover, vehicle

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("patrol", "vehicle", "999", "demo", "zr0012", "v5")
PATIENCE_MS = 5_000
Answer = tuple[float, float]
Times = dict[str, list[Answer]]
Index = QModelIndex | QPersistentModelIndex


def answer(act: Callable[[], object], is_there: Callable[[], bool]) -> Answer:
    """Do `act` and return the milliseconds, and those of processor time, until `is_there`, and it is painted."""
    pulse = QTimer(interval=1000)  # wakes the loop where nothing comes any more
    pulse.start()
    begun, spent = time.perf_counter(), time.process_time()
    act()
    while not is_there():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert time.perf_counter() - begun < PATIENCE_MS / 1000
    for kind in (QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest):  # what has just changed is painted
        QApplication.sendPostedEvents(None, kind.value)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - spent) * 1000


def rest(is_idle: Callable[[], bool]) -> None:
    """Let everything end that is under way, and what begins at its end."""
    until = time.perf_counter() + 0.06
    while time.perf_counter() < until or not is_idle():
        QApplication.processEvents()
        time.sleep(0.001)


class OurScreen:
    """The screen as the window makes it."""

    def __init__(self, app: QApplication, services: Services, folder: Path) -> None:
        resources = ROOT / "resources"
        self.services = services
        self.handover = services.handovers.overview()[0].id
        self.operations = Operations()
        look = Look(app, resources, ThemeChoice.LIGHT)
        load_more_fonts(resources)
        texts = load_translator("en", resources / "catalogues")
        self.window = QMainWindow()
        self.window.resize(1366, 768)
        settings = WindowSettings(folder / "window.ini")
        messages = Messages(self.window, look, texts, show=lambda _tone, text: print(text, file=sys.stderr))
        ways = [lambda *_where: None] * len(fields(Navigation))
        context = UiContext(
            services, self.operations, texts, Formats("en"), look, settings, messages,
            FileChooser(self.window, texts, settings), Navigation(*ways),
        )  # fmt: skip
        self.screen = CheckScreen(context)
        self.window.setCentralWidget(self.screen)
        self.operations.changed.connect(self.screen.on_changed)

    def is_idle(self) -> bool:
        return not self.operations.is_busy and not self.screen.scans.catcher.is_holding

    def open(self) -> Answer:
        self.window.show()
        self.window.activateWindow()
        return answer(lambda: self.screen.enter(self.handover), self._shows_current)

    def _shows_current(self) -> bool:
        card = self.screen._card
        return card is not None and self.screen.list.selection == (card.item.id,)

    def move(self, row: int) -> Answer:
        view = self.screen.list.view
        view.setFocus()
        return answer(
            lambda: QTest.keyClick(view, Qt.Key.Key_Down),
            lambda: view.currentIndex().row() == row and self._shows_current(),
        )

    def tick(self) -> Answer:
        view, model = self.screen.list.view, self.screen.model
        index = QPersistentModelIndex(view.currentIndex())
        assert model.data(index, ItemRole.OUTCOME) == Outcome.NOT_CHECKED
        taken = answer(
            lambda: QTest.keyPress(view, Qt.Key.Key_A),
            lambda: model.data(index, ItemRole.OUTCOME) == Outcome.ACCEPTED,
        )
        QTest.keyRelease(view, Qt.Key.Key_A)
        return taken

    def scroll(self, to: int) -> Answer:
        view = self.screen.list.view
        return answer(lambda: view.verticalScrollBar().setValue(to), lambda: True)

    def type(self, sign: str) -> tuple[Answer, Answer]:
        """Return when the letter is seen, and when the list is the one that it asks for."""
        field = self.screen.list.search_input
        assert isinstance(field, QLineEdit)
        field.setFocus()
        text = field.text() + sign
        found: list[bool] = []
        connection = self.operations.idle.connect(lambda: found.append(True))
        letter = answer(lambda: QTest.keyPress(field, sign), lambda: field.text() == text)
        ids = answer(lambda: None, lambda: bool(found))
        self.operations.idle.disconnect(connection)
        QTest.keyRelease(field, sign)
        return letter, (letter[0] + ids[0], letter[1] + ids[1])

    def scan(self, code: str) -> Answer:
        """Type `code` as a scanner does, 2 ms a key; return the time from its last key to the result."""
        told: list[object] = []
        connection = self.screen.scans.told.connect(told.append)
        self.screen.list.view.setFocus()
        at = int(time.perf_counter() * 1000) % 1_000_000 + 10_000_000
        for number, sign in enumerate(code):
            send(sign, at=at + 2 * number)
        taken = answer(lambda: send("\r", key=Qt.Key.Key_Return, at=at + 2 * len(code)), lambda: bool(told))
        self.screen.scans.told.disconnect(connection)
        return taken


class Rows(QAbstractTableModel):
    """The same texts, all in memory."""

    def __init__(self, rows: list[list[str]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class BareTable:
    """A table view over rows in memory, a filter, a line to type into."""

    def __init__(self, rows: list[list[str]]) -> None:
        self.model = Rows(rows)
        self.proxy = QSortFilterProxyModel()
        self.proxy.setSourceModel(self.model)
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view, self.field = QTableView(), QLineEdit()
        self.view.setModel(self.proxy)
        self.field.textChanged.connect(self.proxy.setFilterFixedString)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.view)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()

    def move(self, row: int) -> Answer:
        self.view.setFocus()
        return answer(
            lambda: QTest.keyClick(self.view, Qt.Key.Key_Down), lambda: self.view.currentIndex().row() == row
        )

    def tick(self) -> Answer:
        def set_outcome() -> None:
            source = self.proxy.mapToSource(self.view.currentIndex())
            self.model.rows[source.row()][3] = "Accepted"
            self.model.dataChanged.emit(source, source)

        return answer(set_outcome, lambda: True)

    def scroll(self, to: int) -> Answer:
        return answer(lambda: self.view.verticalScrollBar().setValue(to), lambda: True)

    def type(self, sign: str) -> Answer:
        self.field.setFocus()
        return answer(lambda: QTest.keyClicks(self.field, sign), lambda: True)


def time_ours(ours: OurScreen, rounds: int) -> Times:
    times: Times = {"opening": [ours.open()]}
    rest(ours.is_idle)
    first = ours.screen.list.view.currentIndex().row()
    for step in range(rounds):
        times.setdefault("moving", []).append(ours.move(first + step + 1))
        rest(ours.is_idle)
    for _step in range(rounds):
        times.setdefault("ticking", []).append(ours.tick())
        rest(ours.is_idle)
    bar = ours.screen.list.view.verticalScrollBar()
    for step in range(rounds):
        times.setdefault("scrolling", []).append(ours.scroll(place(step, bar.maximum())))
    for step in range(rounds):
        times.setdefault("scanning", []).append(
            ours.scan(f"0SYZZZV11ZR{(step * 7919) % ours.screen.model.rowCount():06d}")
        )
        rest(ours.is_idle)
    for word in WORDS:
        for sign in word:
            letter, found = ours.type(sign)
            times.setdefault("letter", []).append(letter)
            times.setdefault("searching", []).append(found)
            rest(ours.is_idle)
        ours.screen.list.clear_search()
        rest(ours.is_idle)
    return times


def time_bare(bare: BareTable, rounds: int) -> Times:
    times: Times = {}
    bare.view.setCurrentIndex(bare.proxy.index(0, 0))
    rest(lambda: True)
    for step in range(rounds):
        times.setdefault("moving", []).append(bare.move(step + 1))
    for _step in range(rounds):
        times.setdefault("ticking", []).append(bare.tick())
    bar = bare.view.verticalScrollBar()
    for step in range(rounds):
        times.setdefault("scrolling", []).append(bare.scroll(place(step, bar.maximum())))
    for word in WORDS:
        for sign in word:
            times.setdefault("searching", []).append(bare.type(sign))
        bare.field.clear()
    return times


def place(step: int, last: int) -> int:
    """Return where to scroll next: a little further mostly, now and then somewhere else."""
    return (
        (step * 7919 * 101) % max(last, 1)
        if step % 4 == 0
        else min(last, (step * 7919 * 101) % max(last, 1) + 60)
    )


def add_photos(services: Services, photos: int) -> None:
    handover = services.handovers.overview()[0].id
    ids = services.checking.item_ids(handover, ItemFilter())
    for start in range(0, photos, 5):
        taken = [
            PreparedPhoto(f"{number}.jpg", photo(number), WIDTH, HEIGHT, None)
            for number in range(start, start + 5)
        ]
        services.photos.add(handover, taken, item=ItemId(ids[start // 5]))


def main(folder: Path, items: int, rounds: int, photos: int) -> None:
    keep_answering()
    app = QApplication([sys.argv[0], *STYLE])
    services = open_services(folder / "register.handover", create=True)
    add_handover(services, [vehicle(number) for number in range(items)])
    add_photos(services, photos)
    ours = OurScreen(app, services, folder)
    found = {"ours": time_ours(ours, rounds), "memory": peak_memory()}
    model = ours.screen.model
    rows = [
        [row.line_no, row.identifier, row.description, ""] for row in services.checking.item_rows(model.ids)
    ]
    ours.window.close()
    ours.operations.close(last=services.close)
    found["bare"] = time_bare(BareTable(rows), rounds)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
