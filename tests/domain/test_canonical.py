"""Equal data has equal bytes, and a snapshot comes back from its bytes unchanged."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.canonical import canonical_bytes, digest_of, from_data, to_data
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.handovers import HandoverDetails, Paper
from handover_desktop.domain.snapshots import SCHEMA, Snapshot, read_snapshot
from tests.domain.samples import BELGRADE, complete_details, snapshots, texts

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


class Place(enum.Enum):
    """Something that has a value to be written."""

    YARD = "yard"


@dataclass(frozen=True, slots=True)
class Pair:
    """Something that has fields to be written."""

    second: object
    first: object


def test_the_form_is_sorted_compact_utf_8() -> None:
    data = Pair(first=Place.YARD, second={"б": Decimal("1.50"), "a": (1, None, True)})

    assert canonical_bytes(data) == '{"first":"yard","second":{"a":[1,null,true],"б":"1.50"}}'.encode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1E+3"), "1000"),
        (Decimal("0.001"), "0.001"),
        (Decimal("1E-7"), "0.0000001"),
        (datetime(2024, 12, 5, 12, 0, tzinfo=BELGRADE), "2024-12-05T12:00:00+01:00"),
        (Outcome.NOT_ACCEPTED, "not-accepted"),
    ],
)
def test_values_are_written_as_texts_without_any_loss(value: object, written: str) -> None:
    assert to_data(value) == written


@given(st.dictionaries(texts, st.integers()), st.randoms())
def test_the_order_of_keys_does_not_matter(data: dict[str, int], chance: object) -> None:
    keys = list(data)
    chance.shuffle(keys)  # type: ignore[attr-defined]

    assert canonical_bytes({key: data[key] for key in keys}) == canonical_bytes(data)


@given(plain)
def test_plain_data_comes_back_from_its_bytes(data: object) -> None:
    assert json.loads(canonical_bytes(data)) == data


@given(plain, plain)
def test_different_data_has_different_bytes(one: object, other: object) -> None:
    assert (canonical_bytes(one) == canonical_bytes(other)) == (to_typed(one) == to_typed(other))


def to_typed(data: object) -> object:
    """Tell True from 1, which Python calls equal and JSON does not."""
    if isinstance(data, dict):
        return {key: to_typed(inner) for key, inner in data.items()}
    if isinstance(data, list):
        return [to_typed(inner) for inner in data]
    return type(data), data


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), {"price": 0.1}, [1, (2.5,)], {1, 2}, b"bytes", object()]
)
def test_floats_and_unknown_types_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no canonical form"):
        canonical_bytes(value)


def test_the_digest_is_the_sha_256_of_the_bytes() -> None:
    assert digest_of({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


@given(snapshots)
def test_a_snapshot_comes_back_from_its_bytes_unchanged(snapshot: Snapshot) -> None:
    again = read_snapshot(json.loads(snapshot.to_bytes()))

    assert again == snapshot
    assert again.to_bytes() == snapshot.to_bytes()
    assert again.digest == hashlib.sha256(snapshot.to_bytes()).hexdigest()
    assert again.tally == snapshot.tally


def test_a_field_that_came_later_changes_no_bytes_of_what_does_not_use_it() -> None:
    data = to_data(HandoverDetails(title="Handover"))
    assert isinstance(data, dict)
    first = {name: value for name, value in data.items() if name not in ("paper", "donor", "logos")}
    assert len(first) < len(data)

    again = from_data(HandoverDetails, first)

    assert canonical_bytes(again) == canonical_bytes(first)
    assert b'"paper":"letter"' in canonical_bytes(replace(again, paper=Paper.LETTER))


@given(snapshots, st.integers().filter(lambda schema: schema != SCHEMA) | st.none() | texts)
def test_a_snapshot_of_another_schema_is_refused(snapshot: Snapshot, schema: object) -> None:
    data = json.loads(snapshot.to_bytes())

    with pytest.raises(ValueError, match="schema"):
        read_snapshot({**data, "schema": schema})


@pytest.mark.parametrize("data", [None, [], "text", 1, {}])
def test_what_is_no_snapshot_at_all_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="schema"):
        read_snapshot(data)


def _set(name: str, value: object) -> Callable[[dict[str, object]], dict[str, object]]:
    return lambda data: {**data, name: value}


@pytest.mark.parametrize(
    "spoil",
    [
        _set("originals", 4.0),
        _set("originals", True),
        _set("originals", "4"),
        _set("title", 7),
        _set("title", None),
        _set("title", "\ud800"),
        _set("handover_date", "5.12.2024."),
        _set("handover_date", 20241205),
        _set("parties", [{"role": "buyer", "name": "X"}]),
        _set("parties", [{"role": "donor", "name": "X", "rank": 1}]),
        _set("parties", [{"role": "donor"}]),
        _set("parties", {"role": "donor", "name": "X"}),
        _set("parties", ["donor"]),
        _set("languages", "en"),
        _set("starts_at", "2024-12-05T08:30:00"),
        _set("surprise", 1),
        _set("clauses", [{"key": "a", "texts": [["en"]]}]),
    ],
)
def test_data_of_another_form_is_refused(
    spoil: Callable[[dict[str, object]], dict[str, object]],
) -> None:
    data = to_data(complete_details())
    assert isinstance(data, dict)

    with pytest.raises((ValueError, TypeError)):
        from_data(HandoverDetails, spoil(data))


@pytest.mark.parametrize("quantity", [1, 1.5, "many", None])
def test_a_quantity_is_a_text_of_digits(quantity: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_data(AssetLine, {"line_no": "1", "description": "Set", "quantity": quantity})


def test_fields_that_are_not_named_take_their_defaults() -> None:
    assert from_data(HandoverDetails, {"title": "Vehicles"}) == HandoverDetails(title="Vehicles")
