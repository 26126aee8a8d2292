"""The demo list holds what its script promises."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import IdentifierKind, question
from handover_desktop.domain.money import Money, add_up
from handover_desktop.services.demo_list import EQUIPMENT, VEHICLES, demo_imei, demo_lines, demo_units

LINES = demo_lines()
BY_NUMBER = {line.line_no: line for line in LINES}


def value_of(lines: list[AssetLine]) -> tuple[Money, ...]:
    return add_up(line.value for line in lines if line.value is not None)


def test_the_72_vehicles_are_worth_one_million_seven_hundred_thousand_less_a_hundred() -> None:
    vehicles = [line for line in LINES if line.lot == VEHICLES]

    assert len(vehicles) == 72
    assert value_of(vehicles) == (Money("EUR", 169_990_000),)


def test_the_898_pieces_of_equipment_stand_on_533_lines() -> None:
    equipment = [line for line in LINES if line.lot == EQUIPMENT]

    assert sum(line.quantity for line in equipment) == 898
    assert len(equipment) == 526 + 7
    assert value_of(equipment) == (Money("EUR", 96_138_280),)


@pytest.mark.parametrize(
    ("code", "lines", "value"),
    [
        ("V1", 29, "564050"),
        ("V2", 12, "224400"),
        ("V3", 8, "255200"),
        ("W1", 15, "410250"),
        ("W2", 8, "246000"),
    ],
)
def test_each_type_of_vehicle_has_its_number_and_value(code: str, lines: int, value: str) -> None:
    found = [line for line in LINES if line.line_no.startswith(f"{code}-")]

    assert len(found) == lines
    assert value_of(found) == (Money.of(Decimal(value), "EUR"),)


def test_vehicles_are_allocated_to_the_units_as_planned() -> None:
    counts = Counter(line.receiving_unit for line in LINES if line.lot == VEHICLES)

    planned = "U01:3 U02:13 U03:9 U04:6 U05:11 U06:10 U07:5 U08:7 U09:1 U11:4 U12:3"
    assert " ".join(f"{unit}:{count}" for unit, count in sorted(counts.items())) == planned
    assert {line.receiving_unit for line in LINES} <= {unit.code for unit in demo_units()}


def test_every_line_has_its_own_number_and_every_identifier_is_unique() -> None:
    identifiers = [identifier for line in LINES for identifier in line.identifiers]

    assert len(BY_NUMBER) == len(LINES) == 605
    assert len(set(identifiers)) == len(identifiers)


def test_no_identifier_of_the_demo_raises_a_doubt() -> None:
    identifiers = [identifier for line in LINES for identifier in line.identifiers]

    assert [doubt for identifier in identifiers for doubt in question(identifier)] == []


def test_identifiers_have_the_form_of_the_script() -> None:
    assert BY_NUMBER["V1-001"].identifier(IdentifierKind.VIN) == "0SYZZZV11ZR000001"
    assert BY_NUMBER["W2-008"].identifier(IdentifierKind.VIN) == "0SYZZZW21ZR000072"
    assert BY_NUMBER["E12-07"].identifier(IdentifierKind.SERIAL_NUMBER) == "SYN-E12-0007"
    assert BY_NUMBER["E38-06"].identifier(IdentifierKind.INVENTORY_NUMBER) == "DEMO-2024-000598"
    assert [demo_imei(0), demo_imei(1)] == ["001000000000009", "001000000000017"]


def test_counted_lines_are_those_without_serial_numbers() -> None:
    counted = {line.line_no for line in LINES if line.is_counted}

    assert counted == {"E07", "E19", "E27", "E35", "E36", "E39", "E40"}
    assert all(bool(line.identifiers) != line.is_counted for line in LINES)


def test_the_lines_of_the_script_are_there() -> None:
    scripted = {"V1-017", "V2-009", "W2-003", "V3-006", "E20-02", "E29-05", "E33-01", "E33-02", "E13-30"}

    assert scripted <= BY_NUMBER.keys()


def test_units_have_names_in_english_and_in_serbian_cyrillic() -> None:
    for unit in demo_units():
        assert unit.name.isprintable()
        assert any("\u0400" <= char <= "\u04ff" for char in unit.name_local)
