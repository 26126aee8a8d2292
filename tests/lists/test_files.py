"""Whatever file is offered: a list, or one sentence that says why not."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault, HandoverError
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.money import Money
from handover_desktop.lists import limits
from handover_desktop.lists.reading import read_list
from tests.lists.old_workbooks import old_workbook
from tests.lists.sheets import codes, problem, row, save_rows, save_xlsx

SERBIAN = (
    "R. br.;Naziv;Proizvođač;Šasija;Količina;Cena (EUR)\r\n"
    "1;Vozilo „Duster“;Dacia;;1;19.450,00\r\n2;Ćebe;;;3;7,50\r\n"
)
CYRILLIC = (
    "Р. бр.;Назив;Серијски број;Количина;Цена (EUR)\r\n1;Путнички комби;А-1;1;19.450,00\r\n2;Ћебе;;3;7,50\r\n"
)
FRENCH = (
    "N°;Désignation;Modèle;Quantité;Prix unitaire (EUR)\r\n"
    "1;Véhicule;Père Noël;1;19450,00\r\n2;Châssis;;3;7,50\r\n"
)


def save(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def refusal(path: Path) -> HandoverError:
    with pytest.raises(HandoverError) as refused:
        read_list(path)
    assert str(refused.value)
    return refused.value


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "iso8859_2"]
)
def test_serbian_latin_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = SERBIAN.replace("„", '"').replace("“", '"') if encoding == "iso8859_2" else SERBIAN
    reading = read_list(save(tmp_path / "lista.csv", text.replace('"', "").encode(encoding)))

    assert [column.header for column in reading.columns][2:5] == ["Proizvođač", "Šasija", "Količina"]
    assert [line.description for line in reading.lines][1] == "Ćebe"
    assert reading.totals == (Money("EUR", 1_947_250),)


@pytest.mark.parametrize(
    ("text", "encoding", "described"),
    [
        (SERBIAN, "cp1250", "Windows-1250"),
        (CYRILLIC, "cp1251", "Windows-1251"),
        (FRENCH, "cp1252", "Windows-1252"),
        (SERBIAN.replace("„", "").replace("“", ""), "cp852", "DOS 852"),
    ],
)
def test_a_guessed_code_page_is_named(tmp_path: Path, text: str, encoding: str, described: str) -> None:
    reading = read_list(save(tmp_path / "list.csv", text.encode(encoding)))

    assert problem(reading, "encoding").value == described
    assert reading.totals == (Money("EUR", 1_947_250),)
    assert [c.header for c in reading.columns] == text.split("\r\n", maxsplit=1)[0].split(";")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(tmp_path: Path, separator: str, end: str) -> None:
    rows = [
        ["No", "Description", "Serial number", "Qty"],
        ["1", '"Car, red; 5|4"', "000123", "1"],
        ["2", "Van", "000124", "2"],
    ]
    text = end.join(separator.join(cells) for cells in rows)

    reading = read_list(save(tmp_path / "list.txt", text.encode()))

    assert [line.description for line in reading.lines] == ["Car, red; 5|4", "Van"]
    assert reading.lines[0].identifier(IdentifierKind.SERIAL_NUMBER) == "000123"


def test_a_quoted_cell_may_hold_line_breaks_and_quotation_marks(tmp_path: Path) -> None:
    text = 'Description,Remark,Qty\r\n"Monitor 24""","first line\r\nsecond line",1\r\nVan,,2\r\n'

    reading = read_list(save(tmp_path / "list.csv", text.encode()))

    assert [(line.description, line.remark) for line in reading.lines] == [
        ('Monitor 24"', "first line\nsecond line"),
        ("Van", ""),
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    text = 'Description;Serial;Qty\n"Monitor 24;A1;1\nVan;A2;2\nCar;A3;3\n'

    reading = read_list(save(tmp_path / "list.csv", text.encode()))

    assert [line.identifiers[0].value for line in reading.lines] == ["A1", "A2", "A3"]
    assert "quotes-unbalanced" in codes(reading)


def test_the_separator_line_of_spreadsheets_is_obeyed(tmp_path: Path) -> None:
    reading = read_list(
        save(tmp_path / "list.csv", b"sep=;\r\nDescription;Qty\r\nCar, red;1\r\nVan, blue;2\r\n")
    )

    assert (reading.header_row, [line.description for line in reading.lines]) == (
        1,
        ["Car, red", "Van, blue"],
    )


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    workbook = save_rows(tmp_path / "list.xlsx", row())
    disguised = save(tmp_path / "list.csv", workbook.read_bytes())
    text = save(tmp_path / "text.xlsx", b"Description;Qty\nCar;1\n")

    assert len(read_list(disguised).lines) == len(read_list(text).lines) == 1


def encrypted() -> bytes:
    return (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    )


def archive(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def empty_workbook() -> bytes:
    packed = io.BytesIO()
    Workbook().save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.LIST_EMPTY),
        (b"\xef\xbb\xbf \r\n", Code.LIST_EMPTY),
        (b";;;\n;;;\n", Code.LIST_EMPTY),
        (empty_workbook(), Code.LIST_EMPTY),
        (encrypted(), Code.LIST_PROTECTED),
        (b"%PDF-1.7\n...", Code.LIST_UNREADABLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Code.LIST_UNREADABLE),
        (b"\xff\xd8\xff\xe0" + bytes(50), Code.LIST_UNREADABLE),
        (archive(readme=b"hello"), Code.LIST_UNREADABLE),
        (
            archive(word__document=b"", mimetype=b"application/vnd.oasis.opendocument.text"),
            Code.LIST_UNREADABLE,
        ),
        (b"PK\x03\x04" + bytes(100), Code.LIST_UNREADABLE),
        (empty_workbook()[:2000], Code.LIST_UNREADABLE),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000), Code.LIST_UNREADABLE),
        (b'{"assets": [{"name": "Car"}]}', Code.LIST_UNREADABLE),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\nhello", Code.LIST_UNREADABLE),
        (b'ID;PCALCOOO32\r\nC;X1;Y1;K"No"\r\n', Code.LIST_UNREADABLE),
        (b'TABLE\r\n0,1\r\n"List"\r\nVECTORS\r\n0,6\r\n""\r\n', Code.LIST_UNREADABLE),
        (archive(ppt__presentation=b""), Code.LIST_UNREADABLE),
        (bytes(range(256)) * 40, Code.LIST_UNREADABLE),
        (b"Dear colleagues,\n\nplease find the list attached.\nKind regards\n", Code.LIST_NO_HEADER),
    ],
)
def test_what_is_no_list_is_refused_with_one_sentence(tmp_path: Path, data: bytes, code: Code) -> None:
    assert refusal(save(tmp_path / "list.xlsx", data)).code is code


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    assert (
        refusal(save(tmp_path / "list.csv", b"Description;Qty\n" + b"a" * 200_000)).code
        is Code.LIST_TOO_LARGE
    )
    assert (
        refusal(save(tmp_path / "list.csv", b'Description;Qty\n"' + b"a" * 200_000)).code
        is Code.LIST_TOO_LARGE
    )


