"""The list of the handover: what was imported, how much it is, and how to bring in another one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.states import State
from handover_desktop.domain.tally import Tally
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.pasting import take_pasted
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Section
from handover_desktop.ui.widgets.labels import text_label


@dataclass(frozen=True, slots=True)
class ListState:
    """What the section shows: the handover whose list it is (for a symbolic one another than `handover`), and what
    its items amount to.
    """

    handover: Handover
    listed: Handover
    tally: Tally


class ListSection(QWidget):
    """The figures of the list in large type; its versions below."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _, look = context._, context.look
        self.context = context
        self.title = _("List")
        self.section = Section(look, self.title)
        self._texts = ItemTexts(_, context.formats)
        self.bring_in = button(look, _("Import a list"), icon_name="file-spreadsheet")
        self.bring_in.clicked.connect(self._import)
        writes(context, self.bring_in)
        self.section.header.addWidget(self.bring_in)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(look.theme.space(10))
        self._lines, self._pieces, self._value = (
            self._figure(label) for label in (_("Lines"), _("Pieces"), _("Value"))
        )
        self._figures.addStretch(1)
        self._versions = text_label(look, "", tone="muted")
        self._empty = text_label(
            look, _("No list yet. Import one, drop a file on this window, or paste a table.")
        )
        self._figures_row = QWidget()
        self._figures_row.setLayout(self._figures)
        self._figures.setContentsMargins(0, 0, 0, 0)
        for widget in (self._empty, self._figures_row, self._versions):
            self.section.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)
        self._handover: Handover | None = None

    def show_state(self, state: ListState) -> None:
        """Show the list of a handover."""
        _, formats = self.context._, self.context.formats
        self._handover = state.handover
        total = state.tally.total()
        has_lines = bool(total.lines)
        self._empty.setVisible(not has_lines)
        self._figures_row.setVisible(has_lines)
        self._lines.setText(f"{total.lines}")
        self._pieces.setText(formats.number(total.pieces))
        self._value.setText(self._texts.values(total.values))
        versions = [
            _(
                "{file}, sheet {sheet}: {rows}, imported {when}",
                file=version.file_name,
                sheet=version.sheet,
                rows=_.n("{count} line", "{count} lines", version.rows),
                when=formats.moment(version.imported_at),
            )
            + (
                f" – {_('new version of {file}', file=state.listed.lists[version.replaces].file_name)}"
                if version.replaces is not None
                else ""
            )
            for version in state.listed.lists
        ]
        if state.handover.is_symbolic:
            versions.insert(
                0,
                _(
                    "It states the list of {reference} as it stands when it is finalised: groups and totals, not "
                    "checked.",
                    reference=left_to_right(state.listed.reference),
                ),
            )
        if total.unpriced:
            versions.append(_.n("{count} line has no price.", "{count} lines have no price.", total.unpriced))
        self._versions.setText("\n".join(versions))
        self._versions.setVisible(bool(versions))
        self._offer(state.handover, has_lines=has_lines)

    def _offer(self, handover: Handover, *, has_lines: bool) -> None:
        """Offer what can be brought in: once the check has begun, a new version of the list that is there."""
        _, is_preparing = self.context._, handover.state is State.PREPARING
        may_change = is_preparing or (has_lines and not handover.state.is_frozen)
        self.bring_in.setVisible(may_change and not handover.is_symbolic)
        if is_preparing:
            name = _("Import a list or a new version") if has_lines else _("Import a list")
        else:
            name = _("New version of the list")
        self.bring_in.setText(name)
        self.bring_in.setAccessibleName(name)

    def _figure(self, label: str) -> QLabel:
        look = self.context.look
        column = QVBoxLayout()
        column.setSpacing(0)
        figure = text_label(look, "", TextStyle.DISPLAY, strong=True, wrap=False)
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(figure)
        column.addWidget(text_label(look, label, TextStyle.CAPTION, tone="muted", wrap=False))
        self._figures.addLayout(column)
        return figure

    def paste(self) -> None:
        """Import the table in the clipboard, while the list may change."""
        if self._handover is not None and not self._handover.state.is_frozen:
            pasted = take_pasted(self.context)
            if pasted is not None:
                self.context.navigation.import_list(pasted, self._handover.id)

    def _import(self) -> None:
        if self._handover is not None:
            self.context.navigation.import_list(None, self._handover.id)
