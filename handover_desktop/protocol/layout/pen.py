"""The drawing surface: text, lines, pictures and strokes on a page, measured from its upper left corner."""

from __future__ import annotations

import io
import math
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.domain.signatures import SHEET_HEIGHT, Stroke
from handover_desktop.protocol.layout.codes import PageCode, Symbol, encode
from handover_desktop.protocol.layout.fonts import load_face
from handover_desktop.protocol.layout.imaging import printable_picture
from handover_desktop.protocol.layout.lettering import Lettering
from handover_desktop.protocol.layout.outline_paths import Shape
from handover_desktop.protocol.layout.records import Record
from handover_desktop.protocol.layout.shaping import is_right_to_left
from handover_desktop.protocol.layout.structure import (
    ARTIFACT,
    Box,
    Element,
    Role,
    Scope,
    SignatureField,
    Structure,
)
from handover_desktop.protocol.layout.structure_objects import StructureObjects
from handover_desktop.protocol.layout.typography import FAINT, FINE, HAIR, WATERMARK, Face, Format, Style

rl_config.useA85 = 0

_STROKE_SHEET = 1000
Colour = tuple[float, float, float]

_QUIET = 4
"""The white round a QR code, in squares (ISO/IEC 18004, 9.1)."""


class _Written(PDFObject):  # type: ignore[misc]
    """An object of the file that is written already."""

    __RefOnly__ = 1

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, document: object) -> bytes:
        """Return its bytes."""
        return self._text.encode("ascii")


