"""Nobody turns a line around by characters that nobody sees."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.handovers import Party, PartyRole
from handover_desktop.domain.turning import TURNING, untwisted
from handover_desktop.lists.cells import clean

ALL = "".join(sorted(TURNING))


def test_every_control_of_the_bidi_algorithm_is_known() -> None:
    controls = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    found = {chr(code) for code in range(0x3000) if unicodedata.bidirectional(chr(code)) in controls}
    assert found | {"\u061c", "\u200e", "\u200f"} == TURNING


@pytest.mark.parametrize("sign", ALL)
def test_texts_lose_them_wherever_they_stand(sign: str) -> None:
    assert untwisted(f"{sign}AB{sign}12{sign}") == "AB12"
    assert clean(f"{sign}AB{sign}12{sign}") == "AB12"


def test_a_value_loses_them_in_all_its_texts_and_is_otherwise_the_same() -> None:
    plain = AssetLine("1", "Duster", Decimal(2), unit="قطعة", details=(("Боја", "бела"),))
    twisted = replace(plain, description="Du\u202ester", details=(("Бо\u2067ја", "бела\u200f"),))
    assert untwisted(twisted) == plain
    assert untwisted(plain) is plain
    assert untwisted((Party(PartyRole.DONOR, "A\u202eB"), 5, None)) == (Party(PartyRole.DONOR, "AB"), 5, None)
