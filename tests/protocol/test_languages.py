"""Every word that a protocol prints comes from the catalogue of its language, or from the data."""

from __future__ import annotations

import dataclasses
import enum
import gettext
import itertools
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.handovers import (
    Annex,
    DonorProfile,
    FundingStatement,
    HandoverDetails,
    ParentProtocol,
)
from handover_desktop.domain.identifiers import Identifier
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.originals import Whereabouts
from handover_desktop.domain.photos import Photo
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.terms import GROUP_TERMS
from handover_desktop.formats import Formats
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Translator
from handover_desktop.protocol.layout.shaping import drawn_order
from handover_desktop.protocol.pages.blank_form import render_blank_form
from handover_desktop.protocol.pages.clauses import clause_catalogue
from handover_desktop.protocol.pages.copies import SEALED_NAME, CopyOrder, render_copy
from handover_desktop.protocol.pages.extract import render_extract
from handover_desktop.protocol.pages.orders import FormOrder, PrintOrder
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.pages.tongues import Tongues
from handover_desktop.protocol.reading.proofreading import render_checked
from handover_desktop.protocol.reading.reading import extract_text, page_count
from tests.protocol.samples import all_accepted, drawn, moment, order, snapshot, translators

T = TypeVar("T")

_LETTER = re.compile(r"\{[^}]*\}|[^\W\d_]")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_NOT_A_LANGUAGE = {"SHA", "EUR", "VIN"}
"""Letters that stand on paper as they are in every language: a measure's name, a currency, an identifier's kind."""


