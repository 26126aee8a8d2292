"""The review of a list: columns, lines and problems, and the one button that writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.money import MINOR_UNITS
from handover_desktop.domain.states import State
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import set_margins
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.keeping import keep_splitter
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.screens.prepare.import_columns import ColumnsTable
from handover_desktop.ui.screens.prepare.import_lines import LinesPage
from handover_desktop.ui.screens.prepare.import_problems import ProblemsPage
from handover_desktop.ui.screens.prepare.section import select
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import WordButton, button
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.labels import hair_line, text_label

if TYPE_CHECKING:
    from handover_desktop.lists.reading import ListReading
    from handover_desktop.services.list_versions import NewVersion

_USUAL_CURRENCIES = ("EUR", "RSD", "USD", "CHF", "BAM", "GBP")
_LONGEST_EXAMPLE = 40
_NOT_STATED = "currency-not-stated"


class ImportReview(QWidget):
    """What was understood of a list.

    *Signals:* `file_asked()`, `sheet_chosen(str)`, `header_chosen(int)`, `mapped(object)` with field to column,
    `group_chosen(str)` with the field that headings over groups go to, `apart_chosen(object)` with the rows that become
    a line for each piece, `corrected(str, str)` with a cell and its text, `problems_asked()`, `left()`,
    `rest_chosen(bool)` when the rows that are kept out are wanted too or no more, `anew_asked()` when the columns are
    to be guessed anew, `import_asked()`, `version_asked()` when the list is to be compared with the one that is there.
    """

    file_asked = Signal()
    sheet_chosen = Signal(str)
    header_chosen = Signal(int)
    mapped = Signal(object)
    group_chosen = Signal(str)
    apart_chosen = Signal(object)
    corrected = Signal(str, str)
    problems_asked = Signal()
    left = Signal()
    rest_chosen = Signal(bool)
    anew_asked = Signal()
    import_asked = Signal()
    version_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._texts = ItemTexts(context._, context.formats)
        self._importable = 0
        self._version: NewVersion | None = None
        self._lines = LinesPage(context)
        self._lines.apart_chosen.connect(self.apart_chosen)
        self._problems = ProblemsPage(context)
        self._problems.row_pointed_at.connect(self._show_row)
        self._problems.corrected.connect(self.corrected)
        self._problems.save_asked.connect(self.problems_asked)
        self._problems.rest_chosen.connect(self.rest_chosen)
        self._columns = ColumnsTable(context)
        self._columns.mapped.connect(self.mapped)
        self._columns.header_chosen.connect(self.header_chosen)
        self._columns.anew_asked.connect(self.anew_asked)
        space = context.look.theme.space
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self._build_tabs())
        parts.addWidget(self._problems)
        parts.setChildrenCollapsible(False)
        parts.setSizes([360, 220])
        keep_splitter(parts, context.settings, "import/splitter")
        body = QVBoxLayout()
        body.setContentsMargins(space(6), space(4), space(6), space(3))
        body.setSpacing(space(3))
        body.addLayout(self._build_head())
        body.addWidget(self._build_groups())
        body.addWidget(parts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(hair_line(context.look))
        column.addLayout(self._build_foot())

    def show_reading(self, reading: ListReading, version: NewVersion | None = None) -> None:
        """Show what was understood, and the way to compare it where it may be a new `version` of a list."""
        _ = self._context._
        self._version = version
        self._name.setText(reading.file_name)
        self._show_sheets(reading)
        self._header_row.blockSignals(True)
        self._header_row.setValue(reading.header_row)
        self._header_row.blockSignals(False)
        self._show_currency(reading)
        self._columns.show_reading(reading)
        self._show_groups(reading)
        self._lines.show_reading(reading)
        self._problems.show_reading(reading)
        self._tabs.setTabText(1, _.n("{count} line", "{count} lines", reading.rows_read))
        self._show_summary(reading)

    def show_rest(self, reading: ListReading) -> None:
        """Show the same list with the rows that are kept out taken along, or without them again."""
        self._lines.show_reading(reading)
        self._problems.tell_anew(reading)
        self._show_summary(reading)

    def set_busy(self, busy: bool) -> None:
        """Hold the button back while a list is read or imported."""
        for act in (self._import, self._compare):
            act.setEnabled(not busy and self._importable > 0)

    def take_rest(self) -> None:
        """Take the rows along that are kept out."""
        self._problems.rest.setChecked(True)

    def focus_first(self) -> None:
        """Put the focus where the work goes on: the button, or the columns when nothing can be imported."""
        (self._main if self._importable else self._tabs).setFocus()

    @property
    def _main(self) -> WordButton:
        """The button that most likely is meant."""
        version = self._version
        is_version = version is not None and (
            version.is_likely or version.handover.state is not State.PREPARING
        )
        return self._compare if is_version else self._import

    def _build_head(self) -> QHBoxLayout:
        _, look = self._context._, self._context.look
        self._name = ElidedLabel(look, "", style=TextStyle.TITLE)
        self._name.setFont(look.theme.font(TextStyle.TITLE, strong=True))
        self._sheets = ElidedComboBox()
        self._sheets.setAccessibleName(_("Sheet"))
        self._sheets.activated.connect(lambda _index: self.sheet_chosen.emit(str(self._sheets.currentData())))
        self._header_row = QSpinBox()
        self._header_row.setRange(0, 9999)
        self._header_row.setSpecialValueText(_("none"))
        self._header_row.setAccessibleName(_("Header row"))
        self._header_row.setKeyboardTracking(False)
        self._header_row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._header_row.valueChanged.connect(self.header_chosen)
        self._currency = QComboBox()
        self._currency.setEditable(True)
        self._currency.addItem("")
        self._currency.addItems(_USUAL_CURRENCIES)
        self._currency.setAccessibleName(_("Currency of the list"))
        self._currency.activated.connect(lambda _index: self._choose_currency())
        self._currency_label = text_label(look, _("Currency of the list"), tone="muted", wrap=False)
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(2))
        row.addWidget(self._name, 1)
        for label, editor in (
            (text_label(look, _("Sheet"), tone="muted", wrap=False), self._sheets),
            (text_label(look, _("Header row"), tone="muted", wrap=False), self._header_row),
            (self._currency_label, self._currency),
        ):
            label.setBuddy(editor)
            row.addSpacing(look.theme.space(2))
            row.addWidget(label)
            row.addWidget(editor)
        return row

    def _build_groups(self) -> QWidget:
        """Return the choice of what headings over groups become; it is shown only for a list that has some."""
        _, look = self._context._, self._context.look
        self._groups_label = text_label(look, "", tone="muted", wrap=False)
        self._group_field = QComboBox()
        self._group_field.setAccessibleName(_("Headings over groups of rows become"))
        for text, field in ((_("Lot"), "lot"), (_("Category"), "category"), (_("not used"), "")):
            self._group_field.addItem(text, field)
        self._group_field.activated.connect(
            lambda _index: self.group_chosen.emit(str(self._group_field.currentData()))
        )
        self._groups_label.setBuddy(self._group_field)
        self._groups = QWidget()
        row = QHBoxLayout(self._groups)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(2))
        row.addWidget(self._groups_label)
        row.addWidget(self._group_field)
        row.addStretch(1)
        return self._groups

    def _build_tabs(self) -> QTabWidget:
        _ = self._context._
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._columns, _("Columns"))
        self._tabs.addTab(self._lines, "")
        return self._tabs

    def _build_foot(self) -> QHBoxLayout:
        _, look = self._context._, self._context.look
        space = look.theme.space
        other = button(look, _("Choose another file"), role="quiet", icon_name="folder-open")
        other.clicked.connect(self.file_asked)
        leave = button(look, _("Do not import"))
        leave.clicked.connect(self.left)
        self._totals = text_label(look, "", wrap=False)
        self._import = button(look, "", role="primary", icon_name="download")
        self._import.clicked.connect(self.import_asked)
        writes(self._context, self._import)
        self._compare = button(look, _("Compare with the list"), icon_name="arrow-left-right")
        self._compare.setToolTip(_("As a new version of the list: what was added, changed and is gone."))
        self._compare.clicked.connect(self.version_asked)
        row = QHBoxLayout()
        set_margins(row, space(5), space(3), space(6), space(3))
        row.setSpacing(space(3))
        row.addWidget(other)
        row.addStretch(1)
        for widget in (self._totals, leave, self._import, self._compare):
            row.addWidget(widget)
        return row

    def _show_sheets(self, reading: ListReading) -> None:
        self._sheets.clear()
        for sheet in reading.sheets:
            rows = self._context._.n("{count} row", "{count} rows", sheet.rows)
            self._sheets.addItem(f"{sheet.name} ({rows})", sheet.name)
        select(self._sheets, reading.sheet)
        self._sheets.setEnabled(len(reading.sheets) > 1)

    def _show_groups(self, reading: ListReading) -> None:
        _ = self._context._
        self._groups.setVisible(bool(reading.groups))
        if reading.groups:
            first = reading.groups[0]
            first = first if len(first) <= _LONGEST_EXAMPLE else f"{first[:_LONGEST_EXAMPLE]}…"
            self._groups_label.setText(
                _.n(
                    "{count} heading over a group of rows, “{first}”, becomes",
                    "{count} headings over groups of rows, such as “{first}”, become",
                    len(reading.groups),
                    first=first,
                )
            )
            select(self._group_field, reading.group_field)

    def _show_currency(self, reading: ListReading) -> None:
        asked = any(problem.code.code == _NOT_STATED for problem in reading.problems)
        for widget in (self._currency_label, self._currency):
            widget.setVisible(asked)
        if asked:
            self._currency.setCurrentIndex(0)

    def _show_summary(self, reading: ListReading) -> None:
        _ = self._context._
        self._importable = len(reading.lines)
        self._totals.setText(self._texts.values(reading.totals) if reading.totals else "")
        self._import.setText(
            _.n("Import {count} line", "Import {count} lines", self._importable)
            if self._version is None
            else _.n("Import {count} more line", "Import {count} more lines", self._importable)
        )
        self._import.setAccessibleName(self._import.text())
        version = self._version
        self._import.setVisible(version is None or version.handover.state is State.PREPARING)
        self._compare.setVisible(version is not None)
        for act in (self._import, self._compare):
            act.play("primary" if act is self._main else "plain")
            act.setEnabled(self._importable > 0)

    def _choose_currency(self) -> None:
        code = self._currency.currentText().strip().upper()
        if code in MINOR_UNITS:
            self.mapped.emit({"currency": f"={code}"})

    def _show_row(self, row: int) -> None:
        place = self._lines.place_of(row)
        if place >= 0:
            self._tabs.setCurrentIndex(1)
            self._lines.point_at(place)
        else:
            self._tabs.setCurrentIndex(0)
            self._columns.show_row(row)
