"""Finding an item by the code on a photo: picked, dropped on the list, or pasted into the search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from handover_desktop.services.item_codes import read_item_codes, read_item_codes_file
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.check.photo_desk import encode, pictures_in


class PhotoCodes(QObject):
    """Watches the list, where pictures are dropped, and the search field, where they are pasted.

    *Signals:* `found(tuple[str, ...])` with what the codes on a photo say.
    """

    found = Signal(object)

    def __init__(self, context: UiContext, dropped_on: QWidget, pasted_into: QWidget) -> None:
        super().__init__(dropped_on)
        self._context = context
        self._dropped_on = dropped_on
        self._pasted_into = pasted_into
        dropped_on.setAcceptDrops(True)
        dropped_on.installEventFilter(self)
        pasted_into.installEventFilter(self)

    def choose(self) -> None:
        """Ask for photos and read them."""
        self._read_files(self._context.files.choose_pictures())

    def read(self, given: QMimeData) -> bool:
        """Read the pictures that were dropped or pasted; return whether there are any."""
        pictures = pictures_in(given)
        if isinstance(pictures, QImage):
            name = self._context._("The picture of the clipboard")
            self._start(lambda: read_item_codes(encode(pictures), name=name))
        elif pictures:
            self._read_files(tuple(pictures))
        return bool(pictures)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take pictures; leave text and other files to whoever takes them otherwise."""
        if isinstance(event, QDropEvent):
            if not pictures_in(event.mimeData()):
                return False
            event.acceptProposedAction()
            if event.type() is QEvent.Type.Drop:
                self.read(event.mimeData())
            return True
        if (
            watched is self._pasted_into
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            given: QMimeData | None = QGuiApplication.clipboard().mimeData()
            return given is not None and not given.hasText() and self.read(given)
        return False

    def _read_files(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self._start(lambda: tuple(code for path in paths for code in read_item_codes_file(path)))

    def _start(self, work: Callable[[], tuple[str, ...]]) -> None:
        self._context.operations.compute(
            work,
            initiator=self,
            done=self._take,
            failed=self._context.messages.refuse,
            label=self._context._("Looking for codes…"),
        )

    def _take(self, codes: tuple[str, ...]) -> None:
        if codes:
            self.found.emit(codes)
        else:
            _ = self._context._
            self._context.messages.warn(
                _("No code was found on the photo. Take it closer and straight, or type what is written.")
            )
