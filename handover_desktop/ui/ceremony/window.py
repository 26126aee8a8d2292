"""The window of the ceremony view: on the second screen where there is one, and as large as it was last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.ids import HandoverId
from handover_desktop.i18n import Direction, direction_of
from handover_desktop.services.changes import ChangeSet
from handover_desktop.ui.ceremony.data import Ceremony, read_ceremony
from handover_desktop.ui.ceremony.picture import CeremonyPicture
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.settings import CEREMONY_GEOMETRY, CEREMONY_SCREEN

_COALESCE_MS: Final = 250


class CeremonyWindow(QWidget):
    """Follows one handover; F11 or a double click fills the screen, Escape gives it back, then closes.

    *Signals:* `closed()`.
    """

    closed = Signal()

    def __init__(self, context: UiContext, handover: HandoverId) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._context = context
        self.handover = handover
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.picture = CeremonyPicture(context.look)
        self._name_itself()
        self.picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picture)
        self._refresh = QTimer(self, singleShot=True, interval=_COALESCE_MS)
        self._refresh.timeout.connect(self.reload)
        context.operations.changed.connect(self._take_note)
        context.awake.hold_while_shown(self)
        self._filled = ""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._lose)
        app.screenAdded.connect(self._come_back)
        self.reload()

    def open_beside(self, window: QWidget) -> None:
        """Show the view: filling another screen than that of `window`, else as a window of its own."""
        settings = self._context.settings
        screen = choose_screen(
            QGuiApplication.screens(), own=window.screen(), kept=settings.get(CEREMONY_SCREEN)
        )
        if screen is not None:
            self._fill(screen)
            return
        self.resize(960, 540)
        self.restoreGeometry(QByteArray(settings.get(CEREMONY_GEOMETRY)))
        self.show()

    def _fill(self, screen: QScreen) -> None:
        self._filled = screen.name()
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def _lose(self, screen: QScreen) -> None:
        """Hide with the screen that was filled: left alone, the view would cover the work on the other one."""
        if self.isVisible() and self.isFullScreen() and screen.name() == self._filled:
            self.hide()
            _ = self._context._
            self._context.messages.warn(_("The second screen is gone. The ceremony view comes back with it."))

    def _come_back(self, screen: QScreen) -> None:
        """Fill a screen that is plugged in after the one before was lost."""
        if self._filled and not self.isVisible():
            self._fill(screen)

    def go_over(self, context: UiContext) -> bool:
        """Go on in another context of the same register; return False where that is of another one.

        What the room sees speaks the languages of the document, whatever the window's is.
        """
        if context.services is not self._context.services:
            return False
        self._context = context
        self._name_itself()
        self.reload()
        return True

    def _name_itself(self) -> None:
        name = self._context._("Ceremony view")
        self.setWindowTitle(name)
        self.picture.setAccessibleName(name)

    def follow(self, handover: HandoverId) -> None:
        """Show another handover."""
        self.handover = handover
        self.reload()

    def reload(self) -> None:
        """Read the state anew."""
        handover, services = self.handover, self._context.services
        self._context.operations.query(
            lambda: read_ceremony(services, handover), initiator=self, done=self._show, label=None
        )

    def _show(self, ceremony: Ceremony) -> None:
        turned = direction_of(ceremony.voices[0].texts.language) is Direction.RIGHT_TO_LEFT
        self.picture.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight
        )
        self.picture.show_ceremony(ceremony)

    def _take_note(self, changes: ChangeSet, initiator: QObject | None) -> None:
        if changes.handover == self.handover:
            self._refresh.start()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or give it back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.toggle_full_screen()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.toggle_full_screen()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember screen and size."""
        self._filled = ""
        settings = self._context.settings
        settings.put(CEREMONY_SCREEN, self.screen().name())
        if not self.isFullScreen():
            settings.put(CEREMONY_GEOMETRY, bytes(self.saveGeometry().data()))
        event.accept()
        self.closed.emit()


def choose_screen(screens: Sequence[QScreen], *, own: QScreen, kept: str) -> QScreen | None:
    """Return the screen for the view: the one of last time, else any other than `own`; None where there is no other."""
    others = [screen for screen in screens if screen is not own]
    return next((screen for screen in others if screen.name() == kept), others[0] if others else None)
