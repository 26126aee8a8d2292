"""What is exported and imported again is the same list, cell by cell, in every language and form."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.money import Money
from handover_desktop.i18n import DOCUMENT_LANGUAGES, load_translator
from handover_desktop.lists.delimited_writing import Dialect, write_delimited
from handover_desktop.lists.fields import FIELD_LABELS
from handover_desktop.lists.guards import guarded, unguarded
from handover_desktop.lists.headers import meaning_of
from handover_desktop.lists.line_tables import list_sheet
from handover_desktop.lists.own_headings import BETWEEN
from handover_desktop.lists.reading import read_list
from handover_desktop.lists.sheet_writing import write_book
from handover_desktop.paths import replacing
from handover_desktop.resources import resource_path
from tests.domain.samples import NOON

LANGUAGES = [
    *((tag,) for tag in DOCUMENT_LANGUAGES),
    *itertools.permutations(DOCUMENT_LANGUAGES, 2),
]
DIALECTS = [
    Dialect(separator, mark, decimal)
    for separator, mark, decimal in itertools.product(",;\t|", (True, False), ".,")
]


def heading(languages: Sequence[str]) -> Callable[[str], str]:
    voices = [load_translator(tag, resource_path("catalogues")) for tag in languages]
    return lambda text: BETWEEN.join(dict.fromkeys(_(text) for _ in voices))


def write_xlsx(path: Path, lines: Sequence[AssetLine], languages: Sequence[str] = ("en",)) -> Path:
    with replacing(path) as stream:
        write_book(stream, [list_sheet(lines, heading(languages), name="List")], written_at=NOON)
    return path


def write_csv(path: Path, lines: Sequence[AssetLine], dialect: Dialect, languages: Sequence[str]) -> Path:
    with replacing(path) as stream:
        write_delimited(stream, list_sheet(lines, heading(languages), name="List"), dialect)
    return path


@pytest.mark.parametrize("languages", LANGUAGES, ids=BETWEEN.join)
def test_our_own_headings_are_understood_for_certain(languages: tuple[str, ...]) -> None:
    for field, label in FIELD_LABELS.items():
        meaning = meaning_of(heading(languages)(label))
        assert (meaning.fields, meaning.certain, meaning.also) == ((field,), True, ())


@given(st.text(alphabet="'=+-@\t\r\nab＝1") | st.text())
def test_what_is_guarded_reads_back_and_begins_like_no_formula(text: str) -> None:
    safe = guarded(text)

    assert unguarded(safe) == text
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


hostile = st.sampled_from(
    [
        "=1+1", "=HYPERLINK(\"http://x\")", "+381 11 123", "-5", "@SUM(A1)", "'=1", "''+2", "'quoted'", "\t=1",
        "0012", "1E5", "12345678901234567890", "a\u00a0b", "\u00a0=1", "👩‍🔧 🚓", "שלום", "مركبة خدمة", "ред\nдва",
        "line\r\nbreak", "a;b,c|d\te", 'say "no"', "_x0041_", "naïve – „čćđšž“", "<&>", "Total station", "1,234",
        "1.234", "12/2024", "\u202eabc", "sep=;", "x" * 400,
    ]
)  # fmt: skip
texts = hostile | st.text(st.characters(codec="utf-8", max_codepoint=0x1F9FF), max_size=25)
serials = hostile | st.from_regex(r"0{0,3}[A-Z]{0,3}[-/ ]?[0-9]{1,18}", fullmatch=True)


@st.composite
def raw_lines(draw: st.DrawFn) -> AssetLine:
    """A line as anyone may have typed it, before it was ever read."""
    currency = draw(st.sampled_from(["EUR", "RSD", "JPY", "KWD"]))
    amounts = st.none() | st.integers(0, 10**13).map(lambda minor: Money(currency, minor))
    return AssetLine(
        line_no=draw(st.from_regex(r"[A-Z]{0,2}0{0,3}[0-9]{1,5}", fullmatch=True)),
        description=draw(texts),
        quantity=draw(
            st.integers(1, 10**6).map(Decimal) | st.integers(1, 10**7).map(lambda n: Decimal(n) / 1000)
        ),
        unit=draw(st.sampled_from(["pcs", "kg", "ком.", "m"])),
        lot=draw(texts),
        category=draw(texts),
        make=draw(texts),
        model=draw(texts),
        identifiers=tuple(
            Identifier(kind, draw(serials))
            for kind in draw(st.lists(st.sampled_from(IdentifierKind), max_size=3, unique=True))
        ),
        unit_price=draw(amounts),
        line_value=draw(amounts),
        receiving_unit=draw(texts),
        location=draw(texts),
        kit_contents=draw(texts),
        order_reference=draw(texts),
        warranty_months=draw(st.none() | st.integers(0, 240)),
        remark=draw(texts),
        details=tuple(draw(st.lists(st.tuples(texts, texts), max_size=2))),
    )


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    raw=st.lists(raw_lines(), min_size=1, max_size=4),
    languages=st.sampled_from(LANGUAGES),
    dialect=st.sampled_from(DIALECTS),
)
def test_exporting_and_importing_again_changes_no_cell(
    tmp_path: Path, raw: list[AssetLine], languages: tuple[str, ...], dialect: Dialect
) -> None:
    held = read_list(write_xlsx(tmp_path / "raw.xlsx", raw)).lines
    if not held:
        return

    again = read_list(write_xlsx(tmp_path / "out.xlsx", held, languages)).lines
    as_text = read_list(write_csv(tmp_path / "out.csv", held, dialect, languages)).lines

    assert again == held
    assert as_text == held