def test_a_missing_file_a_folder_and_a_file_without_permission_are_told_apart(tmp_path: Path) -> None:
    missing = refusal(tmp_path / "nothing.xlsx")
    folder = refusal(tmp_path)

    assert (type(missing), missing.code) == (EnvironmentFault, Code.NO_SUCH_FILE)
    assert (type(folder), folder.code) == (DomainError, Code.LIST_UNREADABLE)


def test_a_cell_in_the_last_corner_costs_no_memory(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Description", "far away"
    book.save(tmp_path / "list.xlsx")

    assert refusal(tmp_path / "list.xlsx").code is Code.LIST_TOO_LARGE


def test_a_packed_giant_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = save_rows(tmp_path / "list.xlsx", row())
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] += b" " * (limits.UNPACKED_BYTES + 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in parts.items():
            target.writestr(name, content)

    assert path.stat().st_size < 2_000_000
    assert refusal(path).code is Code.LIST_TOO_LARGE


def test_a_package_of_too_many_parts_is_refused_before_they_are_listed(tmp_path: Path) -> None:
    entries = b"PK\x01\x02" * (limits.PARTS + 1)

    assert refusal(save(tmp_path / "list.xlsx", b"PK\x03\x04" + entries)).code is Code.LIST_TOO_LARGE


def test_entities_in_a_workbook_are_not_unfolded(tmp_path: Path) -> None:
    path = save_rows(tmp_path / "list.xlsx", row())
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    head, _, tail = parts["xl/workbook.xml"].partition(b"<workbook")
    parts["xl/workbook.xml"] = head + bomb + b"<workbook" + tail
    save(path, archive(**{name.replace("/", "__"): content for name, content in parts.items()}))

    assert refusal(path).code is Code.LIST_UNREADABLE


def test_a_workbook_without_cell_references_and_with_inline_texts_is_read(tmp_path: Path) -> None:
    path = save_rows(tmp_path / "list.xlsx", row())
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("Description", "Serial no"))
    values = '<c t="str"><v>Car_x000D_</v></c><c t="inlineStr"><is><r><t>00</t></r><r><t>12</t></r></is></c>'
    sheet = f"<x:worksheet xmlns:x='urn:x'><sheetData><row>{cells}</row><row>{values}</row></sheetData></x:worksheet>"
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    save(path, archive(**{name.replace("/", "__"): content for name, content in parts.items()}))

    (line,) = read_list(path).lines
    assert (line.description, line.identifiers[0].value) == ("Car", "0012")


