"""One row of the paper, typed: the tick, the pieces, the remark; Enter goes on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.checks import NEEDS_REMARK, Outcome, Remark
from handover_desktop.domain.errors import Code
from handover_desktop.domain.terms import TERMS, say
from handover_desktop.i18n import Translator
from handover_desktop.services.papers import FormLine
from handover_desktop.ui.paper.transcript import TICKS, read_tick
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.identifier_view import IdentifierView
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was typed for a row; counts are None where they follow from the tick."""

    outcome: Outcome
    presented: Decimal | None = None
    accepted: Decimal | None = None
    remark: Remark | None = None


class _TickEdit(QLineEdit):
    """One sign; the arrows move from row to row.

    *Signals:* `moved(int)` by how many rows.
    """

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class Entry(QWidget):
    """The row that is typed now, large; below it the fields, left to right as on the paper.

    *Signals:* `ticked(Ticked)` when the row is complete; `skipped()` on Enter with nothing typed; `moved(int)`.
    """

    ticked = Signal(object)
    skipped = Signal()
    moved = Signal(int)

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._line: FormLine | None = None
        self._place = text_label(look, "", TextStyle.TITLE, strong=True)
        self._name = text_label(look, "", TextStyle.LARGE)
        self._identifier = IdentifierView(look, copy_text=_("Copy"))
        self.tick = _TickEdit()
        self.tick.setMaxLength(1)
        self.presented, self.accepted, self.remark = QLineEdit(), QLineEdit(), QLineEdit()
        for editor in (self.tick, self.presented, self.accepted, self.remark):
            as_target(editor)
        legend = "   ".join(f"{at} {_(TERMS[outcome])}" for at, outcome in enumerate(TICKS, start=1))
        self._word = text_label(look, "", TextStyle.LARGE, strong=True, wrap=False)
        self._tick_field = Field(look, _("Tick"), self.tick)
        self._presented_field = Field(look, _("Pieces there"), self.presented)
        self._accepted_field = Field(look, _("Accepted"), self.accepted)
        self._remark_field = Field(look, _("Remark"), self.remark)
        self.tick.setFixedWidth(look.theme.space(14))
        fields = QHBoxLayout()
        fields.setSpacing(look.theme.space(3))
        for field, stretch in (
            (self._tick_field, 0),
            (self._presented_field, 2),
            (self._accepted_field, 2),
            (self._remark_field, 5),
        ):
            fields.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(2))
        for widget in (self._place, self._name, self._identifier):
            rows.addWidget(widget)
        rows.addLayout(fields)
        rows.addWidget(self._word)
        rows.addWidget(text_label(look, legend, TextStyle.CAPTION, tone="muted"))
        rows.addStretch(1)
        self.tick.textChanged.connect(self._show_word)
        self.tick.returnPressed.connect(self._after_tick)
        self.tick.moved.connect(self.moved)
        self.presented.returnPressed.connect(self.accepted.setFocus)
        self.accepted.returnPressed.connect(self._after_counts)
        self.remark.returnPressed.connect(self._finish)

    def show_line(self, line: FormLine, *, rows: int, pages: int) -> None:
        """Begin with `line`, the fields empty."""
        _, asset = self._, line.item.asset
        self._line = line
        self._place.setText(
            _(
                "Page {page} of {pages} · row {row} of {rows}",
                page=line.page,
                pages=pages,
                row=line.row,
                rows=rows,
            )
        )
        kind = asset.make_model
        self._name.setText(" · ".join(part for part in (asset.line_no, asset.description, kind) if part))
        main = asset.main_identifier
        self._identifier.show_identifier(_(TERMS[main.kind]) if main else "", main.value if main else "")
        self._identifier.setVisible(main is not None)
        for field in (self._presented_field, self._accepted_field):
            field.setVisible(asset.is_counted)
        for editor in (self.tick, self.presented, self.accepted, self.remark):
            editor.clear()
        listed = f"{asset.quantity.normalize():f}"
        for editor in (self.presented, self.accepted):
            editor.setPlaceholderText(listed)
        self.refuse("")
        self.tick.setFocus()

    @property
    def place(self) -> str:
        """Which page and row is typed."""
        return self._place.text()

    @property
    def name(self) -> str:
        """What the row is about."""
        return self._name.text()

    def refuse(self, sentence: str) -> None:
        """Say why the row was not recorded; what was typed stays."""
        self._tick_field.set_error(None)
        self._remark_field.set_error(sentence or None)

    def _show_word(self, text: str) -> None:
        outcome = read_tick(text)
        self._word.setText(self._(TERMS[outcome]) if outcome else "")
        self._tick_field.set_error(None)

    def _after_tick(self) -> None:
        if not self.tick.text().strip():
            self.skipped.emit()
            return
        outcome = read_tick(self.tick.text())
        if outcome is None:
            self._tick_field.set_error("1–4")
            self.tick.selectAll()
        elif self._line is not None and self._line.item.asset.is_counted and outcome is not Outcome.MISSING:
            self.presented.setFocus()
        else:
            self._after_counts()

    def _after_counts(self) -> None:
        if read_tick(self.tick.text()) in NEEDS_REMARK:
            self.remark.setFocus()
        else:
            self._finish()

    def _finish(self) -> None:
        outcome = read_tick(self.tick.text())
        if outcome is None:
            self._tick_field.set_error("1–4")
            self.tick.setFocus()
            return
        try:
            presented, accepted = _count(self.presented.text()), _count(self.accepted.text())
        except ValueError as wrong:
            self.refuse(say(self._, Code.QUANTITY_NOT_A_NUMBER.text, {"value": str(wrong)}))
            self.presented.setFocus()
            return
        text = self.remark.text().strip()
        if outcome in NEEDS_REMARK and not text:
            self.refuse(say(self._, Code.REMARK_NEEDED.text, {"outcome": outcome}))
            self.remark.setFocus()
            return
        self.ticked.emit(Ticked(outcome, presented, accepted, Remark(text) if text else None))


def _count(text: str) -> Decimal | None:
    """Return a count as written, None for an empty field; raise ValueError with the text for anything else."""
    written = text.strip().replace(",", ".")
    if not written:
        return None
    try:
        count = Decimal(written)
    except InvalidOperation as wrong:
        raise ValueError(text) from wrong
    if not count.is_finite():
        raise ValueError(text)
    return count
