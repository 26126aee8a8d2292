"""The donor profiles of this register, and the paper that new handovers start with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.errors import Code, HandoverError
from handover_desktop.domain.handovers import DonorProfile, Paper
from handover_desktop.domain.terms import PAPER_TERMS
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.donor_profiles import KeptProfile
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.donor_fields import DonorFields
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.operations import Job
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Section
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label

_Read = tuple[tuple[KeptProfile, ...], str, Paper]


class DonorsSection(QWidget):
    """Profiles to choose from, and the chosen one to be edited; saved by a button, all else takes effect at once."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        _, look = context._, context.look
        self._profiles: tuple[KeptProfile, ...] = ()
        self._default = ""
        self._key = ""
        self._wish = ""
        self.section = Section(
            look,
            _("Donor profiles"),
            _(
                "What donors ask of a protocol. A handover takes a copy; editing a profile changes no handover."
            ),
        )
        self.profile = ElidedComboBox()
        self.profile.activated.connect(lambda _index: self._choose(self.profile.currentData() or ""))
        self.name = QLineEdit()
        self.name.textEdited.connect(lambda _text: self._show_possible())
        self._name_field = Field(look, _("Name"), self.name)
        self.fields = DonorFields(look, _, context.formats)
        self.fields.edited.connect(self._show_possible)
        self._advice = text_label(look, "", TextStyle.CAPTION, tone="muted")
        self.is_default = QCheckBox(_("New handovers start with this profile"))
        self.is_default.clicked.connect(self._choose_default)
        self.paper = QComboBox()
        for paper, text in PAPER_TERMS.items():
            self.paper.addItem(_(text), paper)
        self.paper.activated.connect(lambda _index: self._choose_paper())
        self._make_acts()
        self._lay_out()

    def _make_acts(self) -> None:
        _, look = self.context._, self.context.look
        self.new = button(look, _("New"), role="quiet", icon_name="plus")
        self.new.clicked.connect(self._begin_new)
        self.copy = button(look, _("Duplicate"), role="quiet", icon_name="copy")
        self.copy.clicked.connect(self._duplicate)
        self.bring_in = button(look, _("Import…"), role="quiet", icon_name="upload")
        self.bring_in.clicked.connect(self._bring_in)
        self.export = button(look, _("Export…"), role="quiet", icon_name="download")
        self.export.clicked.connect(self._export)
        self.save_button = button(look, _("Save the profile"), icon_name="save")
        self.save_button.clicked.connect(self.save)
        self.remove = button(look, "", role="quiet", icon_name="trash-2")
        self.remove.clicked.connect(self._remove)
        writes(
            self.context, self.is_default, self.new, self.copy, self.bring_in, self.save_button, self.remove
        )

    def _lay_out(self) -> None:
        _, look = self.context._, self.context.look
        space = look.theme.space
        acts = QHBoxLayout()
        acts.setSpacing(space(1))
        for act in (self.new, self.copy, self.bring_in, self.export):
            acts.addWidget(act)
        acts.addStretch(1)
        card = QFrame()
        card.setProperty("panel", "surface")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(space(4), space(4), space(4), space(4))
        inside.setSpacing(space(3))
        foot = QHBoxLayout()
        foot.addWidget(self.save_button)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        for widget in (self._name_field, self._advice, self.fields):
            inside.addWidget(widget)
        inside.addLayout(foot)
        body = self.section.body
        body.addWidget(Field(look, _("Profile"), self.profile))
        body.addLayout(acts)
        body.addWidget(card)
        body.addWidget(self.is_default, 0, Qt.AlignmentFlag.AlignLeft)
        papers = Section(look, _("Paper of new handovers"))
        row = QHBoxLayout()
        row.addWidget(self.paper)
        row.addStretch(1)
        self.paper.setAccessibleName(_("Paper of new handovers"))
        papers.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        column.addWidget(self.section)
        column.addWidget(papers)

    @property
    def is_dirty(self) -> bool:
        """Whether the profile that is shown was edited and not saved."""
        kept = self._kept()
        if kept is None:
            written = self._written()
            return bool(self._profiles) and (bool(written.name) or written.threshold is not None)
        return self._written() != self._shown(kept.profile)

    def load(self) -> None:
        """Read the profiles of the register."""
        services = self.context.services

        def work() -> _Read:
            profiles = services.donor_profiles
            return profiles.list(), profiles.default(), services.settings.paper()

        self.context.operations.query(work, initiator=self, done=self._show)

    def edit(self, key: str) -> None:
        """Show the profile of that key; an empty one begins a new profile."""
        self._key = key
        kept = self._kept()
        profile = self._shown(kept.profile) if kept else DonorProfile()
        self.name.setText(profile.name)
        self.name.setCursorPosition(0)
        self._name_field.set_error(None)
        self.fields.load(profile)
        with QSignalBlocker(self.profile):
            self.profile.setCurrentIndex(self.profile.findData(key))
        note = kept.note if kept else ""
        self._advice.setText(self.context._(note) if note else "")
        self._advice.setVisible(bool(note))
        self._show_possible()

    def save(self) -> Job | None:
        """Begin to save the profile that is shown; None where something cannot be understood."""
        if self.fields.find_error() is not None:
            self.fields.threshold.setFocus()
            return None
        key, profile = self._key, self._written()
        kept = self._kept()
        if kept is not None and profile.name == self.context._(kept.profile.name):
            profile = self.fields.read(kept.profile.name)
        profiles = self.context.services.donor_profiles
        self._wish = profile.name
        return self._change(lambda: profiles.save(key, profile) if key else profiles.add(profile))

    def discard(self) -> None:
        """Show the profile as it is saved."""
        self.edit(self._key or self._default)

    def _kept(self) -> KeptProfile | None:
        return next((kept for kept in self._profiles if kept.key == self._key), None)

    def _shown(self, profile: DonorProfile) -> DonorProfile:
        """Return a profile under its name in the language of the window."""
        name = self.context._(profile.name) if profile.name else ""
        return DonorProfile(name, profile.statement, profile.threshold, profile.annexes)

    def _written(self) -> DonorProfile:
        return self.fields.read(self.name.text().strip())

    def _show(self, found: _Read) -> None:
        """Show what the register holds; what is being edited stays as it is written."""
        keeps_edits = self.is_dirty and not self._wish
        self._profiles, self._default, paper = found
        with QSignalBlocker(self.profile):
            self.profile.clear()
            for kept in self._profiles:
                self.profile.addItem(self.context._(kept.profile.name), kept.key)
        self.paper.setCurrentIndex(self.paper.findData(paper))
        wished = next((kept.key for kept in self._profiles if kept.profile.name == self._wish), "")
        self._wish = ""
        if keeps_edits:
            self.profile.setCurrentIndex(self.profile.findData(self._key))
            self._show_possible()
        else:
            self._go_to(wished or self._key)

    def _show_possible(self) -> None:
        _, kept = self.context._, self._kept()
        self.save_button.setEnabled(self.is_dirty)
        self.copy.setEnabled(kept is not None)
        self.export.setEnabled(kept is not None)
        preset = kept is not None and kept.preset
        text = _("Back to what the program brought") if preset else _("Delete this profile")
        self.remove.setText(text)
        self.remove.setAccessibleName(text)
        self.remove.setVisible(kept is not None and (kept.edited or not kept.preset))
        self.is_default.setEnabled(kept is not None)
        self.is_default.setChecked(kept is not None and self._key == self._default)

    def _choose(self, key: str) -> None:
        """Go to another profile, once what was edited is saved or let go."""
        if self.is_dirty and not self._may_let_go():
            with QSignalBlocker(self.profile):
                self.profile.setCurrentIndex(self.profile.findData(self._key))
            return
        self.edit(key)

    def _may_let_go(self) -> bool:
        _ = self.context._
        return self.context.messages.confirm(
            _("Not saved"), _("The profile has changes that are not saved."), yes=_("Discard them")
        )

    def _begin_new(self) -> None:
        if not self.is_dirty or self._may_let_go():
            self.edit("")
            self.name.setFocus()

    def _duplicate(self) -> None:
        key = self._key
        count = len(self._profiles)
        self._change(
            lambda: self.context.services.donor_profiles.duplicate(key),
            then=lambda: self._select_added(count),
        )

    def _remove(self) -> None:
        key = self._key
        self._change(lambda: self.context.services.donor_profiles.remove(key), then=lambda: self._go_to(key))

    def _go_to(self, key: str) -> None:
        """Show a profile as it is saved; the default one where it is gone."""
        known = {kept.key for kept in self._profiles}
        self.edit(key if key in known else self._default)

    def _bring_in(self) -> None:
        path = self.context.files.choose_profile()
        if path is not None:
            count = len(self._profiles)
            self._change(
                lambda: self.context.services.donor_profiles.bring_in(path),
                then=lambda: self._select_added(count),
            )

    def _select_added(self, count: int) -> None:
        if len(self._profiles) > count:
            self.edit(self._profiles[-1].key)

    def _export(self) -> None:
        _, kept = self.context._, self._kept()
        if kept is None:
            return
        path = self.context.files.choose_target(f"{_(kept.profile.name)}.json", _("Donor profiles"), ".json")
        if path is not None:
            self.context.operations.query(
                lambda: self.context.services.donor_profiles.export(kept.key, path),
                initiator=self,
                done=lambda _nothing: self.context.messages.tell(
                    _("The profile is saved as {path}.", path=path)
                ),
            )

    def _choose_default(self) -> None:
        """Make this the default; it stops being so when another one is."""
        key = self._key
        self.is_default.setChecked(True)
        if key != self._default:
            self._change(lambda: self.context.services.donor_profiles.choose_default(key))

    def _choose_paper(self) -> None:
        paper = Paper(self.paper.currentData())
        self._change(lambda: self.context.services.settings.choose_paper(paper))

    def _change(self, work: Callable[[], ChangeSet], *, then: Callable[[], object] | None = None) -> Job:
        """Change something and read everything again; `then` comes after that."""
        services = self.context.services

        def read() -> _Read:
            profiles = services.donor_profiles
            return profiles.list(), profiles.default(), services.settings.paper()

        def show(found: _Read) -> None:
            self._show(found)
            if then is not None:
                then()

        return self.context.operations.command(
            work,
            initiator=self,
            done=lambda _changes: self.context.operations.query(read, initiator=self, done=show),
            failed=self._refuse,
        )

    def _refuse(self, error: HandoverError) -> None:
        self._wish = ""
        if error.code in (Code.PROFILE_NEEDS_NAME, Code.PROFILE_TAKEN):
            self._name_field.set_error(self.context.messages.sentence(error))
            self.name.setFocus()
        else:
            self.context.messages.refuse(error)
