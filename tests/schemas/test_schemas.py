"""The published schemas describe what is given out, and nothing else passes them."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.resources import resource_path
from tests.domain.samples import snapshots
from tests.schemas.validator import faults

ROOT = Path(__file__).parents[2]


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource_path("schemas", name).read_text("utf-8"))
    return found


def test_the_schemas_are_those_of_the_types() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "resources" / "schemas" / "make.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(snapshots)
def test_every_snapshot_passes_its_schema(snapshot: Snapshot) -> None:
    schema = load("snapshot.json")
    assert list(faults(json.loads(snapshot.to_bytes()), schema, schema)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(snapshots, st.data())
def test_a_snapshot_that_lacks_a_field_or_has_a_strange_one_does_not_pass(
    snapshot: Snapshot, data: st.DataObject
) -> None:
    schema, whole = load("snapshot.json"), json.loads(snapshot.to_bytes())
    name = data.draw(st.sampled_from(schema["$defs"]["Snapshot"]["required"]))
    lacking, strange, wrong = copy.deepcopy(whole), copy.deepcopy(whole), copy.deepcopy(whole)
    del lacking[name]
    strange["surprise"] = 1
    wrong[name] = 1.5

    assert list(faults(lacking, schema, schema)) == [f"$: lacks {name}"]
    assert list(faults(strange, schema, schema)) == ["$: surprise is unknown"]
    assert any(faults(wrong, schema, schema))


@pytest.mark.parametrize("name", ["snapshot.json", "register.json"])
def test_a_schema_says_what_it_is(name: str) -> None:
    schema = load(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:handover-desktop:{name.removesuffix('.json')}:1"
    assert all(one["description"] for one in schema["$defs"].values())
