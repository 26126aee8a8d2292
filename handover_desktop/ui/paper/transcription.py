"""Entering from paper: page by page in the order of the form, by keyboard alone."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.checks import Method
from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.terms import TERMS
from handover_desktop.services.papers import FormLine, FormRecord
from handover_desktop.services.views import CheckRequest, ItemCard
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.date_field import DateField
from handover_desktop.ui.paper.comparison import Comparison
from handover_desktop.ui.paper.entry import Entry, Ticked
from handover_desktop.ui.paper.transcript import TICKS, Transcript
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import as_tip, hair_line, text_label
from handover_desktop.ui.widgets.targets import as_target

_ROW, _LINE, _ITEM, _TICK = range(4)


class TranscriptionDialog(TabbedDialog):
    """What was ticked by hand, typed in. Every row is recorded when it is complete; nothing is left to be saved.

    A result of the laptop that differs from the paper stays beside it, and the row says so.
    """

    def __init__(self, context: UiContext, handover: HandoverId, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context._
        self._handover = handover
        self._transcript = Transcript(())
        self.setWindowTitle(self._("Enter from paper"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look, _ = context.look, context._
        self.forms = ElidedComboBox()
        self.who = QLineEdit()
        self.day = DateField(look, _, name=_("Date on the paper"))
        self.hour = QLineEdit()
        self.hour.setPlaceholderText("09:40")
        self._when = Field(look, _("Date on the paper"), self.day, optional_text=_("optional"))
        self._clock = Field(look, _("Time"), self.hour, optional_text=_("optional"))
        self.table = self._make_table()
        self.entry = Entry(look, _)
        self.comparison = Comparison(look, _)
        self.banner = Banner(look, close_text=_("Dismiss"))
        self._work = QStackedWidget()
        for page in (self.entry, self.comparison):
            self._work.addWidget(page)
        self._previous = button(look, _("Previous page"), icon_name="chevron-left")
        self._next = button(look, _("Next page"), icon_name="chevron-right")
        self._close = as_target(button(look, _("Close")))
        self._lay_out()
        self._connect()
        self._load()

    def _lay_out(self) -> None:
        look, _ = self._context.look, self._
        space = look.theme.space
        head = QHBoxLayout()
        head.setSpacing(space(3))
        for widget, stretch in (
            (Field(look, _("Form"), self.forms), 3),
            (Field(look, _("Checked by"), self.who), 3),
            (self._when, 2),
            (self._clock, 1),
        ):
            head.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        body = QHBoxLayout()
        body.setSpacing(space(5))
        body.addWidget(self.table, 2)
        right = QVBoxLayout()
        right.setSpacing(space(2))
        right.addWidget(self.banner)
        note = text_label(
            look,
            _("What is written in under the list: add it on the check screen with “Not on the list…”."),
            TextStyle.CAPTION,
            tone="muted",
        )
        right.addWidget(self._work, 1)
        right.addWidget(note)
        work = QWidget()
        work.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields scroll it
        area.setWidget(work)
        self.table.setMinimumHeight(look.theme.space(20))
        body.addWidget(area, 3)
        foot = QHBoxLayout()
        for made in (self._previous, self._next):
            foot.addWidget(as_target(made))
        foot.addStretch(1)
        foot.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space(5), space(4), space(5), space(4))
        outer.setSpacing(space(3))
        outer.addLayout(head)
        outer.addWidget(hair_line(look))
        outer.addLayout(body, 1)
        outer.addLayout(foot)
        self.resize(1180, 640)

    def _make_table(self) -> QTableWidget:
        _ = self._
        table = QTableWidget(0, 4)
        table.setHorizontalHeaderLabels([_("Row"), _("No."), _("Item"), _("Tick")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setAccessibleName(_("Rows of this page"))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (_ROW, _LINE, _TICK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_ITEM, QHeaderView.ResizeMode.Stretch)
        return table

    def _connect(self) -> None:
        self.forms.activated.connect(self._read_form)
        self.entry.ticked.connect(self._record)
        self.entry.skipped.connect(self._go_on)
        self.entry.moved.connect(self._move)
        self.comparison.agreed.connect(self._turn_page)
        self.comparison.passed.connect(self._turn_page)
        self.comparison.turned_back.connect(lambda: self._open_page(self._transcript.page))
        self._previous.clicked.connect(lambda: self._open_page(self._transcript.page - 1))
        self._next.clicked.connect(lambda: self._open_page(self._transcript.page + 1))
        self._close.clicked.connect(self.accept)
        self.table.cellClicked.connect(lambda row, _column: self._pick(row))
        for key, by in (("PgUp", -1), ("PgDown", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self._open_page(self._transcript.page + by))

    @property
    def pages(self) -> int:
        """How many pages of the form have rows of the list."""
        return self._transcript.pages

    def go_to_line(self, line_no: str) -> None:
        """Go to the row of a line of the list, on whichever page it is."""
        item = self._transcript.find(line_no)
        if item is not None:
            self._transcript.go_to(item)
            self._open_page(self._transcript.page, at=item)

    def _load(self) -> None:
        services, handover = self._context.services, self._handover
        self._context.operations.query(
            lambda: (services.handovers.get(handover), services.papers.forms(handover)),
            initiator=self,
            done=lambda found: self._show_forms(*found),
        )

    def _show_forms(self, handover: Handover, forms: tuple[FormRecord, ...]) -> None:
        _, formats = self._, self._context.formats
        for form in forms:
            pages = _.n("{count} page", "{count} pages", len(form.pages))
            self.forms.addItem(f"{form.number} · {formats.moment(form.printed_at)} · {pages}", form.number)
        self.day.set_value(handover.details.handover_date)
        names = [member.name for member in handover.details.commission]
        if len(names) == 1:
            self.who.setText(names[0])
        if forms:
            self._read_form()
        else:
            self.banner.show_message(
                BannerKind.INFO, _("No form was printed for this handover yet."), closable=False
            )
            for idle in (self._work, self._previous, self._next):
                idle.setEnabled(False)

    def _read_form(self, _index: int = 0) -> None:
        number = str(self.forms.currentData())
        papers, handover = self._context.services.papers, self._handover
        self._context.operations.query(
            lambda: papers.form_lines(handover, number), initiator=self, done=self._show_form
        )

    def _show_form(self, lines: tuple[FormLine, ...]) -> None:
        self._transcript = Transcript(lines)
        self._open_page(1)

    def _open_page(self, page: int, *, at: ItemId | None = None) -> None:
        """Show a page; the row `at`, or the first one without a tick, is typed first."""
        transcript = self._transcript
        transcript.go_to_page(page)
        rows = transcript.rows(transcript.page)
        self.table.setRowCount(len(rows))
        for row, line in enumerate(rows):
            self._show_row(row, line)
        first = at or next((line.item.id for line in rows if transcript.tick(line) is None), None)
        if first is not None:
            transcript.go_to(first)
        self._previous.setEnabled(transcript.page > 1)
        self._next.setEnabled(transcript.page < transcript.pages)
        self._show_line()

    def _show_row(self, at: int, line: FormLine) -> None:
        asset = line.item.asset
        tick = self._transcript.tick(line)
        word = f"{TICKS.index(tick) + 1} {self._(TERMS[tick])}" if tick in TICKS else ""
        mark = f"{word} ⚡" if line.is_disputed else word
        identifier = asset.main_identifier.value[-6:] if asset.main_identifier else ""
        named = " · ".join(part for part in (asset.description, identifier) if part)
        for column, text in enumerate((str(line.row), asset.line_no, named, mark)):
            cell = QTableWidgetItem(text)
            cell.setToolTip(as_tip(text))
            self.table.setItem(at, column, cell)

    def _show_line(self) -> None:
        line = self._transcript.line
        if line is None:
            return
        rows = len(self._transcript.rows(line.page))
        self._work.setCurrentWidget(self.entry)
        self.entry.show_line(line, rows=rows, pages=self._transcript.pages)
        self.table.selectRow(line.row - 1)

    def _pick(self, row: int) -> None:
        rows = self._transcript.rows(self._transcript.page)
        self._transcript.go_to(rows[row].item.id)
        self._show_line()

    def _move(self, by: int) -> None:
        if self._transcript.step(by):
            self._show_line()

    def _go_on(self) -> None:
        """Go to the next row of the page, or compare at its end."""
        if self._transcript.step(1):
            self._show_line()
            return
        page = self._transcript.page
        self._work.setCurrentWidget(self.comparison)
        self.comparison.show_page(page, self._transcript.sum_up(page))

    def _turn_page(self, written: tuple[int, ...]) -> None:
        """Note what the comparison of a page came to, and go on to the next one."""
        page, number = self._transcript.page, str(self.forms.currentData())
        typed = self._transcript.sum_up(page).ticks
        papers, handover = self._context.services.papers, self._handover
        self._context.operations.command(
            lambda: papers.note_comparison(handover, number, page, typed=typed, written=written),
            initiator=self,
        )
        if page < self._transcript.pages:
            self._open_page(page + 1)
        else:
            self.banner.show_message(
                BannerKind.SUCCESS, self._("The form is typed in to its last page."), closable=True
            )
            self._close.setFocus()

    def _record(self, ticked: Ticked) -> None:
        line = self._transcript.line
        if line is None:
            return
        try:
            found_at = self._found_at()
        except ValueError:
            self.entry.refuse(self._("Date and time on the paper were not understood."))
            return
        request = CheckRequest(
            ticked.outcome,
            ticked.presented,
            ticked.accepted,
            remark=ticked.remark,
            method=Method.PAPER,
            who=self.who.text(),
            found_at=found_at,
        )
        checking, item = self._context.services.checking, line.item.id
        self.banner.dismiss()
        self._context.operations.command(
            lambda: checking.record(item, request),
            initiator=self,
            done=lambda _changes: self._recorded(item, ticked),
            failed=self._refuse,
        )

    def _found_at(self) -> datetime | None:
        """Return the moment written on the paper, None where day or time is missing; raise ValueError."""
        day, hour = self.day.value(), self.hour.text().strip()
        if day is None or not hour:
            return None
        clock = time.fromisoformat(hour.replace(".", ":").rjust(5, "0"))
        zone = self._context.services.workplace.now().tzinfo
        return datetime.combine(day, clock, tzinfo=zone)

    def _refuse(self, error: HandoverError) -> None:
        self.entry.refuse(self._context.messages.sentence(error))

    def _recorded(self, item: ItemId, ticked: Ticked) -> None:
        checking = self._context.services.checking
        self._context.operations.query(
            lambda: checking.card(item), initiator=self, done=lambda card: self._take(card, ticked)
        )

    def _take(self, card: ItemCard, ticked: Ticked) -> None:
        line = self._transcript.take(card, ticked.outcome)
        if line.page == self._transcript.page:
            self._show_row(line.row - 1, line)
        if line.is_disputed:
            self._say_dispute(line, card)
        self._go_on()

    def _say_dispute(self, line: FormLine, card: ItemCard) -> None:
        others = [h.finding for h in card.heads if h.method is not Method.PAPER and h.finding]
        words = ", ".join(self._(TERMS[finding.outcome]) for finding in others)
        text = self._(
            "Line {line}: the laptop says “{outcome}”. Both results stand; decide between them in Reconcile.",
            line=line.item.asset.line_no,
            outcome=words,
        )
        self.banner.show_message(BannerKind.WARNING, text)
