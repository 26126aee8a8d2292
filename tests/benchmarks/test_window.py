"""How soon the window is there, against a bare PySide6 window started in the same run.

The baseline is `BARE`: a process that imports PySide6, shows an empty main window of the same size and paints it.
Ours is the real entry on a register of ten handovers: painted, and then its list of handovers filled. Both are
whole processes, started in turn; the medians of nine are compared. As in an installed program, everything is
compiled beforehand: the first round does it and is not counted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from handover_desktop.app import open_services

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
PAINTED_AT_MOST = 1.4
FILLED_AT_MOST = 3.0

BARE = """
import time
begun = time.perf_counter()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self, self.tell)
    def tell(self):
        print(time.perf_counter() - begun)
        QApplication.quit()
app = QApplication([])
bare = Bare()
bare.resize(1180, 720)
bare.show()
app.exec()
"""

OURS = """
import time
begun = time.perf_counter()
import sys
from pathlib import Path
from handover_desktop.__main__ import _open_demo, _open_register, _peek
from handover_desktop.i18n import load_translator
from handover_desktop.resources import resource_path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from handover_desktop.ui.application import furnish, make_shell, open_first
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.theme import STYLE
register = Path(sys.argv[1])
doors = Doors(_peek, _open_register, _open_demo,
              lambda tag: load_translator(tag, resource_path("catalogues")),
              register, register.with_name("demo.handover"), register.with_name("window.ini"), resource_path())
app = QApplication(["handover-desktop", *STYLE])
shell = make_shell(app, doors)
def painted():
    print(time.perf_counter() - begun)
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QTableView
    class Watch(QObject):
        def eventFilter(self, seen, event):
            if event.type() == QEvent.Type.UpdateRequest:
                table = shell.findChild(QTableView)
                if table.isVisible() and table.model().rowCount() == 10:
                    QTimer.singleShot(0, told)
            return False
    def told():
        print(time.perf_counter() - begun)
        shell.close()
        app.quit()
    watch = Watch(shell)
    window = furnish(app, shell, doors)
    looked = []
    window.desk.peeked.connect(lambda *_found: (looked.append(True), shell.installEventFilter(watch)))
    window.desk.opened.connect(lambda: looked or app.exit(1))  # nothing was found to be painted: in vain
    open_first(window, register=register)
shell.painted.connect(painted)
shell.show()
sys.exit(app.exec())
"""


@pytest.fixture(scope="module")
def times(tmp_path_factory: pytest.TempPathFactory) -> tuple[float, float, float]:
    """Return the medians in seconds: the bare window, ours painted, ours filled."""
    folder = tmp_path_factory.mktemp("window")
    register = folder / "register.handover"
    services = open_services(register, create=True)
    for number in range(10):
        services.handovers.create(f"HO-{number}")
    services.close()
    bare, painted, filled = [], [], []
    for _round in range(ROUNDS + 1):
        bare.append(_run(folder / "compiled", BARE)[0])
        first, second = _run(folder / "compiled", OURS, str(register))
        painted.append(first)
        filled.append(second)
    medians = tuple(statistics.median(found[1:]) for found in (bare, painted, filled))
    print(f"bare {medians[0]:.3f} s, painted {medians[1]:.3f} s, filled {medians[2]:.3f} s")
    return medians[0], medians[1], medians[2]


def test_the_window_is_painted_nearly_as_soon_as_a_bare_one(times: tuple[float, float, float]) -> None:
    bare, painted, _filled = times
    assert painted <= PAINTED_AT_MOST * bare


def test_the_list_is_filled_soon_after(times: tuple[float, float, float]) -> None:
    bare, _painted, filled = times
    assert filled <= FILLED_AT_MOST * bare


def _run(compiled: Path, script: str, *arguments: str) -> list[float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [float(line) for line in ran.stdout.split()]
