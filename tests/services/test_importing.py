"""Bringing in a list that takes a while: how far it is, and ended on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.services.desk import Services
from tests.benchmarks.imports import write_csv, write_workbook
from tests.services.life_model import Clock, Dice, open_desk

ROWS = 2_000


class Enough(Exception):
    pass


class Hearing:
    """Notes how far work is, in parts of the whole, and ends it where `until` is passed."""

    def __init__(self, until: float = 2.0) -> None:
        self.heard: list[float] = []
        self._until = until

    def __call__(self, done: int, total: int) -> None:
        self.heard.append(done / total)
        if self.heard[-1] >= self._until:
            raise Enough


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


@pytest.fixture(params=["xlsx", "csv"])
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    made = tmp_path / f"list.{request.param}"
    (write_csv if request.param == "csv" else write_workbook)(made, ROWS)
    return made


def test_reading_and_writing_say_how_far_they_are(desk: Services, path: Path) -> None:
    reading, writing = Hearing(), Hearing()
    read = desk.importing.read(path, progress=reading)
    desk.importing.bring_in(read, progress=writing)
    assert reading.heard == sorted(reading.heard)
    assert len(set(reading.heard)) > 10
    assert (reading.heard[0] < 0.1, reading.heard[-1] >= 0.9) == (True, True)
    assert writing.heard == [0, 0.25, 0.5, 0.75]


@pytest.mark.parametrize("until", [0.0, 0.2, 0.5, 0.8])
def test_reading_ends_wherever_it_is_stopped(desk: Services, path: Path, until: float) -> None:
    with pytest.raises(Enough):
        desk.importing.read(path, progress=Hearing(until))


@pytest.mark.parametrize("until", [0.0, 0.5, 0.75])
def test_an_import_that_is_stopped_leaves_nothing(desk: Services, path: Path, until: float) -> None:
    reading = desk.importing.read(path)
    before = desk.safekeeping.journal()
    with pytest.raises(Enough):
        desk.importing.bring_in(reading, progress=Hearing(until))
    assert desk.handovers.overview() == ()
    assert desk.assets.search("Motorola") == ()
    assert desk.safekeeping.journal() == before

    desk.importing.bring_in(reading)

    assert [one.lines for one in desk.handovers.overview()] == [ROWS]


def test_the_sheets_of_a_workbook_are_lists_of_their_own(desk: Services, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cars, vans = book.active, book.create_sheet("Vans")
    cars.title = "Cars"
    for sheet, count in ((cars, 3), (vans, 2)):
        sheet.append(["No", "Description", "VIN", "Qty", "Unit price (EUR)"])
        for number in range(1, count + 1):
            sheet.append([number, sheet.title[:-1], f"0SYZZZV{count}1ZR{number:06d}", 1, 100])
    book.save(tmp_path / "list.xlsx")
    path = tmp_path / "list.xlsx"
    first = desk.importing.read(path)
    assert (first.sheet, len(first.lines)) == ("Cars", 3)
    handover = desk.importing.bring_in(first).handover
    assert handover is not None

    second = desk.importing.read(path, handover=handover, goes_on=True)

    assert (second.sheet, len(second.lines)) == ("Vans", 2)
    told = {found.code.code: found for found in second.problems}
    assert "other-sheet" not in told
    assert (told["line-numbers-taken"].params["count"], told["line-numbers-taken"].value) == (2, "1")
    desk.importing.bring_in(second, handover=handover)
    assert desk.handovers.get(handover).lists[1].sheet == "Vans"
    for sheet in ("Cars", "Vans"):
        with pytest.raises(DomainError) as refused:
            desk.importing.bring_in(desk.importing.read(path, sheet=sheet), handover=handover)
        assert refused.value.code is Code.LIST_ALREADY_IMPORTED
    again = desk.importing.read(path, handover=handover, goes_on=True)
    assert again.sheet == "Cars"
    assert "line-numbers-taken" not in {found.code.code for found in again.problems}
