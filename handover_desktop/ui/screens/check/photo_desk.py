"""What is done with photos on the check screen: shown, added from files, by drop and by paste, opened, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.photos import Photo
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.photos import PreparedPhoto
from handover_desktop.ui.camera.photo_dialog import PhotoDialog
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.files import PICTURE_SUFFIXES
from handover_desktop.ui.screens.check.photo_strip import TILE, PhotoStrip
from handover_desktop.ui.screens.check.photo_viewer import PhotoViewer, lacking

_SMALL: Final = 2 * TILE.width()
"""Pixels of a small picture's longer side: sharp on a screen of double density."""


class PhotoDesk(QObject):
    """Stands between the strip, the viewer and the use cases. `screen` is the initiator of every change."""

    def __init__(self, context: UiContext, strip: PhotoStrip, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._photos = context.services.photos
        self._strip = strip
        self._screen = screen
        self._handover: HandoverId | None = None
        self._item: ItemId | None = None
        self._editable = False
        self._usual: tuple[str, ...] = ()
        self._removed: Photo | None = None
        self._viewer: PhotoViewer | None = None
        self._whole = False
        self._camera: PhotoDialog | None = None
        strip.take_asked.connect(self.take)
        strip.add_asked.connect(self._choose)
        strip.opened.connect(self._open_item)
        strip.all_asked.connect(self._open_all)
        strip.undo_asked.connect(self._undo)
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), screen)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        take = QShortcut(QKeySequence("F7"), screen)
        take.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        take.activated.connect(self.take)

    def show(
        self,
        handover: HandoverId | None,
        item: ItemId | None,
        photos: Sequence[Photo],
        *,
        editable: bool,
        usual: Sequence[str] = (),
    ) -> None:
        """Show the photos of an item; None where no single one is open. `usual` captions are offered for them."""
        if item != self._item:
            self._forget_removed()
        if self._camera is not None and not (editable and handover == self._handover and item == self._item):
            self._camera.reject_all()
        self._handover, self._item, self._editable, self._usual = handover, item, editable, tuple(usual)
        self._strip.show_photos(photos, editable=editable)
        self._strip.show_lacking(lacking(usual, photos) if editable else ())
        self._load_small()

    def reload(self) -> None:
        """Read the photos of the shown item again, and those of the viewer."""
        item, handover, editable, usual = self._item, self._handover, self._editable, self._usual
        if item is not None:
            self._context.operations.query(
                lambda: self._photos.of_item(item),
                initiator=self,
                done=lambda photos: (
                    self.show(handover, item, photos, editable=editable, usual=usual)
                    if item == self._item
                    else None
                ),
            )
        if self._viewer is not None:
            shown = self._viewer.shown
            self._fill_viewer(shown.number if shown else 0)

    def paste(self) -> None:
        """Add the picture of the clipboard, or the picture files that were copied."""
        self._take(QGuiApplication.clipboard().mimeData(), say_no=True)

    def take(self) -> None:
        """Take photos of the open item with a camera."""
        if self._can_add:
            self._open_camera(self._screen.window(), whole=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take pictures that are dropped on the screen while an item is open; leave all else to the window."""
        if isinstance(event, QDropEvent) and self._can_add and pictures_in(event.mimeData()):
            event.acceptProposedAction()
            if event.type() is QEvent.Type.Drop:
                self._take(event.mimeData(), say_no=False)
            return True
        return super().eventFilter(watched, event)

    @property
    def _can_add(self) -> bool:
        return self._editable and self._item is not None and self._handover is not None

    def _take(self, given: QMimeData | None, *, say_no: bool) -> None:
        found = pictures_in(given)
        if not self._can_add:
            return
        if isinstance(found, QImage):
            name = self._context._("The picture of the clipboard")
            self._add(lambda: [self._photos.prepare(encode(found), name=name)])
        elif found:
            self._add_files(found)
        elif say_no:
            self._context.messages.warn(self._context._("There is no picture in the clipboard."))

    def _choose(self) -> None:
        paths = self._context.files.choose_pictures()
        if paths:
            self._add_files(paths)

    def _add_files(self, paths: Sequence[Path]) -> None:
        self._add(lambda: [self._photos.prepare_file(path) for path in paths])

    def _add(
        self,
        prepare: Callable[[], list[PreparedPhoto]],
        *,
        whole: bool = False,
        then: Callable[[], object] | None = None,
        failed: Callable[[HandoverError], object] | None = None,
    ) -> None:
        """Read pictures off the lane of the register, then add them to the item that was open when it began."""
        handover, item = self._handover, None if whole else self._item
        if handover is None:
            return

        def keep(prepared: list[PreparedPhoto]) -> None:
            self._forget_removed()
            self._change(lambda: self._photos.add(handover, prepared, item=item), then=then, failed=failed)

        _ = self._context._
        self._context.operations.compute(
            prepare,
            initiator=self,
            done=keep,
            failed=failed or self._context.messages.refuse,
            label=_("Reading photos…"),
        )

    def _open_camera(self, parent: QWidget, *, whole: bool) -> None:
        """Take photos with a camera until the person goes back; each that is used is kept at once."""
        camera = PhotoDialog(self._context, parent, whole=whole)
        camera.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        camera.used.connect(lambda picture: self._keep_taken(camera, picture, whole=whole))
        camera.finished.connect(self._close_camera)
        self._camera = camera
        camera.open()

    def _keep_taken(self, camera: PhotoDialog, picture: QImage, *, whole: bool) -> None:
        name, handover = self._context._("Taken with the camera"), self._handover

        def tell() -> None:
            if handover is not None:
                self._context.operations.query(
                    lambda: max(photo.number for photo in self._photos.list(handover)),
                    initiator=camera,
                    done=camera.say_kept,
                )

        def refuse(error: HandoverError) -> None:
            if camera is self._camera:
                camera.refuse(self._context.messages.sentence(error))

        self._add(
            lambda: [self._photos.prepare(encode(picture), name=name, just_taken=True)],
            whole=whole,
            then=tell,
            failed=refuse,
        )

    def _close_camera(self) -> None:
        self._camera = None

    def _change(
        self,
        work: Callable[[], ChangeSet],
        *,
        then: Callable[[], object] | None = None,
        failed: Callable[[HandoverError], object] | None = None,
    ) -> None:
        def done(_changes: ChangeSet) -> None:
            if then is not None:
                then()
            self.reload()

        self._context.operations.command(
            work, initiator=self._screen, done=done, failed=failed or self._context.messages.refuse
        )

    def _load_small(self) -> None:
        """Read the small pictures that no tile has yet."""
        wanted = [tile.photo.sha256 for tile in self._strip.tiles if not tile.has_picture]
        if not wanted:
            return
        photos = self._photos

        def work() -> dict[str, QImage]:
            small = {sha256: photos.small(sha256, _SMALL) for sha256 in wanted}
            return {sha256: QImage.fromData(content) for sha256, content in small.items() if content}

        self._context.operations.compute(work, initiator=self, done=self._strip.show_pictures)

    def _open_item(self, number: int) -> None:
        self._open(number, whole=False)

    def _open_all(self) -> None:
        self._open(0, whole=True)

    def _open(self, number: int, *, whole: bool) -> None:
        _ = self._context._
        self._whole = whole
        adds = _("Add photo of the whole handover…") if whole else _("Add photo…")
        usual = () if whole else self._usual
        viewer = PhotoViewer(
            self._context, self._screen.window(), editable=self._editable, adds=adds, usual=usual
        )
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.turned.connect(self._show_large)
        viewer.captioned.connect(self._caption)
        viewer.removed.connect(self._remove)
        viewer.save_asked.connect(self._save)
        viewer.undo_asked.connect(self._undo)
        viewer.take_asked.connect(lambda: self._open_camera(viewer, whole=whole))
        viewer.add_asked.connect(self._choose_more)
        viewer.finished.connect(self._close_viewer)
        self._viewer = viewer
        self._fill_viewer(number)
        viewer.open()

    def _fill_viewer(self, number: int) -> None:
        handover, item, whole = self._handover, self._item, self._whole
        if handover is None or (item is None and not whole):
            return
        services = self._context.services

        def work() -> tuple[tuple[Photo, ...], dict[str, str]]:
            photos = self._photos.list(handover) if whole or item is None else self._photos.of_item(item)
            return photos, services.photos.lines(photos)

        def show(found: tuple[tuple[Photo, ...], dict[str, str]]) -> None:
            if self._viewer is not None:
                self._viewer.show_photos(found[0], number, found[1])

        self._context.operations.query(work, initiator=self, done=show)

    def _choose_more(self) -> None:
        paths = self._context.files.choose_pictures()
        if paths:
            self._add(lambda: [self._photos.prepare_file(path) for path in paths], whole=self._whole)

    def _show_large(self, photo: Photo) -> None:
        handover, photos = self._handover, self._photos
        if handover is None:
            return

        def show(picture: QImage) -> None:
            if self._viewer is not None:
                self._viewer.show_picture(photo, picture)

        self._context.operations.compute(
            lambda: QImage.fromData(photos.content(handover, photo.number)),
            initiator=self,
            done=show,
            failed=lambda _gone: None,
        )

    def _caption(self, number: int, text: str) -> None:
        handover = self._handover
        if handover is not None:
            self._change(lambda: self._photos.caption(handover, number, text))

    def _remove(self, photo: Photo) -> None:
        handover, _ = self._handover, self._context._
        if handover is None:
            return

        def offer() -> None:
            self._removed = photo
            text = _("Photo {number} was removed.", number=photo.number)
            if self._viewer is not None:
                self._viewer.offer_undo(text)
            self._strip.offer_undo(text)

        self._change(lambda: self._photos.remove(handover, photo.number), then=offer)

    def _undo(self) -> None:
        handover, photo = self._handover, self._removed
        if handover is not None and photo is not None:
            self._forget_removed()
            self._change(lambda: self._photos.restore(handover, photo))

    def _forget_removed(self) -> None:
        self._removed = None
        self._strip.offer_undo("")
        if self._viewer is not None:
            self._viewer.offer_undo("")

    def _save(self, photo: Photo) -> None:
        _, handover = self._context._, self._handover
        path = self._context.files.choose_target(f"photo-{photo.number}.jpg", _("Pictures"), ".jpg")
        if path is not None and handover is not None:
            self._context.operations.query(
                lambda: self._photos.save(handover, photo.number, path),
                initiator=self,
                done=lambda _nothing: self._context.messages.tell(
                    _("The photo is saved as {path}.", path=path)
                ),
            )

    def _close_viewer(self) -> None:
        self._viewer = None


def pictures_in(given: QMimeData | None) -> list[Path] | QImage:
    """Return the picture files that are dragged or copied, otherwise the picture itself; an empty list for neither.

    An empty clipboard gives None on some desktops.
    """
    if given is None:
        return []
    paths = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
    if paths:
        return paths if all(path.suffix.lower() in PICTURE_SUFFIXES for path in paths) else []
    if given.hasImage():
        picture = given.imageData()
        if isinstance(picture, QImage) and not picture.isNull():
            return picture
    return []


def encode(picture: QImage) -> bytes:
    """Return a picture as PNG, quickly rather than small: it is encoded anew for the register."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG", 90)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
