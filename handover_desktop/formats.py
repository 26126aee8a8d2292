"""Amounts, numbers and dates in the form of a language (CLDR, through Babel)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

_LOCALES = {"en": "en_GB", "sr-Cyrl": "sr_Cyrl_RS", "sr-Latn": "sr_Latn_RS"}
_LONG_DATES = {"en": "d MMMM y"}
_SERBIAN_DATE = "dd.MM.y."


class Formats:
    """The forms of one language, given by its tag."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._locale = Locale.parse(_LOCALES[language])

    def number(self, value: Decimal) -> str:
        """Return a quantity with grouped thousands and only the decimals it has."""
        return format_decimal(value, "#,##0.###", locale=self._locale)

    def amount(self, value: Decimal) -> str:
        """Return an amount without its currency, with exactly the decimals of `value`."""
        places = -int(value.as_tuple().exponent)
        return format_decimal(
            value, "#,##0" + ("." + "0" * places if places > 0 else ""), locale=self._locale
        )

    def money(self, value: Decimal, currency: str) -> str:
        """Return an amount with its ISO 4217 code: before it in English, after it elsewhere; never broken apart."""
        amount = self.amount(value)
        return f"{currency}\u00a0{amount}" if self._language == "en" else f"{amount}\u00a0{currency}"

    def date(self, day: date) -> str:
        """Return a date: 5 December 2024, or 05.12.2024. in Serbian."""
        return format_date(day, _LONG_DATES.get(self._language, _SERBIAN_DATE), locale=self._locale)

    def time(self, moment: datetime) -> str:
        """Return hours and minutes of `moment` in its own offset, on the clock of 24 hours."""
        return format_time(moment.timetz(), "HH:mm", locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Return date and time of `moment` in its own offset."""
        return (
            f"{self.date(moment)}, {self.time(moment)}"
            if self._language == "en"
            else (f"{self.date(moment)} {self.time(moment)}")
        )
