"""Putting a finished PDF on paper: the system's dialog, pages rendered first, a painter that ends."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from handover_desktop.domain.errors import Code, EnvironmentFault, HandoverError

PRINT_DPI: Final = 300
_POINTS_PER_INCH: Final = 72


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A rendered page, kept small: `pixels` are the compressed bytes of an image without padding.

    `width` and `height` are in pixels at PRINT_DPI.
    """

    width: int
    height: int
    grey: bool
    pixels: bytes

    @property
    def size_in_points(self) -> QSizeF:
        """The size of the sheet."""
        scale = _POINTS_PER_INCH / PRINT_DPI
        return QSizeF(self.width * scale, self.height * scale)

    def image(self) -> QImage:
        """Return the page as a picture of its own memory."""
        form = QImage.Format.Format_Grayscale8 if self.grey else QImage.Format.Format_RGBA8888
        stride = self.width * (1 if self.grey else 4)
        return QImage(zlib.decompress(self.pixels), self.width, self.height, stride, form).copy()


def keep_page(width: int, height: int, rgba: bytes) -> PrintedPage:
    """Pack a rendered page: grey where it has no colour, and compressed; a long document fits in memory."""
    image = QImage(rgba, width, height, width * 4, QImage.Format.Format_RGBA8888)
    grey = image.allGray()
    if grey:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        lines = bytes(image.constBits())
        stride = image.bytesPerLine()
        rgba = b"".join(lines[row * stride : row * stride + width] for row in range(height))
    return PrintedPage(width, height, grey, zlib.compress(rgba, 1))


def ask_for_printer(
    parent: QWidget, *, title: str, document: str, copies: int, pages: int, landscape: bool = False
) -> QPrinter | None:
    """Show the system's print dialog with `copies` preset; return the printer chosen, None on Cancel.

    `document` is the name that the print queue shows.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare_printer(printer, document=document, copies=copies)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCollateCopies, True)
    dialog.setMinMax(1, pages)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if accepted else None


def prepare_printer(printer: QPrinter, *, document: str, copies: int) -> None:
    """Set what every print of ours begins with: A4 to the sheet's edge, the number of originals, collated."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setResolution(PRINT_DPI)
    printer.setDocName(document)
    printer.setCopyCount(max(1, copies))
    printer.setCollateCopies(True)


def pages_wanted(printer: QPrinter, pages: int) -> tuple[int, ...]:
    """Return the pages (from 0) that were asked for in the dialog."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return tuple(range(pages))
    first, last = max(1, printer.fromPage()), min(pages, printer.toPage() or pages)
    return tuple(range(first - 1, last))


def print_pages(printer: QPrinter, pages: Sequence[PrintedPage]) -> None:
    """Paint `pages` on `printer`, each on a sheet of its own shape; raise EnvironmentFault where that fails.

    The painter ends whatever happens: a printer that goes while it is painted on takes the program with it.
    """
    sheets = list(_collate(printer, pages))
    if not sheets:
        return
    _turn_sheet(printer, sheets[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFault(Code.FILE_NOT_WRITTEN, path=_name_of(printer), detail=printer.docName())
    try:
        for place, page in enumerate(sheets):
            if place:
                _turn_sheet(printer, page)
                printer.newPage()
            _paint(painter, printer, page)
    finally:
        painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise EnvironmentFault(Code.FILE_NOT_WRITTEN, path=_name_of(printer), detail=printer.docName())


def _collate(printer: QPrinter, pages: Sequence[PrintedPage]) -> Iterator[PrintedPage]:
    """Yield the sheets in their order: the copies are ours to make where the printer cannot."""
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        for _copy in range(copies):
            yield from pages
    else:
        for page in pages:
            yield from (page for _copy in range(copies))


def _turn_sheet(printer: QPrinter, page: PrintedPage) -> None:
    lying = page.width > page.height
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    )


def _paint(painter: QPainter, printer: QPrinter, page: PrintedPage) -> None:
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    target = QRectF(0, 0, sheet.width(), sheet.height())
    fitted = page.size_in_points.scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(target.topLeft(), fitted), page.image())


def _name_of(printer: QPrinter) -> str:
    return printer.printerName() or printer.outputFileName()


class PrintRun(QObject):
    """Renders the pages that were asked for, one at each turn of the event loop, then prints them.

    PDFium is not safe on several threads, and the preview renders on the window's: so does this, in small steps.
    *Signals:* `progressed(int, int)` with pages done and all; `printed()`; `failed(HandoverError)`; `stopped()`.
    """

    progressed = Signal(int, int)
    printed = Signal()
    failed = Signal(object)
    stopped = Signal()

    def __init__(
        self,
        printer: QPrinter,
        pages: Sequence[int],
        render: Callable[[int], tuple[int, int, bytes]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._printer = printer
        self._pages = tuple(pages)
        self._render = render
        self._kept: list[PrintedPage] = []
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._step)

    def start(self) -> None:
        """Begin; the first page is rendered at the next turn."""
        self._turns.start()

    def cancel(self) -> None:
        """Stop; nothing has gone to the printer before the last page is rendered."""
        self._turns.stop()
        self.stopped.emit()

    def _step(self) -> None:
        try:
            if len(self._kept) < len(self._pages):
                self._kept.append(keep_page(*self._render(self._pages[len(self._kept)])))
                self.progressed.emit(len(self._kept), len(self._pages))
                return
            self._turns.stop()
            print_pages(self._printer, self._kept)
        except HandoverError as error:
            self._turns.stop()
            self.failed.emit(error)
        else:
            self.printed.emit()
