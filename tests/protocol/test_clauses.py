"""The catalogue of declarations stands in every language of the documents."""

from __future__ import annotations

import pytest

from handover_desktop.domain.handovers import Clause
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.protocol.pages.clauses import (
    CLAUSES,
    clause_catalogue,
    clause_texts,
    default_clauses,
    settled,
    unwritten_languages,
)
from tests.protocol.samples import translators

ALL = tuple(DOCUMENT_LANGUAGES)


def test_every_declaration_is_translated() -> None:
    for clause in clause_catalogue(ALL, translators()):
        texts = dict(clause.texts)
        assert set(texts) == set(ALL)
        assert len(set(texts.values())) == len(ALL)


def test_a_new_handover_starts_with_the_inspection_and_the_word_on_drawn_signatures() -> None:
    assert [clause.key for clause in default_clauses(("en",), translators())] == [
        "inspection",
        "drawn-signature",
    ]


def test_keys_are_unique() -> None:
    assert len({declaration.key for declaration in CLAUSES}) == len(CLAUSES)


def test_a_clause_as_in_the_catalogue_is_known_in_other_languages() -> None:
    english, *_others = clause_catalogue(("en",), translators())
    serbian = clause_texts(english, ("sr-Cyrl", "en"), translators())
    assert serbian == (translators()["sr-Cyrl"](CLAUSES[0].text), CLAUSES[0].text)


def test_an_edited_clause_is_never_replaced_by_the_catalogue() -> None:
    edited = Clause("use", (("en", "Use it well."),))
    assert clause_texts(edited, ("en", "sr-Cyrl"), translators()) == ("Use it well.",)
    assert clause_texts(edited, ("sr-Cyrl",), translators()) == ("Use it well.",)


def test_a_clause_of_ones_own_stands_in_the_languages_it_was_written_in() -> None:
    own = Clause("own", (("en", "One."), ("sr-Cyrl", "Један.")))
    assert clause_texts(own, ("sr-Cyrl", "en"), translators()) == ("Један.", "One.")


@pytest.mark.parametrize("languages", [("en",), ("sr-Cyrl", "en"), ("ar", "fr")])
def test_a_settled_clause_has_exactly_the_texts_that_are_printed(languages: tuple[str, ...]) -> None:
    clauses = (
        *clause_catalogue(("en",), translators()),
        Clause("use", (("en", "Use it well."), ("sr-Cyrl", "Добро чувајте."))),
        Clause("own", (("es", "Uno."),)),
    )
    for clause in clauses:
        kept = settled(clause, languages, translators())
        assert tuple(text for _tag, text in kept.texts) == clause_texts(clause, languages, translators())
        assert clause_texts(kept, languages, {}) == clause_texts(clause, languages, translators())


def test_an_edited_clause_lacks_the_languages_it_was_not_written_in() -> None:
    edited = Clause("use", (("en", "Use it well."), ("ar", " ")))
    assert unwritten_languages(edited, ("ar", "en"), translators()) == ("ar",)
    assert unwritten_languages(edited, ("fr", "es"), translators()) == ("fr", "es")


def test_a_clause_of_the_catalogue_lacks_no_language() -> None:
    for clause in clause_catalogue(("sr-Cyrl",), translators()):
        assert unwritten_languages(clause, ALL, translators()) == ()
