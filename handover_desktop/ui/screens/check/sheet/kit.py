"""The contents of a kit: all there when a person says so, with exceptions on its parts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.sheets import ItemSheet, KitLook, PartException, PartState, split_kit
from handover_desktop.i18n import Translator
from handover_desktop.ui.screens.check.sheet.chips import Chip, ChipState, flow_of
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target

_THERE = "there"


class KitEditor(QWidget):
    """The parts of one kit.

    *Signals:* `changed()` after a person said something about the kit.
    """

    changed = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self.chips: dict[str, Chip] = {}
        self.all_there = as_target(button(look, _("All there")))
        self.all_there.setCheckable(True)
        self.all_there.setAccessibleName(_("Kit contents: all there"))
        self.all_there.clicked.connect(self._take_all)
        self._parts = QVBoxLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(2))
        rows.addWidget(text_label(look, _("Say that all is there, then press what is not."), tone="muted"))
        rows.addWidget(flow_of(look, (self.all_there,)))
        rows.addLayout(self._parts)

    def load(self, sheet: ItemSheet, contents: str) -> None:
        """Show the parts that `contents` name, with what a sheet says of them."""
        states = {exception.part: exception.state.value for exception in sheet.exceptions}
        parts = tuple(dict.fromkeys((*split_kit(contents), *states)))
        if parts != tuple(self.chips):
            self._make_chips(parts)
        for part, chip in self.chips.items():
            chip.show_value(states.get(part, _THERE if sheet.kit is KitLook.LOOKED else ""))
        self.all_there.setChecked(sheet.kit is KitLook.LOOKED)

    def _make_chips(self, parts: tuple[str, ...]) -> None:
        while (old := self._parts.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = {}
        for part in parts:
            chip = Chip(
                self._look,
                self._,
                part,
                (
                    ChipState("", self._("not looked at")),
                    ChipState(_THERE, self._("there"), "check", plain=True),
                    ChipState(PartState.MISSING.value, self._("missing"), "triangle-alert"),
                    ChipState(PartState.DAMAGED.value, self._("damaged"), "triangle-alert"),
                ),
            )
            chip.answered.connect(self._take_part)
            self.chips[part] = chip
        self._parts.addWidget(flow_of(self._look, tuple(self.chips.values())))

    def put_into(self, sheet: ItemSheet) -> ItemSheet:
        """Return `sheet` with what is said about the kit."""
        exceptions = tuple(
            PartException(part, PartState(chip.value))
            for part, chip in self.chips.items()
            if chip.value not in ("", _THERE)
        )
        look = KitLook.LOOKED if self.all_there.isChecked() else KitLook.NOT_LOOKED
        return replace(sheet, kit=look, exceptions=exceptions)

    def _take_all(self) -> None:
        """Say "there" of all parts but the exceptions, or take the statement back with them."""
        for chip in self.chips.values():
            if not self.all_there.isChecked():
                chip.show_value("")
            elif not chip.value:
                chip.show_value(_THERE)
        self.changed.emit()

    def _take_part(self, _value: str) -> None:
        """An exception says that the kit was looked through: what is not named is there."""
        self.all_there.setChecked(True)
        for chip in self.chips.values():
            if not chip.value:
                chip.show_value(_THERE)
        self.changed.emit()
