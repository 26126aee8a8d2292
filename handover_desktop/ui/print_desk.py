"""Printing a document from a screen: the dialog, sheets of another size, progress, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.errors import Code, EnvironmentFault, HandoverError
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.printing import (
    PrintRun,
    Scale,
    Size,
    ask_for_printer,
    differing_page,
    has_printer,
    name_of,
    pages_wanted,
    sheet_of,
)
from handover_desktop.ui.widgets.busy import BusyIndicator

_PATIENCE_MS = 300
_MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Printed:
    """What was sent to a printer: `pages` from 0, `copies` of each."""

    printer: str
    copies: int
    pages: tuple[int, ...]


class PrintDesk(QWidget):
    """Prints one document at a time and shows how far it is.

    *Signals:* `changed()` when printing begins or ends; `refused(HandoverError)` with what stopped it.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, context: UiContext, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._ = context._
        self._run: PrintRun | None = None
        self.busy = BusyIndicator(context.look, cancel_text=context._("Cancel"), cancel_after_ms=_PATIENCE_MS)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.busy)
        self.busy.cancelled.connect(self._cancel)

    @property
    def is_busy(self) -> bool:
        """Whether a document is being printed."""
        return self._run is not None

    def print_document(
        self,
        viewed: ViewedPdf,
        *,
        title: str,
        document: str,
        copies: int,
        printed: Callable[[Printed], object],
    ) -> None:
        """Ask for the printer and print; `printed` is called once everything was sent."""
        if not has_printer():
            self.refused.emit(EnvironmentFault(Code.NO_PRINTER))
            return
        printer = ask_for_printer(
            self._screen, title=title, document=document, copies=copies, sizes=viewed.sizes
        )
        if printer is not None:
            self.print_on(printer, viewed, printed)

    def print_on(self, printer: QPrinter, viewed: ViewedPdf, printed: Callable[[Printed], object]) -> None:
        """Print on `printer` what it was told to; a sheet of another size is asked about first."""
        pages = pages_wanted(printer, len(viewed.sizes))
        try:
            scale = self._choose_scale(printer, [viewed.sizes[page] for page in pages])
        except HandoverError as error:
            self.refused.emit(error)
            return
        if scale is None:
            return
        run = PrintRun(printer, viewed, pages, scale, self._context.operations, self)
        run.progressed.connect(self.busy.set_progress)
        run.sending.connect(self._show_sending)
        run.printed.connect(lambda: self._finish(printer, pages, printed))
        run.stopped.connect(lambda: self._end(self._("Printing was cancelled; nothing was sent.")))
        run.failed.connect(self._fail)
        self._run = run
        self.busy.start(self._("Preparing the pages…"))
        self.changed.emit()
        run.start()

    def leave(self) -> None:
        """Come to an end: cancel, or finish what is being sent."""
        if self._run is not None:
            self._run.leave()

    def _choose_scale(self, printer: QPrinter, sizes: Sequence[Size]) -> Scale | None:
        page = differing_page(printer, sizes)
        if page is None:
            return Scale.EXACT
        chosen = self._context.messages.choose(
            self._("Sheets of another size"),
            self._(
                "The pages are {page}, the sheets in the printer {sheet}.",
                page=self._millimetres(page),
                sheet=self._millimetres(sheet_of(printer)),
            ),
            ways=(self._("Fit to the sheet"), self._("Print at 100 %")),
            detail=self._("At 100 %, what does not fit on the sheet is cut off."),
        )
        return None if chosen is None else (Scale.FIT, Scale.EXACT)[chosen]

    def _millimetres(self, size: Size) -> str:
        width, height = (round(edge * _MM_PER_POINT) for edge in size)
        return self._("{width} × {height} mm", width=width, height=height)

    def _show_sending(self) -> None:
        self.busy.start(self._("Sending the pages to the printer…"), cancellable=False)

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _finish(
        self, printer: QPrinter, pages: tuple[int, ...], printed: Callable[[Printed], object]
    ) -> None:
        done = Printed(name_of(printer), max(1, printer.copyCount()), pages)
        self._end(self._("Sent to {printer}.", printer=done.printer))
        printed(done)

    def _fail(self, error: HandoverError) -> None:
        self._end("")
        self.refused.emit(error)

    def _end(self, text: str) -> None:
        if self._run is not None:
            self._run.deleteLater()
        self._run = None
        self.busy.stop()
        self.changed.emit()
        if text:
            self._context.messages.tell(text)
