"""Amounts, numbers and dates in the form of a language (CLDR, through Babel, which loads with the first number)."""

from __future__ import annotations

import functools
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from babel import Locale

from handover_desktop.domain.clock import zone_of

_LOCALES = {
    "en": "en_GB",
    "sr-Cyrl": "sr_Cyrl_RS",
    "sr-Latn": "sr_Latn_RS",
    "fr": "fr_FR",
    "es": "es_ES",
    "ar": "ar",
}
_DIGITS = "latn"
"""Arabic too is printed in Latin digits: its figures stand beside identifiers, and are compared with the same
figures in the other language and in the list."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Of English alone: Arabic names its months differently from state to state, elsewhere figures are usual."""


class Formats:
    """The forms of one language, given by its tag."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._cldr = _LOCALES[language]

    @functools.cached_property
    def _locale(self) -> Locale:
        from babel import Locale

        return Locale.parse(self._cldr)

    def load(self) -> None:
        """Load now what the first number needs, which takes a while."""
        _ = self.decimal_sign

    @property
    def decimal_sign(self) -> str:
        """The sign between units and decimals."""
        from babel.numbers import get_decimal_symbol

        return get_decimal_symbol(self._locale, numbering_system=_DIGITS)

    def number(self, value: Decimal) -> str:
        """Return a quantity with grouped thousands and only the decimals it has."""
        return self._decimal(value, "#,##0.###")

    def amount(self, value: Decimal) -> str:
        """Return an amount without its currency, with exactly the decimals of `value`."""
        places = -int(value.as_tuple().exponent)
        return self._decimal(value, "#,##0" + ("." + "0" * places if places > 0 else ""))

    def money(self, value: Decimal, currency: str) -> str:
        """Return an amount with its ISO 4217 code: before it in English, after it elsewhere; never broken apart."""
        amount = self.amount(value)
        return f"{currency}\u00a0{amount}" if self._language == "en" else f"{amount}\u00a0{currency}"

    def date(self, day: date) -> str:
        """Return a date: 5 December 2024, 05.12.2024. in Serbian, 05/12/2024 in French, Spanish and Arabic."""
        if self._language == "en":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return f"{day:%d.%m.}{day.year}." if self._language.startswith("sr") else f"{day:%d/%m/}{day.year}"

    def time(self, moment: datetime) -> str:
        """Return hours and minutes of `moment` in its own offset, on the clock of 24 hours."""
        return f"{moment:%H:%M}"

    def moment(self, moment: datetime) -> str:
        """Return date and time of `moment` in its own offset."""
        return (
            f"{self.date(moment)}, {self.time(moment)}"
            if self._language == "en"
            else (f"{self.date(moment)} {self.time(moment)}")
        )

    def zoned(self, moment: datetime) -> str:
        """Return date and time of `moment` in its own offset, with that offset."""
        return f"{self.moment(moment)} ({zone_of(moment)})"

    def _decimal(self, value: Decimal, form: str) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, form, locale=self._locale, numbering_system=_DIGITS)


class MirroredFormats(Formats):
    """The forms of a language for a window laid out from the right: what has parts keeps its own order."""

    def money(self, value: Decimal, currency: str) -> str:
        """Return an amount with its ISO 4217 code behind it."""
        return f"\u2066{super().money(value, currency)}\u2069"

    def moment(self, moment: datetime) -> str:
        """Return date and time of `moment` in its own offset."""
        return f"\u2066{super().moment(moment)}\u2069"

    def zoned(self, moment: datetime) -> str:
        """Return date and time of `moment` in its own offset, with that offset."""
        return f"\u2066{super().moment(moment)} ({zone_of(moment)})\u2069"
