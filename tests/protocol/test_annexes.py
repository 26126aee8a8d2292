"""Allocation, photo log and threshold, and the extract of a unit: what stands there is what the data says."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Annex, DonorProfile, Paper
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.layout.codes import PageKind
from handover_desktop.protocol.layout.records import Record
from handover_desktop.protocol.pages.accepted import accepted_annex
from handover_desktop.protocol.pages.annexes import named
from handover_desktop.protocol.pages.extract import render_extract, units_of
from handover_desktop.protocol.pages.paging import lay_out_annexes, write_up
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.pages.threshold import threshold_annex
from handover_desktop.protocol.reading.reading import extract_text, page_count
from handover_desktop.services.demo_list import demo_lines, demo_units
from tests.protocol.papers import DONOR, THRESHOLD, full_order, mixed_currencies
from tests.protocol.samples import BOTH, all_accepted, order, snapshot, vehicle_snapshot
from tests.protocol.test_rendering import flat, pages_of, section


def asking_for(content: Snapshot, donor: DonorProfile) -> Snapshot:
    return replace(content, details=replace(content.details, donor=donor))


def said(assets: Iterable[AssetLine]) -> str:
    """Lines, pieces and value of some assets as the allocation says them."""
    own = list(assets)
    value = sum(asset.value.amount for asset in own if asset.value)
    return f"{len(own)} {sum(asset.quantity for asset in own)} {value:,}"


def whole_demo() -> Snapshot:
    content = snapshot(all_accepted(demo_lines()))
    return replace(content, details=replace(content.details, receiving_units=demo_units()))


@pytest.mark.parametrize("content", [vehicle_snapshot(), whole_demo()], ids=["vehicles", "everything"])
def test_the_allocation_has_each_unit_with_its_categories_and_its_subtotal(content: Snapshot) -> None:
    annex = flat(section(pages_of(content), "Annex 4"))
    units = {unit.code: unit for unit in content.details.receiving_units}
    assets = [item.asset for item in content.items]
    for code in {asset.receiving_unit for asset in assets}:
        own = [asset for asset in assets if asset.receiving_unit == code]
        names = dict.fromkeys(asset.category for asset in own)
        rows = [f"{name} {said(a for a in own if a.category == name)}" for name in names]
        head = f"{code} {units[code].name} {units[code].name_local}"
        assert " ".join((head, *rows, f"Subtotal {said(own)}")) in annex
    assert f"Accepted total {said(assets)}" in annex


def test_the_value_of_an_allocation_is_carried_over() -> None:
    annex = flat(section(pages_of(whole_demo()), "Annex 4"))
    over, forward = (
        re.findall(f"{label} ([\\d,.]+)", annex) for label in ("Carried over", "Brought forward")
    )
    assert over == forward
    assert len(over) == 2


def test_without_categories_a_unit_has_one_row() -> None:
    lines = [AssetLine("1", "A", receiving_unit="U01"), AssetLine("2", "B", receiving_unit="U02")]
    annex = flat(section(pages_of(snapshot(all_accepted(lines))), "Annex 4"))
    assert "U01 Headquarters Седиште 1 1 – U02 Regional Centre Subotica" in annex
    assert "Subtotal" not in annex


def test_what_has_no_category_is_named_so_in_the_allocation() -> None:
    lines = [
        AssetLine("1", "A", category="Vans", receiving_unit="U01"),
        AssetLine("2", "B", receiving_unit="U01"),
    ]
    annex = flat(section(pages_of(snapshot(all_accepted(lines))), "Annex 4"))
    assert "Vans 1 1 – No category named 1 1 – Subtotal 2 2 –" in annex


def test_without_units_there_is_no_allocation() -> None:
    content = snapshot(all_accepted((AssetLine("1", "A"),)))
    bare = replace(content, details=replace(content.details, receiving_units=()))
    assert not section(pages_of(bare), "Annex 4")


def test_an_annex_keeps_its_number_where_others_are_not_wanted() -> None:
    content = asking_for(snapshot(), DonorProfile(threshold=THRESHOLD, annexes=(Annex.THRESHOLD,)))
    pages = pages_of(content)
    assert section(pages, "Annex 6. Items above the donor's threshold")
    assert not section(pages, "Annex 4")
    assert not section(pages, "Annex 5")
    assert "with Annexes 1–3, 6 and" in flat("\n".join(pages))


@pytest.mark.parametrize(
    ("annexes", "words"),
    [
        (tuple(Annex)[:3], "1–3"),
        (tuple(Annex), "1–6"),
        ((*tuple(Annex)[:3], Annex.PHOTOS), "1–3, 5"),
        ((Annex.ACCEPTED, Annex.DIFFERENCES, Annex.ALLOCATION), "1, 3–4"),
    ],
)
def test_annexes_that_follow_each_other_are_named_as_a_range(annexes: tuple[Annex, ...], words: str) -> None:
    assert named(annexes) == words


def test_an_annex_that_was_asked_for_and_is_empty_says_so_and_takes_no_page() -> None:
    with_log = snapshot()
    without = asking_for(with_log, DonorProfile(annexes=(Annex.ALLOCATION,)))
    pages = pages_of(with_log)
    assert "No photos were taken." in section(pages, "Annex 5. Photo log")
    assert len(pages) == len(pages_of(without))


def test_photos_are_numbered_and_their_lines_refer_to_them() -> None:
    pages = extract_text(render_protocol(full_order(("en",))))
    log = flat(section(pages, "Annex 5"))
    assert "Photo 2 – line 2 Compact SUV 4×4 0SYZZZV11ZR000002 Scratch on the rear door" in log
    assert "Photo 5 – the handover as a whole 5 December 2024, 09:05" in log
    assert re.search(r"19,450\.00 R 1, Photo 2", flat(section(pages, "Annex 1")))
    assert "R 2. Photo 3" in flat(section(pages, "Annex 3"))
    assert "VIN differs by one character. Photo 3" in flat(section(pages, "Annex 2"))


def test_four_photos_are_on_a_page_whole_and_never_enlarged_beyond_150_dpi() -> None:
    pdf = render_protocol(full_order(("en",)))
    drawn: dict[int, list[tuple[float, float]]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "cm" and float(operands[0]) > 40 and float(operands[3]) > 40:
                    drawn.setdefault(number, []).append((float(operands[0]), float(operands[3])))
    photos = [sizes for number, sizes in drawn.items() if number > 0]
    assert [len(sizes) for sizes in photos] == [4, 1]
    pixels = [(photo.width, photo.height) for photo in full_order().snapshot.photos]
    for (width, height), (across, down) in zip(
        (size for page in photos for size in page), pixels, strict=True
    ):
        assert width / across == pytest.approx(height / down, rel=0.001)
        assert across / (width / 72) >= 150 - 0.1


def test_a_photo_whose_bytes_are_missing_is_listed_all_the_same() -> None:
    asked = full_order(("en",))
    log = flat(section(extract_text(render_protocol(replace(asked, pictures={}))), "Annex 5"))
    assert log.count("The picture is not at hand.") == 5


def test_a_caption_longer_than_a_page_leaves_room_for_its_picture_and_says_that_it_goes_on() -> None:
    asked = full_order(("en",))
    first, *others = asked.snapshot.photos
    whole = replace(asked.snapshot, photos=(replace(first, caption="Word " * 3000), *others))
    pdf = render_protocol(replace(asked, snapshot=whole, signatures=()))
    log = section(extract_text(pdf), "Annex 5")
    assert log.count("Word") > 500
    assert "\n…" in log


def test_items_above_the_threshold_stand_apart_from_those_that_cannot_be_told() -> None:
    content = asking_for(mixed_currencies(), DONOR)
    annex = flat(section(pages_of(content), "Annex 6"))
    assert "1 accepted line has a price above EUR 5,000.00 for one piece." in annex
    above, unknown = annex.split("3 accepted lines cannot be evaluated")
    assert "SYN-0003" in above
    assert all(name in unknown for name in ("Yen", "Dinar", "Gift"))


def above_and_unknown(above: int, unknown: int) -> Snapshot:
    """Accepted lines above the threshold, then lines in another currency."""
    prices = [Money("EUR", 600_000 + at) for at in range(above)]
    prices += [Money("RSD", 1_000_000 + at) for at in range(unknown)]
    lines = [AssetLine(str(at), f"Item {at}", unit_price=price) for at, price in enumerate(prices, start=1)]
    return asking_for(snapshot(all_accepted(lines)), DONOR)


def test_both_tables_above_the_threshold_carry_their_sums_over_by_themselves() -> None:
    content = above_and_unknown(50, 50)
    whole = "\n".join(pages_of(content))
    annex = whole[whole.index("Annex 6. Items above the donor's threshold") :]
    over = re.findall(r"Carried over\n?\s*(EUR|RSD)\s+([\d,.]+)", annex)
    forward = re.findall(r"Brought forward\n?\s*(EUR|RSD)\s+([\d,.]+)", annex)
    assert over == forward
    assert {currency for currency, _sum in over} == {"EUR", "RSD"}
    sums = {Decimal(text.replace(",", "")) for _currency, text in over}
    running = {sum((Decimal(6000) + Decimal(at) / 100 for at in range(n)), Decimal(0)) for n in range(1, 50)}
    running |= {
        sum((Decimal(10_000) + Decimal(at) / 100 for at in range(n)), Decimal(0)) for n in range(1, 50)
    }
    assert sums <= running


@pytest.mark.parametrize("above", range(46, 52))
def test_no_page_of_an_annex_has_room_to_write_something_in(above: int) -> None:
    script = write_up(order(above_and_unknown(above, 40), BOTH))
    pages = lay_out_annexes([write(script) for write in (accepted_annex, threshold_annex)], script)
    assert len(pages) > 4
    for page in pages:
        end = max(placed.top + placed.piece.height for placed in page.content)
        assert end > page.format.depth - 34


def test_an_extract_has_exactly_the_lines_of_its_unit_and_its_sum() -> None:
    content = vehicle_snapshot()
    pages = extract_text(render_extract(order(content, ("en",)), "U02"))
    text = flat("\n".join(pages))
    for item in content.items:
        vin = item.asset.identifiers[0].value
        assert (vin in text) is (item.asset.receiving_unit == "U02")
    assert "Accepted total 13 13 298,800.00" in flat(pages[0])
    assert "SAMPLE-2024-0001" in pages[0]
    assert " ".join(content.digest[at : at + 4] for at in range(0, 64, 4)) in flat(pages[0])
    assert "Subotica" in pages[0]


def test_the_pages_of_an_extract_say_of_which_unit_they_are() -> None:
    record = Record()
    pdf = render_extract(order(vehicle_snapshot(), ("en", "sr-Cyrl")), "U02", record=record)
    codes = [drawn.code for page in record.pages for drawn in page.codes]
    assert {(code.kind, code.part, code.pages) for code in codes} == {
        (PageKind.EXTRACT, "U02", page_count(pdf))
    }


def test_an_extract_does_not_carry_the_data_of_the_other_units() -> None:
    pdf = render_extract(order(vehicle_snapshot(), ("en",)), "U02")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.attachments
        assert [str(field.T) for field in document.Root.AcroForm.Fields if field.T == "unit"] == ["unit"]


@pytest.mark.parametrize("unit", ["", "U99"])
def test_an_unknown_unit_has_no_extract(unit: str) -> None:
    asked = order(vehicle_snapshot(), ("en",))
    with pytest.raises(DomainError) as refused:
        render_extract(asked, unit)
    assert refused.value.code is Code.UNIT_UNKNOWN
    assert "U02" in str(refused.value.params["units"])
    assert unit not in units_of(asked)


@pytest.mark.parametrize("paper", Paper)
def test_every_page_is_of_the_paper_that_was_chosen(paper: Paper) -> None:
    sides = {Paper.A4: {595, 842}, Paper.LETTER: {612, 792}}[paper]
    with pikepdf.open(io.BytesIO(render_protocol(full_order(paper=paper)))) as document:
        boxes = [[float(side) for side in page.mediabox] for page in document.pages]
    assert all({round(box[2]), round(box[3])} == sides for box in boxes)
