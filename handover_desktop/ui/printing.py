"""Putting a finished PDF on paper: exact in size, strip by strip, nothing sent before the last page is ready."""

from __future__ import annotations

import enum
import zlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Final

from PySide6.QtCore import QObject, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from handover_desktop.domain.errors import Code, EnvironmentFault, HandoverError
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.operations import Job, Operations

MOST_DPI: Final = 600
"""Pages are drawn at the printer's resolution up to this: letters of seven points gain nothing beyond it."""
_STRIP: Final = 512
"""Rows of a page that are drawn in one go."""
_POINTS_PER_INCH: Final = 72
_SAME_SHEET: Final = 3.0
"""Sheets that differ by less than this, in points, are the same: about a millimetre."""
_WHITE: Final = b"\xff"

Size = tuple[float, float]


class Scale(enum.Enum):
    """How a page comes on a sheet of another size: in its own size, in the middle; or as large as it fits."""

    EXACT = "exact"
    FIT = "fit"


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows of a drawn page from `top` on, in pixels; `pixels` are compressed, one byte each if `grey`, else four."""

    top: int
    width: int
    height: int
    grey: bool
    pixels: bytes


def draw_strips(viewed: ViewedPdf, page: int, dpi: int) -> tuple[Strip, ...]:
    """Draw `page` at `dpi`; strips that are white are left out."""
    width, height = (round(edge * dpi / _POINTS_PER_INCH) for edge in viewed.sizes[page])
    found = (
        _pack(viewed.render(page, (width, height), (0, top, width, rows)), top, width, rows)
        for top in range(0, height, _STRIP)
        if (rows := min(_STRIP, height - top))
    )
    return tuple(strip for strip in found if strip is not None)


def _pack(pixels: bytes, top: int, width: int, height: int) -> Strip | None:
    picture = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32)
    if not picture.allGray():
        return Strip(top, width, height, False, zlib.compress(pixels, 1))
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    padded, stride = memoryview(grey.constBits()), grey.bytesPerLine()
    rows = b"".join(padded[at * stride : at * stride + width] for at in range(height))
    return Strip(top, width, height, True, zlib.compress(rows, 1)) if rows.strip(_WHITE) else None


class _Spool:
    """Drawn pages in a nameless file that goes with the program."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  closed by `close`
        self._places: list[list[tuple[Strip, int, int]]] = []

    def add(self, strips: Sequence[Strip]) -> None:
        places = []
        try:
            for strip in strips:
                start = self._file.seek(0, 2)
                self._file.write(strip.pixels)
                empty = Strip(strip.top, strip.width, strip.height, strip.grey, b"")
                places.append((empty, start, len(strip.pixels)))
        except OSError as full:
            raise EnvironmentFault(Code.DISK_FULL) from full
        self._places.append(places)

    def pictures(self, page: int) -> Iterator[tuple[int, QImage]]:
        """Return the strips of the page that was added as number `page`, each with its top."""
        for strip, start, length in self._places[page]:
            self._file.seek(start)
            pixels = zlib.decompress(self._file.read(length))
            form = QImage.Format.Format_Grayscale8 if strip.grey else QImage.Format.Format_RGB32
            stride = strip.width * (1 if strip.grey else 4)
            yield strip.top, QImage(pixels, strip.width, strip.height, stride, form).copy()

    def close(self) -> None:
        self._file.close()


def has_printer() -> bool:
    """Whether this laptop knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_for_printer(
    parent: QWidget, *, title: str, document: str, copies: int, sizes: Sequence[Size]
) -> QPrinter | None:
    """Show the system's print dialog with `copies` preset; return the printer chosen, None on Cancel.

    `document` is the name that the print queue shows; `sizes` are those of its pages in points.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare_printer(printer, document=document, copies=copies, sheet=sizes[0])
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCollateCopies, True)
    dialog.setMinMax(1, len(sizes))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if accepted else None


