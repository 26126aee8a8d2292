"""What the check rests on, always in sight: the version of the list, when it came, and the clock of the laptop."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from handover_desktop.domain.clock import zone_of
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.date_field import DateField
from handover_desktop.ui.moments import read_time, write_time
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target, with_key

if TYPE_CHECKING:
    from handover_desktop.services.clock import ClockStanding

_TICK_MS: Final = 5000


class ClockStrip(QWidget):
    """One quiet line; at the start of a check it asks whether the clock is right, and stops no one meanwhile.

    *Signals:* `answered()` when the question is dealt with.
    """

    answered = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context._
        self._handover: HandoverId | None = None
        self._editable = False
        look, space = context.look, context.look.theme.space
        self._list = ElidedLabel(look, style=TextStyle.CAPTION, tone="muted")
        self._told = text_label(look, "", TextStyle.CAPTION, tone="muted", wrap=False)
        self._pages = QStackedWidget()
        for page in (self._told, self._make_question(), self._make_correction()):
            self._pages.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(4))
        row.addWidget(self._list, 1)
        row.addWidget(self._pages)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._tell_time)
        self._turn_to(self._told)

    def _make_question(self) -> QWidget:
        self.question = text_label(self._context.look, "", strong=True, wrap=False)
        right = self._("Yes, it is right")
        self.yes = with_key(self._button(f"{right}  (T)"), "T")
        self.yes.setAccessibleName(right)
        self.no = self._button(self._("No…"))
        self.yes.clicked.connect(lambda: self._confirm(None))
        self.no.clicked.connect(self._ask_correction)
        return self._row(self.question, self.yes, self.no)

    def _make_correction(self) -> QWidget:
        look, space = self._context.look, self._context.look.theme.space
        label = text_label(look, self._("By witness it is"), strong=True, wrap=False)
        self.day = DateField(look, self._, name=self._("Right date"))
        self.day.setFixedWidth(space(40))
        self.time = QLineEdit()
        self.time.setFixedWidth(space(20))
        self.time.setAccessibleName(self._("Right time"))
        self.time.setPlaceholderText(self._("HH:MM"))
        self.time.returnPressed.connect(self._note_witnessed)
        self.refusal = text_label(look, "", strong=True, wrap=False)
        self.note = self._button(self._("Note this time"))
        self.back = self._button(self._("Back"))
        self.note.clicked.connect(self._note_witnessed)
        self.back.clicked.connect(self.reload)
        return self._row(self.refusal, label, self.day, self.time, self.note, self.back)

    def _button(self, text: str) -> QPushButton:
        return as_target(button(self._context.look, text))

    def _row(self, *widgets: QWidget) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._context.look.theme.space(2))
        row.addStretch(1)
        for widget in widgets:
            row.addWidget(widget)
        return page

    @property
    def list_text(self) -> str:
        """What is said of the list."""
        return self._list.text()

    @property
    def told(self) -> str:
        """What is said of the clock once it is confirmed; empty before."""
        return self._told.text()

    @property
    def is_asking(self) -> bool:
        """Whether the clock is still to be confirmed."""
        return self._pages.currentWidget() is not self._told

    def show_handover(self, handover: Handover, *, editable: bool) -> None:
        """Show what the check of `handover` rests on, and ask for the clock where that was not done today."""
        self._list.setText(self._say_list(handover))
        self._editable = editable
        changed, self._handover = self._handover != handover.id, handover.id
        if changed or not self.is_asking:
            self.reload()

    def reload(self) -> None:
        """Read anew how the clock was confirmed."""
        handover = self._handover
        if handover is not None:
            clock = self._context.services.clock
            self._context.operations.query(
                lambda: clock.standing(handover), initiator=self, done=self._show, label=None
            )

    def _say_list(self, handover: Handover) -> str:
        if not handover.lists:
            parent = handover.parent
            return self._("Carried over from protocol {number}", number=parent.number) if parent else ""
        newest = handover.lists[-1]
        return self._(
            "List, version {version}: {file} · imported {moment}",
            version=len(handover.lists),
            file=newest.file_name,
            moment=self._context.formats.moment(newest.imported_at),
        )

    def _show(self, standing: ClockStanding) -> None:
        reading = standing.reading
        if reading is None and self._editable:
            self._tell_time()
            self._turn_to(self.question)
            return
        text = ""
        if reading is not None:
            time = self._context.formats.time
            shown = f"{time(reading.shown)} ({zone_of(reading.shown)})"
            text = self._("Clock confirmed at {shown}", shown=shown)
            if reading.witnessed is not None:
                text = self._(
                    "Clock of the laptop {shown}, by witness {witnessed}",
                    shown=shown,
                    witnessed=self._context.formats.moment(reading.witnessed),
                )
        self._told.setText(text)
        self._turn_to(self._told)

    def _turn_to(self, shown: QLabel) -> None:
        """Show the page that `shown` stands on; the others take no room."""
        page = shown.parentWidget()
        if shown is self._told or page is None:
            page = shown
        self._pages.setCurrentWidget(page)
        self._pages.setFixedHeight(page.sizeHint().height())
        if shown is self.question:
            self._tick.start()
        else:
            self._tick.stop()

    def _tell_time(self) -> None:
        now, formats = self._context.services.workplace.now(), self._context.formats
        self.question.setText(
            self._(
                "It is {time} on {date} ({zone}). Is that right?",
                time=formats.time(now),
                date=formats.date(now.date()),
                zone=zone_of(now),
            )
        )

    def _ask_correction(self) -> None:
        now = self._context.services.workplace.now()
        self.day.set_value(now.date())
        self.time.setText(write_time(now))
        self.refusal.setText("")
        self._turn_to(self.refusal)
        self.time.setFocus()
        self.time.selectAll()

    def _note_witnessed(self) -> None:
        try:
            day, at = self.day.value(), read_time(self.time.text())
        except ValueError:
            day = at = None
        if day is None or at is None:
            self.refusal.setText(self._("Write date and time, as 05.12.2024 and 14:32."))
            return
        self._confirm(datetime.combine(day, at, tzinfo=self._context.services.workplace.now().tzinfo))

    def _confirm(self, witnessed: datetime | None) -> None:
        handover, clock = self._handover, self._context.services.clock
        if handover is None:
            return
        self._context.operations.command(
            lambda: clock.confirm(handover, witnessed=witnessed),
            initiator=self,
            done=lambda _changes: self._confirmed(),
        )

    def _confirmed(self) -> None:
        self._turn_to(self._told)
        self.reload()
        self.answered.emit()
