"""A threshold is passed only strictly, only in its own currency, and only by the price of one piece."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.donors import Standing, compare_price, read_threshold, tidy_profile
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Annex, DonorProfile
from handover_desktop.domain.money import MINOR_UNITS, Money
from handover_desktop.formats import Formats
from tests.domain.samples import a_vehicle, eur, some_boxes

FIVE_THOUSAND = eur("5000.00")


@pytest.mark.parametrize(
    ("price", "standing"),
    [("5000.01", Standing.ABOVE), ("5000.00", Standing.NOT_ABOVE), ("4999.99", Standing.NOT_ABOVE)],
)
def test_the_price_must_be_strictly_above(price: str, standing: Standing) -> None:
    assert compare_price(a_vehicle(unit_price=eur(price)), FIVE_THOUSAND) is standing


def test_many_cheap_pieces_are_not_above_whatever_the_line_is_worth() -> None:
    assert compare_price(some_boxes(quantity="1000"), FIVE_THOUSAND) is Standing.NOT_ABOVE


def test_another_currency_or_no_price_cannot_be_told() -> None:
    for price in (Money("RSD", 10**12), None):
        assert compare_price(a_vehicle(unit_price=price), FIVE_THOUSAND) is Standing.UNKNOWN


def test_a_value_of_the_whole_line_is_shared_without_rounding() -> None:
    three = some_boxes(quantity="3", unit_price=None, line_value=eur("15000.01"))
    assert compare_price(three, FIVE_THOUSAND) is Standing.ABOVE
    exact = some_boxes(quantity="3", unit_price=None, line_value=eur("15000.00"))
    assert compare_price(exact, FIVE_THOUSAND) is Standing.NOT_ABOVE


def test_a_profile_is_tidied() -> None:
    untidy = DonorProfile(
        " EU ", annexes=(Annex.THRESHOLD, Annex.ACCEPTED, Annex.ALLOCATION, Annex.THRESHOLD)
    )
    assert tidy_profile(untidy) == DonorProfile("EU", annexes=(Annex.ALLOCATION, Annex.THRESHOLD))
    for threshold in (Money("EUR", -1), Money("EURO", 1)):
        with pytest.raises(DomainError) as refused:
            tidy_profile(DonorProfile(threshold=threshold))
        assert refused.value.code is Code.THRESHOLD_NOT_AN_AMOUNT


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("5000", "EUR", 500_000),
        ("5,000.00", "EUR", 500_000),
        ("5.000,00", "EUR", 500_000),
        ("5.000", "EUR", 500_000),
        ("5 000,5", "EUR", 500_050),
        ("5’000.50", "EUR", 500_050),
        ("1.234.567", "RSD", 123_456_700),
        ("750", "JPY", 750),
        ("0", "EUR", 0),
    ],
)
def test_a_typed_threshold_is_understood(text: str, currency: str, minor: int) -> None:
    assert read_threshold(text, currency) == Money(currency, minor)


@pytest.mark.parametrize(
    "text", ["five", "-5", "5,00,0", "1.2.3", "5.0000", "5000.005", "5000 EUR", "1,2345"]
)
def test_what_is_not_plainly_an_amount_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_threshold(text, "EUR")
    assert refused.value.code is Code.THRESHOLD_NOT_AN_AMOUNT


def test_nothing_typed_is_no_threshold_and_no_currency_is_none() -> None:
    assert read_threshold(" ", "EUR") is None
    with pytest.raises(DomainError):
        read_threshold("5", "EURO")


@given(st.integers(0, 10**11), st.sampled_from(["EUR", "JPY", "RSD"]), st.sampled_from(["en", "sr-Cyrl"]))
def test_what_the_window_shows_is_read_back(minor: int, currency: str, language: str) -> None:
    money = Money(currency, minor)
    assert read_threshold(Formats(language).amount(money.amount), currency) == money


def test_a_price_for_one_of_many_pieces_counts_alone() -> None:
    dear = some_boxes(quantity="60", unit_price=eur("5000.01"))
    assert dear.quantity == Decimal(60)
    assert compare_price(dear, FIVE_THOUSAND) is Standing.ABOVE
    assert "EUR" in MINOR_UNITS