class Pen:
    """Draws pages one after the other; `left` and `top` grow to the right and downwards, in points.

    Where the leading one of `languages` is written from right to left, everything is placed as in a mirror:
    `left` is then the distance from the right edge. Texts, strokes and pictures stay as they are.

    All text of a page is one text object, in the order in which it was written. `tagged` keeps, besides the
    pages, what their parts are.
    """

    def __init__(
        self,
        languages: tuple[str, ...] = ("en",),
        *,
        tagged: bool = False,
        record: Record | None = None,
    ) -> None:
        self.record = record
        for face in Face:
            load_face(face)
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer, invariant=1, pageCompression=1, initialFontName=Face.REGULAR.value
        )
        self._mirrored = is_right_to_left(languages[0])
        self._letters = Lettering(self._canvas, measured=self._mirrored)
        self.structure = Structure(languages) if tagged else None
        self.objects: StructureObjects | None = None
        self.fields: list[SignatureField] = []
        self._pages = 0
        self._width = self._height = 0.0
        self._grey = self._weight = -1.0
        self._text: list[str] = []
        self._font = ("", 0.0)
        self._text_grey = 0.0
        self._marked: Element | None = None

    def begin_page(self, page: Format) -> None:
        """Start a page of this format."""
        self._canvas.setPageSize((page.width, page.height))
        self._pages += 1
        self._width, self._height = page.width, page.height
        if self.record:
            self.record.begin_page(page.width, page.height)
        self._grey = self._weight = -1.0
        self._text = ["BT"]
        self._font = ("", 0.0)
        self._text_grey = 0.0
        self._marked = None
        if self.structure:
            self.structure.pages.append([])
            self._canvas.addLiteral("/Artifact BMC")

    def end_page(self) -> None:
        """Finish the page."""
        if self.structure:
            self._canvas.addLiteral("EMC")
            self._unmark()
        self._canvas.addLiteral("\n".join([*self._text, "ET"]))
        self._canvas.showPage()

    @property
    def has_arabic(self) -> bool:
        """Whether any text was Arabic."""
        return self._letters.has_arabic

    def finish(self) -> bytes:
        """Return the document of all pages."""
        document = self._canvas._doc
        if self.structure:
            numbers = document.idToObjectNumberAndVersion
            pages = [numbers[f"Page{at + 1}"][0] for at in range(self._pages)]
            self.objects = StructureObjects(self.structure, pages, document.objectcounter + 1)
            for text in self.objects.texts:
                document.Reference(_Written(text))
        self._canvas.save()
        return self._buffer.getvalue()

    @contextmanager
    def tag(
        self,
        role: Role,
        *,
        key: Hashable = None,
        scope: Scope | None = None,
        span: int = 1,
        language: str = "",
    ) -> Iterator[None]:
        """Say what is drawn within the block. With a `key` it goes on with the part begun under the same key."""
        if self.structure is None:
            yield
            return
        self.structure.open(Element(role, scope=scope, span=span, language=language), key)
        yield
        self.structure.close()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Say that what is drawn within the block belongs to the page, not to the document."""
        if self.structure is None:
            yield
            return
        self.structure.open(ARTIFACT)
        yield
        self.structure.close()

    @contextmanager
    def figure(self, alt: str, left: float, top: float, width: float, height: float) -> Iterator[None]:
        """Say that what is drawn within the block is a figure, in this place; `alt` says in words what it shows."""
        if self.structure is None:
            yield
            return
        self.structure.open(Element(Role.FIGURE, alt=alt, box=self._box(left, top, width, height)))
        element = self.structure.current(0)
        if element is ARTIFACT:
            yield
        else:
            self._canvas.addLiteral(f"EMC /Figure <</MCID {self.structure.mark(element)}>> BDC")
            yield
            self._canvas.addLiteral("EMC /Artifact BMC")
        self.structure.close()

    def write(self, left: float, top: float, text: str, style: Style) -> None:
        """Set one line of `text` whose line box starts at `top`."""
        if not text:
            return
        if self.record:
            self.record.text(text)
        encoded = self._letters.encode(text, style.face)
        if self.structure:
            self._mark(self.structure.current(style.voice, encoded.spoken))
        if self._mirrored:
            left = self._width - left - encoded.width * style.size / 1000
        baseline = self._height - top - style.baseline
        if style.grey != self._text_grey:
            self._text_grey = style.grey
            self._text.append(f"{style.grey} g")
        if not encoded.stretches:
            self._show(encoded.pieces, encoded.spoken or text, left, baseline, style.size, encoded.drawn)
            return
        for part in encoded.stretches:
            left_of_part = left + part.left * style.size / 1000
            rise = part.rise * style.size / 1000
            self._show(part.pieces, part.text, left_of_part, baseline + rise, style.size)

    def _show(
        self,
        pieces: tuple[tuple[str, str], ...],
        text: str,
        left: float,
        baseline: float,
        size: float,
        drawn: str = "",
    ) -> None:
        """Show glyphs from this place on; `drawn` is the text as it stands there where that is not how it is read."""
        if self.record:
            self.record.line(left, baseline, text, drawn)
        code = self._text
        place = f"1 0 0 1 {left:.2f} {baseline:.2f} Tm"
        for font, string in pieces:
            if (font, size) != self._font:
                self._font = (font, size)
                place = f"{place} {font} {size} Tf"
            code.append(f"{place} {string}")
            place = ""

    def _mark(self, element: Element) -> None:
        """Begin another piece of marked content where the text belongs to another part than the last one."""
        if element is self._marked or self.structure is None:
            return
        self._unmark()
        self._marked = element
        if element is ARTIFACT:
            self._text.append("/Artifact BMC")
        else:
            self._text.append(f"/{element.role} <</MCID {self.structure.mark(element)}>> BDC")

    def _unmark(self) -> None:
        if self._marked is not None:
            self._text.append("EMC")
            self._marked = None

    @contextmanager
    def about(self, entry: object) -> Iterator[None]:
        """Say which entry the row is about that is drawn within the block; None for a row about nothing."""
        if self.record is None or entry is None:
            yield
            return
        with self.record.row(entry):
            yield

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, weight: float = HAIR, grey: float = 0.0
    ) -> None:
        """Draw a straight line."""
        self._set(weight, grey)
        height = self._height
        if self._mirrored:
            x1, x2 = self._width - x1, self._width - x2
        self._canvas._code.append(f"{x1:.2f} {height - y1:.2f} m {x2:.2f} {height - y2:.2f} l S")

    def dots(self, left: float, right: float, top: float) -> None:
        """Draw a dotted line to write on."""
        self._set(FINE, FAINT)
        if self._mirrored:
            left, right = self._width - right, self._width - left
        self._canvas.saveState()
        self._canvas.setLineCap(1)
        self._canvas.setDash(0.01, 2.2)
        self._canvas.line(left, self._height - top, right, self._height - top)
        self._canvas.restoreState()

    def box(self, left: float, top: float, width: float, height: float, *, weight: float = HAIR) -> None:
        """Draw a rectangle."""
        self._set(weight, 0.0)
        self._canvas.rect(self._placed(left, width), self._height - top - height, width, height)

    def circle(self, x: float, y: float, radius: float) -> None:
        """Draw a faint dashed circle."""
        self._set(FINE, FAINT)
        self._canvas.saveState()
        self._canvas.setDash(2, 2)
        self._canvas.circle(self._placed(x, 0), self._height - y, radius)
        self._canvas.restoreState()

    def code(self, code: PageCode, left: float, top: float, side: float) -> None:
        """Draw the code of a page in pure black on white, with the white of four squares that readers ask for."""
        matrix = encode(code.payload)
        size = matrix.size
        if self.record:
            self.record.code(code, self._placed(left, side), self._height - top - side, side)
        around = size + 2 * _QUIET
        runs = " ".join(f"{column} {size - 1 - row} {length} 1 re" for row, column, length in matrix.runs)
        unit = side / size
        self._canvas.addLiteral(
            f"q {unit:.5f} 0 0 {unit:.5f} {self._placed(left, side):.3f} {self._height - top - side:.3f} cm "
            f"1 g -{_QUIET} -{_QUIET} {around} {around} re f 0 g {runs} f Q"
        )

    def symbol(self, symbol: Symbol, left: float, top: float, width: float, height: float) -> None:
        """Draw a code of a thing into this rectangle, in pure black; the white round it is the caller's."""
        rows = symbol.height
        runs = " ".join(f"{column} {rows - 1 - row} {length} 1 re" for row, column, length in symbol.runs)
        self._canvas.addLiteral(
            f"q {width / symbol.width:.5f} 0 0 {height / rows:.5f} {self._placed(left, width):.3f} "
            f"{self._height - top - height:.3f} cm 0 g {runs} f Q"
        )

    def polygon(
        self, points: Sequence[tuple[float, float]], left: float, top: float, width: float, *, fill: Colour
    ) -> None:
        """Fill a shape; its points are measured from the upper left corner of a figure `width` wide at `left`.

        In a mirrored document the figure is moved as a whole, never turned around.
        """
        start = self._placed(left, width)
        corners = [f"{start + x:.3f} {self._height - top - y:.3f}" for x, y in points]
        red, green, blue = fill
        path = " l ".join([f"{corners[0]} m {corners[1]}", *corners[2:]])
        self._canvas._code.append(f"q {red:.4g} {green:.4g} {blue:.4g} rg {path} l h f Q")

    def shape(
        self,
        shape: Shape,
        figure: tuple[float, float, float],
        at: tuple[float, float],
        *,
        scale: float = 1.0,
        weight: float = HAIR,
        grey: float = 0.0,
    ) -> None:
        """Draw a shape with its origin at a place of a figure, (left, top, width); closed ones are white inside.

        In a mirrored document the figure is moved as a whole, never turned around.
        """
        left, top, width = figure
        x, y = self._placed(left, width) + at[0], self._height - top - at[1]
        paint = "B" if shape.closed else "S"
        self._canvas._code.append(
            f"q 1 J 1 j {scale:.5f} 0 0 {-scale:.5f} {x:.2f} {y:.2f} cm {weight / scale:.4f} w {grey} G 1 g "
            f"{shape.path} {paint} Q"
        )

    def centre(
        self, text: str, figure: tuple[float, float, float], at: tuple[float, float], style: Style
    ) -> None:
        """Write a line centred over a place of a figure, (left, top, width), at the top of its line box."""
        left, top, width = figure
        wide = self._letters.width(text, style.face) * style.size / 1000
        start = self._placed(left, width) + at[0] - wide / 2
        self.write(self._width - start - wide if self._mirrored else start, top + at[1], text, style)

    def picture(
        self, content: bytes, left: float, top: float, width: float, height: float, *, alt: str
    ) -> None:
        """Draw a JPEG or PNG picture into this rectangle; `alt` says in words what it shows.

        The bytes of a grey or RGB JPEG are kept as they are. Raises ValueError for what is no such picture.
        """
        with self.figure(alt, left, top, width, height):
            place = (self._placed(left, width), self._height - top - height, width, height)
            self._canvas.drawImage(printable_picture(content), *place)

    def field(self, name: str, left: float, top: float, width: float, height: float, tooltip: str) -> None:
        """Prepare a place for a digital signature; it stays empty and unseen until somebody signs there."""
        place = SignatureField(name, self._pages - 1, self._box(left, top, width, height), tooltip)
        self.fields.append(place)
        if self.structure:
            self.structure.open(Element(Role.FIELD, [place], alt=tooltip))
            self.structure.close()

    def across(
        self,
        text: str,
        page: Format,
        *,
        size: float,
        shift: float,
        grey: float = WATERMARK,
        weight: float = HAIR,
    ) -> None:
        """Write words in outline diagonally across the page, `shift` points below its middle.

        `grey` is 0 for black, `weight` in points. What stands under an outline stays readable, printed in black and
        white too.
        """
        canvas = self._canvas
        encoded = self._letters.encode(text, Face.BOLD)
        angle = math.degrees(math.atan2(page.height, page.width))
        canvas.saveState()
        canvas.translate(page.width / 2, page.height / 2)
        canvas.rotate(-angle if self._mirrored else angle)
        canvas.setStrokeGray(grey)
        canvas.setLineWidth(weight)
        start = -self._letters.width(text, Face.BOLD) * size / 2000
        pieces = encoded.pieces or [piece for part in encoded.stretches for piece in part.pieces]
        shown = " ".join(f"{font} {size} Tf {string}" for font, string in pieces)
        canvas.addLiteral(f"BT 1 Tr 1 0 0 1 {start:.2f} {-shift - size / 3:.2f} Tm {shown} ET")
        if self.record:
            self.record.slanted(text)
        canvas.restoreState()

    def strokes(self, strokes: tuple[Stroke, ...], left: float, top: float, width: float) -> None:
        """Draw a signature into a sheet `width` wide; pressure makes the line wider."""
        scale = width / _STROKE_SHEET
        left = self._placed(left, width)
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

    def _placed(self, left: float, width: float) -> float:
        """Return where something of this width starts, seen from the left edge of the paper."""
        return self._width - left - width if self._mirrored else left

    def _box(self, left: float, top: float, width: float, height: float) -> Box:
        start, floor = self._placed(left, width), self._height - top - height
        return (start, floor, start + width, floor + height)

    def _set(self, weight: float, grey: float) -> None:
        code = self._canvas._code
        if weight != self._weight:
            self._weight = weight
            code.append(f"{weight} w")
        if grey != self._grey:
            self._grey = grey
            code.append(f"{grey} G")


def sheet_height(width: float) -> float:
    """Return the height of a signing sheet of this width."""
    return width * SHEET_HEIGHT / _STROKE_SHEET
