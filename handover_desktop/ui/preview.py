"""The very document beside what is decided about it: made in the background, shown page by page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.i18n import Translator
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.operations import Job, Steps
from handover_desktop.ui.pdf_source import LanePdf
from handover_desktop.ui.settings import PREVIEW_THUMBNAILS, PREVIEW_ZOOM
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.busy import BusyIndicator
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.pdf_find import FindTexts
from handover_desktop.ui.widgets.pdf_layout import Fit, Zoom, bound_zoom
from handover_desktop.ui.widgets.pdf_view import THUMBNAILS, PdfView, PdfViewTexts

_PATIENCE_MS = 300


class PreviewPane(QWidget):
    """A protocol as it would be saved now.

    *Signals:* `loaded()` when `pdf`, and the same as `viewed`, is there.
    """

    loaded = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._documents = context.services.documents
        self._job: Job | None = None
        self._asked: tuple[HandoverId, tuple[str, ...]] | None = None
        self._source: LanePdf | None = None
        self.pdf = b""
        self.viewed: ViewedPdf | None = None
        _, look = context._, context.look
        self.view = PdfView(look, view_texts(_, _("Preview of the protocol")))
        self.busy = BusyIndicator(look, cancel_text=_("Cancel"), cancel_after_ms=_PATIENCE_MS)
        self._waiting = EmptyState(look, "file-text", _("The protocol is being made…"), "")
        self._given_up = EmptyState(
            look,
            "file-text",
            _("The protocol was not made"),
            _("It was cancelled before the last page. Nothing was changed."),
        )
        self.again = self._given_up.add_action(_("Make it now"))
        self.banner = Banner(look, close_text=_("Dismiss"))
        self._stack = QStackedWidget()
        for page in (self._waiting, self.view, self._given_up):
            self._stack.addWidget(page)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addWidget(self.busy)
        rows.addWidget(self._stack, 1)
        self._arrange()
        self.busy.cancelled.connect(self.cancel)
        self.again.clicked.connect(self._load_again)
        self.view.arranged.connect(self._remember)

    def load(self, handover: HandoverId, languages: tuple[str, ...] = ()) -> None:
        """Make the document of `handover` anew; an earlier one that is still being made is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._asked = (handover, languages)
        self.pdf, self.viewed = b"", None
        self.banner.dismiss()
        self._stack.setCurrentWidget(self._waiting)
        steps = Steps(self, self.busy.set_progress)
        documents = self._documents
        self.busy.start(self._context._("Making the protocol…"))
        self._job = self._context.operations.compute(
            lambda: documents.view(documents.preview(handover, languages=languages, progress=steps)),
            initiator=self,
            done=self._show,
            failed=self._refuse,
            label=None,
            steps=steps,
        )

    def refresh(self) -> None:
        """Show the document that is given out by now where that is another file, at the place that is read."""
        if self._job is not None or self._asked is None or self.viewed is None:
            return
        handover, languages = self._asked
        documents, shown = self._documents, self.viewed

        def look() -> ViewedPdf:
            now = documents.preview(handover, languages=languages)
            return shown if now == shown.pdf else documents.view(now)

        self._job = self._context.operations.compute(
            look, initiator=self, done=self._swap, failed=self._refuse, label=None
        )

    def _swap(self, viewed: ViewedPdf) -> None:
        self._job = None
        if viewed is not self.viewed:
            page = self.view.page
            self._show(viewed)
            self.view.go_to_page(page)

    def cancel(self) -> None:
        """Give up the document that is being made; it can be made again."""
        if self._job is None:
            return
        self._job.cancel()
        self._job = None
        self.busy.stop()
        self._stack.setCurrentWidget(self._given_up)

    def _load_again(self) -> None:
        if self._asked is not None:
            self.load(*self._asked)

    def _show(self, viewed: ViewedPdf) -> None:
        self._end()
        self.pdf, self.viewed = viewed.pdf, viewed
        self._source = LanePdf(viewed, self._context.operations, self)
        self._arrange()
        self.view.show_document(self._source)
        self._stack.setCurrentWidget(self.view)
        self.loaded.emit()

    def _refuse(self, error: HandoverError) -> None:
        self._end()
        self.view.clear()
        self._stack.setCurrentWidget(self.view)
        self.banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error), closable=False)

    def _end(self) -> None:
        self._job = None
        self.busy.stop()
        if self._source is not None:
            self._source.deleteLater()
            self._source = None

    def _arrange(self) -> None:
        """Show pages as they were shown last."""
        settings = self._context.settings
        width = settings.get(PREVIEW_THUMBNAILS)
        self.view.arrange(
            _read_zoom(settings.get(PREVIEW_ZOOM)), int(width) if width.isdecimal() else THUMBNAILS[1]
        )

    def _remember(self) -> None:
        choice = self.view.pages.zoom_choice
        settings = self._context.settings
        settings.put(PREVIEW_ZOOM, choice.value if isinstance(choice, Fit) else f"{choice:g}")
        settings.put(PREVIEW_THUMBNAILS, str(self.view.thumbnail_width))


def _read_zoom(kept: str) -> Zoom:
    try:
        return Fit(kept)
    except ValueError:
        pass
    try:
        return bound_zoom(float(kept))
    except ValueError:
        return Fit.WIDTH


def view_texts(_: Translator, name: str) -> PdfViewTexts:
    """Return the texts of a view; `name` says what it shows to those who do not see it."""
    return PdfViewTexts(
        zoom_in=_("Larger"),
        zoom_out=_("Smaller"),
        fit_width=_("Fit the width"),
        fit_page=_("Fit the page"),
        previous=_("Previous page"),
        next=_("Next page"),
        page=_("Page"),
        page_number=_("Page {page}"),
        of_count=_("of {count}"),
        thumbnails=_("Small pages"),
        not_drawn=_("This page could not be drawn."),
        accessible_name=name,
        find=FindTexts(
            find=_("Find in the document"),
            previous=_("Previous match"),
            next=_("Next match"),
            close=_("Close the search"),
            place_of=_("{place} of {count}"),
            nothing=_("Not found"),
        ),
    )
