"""The form of the preparation: an index on the left, all sections in one scrolling column."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QVBoxLayout, QWidget

from handover_desktop.domain.handovers import HandoverDetails
from handover_desktop.domain.originals import propose_distribution
from handover_desktop.domain.reconciliation import OpenPoint
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.prepare.clauses_section import ClausesSection
from handover_desktop.ui.screens.prepare.donor_section import DonorSection
from handover_desktop.ui.screens.prepare.handover_section import DocumentSection, HandoverSection
from handover_desktop.ui.screens.prepare.list_section import ListSection
from handover_desktop.ui.screens.prepare.parties_section import PartiesSection
from handover_desktop.ui.screens.prepare.people_sections import CommissionSection, UnitsSection
from handover_desktop.ui.screens.prepare.section import DetailsSection
from handover_desktop.ui.tabbing import bring_into_sight, first_control
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.labels import hair_line

_MEASURE = 860
_INDEX_WIDTH = 200
_INDEX_ROW = 36


class _Index(QListWidget):
    """The sections; Tab goes into the one that is chosen, by `enter`, which tells whether it could."""

    def __init__(self, enter: Callable[[], bool]) -> None:
        super().__init__()
        self._enter = enter

    def focusNextPrevChild(self, forward: bool) -> bool:
        return (forward and self._enter()) or super().focusNextPrevChild(forward)


class PrepareForm(QWidget):
    """All sections together.

    *Signals:* `edited()` after every change by hand.
    """

    edited = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loaded = HandoverDetails()
        self._reference = ""
        self.list = ListSection(context)
        self.handover = HandoverSection(context)
        self.document = DocumentSection(context)
        self.parties = PartiesSection(context)
        self.commission = CommissionSection(context)
        self.units = UnitsSection(context)
        self.donor = DonorSection(context)
        self.clauses = ClausesSection(context)
        self._sections: tuple[DetailsSection, ...] = (
            self.handover, self.parties, self.commission, self.units, self.document, self.donor,
            self.clauses,
        )  # fmt: skip
        for section in self._sections:
            section.edited.connect(self.edited)
        self.document.distribution_asked.connect(self._propose_distribution)
        self._index = self._build_index(context)
        self._area = self._build_column(context)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._index)
        row.addWidget(hair_line(context.look, vertical=True))
        row.addWidget(self._area, 1)

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was loaded."""
        return self.details() != self._loaded or self.handover.reference != self._reference

    def load(self, reference: str, details: HandoverDetails) -> None:
        """Show `details` as saved; where they are what is shown, nothing moves under the hands that go on."""
        if not self._reference or self._written_over(details) != details:
            self.show_details(details)
        self.handover.load_reference(reference)
        self._reference = reference
        self._loaded = self.details()

    def show_details(self, details: HandoverDetails) -> None:
        """Show `details` without taking them for saved."""
        for section in self._sections:
            section.load(details)

    def details(self) -> HandoverDetails:
        """Return the details as written."""
        return self._written_over(self._loaded)

    def _written_over(self, details: HandoverDetails) -> HandoverDetails:
        for section in self._sections:
            details = section.apply(details)
        return details

    def _propose_distribution(self) -> None:
        details = self.details()
        self.document.show_distribution(propose_distribution(details.parties, details.originals))

    def find_errors(self) -> bool:
        """Mark what cannot be saved, go to the first of it, and tell whether there is any."""
        found = [widget for section in self._sections if (widget := section.find_errors()) is not None]
        if found:
            found[0].setFocus()
            bring_into_sight(found[0])
        return bool(found)

    def show_point(self, point: OpenPoint) -> None:
        """Go to the input where `point` is settled."""
        found = next((place for one in self._sections if (place := one.place_of(point)) is not None), None)
        if found is not None:
            found.setFocus()
            bring_into_sight(found)

    def set_editable(self, editable: bool) -> None:
        """Let the details be edited, or only be read: then in full ink, for they hold."""
        for section in self._sections:
            section.setEnabled(editable)
            if section.property("reading") is not (not editable):
                section.setProperty("reading", not editable)
                for one in (section, *section.findChildren(QWidget)):
                    one.style().unpolish(one)
                    one.style().polish(one)

    def show_sections(self, *, symbolic: bool) -> None:
        """Show the sections that a handover has: a symbolic one has no commission, no units and no times."""
        self.handover.show_times(shown=not symbolic)
        for section in (self.commission, self.units):
            section.setVisible(not symbolic)
            self._index.setRowHidden(1 + self._sections.index(section), symbolic)

    def focus_first(self) -> None:
        """Put the focus where the work begins."""
        self._index.setFocus()

    def _enter_section(self) -> bool:
        """Go from the index into the section that is chosen there."""
        first = first_control((self.list, *self._sections)[self._index.currentRow()])
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        return first is not None

    def _build_index(self, context: UiContext) -> QListWidget:
        index = _Index(self._enter_section)
        index.setFrameShape(QFrame.Shape.NoFrame)
        index.setAccessibleName(context._("Sections"))
        index.addItems([self.list.title, *(section.title for section in self._sections)])
        metrics, beside = QFontMetrics(context.look.theme.font(TextStyle.BODY)), context.look.theme.space(8)
        for row in range(index.count()):
            needed = metrics.horizontalAdvance(index.item(row).text()) + beside
            index.item(row).setSizeHint(QSize(needed, _INDEX_ROW))
        index.setFixedWidth(max(_INDEX_WIDTH, index.sizeHintForColumn(0) + context.look.theme.space(2)))
        index.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        index.setCurrentRow(0)
        index.currentRowChanged.connect(self._scroll_to)
        index.itemClicked.connect(lambda _item: self._scroll_to(index.currentRow()))
        return index

    def _build_column(self, context: UiContext) -> QScrollArea:
        space = context.look.theme.space
        body = QWidget()
        body.setMaximumWidth(_MEASURE)
        column = QVBoxLayout(body)
        column.setContentsMargins(space(8), space(6), space(8), space(10))
        column.setSpacing(space(10))
        for section in (self.list, *self._sections):
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the index and the fields scroll it
        area.setWidget(body)
        area.verticalScrollBar().valueChanged.connect(lambda _value: self._mark_shown())
        return area

    def _scroll_to(self, row: int) -> None:
        section = (self.list, *self._sections)[row]
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(max(0, section.y() - 16)))

    def _mark_shown(self) -> None:
        bar = self._area.verticalScrollBar()
        if self._index.hasFocus():
            return
        sections = (self.list, *self._sections)
        top = bar.value() + 60
        row = max((place for place, one in enumerate(sections) if one.y() <= top), default=0)
        self._index.blockSignals(True)
        self._index.setCurrentRow(row)
        self._index.blockSignals(False)
