"""The handover itself: what it is, where and when it takes place, and how it is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QWidget

from handover_desktop.domain.handovers import HandoverDetails
from handover_desktop.domain.reconciliation import OpenPoint, Point
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.date_field import DateField
from handover_desktop.ui.moments import moment_on, read_time, write_time
from handover_desktop.ui.screens.prepare.section import DetailsSection, choice, select, show_text, text_area
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label

_MOST_ORIGINALS = 20


class HandoverSection(DetailsSection):
    """Reference, title, project, agreement, legal basis, place, date and times."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        _ = context._
        super().__init__(
            context, _("Handover"), _("What stays empty is printed as a line to fill in by hand."), parent
        )
        self._loaded = HandoverDetails()
        self.reference_field, self._reference = self.line(_("Reference"))
        title, self._title = self.line(_("Title"))
        project, self._project = self.line(_("Project"))
        agreement, self._agreement = self.line(_("Contract or agreement no."))
        basis, self._basis = self.line(_("Legal basis"))
        place, self._place = self.line(_("Place"))
        address, self._address = self.line(_("Address"))
        self._date = DateField(context.look, _, name=_("Date"))
        self._date.edited.connect(self.edited)
        self._date.left.connect(self.find_errors)
        self._date_field = Field(context.look, _("Date"), self._date)
        self._start_field, self._start = self._time(_("Start"))
        self._end_field, self._end = self._time(_("End"))
        self._end_field.setToolTip(_("Left empty, it is the time of finalising"))
        grid = self.grid(6)
        for widget, row, column, span in (
            (self.reference_field, 0, 0, 2), (title, 0, 2, 4),
            (project, 1, 0, 3), (agreement, 1, 3, 3),
            (basis, 2, 0, 6),
            (place, 3, 0, 2), (address, 3, 2, 4),
            (self._date_field, 4, 0, 2), (self._start_field, 4, 2, 2), (self._end_field, 4, 4, 2),
        ):  # fmt: skip
            grid.addWidget(widget, row, column, 1, span, Qt.AlignmentFlag.AlignTop)

    @property
    def reference(self) -> str:
        """The reference as written."""
        return self._reference.text().strip()

    def show_times(self, *, shown: bool) -> None:
        """Ask for the times of beginning and end, or leave them as they are."""
        self._start_field.setVisible(shown)
        self._end_field.setVisible(shown)

    def load_reference(self, reference: str) -> None:
        """Show the reference of the handover."""
        show_text(self._reference, reference)
        self.reference_field.set_error(None)

    def load(self, details: HandoverDetails) -> None:
        """Show `details`."""
        self._loaded = details
        show_text(self._title, details.title)
        show_text(self._project, details.project)
        show_text(self._agreement, details.agreement)
        show_text(self._basis, details.legal_basis)
        show_text(self._place, details.place)
        show_text(self._address, details.address)
        self._date.set_value(details.handover_date)
        self._start.setText(write_time(details.starts_at))
        self._end.setText(write_time(details.ends_at))
        for field in (self._date_field, self._start_field, self._end_field):
            field.set_error(None)

    def apply(self, details: HandoverDetails) -> HandoverDetails:
        """Return `details` with what is written here; what cannot be understood keeps its old value."""
        day = self._date.value() if self._date.is_date else self._loaded.handover_date
        return replace(
            details,
            title=self._title.text().strip(),
            project=self._project.text().strip(),
            agreement=self._agreement.text().strip(),
            legal_basis=self._basis.text().strip(),
            place=self._place.text().strip(),
            address=self._address.text().strip(),
            handover_date=day,
            starts_at=self._moment(self._start, self._loaded.starts_at),
            ends_at=self._moment(self._end, self._loaded.ends_at),
        )

    def find_errors(self) -> QWidget | None:
        """Mark a date or a time that cannot be understood."""
        _ = self.context._
        self._date_field.set_error(self._date_error())
        first: QWidget | None = None if self._date.is_date else self._date
        for field, editor in ((self._start_field, self._start), (self._end_field, self._end)):
            wrong = _time_is_wrong(editor)
            field.set_error(_("This is not a time. Write it like 09:30.") if wrong else None)
            first = first or (editor if wrong else None)
        if first is None and self._ends_before_it_starts():
            self._end_field.set_error(_("The end is before the start."))
            first = self._end
        return first

    def place_of(self, point: OpenPoint) -> QWidget | None:
        """Return the input where `point` is settled."""
        match point.point:
            case Point.NO_PLACE:
                return self._place
            case Point.NO_DATE | Point.FUTURE_DATE | Point.OLD_DATE:
                return self._date
        return None

    def _time(self, label: str) -> tuple[Field, QLineEdit]:
        field, editor = self.line(label)
        editor.setPlaceholderText(self.context._("HH:MM"))
        editor.editingFinished.connect(lambda: self._leave_time(editor))
        return field, editor

    def _leave_time(self, editor: QLineEdit) -> None:
        if not _time_is_wrong(editor):
            editor.setText(write_time(read_time(editor.text())))
        self.find_errors()

    def _date_error(self) -> str | None:
        return None if self._date.is_date else self.context._("This is not a date. Write it like 05.12.2024.")

    def _moment(self, editor: QLineEdit, before: datetime | None) -> datetime | None:
        if _time_is_wrong(editor) or not self._date.is_date:
            return before
        now = self.context.services.workplace.now()
        day = self._date.value() or (before.date() if before else now.date())
        return moment_on(day, read_time(editor.text()), before, now.tzinfo)

    def _ends_before_it_starts(self) -> bool:
        start, end = read_time(self._start.text()), read_time(self._end.text())
        return start is not None and end is not None and end < start


