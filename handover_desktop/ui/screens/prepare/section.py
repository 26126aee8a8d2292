"""What the sections of the preparation have in common: they show details, are edited, and give details back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from handover_desktop.domain.handovers import HandoverDetails
from handover_desktop.domain.reconciliation import OpenPoint
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.widgets.card import Section
from handover_desktop.ui.widgets.field import Field


class DetailsSection(QWidget):
    """One section of the form.

    *Signals:* `edited()` after every change by hand.
    """

    edited = Signal()

    def __init__(self, context: UiContext, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.title = title
        self.section = Section(context.look, title, note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)

    def load(self, details: HandoverDetails) -> None:
        """Show `details`."""
        raise NotImplementedError

    def apply(self, details: HandoverDetails) -> HandoverDetails:
        """Return `details` with what is written here."""
        raise NotImplementedError

    def find_errors(self) -> QWidget | None:
        """Mark what cannot be understood and return the first such input, None where all can."""
        return None

    def place_of(self, point: OpenPoint) -> QWidget | None:
        """Return the input where `point` is settled, None where that is not here."""
        return None

    def line(self, label: str, *, hint: str = "", optional: str = "") -> tuple[Field, QLineEdit]:
        """Return a field with one line of text."""
        editor = QLineEdit()
        editor.textEdited.connect(self.edited)
        return Field(self.context.look, label, editor, hint=hint, optional_text=optional), editor

    def grid(self, columns: int = 2) -> QGridLayout:
        """Return a grid of equal columns, added to the section."""
        space = self.context.look.theme.space
        made = QGridLayout()
        made.setHorizontalSpacing(space(4))
        made.setVerticalSpacing(space(3))
        for column in range(columns):
            made.setColumnStretch(column, 1)
        self.section.body.addLayout(made)
        return made


def text_area(on_edit: Callable[[], None], *, rows: int) -> QPlainTextEdit:
    """Return an input for several lines, which Tab leaves."""
    area = QPlainTextEdit()
    area.setTabChangesFocus(True)
    area.setFixedHeight(area.fontMetrics().lineSpacing() * rows + 24)
    area.textChanged.connect(on_edit)
    return area


def write_from_the_right(area: QPlainTextEdit) -> None:
    """Let the lines of `area` begin at the right, whatever they begin with."""
    area.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    form = area.document().defaultTextOption()
    form.setTextDirection(Qt.LayoutDirection.RightToLeft)
    area.document().setDefaultTextOption(form)


def choice(values: dict[str, str], on_edit: Callable[[], None]) -> QComboBox:
    """Return a list to choose from; `values` are value and word."""
    box = QComboBox()
    for value, word in values.items():
        box.addItem(word, value)
    box.activated.connect(lambda _index: on_edit())
    return box


def select(box: QComboBox, value: str) -> None:
    """Choose `value` in `box`; one that is not among the choices is added as it is."""
    place = box.findData(value)
    if place < 0:
        box.addItem(value, value)
        place = box.count() - 1
    box.setCurrentIndex(place)


def show_text(editor: QLineEdit, text: str) -> None:
    """Put `text` into `editor` so that its beginning is seen."""
    editor.setText(text)
    editor.setCursorPosition(0)
