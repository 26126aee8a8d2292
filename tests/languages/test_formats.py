"""Amounts, dates and directions are those of each language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.formats import Formats, MirroredFormats
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Direction, direction_of

_BABEL = {"sr-Cyrl": "sr_Cyrl", "sr-Latn": "sr_Latn"}

amounts = st.integers(0, 10**15 - 1).flatmap(
    lambda minor: st.integers(0, 3).map(lambda places: Decimal(minor).scaleb(-places))
)


@given(st.sampled_from(sorted(DOCUMENT_LANGUAGES)), amounts)
def test_an_amount_reads_back_as_what_it_was(language: str, amount: Decimal) -> None:
    text = Formats(language).amount(amount)
    read = parse_decimal(text, locale=_BABEL.get(language, language), strict=True, numbering_system="latn")
    assert read == amount
    assert read.as_tuple().exponent == amount.as_tuple().exponent


@given(st.sampled_from(sorted(DOCUMENT_LANGUAGES)), amounts)
def test_the_decimal_sign_parts_units_from_decimals(language: str, amount: Decimal) -> None:
    formats = Formats(language)
    _units, sign, decimals = formats.amount(amount).partition(formats.decimal_sign)
    assert len(decimals) == -int(amount.as_tuple().exponent)
    assert bool(sign) is bool(decimals)


@pytest.mark.parametrize(
    ("language", "money", "day"),
    [
        ("en", "EUR\u00a01,699,900.00", "5 December 2024"),
        ("sr-Cyrl", "1.699.900,00\u00a0EUR", "05.12.2024."),
        ("sr-Latn", "1.699.900,00\u00a0EUR", "05.12.2024."),
        ("fr", "1\u202f699\u202f900,00\u00a0EUR", "05/12/2024"),
        ("es", "1.699.900,00\u00a0EUR", "05/12/2024"),
        ("ar", "1,699,900.00\u00a0EUR", "05/12/2024"),
    ],
)
def test_money_and_dates_stand_in_the_form_of_the_language(language: str, money: str, day: str) -> None:
    formats = Formats(language)
    assert formats.money(Decimal("1699900.00"), "EUR") == money
    assert formats.date(date(2024, 12, 5)) == day


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_a_moment_has_its_date_and_the_clock_of_24_hours(language: str) -> None:
    formats, moment = Formats(language), datetime(2024, 12, 5, 16, 5, tzinfo=UTC)
    assert formats.moment(moment).startswith(formats.date(moment))
    assert formats.moment(moment).endswith("16:05")
    assert formats.zoned(moment) == f"{formats.moment(moment)} (UTC)"


def test_a_moment_in_a_mirrored_window_stays_in_one_piece_with_its_zone() -> None:
    moment = datetime(2024, 12, 5, 16, 5, tzinfo=timezone(timedelta(hours=1)))
    assert MirroredFormats("ar").zoned(moment) == "\u206605/12/2024 16:05 (UTC+1)\u2069"


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_figures_are_latin_digits_in_every_language(language: str) -> None:
    formats = Formats(language)
    text = formats.amount(Decimal("1234567890.12")) + formats.date(date(2024, 12, 5))
    assert all(char.isascii() for char in text if char.isdecimal())


def test_arabic_alone_is_written_from_right_to_left() -> None:
    turned = [tag for tag in DOCUMENT_LANGUAGES if direction_of(tag) is Direction.RIGHT_TO_LEFT]
    assert turned == ["ar"]
