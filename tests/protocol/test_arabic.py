"""Arabic: letters are joined, lines run from right to left, figures and identifiers do not, pages are mirrored."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.layout.fonts import clean, load_face, missing_signs
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.records import Record
from handover_desktop.protocol.layout.shaping import (
    LRM,
    RLM,
    drawn_order,
    marked,
    reads_right_to_left,
    shaped,
)
from handover_desktop.protocol.layout.tables import Align, Column, Row, Run, Table
from handover_desktop.protocol.layout.tabling import TableFlow
from handover_desktop.protocol.layout.typography import BODY, CELL, CELL_BOLD, CELL_MONO, PORTRAIT, Face
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.clauses import default_clauses
from handover_desktop.protocol.pages.orders import PrintOrder
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.proofreading import render_checked
from handover_desktop.protocol.reading.reading import extract_text
from tests.protocol.samples import PARTIES, drawn, every_outcome, serial, snapshot, strokes, translators

CAR = "سيارة دفع رباعي (داسيا) موديل Duster 2024 مع ملحقات، سلَّمه المورِّد إلى المستودع"
OFFICE = "منظمة العيّنات"

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةى"
ARABIC = st.text(LETTERS + "  َُِّْ،٠١٢ABC12-/.()", max_size=150)


def forms_of(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(char for char in text if not unicodedata.combining(char)))


def test_letters_take_their_forms_and_a_line_is_drawn_from_right_to_left() -> None:
    assert shaped("سلم") == "ﺳﻠﻢ"
    assert drawn_order("سلم") == "ﻢﻠﺳ"
    assert forms_of(drawn_order("لا")) == "لا"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("٧٢ سطر", "ﺮﻄﺳ ٧٢"),
        ("رقم AB-1234-BG", "AB-1234-BG ﻢﻗﺭ"),
        ("(سلم)", "(ﻢﻠﺳ)"),
        ("سلم (AB) [٧] {سلم", "ﻢﻠﺳ} [٧] (AB) ﻢﻠﺳ"),
        ("Duster (سلم) 2024", "Duster (ﻢﻠﺳ) 2024"),
        ("سلم 1,234.50", "1,234.50 ﻢﻠﺳ"),
        (f"{RLM}AB سلم", "ﻢﻠﺳ AB"),
        (f"{LRM}سلم AB", "ﻢﻠﺳ AB"),
    ],
)
def test_figures_serials_and_brackets_stay_readable(text: str, seen: str) -> None:
    assert drawn_order(text) == seen


def test_letters_that_the_font_cannot_join_are_named() -> None:
    assert missing_signs("کوردی ڵ", Face.REGULAR) == "ڵ"
    assert missing_signs("سلَّمه المورِّد، ٧٢؟", Face.REGULAR) == ""
    assert missing_signs("سلم ליקוי", Face.REGULAR) == "ליקו"


@settings(deadline=None)
@given(text=ARABIC, width=st.floats(30, 300))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: float) -> None:
    measure = Measure()
    lines = measure.wrap(text, CELL, width)
    joined = "".join(lines).translate({ord(mark): None for mark in LRM + RLM})
    assert joined.replace(" ", "") == clean(text).replace(" ", "")
    assert all(measure.width(line, CELL) <= width + 0.1 for line in lines)


@settings(deadline=None, max_examples=50)
@given(text=ARABIC)
def test_lines_of_a_text_run_in_the_direction_of_its_first_letter(text: str) -> None:
    lines = Measure().wrap(text, CELL, 60)
    if any(char in LETTERS for char in text):
        for line in lines:
            assert reads_right_to_left(line) is reads_right_to_left(text) or not re.search(r"\w", line)


def test_a_long_word_is_cut_between_letters_and_never_before_a_mark() -> None:
    measure = Measure()
    lines = measure.wrap("سَّ" * 400, CELL, 90)
    assert len(lines) > 5
    assert all(not unicodedata.combining(line[0]) for line in lines)
    assert all(measure.width(line, CELL) <= 90.1 for line in lines)


def test_latin_and_cyrillic_text_is_never_shaped() -> None:
    for text in ("Škoda", "Љубовија", "Ελληνικά", "12.5"):
        assert marked(text, right_to_left=True) == text
        assert Measure().width(text, CELL) == pytest.approx(
            sum(load_face(CELL.face).widths[char] for char in text) * CELL.size / 1000
        )


def lines_of(table: Table, languages: tuple[str, ...]) -> list[tuple[float, float, str]]:
    record = Record()
    pen = Pen(languages, record=record)
    pen.begin_page(PORTRAIT)
    measure = Measure(mirrored=languages[0] == "ar")
    piece = TableFlow(table, PORTRAIT.measure, measure).take(500, fresh=True)
    assert piece is not None
    piece.draw(pen, PORTRAIT.left, PORTRAIT.top)
    pen.end_page()
    return record.pages[0].lines


AMOUNTS = ("1,234.50", "7", "0.125", "12.5", "–")


@pytest.mark.parametrize("align", [Align.DECIMAL, Align.RIGHT])
def test_figures_stand_on_their_decimal_sign_in_a_mirrored_table_too(align: Align) -> None:
    rows = [
        Row(((Run("سلم", CELL),), (Run(text, CELL_BOLD if at % 2 else CELL),)))
        for at, text in enumerate(AMOUNTS)
    ]
    table = Table((Column(), Column((Run("القيمة", CELL_BOLD),), align, most=200)), rows, CELL)
    measure = Measure()
    edges = set()
    for languages in (("en",), ("ar",)):
        for at, text in enumerate(AMOUNTS):
            ((left, _baseline, _text),) = [line for line in lines_of(table, languages) if line[2] == text]
            style = CELL_BOLD if at % 2 else CELL
            units = text.partition(".")[0] if align is Align.DECIMAL else text
            edges.add((languages[0], round(left + measure.width(units, style), 1)))
    assert len(edges) == 2


def test_a_mirrored_table_is_the_mirror_of_the_other() -> None:
    cells = ((Run("1", CELL),), (Run("Description", CELL),), (Run("SYN-01", CELL_MONO, "S/N"),))
    table = Table((Column(most=40), Column(), Column(most=120)), [Row(cells)], CELL)
    measure = Measure()
    styles = {"1": CELL, "Description": CELL, "SYN-01": CELL_MONO, "S/N": CELL}
    plain = {text: left for left, _baseline, text in lines_of(table, ("en",))}
    mirrored = {text: left for left, _baseline, text in lines_of(table, ("ar",))}
    for text, style in styles.items():
        right = mirrored[text] + measure.width(text, style)
        assert PORTRAIT.width - right == pytest.approx(plain[text], abs=0.01)
    assert mirrored["1"] > mirrored["Description"] > mirrored["SYN-01"]


def drawn_strokes(languages: tuple[str, ...]) -> list[tuple[float, float]]:
    pen = Pen(languages)
    pen.begin_page(PORTRAIT)
    pen.strokes(strokes(), 100, 200, 160)
    code = "\n".join(pen._canvas._code)
    pen.end_page()
    return [(float(x), float(y)) for x, y in re.findall(r"n ([\d.]+) ([\d.]+) m", code)]


def test_a_signature_is_moved_and_never_turned_around() -> None:
    plain, mirrored = drawn_strokes(("en",)), drawn_strokes(("ar",))
    shift = PORTRAIT.width - 160 - 200
    assert len(plain) > 50
    for (x, y), (other_x, other_y) in zip(plain, mirrored, strict=True):
        assert (other_x, other_y) == (pytest.approx(x + shift, abs=0.02), y)


def arabic_snapshot() -> Snapshot:
    items = list(every_outcome())
    asset = replace(items[0].asset, description=CAR, make="داسيا", identifiers=(serial("AB-1234-BG"),))
    items[0] = replace(items[0], asset=asset)
    content = snapshot(tuple(items))
    named = replace(PARTIES[0], name=OFFICE, representative="سلمى المثال")
    clauses = default_clauses(("ar", "en", "sr-Cyrl"), translators())
    return replace(content, details=replace(content.details, parties=(named, PARTIES[1]), clauses=clauses))


@functools.cache
def printed(languages: tuple[str, ...]) -> bytes:
    content = arabic_snapshot()
    return render_checked(PrintOrder(content, languages, translators(), (drawn(content, 1),)))


@pytest.mark.parametrize("languages", [("ar",), ("ar", "en"), ("en", "ar"), ("ar", "sr-Cyrl"), ("sr-Latn",)])
def test_names_and_descriptions_in_arabic_stand_in_a_document_of_any_language(
    languages: tuple[str, ...],
) -> None:
    texts = extract_text(printed(languages))
    pages = [text for text in texts if OFFICE.split(maxsplit=1)[0] in text]
    assert pages
    annex = next(text for text in texts if "داسيا" in text)
    for word in ("سيارة", "رباعي", "المستودع", "AB", "1234", "BG"):
        assert word in annex
    for amount in ("19,450.00", "19.450,00"):
        if amount in annex:
            break
    else:
        pytest.fail("no amount was read as it was written")


def test_the_same_arabic_order_gives_the_same_bytes() -> None:
    content = arabic_snapshot()
    asked = PrintOrder(content, ("ar", "en"), translators(), (drawn(content, 1),))
    assert render_protocol(asked) == printed(("ar", "en"))


@settings(deadline=None, max_examples=50)
@given(text=ARABIC)
def test_whatever_is_written_in_arabic_stays_between_the_edges(text: str) -> None:
    for languages in (("en",), ("ar",)):
        record = Record()
        pen = Pen(languages, record=record)
        pen.begin_page(PORTRAIT)
        measure = Measure(mirrored=languages[0] == "ar")
        top = PORTRAIT.top
        for line in measure.wrap(text, BODY, PORTRAIT.measure):
            pen.write(PORTRAIT.left, top, line, BODY)
            top += BODY.leading
        pen.end_page()
        near, far = PORTRAIT.left, PORTRAIT.right
        if languages == ("ar",):
            near, far = far, near
        for left, _baseline, _text in record.pages[0].lines:
            assert near - 3 <= left <= PORTRAIT.width - far
