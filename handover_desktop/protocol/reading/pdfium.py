"""PDFium, one caller at a time: its state is the process's, and two threads in it crash the program."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def open_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for the block, alone in PDFium; raise `pypdfium2.PdfiumError` for what is none."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
