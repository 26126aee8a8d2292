"""An item that stands before you and not on the list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.donors import read_threshold
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, likely_kind
from handover_desktop.domain.money import Money
from handover_desktop.domain.terms import TERMS, say
from handover_desktop.domain.units import PIECE, say_unit
from handover_desktop.i18n import Translator
from handover_desktop.ui.screens.check.count_field import CountField
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.currency_box import currency_box
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.targets import as_target

if TYPE_CHECKING:
    from handover_desktop.formats import Formats


@dataclass(frozen=True, slots=True)
class NewItem:
    """What an item that is not on the list begins with: a free line number, and what is usual in its handover."""

    line: str
    currency: str
    kind: IdentifierKind | None


@dataclass(frozen=True, slots=True)
class Extra:
    """What was entered: the asset, and why it is added."""

    asset: AssetLine
    reason: str


class ExtraForm(QWidget):
    """Description and reason are needed; everything else is as far as it is known.

    *Signals:* `submitted(Extra)`; `left()`.
    """

    submitted = Signal(object)
    left = Signal()

    def __init__(self, look: Look, _: Translator, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._formats = formats
        self._piece = say_unit(PIECE, Decimal(1), _.n)
        self._line = ""
        self._lines: dict[str, QLineEdit] = {}
        self._fields: dict[str, Field] = {}
        self._kind = QComboBox()
        for kind in (
            IdentifierKind.SERIAL_NUMBER,
            *(k for k in IdentifierKind if k is not IdentifierKind.SERIAL_NUMBER),
        ):
            self._kind.addItem(_(TERMS[kind]), kind)
        self._quantity = CountField(look, _("Quantity"), less=_("One less"), more=_("One more"), bare=True)
        self._currency = as_target(currency_box())
        self._currency.setAccessibleName(_("Currency"))
        self._heading = text_label(look, "", TextStyle.TITLE, strong=True)
        self._save = button(look, _("Add the item"), role="primary", icon_name="plus", large=True)
        self._save.clicked.connect(self._submit)
        self._lay_out()

    def _lay_out(self) -> None:
        _, space = self._, self._look.theme.space
        optional = _("optional")
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(2))
        reason = _("Why it is added: where it was found, or who presented it")
        grid.addWidget(self._field("description", _("Description")), 0, 0, 1, 3)
        grid.addWidget(self._field("reason", reason), 1, 0, 1, 3)
        grid.addWidget(Field(self._look, _("Kind of identifier"), as_target(self._kind)), 2, 0)
        grid.addWidget(self._field("identifier", _("Identifier on the object"), optional), 2, 1, 1, 2)
        grid.addWidget(self._field("make", _("Make"), optional), 3, 0)
        grid.addWidget(self._field("model", _("Model"), optional), 3, 1)
        grid.addWidget(self._field("category", _("Category"), optional), 3, 2)
        last = QHBoxLayout()
        last.setSpacing(space(3))
        for field, stretch in (
            (Field(self._look, _("Quantity"), self._quantity), 0),
            (self._field("unit", _("Unit"), optional), 1),
            (self._field("price", _("Unit price"), optional), 2),
            (Field(self._look, _("Currency"), self._currency), 0),
        ):
            last.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(last, 4, 0, 1, 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self._lines["identifier"].setFont(self._look.theme.mono(TextStyle.LARGE))
        buttons = QHBoxLayout()
        cancel = button(self._look, _("Cancel"), role="quiet")
        as_target(cancel)
        cancel.clicked.connect(self.left)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        scroll = ScrollPage(self._look)
        rows = scroll.body
        rows.addWidget(self._heading)
        rows.addWidget(
            text_label(self._look, _("It is printed in the annex of surplus items."), tone="muted")
        )
        rows.addLayout(grid)
        rows.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        outer.addLayout(buttons)

    def _field(self, name: str, label: str, optional: str = "") -> Field:
        editor = QLineEdit()
        as_target(editor)
        editor.returnPressed.connect(self._submit)
        self._lines[name] = editor
        self._fields[name] = Field(self._look, label, editor, optional_text=optional)
        return self._fields[name]

    def begin(self, new: NewItem, searched: str) -> None:
        """Begin an item; what was searched for is taken as its identifier."""
        self._currency.setCurrentIndex(max(self._currency.findText(new.currency), 0))
        self._line = new.line
        self._heading.setText(self._("Line {line} · not on the list", line=new.line))
        for editor in self._lines.values():
            editor.clear()
        for field in self._fields.values():
            field.set_error(None)
        self._lines["unit"].setText(self._piece)
        self._quantity.set_value(Decimal(1))
        looks_like_identifier = any(char.isdigit() for char in searched) and " " not in searched
        self._lines["identifier" if looks_like_identifier else "description"].setText(searched)
        kind = likely_kind(searched if looks_like_identifier else "", new.kind)
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._lines["description"].setFocus()

    @property
    def has_begun(self) -> bool:
        """Whether a description or a reason is written."""
        return any(self._lines[name].text().strip() for name in ("description", "reason"))

    def refuse(self, sentence: str) -> None:
        """Say why the item was not added; what was entered stays."""
        self._fields["reason"].set_error(sentence)

    def _submit(self) -> None:
        texts = {name: editor.text().strip() for name, editor in self._lines.items()}
        self._demand("description", texts["description"], Code.EXTRA_NEEDS_DESCRIPTION)
        self._demand("reason", texts["reason"], Code.EXTRA_NEEDS_REASON)
        missing = next((name for name in ("description", "reason") if not texts[name]), None)
        if missing is not None:
            self._lines[missing].setFocus()
            return
        try:
            quantity = self._quantity.value()
        except DomainError as error:
            self.refuse(say(self._, error.code.text, error.params))
            return
        try:
            price = read_threshold(texts["price"], self._currency.currentText())
        except DomainError:
            example = self._formats.amount(Money("EUR", 500_000).amount)
            said = self._("This is not an amount. Write it like {example}.", example=example)
            self._fields["price"].set_error(said)
            self._lines["price"].setFocus()
            return
        kind = IdentifierKind(self._kind.currentData())
        identifiers = (Identifier(kind, texts["identifier"]),) if texts["identifier"] else ()
        asset = AssetLine(
            self._line,
            texts["description"],
            quantity=quantity,
            unit=PIECE if texts["unit"] == self._piece else texts["unit"],
            category=texts["category"],
            make=texts["make"],
            model=texts["model"],
            identifiers=identifiers,
            unit_price=price,
        )
        self.submitted.emit(Extra(asset, texts["reason"]))

    def _demand(self, name: str, text: str, code: Code) -> None:
        self._fields[name].set_error(None if text else self._(code.text))
