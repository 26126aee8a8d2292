"""The logos on the cover: added, named, put in order, and shown at their size beside the emblem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from handover_desktop.domain.handovers import FundingStatement, Logo
from handover_desktop.domain.terms import STATEMENT_TERMS
from handover_desktop.services.logos import PreparedLogo
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label

_EMBLEM: Final = QSize(84, 56)
_WITHOUT_EMBLEM: Final = QSize(187, 56)
"""The room of a logo where no emblem stands beside it: 40 by 12 mm, as on the cover."""
_EMBLEM_BLUE: Final = QColor(0, 51, 153)
_STATEMENT_WIDTH: Final = 112
_GAP: Final = 28


class CoverPreview(QWidget):
    """A strip of the cover: where the emblem stands, and the logos behind it, none higher or wider than it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._statement = ""
        self._pictures: tuple[QImage, ...] = ()
        self.setFixedHeight(_EMBLEM.height() + 32)
        look.changed.connect(self.update)

    def show_cover(self, pictures: Sequence[QImage], statement: str) -> None:
        """Show these logos; without a `statement` there is no emblem."""
        self._pictures, self._statement = tuple(pictures), statement
        self.update()

    def places(self) -> tuple[QRectF, ...]:
        """Return where the logos stand, from the left."""
        left, top, room = 16.0, 16.0, _EMBLEM if self._statement else _WITHOUT_EMBLEM
        if self._statement:
            left += _EMBLEM.width() + _STATEMENT_WIDTH + 12 + _GAP
        found = []
        for picture in self._pictures:
            size = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            found.append(
                QRectF(left, top + (_EMBLEM.height() - size.height()) / 2, size.width(), size.height())
            )
            left += size.width() + _GAP
        return tuple(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._look.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), c.paper)
        painter.setPen(c.hairline)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._statement:
            painter.fillRect(16, 16, _EMBLEM.width(), _EMBLEM.height(), _EMBLEM_BLUE)
            painter.setPen(c.paper)
            painter.setFont(self._look.theme.font(TextStyle.CAPTION))
            place = QRectF(16, 16, _EMBLEM.width(), _EMBLEM.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "EU")
            painter.setPen(c.ink)
            beside = QRectF(16 + _EMBLEM.width() + 12, 16, _STATEMENT_WIDTH, _EMBLEM.height())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(beside, flags, self._statement)
        for picture, place in zip(self._pictures, self.places(), strict=True):
            painter.drawImage(place, picture)
        painter.end()


@dataclass(frozen=True, slots=True)
class _Row:
    sha256: str
    picture: QLabel
    name: QLineEdit
    field: Field
    tools: tuple[QToolButton, QToolButton, QToolButton]

    def widgets(self) -> tuple[QWidget, ...]:
        return (self.picture, self.field, *self.tools)


