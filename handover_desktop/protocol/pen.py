"""The drawing surface: text, lines and strokes on a page, measured from its upper left corner."""

from __future__ import annotations

import io
import math

from reportlab import rl_config
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.domain.signatures import SHEET_HEIGHT, Stroke
from handover_desktop.protocol.codes import PageCode, encode
from handover_desktop.protocol.fonts import load_face
from handover_desktop.protocol.records import Record
from handover_desktop.protocol.typography import FAINT, FINE, HAIR, WATERMARK, Face, Format, Style

rl_config.useA85 = 0

_STROKE_SHEET = 1000

_QUIET = 4
"""The white round a QR code, in squares (ISO/IEC 18004, 9.1)."""


class Pen:
    """Draws pages one after the other; `left` and `top` grow to the right and downwards, in points.

    All text of a page is one text object, in the order in which it was written. Each string is encoded once:
    lists repeat their words.
    """

    def __init__(self, record: Record | None = None) -> None:
        self.record = record
        for face in Face:
            load_face(face)
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer, invariant=1, pageCompression=1, initialFontName=Face.REGULAR.value
        )
        self._encoded: dict[Face, dict[str, list[tuple[str, str]]]] = {face: {} for face in Face}
        self._height = 0.0
        self._grey = self._weight = -1.0
        self._text: list[str] = []
        self._font = ("", 0.0)
        self._text_grey = 0.0

    def begin_page(self, page: Format) -> None:
        """Start a page of this format."""
        self._canvas.setPageSize((page.width, page.height))
        if self.record:
            self.record.begin_page(page.width, page.height)
        self._height = page.height
        self._grey = self._weight = -1.0
        self._text = ["BT"]
        self._font = ("", 0.0)
        self._text_grey = 0.0

    def end_page(self) -> None:
        """Finish the page."""
        self._canvas.addLiteral("\n".join([*self._text, "ET"]))
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the document of all pages."""
        self._canvas.save()
        return self._buffer.getvalue()

    def write(self, left: float, top: float, text: str, style: Style) -> None:
        """Set one line of `text` whose line box starts at `top`."""
        if not text:
            return
        code = self._text
        if style.grey != self._text_grey:
            self._text_grey = style.grey
            code.append(f"{style.grey} g")
        if self.record:
            self.record.line(left, self._height - top - style.baseline, text)
        code.append(f"1 0 0 1 {left:.2f} {self._height - top - style.baseline:.2f} Tm")
        for font, string in self._encode(text, style.face):
            if (font, style.size) != self._font:
                self._font = (font, style.size)
                code.append(f"{font} {style.size} Tf")
            code.append(string)

    def _encode(self, text: str, face: Face) -> list[tuple[str, str]]:
        """Return the operators that show `text`, each with the name of the subset of the font that it needs."""
        known = self._encoded[face]
        found = known.get(text)
        if found is None:
            font, document = getFont(face.value), self._canvas._doc
            found = known[text] = [
                (font.getSubsetInternalName(subset, document), f"({escapePDF(codes)}) Tj")
                for subset, codes in font.splitString(text, document)
            ]
        return found

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, weight: float = HAIR, grey: float = 0.0
    ) -> None:
        """Draw a straight line."""
        self._set(weight, grey)
        self._canvas.line(x1, self._height - y1, x2, self._height - y2)

    def dots(self, left: float, right: float, top: float) -> None:
        """Draw a dotted line to write on."""
        self._set(FINE, FAINT)
        self._canvas.saveState()
        self._canvas.setLineCap(1)
        self._canvas.setDash(0.01, 2.2)
        self._canvas.line(left, self._height - top, right, self._height - top)
        self._canvas.restoreState()

    def box(self, left: float, top: float, width: float, height: float, *, weight: float = HAIR) -> None:
        """Draw a rectangle."""
        self._set(weight, 0.0)
        self._canvas.rect(left, self._height - top - height, width, height)

    def circle(self, x: float, y: float, radius: float) -> None:
        """Draw a faint dashed circle."""
        self._set(FINE, FAINT)
        self._canvas.saveState()
        self._canvas.setDash(2, 2)
        self._canvas.circle(x, self._height - y, radius)
        self._canvas.restoreState()

    def code(self, code: PageCode, left: float, top: float, side: float) -> None:
        """Draw the code of a page in pure black on white, with the white of four squares that readers ask for."""
        matrix = encode(code.payload)
        size = matrix.size
        if self.record:
            self.record.code(code, left, self._height - top - side, side)
        around = size + 2 * _QUIET
        runs = " ".join(f"{column} {size - 1 - row} {length} 1 re" for row, column, length in matrix.runs)
        unit = side / size
        self._canvas.addLiteral(
            f"q {unit:.5f} 0 0 {unit:.5f} {left:.3f} {self._height - top - side:.3f} cm "
            f"1 g -{_QUIET} -{_QUIET} {around} {around} re f 0 g {runs} f Q"
        )

    def across(self, text: str, page: Format, *, size: float, shift: float) -> None:
        """Write faint words diagonally across the page, `shift` points below its middle."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(page.width / 2, page.height / 2)
        canvas.rotate(math.degrees(math.atan2(page.height, page.width)))
        canvas.setFillGray(WATERMARK)
        canvas.setFont(Face.BOLD.value, size)
        canvas.drawCentredString(0, -shift - size / 3, text)
        if self.record:
            self.record.slanted(text)
        canvas.restoreState()

    def strokes(self, strokes: tuple[Stroke, ...], left: float, top: float, width: float) -> None:
        """Draw a signature into a sheet `width` wide; pressure makes the line wider."""
        scale = width / _STROKE_SHEET
        canvas = self._canvas
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setStrokeGray(0)
        for stroke in strokes:
            points = [
                (left + p.x * scale, self._height - top - p.y * scale, p.pressure) for p in stroke.points
            ]
            for (x1, y1, p1), (x2, y2, p2) in zip(points, points[1:] or points, strict=False):
                canvas.setLineWidth(round(0.5 + 1.1 * (p1 + p2) / 2000, 2))
                canvas.line(x1, y1, x2, y2)
        canvas.restoreState()

    def _set(self, weight: float, grey: float) -> None:
        if weight != self._weight:
            self._weight = weight
            self._canvas.setLineWidth(weight)
        if grey != self._grey:
            self._grey = grey
            self._canvas.setStrokeGray(grey)


def sheet_height(width: float) -> float:
    """Return the height of a signing sheet of this width."""
    return width * SHEET_HEIGHT / _STROKE_SHEET
