"""Catalogues: every text that people read, in the language they read."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import Final

LANGUAGES: Final = {"en": "English", "sr-Cyrl": "Српски (ћирилица)", "sr-Latn": "Srpski (latinica)"}
"""The languages of the window, the command line and the documents: tag (BCP 47) to own name."""

DOMAIN: Final = "handover"


class Translator:
    """The texts of one language; called with an English text it returns the translated one, placeholders filled."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, text: str, /, **params: object) -> str:
        translated = self._catalogue.gettext(text)
        return translated.format(**params) if params else translated

    def n(self, singular: str, plural: str, count: int, /, **params: object) -> str:
        """Return the form of the text that `count` asks for; `{count}` is filled with it unless given."""
        text = self._catalogue.ngettext(singular, plural, count)
        return text.format(**{"count": count, **params})


def load_translator(language: str, catalogues: Path) -> Translator:
    """Return the texts of `language` from the folder `catalogues`; raise LookupError where there is no catalogue."""
    if language == "en":
        return Translator("en", gettext.NullTranslations())
    if language not in LANGUAGES:
        raise LookupError(language)
    try:
        found = gettext.translation(DOMAIN, catalogues, [language.replace("-", "_")])
    except OSError as missing:
        raise LookupError(language) from missing
    return Translator(language, found)
