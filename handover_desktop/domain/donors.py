"""What a donor's rules mean for a list: which items stand above the threshold, and where that cannot be told."""

from __future__ import annotations

import enum
import re
from dataclasses import replace
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import OPTIONAL_ANNEXES, DonorProfile
from handover_desktop.domain.money import MINOR_UNITS, Money


class Standing(enum.StrEnum):
    """How the price of one piece stands to a threshold."""

    ABOVE = "above"
    NOT_ABOVE = "not-above"
    UNKNOWN = "unknown"


def compare_price(asset: AssetLine, threshold: Money) -> Standing:
    """Tell how the price of one piece stands to `threshold`: strictly above, or not, in its currency alone.

    Without a price for one piece, the stated value of the line is shared among its pieces, without rounding.
    """
    price, pieces = asset.unit_price, Decimal(1)
    if price is None:
        price, pieces = asset.line_value, asset.quantity
    if price is None or pieces <= 0 or price.currency != threshold.currency:
        return Standing.UNKNOWN
    return Standing.ABOVE if price.minor > threshold.minor * pieces else Standing.NOT_ABOVE


def tidy_profile(profile: DonorProfile) -> DonorProfile:
    """Return a profile with a trimmed name and its optional annexes once each, in their order.

    Raises DomainError THRESHOLD_NOT_AN_AMOUNT for a negative one, or one in an unknown currency.
    """
    threshold = profile.threshold
    if threshold is not None and (threshold.currency not in MINOR_UNITS or threshold.minor < 0):
        raise DomainError(Code.THRESHOLD_NOT_AN_AMOUNT, value=f"{threshold.currency} {threshold.minor}")
    annexes = tuple(annex for annex in OPTIONAL_ANNEXES if annex in profile.annexes)
    return replace(profile, name=profile.name.strip(), annexes=annexes)


def read_threshold(text: str, currency: str) -> Money | None:
    """Return the threshold that a person typed, such as "5,000.00" or "5.000"; None for nothing.

    Raises DomainError THRESHOLD_NOT_AN_AMOUNT for anything that is not plainly an amount.
    """
    bare = "".join(char for char in text if not char.isspace() and char not in "'’")
    if not bare:
        return None
    found = _AMOUNT.fullmatch(bare)
    if found is None or currency not in MINOR_UNITS:
        raise DomainError(Code.THRESHOLD_NOT_AN_AMOUNT, value=f"{text.strip()} {currency}".strip())
    whole, decimals = found["grouped"] or found["plain"], found["decimals"] or ""
    if len(decimals) > MINOR_UNITS[currency]:
        raise DomainError(Code.THRESHOLD_NOT_AN_AMOUNT, value=f"{text.strip()} {currency}")
    return Money.of(Decimal(f"{whole.replace('.', '').replace(',', '')}.{decimals or '0'}"), currency)


_AMOUNT = re.compile(
    r"(?:(?P<grouped>[0-9]{1,3}(?:(?:,[0-9]{3}){1,3}(?=\.|$)|(?:\.[0-9]{3}){1,3}(?=,|$)))|(?P<plain>[0-9]{1,12}))"
    r"(?:[.,](?P<decimals>[0-9]{1,3}))?"
)
"""Three digits after a single mark are thousands: a threshold of 5.000 is five thousand."""
