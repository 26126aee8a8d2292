"""Amounts in ISO 4217 minor units; never a float, never a silent conversion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_TWO_DECIMALS = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD "
    "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER "
    "ZAR ZMW ZWG"
)
MINOR_UNITS: dict[str, int] = (
    dict.fromkeys(_TWO_DECIMALS.split(), 2)
    | dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0)
    | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
)
"""Decimals of each currency's minor unit, ISO 4217."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount: `minor` counts minor units (cents) of `currency`, an ISO 4217 code."""

    currency: str
    minor: int

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Money:
        """Round `amount` half up to the minor unit; raise KeyError for an unknown currency."""
        return cls(currency, int((amount.scaleb(MINOR_UNITS[currency])).to_integral_value(ROUND_HALF_UP)))

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with exactly the currency's decimals."""
        return Decimal(self.minor).scaleb(-MINOR_UNITS[self.currency])

    def times(self, pieces: Decimal) -> Money:
        """Return the value of `pieces` at this unit price, rounded half up."""
        return Money(self.currency, int((self.minor * pieces).to_integral_value(ROUND_HALF_UP)))


def add_up(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Return one total per currency, sorted by currency; currencies are never mixed."""
    totals: dict[str, int] = {}
    for money in amounts:
        totals[money.currency] = totals.get(money.currency, 0) + money.minor
    return tuple(Money(currency, minor) for currency, minor in sorted(totals.items()))