class PseudoCatalogue(gettext.NullTranslations):
    """Every text, with each of its letters turned into one sign."""

    def __init__(self, sign: str) -> None:
        super().__init__()
        self._sign = sign

    def gettext(self, message: str) -> str:
        return _LETTER.sub(lambda found: found[0] if found[0].startswith("{") else self._sign, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


PSEUDO = {"fr": Translator("fr", PseudoCatalogue("ψ")), "es": Translator("es", PseudoCatalogue("ω"))}


def _without_words(value: T) -> T:
    """Return a value of the domain whose texts have no Latin letter; identifiers and amounts stay."""
    if isinstance(value, str) and not isinstance(value, enum.Enum):
        return re.sub("[A-Za-z]", "ж", value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(map(_without_words, value))  # type: ignore[return-value]
    if dataclasses.is_dataclass(value) and not isinstance(value, Identifier | Money):
        changed = {
            field.name: _without_words(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
        return replace(value, **changed)  # type: ignore[type-var]
    return value


_DONOR = DonorProfile("ж", FundingStatement.FUNDED_BY_EU, Money("EUR", 500_000), tuple(Annex))
_PHOTOS = (
    Photo(Uid("photo-1"), 1, Uid("item-2"), "9c0e" * 16, 640, 480, "ж", moment(9)),
    Photo(Uid("photo-2"), 2, None, "a3f5" * 16, 640, 480),
)


def _content(*, supplementary: bool) -> Snapshot:
    """A protocol in which everything happens, its data without a Latin word."""
    found = replace(snapshot(parties=5, demo=True), photos=_PHOTOS)
    details: HandoverDetails = _without_words(replace(found.details, clauses=()))
    return replace(
        _without_words(found),
        details=replace(
            details, clauses=clause_catalogue(("fr", "es"), PSEUDO), legal_basis="ж 1", donor=_DONOR
        ),
        parent=ParentProtocol("ж-1", "ж-2", "9c0e" * 16) if supplementary else None,
        audit_head=found.audit_head,
        lists=() if supplementary else _without_words(found).lists,
    )


def _read(pdf: bytes) -> str:
    return "\n".join(extract_text(pdf))


def _printed(content: Snapshot, languages: tuple[str, ...], *, draft: bool = False) -> str:
    signatures = () if draft else (drawn(content),)
    pdf = render_protocol(PrintOrder(content, languages, PSEUDO, signatures, draft))
    return _read(pdf)


def _foreign_words(text: str, content: Snapshot) -> set[str]:
    listed = {
        identifier.value
        for item in content.items
        for identifier in (*item.asset.identifiers, *item.identifiers_found)
    }
    for value in sorted(listed, key=len, reverse=True):
        text = text.replace(value, "")
    text = re.sub(r"(?:\b[0-9a-f]{4} ?){2,}", "", text)
    return set(_LATIN_WORD.findall(text)) - _NOT_A_LANGUAGE


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("supplementary", [False, True])
@pytest.mark.parametrize("languages", [("fr",), ("fr", "es")])
def test_no_word_is_printed_that_no_catalogue_can_translate(
    languages: tuple[str, ...],
    supplementary: bool,
    draft: bool,
) -> None:
    content = _content(supplementary=supplementary)
    assert _foreign_words(_printed(content, languages, draft=draft), content) == set()


def test_no_word_of_an_extract_a_copy_or_a_form_is_out_of_reach_of_the_catalogues() -> None:
    content, languages = _content(supplementary=False), ("fr", "es")
    order = PrintOrder(content, languages, PSEUDO)
    sealed = render_protocol(order)
    whereabouts = (Whereabouts(1, "ж", date(2024, 12, 5)), Whereabouts(2))
    copy = render_copy(CopyOrder(sealed, content, 1, moment(17), "ж", whereabouts, languages, PSEUDO))
    form = FormOrder(
        "ж-1/1",
        "ж-1",
        content.details,
        content.lists,
        content.items,
        moment(11),
        "ж",
        languages,
        PSEUDO,
        frozenset({2}),
    )
    unit = content.items[0].asset.receiving_unit
    for pdf in (render_extract(order, unit), copy, render_blank_form(form).pdf):
        assert _foreign_words(_read(pdf).replace(SEALED_NAME, ""), content) == set()


_PIECES = {"en": "pcs", "sr-Cyrl": "ком.", "sr-Latn": "kom.", "fr": "pces", "es": "uds.", "ar": "قطعة"}


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_pieces_are_said_in_the_leading_language_and_every_other_unit_as_it_is_written(language: str) -> None:
    other = "en" if language != "en" else "fr"
    quantities = (("pcs", 60), ("Ком.", 60), ("Licences", 30))
    lines = [
        AssetLine(unit, "A", Decimal(count), unit=unit, receiving_unit="U01") for unit, count in quantities
    ]
    asked = order(snapshot(all_accepted(lines)), (language, other))
    for pdf in (render_checked(asked), render_extract(asked, "U01")):
        text = _flat(pdf)
        behind, before = ("{1} {0}", "{0} {1}") if language == "ar" else ("{0} {1}", "{1} {0}")
        assert text.count(behind.format(60, _PIECES[language])) == 2
        assert text.count(behind.format(30, "Licences")) == 1
        assert before.format(30, "Licences") not in text


def test_each_language_of_a_pair_is_printed() -> None:
    text = _printed(_content(supplementary=False), ("fr", "es"))
    assert text.count("ψψψ") > 100
    assert text.count("ωωω") > 100


_ALONE = [(tag,) for tag in DOCUMENT_LANGUAGES]
_PAIRS = list(itertools.permutations(DOCUMENT_LANGUAGES, 2))


@pytest.mark.parametrize("languages", [*_ALONE, *_PAIRS], ids="+".join)
def test_every_language_and_every_pair_is_printed_and_reads_back_as_it_was_drawn(
    languages: tuple[str, ...],
) -> None:
    content = snapshot(parties=3)
    pdf = render_checked(order(content, languages, signatures=(drawn(content),)))
    assert page_count(pdf) >= 6


@pytest.mark.parametrize("languages", [*_ALONE, ("ar", "sr-Cyrl"), ("fr", "ar")], ids="+".join)
def test_what_is_extracted_is_the_data_and_the_words_of_the_language(languages: tuple[str, ...]) -> None:
    content, formats = snapshot(parties=3), Formats(languages[0])
    text = _flat(render_protocol(order(content, languages)))
    for item in content.items:
        asset = item.asset
        assert asset.description in text
        assert all(identifier.value in text for identifier in item.identifiers_found)
        if asset.unit_price and item.origin is Origin.LISTED:
            assert formats.amount(asset.unit_price.amount).replace("\u202f", " ") in text
    for _ in (translators()[tag] for tag in languages if tag != "ar"):
        assert all(_(term) in text for term in GROUP_TERMS.values())


def _flat(pdf: bytes) -> str:
    return " ".join(" ".join(extract_text(pdf)).split())


def test_latin_data_in_an_arabic_sentence_stays_together() -> None:
    _ = Tongues(("ar",), translators())
    (said,) = _("Distribution: {text}.", text="2 for the donor, 2 for the archive")
    assert "2 for the donor, 2 for the archive" in drawn_order(said)
