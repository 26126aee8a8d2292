"""The documents that were given out, and the scans of the signed pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.scans import Coverage, PageState, ScanPage, name_pages
from handover_desktop.domain.texts import N_
from handover_desktop.services.scanning import FILLED_FORM, scanned_pages
from handover_desktop.services.views import DocumentRecord
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.scan_results import coverage_sentence
from handover_desktop.ui.screens.close.data import SIGNED_SCAN, CloseData
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.page_strip import PageStrip
from handover_desktop.ui.widgets.signs import Sign
from handover_desktop.ui.widgets.targets import as_target

_DIGEST_SHOWN = 12
_GIVEN_OUT = N_("Protocol given out")
_KINDS = {
    SIGNED_SCAN: N_("Signed scan"),
    FILLED_FORM: N_("Filled form"),
    "copy": N_("Copy of the protocol"),
    "blank-form": N_("Form to tick by hand"),
}


def _known(record: DocumentRecord) -> list[ScanPage]:
    """Return the pages of a scan that belong to its handover."""
    own = (PageState.FOUND, PageState.AGAIN, PageState.OTHER_PAPER)
    return [page for page in scanned_pages(record) if page.state in own]


class ScansSection(QWidget):
    """A list and a button; a scan can be dropped on the window as well.

    *Signals:* `attach_asked()`; `view_asked(DocumentRecord)`; `save_asked(DocumentRecord)`.
    """

    attach_asked = Signal()
    view_asked = Signal(object)
    save_asked = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context._
        self._data: CloseData | None = None
        self._expected = 0
        look, _ = context.look, context._
        card = Card(look)
        card.body.addWidget(text_label(look, _("Signed scan"), TextStyle.LARGE, strong=True))
        note = _(
            "Scan the signed pages at 200 dpi or more, in any order, and attach them: PDF, JPEG, PNG or TIFF. They "
            "can be dropped anywhere on the window."
        )
        card.body.addWidget(text_label(look, note, tone="muted"))
        self.said = text_label(look, "", strong=True)
        card.body.addWidget(self.said)
        self.strip = PageStrip(look)
        card.body.addWidget(self.strip)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.theme.space(2))
        card.body.addLayout(self._rows)
        self.banner = Banner(look, close_text=_("Dismiss"))
        card.body.addWidget(self.banner)
        self.attach = as_target(button(look, _("Attach a scan…"), icon_name="paperclip"))
        self.attach.clicked.connect(self.attach_asked)
        row = QHBoxLayout()
        row.addWidget(self.attach)
        row.addStretch(1)
        card.body.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def show_data(self, data: CloseData) -> None:
        """Say which pages are there as scans, and list the documents, newest first."""
        self._data = data
        self._show_coverage()
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for record in reversed(data.documents):
            self._rows.addWidget(self._make_row(record))

    def expect(self, pages: int) -> None:
        """Take note of how many pages the protocol has as it is printed here."""
        self._expected = pages
        self._show_coverage()

    def _show_coverage(self) -> None:
        """Show the fullest printing that was scanned; with no page of it known, the one that is printed here."""
        data, _ = self._data, self._
        if data is None:
            return
        known = data.scanned or Coverage(self._expected, ())
        if data.scanned is not None:
            text = coverage_sentence(_, known)
        elif data.scans:
            text = _("No page of the attached scans was recognised.")
        else:
            text = _("No page is attached yet.")
        extracts = (coverage_sentence(_, one) for one in data.coverage if one.part)
        self.said.setText("\n".join((text, *extracts)))
        self.strip.show_pages(known.pages, known.present, said=text)

    def _make_row(self, record: DocumentRecord) -> QWidget:
        look, _ = self._context.look, self._
        is_scan = record.kind in (SIGNED_SCAN, FILLED_FORM)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(look, record.file_name, strong=is_scan))
        kind = _(_KINDS.get(record.kind, _GIVEN_OUT))
        if is_scan and (pages := name_pages(page.page for page in _known(record))):
            kind = _("{kind}, pages {pages}", kind=kind, pages=pages)
        parts = (
            kind,
            self._context.formats.moment(record.added_at),
            record.added_by,
            record.sha256[:_DIGEST_SHOWN],
        )
        words.addWidget(ElidedLabel(look, " · ".join(parts), style=TextStyle.CAPTION, tone="muted"))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(2))
        row.addWidget(Sign(look, "paperclip" if is_scan else "file-text"))
        row.addLayout(words, 1)
        if is_scan:
            row.addWidget(self._tool("external-link", _("View"), record, self.view_asked.emit))
            row.addWidget(self._tool("save", _("Save as…"), record, self.save_asked.emit))
        return box

    def _tool(
        self, icon_name: str, name: str, record: DocumentRecord, act: Callable[[DocumentRecord], object]
    ) -> QWidget:
        made = icon_button(self._context.look, icon_name, name)
        made.setAccessibleDescription(record.file_name)
        made.clicked.connect(lambda: act(record))
        return made