def test_dates_are_written_as_iso_8601_in_both_calendars(tmp_path: Path) -> None:
    rows = [["Description", "Qty", "When"], ["Car", 1, 45631], ["Van", 1, 45631.5]]
    path = save_xlsx(tmp_path / "list.xlsx", rows, formats={"C2": "d.m.yyyy", "C3": "d/m/yy h:mm"})

    assert [line.details for line in read_list(path).lines] == [
        (("When", "2024-12-05"),),
        (("When", "2024-12-05 12:00:00"),),
    ]


def test_a_workbook_from_before_2007_is_read(tmp_path: Path) -> None:
    rows = [
        ["Опис", "Serial number", "Qty", "Price EUR"],
        ["Путничко возило", "000123", 2.0, 19450.5],
        ["Van", 77.0, 1.0, 5.0],
    ]

    reading = read_list(save(tmp_path / "list.xls", old_workbook(rows)))

    assert [line.description for line in reading.lines] == ["Путничко возило", "Van"]
    assert [line.identifiers[0].value for line in reading.lines] == ["000123", "77"]
    assert reading.totals == (Money("EUR", 3_890_600),)


@pytest.mark.parametrize("at", range(0, 5000, 173))
def test_a_damaged_old_workbook_is_read_or_refused(tmp_path: Path, at: int) -> None:
    data = bytearray(old_workbook([["Description", "Qty"], ["Car", 1.0]]))
    data[at] ^= 0xFF

    with contextlib.suppress(DomainError):
        read_list(save(tmp_path / "list.xls", bytes(data)))


ODS_KIND = b"application/vnd.oasis.opendocument.spreadsheet"


def open_document(*rows: str, manifest: bytes = b"<manifest/>") -> bytes:
    """Pack rows, as ODF writes them, into a sheet."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="L">{"".join(rows)}</table:table>'
    content = f"<office:document-content{spaces}><office:body>{table}</office:body></office:document-content>"
    return archive(
        **{"mimetype": ODS_KIND, "content.xml": content.encode(), "META-INF__manifest.xml": manifest}
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_an_open_document_is_read_with_what_its_cells_display(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>a comment</text:p></office:annotation>"
    data = open_document(
        ods_row(
            ods_cell("Description"), ods_cell("Serial"), ods_cell("Qty"), ods_cell("Price"), ods_cell("Since")
        ),
        ods_row('<table:table-cell table:number-columns-repeated="900"/>', repeated=3),
        ods_row(
            ods_cell(f"{note}Car<text:s/>with <text:span>radio</text:span>"),
            ods_cell("0012", 'office:value-type="float" office:value="12"'),
            ods_cell("2", 'office:value-type="float" office:value="2"'),
            ods_cell("1.250,00 €", 'office:value-type="currency" office:currency="EUR" office:value="1250"'),
            ods_cell("5.12.24", 'office:value-type="date" office:date-value="2024-12-05T00:00:00"'),
        ),
        ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_000),
    )

    reading = read_list(save(tmp_path / "list.ods", data))

    (line,) = reading.lines
    assert (line.description, line.quantity, line.details) == (
        "Car with radio",
        2,
        (("Since", "2024-12-05"),),
    )
    assert line.identifiers[0].value == "0012"
    assert (reading.rows[0].row, reading.totals) == (5, (Money("EUR", 250_000),))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (open_document(ods_row(ods_cell("x"), repeated=1_000_000)), Code.LIST_TOO_LARGE),
        (open_document(ods_row(ods_cell("x", 'table:number-columns-repeated="16384"'))), Code.LIST_TOO_LARGE),
        (open_document(ods_row(ods_cell("x")), manifest=b"<encryption-data/>"), Code.LIST_PROTECTED),
        (open_document("<table:table-row>"), Code.LIST_UNREADABLE),
        (open_document(), Code.LIST_EMPTY),
    ],
)
def test_an_open_document_that_is_no_list_is_refused(tmp_path: Path, data: bytes, code: Code) -> None:
    assert refusal(save(tmp_path / "list.ods", data)).code is code


def test_an_encrypted_archive_counts_as_protected(tmp_path: Path) -> None:
    data = bytearray(empty_workbook())
    (flags_at,) = (data.index(b"PK\x01\x02") + 8,)
    struct.pack_into("<H", data, flags_at, 1)

    assert refusal(save(tmp_path / "list.xlsx", bytes(data))).code is Code.LIST_PROTECTED
