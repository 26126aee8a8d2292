"""What the register knows about one asset: its list, its checks, its protocol, and where else it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.list_changes import LineStep
from handover_desktop.domain.terms import TERMS
from handover_desktop.services.list_change_texts import say_line_change
from handover_desktop.services.reports import describe_voiding
from handover_desktop.services.views import AssetHistory
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import hair_line, text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage


class HistoryPanel(ScrollPage):
    """The history of the chosen asset, read from top to bottom."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context.look, parent)
        self._context = context
        self._texts = ItemTexts(context._, context.formats)
        self.setAccessibleName(context._("History"))
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._begin()

    def show_history(self, history: AssetHistory) -> None:
        """Show all that is known about one asset."""
        _, look = self._context._, self._context.look
        asset = history.item.asset
        column = self._begin()
        column.addWidget(text_label(look, asset.description, TextStyle.TITLE, strong=True))
        made = asset.make_model
        if made:
            column.addWidget(text_label(look, made, tone="muted"))
        self._add_facts(column, history)
        self._add_title(column, _("On the handover {reference}", reference=history.handover.reference))
        self._add_handover(column, history)
        self._add_list_changes(column, history)
        self._add_title(column, _("Checks"))
        self._add_checks(column, history)
        if history.elsewhere:
            self._add_title(column, _("Also on"))
            for hit in history.elsewhere:
                result = _(TERMS[hit.outcome]) if hit.outcome else _("Not checked")
                text = f"{hit.reference} · {hit.line_no} · {_(TERMS[hit.state])} · {result}"
                go = button(look, text, role="quiet", icon_name="external-link")
                go.clicked.connect(
                    lambda _checked=False, hit=hit: self._context.navigation.show_item(hit.handover, hit.item)
                )
                column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _begin(self) -> QVBoxLayout:
        space = self._context.look.theme.space
        column = self.begin()
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        return column

    def _add_title(self, column: QVBoxLayout, text: str) -> None:
        look = self._context.look
        column.addSpacing(look.theme.space(3))
        column.addWidget(text_label(look, text, TextStyle.LARGE, strong=True))
        column.addWidget(hair_line(look))

    def _add_facts(self, column: QVBoxLayout, history: AssetHistory) -> None:
        _, look = self._context._, self._context.look
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.theme.space(4))
        grid.setVerticalSpacing(look.theme.space(1))
        grid.setColumnStretch(1, 1)
        rows = [(_(TERMS[i.kind]), i.value, True) for i in history.item.asset.identifiers]
        main = {left_to_right(value) for _label, value, _mono in rows}
        rows += [(label, text, False) for label, text in self._texts.facts(history.item) if text not in main]
        for place, (label, text, is_mono) in enumerate(rows):
            grid.addWidget(
                text_label(look, label, tone="muted", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop
            )
            value = text_label(look, text)
            if is_mono:
                value.setFont(look.theme.mono(TextStyle.LARGE))
            self._selectable(value)
            grid.addWidget(value, place, 1)
        column.addLayout(grid)

    def _add_handover(self, column: QVBoxLayout, history: AssetHistory) -> None:
        _, look, handover = self._context._, self._context.look, history.handover
        line = _("Line {line}, {state}", line=history.item.asset.line_no, state=_(TERMS[handover.state]))
        column.addWidget(text_label(look, line))
        if handover.number:
            column.addWidget(text_label(look, _("Protocol {number}", number=handover.number)))
        for voided in reversed(history.voided):
            lines = (
                _("VOID: the protocol {number}", number=voided.protocol.number),
                *describe_voiding(voided, _),
            )
            column.addWidget(text_label(look, "\n".join(lines), tone="muted"))
        if history.item.origin is Origin.LISTED:
            for version in handover.lists:
                when = self._context.formats.moment(version.imported_at)
                text = _("List {file}, imported {when}", file=version.file_name, when=when)
                column.addWidget(text_label(look, text, tone="muted"))
        if history.list_changes and history.list_changes[-1].step is LineStep.WITHDRAWN:
            return
        go = button(look, _("Show in the check"), icon_name="list-checks")
        go.clicked.connect(lambda: self._context.navigation.show_item(handover.id, history.item.id))
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_list_changes(self, column: QVBoxLayout, history: AssetHistory) -> None:
        """Say what new versions of the list did to it, the newest first."""
        _, look, formats = self._context._, self._context.look, self._context.formats
        if history.list_changes:
            self._add_title(column, _("New versions of the list"))
        for change in reversed(history.list_changes):
            first, *fields = say_line_change(change, _, formats)
            version = history.handover.lists[change.version]
            trace = " · ".join((version.file_name, formats.moment(change.at), change.who))
            column.addWidget(text_label(look, first, strong=change is history.list_changes[-1]))
            if fields:
                column.addWidget(text_label(look, "\n".join(fields)))
            column.addWidget(text_label(look, trace, TextStyle.CAPTION, tone="muted"))

    def _add_checks(self, column: QVBoxLayout, history: AssetHistory) -> None:
        _, look = self._context._, self._context.look
        if not history.checks:
            column.addWidget(text_label(look, _("Not checked yet."), tone="muted"))
        for record in reversed(history.checks):
            taken_back = record.finding is None
            result = _("Taken back") if taken_back else self._texts.result(record.finding, history.item.asset)
            column.addWidget(text_label(look, result, strong=record is history.checks[-1]))
            if record.finding is not None and record.finding.remark is not None:
                column.addWidget(text_label(look, self._texts.remark(record.finding.remark)))
            column.addWidget(text_label(look, self._texts.trace(record), TextStyle.CAPTION, tone="muted"))

    @staticmethod
    def _selectable(label: QLabel) -> None:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
