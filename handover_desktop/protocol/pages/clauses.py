"""The catalogue of declarations that a protocol can carry; each handover can edit their texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handover_desktop.domain.handovers import Clause
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration of the catalogue. A new handover starts with those that are `is_default`.

    `annexes` tells whether it speaks of annexes, or of a check: a symbolic protocol has none. `is_symbolic` is for
    such a one alone.
    """

    key: str
    text: str
    is_default: bool = False
    annexes: bool = False
    is_symbolic: bool = False


CLAUSES: tuple[Declaration, ...] = (
    Declaration(
        "inspection",
        N_(
            "The parties confirm that the assets listed in Annex 1 were physically inspected at "
            "the place and on the date stated above and, subject to the remarks in Annex 2, are "
            "handed over and accepted. The contents of items marked as sealed were not inspected."
        ),
        is_default=True,
        annexes=True,
    ),
    Declaration(
        "risk-on-signature",
        N_(
            "Ownership of the assets listed in Annex 1, and the risk of their loss or damage, "
            "pass to the receiving party when this protocol is signed."
        ),
        annexes=True,
    ),
    Declaration(
        "ownership-separate",
        N_(
            "Ownership of the assets passes by a separate agreement; this protocol proves their "
            "physical handover and their condition."
        ),
        annexes=True,
    ),
    Declaration(
        "warranty",
        N_(
            "The party handing over passes on the suppliers' warranties with their documents. The "
            "receiving party reports defects within the warranty period in writing."
        ),
    ),
    Declaration(
        "use",
        N_(
            "The receiving party uses the assets for the purpose of the project, keeps and "
            "maintains them with due care, and keeps the markings of the donor on them visible."
        ),
    ),
    Declaration(
        "return",
        N_(
            "Where the assets are not used for the agreed purpose, the party handing over may ask "
            "in writing for their return."
        ),
    ),
    Declaration(
        "both-languages",
        N_(
            "Both language versions of this protocol are equally authentic. In case of doubt the "
            "tables of the annexes prevail."
        ),
        annexes=True,
    ),
    Declaration("first-language", N_("In case of doubt the first language of this protocol prevails.")),
    Declaration(
        "drawn-signature",
        N_(
            "A signature drawn on the screen is not a qualified electronic signature. The "
            "original signed in ink on paper prevails."
        ),
        is_default=True,
    ),
    Declaration(
        "symbolic",
        N_(
            "The parties symbolically hand over and receive the assets that are stated above by groups and totals, "
            "as they are listed. What was checked and accepted, item by item, is recorded in a protocol of its own; "
            "ownership and risk pass as that protocol and the agreement say."
        ),
        is_symbolic=True,
    ),
)


def clause_catalogue(
    languages: tuple[str, ...], translators: Mapping[str, Translator], *, symbolic: bool = False
) -> tuple[Clause, ...]:
    """Return every declaration that can be chosen, in these languages, for a symbolic protocol or another one."""
    return tuple(
        _clause(one, languages, translators)
        for one in CLAUSES
        if not (one.annexes if symbolic else one.is_symbolic)
    )


def symbolic_clauses(languages: tuple[str, ...], translators: Mapping[str, Translator]) -> tuple[Clause, ...]:
    """Return the declarations that a symbolic handover starts with."""
    return tuple(_clause(one, languages, translators) for one in CLAUSES if one.is_symbolic)


def default_clauses(languages: tuple[str, ...], translators: Mapping[str, Translator]) -> tuple[Clause, ...]:
    """Return the declarations that a new handover starts with."""
    return tuple(_clause(one, languages, translators) for one in CLAUSES if one.is_default)


def _clause(
    declaration: Declaration, languages: tuple[str, ...], translators: Mapping[str, Translator]
) -> Clause:
    texts = tuple((language, translators[language](declaration.text)) for language in languages)
    return Clause(declaration.key, texts)


def clause_texts(
    clause: Clause, languages: tuple[str, ...], translators: Mapping[str, Translator]
) -> tuple[str, ...]:
    """Return the texts of a clause in the document's languages.

    A clause taken from the catalogue as it is stands in all of them, an edited one in its own. Where it was
    written in none of them, one text in another language is better than silence.
    """
    written = _written(clause)
    if all(language in written for language in languages):
        return tuple(written[language] for language in languages)
    own = _unedited(clause, translators)
    if own is not None:
        return tuple(translators[language](own) for language in languages)
    return (
        tuple(written[language] for language in languages if language in written)
        or tuple(written.values())[:1]
    )


def settled(clause: Clause, languages: tuple[str, ...], translators: Mapping[str, Translator]) -> Clause:
    """Return a clause with exactly the texts that a document in these languages prints, each in its language."""
    own = _unedited(clause, translators)
    if own is not None:
        texts = tuple((language, translators[language](own)) for language in languages)
        return Clause(clause.key, texts)
    written = _written(clause)
    printed = tuple((language, written[language]) for language in languages if language in written)
    return Clause(clause.key, printed or tuple(written.items())[:1])


def unwritten_languages(
    clause: Clause, languages: tuple[str, ...], translators: Mapping[str, Translator]
) -> tuple[str, ...]:
    """Return the languages of the document in which an edited clause has no text."""
    if _unedited(clause, translators) is not None:
        return ()
    written = _written(clause)
    return tuple(language for language in languages if language not in written)


def _written(clause: Clause) -> dict[str, str]:
    return {language: text for language, text in clause.texts if text.strip()}


def _unedited(clause: Clause, translators: Mapping[str, Translator]) -> str | None:
    """Return the catalogue's English text of a clause that nobody edited, None for any other."""
    own = next((declaration.text for declaration in CLAUSES if declaration.key == clause.key), None)
    as_it_is = own is not None and all(
        text == (own if language == "en" else language in translators and translators[language](own))
        for language, text in _written(clause).items()
    )
    return own if as_it_is else None
