"""Settings: the window on this laptop, and the codes of this register."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.i18n import LANGUAGES
from handover_desktop.services.changes import ChangeSet
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.messages import Unsaved
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.settings.checklists import ChecklistsSection
from handover_desktop.ui.screens.settings.donors import DonorsSection
from handover_desktop.ui.screens.settings.scanner import ScannerSection
from handover_desktop.ui.screens.settings.seal import SealSection
from handover_desktop.ui.screens.settings.signatures import SignaturesSection
from handover_desktop.ui.theme import TextStyle, ThemeChoice
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Section
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label

_MEASURE = 720


class SettingsScreen(Screen):
    """Language and theme take effect at once; the codes for protocol numbers are saved by a button."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        _, look = context._, context.look
        space = look.theme.space
        self._saved = ("", "")
        self.donors = DonorsSection(context)
        self.checklists = ChecklistsSection(context)
        self.seal = SealSection(context)
        self.scanner = ScannerSection(context)
        body = QWidget()
        body.setMaximumWidth(_MEASURE)
        sections = QVBoxLayout(body)
        sections.setContentsMargins(space(6), space(5), space(6), space(6))
        sections.setSpacing(space(8))
        sections.addWidget(text_label(look, _("Settings"), TextStyle.TITLE, strong=True))
        for section in (
            self._build_language(),
            self._build_theme(),
            self.scanner,
            self._build_codes(),
            SignaturesSection(context),
            self.donors,
            self.checklists,
            self.seal,
            self._build_register(),
        ):
            sections.addWidget(section)
        sections.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is set scrolls it
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def enter(self, handover: HandoverId | None) -> None:
        """Read the codes of this register."""
        super().enter(handover)
        settings = self.context.services.settings
        self.context.operations.query(
            lambda: (settings.organisation(), settings.site()), initiator=self, done=self._show_codes
        )
        self.donors.load()
        self.checklists.load()
        self.seal.load()
        checked = self._languages.checkedButton()
        if checked is not None:
            checked.setFocus()

    def leave(self) -> bool:
        """Ask about codes and a profile that are not saved."""
        return self._leave_codes() and self._leave_profile()

    def _leave_codes(self) -> bool:
        if self._codes() == self._saved:
            return True
        answer = self.context.messages.ask_unsaved(
            self.context._("The codes for protocol numbers are not saved.")
        )
        if answer is Unsaved.SAVE:
            self._save()
        elif answer is Unsaved.DISCARD:
            self._show_codes(self._saved)
        return answer is not Unsaved.STAY

    def _leave_profile(self) -> bool:
        if not self.donors.is_dirty:
            return True
        answer = self.context.messages.ask_unsaved(
            self.context._("The profile has changes that are not saved.")
        )
        if answer is Unsaved.SAVE:
            job = self.donors.save()
            return job is not None and self.context.operations.wait(job)
        if answer is Unsaved.DISCARD:
            self.donors.discard()
        return answer is Unsaved.DISCARD

    def carry(self) -> object:
        """Carry codes that are not saved; a profile with changes is asked about."""
        return None if self.donors.is_dirty else self._codes()

    def resume(self, carried: object) -> None:
        """Nothing more: what was typed is put back into its fields."""

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Nothing of this place changes elsewhere."""

    def _build_language(self) -> Section:
        _, look = self.context._, self.context.look
        section = Section(look, _("Language of the window"), _("Documents have languages of their own."))
        self._languages = QButtonGroup(self)
        for tag, name in LANGUAGES.items():
            choice = QRadioButton(name)
            choice.setChecked(tag == _.language)
            choice.toggled.connect(
                lambda on, tag=tag: self.context.navigation.choose_language(tag) if on else None
            )
            self._languages.addButton(choice)
            section.body.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
        return section

    def _build_theme(self) -> Section:
        _, look = self.context._, self.context.look
        section = Section(look, _("Look"))
        names = {
            ThemeChoice.SYSTEM: _("Like the desktop"),
            ThemeChoice.LIGHT: _("Light"),
            ThemeChoice.DARK: _("Dark"),
            ThemeChoice.OUTDOOR: _("Outdoor, high contrast"),
        }
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(5))
        self._themes = QButtonGroup(self)
        for choice, name in names.items():
            made = QRadioButton(name)
            made.setChecked(choice is look.choice)
            made.toggled.connect(
                lambda on, choice=choice: self.context.navigation.choose_theme(choice) if on else None
            )
            self._themes.addButton(made)
            row.addWidget(made)
        row.addStretch(1)
        section.body.addLayout(row)
        return section

    def _build_codes(self) -> Section:
        _, look = self.context._, self.context.look
        note = _("Protocol numbers begin with these codes: letters and digits, kept in this register.")
        section = Section(look, _("Protocol numbers"), note)
        self._organisation, self._site = QLineEdit(), QLineEdit()
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(4))
        for label, editor in ((_("Organisation"), self._organisation), (_("Site"), self._site)):
            editor.setMaxLength(12)
            editor.setValidator(QRegularExpressionValidator(r"[A-Za-z0-9]*", editor))
            editor.textEdited.connect(lambda _text: self._show_preview())
            row.addWidget(Field(look, label, editor), 1)
        row.addStretch(1)
        section.body.addLayout(row)
        self._preview = text_label(look, "", tone="muted")
        section.body.addWidget(self._preview)
        self._save_button = button(
            look, _("Save the codes"), role="primary", icon_name="save", shortcut="Ctrl+S"
        )
        self._save_button.clicked.connect(self._save)
        writes(self.context, self._save_button)
        foot = QHBoxLayout()
        foot.addWidget(self._save_button)
        foot.addStretch(1)
        section.body.addLayout(foot)
        return section

    def _build_register(self) -> Section:
        _, look, services = self.context._, self.context.look, self.context.services
        section = Section(look, _("This register"))
        section.body.addWidget(text_label(look, left_to_right(str(services.path))))
        text = _(
            "This laptop is known as {device} in protocol numbers and in the journal.", device=services.device
        )
        section.body.addWidget(text_label(look, text, tone="muted"))
        return section

    def _codes(self) -> tuple[str, str]:
        return self._organisation.text().strip().upper(), self._site.text().strip().upper()

    def _show_codes(self, codes: tuple[str, str]) -> None:
        self._saved = codes
        self._organisation.setText(codes[0])
        self._site.setText(codes[1])
        self._show_preview()

    def _show_preview(self) -> None:
        services = self.context.services
        parts = [*self._codes(), str(services.workplace.now().year), services.device, "0001"]
        number = left_to_right("-".join(part for part in parts if part))
        self._preview.setText(self.context._("For example: {number}", number=number))
        self._save_button.setEnabled(self._codes() != self._saved)

    def _save(self) -> None:
        settings, (organisation, site) = self.context.services.settings, self._codes()
        self.context.operations.command(
            lambda: settings.save(organisation=organisation, site=site),
            initiator=self,
            done=lambda _changes: self._take_saved((organisation, site)),
            failed=self._refuse,
        )

    def _take_saved(self, codes: tuple[str, str]) -> None:
        self._show_codes(codes)
        self.context.messages.tell(self.context._("The codes are saved."))

    def _refuse(self, error: HandoverError) -> None:
        self.context.messages.refuse(error)
