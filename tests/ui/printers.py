"""A printer that prints into a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from handover_desktop.ui.printing import Size, prepare_printer


def to_file(path: Path, sheet: Size, *, copies: int = 1) -> QPrinter:
    """Return a printer into `path`, prepared as ours are."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    prepare_printer(printer, document="P-1", copies=copies, sheet=sheet)
    return printer
