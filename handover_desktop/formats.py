"""Amounts, numbers and dates in the form of a language (CLDR, through Babel)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, get_decimal_symbol

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

_DATES = {"en": "d MMMM y", "fr": "dd/MM/y", "es": "dd/MM/y", "ar": "dd/MM/y"}
"""Arabic names its months differently from state to state; the day, the month and the year do not."""

_SERBIAN_DATE = "dd.MM.y."


class Formats:
    """The forms of one language, given by its tag."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._locale = Locale.parse(_LOCALES[language])

    @property
    def decimal_sign(self) -> str:
        """The sign between units and decimals."""
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
        return format_date(day, _DATES.get(self._language, _SERBIAN_DATE), locale=self._locale)

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

    def zoned(self, moment: datetime) -> str:
        """Return date and time of `moment` in its own offset, with that offset."""
        return f"{self.moment(moment)} ({zone_of(moment)})"

    def _decimal(self, value: Decimal, form: str) -> str:
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
