"""Choosing the line that is the same asset, where a new version of a list writes it so differently."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from handover_desktop.domain.list_changes import ChangeKind, Difference
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.prepare.version_models import Part, asset_of
from handover_desktop.ui.screens.prepare.version_tables import IN_PAIRS, DifferencesTable
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.search_field import SearchField


class PairDialog(TabbedDialog):
    """Asks which of `others` is the same asset as `one`; `chosen` says which."""

    def __init__(
        self, context: UiContext, one: Difference, others: Sequence[Difference], parent: QWidget
    ) -> None:
        super().__init__(parent)
        _, look = context._, context.look
        space = look.theme.space
        asset = asset_of(one)
        self.setWindowTitle(_("Same asset"))
        self.resize(space(220), space(130))
        self.table = DifferencesTable(context)
        for place in range(self.table.model.columnCount()):
            self.table.view.setColumnHidden(place, place not in IN_PAIRS)
        for place, width in IN_PAIRS.items():
            self.table.view.setColumnWidth(place, look.theme.scaled(width))
        self.table.view.keep_widths()
        self.table.model.show_differences(tuple(others), ())
        self.table.view.activated.connect(lambda _index: self.accept())
        search = SearchField(look, _("Search"), clear_text=_("Clear"))
        search.searched.connect(self._search)
        box = QDialogButtonBox()
        self.go = box.addButton(_("Same asset"), QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(3))
        asked = (
            _("Which line that is gone is it?")
            if one.kind is ChangeKind.ADDED
            else _("Which added line is it now?")
        )
        column.addWidget(text_label(look, asked, TextStyle.TITLE, strong=True))
        main = asset.main_identifier
        said = (_("Line {line}", line=asset.line_no), asset.description, main.value if main else "")
        column.addWidget(text_label(look, " · ".join(part for part in said if part)))
        for widget in (search, self.table, box):
            column.addWidget(widget)
        self.table.point_at("")
        self.table.view.setFocus()

    @property
    def chosen(self) -> Difference | None:
        """The line that is the same asset."""
        return self.table.current()

    def _search(self, text: str) -> None:
        self.table.sight.narrow(Part.ALL, text)
        self.table.point_at("")
        self.go.setEnabled(self.chosen is not None)
