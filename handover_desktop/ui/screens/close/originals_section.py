"""Who holds which original, and numbered copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.originals import Whereabouts
from handover_desktop.services.copies import COPY
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.date_field import DateField
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.screens.close.data import CloseData, file_name
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class OriginalsSection(QWidget):
    """A row for each original with who holds it, in place; below, the way to a copy.

    *Signals:* `noted(int, str, object)` with the original, its holder and the day since when, None where none is
    given; `copy_asked(Path)`.
    """

    noted = Signal(int, str, object)
    copy_asked = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context._
        self._number = ""
        self._editing: int | None = None
        look, _ = context.look, context._
        self.banner = Banner(look, close_text=_("Dismiss"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.theme.space(3))
        self._grid.setVerticalSpacing(look.theme.space(1))
        self._grid.setColumnStretch(1, 1)
        self.holder = ElidedComboBox()
        self.holder.setEditable(True)
        self.holder.setAccessibleName(_("Held by"))
        self.since = DateField(look, _, name=_("Given on"))
        self.save = as_target(button(look, _("Save"), role="primary"))
        self._cancel = as_target(button(look, _("Cancel"), role="quiet"))
        self._form = self._make_form()
        self.copy = as_target(button(look, _("Make a copy…"), icon_name="copy"))
        self.copy.setToolTip(_("A copy has its own number and carries the sealed file, unchanged."))
        self._copies = text_label(look, "", tone="muted")
        card = Card(look)
        card.body.addWidget(text_label(look, _("Originals and copies"), TextStyle.LARGE, strong=True))
        card.body.addLayout(self._grid)
        card.body.addWidget(self._form)
        card.body.addWidget(self.banner)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self._copies, 1)
        card.body.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.save.clicked.connect(self._save)
        self._cancel.clicked.connect(self._form.hide)
        self.copy.clicked.connect(self._ask_copy)
        writes(context, self.copy)

    def _make_form(self) -> QWidget:
        look, _ = self._context.look, self._
        made = QWidget()
        self._form_title = text_label(look, "", strong=True)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(2))
        rows.addWidget(self._form_title)
        fields = QHBoxLayout()
        fields.setSpacing(look.theme.space(2))
        fields.addWidget(self.holder, 3)
        fields.addWidget(self.since, 2)
        rows.addLayout(fields)
        foot = QHBoxLayout()
        for widget in (self.save, self._cancel):
            foot.addWidget(widget)
        foot.addStretch(1)
        rows.addLayout(foot)
        made.hide()
        return made

    def show_data(self, data: CloseData) -> None:
        """Show where each original is, and how many copies were made."""
        _ = self._
        self._number = data.handover.number
        self._form.hide()
        while (old := self._grid.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, one in enumerate(data.originals):
            self._show_row(row, one)
        names = dict.fromkeys(
            [
                *(one.meant_for for one in data.originals),
                *(party.name for party in data.handover.details.parties),
            ]
        )
        self.holder.clear()
        self.holder.addItems([name for name in names if name])
        made = sum(record.kind == COPY for record in data.documents)
        self._copies.setText(_.n("{count} copy was made.", "{count} copies were made.", made) if made else "")

    def _show_row(self, row: int, one: Whereabouts) -> None:
        look, _, formats = self._context.look, self._, self._context.formats
        number = text_label(look, str(one.original), strong=True, wrap=False)
        held = " · ".join(filter(None, (one.holder, formats.date(one.since) if one.since else "")))
        meant = _("meant for: {holder}", holder=one.meant_for) if one.meant_for else _("not noted yet")
        self._grid.addWidget(number, row, 0)
        self._grid.addWidget(text_label(look, held or meant, tone="text" if held else "muted"), row, 1)
        note = button(look, _("Note…"), role="quiet")
        note.setAccessibleName(_("Note who holds original no. {number}", number=one.original))
        note.clicked.connect(lambda: self.edit(one))
        writes(self._context, note)
        self._grid.addWidget(note, row, 2)

    def edit(self, one: Whereabouts) -> None:
        """Ask who holds an original, since when; the distribution and today are where it starts."""
        self._editing = one.original
        title = self._("Who holds original no. {number}?", number=one.original)
        self._form_title.setText(title)
        self.holder.setEditText(one.holder or one.meant_for)
        self.since.set_value(one.since or self._context.services.workplace.now().date())
        self.banner.dismiss()
        self._form.show()
        self.holder.setFocus()

    def refuse(self, error: HandoverError) -> None:
        """Say why it was not done."""
        self.banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error))

    def _save(self) -> None:
        try:
            since: date | None = self.since.value()
        except ValueError:
            text = self._("This is not a date. Write it as day.month.year.")
            self.banner.show_message(BannerKind.ERROR, text)
            return
        if self._editing is not None:
            self.noted.emit(self._editing, self.holder.currentText(), since)

    def _ask_copy(self) -> None:
        self.banner.dismiss()
        name = file_name(self._number, f"-{self._('COPY')}.pdf")
        path: Path | None = self._context.files.choose_target(name, self._("PDF"), ".pdf")
        if path is not None:
            self.copy_asked.emit(path)
