"""The faults that real lists have: each is named with its row, and none becomes a wrong value in silence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from handover_desktop.domain.identifiers import IdentifierKind, Severity
from handover_desktop.lists.reading import ListReading, read_list
from tests.lists.sheets import HEADER, VIN, codes, problem, row, save_rows, save_xlsx, sentence

IMEI_HEADER = ("No", "Description", "IMEI", "Qty", "Unit price", "Currency")


def read_one(tmp_path: Path, **cells: object) -> ListReading:
    """Read a list of one sound row and, below it as row 3, one row with the given cells."""
    return read_list(save_rows(tmp_path / "list.xlsx", row(), row(no=2, **cells)))


def read_imei(tmp_path: Path, value: object) -> ListReading:
    rows = [IMEI_HEADER, [1, "Tablet", "001000000000009", 1, 5, "EUR"], [2, "Tablet", value, 1, 5, "EUR"]]
    return read_list(save_xlsx(tmp_path / "list.xlsx", rows))


@pytest.mark.parametrize(
    ("cells", "code", "severity", "imported"),
    [
        ({"vin": "WVGZZZ5NZJM13139"}, "vin-length", Severity.CONFIRM, True),
        ({"vin": "WVGZZZ5NZJM13I395"}, "vin-letters", Severity.CONFIRM, True),
        ({"vin": "WVGZZZ5NZJMO31395"}, "vin-letters", Severity.CONFIRM, True),
        ({"vin": "WVGZZZ5NZJM1З1395"}, "vin-characters", Severity.CONFIRM, True),
        ({"vin": "АUVZZZ5NZЕM131395"}, "look-alikes", Severity.NOTICE, True),
        ({"vin": "1GYFK63878R248712"}, "vin-check-digit", Severity.WARNING, True),
        ({"serial": "SN-А1"}, "look-alikes", Severity.NOTICE, True),
        ({"currency": "EURO"}, "currency-spelling", Severity.CONFIRM, True),
        ({"currency": "EVRA"}, "currency-spelling", Severity.CONFIRM, True),
        ({"currency": "XXQ"}, "currency-unknown", Severity.ERROR, False),
        ({"currency": None}, "currency-missing", Severity.ERROR, False),
        ({"price": "100 $", "currency": None}, "currency-spelling", Severity.CONFIRM, True),
        ({"price": "€ 100", "currency": "RSD"}, "currency-conflict", Severity.ERROR, False),
        ({"qty": 0}, "quantity-not-positive", Severity.ERROR, False),
        ({"qty": -1}, "quantity-not-positive", Severity.ERROR, False),
        ({"qty": "−1"}, "quantity-not-positive", Severity.ERROR, False),
        ({"qty": 1.5}, "quantity-not-whole", Severity.ERROR, False),
        ({"qty": 1.2345, "unit": "kg"}, "quantity-too-fine", Severity.ERROR, False),
        ({"qty": "several"}, "quantity-not-a-number", Severity.ERROR, False),
        ({"qty": "2 pcs"}, "quantity-with-unit", Severity.NOTICE, True),
        ({"qty": None}, "quantity-missing", Severity.WARNING, True),
        ({"qty": "#N/A"}, "cell-error", Severity.ERROR, False),
        ({"qty": 2, "serial": "SYN-1"}, "quantity-of-identified", Severity.CONFIRM, True),
        ({"qty": 2, "vin": VIN}, "quantity-of-identified", Severity.CONFIRM, True),
        ({"unit": "blorks"}, "unit-unknown", Severity.WARNING, True),
        ({"price": None}, "price-missing", Severity.WARNING, True),
        ({"price": 0}, "price-zero", Severity.WARNING, True),
        ({"price": -5}, "amount-negative", Severity.ERROR, False),
        ({"price": "(5.00)"}, "amount-negative", Severity.ERROR, False),
        ({"price": "free"}, "amount-not-a-number", Severity.ERROR, False),
        ({"price": 10.005}, "amount-rounded", Severity.WARNING, True),
        ({"price": "#DIV/0!"}, "cell-error", Severity.ERROR, False),
        ({"price": "19.450"}, "number-assumed", Severity.CONFIRM, True),
        ({"price": "=1+1"}, "formula-without-value", Severity.ERROR, False),
        ({"serial": "=A1"}, "formula-without-value", Severity.ERROR, True),
        ({"serial": "3.56E+14"}, "identifier-scientific", Severity.ERROR, True),
        ({"serial": "3,56E+14"}, "identifier-scientific", Severity.ERROR, True),
        ({"serial": "#####"}, "identifier-hashes", Severity.ERROR, True),
        ({"serial": "#N/A"}, "cell-error", Severity.ERROR, True),
        ({"serial": "Dec-24"}, "identifier-date", Severity.ERROR, True),
        ({"serial": "05-Dec"}, "identifier-date", Severity.ERROR, True),
        ({"serial": "5.12.2024."}, "identifier-as-date", Severity.CONFIRM, True),
        ({"serial": 12345678901234567}, "identifier-digits-lost", Severity.ERROR, True),
        ({"serial": 356938035643809}, None, None, True),
        ({"serial": "356938035643809.0"}, "identifier-decimals", Severity.NOTICE, True),
        ({"serial": 490154000000000}, "identifier-rounded", Severity.CONFIRM, True),
        ({"description": None}, "description-missing", Severity.ERROR, False),
        ({"description": "#REF!"}, "cell-error", Severity.ERROR, False),
        ({"description": "Patrol\u00a0car "}, "text-cleaned", Severity.NOTICE, True),
    ],
)  # fmt: skip
def test_a_fault_is_named_and_the_row_is_kept_out_only_where_it_would_be_wrong(
    tmp_path: Path, cells: dict[str, object], code: str | None, severity: Severity | None, imported: bool
) -> None:
    reading = read_one(tmp_path, **cells)

    if code is not None:
        found = problem(reading, code)
        assert found.severity is severity
        assert found.row in (3, None)
        assert sentence(found)
    assert [understood.importable for understood in reading.rows] == [True, imported]


@pytest.mark.parametrize("damaged", ["3.56E+14", "#####", "#N/A", "Dec-24", "=A1", 12345678901234567])
def test_a_damaged_identifier_is_left_to_be_read_on_the_object(tmp_path: Path, damaged: object) -> None:
    reading = read_one(tmp_path, serial=damaged)

    assert reading.lines[1].identifiers == ()


@pytest.mark.parametrize(
    ("value", "code", "understood"),
    [
        ("490154203237519", "imei-check-digit", "490154203237519"),
        (490154203237519, "imei-check-digit", "490154203237519"),
        ("4.90154E+14", "identifier-scientific", ""),
        (4.90154e14, "identifier-rounded", "490154000000000"),
        (1000000000017, "identifier-shortened", "1000000000017"),
        ("35-209900-176148-1", None, "35-209900-176148-1"),
        ("12345", "imei-form", "12345"),
    ],
)
def test_an_imei_is_taken_with_all_its_digits_or_not_at_all(
    tmp_path: Path, value: object, code: str | None, understood: str
) -> None:
    reading = read_imei(tmp_path, value)

    assert reading.lines[1].identifier(IdentifierKind.IMEI) == understood
    assert code is None or code in codes(reading, row=3)


def test_leading_zeros_that_a_column_had_are_missed(tmp_path: Path) -> None:
    rows = [row(serial="000121"), row(no=2, serial="000122"), row(no=3, serial=123)]
    reading = read_list(save_rows(tmp_path / "list.xlsx", *rows))

    found = problem(reading, "identifier-shortened")
    assert (found.severity, found.row, found.value) == (Severity.CONFIRM, 4, "123")
    assert found.params["expected"] == "000123"


def test_a_number_among_texts_is_pointed_out(tmp_path: Path) -> None:
    reading = read_list(save_rows(tmp_path / "list.xlsx", row(serial="SYN-1"), row(no=2, serial=123)))

    assert codes(reading, row=3) >= {"identifier-number"}
    assert reading.lines[1].identifier(IdentifierKind.SERIAL_NUMBER) == "123"


@pytest.mark.parametrize(
    ("code", "stored", "understood"),
    [
        ("0000000", 12345, "0012345"),
        ('"INV-"0000', 12, "INV-0012"),
        ("000-000", 12345, "012-345"),
        ("0", 12345, "12345"),
    ],
)
def test_an_identifier_is_taken_as_the_spreadsheet_shows_it(
    tmp_path: Path, code: str, stored: int, understood: str
) -> None:
    path = save_rows(tmp_path / "list.xlsx", row(serial=stored), formats={"D2": code})

    reading = read_list(path)

    assert reading.lines[0].identifier(IdentifierKind.SERIAL_NUMBER) == understood
    assert ("identifier-shown" in codes(reading, row=2)) is (understood != str(stored))


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("vin", VIN, "duplicate-vin"),
        ("vin", " wvgzzz5nzjm131395", "duplicate-vin"),
        ("serial", "SYN-1", "duplicate-serial"),
        ("serial", "syn 1", "duplicate-serial"),
    ],
)
def test_the_second_row_with_an_identifier_is_kept_out(
    tmp_path: Path, field: str, value: str, code: str
) -> None:
    first = row(**{field: VIN if field == "vin" else "SYN-1"})
    reading = read_list(save_rows(tmp_path / "list.xlsx", first, row(no=2, **{field: value})))

    found = problem(reading, code)
    assert (found.severity, found.row, found.params["other"]) == (Severity.ERROR, 3, 2)
    assert [understood.importable for understood in reading.rows] == [True, False]


def test_blank_serial_numbers_are_no_duplicates(tmp_path: Path) -> None:
    reading = read_list(save_rows(tmp_path / "list.xlsx", row(serial=""), row(no=2, serial=" "), row(no=3)))

    assert len(reading.lines) == 3


def test_a_serial_number_of_another_model_only_warns(tmp_path: Path) -> None:
    rows = [("Description", "Model", "Serial no", "Inventory no", "Plate")]
    rows += [("Laptop", model, "77", "I-1", "BG 123-AA") for model in ("A", "B")]
    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert codes(reading, row=3) == {"serial-elsewhere", "duplicate-inventory", "duplicate-plate"}
    assert len(reading.lines) == 2


def test_prices_written_both_ways_are_read_each_as_it_must_be(tmp_path: Path) -> None:
    rows = [row(price="19.450,00"), row(no=2, price="18.700,00"), row(no=3, price="19,450.00")]
    reading = read_list(save_rows(tmp_path / "list.xlsx", *rows))

    assert [line.unit_price.amount for line in reading.lines if line.unit_price] == [19450, 18700, 19450]
    assert codes(reading, row=4) == {"number-other-way"}
    assert problem(reading, "numbers-settled").column == "Unit price"


def test_a_number_that_can_be_two_is_refused_where_the_column_is_written_both_ways(tmp_path: Path) -> None:
    rows = [row(price="19.450,00"), row(no=2, price="19,450.00"), row(no=3, price="19.450")]
    reading = read_list(save_rows(tmp_path / "list.xlsx", *rows))

    assert problem(reading, "number-ambiguous").row == 4
    assert len(reading.lines) == 2


@pytest.mark.parametrize(
    ("settling", "understood"),
    [("1.250,50", Decimal(19450)), ("1,250.50", Decimal("19.45")), ("7,5", Decimal(19450))],
)
def test_a_column_settles_what_a_lone_separator_means(
    tmp_path: Path, settling: str, understood: Decimal
) -> None:
    rows = [row(price=settling), row(no=2, price="19.450")]
    reading = read_list(save_rows(tmp_path / "list.xlsx", *rows))

    assert reading.lines[1].unit_price is not None
    assert reading.lines[1].unit_price.amount == understood
    assert codes(reading, row=3) == set()


def test_currencies_may_be_mixed_and_are_never_added_up(tmp_path: Path) -> None:
    rows = [row(price=10), row(no=2, price="1.000,00", currency="RSD"), row(no=3, price=5, currency="eur")]
    reading = read_list(save_rows(tmp_path / "list.xlsx", *rows))

    assert [(money.currency, money.amount) for money in reading.totals] == [("EUR", 15), ("RSD", 1000)]


def test_units_of_measure_and_dates_that_no_field_has_are_kept_as_written(tmp_path: Path) -> None:
    header = [*HEADER, "Delivered on"]
    rows = [header, [*row(), "5.12.2024."], [*row(no=2), "2024-12-05"]]
    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.details for line in reading.lines] == [
        (("Delivered on", "5.12.2024."),),
        (("Delivered on", "2024-12-05"),),
    ]


def test_problems_are_sorted_by_gravity_and_then_by_row(tmp_path: Path) -> None:
    rows = [row(price=0), row(no=2, qty=0), row(no=3, currency="EURO"), row(no=4, price="x")]
    reading = read_list(save_rows(tmp_path / "list.xlsx", *rows))

    order = list(Severity)
    keys = [(order.index(p.severity), p.row or 0) for p in reading.problems]
    assert keys == sorted(keys)
    assert [p.row for p in reading.problems][:2] == [3, 5]
