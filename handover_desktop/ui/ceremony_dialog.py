"""The ceremony's protocols of a handover: those there are beside what is accepted, and a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.handovers import HandoverDetails, Party
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.symbolic import Grouping
from handover_desktop.domain.terms import TERMS
from handover_desktop.services.ceremonies import CeremonyProposal, CeremonyStanding
from handover_desktop.ui.ceremony_texts import group_rows, standing_note, standing_rows, standing_title
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.date_field import DateField
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.figures_table import FiguresTable
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage


@dataclass(frozen=True, slots=True)
class CeremonyChoice:
    """What was filled in for a new one."""

    details: HandoverDetails
    grouping: Grouping


class _PartyRow:
    """One party: whether it signs at the ceremony, and who does for it."""

    def __init__(self, context: UiContext, party: Party) -> None:
        _ = context._
        self._party = party
        self.signs = QCheckBox(_.pair(_(TERMS[party.role]), party.name).replace("&", "&&"))
        self.signs.setToolTip(_("It signs the ceremony's protocol"))
        self.signs.setChecked(party.signs)
        self.person, self.function = QLineEdit(party.representative), QLineEdit(party.function)
        for editor, word in ((self.person, _("Representative")), (self.function, _("Function"))):
            editor.setPlaceholderText(word)
            editor.setAccessibleName(f"{party.name}: {word}")
            editor.setCursorPosition(0)

    @property
    def party(self) -> Party:
        """The party as filled in; a mandate belongs to the person whom it was given to."""
        person = self.person.text().strip()
        mandate = self._party.mandate if person == self._party.representative else ""
        return replace(
            self._party,
            representative=person,
            function=self.function.text().strip(),
            mandate=mandate,
            signs=self.signs.isChecked(),
        )


class CeremonyDialog(TabbedDialog):
    """Shows the symbolic handovers of one, and asks for place, day and parties of a new one.

    *Signals:* `open_asked(HandoverId)`; `grouping_asked(Grouping)`, answered by `show_groups`.
    """

    open_asked = Signal(object)
    grouping_asked = Signal(object)

    def __init__(
        self,
        context: UiContext,
        proposal: CeremonyProposal,
        standings: tuple[CeremonyStanding, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context._
        self._proposal = proposal
        look, space = context.look, context.look.theme.space
        self.setWindowTitle(self._("Ceremony protocol"))
        self.place = QLineEdit(proposal.details.place)
        self.date = DateField(look, self._, name=self._("Date"))
        self._date_field = Field(look, self._("Date"), self.date)
        self.grouping = QComboBox()
        self.table = FiguresTable(look, self._)
        self.parties = [_PartyRow(context, party) for party in proposal.details.parties]
        page = ScrollPage(look)
        page.body.setSpacing(space(3))
        for widget in (*self._head(), *self._cards(standings), *self._fields(), self._party_grid()):
            page.body.addWidget(widget)
        page.body.addStretch(1)
        box = QDialogButtonBox()
        self.go = button(look, self._("Make the ceremony protocol"), role="primary")
        box.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(button(look, self._("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self._accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(3), space(5))
        column.setSpacing(space(4))
        column.addWidget(page, 1)
        column.addWidget(box)
        self.resize(space(180), space(165))
        self.date.set_value(proposal.details.handover_date)
        self.grouping.currentIndexChanged.connect(
            lambda _at: self.grouping_asked.emit(Grouping(self.grouping.currentData()))
        )
        self.show_groups(proposal)
        self.place.setFocus()

    @property
    def choice(self) -> CeremonyChoice:
        """What is filled in; raise ValueError for what is no date."""
        own = self._proposal.details
        place = self.place.text().strip()
        details = replace(
            own,
            place=place,
            address=own.address if place == own.place else "",
            handover_date=self.date.value(),
            parties=tuple(row.party for row in self.parties),
        )
        return CeremonyChoice(details, Grouping(self.grouping.currentData()))

    def show_groups(self, proposal: CeremonyProposal) -> None:
        """Show what the list gives, grouped like this."""
        self.table.show_rows(group_rows(proposal.groups, self._, self._context.formats))

    def _head(self) -> list[QWidget]:
        look, _ = self._context.look, self._
        return [
            text_label(look, _("A short protocol for the ceremony"), TextStyle.TITLE, strong=True),
            text_label(
                look,
                _(
                    "It states groups and totals of the list, as listed and not checked, and has its own number, "
                    "place, date and signatures. The protocol of the check cites it and prints any difference."
                ),
                tone="muted",
            ),
        ]

    def _cards(self, standings: Iterable[CeremonyStanding]) -> list[QWidget]:
        context = self._context
        found: list[QWidget] = []
        for one in standings:
            card = ceremony_card(context, one)
            opener = button(context.look, self._("Open it"), icon_name="folder-open")
            opener.clicked.connect(lambda _checked=False, of=one.handover.id: self._open(of))
            card.body.addWidget(opener)
            found.append(card)
        if found:
            found.append(text_label(context.look, self._("Another one"), TextStyle.LARGE, strong=True))
        return found

    def _fields(self) -> list[QWidget]:
        look, _ = self._context.look, self._
        for grouping in Grouping:
            self.grouping.addItem(_(TERMS[grouping]), grouping.value)
        self.grouping.setCurrentIndex(list(Grouping).index(self._proposal.grouping))
        both = QWidget()
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.theme.space(4))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for column, field in enumerate(
            (Field(look, _("Place of the ceremony"), self.place), self._date_field)
        ):
            grid.addWidget(field, 0, column, Qt.AlignmentFlag.AlignTop)
        return [both, Field(look, _("Figures"), self.grouping), self.table]

    def _party_grid(self) -> QWidget:
        look, _ = self._context.look, self._
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.theme.space(3))
        grid.addWidget(text_label(look, _("Who signs at the ceremony"), strong=True), 0, 0, 1, 2)
        for at, row in enumerate(self.parties):
            grid.addWidget(row.signs, 2 * at + 1, 0, 1, 2)
            grid.addWidget(row.person, 2 * at + 2, 0)
            grid.addWidget(row.function, 2 * at + 2, 1)
        note = _("More can be changed afterwards, in its preparation, until it is finalised.")
        grid.addWidget(
            text_label(look, note, TextStyle.CAPTION, tone="muted"), 2 * len(self.parties) + 1, 0, 1, 2
        )
        return made

    def _open(self, handover: HandoverId) -> None:
        self.reject()
        self.open_asked.emit(handover)

    def _accept(self) -> None:
        try:
            self.date.value()
        except ValueError:
            self._date_field.set_error(self._("This is not a date. Write it as day.month.year."))
            self.date.setFocus()
            return
        self.accept()


def ceremony_card(context: UiContext, standing: CeremonyStanding) -> Card:
    """Return a card with what a symbolic handover states beside what is accepted."""
    _, look = context._, context.look
    card = Card(look, _("Symbolic handover"))
    card.body.addWidget(text_label(look, standing_title(standing, _, context.formats), strong=True))
    table = FiguresTable(look, _)
    table.show_rows(standing_rows(standing, _, context.formats))
    card.body.addWidget(table)
    card.body.addWidget(text_label(look, standing_note(standing, _), TextStyle.CAPTION, tone="muted"))
    return card
