"""Lines of an asset list: what they are worth, and by what they are recognised."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handover_desktop.domain.assets import AssetLine, make_and_model
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.money import Money
from tests.domain.samples import a_vehicle, eur, imei, serial, some_boxes, vin


def test_the_unit_price_decides_the_value_even_against_a_stated_total() -> None:
    line = some_boxes(line_value=eur("4000.00"))

    assert line.value == eur("4080.00")


@pytest.mark.parametrize(
    ("pieces", "value"), [("3", "100.00"), ("1", "33.33"), ("2", "66.67"), ("0", "0.00")]
)
def test_a_stated_total_is_shared_out_by_pieces(pieces: str, value: str) -> None:
    line = AssetLine("1", "Set", quantity=Decimal(3), line_value=eur("100.00"))

    assert line.value_of(Decimal(pieces)) == eur(value)


def test_a_line_without_any_price_has_no_value() -> None:
    assert AssetLine("1", "Set").value is None


def test_a_total_of_no_pieces_is_worth_nothing_that_can_be_told() -> None:
    assert AssetLine("1", "Set", quantity=Decimal(0), line_value=Money("EUR", 100)).value is None


def test_the_identifier_to_compare_first_is_the_vin_then_serial_then_imei() -> None:
    plate = Identifier(IdentifierKind.PLATE, "BG 0001-DE")
    everything = (plate, imei("001000000000009"), serial("SYN-1"), vin())

    assert a_vehicle(identifiers=everything).main_identifier == vin()
    assert a_vehicle(identifiers=everything[:3]).main_identifier == serial("SYN-1")
    assert a_vehicle(identifiers=everything[:2]).main_identifier == imei("001000000000009")
    assert a_vehicle(identifiers=(plate,)).main_identifier == plate
    assert a_vehicle(identifiers=()).main_identifier is None


def test_of_two_identifiers_of_a_kind_the_first_counts() -> None:
    line = a_vehicle(identifiers=(imei("001000000000009"), imei("001000000000017")))

    assert line.identifier(IdentifierKind.IMEI) == "001000000000009"
    assert line.main_identifier == imei("001000000000009")


@pytest.mark.parametrize(("quantity", "counted"), [("1", False), ("60", True), ("0.5", True)])
def test_any_quantity_but_one_is_counted(quantity: str, counted: bool) -> None:
    assert some_boxes(quantity=quantity).is_counted is counted


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("Škoda Octavia", ""),
        ("ŠKODA octavia ", ""),
        ("Patrol vehicle", "Škoda Octavia"),
        ("", "Škoda Octavia"),
    ],
)
def test_make_and_model_are_not_told_twice(description: str, told: str) -> None:
    assert make_and_model("Škoda", "Octavia", description) == told
    assert AssetLine("1", description, make="Škoda", model="Octavia").make_model == told
