"""A form to tick by hand has every item once, with its identifiers whole, and a code that is its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Paper
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.page_codes import PageKind, read_payload
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.protocol.pages.blank_form import UNLISTED_ROWS, BlankForm, FormOrder, render_blank_form
from handover_desktop.protocol.reading.reading import extract_text
from tests.protocol.samples import (
    BOTH,
    every_outcome,
    moment,
    numbered,
    serial,
    snapshot,
    translators,
    vehicles,
)

CONTENT = snapshot()
OPEN = numbered((asset, None) for asset in vehicles())


def form_order(
    items: tuple[SnapshotItem, ...] = OPEN, languages: tuple[str, ...] = ("en",), paper: Paper = Paper.A4
) -> FormOrder:
    return FormOrder(
        "HO-2024-0001/F1",
        "HO-2024-0001",
        replace(CONTENT.details, paper=paper),
        CONTENT.lists,
        items,
        moment(11, 30),
        "Демо Особа 9",
        languages,
        translators(),
    )


def texts(form: BlankForm) -> tuple[str, ...]:
    return tuple(" ".join(page.split()) for page in extract_text(form.pdf))


@pytest.mark.parametrize("languages", [("en",), BOTH, ("sr-Latn",)])
@pytest.mark.parametrize("paper", list(Paper))
def test_every_item_stands_once_on_the_page_that_is_kept_for_it(
    languages: tuple[str, ...], paper: Paper
) -> None:
    form = render_blank_form(form_order(languages=languages, paper=paper))
    assert sorted(position for page in form.pages for position in page) == list(range(1, 73))
    by_position = {item.position: item for item in OPEN}
    for text, positions in zip(texts(form), form.pages, strict=True):
        for position in positions:
            asset = by_position[position].asset
            assert all(f" {identifier.value} " in text for identifier in asset.identifiers)
            assert f" {asset.line_no} {asset.description} " in text


def test_every_page_says_which_form_it_is_of_which_list_and_when_it_was_printed() -> None:
    form = render_blank_form(form_order())
    for number, text in enumerate(texts(form), start=1):
        assert "HO-2024-0001/F1" in text
        assert "sample-list.xlsx, imported 5 December 2024, 07:00" in text
        assert "Printed 5 December 2024, 11:30 by Демо Особа 9. 0 items already checked" in text
        assert f"Page {number} of {len(form.pages)}" in text


def test_a_form_says_pieces_in_its_leading_language_and_other_units_as_written() -> None:
    lines = [AssetLine(unit, "A", Decimal(60), unit=unit) for unit in ("pcs", "kom", "Sets")]
    items = numbered((line, None) for line in lines)
    text = " ".join(texts(render_blank_form(form_order(items, languages=("sr-Latn", "en")))))
    assert text.count("60 kom.") == 2
    assert "60 Sets" in text


def test_what_is_checked_already_is_marked_and_counted() -> None:
    items = tuple(
        replace(item, checked_by="Demo Osoba 2", checked_at=moment(10, 15)) if item.finding else item
        for item in every_outcome()
    )
    form = render_blank_form(form_order(items))
    text = " ".join(texts(form))
    assert "7 items already checked are marked." in text
    assert "Laptop: Partly accepted, 5 December 2024, 10:15 58 of 60 counted." in text
    assert "58 / 58" in text


def test_an_item_with_two_results_is_named_and_not_marked() -> None:
    form = render_blank_form(replace(form_order(), disputed=frozenset({5})))
    assert " ".join(texts(form)).count("Two results stand on the laptop.") == 1


def test_the_code_of_each_page_names_the_form_and_the_page() -> None:
    form = render_blank_form(form_order(OPEN[:20], BOTH))
    with pypdfium2.PdfDocument(form.pdf) as document:
        for number, page in enumerate(document, start=1):
            picture = page.render(scale=200 / 72, grayscale=True).to_pil()
            read = {code.text for code in zxingcpp.read_barcodes(picture)}
            (code,) = {read_payload(text) for text in read}
            assert code is not None
            assert (code.kind, code.number) == (PageKind.BLANK, "HO-2024-0001/F1")
            assert (code.page, code.pages) == (number, len(document))
            assert code.belongs_to(form.digest)


def test_another_order_of_rows_is_another_form() -> None:
    one, other = render_blank_form(form_order(OPEN[:8])), render_blank_form(form_order(OPEN[:9]))
    assert one.digest != other.digest
    assert render_blank_form(form_order(OPEN[:8])) == one


def test_items_stand_under_their_units_only_where_the_list_names_units() -> None:
    by_unit = texts(render_blank_form(form_order()))
    assert "U02 Regional Centre Subotica" in " ".join(by_unit)
    plain = numbered((replace(asset, receiving_unit=""), None) for asset in vehicles())
    form = render_blank_form(form_order(plain))
    assert [position for page in form.pages for position in page] == list(range(1, 73))


def test_room_is_left_for_what_is_not_on_the_list() -> None:
    form = render_blank_form(form_order(OPEN[:1]))
    assert "Not on the list" in texts(form)[0]
    assert "of 9 rows" in texts(form)[0] or len(form.pages) == 2
    assert UNLISTED_ROWS == 8


def test_a_subset_says_that_it_is_one() -> None:
    text = texts(render_blank_form(replace(form_order(), unit="U02", open_only=True)))[0]
    assert "only unit U02, only what is still open" in text


def test_nothing_leaves_the_page_whatever_the_list_holds() -> None:
    asset = AssetLine(
        "L-" + "9" * 60,
        "Word " * 8_000,
        Decimal("123456789.125"),
        unit="a very long unit of measure",
        make="M" * 300,
        identifiers=tuple(serial(f"{n}" + "S" * 300) for n in range(20)),
        kit_contents="K" * 2_000,
    )
    wild = SnapshotItem(Uid("wild"), 1, asset, Origin.LISTED)
    form = render_blank_form(
        form_order((wild, *(replace(item, position=item.position + 1) for item in OPEN)))
    )
    with pypdfium2.PdfDocument(form.pdf) as document:
        for page in document:
            width, height = page.get_size()
            for found in page.get_objects():
                left, bottom, right, top = found.get_bounds()
                assert left >= -1
                assert right <= width + 1
                assert bottom >= -1
                assert top <= height + 1


def test_a_sign_that_no_font_has_stops_the_form_and_is_named() -> None:
    odd = numbered([(AssetLine("1", "Radio \U0001f4fb"), None)])
    with pytest.raises(DomainError) as refused:
        render_blank_form(form_order(odd))
    assert refused.value.code is Code.GLYPH_MISSING
    assert "line 1" in str(refused.value)
