"""Documents one under the other: the name of each file, and below it what it is, when, by whom and its digest."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.services.views import DocumentRecord
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.signs import Sign

_DIGEST_SHOWN = 12


class DocumentRows(QVBoxLayout):
    """The rows of a list of documents."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.setSpacing(context.look.theme.space(2))

    def clear(self) -> None:
        """Take all rows away."""
        while (old := self.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def add(
        self, record: DocumentRecord, kind: str, *tools: QWidget, icon_name: str, is_void: bool = False
    ) -> None:
        """Add the row of a document that is called `kind`, with what can be done with it.

        One of a voided protocol is struck out and called void.
        """
        look, formats = self._context.look, self._context.formats
        words = QVBoxLayout()
        words.setSpacing(0)
        name = ElidedLabel(look, record.file_name, strong=True)
        words.addWidget(name)
        if is_void:
            font = name.font()
            font.setStrikeOut(True)
            name.setFont(font)
            icon_name, kind = "ban", f"{self._context._('VOID')} · {kind}"
        parts = (kind, formats.moment(record.added_at), record.added_by, record.sha256[:_DIGEST_SHOWN])
        said = " · ".join(part for part in parts if part)
        words.addWidget(ElidedLabel(look, said, style=TextStyle.CAPTION, tone="muted"))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(2))
        row.addWidget(Sign(look, icon_name))
        row.addLayout(words, 1)
        for tool in tools:
            row.addWidget(tool)
        self.addWidget(box)
