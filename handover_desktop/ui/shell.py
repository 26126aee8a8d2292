"""The bare window: it is on the screen before anything else is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from handover_desktop.ui.settings import GEOMETRY, WindowSettings
from handover_desktop.ui.theme import Look

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent


class Tenant(Protocol):
    """Who furnishes the window, and decides what it cannot decide itself."""

    def close_down(self) -> bool:
        """End everything and return True, or return False to stay open."""

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Do something with files that were dropped."""


class Shell(QMainWindow):
    """A window of the right size, place and colour that says it is opening, until its tenant moves in.

    *Signals:* `painted()` once, after the first paint.
    """

    painted = Signal()

    def __init__(self, look: Look, settings: WindowSettings, *, waiting: str) -> None:
        super().__init__()
        self.look = look
        self.settings = settings
        self.tenant: Tenant | None = None
        self._was_painted = False
        self.setWindowTitle("Handover")
        self.setAcceptDrops(True)
        self.setMinimumSize(480, 320)
        self.resize(QSize(1180, 720).boundedTo(self.screen().availableGeometry().size()))
        self.restoreGeometry(QByteArray(settings.get(GEOMETRY)))
        page = QWidget()
        column = QVBoxLayout(page)
        margin = look.theme.space(6)
        column.setContentsMargins(margin, margin, margin, margin)
        label = QLabel(waiting)
        label.setProperty("tone", "muted")
        column.addWidget(label)
        column.addStretch(1)
        self.setCentralWidget(page)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Note the first paint, after which everything else is loaded."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab follow the layout; that way is loaded with the rest of the window."""
        from handover_desktop.ui.tabbing import move_focus

        return move_focus(self, forward=forward)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files; what they are for is decided when they are dropped."""
        if self.tenant is not None and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand dropped files on."""
        event.acceptProposedAction()
        if self.tenant is not None:
            self.tenant.take_files(dropped_files(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when the tenant agrees; place and size are kept."""
        if self.tenant is not None and not self.tenant.close_down():
            event.ignore()
            return
        self.settings.put(GEOMETRY, bytes(self.saveGeometry().data()))
        self.settings.save()
        event.accept()


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """Return the files on this laptop that are dragged; empty for anything else."""
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
