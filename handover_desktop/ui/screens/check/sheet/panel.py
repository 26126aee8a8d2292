"""The panel with the sheet of the item that is checked; nothing in it is mandatory."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checklists import PLAIN, Checklist
from handover_desktop.domain.checks import Remark
from handover_desktop.domain.sheet_texts import propose_remark
from handover_desktop.domain.sheets import ItemSheet, split_kit, tidy_sheet
from handover_desktop.i18n import Translator
from handover_desktop.services.checklists import SheetForm
from handover_desktop.ui.screens.check.sheet.damage import DamageEditor
from handover_desktop.ui.screens.check.sheet.kit import KitEditor
from handover_desktop.ui.screens.check.sheet.questions import Questions
from handover_desktop.ui.theme import TARGET, Look, TextStyle
from handover_desktop.ui.widgets.buttons import icon_button
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.labels import as_tip, text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.targets import as_target

_NO_FORM = SheetForm(Checklist(PLAIN, PLAIN), (), None)


class SheetPanel(QFrame):
    """The sheet of one item, filled only while it is open.

    *Signals:* `changed()` after a person noted something; `left()` on Escape or the cross; `checklist_asked(str, str)`
    when a category shall use another checklist: category, key.
    """

    changed = Signal()
    left = Signal()
    checklist_asked = Signal(str, str)

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._asset: AssetLine | None = None
        self._form = _NO_FORM
        self._choices: tuple[Checklist, ...] = ()
        self._sheet: ItemSheet | None = None
        self._filling = False
        self._stale = True
        self._item = ElidedLabel(look, tone="muted")
        self.choice = as_target(ElidedComboBox())
        self.choice.setAccessibleName(_("Checklist of this category"))
        self._close = icon_button(look, "x", _("Close the item sheet"))
        self._close.setFixedSize(TARGET, TARGET)
        self.questions = Questions(look, _)
        self.damage = DamageEditor(look, _)
        self.kit = KitEditor(look, _)
        self._damage_box = self._section(_("Damage"), self.damage)
        self._kit_box = self._section(_("Kit contents"), self.kit)
        self._nothing = text_label(
            look, _("Nothing more is asked about items of this category."), tone="muted"
        )
        self._lay_out()
        for part in (self.questions, self.damage, self.kit):
            part.changed.connect(self._take)
        self.choice.activated.connect(self._choose)
        self._close.clicked.connect(self.left)

    def _section(self, title: str, body: QWidget) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self._look.theme.space(2))
        rows.addWidget(text_label(self._look, title, TextStyle.LARGE, strong=True))
        rows.addWidget(body)
        return made

    def _lay_out(self) -> None:
        space = self._look.theme.space
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(text_label(self._look, self._("Item sheet"), TextStyle.TITLE, strong=True, wrap=False))
        head.addWidget(self._item, 1)
        head.addWidget(self.choice)
        head.addWidget(self._close)
        self.page = ScrollPage(self._look)
        self.page.setAccessibleName(self._("Item sheet"))
        self.page.body.setSpacing(space(5))
        for widget in (self.questions, self._damage_box, self._kit_box, self._nothing):
            self.page.body.addWidget(widget)
        self.page.body.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space(2))
        rows.addLayout(head)
        rows.addWidget(self.page, 1)

    def load(self, asset: AssetLine, sheet: ItemSheet | None, form: SheetForm) -> None:
        """Begin with what stands on the sheet of an item."""
        self._asset, self._sheet, self._form, self._stale = asset, sheet, form, True
        self.refill()

    def refill(self) -> None:
        """Fill the panel where it is open and does not show its item yet."""
        if self._stale and not self.isHidden():
            self._fill()

    @property
    def sheet(self) -> ItemSheet | None:
        """What is noted, None where nothing is."""
        return self._sheet

    @property
    def proposal(self) -> Remark | None:
        """The remark that follows from what is noted."""
        return propose_remark(self._, self._sheet, self._form.checklist)

    @property
    def checklist(self) -> Checklist:
        """The checklist that is asked."""
        return self._form.checklist

    @property
    def asks(self) -> bool:
        """Whether there is anything to ask about the item."""
        form, asset = self._form, self._asset
        kit = asset is not None and bool(split_kit(asset.kit_contents))
        return bool(form.checklist.questions or form.drawing or kit or self._sheet)

    def open(self) -> None:
        """Show the panel, and begin with its first question."""
        self.show()
        self.refill()
        first = next(iter(self.questions.fields.values()), None)
        chip = next(iter(self.questions.chips.values()), None)
        (first[0] if first else chip or self.choice).setFocus()

    def _fill(self) -> None:
        asset, form, sheet = self._asset, self._form, self._sheet or ItemSheet()
        if asset is None:
            return
        self._filling, self._stale = True, False
        main = asset.main_identifier
        named = (self._("Line {line}", line=asset.line_no), main.value if main else "", asset.description)
        self._item.setText(" · ".join(part for part in named if part))
        if self._choices != form.choices:
            self._choices = form.choices
            self.choice.clear()
            for one in form.choices:
                self.choice.addItem(self._(one.name), one.key)
        self.choice.setCurrentIndex(self.choice.findData(form.checklist.key))
        category = asset.category or self._("no category")
        hint = self._("Checklist for the category “{category}”", category=category)
        self.choice.setToolTip(as_tip(hint))
        self.questions.load(sheet, form.checklist)
        self.questions.setVisible(bool(form.checklist.questions))
        self._damage_box.setVisible(form.drawing is not None)
        if form.drawing is not None:
            self.damage.load(sheet, form.drawing)
        has_kit = bool(split_kit(asset.kit_contents) or sheet.exceptions)
        self._kit_box.setVisible(has_kit)
        self.kit.load(sheet, asset.kit_contents)
        self._nothing.setVisible(not (form.checklist.questions or form.drawing or has_kit))
        self.page.verticalScrollBar().setValue(0)
        self._filling = False

    def _take(self) -> None:
        if self._filling or self._asset is None:
            return
        begun = replace(self._sheet or ItemSheet(), checklist=self._form.checklist.key)
        made = self.questions.put_into(begun)
        if self._form.drawing is not None:
            made = self.damage.put_into(made)
        made = self.kit.put_into(made)
        self._sheet = tidy_sheet(made)
        self.changed.emit()

    def _choose(self) -> None:
        if self._asset is not None:
            self.checklist_asked.emit(self._asset.category, self.choice.currentData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
