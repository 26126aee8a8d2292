"""The very document beside what is decided about it: made in the background, shown page by page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.operations import Job
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.pdf_view import PdfView, PdfViewTexts, RenderedPage

_MEASURING_DPI = 18
_POINTS_PER_INCH = 72


class PreviewPane(QWidget):
    """A protocol as it would be saved now.

    *Signals:* `loaded()` when `pdf` is there.
    """

    loaded = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._documents = context.services.documents
        self._job: Job | None = None
        self.pdf = b""
        _, look = context._, context.look
        texts = PdfViewTexts(
            zoom_in=_("Larger"),
            zoom_out=_("Smaller"),
            fit_width=_("Fit the width"),
            previous=_("Previous page"),
            next=_("Next page"),
            page_of=_("Page {page} of {count}"),
            accessible_name=_("Preview of the protocol"),
        )
        self.view = PdfView(look, texts)
        self._waiting = EmptyState(look, "file-text", _("The protocol is being made…"), "")
        self.banner = Banner(look, close_text=_("Dismiss"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.view)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addWidget(self._stack, 1)

    def load(self, handover: HandoverId, languages: tuple[str, ...] = ()) -> None:
        """Make the document of `handover` anew; an earlier one that is still being made is dropped."""
        if self._job is not None:
            self._job.cancel()
        self.pdf = b""
        self.banner.dismiss()
        self._stack.setCurrentWidget(self._waiting)
        self._job = self._context.operations.compute(
            lambda: self._documents.preview(handover, languages=languages),
            initiator=self,
            done=self._show,
            failed=self._refuse,
            label=self._context._("Making the protocol…"),
        )

    def _show(self, pdf: bytes) -> None:
        self._job = None
        self.pdf = pdf
        count = self._documents.page_count(pdf)
        self.view.show_document(count, [self._measure(page) for page in range(count)], self._render)
        self._stack.setCurrentWidget(self.view)
        self.loaded.emit()

    def _refuse(self, error: HandoverError) -> None:
        self._job = None
        self.view.clear()
        self._stack.setCurrentWidget(self.view)
        self.banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error), closable=False)

    def _render(self, page: int, dpi: float) -> RenderedPage:
        return RenderedPage(*self._documents.render_page(self.pdf, page, dpi=dpi))

    def _measure(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        width, height, _pixels = self._documents.render_page(self.pdf, page, dpi=_MEASURING_DPI)
        scale = _POINTS_PER_INCH / _MEASURING_DPI
        return width * scale, height * scale
