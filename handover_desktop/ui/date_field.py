"""A date that may stay empty: typed, or picked from a calendar."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from handover_desktop.i18n import Translator
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.buttons import icon_button

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\.?|(\d{2})(\d{2})(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read_date(written: str) -> date | None:
    """Return the date of 5.12.2024, 05/12/24, 05122024 or 2024-12-05; None for nothing.

    Two digits are a year of this century. Raises ValueError for the rest.
    """
    text = written.strip()
    if not text:
        return None
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups() if part is not None)
        year += 2000 if year < 100 else 0
    elif found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError(written)
    return date(year, month, day)


class DateField(QWidget):
    """A line for a date with a calendar beside it.

    *Signals:* `edited()` on every change, typed or picked; `left()` when a person goes on from it, after what is a
    date was written out in full.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, look: Look, _: Translator, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = QLineEdit()
        self._editor.setPlaceholderText(_("DD.MM.YYYY"))
        self._editor.setAccessibleName(name)
        self._editor.textChanged.connect(self.edited)
        self._editor.editingFinished.connect(self._leave)
        self._opener = self._make_opener(look, _("Pick a date"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(1))
        row.addWidget(self._editor)
        row.addWidget(self._opener)
        self.setFocusProxy(self._editor)

    def value(self) -> date | None:
        """Return the date, None where the line is empty; raise ValueError for what is no date."""
        return read_date(self._editor.text())

    @property
    def is_date(self) -> bool:
        """Whether a date is written, or nothing."""
        try:
            self.value()
        except ValueError:
            return False
        return True

    def text(self) -> str:
        """Return what is written."""
        return self._editor.text()

    def set_text(self, text: str) -> None:
        """Show `text` as if it were written."""
        self._editor.setText(text)

    def _leave(self) -> None:
        if self.is_date:
            self.set_value(self.value())
        self.left.emit()

    def set_value(self, day: date | None) -> None:
        """Show `day`, day first."""
        self._editor.setText(f"{day:%d.%m.%Y}" if day else "")

    def _make_opener(self, look: Look, pick: str) -> QToolButton:
        calendar = QCalendarWidget()
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        opener = icon_button(look, "calendar", pick)
        opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        opener.setMenu(menu)

        def take(picked: QDate) -> None:
            self.set_value(date(picked.year(), picked.month(), picked.day()))
            menu.close()
            self._editor.setFocus()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        return opener
