"""One table drawn by this program's engine and by others: `python -m tests.benchmarks.peers ENGINE LINES ROUNDS`.

Everyone gets the same texts, fonts, columns, wrapped cells, hair lines, repeated heads, and "page x of y" on A4
landscape. Prints seconds of processor time (median of the rounds, after a small warm-up) and the growth of the
peak memory in MB. Needs Linux, which says how much memory a process had at most.
"""

from __future__ import annotations

import functools
import html
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from handover_desktop.resources import resource_path

REGULAR, BOLD, MONO = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansMono"
WIDTH, HEIGHT, MARGIN, FLOOR = 841.89, 595.28, 42.5, 60.0
SIZE, LEADING, MONO_SIZE, PAD, GAP = 7.5, 10.0, 7.0, 1.8, 7.0
COLUMNS = (36.0, 220.0, 95.0, 120.0, 40.0, 60.0, 66.0, 70.9)
HEADS = ("No.", "Description", "Make / model", "Identifiers", "Quantity", "Unit price", "Value", "Remark")
RIGHT = frozenset({4, 5, 6})
_SYLLABLES = ("ka", "ne", "vo", "ri", "sta", "mo", "ду", "жи", "ља", "кро", "пе", "чу")

Row = tuple[str, ...]


def _word(number: int) -> str:
    """Make one of a quarter of a million words, so that nobody wins much by knowing it."""
    word, number = "", number % len(_SYLLABLES) ** 5
    while number:
        number, at = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[at]
    return word


def content(lines: int) -> list[Row]:
    return [
        (
            str(at + 1),
            " ".join(_word(7919 * at + 104_729 * word + 1_000) for word in range(9)),
            f"Sample M{at % 97}",
            f"0SYZZZV11ZR{at:06}",
            str(at % 9 + 1),
            f"{1000 + at:,}.50",
            f"{(1000 + at) * (at % 9 + 1):,}.00",
            " ".join(_word(15_485_863 * at + 32_452_843 * word + 9) for word in range(4)),
        )
        for at in range(lines)
    ]


def lefts() -> list[float]:
    return [MARGIN + sum(COLUMNS[:at]) + GAP * at for at in range(len(COLUMNS))]


def draw_ours(rows: list[Row]) -> bytes:
    from handover_desktop.protocol.layout.flow import paginate
    from handover_desktop.protocol.layout.pen import Pen
    from handover_desktop.protocol.layout.tables import Align, Column, Run, Table
    from handover_desktop.protocol.layout.tables import Row as TableRow
    from handover_desktop.protocol.layout.tabling import TableFlow
    from handover_desktop.protocol.layout.typography import (
        CELL,
        CELL_BOLD,
        CELL_MONO,
        CELL_SECOND,
        FOOT,
        Format,
    )
    from handover_desktop.protocol.layout.wrapping import Measure

    page = Format(WIDTH, HEIGHT, left=MARGIN, right=MARGIN, top=MARGIN, bottom=FLOOR)
    styles = [CELL_MONO if at == 3 else CELL for at in range(len(HEADS))]
    columns = tuple(
        Column((Run(head, CELL_BOLD),), Align.DECIMAL if at in RIGHT else Align.LEFT, least=width, most=width)
        for at, (head, width) in enumerate(zip(HEADS, COLUMNS, strict=True))
    )
    table_rows = [
        TableRow(tuple((Run(text, style),) for text, style in zip(row, styles, strict=True))) for row in rows
    ]
    table = Table(columns, table_rows, CELL_SECOND)
    pages = paginate([TableFlow(table, page.measure, Measure())], page.depth)
    pen = Pen()
    for number, placed in enumerate(pages, start=1):
        pen.begin_page(page)
        for part in placed:
            part.piece.draw(pen, page.left, page.top + part.top)
        pen.write(page.left, HEIGHT - 40, f"Page {number} of {len(pages)}", FOOT)
        pen.end_page()
    return pen.finish()


@functools.cache
def _register() -> None:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0
    for name in (REGULAR, BOLD, MONO):
        pdfmetrics.registerFont(TTFont(name, str(resource_path("fonts") / f"{name}.ttf"), shapable=False))


