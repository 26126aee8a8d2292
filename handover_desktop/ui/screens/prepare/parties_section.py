"""The parties: two to four sides, each with the person who acts for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QMenu, QWidget

from handover_desktop.domain.handovers import HandoverDetails, Party, PartyRole
from handover_desktop.domain.reconciliation import OpenPoint, Point
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.prepare.ordered_cards import OrderedCard, OrderedSection
from handover_desktop.ui.screens.prepare.section import DetailsSection, choice, select, show_text
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.field import Field

MOST = 4
_USUAL = (PartyRole.TRANSFEROR, PartyRole.RECIPIENT, PartyRole.DONOR, PartyRole.END_USER)


_ABOUT_PARTIES: Final = frozenset(
    {
        Point.FEW_PARTIES,
        Point.PARTY_WITHOUT_NAME,
        Point.NO_SIGNATORY,
        Point.NO_REPRESENTATIVE,
        Point.NO_MANDATE,
        Point.SAME_PERSON,
    }
)


class PartyCard(OrderedCard):
    """One party."""

    def __init__(self, context: UiContext, section: DetailsSection) -> None:
        _, look = context._, context.look
        super().__init__(context, N_("Party {number}"), _("Remove this party"))
        self._role = choice({role.value: _(TERMS[role]) for role in PartyRole}, self.edited.emit)
        self._signs = QCheckBox(_("Signs the protocol"))
        self._signs.clicked.connect(self.edited)
        self.name_field, self.name = section.line(_("Name of the organisation"))
        local, self._local = section.line(_("Name in the second language"))
        address, self._address = section.line(_("Address"))
        person, self._representative = section.line(_("Representative"))
        function, self._function = section.line(_("Function"))
        mandate, self._mandate = section.line(
            _("Mandate"), hint=_("Decision or power of attorney, number and date")
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.theme.space(4))
        grid.setVerticalSpacing(look.theme.space(3))
        for column in range(2):
            grid.setColumnStretch(column, 1)
        grid.addWidget(Field(look, _("Role"), self._role), 0, 0)
        grid.addWidget(self._signs, 0, 1, Qt.AlignmentFlag.AlignBottom)
        for place, widget in enumerate((self.name_field, local, person, function, mandate, address)):
            grid.addWidget(widget, 1 + place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)

    def load(self, party: Party) -> None:
        """Show `party`."""
        select(self._role, party.role.value)
        self._signs.setChecked(party.signs)
        show_text(self.name, party.name)
        show_text(self._local, party.name_local)
        show_text(self._address, party.address)
        show_text(self._representative, party.representative)
        show_text(self._function, party.function)
        show_text(self._mandate, party.mandate)

    def party(self) -> Party:
        """Return the party as written."""
        return Party(
            role=PartyRole(self._role.currentData()),
            name=self.name.text().strip(),
            name_local=self._local.text().strip(),
            address=self._address.text().strip(),
            representative=self._representative.text().strip(),
            function=self._function.text().strip(),
            mandate=self._mandate.text().strip(),
            signs=self._signs.isChecked(),
        )

    def take_focus(self) -> None:
        self.name.setFocus()

    def place_of(self, point: Point) -> QWidget:
        """Return the input where `point` is settled."""
        inputs: dict[Point, QWidget] = {
            Point.NO_SIGNATORY: self._signs,
            Point.NO_REPRESENTATIVE: self._representative,
            Point.SAME_PERSON: self._representative,
            Point.NO_MANDATE: self._mandate,
        }
        return inputs.get(point, self.name)


class PartiesSection(OrderedSection[PartyCard]):
    """Two to eight parties in the order in which they sign."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        _, look = context._, context.look
        note = _("Two to eight, in the order in which they sign.")
        super().__init__(context, _("Parties"), note, _("Add a party"), parent)
        self._add.clicked.connect(self._add_empty)
        self._known = button(look, _("Known parties"), icon_name="users")
        self._known_menu = QMenu(self._known)
        self._known.setMenu(self._known_menu)
        self._known_menu.aboutToShow.connect(self._fill_known)
        self._parties_known: tuple[Party, ...] = ()
        self._foot.insertWidget(1, self._known)

    def show_known(self, known: Sequence[Party]) -> None:
        """Offer the parties of saved handovers."""
        self._parties_known = tuple(known)
        self._known.setEnabled(bool(known))

    def load(self, details: HandoverDetails) -> None:
        """Show `details`; a handover without parties starts with two empty ones."""
        self._empty()
        for party in details.parties or tuple(Party(role, "") for role in _USUAL[:2]):
            self._append(party)
        self._show_places()

    def apply(self, details: HandoverDetails) -> HandoverDetails:
        """Return `details` with the parties; two untouched empty ones count as none."""
        parties = tuple(card.party() for card in self._cards)
        untouched = all(party == Party(party.role, "") for party in parties)
        return replace(details, parties=() if untouched and not details.parties else parties)

    def find_errors(self) -> QWidget | None:
        """Mark a party that is described but has no name."""
        first: QWidget | None = None
        for card in self._cards:
            party = card.party()
            wrong = not party.name and party != Party(party.role, "", signs=party.signs)
            card.name_field.set_error(self.context._("The party needs a name.") if wrong else None)
            first = first or (card.name if wrong else None)
        return first

    def place_of(self, point: OpenPoint) -> QWidget | None:
        """Return the input where `point` is settled: of the party that it names, else of the first."""
        if point.point not in _ABOUT_PARTIES or not self._cards:
            return None
        told = dict(point.params)
        named = {card.name.text().strip(): card for card in self._cards}
        number = told.get("number")
        card = self._cards[number - 1] if isinstance(number, int) and number <= len(self._cards) else None
        return (card or named.get(str(told.get("party"))) or self._cards[0]).place_of(point.point)

    def _append(self, party: Party) -> PartyCard:
        card = PartyCard(self.context, self)
        card.load(party)
        self._put(card)
        return card

    def _add_empty(self) -> None:
        taken = {card.party().role for card in self._cards}
        role = next((role for role in _USUAL if role not in taken), PartyRole.WITNESS)
        card = self._append(Party(role, ""))
        self._show_places()
        card.name.setFocus()
        self.edited.emit()

    def _fill_known(self) -> None:
        self._known_menu.clear()
        present = {card.party() for card in self._cards}
        for party in self._parties_known:
            text = " · ".join(part for part in (party.name, party.representative) if part)
            named = f"{text} ({self.context._(TERMS[party.role])})"
            action = self._known_menu.addAction(named.replace("&", "&&"))
            action.setEnabled(party not in present)
            action.triggered.connect(lambda _checked=False, party=party: self._take_known(party))

    def _take_known(self, party: Party) -> None:
        """Put a known party into the first empty card, or add it."""
        empty = next((card for card in self._cards if card.party() == Party(card.party().role, "")), None)
        if empty is not None:
            empty.load(party)
        elif len(self._cards) < MOST:
            self._append(party)
        self._show_places()
        self.edited.emit()

    def _show_places(self) -> None:
        super()._show_places()
        self._add.setEnabled(len(self._cards) < MOST)
        self._back.setEnabled(len(self._cards) < MOST)
