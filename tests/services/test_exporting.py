"""What is given out is what the register holds: as spreadsheet, as CSV, as JSON."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from handover_desktop.domain.canonical import canonical_bytes, from_data
from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.handovers import DonorProfile, ReceivingUnit
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.money import Money
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.register_records import RegisterRecord
from handover_desktop.services.desk import Services
from handover_desktop.services.exporting import Dialect, Part
from handover_desktop.services.importing import read_list
from handover_desktop.services.labels import LabelChoice
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details, eur, some_boxes
from tests.schemas.test_schemas import load
from tests.schemas.validator import faults
from tests.services.life_model import Clock, Dice, add_lines, open_desk

LINES = (
    a_vehicle("V-1", "0SYZZZV11ZR000001", receiving_unit="U01", unit_price=eur("19450.00")),
    a_vehicle("V-2", "0SYZZZV11ZR000002", receiving_unit="U02", unit_price=eur("4000.00")),
    a_vehicle("V-3", "0SYZZZV11ZR000003", receiving_unit="U02"),
    some_boxes("Q-1", "60"),
    a_vehicle("V-4", "0SYZZZV11ZR000004"),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


@pytest.fixture
def handover(desk: Services) -> HandoverId:
    details = complete_details(
        receiving_units=(ReceivingUnit("U01", "Headquarters", "Седиште"), ReceivingUnit("U02", "Station")),
        donor=DonorProfile(threshold=Money("EUR", 500_000)),
        languages=("en", "sr-Cyrl"),
    )
    made = desk.handovers.create("HO-1", details=details).handover
    assert made is not None
    first, second, third, boxes, _open = add_lines(desk, made, list(LINES))
    desk.checking.record(first, CheckRequest(Outcome.ACCEPTED))
    desk.checking.record(
        second, CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=Remark("=scratch", responsible="Demo"))
    )
    desk.checking.record(third, CheckRequest(Outcome.MISSING))
    desk.checking.record(boxes, CheckRequest(Outcome.ACCEPTED, presented=Decimal(58)))
    desk.reconciling.close_open_as_not_checked(made)
    return made


def sheets_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(path)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def test_a_book_has_the_list_and_a_sheet_for_every_annex(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.exporting.save_xlsx(handover, tmp_path / "a.xlsx")

    sheets = sheets_of(tmp_path / "a.xlsx")
    lines = {name: [row[0] for row in rows[1:]] for name, rows in sheets.items()}
    assert lines == {
        "List": ["V-1", "V-2", "V-3", "Q-1", "V-4"],
        "Summary": [
            "Accepted / Примљено", "Accepted with remarks / Примљено са примедбама",
            "Partly accepted / Делимично примљено", "Missing / Недостаје", "Not checked / Није прегледано",
            "Accepted total / Укупно примљено", "In all / Укупно",
        ],
        "Accepted items": ["V-1", "V-2", "Q-1"],
        "Register of remarks": [1],
        "Not accepted": [],
        "Missing": ["V-3", "Q-1"],
        "Surplus": [],
        "Not checked": ["V-4"],
        "Allocation by unit": ["U01", "U02", "No receiving unit named / Без наведене организационе јединице"],
        "Above the threshold": ["V-1"],
    }  # fmt: skip
    assert sheets["List"][0][0] == "Line no. / Р. бр."
    assert sheets["Allocation by unit"][1][:4] == ("U01", "Headquarters / Седиште", 1, 1)
    assert "=scratch" in sheets["Register of remarks"][1]
    assert read_list(tmp_path / "a.xlsx").lines == LINES


def test_amounts_are_numbers_identifiers_text_and_headings_stay_in_view(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.exporting.save_xlsx(handover, tmp_path / "a.xlsx", languages=("en",))

    book = load_workbook(tmp_path / "a.xlsx")
    page = book["Accepted items"]
    first = {page.cell(1, at).value: page.cell(2, at) for at in range(1, page.max_column + 1)}
    assert (first["VIN"].value, first["VIN"].number_format) == ("0SYZZZV11ZR000001", "@")
    assert (first["Value"].value, first["Value"].number_format) == (19450, "#,##0.00")
    assert first["Checked at"].is_date
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"


def test_an_arabic_book_reads_from_the_right(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    desk.exporting.save_xlsx(handover, tmp_path / "a.xlsx", languages=("ar", "en"))

    book = load_workbook(tmp_path / "a.xlsx")
    assert all(page.sheet_view.rightToLeft for page in book)
    assert read_list(tmp_path / "a.xlsx").lines == LINES


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [True, False])
def test_csv_begins_and_separates_as_asked_and_no_cell_begins_like_a_formula(
    desk: Services, handover: HandoverId, tmp_path: Path, separator: str, mark: bool
) -> None:
    dialect = Dialect(separator, mark, ",")
    desk.exporting.save_csv(handover, tmp_path / "r.csv", part=Part.REMARKS, dialect=dialect)

    content = (tmp_path / "r.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") is mark
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))
    assert len(rows) == 2
    assert "'=scratch" in rows[1]

    desk.exporting.save_csv(handover, tmp_path / "l.csv", part=Part.LIST, dialect=dialect)
    assert b"19450,00" in (tmp_path / "l.csv").read_bytes()
    assert read_list(tmp_path / "l.csv").lines == LINES


def test_the_digest_of_a_finalised_handover_is_that_of_its_json(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.finalising.finalise(handover)
    desk.exporting.save_json(handover, tmp_path / "s.json")

    content = (tmp_path / "s.json").read_bytes()
    assert hashlib.sha256(content).hexdigest() == desk.handovers.get(handover).digest
    schema = load("snapshot.json")
    assert list(faults(json.loads(content), schema, schema)) == []


def test_a_whole_register_is_one_json_that_its_schema_describes(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.finalising.finalise(handover)
    desk.documents.save(handover, tmp_path / "p.pdf")
    desk.handovers.create("HO-2")
    desk.exporting.save_register(tmp_path / "all.json")

    data = json.loads((tmp_path / "all.json").read_bytes())
    schema = load("register.json")
    assert list(faults(data, schema, schema)) == []
    record = from_data(RegisterRecord, data)
    assert [(one.reference, one.snapshot.number != "") for one in record.handovers] == [
        ("HO-1", True),
        ("HO-2", False),
    ]
    assert record.handovers[0].snapshot.digest == record.handovers[0].digest
    assert [one.kind for one in record.handovers[0].files] == ["protocol"]
    assert json.loads(canonical_bytes(record)) == data


def test_the_same_handover_gives_the_same_table(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    for name in ("a", "b"):
        desk.exporting.save_csv(handover, tmp_path / f"{name}.csv", part=Part.LIST, dialect=Dialect())

    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_every_giving_out_stands_in_the_journal(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    desk.exporting.save_xlsx(handover, tmp_path / "a.xlsx")
    desk.exporting.save_json(handover, tmp_path / "a.json")
    desk.exporting.save_register(tmp_path / "all.json")

    actions = [entry.action for entry in desk.safekeeping.journal(limit=3)]
    assert actions == ["register-exported", "handover-exported", "handover-exported"]


def test_what_cannot_be_written_is_said_and_leaves_no_trace(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    (tmp_path / "there.xlsx").write_text("before")
    with pytest.raises(EnvironmentFault) as failed:
        desk.exporting.save_xlsx(handover, tmp_path / "missing" / "a.xlsx")
    with pytest.raises(DomainError) as refused:
        desk.exporting.save_xlsx(handover, tmp_path / "there.xlsx", languages=("en", "fr", "es"))

    assert failed.value.code is Code.FILE_NOT_WRITTEN
    assert refused.value.code is Code.TOO_MANY_LANGUAGES
    assert (tmp_path / "there.xlsx").read_text() == "before"
    assert {entry.action for entry in desk.safekeeping.journal(limit=1)} != {"handover-exported"}


HARD = (
    "=1+1", '=HYPERLINK("http://x")', "+381 11 123", "-5", "@SUM(A1)", "\t=1", "'=1", "''+2", "'quoted'", "0012", "1E5",
    "12345678901234567890", "a\u00a0b", "שלום", "مركبة خدمة", "ред\nдва", "a;b,c|d\te", 'say "no"', "1,234", "1.234",
    "12/2024", "TRUE", "#N/A?", "_x0041_", "sep=;", "Ђорђе – „čćđšž“",
)  # fmt: skip


def test_hard_texts_go_out_of_the_register_and_come_in_again_unchanged(
    desk: Services, tmp_path: Path
) -> None:
    made = desk.handovers.create("HO-2", details=complete_details(languages=("en", "ar"))).handover
    assert made is not None
    raw = [
        a_vehicle(
            f"00{at}",
            f"0SYZZZV11ZR0{at:05d}",
            description=f"Item {text}",
            remark=text,
            location=text,
            details=(("Опис", text),),
        )
        for at, text in enumerate(HARD)
    ]
    add_lines(desk, made, raw)
    desk.exporting.save_xlsx(made, tmp_path / "first.xlsx")
    held = desk.importing.read(tmp_path / "first.xlsx").lines
    plain = {f"Item {text}" for text in HARD if not set(text) & set("\t\n\u00a0")}
    assert len(held) == len(HARD)
    assert plain <= {line.description for line in held}
    second = desk.handovers.create("HO-3", details=complete_details(languages=("sr-Cyrl",))).handover
    assert second is not None
    add_lines(desk, second, list(held))

    desk.exporting.save_xlsx(second, tmp_path / "again.xlsx")
    assert desk.importing.read(tmp_path / "again.xlsx").lines == held
    for separator, mark, decimal in itertools.product(",;\t|", (True, False), ".,"):
        desk.exporting.save_csv(
            second, tmp_path / "again.csv", part=Part.LIST, dialect=Dialect(separator, mark, decimal)
        )
        assert desk.importing.read(tmp_path / "again.csv").lines == held


class Enough(Exception):
    pass


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "register", "labels"])
def test_what_is_written_says_how_far_it_is_and_leaves_nothing_when_it_is_stopped(
    desk: Services, tmp_path: Path, form: str
) -> None:
    made = desk.handovers.create("HO-2", details=complete_details()).handover
    assert made is not None
    add_lines(desk, made, [some_boxes(f"Q-{at}", "60") for at in range(1_200)])
    path = tmp_path / "out"
    path.write_bytes(b"what was there before")

    def write(progress: Progress) -> None:
        works: dict[str, Callable[[], object]] = {
            "xlsx": lambda: desk.exporting.save_xlsx(made, path, progress=progress),
            "csv": lambda: desk.exporting.save_csv(
                made, path, part=Part.LIST, dialect=Dialect(), progress=progress
            ),
            "json": lambda: desk.exporting.save_json(made, path, progress=progress),
            "register": lambda: desk.exporting.save_register(path, progress=progress),
            "labels": lambda: desk.labels.save(made, path, LabelChoice(), progress=progress),
        }
        works[form]()

    heard: list[float] = []
    before = sorted(tmp_path.iterdir())
    journal = desk.safekeeping.journal()
    write(lambda done, total: heard.append(done / total))
    assert heard == sorted(heard)
    assert heard[-1] <= 1
    assert len(desk.safekeeping.journal()) == len(journal) + 1
    path.write_bytes(b"what was there before")
    journal = desk.safekeeping.journal()

    for limit in sorted({heard[0], heard[len(heard) // 2], heard[-1]}):

        def stop(done: int, total: int, limit: float = limit) -> None:
            if done / total >= limit:
                raise Enough

        with pytest.raises(Enough):
            write(stop)
        assert path.read_bytes() == b"what was there before"
        assert [one.name for one in sorted(tmp_path.iterdir())] == [one.name for one in before]
        assert desk.safekeeping.journal() == journal
