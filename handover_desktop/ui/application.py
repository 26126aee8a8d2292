"""Starting the window: first something to see, then everything else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from handover_desktop.domain.languages import language_of_locale
from handover_desktop.i18n import LANGUAGES
from handover_desktop.ui.directions import turn
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.settings import LANGUAGE, LAST_REGISTER, WindowSettings
from handover_desktop.ui.shell import Shell
from handover_desktop.ui.theme import STYLE, Look

if TYPE_CHECKING:
    from types import TracebackType

    from handover_desktop.ui.window import MainWindow


def run_window(doors: Doors, *, register: Path | None, demo: bool, language: str, safe: bool = False) -> int:
    """Show the window on a register and return the exit code when it is closed.

    `register` None opens the one that was open last, or the user's own, which is made where there is none; with `safe`
    nothing is opened by itself.
    """
    keep_answering()
    app = QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("Handover")
    app.setDesktopFileName("handover-desktop")
    shell = make_shell(app, doors, language=language)
    shell.painted.connect(
        lambda: open_first(
            furnish(app, shell, doors, language=language), register=register, demo=demo, safe=safe
        )
    )
    shell.show()
    return app.exec()


def keep_answering() -> None:
    """Let the window's thread have its turn within a millisecond while another one works, instead of within five."""
    sys.setswitchinterval(0.001)


def make_shell(app: QApplication, doors: Doors, *, language: str = "") -> Shell:
    """Make the bare window with the user's settings; `language` overrides the one kept there."""
    settings = WindowSettings(doors.settings_file)
    look = Look(app, doors.resources, settings.theme)
    texts = doors.load_texts(choose_language(settings, language))
    turn(texts.language)
    return Shell(look, settings, waiting=texts("Opening the register…"))


def furnish(app: QApplication, shell: Shell, doors: Doors, *, language: str = "") -> MainWindow:
    """Load everything else and put it into the window."""
    from handover_desktop.log import start_log
    from handover_desktop.ui.icons import app_icon
    from handover_desktop.ui.window import MainWindow

    if doors.logs is not None:
        start_log(doors.logs)
    app.setWindowIcon(app_icon(doors.resources))
    window = MainWindow(shell, doors, doors.load_texts(choose_language(shell.settings, language)))
    watch_for_mistakes(window)
    return window


def watch_for_mistakes(window: MainWindow) -> None:
    """Tell what goes wrong when the window answers a key, a click or the clock: Qt would go on as if nothing was."""
    told = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        told(kind, error, trace)
        if isinstance(error, Exception):
            import traceback

            report = "".join(traceback.format_exception(error))
            QTimer.singleShot(0, window, lambda: window.show_crash(report))

    sys.excepthook = tell


def open_first(
    window: MainWindow, *, register: Path | None = None, demo: bool = False, safe: bool = False
) -> None:
    """Open the register that the start asked for; the demo is not taken up again, real work would land in it.

    Where the starts before did not get through, or with `safe`, a person chooses what is opened.
    """
    doors = window.doors
    last = window.settings.get(LAST_REGISTER)
    path = doors.default_register
    if demo or register is not None:
        path = doors.demo_register if demo or register is None else register
    elif last and Path(last) != doors.demo_register and Path(last).exists():
        path = Path(last)
    create = path == doors.default_register and register is None
    if window.settings.begin_start() and not safe:
        window.open_register(path, create=create)
    else:
        window.show_choice(path, create=create)


def choose_language(settings: WindowSettings, wanted: str = "") -> str:
    """Return the language of the window: the one asked for, the one kept, or the laptop's own."""
    tag = wanted or settings.get(LANGUAGE) or language_of_laptop()
    return tag if tag in LANGUAGES else "en"


def language_of_laptop() -> str:
    """Return the first of the laptop's languages that the window speaks; English where it speaks none."""
    spoken = (language_of_locale(name) for name in QLocale.system().uiLanguages())
    return next((tag for tag in spoken if tag), "en")