class LogosEditor(QWidget):
    """A row for each logo, and the strip of the cover above them.

    *Signals:* `edited()` after every change by hand.
    """

    edited = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = _ = context._
        look, space = context.look, context.look.theme.space
        self._rows: list[_Row] = []
        self._pictures: dict[str, QImage] = {}
        self._statement = FundingStatement.NONE
        self.preview = CoverPreview(look)
        self.preview.setAccessibleName(_("How the logos stand on the cover"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space(2))
        self._grid.setVerticalSpacing(space(2))
        self._grid.setColumnStretch(1, 1)
        self.add = button(look, _("Add a logo…"), icon_name="plus")
        self.add.clicked.connect(self._choose)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        note = _("PNG or JPEG of the parties, on the cover. None is printed higher or wider than the emblem.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(text_label(look, _("Logos"), strong=True))
        column.addWidget(text_label(look, note, TextStyle.CAPTION, tone="muted"))
        column.addWidget(self.preview)
        column.addLayout(self._grid)
        column.addLayout(foot)
        self._place_rows()

    def load(self, logos: Sequence[Logo]) -> None:
        """Show `logos`."""
        for row in list(self._rows):
            self._drop(row)
        for logo in logos:
            self._append(logo)
        self._place_rows()

    def logos(self) -> tuple[Logo, ...]:
        """Return the logos as named, in their order."""
        return tuple(Logo(row.name.text().strip(), row.sha256) for row in self._rows)

    def show_statement(self, statement: FundingStatement) -> None:
        """Show the strip as it is with this statement."""
        self._statement = statement
        self._show_pictures()

    def find_error(self) -> QWidget | None:
        """Mark the logos without a name and return the first of them."""
        first: QWidget | None = None
        for row in self._rows:
            missing = not row.name.text().strip()
            error = self._("A logo needs a name: it is read out in place of the picture.")
            row.field.set_error(error if missing else None)
            first = first or (row.name if missing else None)
        return first

    def add_file(self, path: Path) -> None:
        """Read a logo off the lane of the register, keep it, and show it last."""
        logos = self._context.services.logos
        operations = self._context.operations

        def keep(prepared: PreparedLogo) -> None:
            operations.command(
                lambda: logos.keep(prepared),
                initiator=self,
                done=lambda _changes: self._take(prepared, path.stem),
            )

        operations.compute(
            lambda: logos.prepare_file(path),
            initiator=self,
            done=keep,
            failed=self._context.messages.refuse,
            label=self._("Reading the logo…"),
        )

    def _choose(self) -> None:
        path = self._context.files.choose_logo()
        if path is not None:
            self.add_file(path)

    def _take(self, prepared: PreparedLogo, name: str) -> None:
        logo = prepared.named(name)
        self._pictures[logo.sha256] = QImage.fromData(prepared.content)
        row = self._append(logo)
        self._place_rows()
        row.name.setFocus()
        row.name.selectAll()
        self.edited.emit()

    def _append(self, logo: Logo) -> _Row:
        look, _ = self._context.look, self._
        name = QLineEdit(logo.name)
        name.textEdited.connect(self.edited)
        name.setPlaceholderText(_("Name of the organisation"))
        picture = QLabel()
        picture.setFixedSize(72, 48)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        tools = (
            icon_button(look, "chevron-up", _("Move up")),
            icon_button(look, "chevron-down", _("Move down")),
            icon_button(look, "trash-2", _("Remove this logo")),
        )
        row = _Row(logo.sha256, picture, name, Field(look, _("Organisation"), name), tools)
        tools[0].clicked.connect(lambda: self._move(row, -1))
        tools[1].clicked.connect(lambda: self._move(row, 1))
        tools[2].clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        if logo.sha256 not in self._pictures:
            self._fetch(logo.sha256)
        return row

    def _fetch(self, sha256: str) -> None:
        documents = self._context.services.documents

        def show(picture: QImage) -> None:
            self._pictures[sha256] = picture
            self._show_pictures()

        self._context.operations.query(
            lambda: QImage.fromData(documents.content(sha256)), initiator=self, done=show
        )

    def _move(self, row: _Row, by: int) -> None:
        place = self._rows.index(row)
        self._rows.insert(place + by, self._rows.pop(place))
        self._place_rows()
        self.edited.emit()

    def _remove(self, row: _Row) -> None:
        self._drop(row)
        self._place_rows()
        self.add.setFocus()
        self.edited.emit()

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _place_rows(self) -> None:
        for number, row in enumerate(self._rows):
            for column, widget in enumerate(row.widgets()):
                self._grid.addWidget(widget, number, column, Qt.AlignmentFlag.AlignVCenter)
                widget.show()
            row.tools[0].setEnabled(number > 0)
            row.tools[1].setEnabled(number + 1 < len(self._rows))
        self._show_pictures()

    def _show_pictures(self) -> None:
        known = [picture for row in self._rows if (picture := self._pictures.get(row.sha256)) is not None]
        has_emblem = self._statement is not FundingStatement.NONE
        self.preview.show_cover(known, self._(STATEMENT_TERMS[self._statement]) if has_emblem else "")
        self.preview.setVisible(bool(self._rows) or has_emblem)
        for row in self._rows:
            picture = self._pictures.get(row.sha256)
            if picture is not None:
                row.picture.setPixmap(_on_paper(picture, row.picture.size(), self.devicePixelRatioF()))


def _on_paper(picture: QImage, size: QSize, density: float) -> QPixmap:
    """Return a logo as large as `size`, for any density of the screen."""
    made = QPixmap.fromImage(
        picture.scaled(
            size * density, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    )
    made.setDevicePixelRatio(density)
    return made
