"""The diagnostics: shown whole before anything is saved, and without a word about anyone."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QSysInfo, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from handover_desktop import __version__
from handover_desktop.domain.errors import HandoverError
from handover_desktop.i18n import Translator
from handover_desktop.log import read_log
from handover_desktop.paths import write_atomically
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from handover_desktop.ui.window import MainWindow


class DiagnosticsDesk:
    """Gathers the diagnostics of a window, shows them, and saves what was shown."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def show(self) -> None:
        """Gather and show; without an open register its part is missing."""
        window = self._window
        services = window.desk.services
        if services is None:
            self._open(())
            return
        window.operations.query(services.diagnostics.of_register, initiator=window, done=self._open)

    def _open(self, of_register: tuple[tuple[str, str], ...]) -> None:
        window = self._window
        facts = (*facts_of_window(window.look, window._), *of_register)
        log = read_log(window.doors.logs) if window.doors.logs is not None else ()
        dialog = DiagnosticsDialog(window.shell, window.look, window._, text=write_out(facts, log))
        dialog.accepted.connect(lambda: self._save(dialog.text))
        dialog.open()

    def _save(self, text: str) -> None:
        window, _ = self._window, self._window._
        path = window.files.choose_target("handover-diagnostics.txt", _("Text"), ".txt")
        if path is None:
            return
        try:
            write_atomically(path, text.encode())
        except HandoverError as error:
            window.messages.warn(window.messages.sentence(error))
            return
        window.messages.tell(_("The diagnostics are saved as {path}.", path=path))


class DiagnosticsDialog(TabbedDialog):
    """The text that would be saved, word for word."""

    def __init__(self, parent: QWidget, look: Look, _: Translator, *, text: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Diagnostics"))
        self.text = text
        space = look.theme.space
        self.resize(space(180), space(130))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(4))
        column.setSpacing(space(3))
        column.addWidget(
            text_label(
                look,
                _(
                    "This is all that the file will hold: versions, counts, and where the program failed. It names no "
                    "person, no item, no file and no place. Nothing is sent; give the saved file to those who look "
                    "after the program."
                ),
            )
        )
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setFont(look.theme.mono(TextStyle.CAPTION))
        shown.setAccessibleName(_("Diagnostics"))
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        column.addWidget(shown, 1)
        buttons = QDialogButtonBox()
        save = buttons.addButton(_("Save as a file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Done"), QDialogButtonBox.ButtonRole.RejectRole)
        save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)


def facts_of_window(look: Look, _: Translator) -> tuple[tuple[str, str], ...]:
    """Return what the window stands on: (what, which)."""
    screens = (
        f"{screen.size().width()}x{screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    return (
        ("handover", __version__),
        ("python", platform.python_version()),
        ("qt", PySide6.__version__),
        ("system", f"{QSysInfo.productType()} {QSysInfo.productVersion()}, {QSysInfo.kernelType()}"),
        ("processor", QSysInfo.currentCpuArchitecture()),
        ("window system", QGuiApplication.platformName()),
        *((f"screen {number}", size) for number, size in enumerate(screens, 1)),
        ("theme", f"{look.choice.value}, {look.theme.name}"),
        ("language", _.language),
    )


def write_out(facts: tuple[tuple[str, str], ...], log: tuple[str, ...]) -> str:
    """Return the text of the diagnostics, in English for those who read it."""
    width = max(len(what) for what, _which in facts) + 2
    lines = [f"{what + ':':<{width}}{which}" for what, which in facts]
    return "\n".join([*lines, "", "log:", *(log or ("  empty",)), ""])
