"""The printed protocol says what the data says, on the page where it belongs."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Clause, HandoverDetails, ParentProtocol, Party, PartyRole
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.progress import WHOLE
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.formats import Formats
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.proofreading import render_checked
from handover_desktop.protocol.reading.reading import extract_text
from tests.protocol.samples import (
    PARTIES,
    all_accepted,
    every_outcome,
    found,
    numbered,
    order,
    snapshot,
    translators,
    vehicle_snapshot,
)


def pages_of(
    content: Snapshot, languages: tuple[str, ...] = ("en",), *, draft: bool = False
) -> tuple[str, ...]:
    return extract_text(render_protocol(order(content, languages, draft=draft)))


def flat(text: str) -> str:
    return " ".join(text.split())


def section(pages: tuple[str, ...], title: str) -> str:
    """The text of the pages of an annex, from its title on."""
    return "\n".join(page for page in pages if re.search(rf"^{re.escape(title)}", page, re.MULTILINE))


def front(pages: tuple[str, ...]) -> str:
    """The text of the pages before the annexes."""
    return flat("\n".join(itertools.takewhile(lambda page: "\nAnnex 1. " not in page, pages)))


def between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


@pytest.mark.parametrize("languages", [("en",), ("en", "sr-Cyrl"), ("sr-Latn",), ("sr-Cyrl", "en")])
def test_annex_1_has_every_accepted_line_with_its_identifiers_and_amounts(languages: tuple[str, ...]) -> None:
    content = vehicle_snapshot()
    formats = Formats(languages[0])
    annex = flat("\n".join(pages_of(content, languages)))
    for item in content.items:
        asset = item.asset
        row = annex[annex.index(f" {asset.line_no} {asset.description} · {asset.category} ") :][:400]
        assert f" {asset.model} " in row
        assert asset.unit_price is not None
        assert all(f" {identifier.value} " in row for identifier in asset.identifiers)
        amount = formats.amount(asset.unit_price.amount)
        piece = translators()[languages[0]].n("pc", "pcs", 1)
        assert f" 1 {piece} {amount} {amount} " in row


def test_the_totals_of_the_vehicles_are_the_golden_ones() -> None:
    pages = pages_of(vehicle_snapshot())
    assert "Listed total 72 72 1,699,900.00" in front(pages)
    assert "Accepted total 72 72 1,699,900.00" in front(pages)
    assert "Total of Annex 1 72 1,699,900.00" in flat(section(pages, "Annex 1"))


def test_subtotals_stand_under_each_receiving_unit() -> None:
    annex = flat(section(pages_of(vehicle_snapshot()), "Annex 1"))
    unit = between(annex, "U02 Regional Centre towards Hungary – Subotica", "U03 Regional Centre")
    assert unit.rstrip().endswith("Subtotal 13 298,800.00")


def test_amounts_are_carried_over_and_brought_forward_from_page_to_page() -> None:
    annexes = [page for page in pages_of(vehicle_snapshot()) if "Annex 1." in page]
    over = [re.search(r"Carried over\s+([\d.,]+)", page) for page in annexes]
    forward = [re.search(r"Brought forward\s+([\d.,]+)", page) for page in annexes]
    assert len(annexes) > 2
    assert [m[1] for m in over[:-1] if m] == [m[1] for m in forward[1:] if m]
    assert all(over[:-1])
    assert over[-1] is None
    assert forward[0] is None


def test_what_is_carried_over_is_the_sum_of_the_rows_above() -> None:
    first = next(page for page in pages_of(vehicle_snapshot()) if "Annex 1." in page)
    rows = [Decimal(m.replace(",", "")) for m in re.findall(r" pcs? [\d.,]+ ([\d.,]+)", flat(first))]
    carried = re.search(r"Carried over\s+([\d.,]+)", first)
    assert carried is not None
    assert sum(rows) == Decimal(carried[1].replace(",", ""))


def test_the_summary_equals_the_tally() -> None:
    content = snapshot()
    summary = front(pages_of(content))
    for row in content.tally.rows:
        values = " ".join(Formats("en").amount(money.amount) for money in row.values) or "–"
        label = {
            "accepted": "Accepted",
            "accepted-with-remarks": "Accepted with remarks",
            "partly-accepted": "Partly accepted",
            "not-accepted": "Not accepted",
            "missing": "Missing",
            "not-checked": "Not checked",
            "surplus": "Surplus, not on the list",
        }[row.group.value]
        assert f"{label} {row.lines} {row.pieces} {values}" in summary
    assert "Accepted with 3 remarks, see Annex 2." in summary
    assert "4 lines" not in summary


def test_no_remarks_is_said_only_where_there_is_nothing_to_remark() -> None:
    assert "No remarks. All 72 lines are accepted." in front(pages_of(vehicle_snapshot()))
    for item in every_outcome()[1:]:
        text = "\n".join(pages_of(snapshot((replace(every_outcome()[0]), item))))
        assert "No remarks. " not in text


def test_sealed_and_not_checked_lines_are_counted() -> None:
    summary = front(pages_of(snapshot()))
    assert "Sealed, contents not inspected: 1 line." in summary
    assert "Not checked: 1 line." in summary


def test_the_register_of_remarks_numbers_them_and_annex_1_refers_to_the_numbers() -> None:
    pages = pages_of(snapshot())
    register = flat(section(pages, "Annex 2"))
    assert "R 1 2 Compact SUV 4×4" in register
    assert "Scratch on the right rear door. Repair Sample Supplier 20 December 2024" in register
    assert "R 3 4 Магнификатор 10× UV" in register
    accepted = flat(section(pages, "Annex 1"))
    assert "19,450.00 19,450.00 R 1" in accepted
    assert "24,800.00 24,800.00 S" in accepted
    assert "R – remark of this number in Annex 2 S – sealed, contents not inspected" in accepted


def test_annex_3_has_a_section_for_everything_that_is_not_accepted() -> None:
    annex = flat(section(pages_of(snapshot()), "Annex 3"))
    refused = between(annex, "3.1 Not accepted – 1 line", "3.2")
    assert "VIN 0SYZZZV11ZB000003 on list 0SYZZZV11ZR000003" in refused
    assert "SYN-E13-0011" in between(annex, "3.2 Missing – 1 line", "3.3")
    assert "60 58 2 pcs 136.00 U01 R 3" in between(annex, "3.3 Shortage", "3.4")
    assert "Found in the box of line 5." in between(annex, "3.4 Surplus, not on the list – 1 line", "3.5")
    assert "Generator 6 kVA" in annex.split("3.5 Not checked – 1 line")[1]


def test_accepted_items_that_are_not_on_the_list_are_marked_and_set_apart_in_the_summary() -> None:
    phone = AssetLine("+1", "Smartphone", unit_price=Money("EUR", 41_000))
    extra = SnapshotItem(Uid("x"), 2, phone, Origin.EXTRA, "Found in a box.", found(phone))
    pages = pages_of(snapshot((every_outcome()[0], extra)))
    summary = front(pages)
    assert "Of these, accepted although not on the list 1 1 410.00" in summary
    assert "Listed total 1 1 19,450.00" in summary
    assert "Accepted total 2 2 19,860.00" in summary
    assert "Not on the list: Found in a box." in flat(section(pages, "Annex 1"))


def test_empty_annexes_say_that_they_are_empty() -> None:
    pages = pages_of(snapshot(()))
    assert "No assets are accepted." in section(pages, "Annex 1")
    assert "No remarks were recorded." in section(pages, "Annex 2")
    assert re.search(r"Annex 3\. [^.]*\nNone\.", section(pages, "Annex 3"))
    assert "The protocol has no lines." in front(pages)


def test_currencies_are_never_added_together() -> None:
    yen = AssetLine("1", "Yen", Decimal(3), unit_price=Money("JPY", 12_345_678_901))
    dinar = AssetLine("2", "Dinar", Decimal("2.5"), unit="kg", unit_price=Money("BHD", 1_234_567))
    euro = AssetLine("3", "Euro", unit_price=Money("EUR", 99_999_999_999_999))
    pages = pages_of(snapshot(all_accepted((yen, dinar, euro))))
    assert "Accepted total 3 6.5 BHD EUR JPY 3,086.418 999,999,999,999.99 37,037,036,703" in front(pages)
    annex = flat(section(pages, "Annex 1"))
    assert "3 pcs JPY 12,345,678,901 37,037,036,703" in annex
    assert "2.5 kg BHD 1,234.567 3,086.418" in annex


def test_lines_without_a_price_are_said_to_be_left_out() -> None:
    pages = pages_of(snapshot(all_accepted((AssetLine("1", "Gift"),))))
    assert "1 line has no price and is left out of the values." in front(pages)


def test_lots_group_the_annex_where_no_units_are_named() -> None:
    lines = (AssetLine("1", "A", lot="L1"), AssetLine("2", "B", lot="L2"), AssetLine("3", "C", lot="L1"))
    annex = flat(section(pages_of(snapshot(all_accepted(lines))), "Annex 1"))
    assert re.search(r"Lot L1 1 A .* 3 C .* Subtotal 2 – Lot L2 2 B", annex)


@pytest.mark.parametrize("draft", [False, True])
def test_every_page_bears_the_footer(draft: bool) -> None:
    content = vehicle_snapshot()
    pages = pages_of(content, ("en", "sr-Cyrl"), draft=draft)
    digest = content.digest
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert f"Страна {number} од {len(pages)}" in page
        assert "Original no. ______ of 4" in page
        assert "Initials" in page
        short = " ".join(digest[at : at + 4] for at in range(0, 16, 4))
        assert (f"SHA-256 {short}" in page) is not draft
        assert (content.reference if draft else content.number) in page


def test_draft_stands_across_every_page_until_final() -> None:
    for page in pages_of(snapshot(), ("en", "sr-Cyrl"), draft=True):
        assert "DRAFT НАЦРТ" in flat(page)
    assert not any("DRAFT" in page for page in pages_of(snapshot()))


def test_a_demo_says_on_every_page_that_it_is_no_legal_document() -> None:
    for page in pages_of(snapshot(demo=True), ("en", "sr-Cyrl")):
        assert "DEMO – not a legal document" in page
        assert "ДЕМО – није правни документ" in page


def test_the_cover_names_what_where_when_and_who() -> None:
    cover = flat(pages_of(snapshot())[0])
    for text in (
        "Handover and acceptance protocol",
        "SAMPLE-2024-0001",
        "Reference HO-2024-0001",
        "Support to samples",
        "Belgrade, sample yard",
        "5 December 2024",
        "08:30",
        "15:45",
        "Ministry of Samples Министарство примера",
        "By mandate: Решење 01-ПРИМЕР-123/24",
        "Demo Osoba 2 Logistics officer Chair",
        "sample-list.xlsx · Assets",
        "4 identical originals",
        "K7Q2, entry 812, 9c0e 9c0e 9c0e 9c0e",
    ):
        assert text in cover


def test_a_supplementary_protocol_names_its_parent() -> None:
    parent = ParentProtocol("HO-2024-0000", "SAMPLE-2024-0000", "ab" * 32)
    cover = flat(pages_of(replace(snapshot(), parent=parent))[0])
    assert "Supplementary protocol to the protocol SAMPLE-2024-0000" in cover
    assert "SHA-256 abab abab" in cover


def test_the_page_count_on_the_signature_page_is_right() -> None:
    pages = pages_of(vehicle_snapshot())
    assert f"This protocol has {len(pages)} pages with Annexes 1–5 and" in flat("\n".join(pages))


def test_an_empty_handover_still_gives_a_correct_document() -> None:
    bare = replace(snapshot(()), details=HandoverDetails(), lists=(), finalised_at=None)
    text = flat("\n".join(pages_of(bare)))
    assert "No parties are named." in text
    assert "No list was imported." in text
    assert "No declarations were agreed." in text
    assert "No party signs." in text


def test_a_party_without_name_leaves_lines_to_write_on() -> None:
    empty = HandoverDetails(parties=(Party(PartyRole.DONOR, ""), Party(PartyRole.RECIPIENT, "")))
    text = "\n".join(pages_of(replace(snapshot(), details=empty)))
    assert text.count("Name and surname") >= 2


def test_a_clause_that_was_edited_is_printed_as_edited() -> None:
    edited = Clause("inspection", (("en", "We looked at everything."),))
    content = snapshot()
    content = replace(content, details=replace(content.details, clauses=(edited,)))
    text = flat("\n".join(pages_of(content, ("en", "sr-Cyrl"))))
    assert "1. We looked at everything." in text
    assert "физички прегледана" not in text


def test_a_clause_of_the_catalogue_is_printed_in_every_language_of_the_document() -> None:
    content = snapshot()
    text = flat("\n".join(pages_of(content, ("sr-Latn",))))
    assert "Strane potvrđuju da su sredstva navedena u Prilogu 1 fizički pregledana" in text


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        (("de",), Code.LANGUAGE_UNKNOWN),
        (("en", "sr-Cyrl", "sr-Latn"), Code.TOO_MANY_LANGUAGES),
        (("en", "en"), Code.TOO_MANY_LANGUAGES),
        ((), Code.TOO_MANY_LANGUAGES),
    ],
)
def test_other_languages_are_refused(languages: tuple[str, ...], code: Code) -> None:
    asked = replace(order(snapshot()), languages=languages)
    with pytest.raises(DomainError) as refused:
        render_protocol(asked)
    assert refused.value.code is code


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Scratch 😀", "U+1F600"),
        ("ליקוי", "U+05DC"),
        ("unassigned \u0378", "U+0378"),
    ],
)
def test_a_character_without_a_sign_stops_the_output_and_names_the_text(text: str, sign: str) -> None:
    car = every_outcome()[1].asset
    items = numbered([(car, found(car, Outcome.ACCEPTED_WITH_REMARKS, remark=Remark(text)))])
    with pytest.raises(DomainError) as refused:
        render_protocol(order(snapshot(items)))
    assert refused.value.code is Code.GLYPH_MISSING
    assert sign in str(refused.value.params["characters"])
    assert refused.value.params["text"] == text
    assert refused.value.params["where"] == "line 2"


def test_an_identifier_without_a_sign_in_its_own_face_is_named() -> None:
    item = every_outcome()[0]
    asset = replace(item.asset, identifiers=(replace(item.asset.identifiers[0], value="SN-\u01c4"),))
    with pytest.raises(DomainError) as refused:
        render_protocol(order(snapshot((replace(item, asset=asset),))))
    assert refused.value.params["text"] == "SN-\u01c4"


def test_names_and_descriptions_in_any_printed_script_come_back_as_they_were() -> None:
    texts = (
        "Škoda Ćuprija Žabalj Đurđevo",
        "Љубовија Њива Џеп Ђаковица Ћуприја",
        "Ελληνικά",
        "naïve façade œuvre ¿ñ?",
    )
    lines = tuple(AssetLine(str(at), text) for at, text in enumerate(texts))
    annex = flat(section(pages_of(snapshot(all_accepted(lines))), "Annex 1"))
    for text in texts:
        assert text in annex


def test_all_parties_are_named_on_the_cover() -> None:
    text = flat("\n".join(pages_of(snapshot(parties=5))[:2]))
    for party in PARTIES:
        assert party.name in text


def test_how_far_it_is_is_told_from_the_first_moment_and_what_the_listener_raises_ends_it() -> None:
    lines = [AssetLine(str(at), f"Item {at}") for at in range(1, 1001)]
    wanted = order(snapshot(all_accepted(lines)), ("en",))
    heard: list[tuple[int, int]] = []
    pdf = render_checked(wanted, progress=lambda *step: heard.append(step))
    assert heard[0] == (0, WHOLE)
    assert heard[-1] == (WHOLE, WHOLE)
    assert heard == sorted(heard)
    assert len(heard) > 2 * len(extract_text(pdf)) + 4

    for limit in (1, 2, 5, len(heard) // 2, len(heard) - 1):
        some: list[tuple[int, int]] = []

        def listen(done: int, total: int, limit: int = limit, some: list[tuple[int, int]] = some) -> None:
            some.append((done, total))
            if len(some) == limit:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            render_checked(wanted, progress=listen)
        assert some == heard[:limit]


def test_the_stages_before_the_first_page_are_told_too() -> None:
    lines = [AssetLine(str(at), f"Item {at}") for at in range(1, 3001)]
    heard: list[int] = []
    wanted = order(snapshot(all_accepted(lines)), ("en",))
    render_protocol(wanted, progress=lambda done, _total: heard.append(done))
    laid_out = [done for done in heard if done < 700]
    assert len(set(laid_out)) >= 10