def _time_is_wrong(editor: QLineEdit) -> bool:
    try:
        read_time(editor.text())
    except ValueError:
        return True
    return False


class DocumentSection(DetailsSection):
    """How the protocol is printed: languages, originals and who keeps them.

    *Signals:* `distribution_asked()` for a proposal from the parties.
    """

    distribution_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        _ = context._
        super().__init__(context, _("Protocol"), "", parent)
        self._first = choice(dict(DOCUMENT_LANGUAGES), self._choose_first)
        self._second = choice({"": _("No second language"), **DOCUMENT_LANGUAGES}, self._choose_second)
        self._pair = ("en", "")
        self._swap = icon_button(context.look, "arrow-left-right", _("Swap the languages"))
        self._swap.clicked.connect(self._swap_languages)
        self._note = text_label(context.look, "", TextStyle.CAPTION, tone="muted")
        self._originals = QSpinBox()
        self._originals.setRange(1, _MOST_ORIGINALS)
        self._originals.valueChanged.connect(lambda _value: self.edited.emit())
        self._distribution = text_area(self.edited.emit, rows=2)
        look = context.look
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(4))
        row.addWidget(Field(look, _("First language"), self._first), 2)
        row.addWidget(self._swap, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(Field(look, _("Second language"), self._second), 2)
        row.addWidget(Field(look, _("Signed originals"), self._originals), 1)
        self.section.body.addLayout(row)
        self.section.body.addWidget(self._note)
        hint = _("For example: 2 Ministry; 1 Mission; 1 Delegation. Figures are added up and compared.")
        self.section.body.addWidget(Field(look, _("Who keeps the originals"), self._distribution, hint=hint))
        propose = button(look, _("Propose from the parties"), role="quiet", icon_name="users")
        propose.clicked.connect(self.distribution_asked)
        self.section.body.addWidget(propose, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the document as chosen, the leading one first."""
        chosen = (str(self._first.currentData()), str(self._second.currentData()))
        return tuple(dict.fromkeys(tag for tag in chosen if tag))

    def load(self, details: HandoverDetails) -> None:
        """Show `details`."""
        first, second = (*details.languages, "", "")[:2]
        select(self._first, first or "en")
        select(self._second, second)
        self._show_pair()
        self._originals.setValue(details.originals)
        self._distribution.setPlainText(details.distribution)

    def show_distribution(self, text: str) -> None:
        """Show who keeps the originals, as an edit."""
        self._distribution.setPlainText(text)

    def apply(self, details: HandoverDetails) -> HandoverDetails:
        """Return `details` with what is chosen here."""
        return replace(
            details,
            languages=self.languages,
            originals=self._originals.value(),
            distribution=self._distribution.toPlainText().strip(),
        )

    def place_of(self, point: OpenPoint) -> QWidget | None:
        """Return the input where `point` is settled."""
        return self._distribution if point.point is Point.DISTRIBUTION else None

    def _choose_first(self) -> None:
        if self._first.currentData() == self._second.currentData():
            select(self._second, self._pair[0])
        self._show_pair()
        self.edited.emit()

    def _choose_second(self) -> None:
        """Take the second language; the one that led takes the place of the one that now leads."""
        if self._first.currentData() == self._second.currentData():
            select(self._first, self._pair[1] or self._pair[0])
            if not self._pair[1]:
                select(self._second, "")
        self._show_pair()
        self.edited.emit()

    def _swap_languages(self) -> None:
        first, second = self._pair
        select(self._first, second)
        select(self._second, first)
        self._show_pair()
        self.edited.emit()

    def _show_pair(self) -> None:
        """Remember what is chosen, and say where both columns would read the same."""
        self._pair = (str(self._first.currentData()), str(self._second.currentData()))
        self._swap.setEnabled(bool(self._pair[1]))
        both_scripts = set(self._pair) == {"sr-Cyrl", "sr-Latn"}
        self._note.setText(
            self.context._("Both are Serbian: the same words in two scripts.") if both_scripts else ""
        )
        self._note.setVisible(both_scripts)
