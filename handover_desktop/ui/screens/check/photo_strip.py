"""The photos of one item, small and numbered, and the way to add more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from handover_desktop.domain.photos import Photo
from handover_desktop.i18n import Translator
from handover_desktop.ui.directions import mirrored
from handover_desktop.ui.icons import Tone
from handover_desktop.ui.theme import TARGET, Look, TextStyle
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.labels import as_tip, text_label
from handover_desktop.ui.widgets.targets import as_target

TILE: Final = QSize(108, 81)
STRIP_WIDTH: Final = 2 * TILE.width() + 8
_MOST = 4
"""Tiles shown at once; the last of them opens the rest."""


class PhotoTile(QAbstractButton):
    """A small picture with its number; grey until the picture is there."""

    def __init__(
        self, look: Look, photo: Photo, name: str, *, more: int = 0, parent: QWidget | None = None
    ) -> None:
        """Make a tile; `more` counts photos that have none of their own and are behind this one."""
        super().__init__(parent)
        self._look = look
        self.photo = photo
        self._more = more
        self._picture = QImage()
        self.setAccessibleName(name)
        self.setToolTip(as_tip(photo.caption or name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(TILE)

    @property
    def has_picture(self) -> bool:
        """Whether the picture is shown already."""
        return not self._picture.isNull()

    def show_picture(self, picture: QImage) -> None:
        """Show the picture, cut to the shape of the tile."""
        self._picture = picture
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        return TILE

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        c = theme.colours
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(frame, theme.radius, theme.radius)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), c.sunken)
        if self.has_picture:
            painter.drawImage(frame, self._picture, QRectF(_middle(self._picture, frame)))
        self._paint_number(painter)
        if self._more:
            self._paint_more(painter)
        painter.setClipping(False)
        marked = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(c.focus if marked else c.hairline, 2 if self.hasFocus() else 1))
        painter.drawPath(shape)
        painter.end()

    def _paint_number(self, painter: QPainter) -> None:
        c = self._look.theme.colours
        painter.setFont(self._look.theme.font(TextStyle.CAPTION, strong=True))
        text = str(self.photo.number)
        wide = painter.fontMetrics().horizontalAdvance(text) + 12
        chip = mirrored(QRect(1, self.height() - 21, wide, 20), self.rect(), self)
        painter.fillRect(chip, c.surface)
        painter.setPen(c.text)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_more(self, painter: QPainter) -> None:
        c = self._look.theme.colours
        painter.setFont(self._look.theme.font(TextStyle.LARGE, strong=True))
        text = f"+{self._more}"
        wide = painter.fontMetrics().horizontalAdvance(text) + 16
        chip = mirrored(QRect(self.width() - wide - 1, 1, wide, 30), self.rect(), self)
        painter.fillRect(chip, c.surface)
        painter.setPen(c.text)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


class PhotoStrip(QWidget):
    """Tiles in the order of their numbers.

    *Signals:* `opened(int)` with the number of a photo; `take_asked()`; `add_asked()`; `all_asked()` for every photo
    of the handover; `undo_asked()`.
    """

    opened = Signal(int)
    take_asked = Signal()
    add_asked = Signal()
    all_asked = Signal()
    undo_asked = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._tiles: list[PhotoTile] = []
        self._shown: tuple[Photo, ...] = ()
        self._grid = QWidget()
        self._rows = QGridLayout(self._grid)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.theme.space(2))
        self.take = as_target(button(look, _("Take photo…"), icon_name="camera"))
        self.take.setToolTip("F7")
        self.take.clicked.connect(self.take_asked)
        self.add = as_target(button(look, _("Add photo…"), icon_name="plus"))
        self.add.setToolTip(_("Or drop pictures here, or paste one with Ctrl+V"))
        self.add.clicked.connect(self.add_asked)
        self.all = icon_button(look, "images", _("All photos of the handover"), tone=Tone.ACCENT)
        self.all.setMinimumSize(TARGET, TARGET)
        self.all.clicked.connect(self.all_asked)
        self._removed = text_label(look, "")
        self.undo = as_target(button(look, _("Undo"), role="quiet", icon_name="undo-2"))
        self.undo.clicked.connect(self.undo_asked)
        self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._acts.setSpacing(look.theme.space(1))
        self._acts.addWidget(self.add, 1)
        self._acts.addWidget(self.all, 0, Qt.AlignmentFlag.AlignRight)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(1))
        rows.addWidget(self._grid, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._removed)
        rows.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.take)
        rows.addLayout(self._acts)
        self._lacking = text_label(look, "", TextStyle.CAPTION, tone="muted")
        rows.addWidget(self._lacking)
        rows.addStretch(1)
        self.setFixedWidth(STRIP_WIDTH)
        self._grid.hide()
        self.offer_undo("")

    def showEvent(self, event: QShowEvent) -> None:
        """Put both buttons in one line, or below each other where the words are too long for that."""
        needed = self.add.sizeHint().width() + self._acts.spacing() + TARGET
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._acts.setDirection(across if needed <= STRIP_WIDTH else down)
        super().showEvent(event)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the photos that are shown."""
        return tuple(tile.photo.number for tile in self._tiles)

    @property
    def tiles(self) -> tuple[PhotoTile, ...]:
        """The tiles that are shown."""
        return tuple(self._tiles)

    def show_photos(self, photos: Sequence[Photo], *, editable: bool) -> None:
        """Show tiles of the first of `photos`; without `editable`, none can be added."""
        self.take.setVisible(editable)
        self.add.setVisible(editable)
        if tuple(photos) == self._shown:
            return
        self._shown = tuple(photos)
        for tile in self._tiles:
            self._rows.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        more = max(0, len(photos) - _MOST)
        self._tiles = [
            self._make_tile(photo, more if place == _MOST - 1 else 0)
            for place, photo in enumerate(self._shown[:_MOST])
        ]
        self._grid.setVisible(bool(self._tiles))

    def show_lacking(self, captions: Sequence[str]) -> None:
        """Say what is usually photographed and is not yet; nothing before the first photo, for nobody has to."""
        shown = bool(captions and self._shown)
        self._lacking.setVisible(shown)
        self._lacking.setText(
            self._("Usually photographed too: {things}", things=", ".join(captions)) if shown else ""
        )

    def show_pictures(self, pictures: Mapping[str, QImage]) -> None:
        """Show pictures by the digests of their photos; others are left as they are."""
        for tile in self._tiles:
            picture = pictures.get(tile.photo.sha256)
            if picture is not None:
                tile.show_picture(picture)

    def offer_undo(self, text: str) -> None:
        """Say that a photo was removed, with the way back; nothing for an empty text."""
        self._removed.setText(text)
        self._removed.setVisible(bool(text))
        self.undo.setVisible(bool(text))
        self.undo.setAccessibleDescription(text)

    @property
    def removed(self) -> str:
        """What is said of a removed photo."""
        return self._removed.text()

    def _make_tile(self, photo: Photo, more: int) -> PhotoTile:
        name = self._("Photo {number}", number=photo.number)
        tile = PhotoTile(self._look, photo, name, more=more)
        tile.clicked.connect(lambda: self.opened.emit(photo.number))
        self._rows.addWidget(tile, *divmod(self._rows.count(), 2))
        return tile


def _middle(picture: QImage, frame: QRectF) -> QRect:
    """Return the part of a picture that has the shape of `frame`, from its middle."""
    scale = min(picture.width() / frame.width(), picture.height() / frame.height())
    wide, high = round(frame.width() * scale), round(frame.height() * scale)
    return QRect((picture.width() - wide) // 2, (picture.height() - high) // 2, wide, high)
