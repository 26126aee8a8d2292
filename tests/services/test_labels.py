"""Labels land on their sheets and are read back by a scanner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.labels import CodeKind, LabelSheet
from handover_desktop.protocol.reading.reading import extract_text, page_count, render_page
from handover_desktop.services.desk import Services
from handover_desktop.services.labels import LabelChoice, label_sheets
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import Clock, Dice, add_lines, open_desk

DPI = 200
MM = DPI / 25.4
COUNT = 70
FORMATS = {
    CodeKind.QR: zxingcpp.BarcodeFormat.QRCode,
    CodeKind.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    CodeKind.CODE_128: zxingcpp.BarcodeFormat.Code128,
}
LONG = "UNDP-SRB-2024-00012"
SHEETS = {"a4-3x8": 24, "a4-3x7": 21, "a4-4x10": 40, "a4-5x13": 65, "letter-3x10": 30}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = open_desk(tmp_path_factory.mktemp("labels") / "r.handover", Clock(), Dice())
    yield services
    services.close()


@pytest.fixture(scope="module")
def handover(desk: Services) -> HandoverId:
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    lines = [
        AssetLine(
            f"L-{at}", f"Радио станица број {at}, with a description that is far longer than any label is wide",
            make="Demo", identifiers=(Identifier(IdentifierKind.INVENTORY_NUMBER, number(at)),),
            receiving_unit="U01" if at % 2 else "U02",
        )
        for at in range(1, COUNT + 1)
    ]  # fmt: skip
    add_lines(desk, made, lines)
    return made


def number(at: int) -> str:
    return f"INV-{at:06d}"


def sheet_named(name: str) -> LabelSheet:
    return next(sheet for sheet in label_sheets() if sheet.id == name)


def scan(pdf: bytes, page: int = 0) -> dict[str, tuple[float, float]]:
    """Return the codes on a page scanned in grey at 200 dpi, each with its middle in millimetres."""
    width, height, pixels = render_page(pdf, page, DPI)
    picture = Image.frombytes("RGBA", (width, height), pixels).convert("L")
    found = {}
    for code in zxingcpp.read_barcodes(picture):
        corners = [
            getattr(code.position, name) for name in ("top_left", "top_right", "bottom_left", "bottom_right")
        ]
        middle = (sum(c.x for c in corners) / 4 / MM, sum(c.y for c in corners) / 4 / MM)
        assert code.text not in found
        found[code.text] = middle
    return found


def test_the_sheets_are_those_that_are_bought_and_lie_on_their_paper() -> None:
    assert {sheet.id: sheet.count for sheet in label_sheets()} == SHEETS
    for sheet in label_sheets():
        wide, high = (210.0, 297.0) if sheet.paper.value == "a4" else (215.9, 279.4)
        right = sheet.left + (sheet.columns - 1) * sheet.across + sheet.width
        foot = sheet.top + (sheet.rows - 1) * sheet.down + sheet.height
        assert abs(wide - right - sheet.left) < 0.6
        assert abs(high - foot - sheet.top) < 0.6
        assert sheet.across >= sheet.width
        assert sheet.down >= sheet.height


@pytest.mark.parametrize("kind", CodeKind)
@pytest.mark.parametrize("name", SHEETS)
def test_every_code_of_every_sheet_is_read_at_200_dpi_and_lies_on_its_label(
    desk: Services, handover: HandoverId, name: str, kind: CodeKind
) -> None:
    pdf = desk.labels.render(handover, LabelChoice(sheet=name, kind=kind)).pdf

    sheet = sheet_named(name)
    assert page_count(pdf) == -(-COUNT // sheet.count)
    found = scan(pdf)
    assert sorted(found) == [number(at) for at in range(1, min(sheet.count, COUNT) + 1)]
    for at in range(min(sheet.count, COUNT)):
        row, column = divmod(at, sheet.columns)
        x, y = found[number(at + 1)]
        left, top = sheet.left + column * sheet.across, sheet.top + row * sheet.down
        assert left < x < left + sheet.width
        assert top < y < top + sheet.height


def printed(pdf: bytes, dpi: int, *, down_to: float) -> Image.Image:
    """Return the upper part of the first page as a printer of black dots puts it down, scanned twice as finely."""
    width, height, pixels = render_page(pdf, 0, dpi)
    dots = (
        Image.frombytes("RGBA", (width, height), pixels).convert("L").point(lambda v: 255 if v > 127 else 0)
    )
    dots = dots.crop((0, 0, width, round(down_to * dpi / 25.4)))
    return dots.resize((2 * dots.width, 2 * dots.height), Image.Resampling.NEAREST)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("kind", CodeKind)
@pytest.mark.parametrize("name", SHEETS)
def test_codes_in_black_dots_are_read_straight_askew_and_upside_down(
    desk: Services, handover: HandoverId, name: str, kind: CodeKind, dpi: int
) -> None:
    sheet = sheet_named(name)
    pdf = desk.labels.render(
        handover, LabelChoice(sheet=name, kind=kind, shift=(0.7, -1.3), outlines=True)
    ).pdf
    paper = printed(pdf, dpi, down_to=sheet.top + 2 * sheet.down)

    for turned in (0.0, -7.0, 3.0, 90.0, 180.0):
        laid = paper.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
        found = {code.text for code in zxingcpp.read_barcodes(laid, formats=FORMATS[kind])}
        assert found == {number(at) for at in range(1, 2 * sheet.columns + 1)}


def test_long_texts_of_any_script_stay_on_their_label_and_the_identifier_large(desk: Services) -> None:
    made = desk.handovers.create("HO-5", details=complete_details()).handover
    assert made is not None
    texts = (
        "Радио станица са веома дугачким називом који не стаје на налепницу, комплет са прибором",
        "مركبة خدمة رباعية الدفع ذات اسم طويل جداً لا يتسع له الملصق ولا نصف الملصق",
        "Groupe électrogène " * 9,
    )
    lines = [
        AssetLine(str(at), text, identifiers=(Identifier(IdentifierKind.INVENTORY_NUMBER, f"{LONG}{at}"),))
        for at, text in enumerate(texts)
    ]
    add_lines(desk, made, lines)

    for name in ("a4-3x8", "a4-4x10"):
        pdf = desk.labels.render(made, LabelChoice(sheet=name, note="وزارة – Министарство")).pdf
        sheet = sheet_named(name)
        width, height, pixels = render_page(pdf, 0, DPI)
        page = Image.frombytes("RGBA", (width, height), pixels).convert("L").point(lambda v: 255 - v)
        first_row = page.crop((0, 0, width, round((sheet.top + sheet.height) * MM)))
        boxes = [
            first_row.crop(
                (
                    round((sheet.left + at * sheet.across) * MM),
                    0,
                    round((sheet.left + at * sheet.across + sheet.width) * MM),
                    first_row.height,
                )
            ).getbbox()
            for at in range(3)
        ]
        for box in boxes:
            assert box is not None
            assert box[0] > MM
            assert box[2] < (sheet.width - 1) * MM
        assert page.crop((0, first_row.height, width, height)).getbbox() is None
        assert [f"{LONG}{at}" for at in range(3)] == sorted(scan(pdf))


def test_the_first_label_and_the_offset_are_where_they_are_asked_for(
    desk: Services, handover: HandoverId
) -> None:
    plain = scan(desk.labels.render(handover, LabelChoice(start=5)).pdf)
    moved = scan(desk.labels.render(handover, LabelChoice(start=5, shift=(1.5, -2.0))).pdf)

    assert len(plain) == 20
    assert 70 < plain[number(1)][0] < 140
    assert 37 < plain[number(1)][1] < 75
    for code, (x, y) in plain.items():
        assert abs(moved[code][0] - x - 1.5) < 0.2
        assert abs(moved[code][1] - y + 2.0) < 0.2


def test_a_label_says_its_code_in_letters_and_as_much_of_the_description_as_fits(
    desk: Services, handover: HandoverId
) -> None:
    (text, *_others) = extract_text(
        desk.labels.render(handover, LabelChoice(sheet="a4-5x13", note="Demo Ministry")).pdf
    )

    assert all(number(at) in text for at in range(1, 66))
    assert text.count("Demo Ministry") == 65
    assert text.count("…") == 65


def test_a_long_identifier_is_parted_behind_a_separator_and_stays_whole(desk: Services) -> None:
    made = desk.handovers.create("HO-4", details=complete_details()).handover
    assert made is not None
    long = Identifier(IdentifierKind.INVENTORY_NUMBER, "DEMO-2024-000123-ABCDEF")
    add_lines(desk, made, [AssetLine("1", "Radio", identifiers=(long,))])
    pdf = desk.labels.render(made, LabelChoice(sheet="a4-5x13", kind=CodeKind.DATA_MATRIX)).pdf

    assert list(scan(pdf)) == ["DEMO-2024-000123-ABCDEF"]
    assert extract_text(pdf)[0].split()[:2] == ["DEMO-2024-", "000123-ABCDEF"]


def test_only_the_items_that_are_wanted_get_a_label(desk: Services, handover: HandoverId) -> None:
    items = desk.checking.find(handover, "L-3")
    assert len(scan(desk.labels.render(handover, LabelChoice(sheet="a4-5x13", unit="U02")).pdf)) == COUNT // 2
    assert list(scan(desk.labels.render(handover, LabelChoice(items={items[0].id})).pdf)) == [number(3)]
    with pytest.raises(DomainError) as refused:
        desk.labels.render(handover, LabelChoice(unit="U99"))
    assert refused.value.code is Code.LABELS_NONE


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (LabelChoice(start=0), Code.LABEL_START),
        (LabelChoice(start=25), Code.LABEL_START),
        (LabelChoice(sheet="a4-1x1"), Code.LABEL_SHEET_UNKNOWN),
    ],
)
def test_what_is_not_on_the_sheet_is_refused(
    desk: Services, handover: HandoverId, choice: LabelChoice, code: Code
) -> None:
    with pytest.raises(DomainError) as refused:
        desk.labels.render(handover, choice)
    assert refused.value.code is code


def test_what_does_not_fit_is_named_with_the_sheet_where_it_does_and_the_others_are_printed(
    desk: Services, tmp_path: Path
) -> None:
    made = desk.handovers.create("HO-2", details=complete_details()).handover
    assert made is not None
    serial = Identifier(IdentifierKind.SERIAL_NUMBER, "Серија-12")
    vehicle = a_vehicle("V-1", "0SYZZZV11ZR000001")
    radio = AssetLine("1", "Радио", identifiers=(serial,))
    add_lines(desk, made, [radio, AssetLine("2", "Magnifier"), vehicle])
    small = LabelChoice(kind=CodeKind.CODE_128, sheet="a4-5x13")

    everything = desk.labels.render(made, LabelChoice())
    assert sorted(scan(everything.pdf)) == ["0SYZZZV11ZR000001", "HO-2/2", "Серија-12"]
    assert (everything.count, everything.left_out) == (3, ())
    _changes, bars = desk.labels.save(made, tmp_path / "l.pdf", small)
    assert list(scan((tmp_path / "l.pdf").read_bytes())) == ["HO-2/2"]
    assert bars.count == 1
    assert [(one.line, one.value, one.other) for one in bars.left_out] == [
        ("1", "Серија-12", ""),
        ("V-1", "0SYZZZV11ZR000001", "A4, 3 × 7, 63.5 × 38.1 mm"),
    ]
    larger = next(one.id for one in desk.labels.sheets() if one.name == bars.left_out[1].other)
    again = desk.labels.render(made, LabelChoice(kind=CodeKind.CODE_128, sheet=larger))
    assert sorted(scan(again.pdf)) == ["0SYZZZV11ZR000001", "HO-2/2"]


def test_where_no_label_fits_none_is_made(desk: Services, tmp_path: Path) -> None:
    vehicles = desk.handovers.create("HO-3", details=complete_details()).handover
    assert vehicles is not None
    add_lines(desk, vehicles, [a_vehicle("V-1", "0SYZZZV11ZR000001")])
    with pytest.raises(DomainError) as refused:
        desk.labels.save(vehicles, tmp_path / "l.pdf", LabelChoice(kind=CodeKind.CODE_128, sheet="a4-5x13"))
    assert (refused.value.code, refused.value.params["line"]) == (Code.LABEL_CODE, "V-1")
    assert not (tmp_path / "l.pdf").exists()


def test_the_same_choice_gives_the_same_file_and_stands_in_the_journal(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    for name in ("a.pdf", "b.pdf"):
        desk.labels.save(handover, tmp_path / name, LabelChoice())

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert desk.safekeeping.journal(limit=1)[0].action == "labels-made"
