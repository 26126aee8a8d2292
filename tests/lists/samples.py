"""Small lists of every format, made by code: what the fuzzer changes."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

from tests.lists import binary_workbooks as binary
from tests.lists import old_workbooks as old
from tests.lists.sheets import HEADER, VIN, row, save_xlsx
from tests.lists.test_files import CYRILLIC, FRENCH, SERBIAN, ods_cell, ods_row, open_document
from tests.lists.test_older_formats import PAGE as WEB_PAGE
from tests.lists.test_older_formats import XML_HEADER, xml_cell, xml_list

TEXT = (
    "R. br.;Naziv;Proizvođač;Serijski broj;Količina;Cena (EUR);Ukupno\r\n"
    "1;Vozilo „Duster“;Dacia;000123;1;19.450,00;19.450,00\r\nLot 2: kombi\r\n"
    "2;Ćebe;;A-1;3;7,50;22,50\r\n3;Radio;;SN001-SN003;3;7,50;22,50\r\nUkupno;;;;;;19.495,00\r\n"
)
QUOTED = (
    'No,Description,VIN,Qty,Price EUR\n1,"Car ""X""\nred",WVGZZZ5NZJM131395,29,"1,250.00"\n#item+name,#x,,,\n'
    "2,Van,,2 pcs,EUR 5\n"
)
_TABLE = [
    ["Description", "Serial number", "Qty", "Price EUR"],
    ["Radio", "A-1", 1.0, 7.25],
    ["Van", "A-2", 2.0, 9.0],
]


def samples() -> dict[str, bytes]:
    """Return lists by what they are."""
    return {
        "xlsx": _workbook(),
        "xls": old.old_workbook(_TABLE, book=_old_book(), page=_old_page()),
        "records": old.workbook_stream(_TABLE, book=_old_book(), page=_old_page()),
        "xlsb": _binary(),
        "ods": open_document(*_open_rows()),
        "fods": _flat(),
        "xml": xml_list(
            XML_HEADER, f"<Row>{xml_cell('Radio')}{xml_cell('007')}{xml_cell('7', 'Number')}</Row>"
        ),
        "html": WEB_PAGE.encode("cp1250"),
        "csv": QUOTED.encode(),
        "utf-8": TEXT.encode(),
        "utf-16": TEXT.encode("utf-16"),
        "cp1250": SERBIAN.encode("cp1250"),
        "cp1251": CYRILLIC.encode("cp1251"),
        "cp1252": FRENCH.encode("cp1252"),
        "tabs": QUOTED.replace(",", "\t").encode(),
    }


def _workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = save_xlsx(
            Path(folder, "list.xlsx"),
            [
                ["List of equipment"], [], HEADER, row(serial="SYN-1", vin=VIN), ["Lot 2: vans"],
                row(no=2, serial=12345, price="1.250,00", qty=2), row(no=3, serial="SN1-SN3", qty=3),
                ["Total", *[None] * 5, 3000],
            ],
            merged=["A1:H1", "B6:B7"],
            formats={"D6": "0000000", "G4": "[$€]#,##0.00"},
        )  # fmt: skip
        return path.read_bytes()


def _old_book() -> bytes:
    styles = b"".join(old.record(0x00E0, struct.pack("<HH", 0, number)) for number in (0, 164, 14))
    shared = old.record(0x00FC, struct.pack("<II", 1, 1) + old.text_of("Radio"))
    return old.record(0x041E, struct.pack("<H", 164) + old.text_of("0000000")) + styles + shared


def _old_page() -> bytes:
    place = struct.pack("<HHH", 3, 0, 0)
    page = old.record(0x0006, place + b"\x00" + bytes(5) + b"\xff\xff" + struct.pack("<HI", 0, 0))
    page += old.record(0x0207, old.text_of("Tent")) + old.record(0x00FD, struct.pack("<HHHI", 4, 0, 0, 0))
    page += old.record(0x00BD, struct.pack("<HHHIHIH", 4, 2, 0, 14, 0, 290103, 3))
    page += old.record(0x0208, struct.pack("<HHHHHHI", 3, 0, 4, 300, 0, 0, 0x20))
    return page + old.record(0x00E5, struct.pack("<HHHHH", 1, 1, 2, 0, 0))


def _binary() -> bytes:
    page = binary.texts(1, "Description", "Serial number", "Qty") + binary.texts(2, "Radio", "A-1", "1")
    page += binary.row_of(3, hidden=True) + binary.cell_of(7, 0, struct.pack("<I", 0))
    page += binary.cell_of(2, 1, struct.pack("<I", 14), style=1) + binary.cell_of(5, 2, struct.pack("<d", 2))
    page += binary.record(176, struct.pack("<IIII", 1, 2, 0, 0))
    return binary.binary_workbook(page, strings=["Van"], formats=["0000"])


def _open_rows() -> list[str]:
    number = 'office:value-type="float" office:value="2"'
    return [
        ods_row(ods_cell("Description"), ods_cell("Serial number"), ods_cell("Qty")),
        ods_row(
            ods_cell("Radio"),
            ods_cell("0012", 'office:value-type="float" office:value="12"'),
            ods_cell("2", number),
        ),
        ods_row(ods_cell("Van"), ods_cell("A-7"), ods_cell("2", number), repeated=2),
    ]


def _flat() -> bytes:
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    kind = 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    table = f'<table:table table:name="List">{"".join(_open_rows())}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return f'<?xml version="1.0"?><office:document{names} {kind}>{body}</office:document>'.encode()
