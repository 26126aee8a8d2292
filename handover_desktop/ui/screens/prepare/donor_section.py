"""The donor's rules for this handover, the paper, and the logos on the cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from handover_desktop.domain.handovers import DonorProfile, HandoverDetails, Paper
from handover_desktop.domain.terms import PAPER_TERMS
from handover_desktop.services.donor_profiles import KeptProfile
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.donor_fields import DonorFields
from handover_desktop.ui.screens.prepare.logos_editor import LogosEditor
from handover_desktop.ui.screens.prepare.section import DetailsSection, choice, select
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label

_OWN = ""
"""The choice that stands for rules which no profile of the register has."""


class DonorSection(DetailsSection):
    """A profile is copied into the handover: what is changed here changes nothing in the profile, nor the reverse."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        _, look = context._, context.look
        note = _(
            "What the donor asks of the protocol. A profile is copied: editing it later changes nothing here."
        )
        super().__init__(context, _("Donor and papers"), note, parent)
        self._loaded = DonorProfile()
        self._profiles: tuple[KeptProfile, ...] = ()
        self.profile = ElidedComboBox()
        self.profile.activated.connect(lambda _index: self._take_profile())
        self.fields = DonorFields(look, _, context.formats)
        self.fields.edited.connect(self._edit)
        self._advice = text_label(look, "", TextStyle.CAPTION, tone="muted")
        self.paper = choice({size.value: _(text) for size, text in PAPER_TERMS.items()}, self.edited.emit)
        self.logos = LogosEditor(context)
        self.logos.edited.connect(self.edited)
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(4))
        row.addWidget(Field(look, _("Donor profile"), self.profile), 7)
        row.addWidget(Field(look, _("Paper"), self.paper), 5)
        body = self.section.body
        body.addLayout(row)
        for widget in (self._advice, self.fields, self.logos):
            body.addWidget(widget)

    def show_profiles(self, profiles: Sequence[KeptProfile]) -> None:
        """Offer the profiles of the register."""
        self._profiles = tuple(profiles)
        self._show_choice()

    def load(self, details: HandoverDetails) -> None:
        """Show `details`."""
        self._loaded = details.donor
        self.fields.load(details.donor)
        select(self.paper, details.paper.value)
        self.logos.load(details.logos)
        self.logos.show_statement(details.donor.statement)
        self._show_choice()

    def apply(self, details: HandoverDetails) -> HandoverDetails:
        """Return `details` with what is written here."""
        return replace(
            details,
            donor=self._written(),
            paper=Paper(str(self.paper.currentData())),
            logos=self.logos.logos(),
        )

    def find_errors(self) -> QWidget | None:
        """Mark a threshold that is no amount, or a logo without a name."""
        return self.fields.find_error() or self.logos.find_error()

    def _written(self) -> DonorProfile:
        return self.fields.read(self._loaded.name)

    def _edit(self) -> None:
        self.logos.show_statement(self._written().statement)
        self._show_choice()
        self.edited.emit()

    def _take_profile(self) -> None:
        """Copy the chosen profile into the fields."""
        chosen = next((kept for kept in self._profiles if kept.key == self.profile.currentData()), None)
        if chosen is not None:
            self._loaded = chosen.profile
            self.fields.load(chosen.profile)
            self.logos.show_statement(chosen.profile.statement)
            self._show_choice()
            self.edited.emit()

    def _show_choice(self) -> None:
        """Say which profile the fields are, or that they are none of them."""
        _, written = self.context._, self._written()
        found = next((kept for kept in self._profiles if kept.profile == written), None)
        self.profile.clear()
        for kept in self._profiles:
            self.profile.addItem(_(kept.profile.name), kept.key)
        if found is None:
            name = _(written.name) if written.name else ""
            own = (
                _("{name}, changed for this handover", name=name)
                if name
                else _("As agreed for this handover")
            )
            self.profile.insertItem(0, own, _OWN)
        self.profile.setCurrentIndex(self.profile.findData(found.key if found else _OWN))
        note = found.note if found else ""
        self._advice.setText(_(note) if note else "")
        self._advice.setVisible(bool(note))
