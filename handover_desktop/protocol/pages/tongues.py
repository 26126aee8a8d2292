"""One text in the languages of the document: what is said once is printed in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from handover_desktop.domain.units import say_unit
from handover_desktop.formats import Formats
from handover_desktop.i18n import Translator
from handover_desktop.protocol.layout.shaping import LRM, RLM, is_right_to_left, marked, reads_left_to_right


class Tongues:
    """The voice of a document: called with an English text, it returns it in each of its languages.

    `formats` has the forms of amounts and dates in the leading language: data stands once.
    """

    def __init__(self, languages: tuple[str, ...], translators: Mapping[str, Translator]) -> None:
        self.languages = languages
        self.formats = Formats(languages[0])
        self.translators = translators
        self._voices = tuple(translators[language] for language in languages)

    def __call__(self, text: str, /, **params: object) -> tuple[str, ...]:
        return tuple(
            _directed(translate.language, translate(text, **_apart(translate.language, params)))
            for translate in self._voices
        )

    def n(self, singular: str, plural: str, count: int, /, **params: object) -> tuple[str, ...]:
        """Return the form that `count` asks for in each language."""
        return tuple(
            _directed(
                translate.language,
                translate.n(singular, plural, count, **_apart(translate.language, params)),
            )
            for translate in self._voices
        )

    def each(self, text: str, /, **params: str | tuple[str, ...]) -> tuple[str, ...]:
        """Return a text some of whose `params` have a value for each language themselves."""
        return tuple(
            self(text, **{name: one if isinstance(one, str) else one[at] for name, one in params.items()})[at]
            for at in range(len(self._voices))
        )

    def counted(self, figures: str, quantity: Decimal, unit: str = "") -> str:
        """Return `figures`, which say `quantity`, with its unit behind them in the direction of the document."""
        text = f"{figures} {self.unit(unit, quantity)}".rstrip()
        return f"{RLM}{text}" if is_right_to_left(self.languages[0]) else marked(text, right_to_left=False)

    def unit(self, unit: str, quantity: Decimal) -> str:
        """Return the unit of `quantity` in the leading language."""
        return say_unit(unit, quantity, self._voices[0].n)

    @property
    def decimal_sign(self) -> str:
        """The sign between units and decimals in the leading language."""
        return self.formats.decimal_sign


def _directed(language: str, text: str) -> str:
    """Return a text that is drawn in the direction of its language even where it begins with foreign letters."""
    return marked(text, right_to_left=True) if is_right_to_left(language) else text


def _apart(language: str, params: Mapping[str, object]) -> dict[str, object]:
    """Keep Latin and Cyrillic data together, figures at its ends too, where it stands in an Arabic sentence."""
    if not is_right_to_left(language):
        return dict(params)
    return {
        name: f"{LRM}{value}{LRM}" if isinstance(value, str) and reads_left_to_right(value) else value
        for name, value in params.items()
    }
