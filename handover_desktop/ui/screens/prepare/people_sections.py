"""Who checks and who receives: the commission and the receiving units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from handover_desktop.domain.handovers import Capacity, CommissionMember, HandoverDetails, ReceivingUnit
from handover_desktop.domain.terms import TERMS
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.prepare.rows import Column, RowsEditor
from handover_desktop.ui.screens.prepare.section import DetailsSection, show_text


class CommissionSection(DetailsSection):
    """The decision that appoints the commission, and its members."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        _ = context._
        super().__init__(context, _("Commission"), "", parent)
        decision, self._decision = self.line(
            _("Decision on the commission"), hint=_("Number and date of the act that appoints it")
        )
        capacities = tuple((one.value, _(TERMS[one])) for one in Capacity)
        self._members = RowsEditor(
            context.look,
            (
                Column(_("Name and surname"), 3),
                Column(_("Function"), 3),
                Column(_("Capacity"), 2, capacities),
                Column(_("Team"), 2),
            ),
            add_text=_("Add a member"),
            remove_text=_("Remove this member"),
        )
        self._members.edited.connect(self.edited)
        self.section.body.addWidget(decision)
        self.section.body.addWidget(self._members)

    def load(self, details: HandoverDetails) -> None:
        """Show `details`."""
        show_text(self._decision, details.commission_decision)
        self._members.show_rows([(m.name, m.function, m.capacity.value, m.team) for m in details.commission])

    def apply(self, details: HandoverDetails) -> HandoverDetails:
        """Return `details` with the commission."""
        members = tuple(
            CommissionMember(name, function, Capacity(capacity), team)
            for name, function, capacity, team in self._members.rows()
        )
        return replace(details, commission_decision=self._decision.text().strip(), commission=members)


class UnitsSection(DetailsSection):
    """The receiving units: the codes that the list uses, with their names."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        _ = context._
        note = _("The codes come from the list. Their names are printed on the protocol.")
        super().__init__(context, _("Receiving units"), note, parent)
        self._units = RowsEditor(
            context.look,
            (Column(_("Code"), 1), Column(_("Name"), 3), Column(_("Name in the second language"), 3)),
            add_text=_("Add a unit"),
            remove_text=_("Remove this unit"),
        )
        self._units.edited.connect(self.edited)
        self.section.body.addWidget(self._units)
        self._codes: tuple[str, ...] = ()

    def show_codes(self, codes: Sequence[str]) -> None:
        """Add the codes of the list that are not named yet."""
        self._codes = tuple(codes)
        rows = self._units.rows()
        missing = [code for code in codes if code not in {row[0] for row in rows}]
        if missing:
            self._units.show_rows([*rows, *((code, "", "") for code in missing)])

    def load(self, details: HandoverDetails) -> None:
        """Show `details`."""
        self._units.show_rows([(u.code, u.name, u.name_local) for u in details.receiving_units])
        self.show_codes(self._codes)

    def apply(self, details: HandoverDetails) -> HandoverDetails:
        """Return `details` with the units that have a name, or had a place before."""
        before = {unit.code for unit in details.receiving_units}
        units = tuple(
            ReceivingUnit(code, name, local)
            for code, name, local in self._units.rows()
            if name or local or code in before or code not in self._codes
        )
        return replace(details, receiving_units=units)
