"""Whatever a protocol holds is printed as it is and read back; or one text is named, and nothing is printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Capacity, CommissionMember, Party, PartyRole, ReceivingUnit
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.reading.proofreading import render_checked
from tests.protocol.samples import all_accepted, details, found, numbered, order, serial, snapshot

PLAIN = [
    "", " ", "A", "laptop", "лаптоп", "حاسوب محمول", "čćžšđ", "W" * 120, "Ш" * 300, "ا" * 90, "a b " * 40,
    "e\u0301\u0301\u0301", "\u0301", "e\u200dx", "12/34 (5)", "\u200f100 EUR", "شاشة (AB-12)", "line\n\n\n\nline",
    "€ ≤ ☐ ✓ – …", "<b>&amp;", "((((", "%s {0} {name}",
]  # fmt: skip
UNPRINTED = ["Laptop \u202egpj.exe", "\u2066x\u2069", "\U0001f4bb", "\u0378", "\ue000", "\x07"]
TEXT = st.sampled_from(PLAIN) | st.text(st.sampled_from("aČшا(1-/ \u00ad"), max_size=60)
MONEY = st.none() | st.builds(
    Money, st.sampled_from(["EUR", "JPY", "BHD", "RSD"]), st.sampled_from([0, 1, 99, 999_999_999_999])
)
PARTIES = st.builds(Party, st.sampled_from(PartyRole), TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)
MEMBERS = st.builds(CommissionMember, TEXT, TEXT, st.sampled_from(Capacity), TEXT)
LINES = st.builds(
    lambda text, code, quantity, price, unit, kit: AssetLine(
        "1", text, Decimal(quantity), identifiers=(serial(code),), unit_price=price, receiving_unit=unit,
        kit_contents=kit,
    ),
    TEXT, TEXT, st.integers(1, 99_999), MONEY, st.sampled_from(["", "U01", "U02", "Ш" * 60]), TEXT,
)  # fmt: skip


def printed(content: Snapshot, languages: tuple[str, ...]) -> Code | None:
    """Print and read back; return why it was refused."""
    try:
        assert render_checked(order(content, languages)).startswith(b"%PDF-")
    except DomainError as refused:
        if refused.code is not Code.GLYPH_MISSING:
            raise  # it names the page and the text
        return refused.code
    return None


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=st.lists(LINES, max_size=4),
    outcome=st.sampled_from([Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_REMARKS, Outcome.NOT_ACCEPTED]),
    remark=TEXT | st.sampled_from(UNPRINTED),
    parties=st.lists(PARTIES, max_size=8),
    commission=st.lists(MEMBERS, max_size=4),
    texts=st.lists(TEXT, min_size=6, max_size=6),
    languages=st.sampled_from([("en",), ("sr-Cyrl", "en"), ("ar", "en"), ("fr", "ar"), ("ar",)]),
)
def test_any_snapshot_is_printed_as_it_is_or_a_text_is_named(
    lines: list[AssetLine],
    outcome: Outcome,
    remark: str,
    parties: list[Party],
    commission: list[CommissionMember],
    texts: list[str],
    languages: tuple[str, ...],
) -> None:
    title, project, place, address, decision, distribution = texts
    agreed = replace(
        details(), title=title, project=project, place=place, address=address, commission_decision=decision,
        distribution=distribution, parties=tuple(parties), commission=tuple(commission),
        receiving_units=(ReceivingUnit("U01", title, place), ReceivingUnit("U02")),
    )  # fmt: skip
    noted = None if outcome is Outcome.ACCEPTED else Remark(remark)
    items = numbered((line, found(line, outcome, remark=noted)) for line in lines)

    assert printed(replace(snapshot(items), details=agreed), languages) in (None, Code.GLYPH_MISSING)


def many_people() -> Snapshot:
    roles = (PartyRole.TRANSFEROR, PartyRole.RECIPIENT, *[PartyRole.WITNESS] * 6)
    parties = tuple(
        Party(role, f"{at} " + "Organisation " * 30, "Организација " * 30) for at, role in enumerate(roles)
    )
    members = tuple(CommissionMember(f"Sample Person {at}", "Officer", Capacity.MEMBER) for at in range(40))
    return replace(snapshot(), details=replace(details(), parties=parties, commission=members))


def long_texts() -> Snapshot:
    line = AssetLine("1", "Laptop " * 200, identifiers=(serial("S" * 300),), kit_contents="cable, " * 300)
    noted = found(
        line, Outcome.ACCEPTED_WITH_REMARKS, remark=Remark("word " * 8_000, agreed_action="note\n" * 200)
    )
    return snapshot(numbered(((line, noted),)))


def large_amounts() -> Snapshot:
    prices = [Money(currency, 999_999_999_999) for currency in ("EUR", "JPY", "BHD", "USD", "RSD")]
    lines = [AssetLine(str(at), "Item", Decimal(99_999), unit_price=price) for at, price in enumerate(prices)]
    return snapshot(all_accepted(lines * 30))


@pytest.mark.parametrize("content", [many_people, long_texts, large_amounts])
@pytest.mark.parametrize("languages", [("en", "sr-Cyrl"), ("ar", "en")])
def test_extremes_are_printed_whole(content: object, languages: tuple[str, ...]) -> None:
    assert callable(content)
    assert printed(content(), languages) is None


@pytest.mark.parametrize("sign", ["\U000e0041", "\u0378", "\ue000"])
def test_what_hides_text_is_named_and_never_dropped(sign: str) -> None:
    for text in (f"Laptop {sign}gpj.exe", f"حاسوب {sign}ABC"):
        with pytest.raises(DomainError) as refused:
            render_checked(order(snapshot(all_accepted([AssetLine("1", text)])), ("en",)))
        assert refused.value.code is Code.GLYPH_MISSING
        assert f"U+{ord(sign):04X}" in str(refused.value.params["characters"])