def draw_plain(rows: list[Row]) -> bytes:
    """The straightforward loop: cells are wrapped with simpleSplit, each line is drawn with drawString."""
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    _register()
    fonts = [(MONO, MONO_SIZE) if at == 3 else (REGULAR, SIZE) for at in range(len(HEADS))]
    wrapped = [
        [simpleSplit(text, *font, width) for text, font, width in zip(row, fonts, COLUMNS, strict=True)]
        for row in rows
    ]
    head = LEADING + 2 * PAD
    pages: list[list[list[list[str]]]] = []
    used = HEIGHT
    for cells in wrapped:
        height = max(map(len, cells)) * LEADING + 2 * PAD
        if used + height > HEIGHT - MARGIN - FLOOR:
            pages.append([])
            used = head
        pages[-1].append(cells)
        used += height
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    places = lefts()
    for number, page in enumerate(pages, start=1):
        canvas.setLineWidth(0.25)
        top = HEIGHT - MARGIN
        for at, text in enumerate(HEADS):
            canvas.setFont(BOLD, SIZE)
            if at in RIGHT:
                canvas.drawRightString(places[at] + COLUMNS[at], top - PAD - 7.6, text)
            else:
                canvas.drawString(places[at], top - PAD - 7.6, text)
        top -= head
        canvas.line(MARGIN, top, WIDTH - MARGIN, top)
        for cells in page:
            for at, lines in enumerate(cells):
                baseline = top - PAD - 7.6
                for text in lines:
                    canvas.setFont(*fonts[at])
                    if at in RIGHT:
                        canvas.drawRightString(places[at] + COLUMNS[at], baseline, text)
                    else:
                        canvas.drawString(places[at], baseline, text)
                    baseline -= LEADING
            top -= max(map(len, cells)) * LEADING + 2 * PAD
            canvas.line(MARGIN, top, WIDTH - MARGIN, top)
        canvas.setFont(REGULAR, 7)
        canvas.drawString(MARGIN, 34, f"Page {number} of {len(pages)}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_long_table(rows: list[Row]) -> bytes:
    """Platypus: a LongTable with repeated heads; cells are wrapped beforehand, the fastest way to feed it."""
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

    _register()

    class Counted(Canvas):  # type: ignore[misc]
        def showPage(self) -> None:
            self.setFont(REGULAR, 7)
            self.drawString(MARGIN, 34, f"Page {self._pageNumber} of")
            self.doForm("count")
            super().showPage()

        def save(self) -> None:
            self.beginForm("count", 0, 0, WIDTH, HEIGHT)
            self.setFont(REGULAR, 7)
            self.drawString(MARGIN + 40, 34, str(self._pageNumber - 1))
            self.endForm()
            super().save()

    cells = [
        [
            "\n".join(simpleSplit(text, REGULAR, SIZE, COLUMNS[at])) if at in (1, 7) else text
            for at, text in enumerate(row)
        ]
        for row in rows
    ]
    style = [
        ("FONT", (0, 0), (-1, 0), BOLD, SIZE, LEADING),
        ("FONT", (0, 1), (-1, -1), REGULAR, SIZE, LEADING),
        ("FONT", (3, 1), (3, -1), MONO, MONO_SIZE, LEADING),
        ("ALIGN", (4, 0), (6, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#000000"),
        ("TOPPADDING", (0, 0), (-1, -1), PAD),
        ("BOTTOMPADDING", (0, 0), (-1, -1), PAD),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
    ]
    table = LongTable(
        [list(HEADS), *cells],
        colWidths=[width + GAP for width in COLUMNS],
        repeatRows=1,
        style=TableStyle(style),
    )
    buffer = io.BytesIO()
    margins = {
        "leftMargin": MARGIN - 6,
        "rightMargin": MARGIN - 14,
        "topMargin": MARGIN - 6,
        "bottomMargin": FLOOR - 6,
    }
    SimpleDocTemplate(buffer, pagesize=(WIDTH, HEIGHT), **margins).build([table], canvasmaker=Counted)
    return buffer.getvalue()


def draw_fpdf2(rows: list[Row]) -> bytes:
    """fpdf2 with its own loop of cells, which is ten times faster than its `table()`."""
    from fpdf import FPDF

    class Paper(FPDF):  # type: ignore[misc]
        def header(self) -> None:
            self.set_font("bold", size=SIZE)
            for at, text in enumerate(HEADS):
                self.set_xy(places[at], MARGIN)
                self.cell(COLUMNS[at], LEADING, text, align="R" if at in RIGHT else "L")
            self.set_xy(MARGIN, MARGIN + LEADING + 2 * PAD)

        def footer(self) -> None:
            self.set_font("regular", size=7)
            self.set_xy(MARGIN, HEIGHT - 40)
            self.cell(200, LEADING, f"Page {self.page_no()} of {{nb}}")

    places = lefts()
    paper = Paper(orientation="landscape", unit="pt", format="A4")
    paper.c_margin = 0
    paper.set_auto_page_break(False)
    for family, name in (("regular", REGULAR), ("bold", BOLD), ("mono", MONO)):
        paper.add_font(family, fname=str(resource_path("fonts") / f"{name}.ttf"))
    paper.set_line_width(0.25)
    paper.add_page()
    top = MARGIN + LEADING + 2 * PAD
    for row in rows:
        paper.set_font("regular", size=SIZE)
        wrapped = {
            at: paper.multi_cell(COLUMNS[at], LEADING, row[at], dry_run=True, output="LINES") for at in (1, 7)
        }
        height = max(map(len, wrapped.values())) * LEADING + 2 * PAD
        if top + height > HEIGHT - FLOOR:
            paper.add_page()
            top = MARGIN + LEADING + 2 * PAD
        for at, text in enumerate(row):
            paper.set_font("mono" if at == 3 else "regular", size=MONO_SIZE if at == 3 else SIZE)
            for line, part in enumerate(wrapped.get(at, [text])):
                paper.set_xy(places[at], top + PAD + line * LEADING)
                paper.cell(COLUMNS[at], LEADING, part, align="R" if at in RIGHT else "L")
        top += height
        paper.line(MARGIN, top, WIDTH - MARGIN, top)
    return bytes(paper.output())


def draw_weasyprint(rows: list[Row]) -> bytes:
    from weasyprint import HTML

    fonts = "".join(
        f"@font-face {{font-family: {family}; src: url({(resource_path('fonts') / name).as_uri()}.ttf)}}"
        for family, name in (("r", REGULAR), ("b", BOLD), ("m", MONO))
    )
    columns = "".join(f"<col style='width: {width + GAP}pt'>" for width in COLUMNS)
    heads = "".join(f"<th>{html.escape(head)}</th>" for head in HEADS)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in row)}</tr>" for row in rows)
    right = ", ".join(f"tr > :nth-child({at + 1})" for at in sorted(RIGHT))
    style = (
        f"{fonts} @page {{size: {WIDTH}pt {HEIGHT}pt; margin: {MARGIN}pt {MARGIN}pt {FLOOR}pt;"
        " @bottom-left {font: 7pt r; content: 'Page ' counter(page) ' of ' counter(pages)}}"
        f"table {{border-collapse: collapse; table-layout: fixed; font: {SIZE}pt/{LEADING}pt r}}"
        f"td, th {{padding: {PAD}pt {GAP}pt {PAD}pt 0; border-bottom: 0.25pt solid; text-align: left;"
        " vertical-align: top} th {font-family: b; font-weight: normal} tr {break-inside: avoid}"
        f"td:nth-child(4) {{font: {MONO_SIZE}pt m}} {right} {{text-align: right}}"
    )
    page = f"<style>{style}</style><table>{columns}<thead><tr>{heads}</tr></thead>{body}</table>"
    return bytes(HTML(string=page).write_pdf() or b"")


def draw_typst(rows: list[Row]) -> bytes:
    import typst

    widths = ", ".join(f"{width + GAP}pt" for width in COLUMNS)
    aligned = ", ".join("right" if at in RIGHT else "left" for at in range(len(COLUMNS)))
    cells = "\n".join(
        ", ".join(
            f'[#text(font: "DejaVu Sans Mono", size: {MONO_SIZE}pt)[{text}]]' if at == 3 else f"[{text}]"
            for at, text in enumerate(row)
        )
        + ","
        for row in rows
    )
    heads = ", ".join(f"[*{head}*]" for head in HEADS)
    source = f"""#set page(width: {WIDTH}pt, height: {HEIGHT}pt,
  margin: (x: {MARGIN}pt, top: {MARGIN}pt, bottom: {FLOOR}pt),
  footer: context [Page #counter(page).display() of #counter(page).final().first()])
#set text(font: "DejaVu Sans", stretch: 75%, size: {SIZE}pt)
#set par(leading: 2.3pt)
#table(columns: ({widths}), align: ({aligned}), inset: (left: 0pt, right: {GAP}pt, y: {PAD}pt),
  stroke: (x, y) => (bottom: 0.25pt),
table.header({heads}),
{cells})"""
    return bytes(
        typst.compile(source.encode(), font_paths=[str(resource_path("fonts"))], ignore_system_fonts=True)
    )


ENGINES: dict[str, Callable[[list[Row]], bytes]] = {
    "this program": draw_ours,
    "plain canvas loop": draw_plain,
    "ReportLab LongTable": draw_long_table,
    "fpdf2": draw_fpdf2,
    "WeasyPrint": draw_weasyprint,
    "Typst": draw_typst,
}


def peak_memory() -> float:
    """Return the most memory in MB that this process has had.

    Not `ru_maxrss`: that survives `exec`, and begins with what the process had that started this one.
    """
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def main(engine: str, lines: str, rounds: str) -> None:
    draw, rows = ENGINES[engine], content(int(lines))
    draw(rows[:20] if len(rows) > 72 else rows)
    before = peak_memory()
    taken = []
    for _round in range(int(rounds)):
        start = time.process_time()
        draw(rows)
        taken.append(time.process_time() - start)
    print(statistics.median(taken), peak_memory() - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
