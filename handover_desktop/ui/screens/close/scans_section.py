"""The scans of the signed pages, and of forms that were ticked by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.scans import Coverage, PageState, ScanPage, name_pages
from handover_desktop.domain.texts import N_
from handover_desktop.services.documents import SIGNED_SCAN
from handover_desktop.services.scanning import FILLED_FORM, scanned_pages
from handover_desktop.services.views import DocumentRecord
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.scan_results import coverage_sentence
from handover_desktop.ui.screens.close.data import CloseData
from handover_desktop.ui.screens.close.document_rows import DocumentRows
from handover_desktop.ui.widgets.banner import Banner
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.page_strip import PageStrip
from handover_desktop.ui.widgets.targets import as_target

_KINDS = {SIGNED_SCAN: N_("Signed scan"), FILLED_FORM: N_("Filled form")}


def _known(record: DocumentRecord) -> list[ScanPage]:
    """Return the pages of a scan that belong to its handover."""
    own = (PageState.FOUND, PageState.AGAIN, PageState.OTHER_PAPER, PageState.VOIDED)
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
        card = Card(look, _("Signed scan"))
        note = _(
            "Scan the signed pages at 200 dpi or more, in any order, and attach them: PDF, JPEG, PNG or TIFF. They "
            "can be dropped anywhere on the window."
        )
        card.body.addWidget(text_label(look, note, tone="muted"))
        self.said = text_label(look, "", strong=True)
        card.body.addWidget(self.said)
        self.strip = PageStrip(look)
        card.body.addWidget(self.strip)
        self.rows = DocumentRows(context)
        card.body.addLayout(self.rows)
        self.banner = Banner(look, close_text=_("Dismiss"))
        card.body.addWidget(self.banner)
        self.attach = as_target(button(look, _("Attach a scan…"), icon_name="paperclip"))
        self.attach.clicked.connect(self.attach_asked)
        writes(context, self.attach)
        row = QHBoxLayout()
        row.addWidget(self.attach)
        row.addStretch(1)
        card.body.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def show_data(self, data: CloseData) -> None:
        """Say which pages are there as scans, and list the scans, newest first."""
        self._data = data
        self._show_coverage()
        self.rows.clear()
        for record in reversed(data.documents):
            if record.kind in _KINDS:
                self._add_row(record, is_void=data.is_void(record))

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

    def _add_row(self, record: DocumentRecord, *, is_void: bool) -> None:
        _ = self._
        kind = _(_KINDS[record.kind])
        if pages := name_pages(page.page for page in _known(record)):
            kind = _("{kind}, pages {pages}", kind=kind, pages=pages)
        self.rows.add(
            record,
            kind,
            self._tool("external-link", _("View"), record, self.view_asked.emit),
            self._tool("save", _("Save as…"), record, self.save_asked.emit),
            icon_name="paperclip",
            is_void=is_void,
        )

    def _tool(
        self, icon_name: str, name: str, record: DocumentRecord, act: Callable[[DocumentRecord], object]
    ) -> QWidget:
        made = icon_button(self._context.look, icon_name, name)
        made.setAccessibleDescription(record.file_name)
        made.clicked.connect(lambda: act(record))
        return made
