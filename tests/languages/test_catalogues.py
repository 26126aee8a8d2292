"""What the check of the catalogues finds, and how each language counts."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from handover_desktop.domain.terms import GROUP_TERMS, TERMS
from handover_desktop.i18n import DOCUMENT_LANGUAGES, load_translator
from handover_desktop.resources import resource_path

_FILE = "LC_MESSAGES/handover.mo"
_COUNTED = ("{count} line", "{count} lines")


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", resource_path("catalogues") / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _texts(language: str) -> list[str]:
    with (resource_path("catalogues") / language / _FILE).open("rb") as file:
        messages = [message for message in read_mo(file) if message.id]
    return [
        text
        for message in messages
        for text in ([message.string] if isinstance(message.string, str) else message.string)
    ]


def _complaints(
    make: ModuleType, tag: str, text: str | tuple[str, ...], translated: str | tuple[str, ...]
) -> list[str]:
    catalogue = Catalog(locale=tag)
    catalogue.add(text, translated)
    return list(make.complaints(catalogue))


def test_a_text_without_translation_is_complained_of(make: ModuleType) -> None:
    assert _complaints(make, "fr", "Place", "") == ["fr: not translated: 'Place'"]
    assert _complaints(make, "fr", "Place", "Lieu") == []


def test_a_lost_placeholder_is_complained_of(make: ModuleType) -> None:
    assert _complaints(make, "fr", "Lot {lot}", "Lot") != []
    assert _complaints(make, "fr", "Lot {lot}", "Lot {lots}") != []


def test_a_lost_plural_form_is_complained_of(make: ModuleType) -> None:
    forms = ("لا بنود", "بند واحد", "بندان", "{count} بنود", "{count} بند", "{count} بنداً")
    assert _complaints(make, "ar", _COUNTED, forms) == []
    assert _complaints(make, "ar", _COUNTED, forms[:5]) != []
    assert _complaints(make, "ar", _COUNTED, (*forms[:5], "")) != []


def test_only_a_form_for_a_single_number_may_leave_the_figure_out(make: ModuleType) -> None:
    assert _complaints(make, "es", _COUNTED, ("una línea", "{count} líneas")) == []
    assert _complaints(make, "es", _COUNTED, ("{count} línea", "líneas")) != []
    assert _complaints(make, "fr", _COUNTED, ("une ligne", "{count} lignes")) != []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {0: "0 lines", 1: "1 line", 2: "2 lines"}),
        ("sr-Latn", {1: "1 stavka", 3: "3 stavke", 5: "5 stavki", 11: "11 stavki", 21: "21 stavka"}),
        ("fr", {0: "0 ligne", 1: "1 ligne", 2: "2 lignes"}),
        ("es", {0: "0 líneas", 1: "1 línea", 2: "2 líneas"}),
        (
            "ar",
            {
                0: "لا بنود",
                1: "بند واحد",
                2: "بندان",
                3: "3 بنود",
                11: "11 بنداً",
                100: "100 بند",
                103: "103 بنود",
            },
        ),
    ],
)
def test_each_language_counts_in_its_own_forms(language: str, said: dict[int, str]) -> None:
    _ = load_translator(language, resource_path("catalogues"))
    assert {count: _.n("{count} line", "{count} lines", count) for count in said} == said


@pytest.mark.parametrize("language", [tag for tag in DOCUMENT_LANGUAGES if tag != "en"])
def test_every_word_of_the_domain_is_translated(language: str) -> None:
    with (resource_path("catalogues") / language.replace("-", "_") / _FILE).open("rb") as file:
        known = read_mo(file)
    assert [text for text in (*TERMS.values(), *GROUP_TERMS.values()) if text not in known] == []


def test_french_high_punctuation_is_never_parted_from_its_word() -> None:
    texts = _texts("fr")
    assert texts
    assert [text for text in texts if re.search(r" [:;?!»]|« |[^\s\u00a0\u202f\d][;?!]", text)] == []


def test_arabic_has_its_own_punctuation() -> None:
    texts = _texts("ar")
    assert texts
    assert [text for text in texts if re.search("[\u0600-\u06ff]\\s?[,;?]", text)] == []


def test_no_word_mixes_letters_of_two_scripts() -> None:
    mixed = r"[A-Za-z][\u0400-\u04ff\u0620-\u064a]|[\u0400-\u04ff\u0620-\u064a][A-Za-z]"
    texts = [re.sub(r"\{[^}]*\}", "", text) for tag in ("sr_Cyrl", "ar") for text in _texts(tag)]
    assert texts
    assert [text for text in texts if re.search(mixed, text)] == []
