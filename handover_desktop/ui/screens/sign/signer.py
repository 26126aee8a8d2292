"""Who holds the pen: the representative whom the protocol names, or a deputy with an authority."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Party
from handover_desktop.domain.signatures import Deputy, check_deputy
from handover_desktop.i18n import Translator
from handover_desktop.ui.theme import TARGET, Look, TextStyle
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


@dataclass(frozen=True, slots=True)
class Signer:
    """Name and function as written on the sheet; with `is_deputy` they are a deputy's, by `authority`."""

    name: str
    function: str
    is_deputy: bool = False
    authority: str = ""

    @property
    def deputy(self) -> Deputy | None:
        """The deputy, None where the representative signs."""
        if not self.is_deputy:
            return None
        return Deputy(self.name.strip(), self.function.strip(), self.authority.strip())

    def check(self) -> None:
        """Raise DomainError where what a drawn signature needs is not written."""
        if self.deputy is not None:
            check_deputy(self.deputy)
        if not (self.name.strip() and self.function.strip()):
            raise DomainError(Code.SIGNATORY_UNNAMED)

    def say(self, _: Translator, represented: str) -> str:
        """Return the person with function, of a deputy also for whom and by which authority."""
        person = ", ".join(part for part in (self.name.strip(), self.function.strip()) if part)
        if self.deputy is None:
            return person
        authority = self.deputy.authority
        if not represented:
            return _("{person}, as deputy by authority no. {authority}", person=person, authority=authority)
        return _(
            "{person}, as deputy of {represented} by authority no. {authority}",
            person=person,
            represented=represented,
            authority=authority,
        )


class SignerFields(QWidget):
    """The lines of the sheet on which the signatory's name and function stand.

    *Signals:* `changed(Signer)`.
    """

    changed = Signal(object)

    def __init__(self, look: Look, _: Translator, party: Party, signer: Signer) -> None:
        super().__init__()
        self._look = look
        self._party = party
        self._signer = signer
        self.name = self._make_line(_("Name and surname"), signer.name)
        self.function = self._make_line(_("Function"), signer.function)
        self.authority = self._make_line(_("Authority no."), signer.authority)
        self.authority.setPlaceholderText(_("Authority no."))
        self.is_deputy = QCheckBox(_("A deputy signs"))
        self.is_deputy.setMinimumHeight(TARGET)
        self.is_deputy.setProperty("role", "paper")
        self.is_deputy.setChecked(signer.is_deputy)
        self.authority.setVisible(signer.is_deputy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(2))
        rows.addWidget(self._captioned(_("Name and surname"), self.name))
        rows.addWidget(self._captioned(_("Function"), self.function))
        beside = QHBoxLayout()
        beside.setSpacing(look.theme.space(3))
        beside.addWidget(self.is_deputy)
        beside.addWidget(self.authority, 1)
        beside.addStretch(0)
        rows.addLayout(beside)
        for line in (self.name, self.function, self.authority):
            line.textEdited.connect(self._read)
        self.is_deputy.toggled.connect(self._turn)

    def _make_line(self, label: str, text: str) -> QLineEdit:
        ink, paper = self._look.theme.colours.ink.name(), self._look.theme.colours.paper.name()
        editor = as_target(QLineEdit(text), f"background: {paper}; color: {ink}; border: 1px solid {ink};")
        grey = "placeholder-text-color: #595959;"
        editor.setStyleSheet(
            f"{editor.styleSheet()} QLineEdit {{ {grey} }} QLineEdit:focus {{ border: 2px solid {ink}; }}"
        )
        editor.setAccessibleName(label)
        return editor

    def _captioned(self, label: str, editor: QLineEdit) -> QWidget:
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self._look.theme.space(0.5))
        caption = text_label(self._look, label, TextStyle.CAPTION, tone="ink")
        caption.setBuddy(editor)
        rows.addWidget(caption)
        rows.addWidget(editor)
        return box

    def _turn(self, on: bool) -> None:
        """Make room for a deputy's name, or put the representative's back."""
        self.name.setText("" if on else self._party.representative)
        self.function.setText("" if on else self._party.function)
        self.authority.setVisible(on)
        self._read()
        if on:
            self.name.setFocus()

    def _read(self) -> None:
        self._signer = replace(
            self._signer,
            name=self.name.text(),
            function=self.function.text(),
            is_deputy=self.is_deputy.isChecked(),
            authority=self.authority.text(),
        )
        self.changed.emit(self._signer)
