"""Publish the form of the JSON that the program gives out, taken from its own types: `python make.py [--check]`.

The schemas are JSON Schema 2020-12. With --check nothing is written: the exit code is 1 where a file is not up to date.
"""

from __future__ import annotations

import dataclasses
import enum
import json
import sys
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from handover_desktop.domain import register_records, snapshots

HERE = Path(__file__).resolve().parent
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PUBLISHED = {
    "snapshot.json": (snapshots.Snapshot, snapshots.SCHEMA),
    "register.json": (register_records.RegisterRecord, register_records.SCHEMA),
}
"""Each file with the type that it describes, and the version of that form."""

LEAVES: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def schema_of(kind: type, version: int, name: str) -> dict[str, Any]:
    """Return the schema of everything that `domain.canonical` writes of a value of `kind`."""
    known: dict[str, dict[str, Any]] = {}
    root = _reference(kind, known)
    known[kind.__name__]["properties"]["schema"] = {"const": version}
    return {
        "$schema": DIALECT,
        "$id": f"urn:handover-desktop:{name.removesuffix('.json')}:{version}",
        **root,
        "$defs": dict(sorted(known.items())),
    }


def _schema(kind: Any, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, typing.NewType):
        return _schema(kind.__supertype__, known)
    if origin in (types.UnionType, typing.Union):
        (wanted,) = (one for one in inner if one is not type(None))
        return {"anyOf": [_schema(wanted, known), {"type": "null"}]}
    if origin is tuple and inner[1:] == (Ellipsis,):
        return {"type": "array", "items": _schema(inner[0], known)}
    if origin is tuple:
        each = [_schema(one, known) for one in inner]
        return {"type": "array", "prefixItems": each, "items": False, "minItems": len(each)}
    if dataclasses.is_dataclass(kind):
        return _reference(typing.cast("type", kind), known)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    return LEAVES[kind]


def _reference(kind: type, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if kind.__name__ not in known:
        known[kind.__name__] = {}
        known[kind.__name__] |= _record(kind, known)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _record(kind: type, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of a record; what was added later stands only where it is used."""
    hints = typing.get_type_hints(kind)
    fields = dataclasses.fields(kind)
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {one.name: _schema(hints[one.name], known) for one in fields},
        "required": sorted(one.name for one in fields if "later" not in one.metadata),
        "additionalProperties": False,
    }


def made() -> dict[Path, str]:
    """Return every published file with what it should hold."""
    return {
        HERE / name: json.dumps(schema_of(kind, version, name), ensure_ascii=False, indent=1) + "\n"
        for name, (kind, version) in PUBLISHED.items()
    }


def main(arguments: list[str]) -> int:
    """Write the schemas, or with --check only compare."""
    wanted = made()
    if "--check" in arguments:
        old = [path.name for path, text in wanted.items() if path.read_text("utf-8") != text]
        print(f"not up to date: {', '.join(old)}" if old else "the schemas are up to date")
        return 1 if old else 0
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
