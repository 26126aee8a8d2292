"""Damage: marks on the drawing and by name, their list with notes, and the statement that none was noted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.sheet_texts import describe_mark
from handover_desktop.domain.sheets import DamageLook, DamageMark, ItemSheet, MarkType, Zone
from handover_desktop.domain.terms import PLACE_TERMS, TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.screens.check.sheet.chips import flow_of
from handover_desktop.ui.screens.check.sheet.drawing import DamageDrawing, paint_mark_shape
from handover_desktop.ui.theme import TARGET, Look
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target

_MOST = 99


class DamageEditor(QWidget):
    """The damage of one vehicle.

    *Signals:* `changed()` after a person marked, noted, removed or stated something.
    """

    changed = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._marks: tuple[DamageMark, ...] = ()
        self.none_noted = as_target(button(look, _("No damage noted")))
        self.none_noted.setCheckable(True)
        self.drawing = DamageDrawing(look, _)
        self.types: dict[MarkType, QPushButton] = {}
        self._group = QButtonGroup(self)
        for kind in MarkType:
            made = as_target(button(look, _(TERMS[kind])))
            made.setCheckable(True)
            made.setIcon(QIcon(_picture(look, kind)))
            self._group.addButton(made)
            self.types[kind] = made
        self.types[MarkType.SCRATCH].setChecked(True)
        self.places = as_target(QComboBox())
        self.places.setAccessibleName(_("Place"))
        for place, text in PLACE_TERMS.items():
            self.places.addItem(f"{_(text)} ({place[0].value})", place)
        self.add = as_target(button(look, _("Add a mark"), icon_name="plus"))
        self._list = QVBoxLayout()
        self._lay_out()
        look.changed.connect(self._repaint_types)
        self.none_noted.clicked.connect(self._state)
        self.drawing.marked.connect(self._mark)
        self.add.clicked.connect(self._add)

    def _lay_out(self) -> None:
        space = self._look.theme.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space(2))
        hint = self._("Choose what it is, then press the place on the drawing, or choose the place by name.")
        rows.addWidget(text_label(self._look, hint, tone="muted"))
        rows.addWidget(flow_of(self._look, (*self.types.values(), self.none_noted)))
        rows.addWidget(self.drawing)
        by_name = QHBoxLayout()
        by_name.setSpacing(space(2))
        by_name.addWidget(self.places)
        by_name.addWidget(self.add)
        by_name.addStretch(1)
        rows.addLayout(by_name)
        self._list.setSpacing(space(1))
        rows.addLayout(self._list)

    def load(self, sheet: ItemSheet, drawing: Drawing) -> None:
        """Show what a sheet says."""
        self.drawing.show_vehicle(drawing)
        self._marks = sheet.marks
        self.none_noted.setChecked(sheet.damage is DamageLook.NONE_NOTED)
        self._show()

    def put_into(self, sheet: ItemSheet) -> ItemSheet:
        """Return `sheet` with the damage that is shown."""
        look = DamageLook.NONE_NOTED if self.none_noted.isChecked() else DamageLook.NOT_LOOKED
        return replace(sheet, damage=DamageLook.MARKED if self._marks else look, marks=self._marks)

    def _show(self) -> None:
        """Show the marks; beside them the statement that there are none cannot be made."""
        self.drawing.show_marks(self._marks)
        self.none_noted.setEnabled(not self._marks)
        reason = self._("Remove the marks first.") if self._marks else ""
        self.none_noted.setToolTip(reason)
        self.none_noted.setAccessibleDescription(reason)
        while (old := self._list.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, mark in enumerate(self._marks):
            self._list.addWidget(self._row(at, mark))

    def _row(self, at: int, mark: DamageMark) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.theme.space(2))
        text = f"{at + 1}. {describe_mark(self._, replace(mark, note=''))}"
        note = as_target(QLineEdit(mark.note))
        note.setPlaceholderText(self._("Note"))
        note.setAccessibleName(self._("Note on mark {number}", number=at + 1))
        note.textEdited.connect(lambda written: self._note(at, written))
        remove = icon_button(self._look, "trash-2", self._("Remove mark {number}", number=at + 1))
        remove.setFixedSize(TARGET, TARGET)
        remove.clicked.connect(lambda: self._remove(at))
        row.addWidget(text_label(self._look, text), 1)
        row.addWidget(note, 1)
        row.addWidget(remove)
        return made

    def _kind(self) -> MarkType:
        return next(kind for kind, made in self.types.items() if made.isChecked())

    def _mark(self, zone: Zone, x: int, y: int) -> None:
        if len(self._marks) == _MOST:
            return
        self.none_noted.setChecked(False)
        self._marks = (*self._marks, DamageMark(zone, self._kind(), x, y))
        self._show()
        self.changed.emit()

    def _add(self) -> None:
        zone, third = self.places.currentData()
        self._mark(zone, 167 + 333 * third, 500)

    def _remove(self, at: int) -> None:
        self._marks = (*self._marks[:at], *self._marks[at + 1 :])
        self._show()
        self.drawing.setFocus()
        self.changed.emit()

    def _note(self, at: int, text: str) -> None:
        noted = replace(self._marks[at], note=text.strip())
        self._marks = (*self._marks[:at], noted, *self._marks[at + 1 :])
        self.changed.emit()

    def _state(self) -> None:
        self.changed.emit()

    def _repaint_types(self) -> None:
        for kind, made in self.types.items():
            made.setIcon(QIcon(_picture(self._look, kind)))


def _picture(look: Look, kind: MarkType) -> QPixmap:
    picture = QPixmap(40, 40)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = look.theme.colours
    paint_mark_shape(painter, QPointF(10, 10), kind, fill=colours.accent, ground=colours.surface, size=14)
    painter.end()
    return picture
