"""Catalogues: every text that people read, in the language they read."""

from __future__ import annotations

import enum
import gettext
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from handover_desktop.domain.languages import OWN_NAMES, language_of_locale

DOMAIN: Final = "handover"

LANGUAGES: Final = OWN_NAMES
"""The languages of the window and the command line: tag (BCP 47) to own name."""

DOCUMENT_LANGUAGES: Final = OWN_NAMES
"""The languages of the protocol, of its clauses and of what a signatory reads: tag (BCP 47) to own name."""

_PAIR: Final = "{what}: {said}"
_RIGHT_TO_LEFT = frozenset({"ar"})
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


class Direction(enum.StrEnum):
    """Where the lines of a language begin."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


def direction_of(language: str) -> Direction:
    """Return the direction of writing of a language, given by its tag."""
    return Direction.RIGHT_TO_LEFT if language in _RIGHT_TO_LEFT else Direction.LEFT_TO_RIGHT


class Translator:
    """The texts of one language; called with an English text it returns the translated one, placeholders filled."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue

    def __call__(self, text: str, /, **params: object) -> str:
        translated = self.catalogue.gettext(text)
        return translated.format(**params) if params else translated

    def n(self, singular: str, plural: str, count: int, /, **params: object) -> str:
        """Return the form of the text that `count` asks for; `{count}` is filled with it unless given."""
        text = self.catalogue.ngettext(singular, plural, count)
        return text.format(**{"count": count, **params})

    def pair(self, what: str, said: str) -> str:
        """Return `what` and what is said of it, set apart as this language does; both are texts already."""
        return self(_PAIR, what=what, said=said)


class _Isolating(Translator):
    """Keeps what is filled in apart from the sentence around it, so that each runs in its own direction."""

    def __init__(self, texts: Translator, isolate: Callable[[object], object]) -> None:
        super().__init__(texts.language, texts.catalogue)
        self._isolate = isolate

    def __call__(self, text: str, /, **params: object) -> str:
        return super().__call__(text, **self._apart(params))

    def n(self, singular: str, plural: str, count: int, /, **params: object) -> str:
        return super().n(singular, plural, count, **self._apart(params))

    def _apart(self, params: Mapping[str, object]) -> dict[str, object]:
        return {name: self._isolate(value) for name, value in params.items()}


def _isolate(value: object) -> object:
    return f"\u2068{value}\u2069" if isinstance(value, str) and value else value


def _isolate_arabic(value: object) -> object:
    """Isolate what has Arabic letters, so that a sentence that begins with it runs from the left all the same."""
    return _isolate(value) if isinstance(value, str) and _FROM_RIGHT.search(value) else value


def for_window(texts: Translator) -> Translator:
    """Return the texts as a window shows them: from the right, names and numbers filled in are isolated; from the
    left, those with letters that are written from the right.
    """
    is_from_left = direction_of(texts.language) is Direction.LEFT_TO_RIGHT
    return _Isolating(texts, _isolate_arabic if is_from_left else _isolate)


def language_of_surroundings(variables: Mapping[str, str]) -> str:
    """Return the language that a process was started in, by its environment; English where it is none of ours."""
    spoken = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := variables.get(name))), "")
    return language_of_locale(spoken) or "en"


def load_translator(language: str, catalogues: Path) -> Translator:
    """Return the texts of `language` from the folder `catalogues`; raise LookupError where there is no catalogue."""
    if language == "en":
        return Translator("en", gettext.NullTranslations())
    if language not in DOCUMENT_LANGUAGES:
        raise LookupError(language)
    try:
        found = gettext.translation(DOMAIN, catalogues, [language.replace("-", "_")])
    except OSError as missing:
        raise LookupError(language) from missing
    return Translator(language, found)
