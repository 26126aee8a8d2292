"""Amounts keep their minor units and never mix currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.money import MINOR_UNITS, Money, add_up
from tests.domain.samples import moneys


@pytest.mark.parametrize(
    ("currencies", "decimals"),
    [("EUR RSD USD BAM CHF", 2), ("JPY XOF XAF CLP", 0), ("BHD KWD OMR TND JOD IQD LYD", 3)],
)
def test_currencies_have_the_decimals_of_iso_4217(currencies: str, decimals: int) -> None:
    assert {MINOR_UNITS[currency] for currency in currencies.split()} == {decimals}


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("19450.00", "EUR", 1_945_000),
        ("39.9", "EUR", 3_990),
        ("0.005", "EUR", 1),
        ("0.0049", "EUR", 0),
        ("1234.5", "JPY", 1_235),
        ("1.2345", "KWD", 1_235),
        ("-0.005", "EUR", -1),
    ],
)
def test_an_amount_is_rounded_half_up_to_the_minor_unit(amount: str, currency: str, minor: int) -> None:
    assert Money.of(Decimal(amount), currency) == Money(currency, minor)


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(KeyError):
        Money.of(Decimal(1), "EURO")


@given(moneys)
def test_an_amount_read_back_is_the_same_money(money: Money) -> None:
    assert Money.of(money.amount, money.currency) == money
    assert -money.amount.as_tuple().exponent == MINOR_UNITS[money.currency]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("price", "pieces", "minor"), [(3_990, "72", 287_280), (100, "0.005", 1), (333, "2.5", 833), (7, "0", 0)]
)
def test_a_price_times_pieces_is_rounded_half_up(price: int, pieces: str, minor: int) -> None:
    assert Money("EUR", price).times(Decimal(pieces)) == Money("EUR", minor)


@given(st.lists(moneys))
def test_adding_up_gives_one_exact_total_for_each_currency(amounts: list[Money]) -> None:
    totals = add_up(amounts)

    assert [total.currency for total in totals] == sorted({money.currency for money in amounts})
    for total in totals:
        assert total.minor == sum(m.minor for m in amounts if m.currency == total.currency)


@given(st.lists(moneys), st.randoms())
def test_the_order_of_amounts_does_not_matter(amounts: list[Money], chance: object) -> None:
    shuffled = list(amounts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert add_up(shuffled) == add_up(amounts)