def prepare_printer(printer: QPrinter, *, document: str, copies: int, sheet: Size) -> None:
    """Set what every print of ours begins with: the pages' own sheet to its edge, the number of originals, collated.

    Both sides are turned over the long edge, where the printer can print on both.
    """
    standing = QSizeF(min(sheet), max(sheet))
    printer.setPageSize(QPageSize(standing, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    printer.setFullPage(True)
    printer.setDocName(document)
    printer.setCopyCount(max(1, copies))
    printer.setCollateCopies(True)
    if QPrinter.DuplexMode.DuplexLongSide in QPrinterInfo(printer).supportedDuplexModes():
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)


def pages_wanted(printer: QPrinter, pages: int) -> tuple[int, ...]:
    """Return the pages (from 0) that were asked for in the dialog."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return tuple(range(pages))
    first, last = max(1, printer.fromPage()), min(pages, printer.toPage() or pages)
    return tuple(range(first - 1, last))


def sheet_of(printer: QPrinter) -> Size:
    """Return width and height of the printer's sheet as it stands, in points; raise PRINTER_WITHOUT_SHEET."""
    size = printer.pageLayout().pageSize().size(QPageSize.Unit.Point)
    if size.isEmpty():
        raise EnvironmentFault(Code.PRINTER_WITHOUT_SHEET, printer=name_of(printer))
    return min(size.width(), size.height()), max(size.width(), size.height())


def differing_page(printer: QPrinter, sizes: Sequence[Size]) -> Size | None:
    """Return the size of a page that is another than the printer's sheet, None where there is none."""
    sheet = sheet_of(printer)
    for size in sizes:
        standing = (min(size), max(size))
        if any(abs(a - b) > _SAME_SHEET for a, b in zip(standing, sheet, strict=True)):
            return standing
    return None


def name_of(printer: QPrinter) -> str:
    """Return how people call the printer, or the file that is printed to."""
    return printer.printerName() or printer.outputFileName()


class Order(enum.Enum):
    """How copies follow each other: page by page, or copy by copy, each then on sheets of its own."""

    PAGES = "pages"
    COPIES = "copies"
    COPIES_ON_BOTH_SIDES = "copies-on-both-sides"


def order_sheets(pages: int, copies: int, order: Order) -> Iterator[int | None]:
    """Yield the pages (from 0) as they are painted, None for a blank back between two copies."""
    if order is Order.PAGES:
        yield from (page for page in range(pages) for _copy in range(copies))
        return
    for copy in range(copies):
        if copy and pages % 2 and order is Order.COPIES_ON_BOTH_SIDES:
            yield None
        yield from range(pages)


class PrintRun(QObject):
    """Draws the pages that were asked for on the compute lane, then paints them on the printer, a strip at a turn.

    *Signals:* `progressed(int, int)` with pages done and all; `sending()` once all are drawn and cancelling ends;
    `printed()`; `failed(HandoverError)`; `stopped()`.
    """

    progressed = Signal(int, int)
    sending = Signal()
    printed = Signal()
    failed = Signal(object)
    stopped = Signal()

    def __init__(
        self,
        printer: QPrinter,
        viewed: ViewedPdf,
        pages: Sequence[int],
        scale: Scale,
        operations: Operations,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._printer = printer
        self._viewed = viewed
        self._pages = tuple(pages)
        self._scale = scale
        self._operations = operations
        self._dpi = min(MOST_DPI, printer.resolution())
        printer.setResolution(self._dpi)
        self._spool = _Spool()
        self._drawn = 0
        self._job: Job | None = None
        self._painter = QPainter()
        self._steps = self._paint()
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._step)

    def start(self) -> None:
        """Begin with the first page."""
        if self._pages:
            self._draw_next()
        else:
            self._end()
            self.printed.emit()

    def cancel(self) -> None:
        """Stop; nothing goes to the printer before the last page is drawn, so nothing has gone. Then it is too late."""
        if self._job is None:
            return
        self._job.cancel()
        self._end()
        self.stopped.emit()

    def leave(self) -> None:
        """Come to an end at once: cancel, or finish what is being sent."""
        if self._job is not None:
            self.cancel()
        while self._turns.isActive():
            self._step()

    def _draw_next(self) -> None:
        viewed, page, dpi = self._viewed, self._pages[self._drawn], self._dpi
        self._job = self._operations.compute(
            lambda: draw_strips(viewed, page, dpi),
            initiator=self,
            done=self._take,
            failed=self._fail,
            label=None,
        )

    def _take(self, strips: tuple[Strip, ...]) -> None:
        try:
            self._spool.add(strips)
        except HandoverError as error:
            self._fail(error)
            return
        self._drawn += 1
        self.progressed.emit(self._drawn, len(self._pages))
        if self._job is None or self._job.cancelled:
            return
        if self._drawn < len(self._pages):
            self._draw_next()
        else:
            self._job = None
            self.sending.emit()
            self._turns.start()

    def _fail(self, error: HandoverError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        """Let go of everything; a printer that goes while it is painted on takes the program with it."""
        self._job = None
        self._turns.stop()
        self._steps.close()
        if self._painter.isActive():
            self._painter.end()
        self._spool.close()

    def _step(self) -> None:
        try:
            if next(self._steps, None) is not None:
                return
            self._end()
            if self._printer.printerState() is QPrinter.PrinterState.Error:
                raise self._not_printed()
        except HandoverError as error:
            self._fail(error)
        else:
            self.printed.emit()

    def _paint(self) -> Generator[int, None, None]:
        """Paint every sheet; yields after each strip with the sheets done."""
        for done, at in enumerate(self._sheets()):
            self._turn_sheet(at)
            if done:
                if not self._printer.newPage():
                    raise self._not_printed()
            elif not self._painter.begin(self._printer):
                raise self._not_printed()
            if at is None:
                continue
            self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            target, factor = self._place(self._viewed.sizes[self._pages[at]])
            for top, picture in self._spool.pictures(at):
                size = QSizeF(picture.size()) * factor
                self._painter.drawImage(
                    QRectF(target.left(), target.top() + top * factor, size.width(), size.height()), picture
                )
                yield done

    def _sheets(self) -> Iterator[int | None]:
        printer = self._printer
        copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
        one_side = printer.duplex() in (QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexAuto)
        order = (
            Order.PAGES
            if not printer.collateCopies()
            else Order.COPIES
            if one_side
            else Order.COPIES_ON_BOTH_SIDES
        )
        return order_sheets(len(self._pages), copies, order)

    def _turn_sheet(self, at: int | None) -> None:
        if at is not None:
            width, height = self._viewed.sizes[self._pages[at]]
            lying = QPageLayout.Orientation.Landscape
            self._printer.setPageOrientation(lying if width > height else QPageLayout.Orientation.Portrait)

    def _place(self, size: Size) -> tuple[QRectF, float]:
        """Return where a page stands on its sheet, and how large a drawn pixel is there, in the printer's pixels."""
        per_point = self._printer.resolution() / _POINTS_PER_INCH
        page = QSizeF(*size) * per_point
        sheet = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        factor = self._printer.resolution() / self._dpi
        spare = (sheet.width() - page.width(), sheet.height() - page.height())
        if max(abs(edge) for edge in spare) <= _SAME_SHEET * per_point:
            return QRectF(0, 0, page.width(), page.height()), factor
        if self._scale is Scale.FIT:
            fit = min(sheet.width() / page.width(), sheet.height() / page.height())
            page, factor = page * fit, factor * fit
        left, top = (sheet.width() - page.width()) / 2, (sheet.height() - page.height()) / 2
        return QRectF(left, top, page.width(), page.height()), factor

    def _not_printed(self) -> EnvironmentFault:
        return EnvironmentFault(Code.NOT_PRINTED, printer=name_of(self._printer))
