"""What was recorded last, and the way to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from handover_desktop.i18n import Translator
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.marks import outcome_mark
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.targets import as_target, with_key

if TYPE_CHECKING:
    from handover_desktop.formats import Formats
    from handover_desktop.services.views import Act


class LastAction(QWidget):
    """One line that stays until the next record.

    *Signals:* `undo_asked()`; `redo_asked()`.
    """

    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(
        self, look: Look, _: Translator, formats: Formats, texts: ItemTexts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._formats = formats
        self._texts = texts
        self._last: Act | None = None
        self._mark = QLabel()
        self._text = ElidedLabel(look)
        self.undo = with_key(button(look, _("Undo"), role="quiet", icon_name="undo-2"), "Ctrl+Z")
        as_target(self.undo)
        self.undo.clicked.connect(self.undo_asked)
        self.redo = with_key(
            button(look, _("Redo"), role="quiet", icon_name="redo-2"), "Ctrl+Shift+Z", "Ctrl+Y"
        )
        as_target(self.redo)
        self.redo.clicked.connect(self.redo_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(2))
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        look.changed.connect(self._draw)
        self.show_last(None, editable=False)

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._text.text()

    def show_last(self, last: Act | None, *, editable: bool, can_redo: bool = False) -> None:
        """Show the act that an undo would take back, and offer to record again what one took back."""
        self._last = last
        self.undo.setVisible(editable)
        self.undo.setEnabled(last is not None)
        self.redo.setVisible(editable and can_redo)
        self._draw()

    def _draw(self) -> None:
        last = self._last
        finding = last.record.finding if last else None
        self._mark.setVisible(finding is not None)
        if last is None or finding is None:
            self._text.setText("")
            return
        self._mark.setPixmap(
            outcome_mark(finding.outcome, self._look.theme, 20, dpr=self.devicePixelRatioF())
        )
        outcome, time = self._texts.outcome(finding.outcome), self._formats.time(last.record.at)
        if last.count > 1:
            text = self._.n(
                "{count} item: {outcome}, saved {time}",
                "{count} items: {outcome}, saved {time}",
                last.count,
                outcome=outcome,
                time=time,
            )
        else:
            line = last.item.asset.line_no
            text = self._("Line {line}: {outcome}, saved {time}", line=line, outcome=outcome, time=time)
        self._text.setText(text)
