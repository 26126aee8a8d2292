"""A camera's pictures as the window takes them: not more of them than it can show."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from handover_desktop.cameras import Camera, Feed, Look, Order, Picture, Source, Still, Trouble

_PAUSE_MS: Final = 60
"""Between a picture that is shown and asking for the next: about fifteen a second."""

_LOOK_EACH: Final = 4
"""Of so many pictures one is looked at for codes."""


class _Opened:
    """What is open; it is let go even where the window dies without a word."""

    feed: Feed | None = None

    def end(self) -> None:
        feed, self.feed = self.feed, None
        if feed is not None:
            feed.end()


class CameraWatch(QObject):
    """Opens one camera at a time.

    *Signals:* `listed(tuple[Camera, ...])`; `opened(Camera)`; `pictured(QImage, tuple[Seen, ...] | None)` for each live
    picture, with the codes in it where it was looked at; `taken(QImage)`; `troubled(Trouble)` when it is over.
    """

    listed = Signal(object)
    opened = Signal(object)
    pictured = Signal(QImage, object)
    taken = Signal(QImage)
    troubled = Signal(object)
    _told = Signal(int, object)

    def __init__(self, source: Source, *, look: Look | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._look = look
        self._open = _Opened()
        self._opening = 0
        self._count = 0
        self._still_wanted = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._open.end)

    @property
    def is_on(self) -> bool:
        """Whether a camera is open, or being opened."""
        return self._open.feed is not None

    def start(self, wish: Camera | None) -> None:
        """Open a camera, the one that comes closest to `wish`, in place of the one that is open."""
        self.stop()
        opening = self._opening
        self._open.feed = Feed(
            self._source, lambda told: self._told.emit(opening, told), wish=wish, look=self._look
        )

    def stop(self) -> None:
        """Let go of the camera."""
        self._opening += 1
        self._pause.stop()
        self._still_wanted = False
        self._open.end()

    def take(self) -> None:
        """Take a picture as large as there is; live pictures pause then, until `go_on`."""
        self._still_wanted = True

    def go_on(self) -> None:
        """Go on with live pictures."""
        if self.is_on:
            self._ask()

    def _ask(self) -> None:
        feed = self._open.feed
        if feed is None:
            return
        self._count += 1
        looks = self._look is not None and self._count % _LOOK_EACH == 0
        feed.order(Order.STILL if self._still_wanted else Order.LOOK if looks else Order.PICTURE)

    @Slot(int, object)
    def _take(self, opening: int, told: object) -> None:
        if opening != self._opening:
            return
        match told:
            case tuple():
                self.listed.emit(told)
            case Camera():
                self.opened.emit(told)
                self._ask()
            case Picture():
                self.pictured.emit(image_of(told), told.codes)
                self._pause.start()
            case Still():
                self._still_wanted = False
                self.taken.emit(image_of(told.picture))
            case Trouble():
                self.stop()
                self.troubled.emit(told)


def image_of(picture: Picture) -> QImage:
    """Return a picture as Qt's own, with its own pixels."""
    kind = QImage.Format.Format_RGB888
    return QImage(picture.pixels, picture.width, picture.height, picture.stride, kind).copy()
