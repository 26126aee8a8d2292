"""One photo large, and the ones before and after it: looked at, captioned, saved, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from handover_desktop.domain.photos import Photo
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.check.sheet.chips import flow_of
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class _Picture(QWidget):
    """A picture as large as there is room, in its own shape."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._look = context.look
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.colours.sunken)
        if not self._picture.isNull():
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            room = QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, 0, 0)
            room.setSize(size)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(room, self._picture)
        if self.hasFocus():
            painter.setPen(QPen(self._look.theme.colours.focus, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


def lacking(usual: Sequence[str], photos: Sequence[Photo]) -> tuple[str, ...]:
    """Return the captions of `usual` that no photo has."""
    given = {photo.caption.casefold() for photo in photos}
    return tuple(text for text in usual if text.casefold() not in given)


class PhotoViewer(TabbedDialog):
    """A window over the check; left and right turn the photos, Escape closes.

    *Signals:* `turned(Photo)` when another photo is to be shown; `captioned(int, str)`, `removed(Photo)`,
    `save_asked(Photo)`, `undo_asked()`, `take_asked()`, `add_asked()`.
    """

    turned = Signal(object)
    captioned = Signal(int, str)
    removed = Signal(object)
    save_asked = Signal(object)
    undo_asked = Signal()
    take_asked = Signal()
    add_asked = Signal()

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        *,
        editable: bool,
        adds: str = "",
        usual: Sequence[str] = (),
    ) -> None:
        """Make a viewer; `adds` is the word on a button that adds a photo, which is not there without it.

        `usual` captions are offered by buttons for a photo that has none, as long as no other photo has them.
        """
        super().__init__(parent)
        self._context = context
        self._ = context._
        self._editable = editable
        self._photos: tuple[Photo, ...] = ()
        self._lines: dict[str, str] = {}
        self._at = 0
        self.setWindowTitle(self._("Photos"))
        self.setModal(True)
        self.picture = _Picture(context)
        self.banner = Banner(context.look, close_text=self._("Dismiss"))
        self.banner.action_triggered.connect(self.undo_asked)
        look = context.look
        self._title = text_label(look, "", TextStyle.LARGE, strong=True, wrap=False)
        self._facts = ElidedLabel(look, tone="muted")
        self.caption = QLineEdit()
        self.caption.setPlaceholderText(self._("Caption: what the photo shows"))
        self.caption.setAccessibleName(self._("Caption"))
        self.caption.setReadOnly(not editable)
        as_target(self.caption)
        self.caption.editingFinished.connect(self._keep_caption)
        self.caption.textEdited.connect(lambda _text: self._show_offers())
        self.caption.installEventFilter(self)
        self.offers = {text: as_target(button(look, text, role="quiet")) for text in usual}
        for text, offer in self.offers.items():
            offer.clicked.connect(lambda _checked=False, text=text: self._take_caption(text))
        self._offers = flow_of(look, tuple(self.offers.values()))
        self._make_acts(adds)
        self._lay_out()
        forward = -1 if self.isRightToLeft() else 1
        for key, act in (
            (Qt.Key.Key_Left, lambda: self._turn(-forward)),
            (Qt.Key.Key_Right, lambda: self._turn(forward)),
            (Qt.Key.Key_Delete, self._remove),
        ):
            # A caption that is being written has these keys first.
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self.picture.setFocus()

    def _make_acts(self, adds: str) -> None:
        look, _ = self._context.look, self._
        self.back = icon_button(look, "arrow-left", _("Photo before"))
        self.on = icon_button(look, "arrow-right", _("Next photo"))
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.save = as_target(button(look, _("Save as…"), role="quiet", icon_name="download"))
        self.save.clicked.connect(self._save)
        self.remove = as_target(button(look, _("Remove"), role="quiet", icon_name="trash-2"))
        self.remove.clicked.connect(self._remove)
        self.take = as_target(button(look, _("Take photo…"), role="quiet", icon_name="camera"))
        self.take.clicked.connect(self.take_asked)
        self.take.setVisible(bool(adds) and self._editable)
        self.add = as_target(button(look, adds, role="quiet", icon_name="plus"))
        self.add.clicked.connect(self.add_asked)
        self.add.setVisible(bool(adds) and self._editable)
        self.close_button = as_target(button(look, _("Back to the check")))
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        space = self._context.look.theme.space
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(self._title)
        head.addWidget(self._facts, 1)
        head.addWidget(self.back)
        head.addWidget(self.on)
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self.take)
        foot.addWidget(self.add)
        foot.addWidget(self.save)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addWidget(self.banner)
        column.addLayout(head)
        column.addWidget(self.picture, 1)
        column.addWidget(self.caption)
        column.addWidget(self._offers)
        column.addLayout(foot)

    @property
    def shown(self) -> Photo | None:
        """The photo that is shown."""
        return self._photos[self._at] if self._photos else None

    def show_photos(self, photos: Sequence[Photo], number: int, lines: dict[str, str]) -> None:
        """Show `photos`, beginning with that number or the one that follows it; `lines` names items by their uid."""
        self._photos, self._lines = tuple(photos), lines
        before = [photo for photo in self._photos if photo.number < number]
        self._at = min(len(before), max(0, len(self._photos) - 1))
        self._show()

    def show_picture(self, photo: Photo, picture: QImage) -> None:
        """Show the picture of `photo`, where it is still wanted."""
        if self.shown is not None and self.shown.number == photo.number:
            self.picture.show_picture(picture)

    def offer_undo(self, text: str) -> None:
        """Say that a photo was removed, with the way back; nothing for an empty text."""
        if text:
            self.banner.show_message(BannerKind.INFO, text, action=self._("Undo"))
        else:
            self.banner.dismiss()

    def _show(self) -> None:
        photo = self.shown
        for widget in (self.save, self.remove, self.caption):
            widget.setVisible(photo is not None)
        self.remove.setVisible(photo is not None and self._editable)
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at + 1 < len(self._photos))
        self.picture.show_picture(QImage())
        if photo is None:
            self._offers.hide()
            self._title.setText(self._("There is no photo yet."))
            self._facts.setText("")
            return
        self._title.setText(self._("Photo {number}", number=photo.number))
        self._facts.setText(" · ".join(self._describe(photo)))
        self.caption.setText(photo.caption)
        self.caption.setCursorPosition(0)
        self._show_offers()
        self.picture.setAccessibleName(photo.caption or self._title.text())
        self.turned.emit(photo)

    def _show_offers(self) -> None:
        """Offer the usual captions that are left, while the photo has none."""
        left = lacking(tuple(self.offers), self._photos)
        for text, offer in self.offers.items():
            offer.setVisible(text in left)
        self._offers.setVisible(self._editable and bool(left) and not self.caption.text().strip())

    def _take_caption(self, text: str) -> None:
        self.caption.setText(text)
        self._keep_caption()
        self._show_offers()
        (self.on if self.on.isEnabled() else self.picture).setFocus()

    def _describe(self, photo: Photo) -> list[str]:
        place = self._("{place} of {count}", place=self._at + 1, count=len(self._photos))
        line = self._lines.get(photo.item or "", "")
        what = self._("Line {line}", line=line) if line else "" if photo.item else self._("Whole handover")
        taken = ""
        if photo.taken_at is not None:
            taken = self._("taken {moment}", moment=self._context.formats.moment(photo.taken_at))
        return [part for part in (place, what, taken) if part]

    def _turn(self, by: int) -> None:
        if 0 <= self._at + by < len(self._photos):
            self._keep_caption()
            self._at += by
            self._show()

    def _save(self) -> None:
        if self.shown is not None:  # while the photos are read there is none
            self.save_asked.emit(self.shown)

    def _remove(self) -> None:
        if self.shown is not None and self._editable:
            self.removed.emit(self.shown)

    def _keep_caption(self) -> None:
        """Hand on a caption that was changed; it is saved at once."""
        photo, text = self.shown, self.caption.text().strip()
        if photo is not None and self._editable and text != photo.caption:
            changed = replace(photo, caption=text)
            self._photos = tuple(changed if one is photo else one for one in self._photos)
            self.captioned.emit(photo.number, text)

    def done(self, result: int) -> None:
        """Close; a caption that was begun is kept."""
        self._keep_caption()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Return in the caption save it without closing the window."""
        if (
            watched is self.caption
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.picture.setFocus()
            return True
        return super().eventFilter(watched, event)
