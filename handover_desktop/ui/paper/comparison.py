"""At the end of a page: what was typed against what was counted on the paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.terms import TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.paper.transcript import TICKS, PageSum
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class Comparison(QWidget):
    """Four counts to type from the foot of the page; Enter goes on, and the last one compares.

    *Signals:* `agreed(tuple)` with the counts of the paper where they are what was typed; `passed(tuple)` where
    they differ and a person goes on all the same; `turned_back()`.
    """

    agreed = Signal(object)
    passed = Signal(object)
    turned_back = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._sum = PageSum((0, 0, 0, 0), 0)
        self._title = text_label(look, "", TextStyle.TITLE, strong=True)
        self._note = text_label(look, "", tone="muted")
        self.fields = tuple(as_target(QLineEdit()) for _outcome in TICKS)
        self._typed = tuple(text_label(look, "", strong=True, wrap=False) for _outcome in TICKS)
        self._banner = Banner(look, close_text=_("Dismiss"))
        self.go_on = button(look, _("Compare"), role="primary")
        self.back = button(look, _("Back to the page"))
        for made in (self.go_on, self.back):
            as_target(made)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.theme.space(4))
        grid.setVerticalSpacing(look.theme.space(1))
        for column, text in enumerate(("", _("Typed"), _("On the paper"))):
            grid.addWidget(text_label(look, text, TextStyle.CAPTION, tone="muted", wrap=False), 0, column)
        for row, (outcome, field, typed) in enumerate(
            zip(TICKS, self.fields, self._typed, strict=True), start=1
        ):
            word = _(TERMS[outcome])
            field.setAccessibleName(word)
            field.setFixedWidth(look.theme.space(24))
            grid.addWidget(text_label(look, f"{row} {word}", wrap=False), row, 0)
            grid.addWidget(typed, row, 1)
            grid.addWidget(field, row, 2)
            field.returnPressed.connect(lambda row=row: self._after(row))
        grid.setColumnStretch(3, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(3))
        for part in (self._title, self._note):
            rows.addWidget(part)
        rows.addLayout(grid)
        rows.addWidget(self._banner)
        foot = QGridLayout()
        foot.addWidget(self.go_on, 0, 0)
        foot.addWidget(self.back, 0, 1)
        foot.setColumnStretch(2, 1)
        rows.addLayout(foot)
        rows.addStretch(1)
        self.go_on.clicked.connect(self._compare)
        self.back.clicked.connect(self.turned_back)
        self._banner.action_triggered.connect(lambda: self.passed.emit(self._written()))

    def show_page(self, page: int, found: PageSum) -> None:
        """Ask for the counts of `page`, of which `found` was typed."""
        _ = self._
        self._sum = found
        self._banner.dismiss()
        self._title.setText(_("Page {page}: what does the paper say?", page=page))
        blank = _.n("{count} row has no tick.", "{count} rows have no tick.", found.blank)
        self._note.setText(f"{blank} {_('Type the counts from the foot of the page.')}")
        for label, count in zip(self._typed, found.ticks, strict=True):
            label.setText(str(count))
        for field in self.fields:
            field.clear()
        self.fields[0].setFocus()

    @property
    def text(self) -> str:
        """What is said about a difference; empty where there is none."""
        return self._banner.text if self._banner.isVisibleTo(self) else ""

    def _after(self, row: int) -> None:
        if row < len(self.fields):
            self.fields[row].setFocus()
        else:
            self._compare()

    def _written(self) -> tuple[int, ...]:
        """Return the counts of the paper; an empty field says none."""
        return tuple(_figure(field.text()) for field in self.fields)

    def _compare(self) -> None:
        written = self._written()
        if written == self._sum.ticks:
            self.agreed.emit(written)
            return
        _ = self._
        parts = [
            _("{outcome}: typed {typed}, on the paper {written}", outcome=_(TERMS[o]), typed=t, written=w)
            for o, t, w in zip(TICKS, self._sum.ticks, written, strict=True)
            if t != w
        ]
        self._banner.show_message(
            BannerKind.WARNING, "; ".join(parts) + ".", action=_("Go on all the same"), closable=False
        )
        self.back.setFocus()


def _figure(text: str) -> int:
    """Return a count; what is no number is none of the counts that were typed."""
    written = text.strip()
    if not written:
        return 0
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else -1
