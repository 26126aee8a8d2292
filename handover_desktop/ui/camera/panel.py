"""A camera with its live picture, the choice among several, and a sentence where there is none."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QHideEvent,
    QImage,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from handover_desktop.cameras import Camera, Devices, Look, Trouble
from handover_desktop.domain.texts import N_
from handover_desktop.ui.camera.view import CameraView
from handover_desktop.ui.camera.watch import CameraWatch
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.settings import CAMERA
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target

IDLE_MS: Final = 20_000
"""So long a camera stays on while the window is not the active one: locked, or behind another program."""

_TROUBLES: Final = {
    Trouble.NONE: (
        N_("No camera was found"),
        N_("Plug one in or switch it on, then try again. Pictures from elsewhere can be used as well."),
    ),
    Trouble.BUSY: (
        N_("The camera is in use"),
        N_("Another program or window has it. Close that one, then try again."),
    ),
    Trouble.DENIED: (
        N_("The camera may not be used"),
        N_(
            "Allow it in the system's privacy settings; on Linux, your account must be in the group “video”. Then try "
            "again."
        ),
    ),
    Trouble.GONE: (
        N_("The camera is gone"),
        N_("It was pulled out or switched off. What was kept before stays. Plug it in, then try again."),
    ),
    Trouble.SILENT: (
        N_("The camera gives no picture"),
        N_("Wake it up or open its cover, or pull it out and plug it in again. Then try again."),
    ),
    Trouble.UNUSABLE: (
        N_("The camera cannot be read"),
        N_("Its pictures are of an unknown kind, or another program has it. Choose another, or try again."),
    ),
}


class CameraPanel(QWidget):
    """On as long as it is shown and the window is used; the camera that was used last is opened first.

    *Signals:* `went_live(bool)` when there are live pictures, or no longer; `taken(QImage)`; `seen(tuple[Seen, ...])`
    with the codes of a picture that was looked at; `troubled(str)` with what is said where there is no picture.
    """

    went_live = Signal(bool)
    taken = Signal(QImage)
    seen = Signal(object)
    troubled = Signal(str)

    def __init__(
        self, context: UiContext, *, look: Look | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ = context._
        self._settings = context.settings
        self._live = self._held = False
        self.watch = CameraWatch(context.cameras or Devices(), look=look, parent=self)
        self.view = CameraView(context.look, self._("Picture of the camera"))
        self.choice = as_target(ElidedComboBox())
        self.choice.setAccessibleName(self._("Camera"))
        self.choice.hide()
        self.again = as_target(button(context.look, self._("Try again")))
        self._title = text_label(context.look, "", TextStyle.LARGE, strong=True)
        self._advice = text_label(context.look, "", tone="muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._page = self._make_trouble(context)
        self._stack.addWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._rest)
        self._connect()

    def _make_trouble(self, context: UiContext) -> QWidget:
        space = context.look.theme.space
        page = QFrame()
        page.setProperty("panel", "sunken")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(space(4), space(2), space(4), space(2))
        rows.setSpacing(space(1))
        rows.addStretch(1)
        rows.addWidget(self._title)
        rows.addWidget(self._advice)
        across = QHBoxLayout()
        across.addWidget(self.again)
        across.addStretch(1)
        rows.addLayout(across)
        rows.addStretch(1)
        return page

    def _connect(self) -> None:
        self.watch.listed.connect(self._show_cameras)
        self.watch.opened.connect(self._show_open)
        self.watch.pictured.connect(self._show_picture)
        self.watch.taken.connect(self._show_still)
        self.watch.troubled.connect(self._show_trouble)
        self.choice.activated.connect(self._choose)
        self.again.clicked.connect(self.begin)
        QGuiApplication.instance().applicationStateChanged.connect(self._follow)  # type: ignore[union-attr]

    @property
    def is_live(self) -> bool:
        """Whether there are live pictures."""
        return self._live

    @property
    def trouble(self) -> str:
        """What is said where there is no picture; empty where there is one, or soon will be."""
        return self._title.text() if self._stack.currentIndex() else ""

    def needed_height(self) -> int:
        """Return how high the panel has to be, as wide as it is, for what it says where there is no picture."""
        return self._page.heightForWidth(self.width())

    def begin(self) -> None:
        """Open the camera that was used last, or whichever is there."""
        self._held = False
        self._stack.setCurrentIndex(0)
        self.view.say(self._("The camera is being opened…"))
        kept = self._settings.get(CAMERA)
        self.watch.start(Camera(*kept) if len(kept) == 2 else None)

    def end(self) -> None:
        """Let go of the camera."""
        self._idle.stop()
        self.watch.stop()
        self._set_live(False)

    def take(self) -> None:
        """Take a picture; it stands still then, until `go_on`."""
        if self._live:
            self.watch.take()

    def go_on(self) -> None:
        """Go on with live pictures after one was taken."""
        if self.watch.is_on:
            self._held = False
            self.watch.go_on()
        else:
            self.begin()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.end()

    def _set_live(self, live: bool) -> None:
        if live != self._live:
            self._live = live
            self.went_live.emit(live)

    def _show_cameras(self, cameras: tuple[Camera, ...]) -> None:
        self.choice.clear()
        for camera in cameras:
            self.choice.addItem(left_to_right(camera.name), camera)
        self.choice.setVisible(bool(cameras))

    def _show_open(self, camera: Camera) -> None:
        self.choice.setCurrentIndex(
            next(at for at in range(self.choice.count()) if self.choice.itemData(at) == camera)
        )

    def _choose(self, at: int) -> None:
        camera = self.choice.itemData(at)
        self._settings.put(CAMERA, (camera.name, camera.address))
        self._set_live(False)
        self.begin()

    def _show_picture(self, picture: QImage, codes: object) -> None:
        self.view.show_picture(picture)
        self._set_live(True)
        if isinstance(codes, tuple):
            self.view.outline(codes)
            self.seen.emit(codes)

    def _show_still(self, picture: QImage) -> None:
        self.view.show_picture(picture)
        self._held = True
        self._set_live(False)
        self.taken.emit(picture)

    def _show_trouble(self, trouble: Trouble) -> None:
        title, advice = _TROUBLES[trouble]
        self._title.setText(self._(title))
        self._advice.setText(self._(advice))
        self._stack.setCurrentIndex(1)
        self._set_live(False)
        self.troubled.emit(self._title.text())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._title.text()))

    def _follow(self, state: Qt.ApplicationState) -> None:
        """Rest while the window is not used for a while, and go on when it is."""
        if not self.isVisible():
            return
        if state is not Qt.ApplicationState.ApplicationActive:
            self._idle.start()
        elif self._idle.isActive():
            self._idle.stop()
        elif not (self.watch.is_on or self._held or self.trouble):
            self.begin()

    def _rest(self) -> None:
        self.end()
        if not self._held and not self.trouble:
            self.view.say(self._("The camera is off while you are elsewhere."))
