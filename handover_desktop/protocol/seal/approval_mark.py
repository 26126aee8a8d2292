"""What a reader shows in the field of a signatory's own certificate: the name, the issuer, the time."""

from __future__ import annotations

import binascii
import io
from datetime import datetime

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.domain.seals import Certificate
from handover_desktop.formats import Formats
from handover_desktop.protocol.layout.fonts import clean, load_face, missing_signs
from handover_desktop.protocol.layout.typography import Face

_LARGEST = 8.0
_LEADING = 1.25
_UNKNOWN = "·"


def approval_mark(
    certificate: Certificate, at: datetime, *, language: str, width: float, height: float
) -> StaticStampStyle:
    """Return the mark for a field of this size in points; its font is in the file, as archives demand.

    The time is written as in the rest of a document in `language`.
    """
    lines = (certificate.name, certificate.issuer, Formats(language).zoned(at))
    page = _draw(tuple(dict.fromkeys(map(_printable, lines))), width, height)
    return StaticStampStyle(border_width=0, background=_Page(page, width, height))


def _printable(text: str) -> str:
    text = " ".join(clean(text).split())
    for sign in missing_signs(text, Face.REGULAR):
        text = text.replace(sign, _UNKNOWN)
    return text


def _draw(lines: tuple[str, ...], width: float, height: float) -> bytes:
    metrics = load_face(Face.REGULAR)
    widest = max(metrics.width(line) for line in lines) / 1000 or 1
    size = min(_LARGEST, height / (len(lines) * _LEADING), width / widest)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(width, height), invariant=1, initialFontName=Face.REGULAR.value)
    canvas.setFont(Face.REGULAR.value, size)
    for at, line in enumerate(lines):
        canvas.drawString(0, height - (at + 1) * size * _LEADING + (_LEADING - 1) * size, line)
    canvas.save()
    return target.getvalue()


class _Page(PdfContent):
    """One page of a file in memory, as a picture for a field."""

    def __init__(self, page: bytes, width: float, height: float) -> None:
        super().__init__(box=BoxConstraints(width=width, height=height))
        self._page = page

    def render(self) -> bytes:
        """Bring the page into the file, and return how it is drawn."""
        assert self.writer is not None
        drawing = self.writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._page)))
        name = b"/Mark" + binascii.hexlify(len(self._page).to_bytes(4, "big"))
        self.resources.xobject[name.decode("ascii")] = drawing
        return name + b" Do"
