"""As much of JSON Schema 2020-12 as the published schemas use; anything else in a schema is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

_TYPES = {"string": str, "boolean": bool, "integer": int, "object": dict, "array": list, "null": type(None)}
_KNOWN = {
    "$schema", "$id", "$defs", "$ref", "description", "type", "properties", "required", "additionalProperties",
    "items", "prefixItems", "minItems", "anyOf", "enum", "const", "pattern", "format",
}  # fmt: skip


def faults(value: object, schema: Mapping[str, Any], root: Mapping[str, Any], at: str = "$") -> Iterator[str]:
    """Yield what is wrong with `value`, each with its place."""
    assert set(schema) <= _KNOWN, set(schema) - _KNOWN
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield from faults(value, root["$defs"][name], root, at)
    if "type" in schema and type(value) is not _TYPES[schema["type"]]:
        yield f"{at}: no {schema['type']}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at}: not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: none of {schema['enum']}"
    if "anyOf" in schema and all(any(faults(value, one, root, at)) for one in schema["anyOf"]):
        yield from (fault for one in schema["anyOf"] for fault in faults(value, one, root, at))
    if isinstance(value, str):
        yield from _text_faults(value, schema, at)
    if isinstance(value, dict):
        yield from _object_faults(value, schema, root, at)
    if isinstance(value, list):
        yield from _array_faults(value, schema, root, at)


def _text_faults(value: str, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} has another form"
    try:
        if schema.get("format") == "date":
            date.fromisoformat(value)
        if schema.get("format") == "date-time":
            assert datetime.fromisoformat(value).utcoffset() is not None
    except (ValueError, AssertionError):
        yield f"{at}: {value!r} is no {schema['format']}"


def _object_faults(
    value: Mapping[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str
) -> Iterator[str]:
    yield from (f"{at}: lacks {name}" for name in schema.get("required", ()) if name not in value)
    for name, inner in value.items():
        if name in schema.get("properties", {}):
            yield from faults(inner, schema["properties"][name], root, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}: {name} is unknown"


def _array_faults(
    value: list[Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str
) -> Iterator[str]:
    first = schema.get("prefixItems", [])
    for place, (inner, one) in enumerate(zip(value, first, strict=False)):
        yield from faults(inner, one, root, f"{at}[{place}]")
    rest = schema.get("items")
    if len(value) < schema.get("minItems", 0) or (rest is False and len(value) > len(first)):
        yield f"{at}: has {len(value)} parts"
    for place, inner in enumerate(value[len(first) :] if isinstance(rest, dict) else ()):
        yield from faults(inner, rest or {}, root, f"{at}[{place + len(first)}]")
