"""One spelling of data as bytes, so that equal data has an equal digest (JSON in the spirit of RFC 8785)."""

from __future__ import annotations

import dataclasses
import enum
import functools
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

T = typing.TypeVar("T")


LATER: typing.Final = types.MappingProxyType({"later": True})
"""Marks a dataclass field that was added after its class was first written out (as its `metadata`).

In canonical bytes the field stands only where it has another value than its default: what was digested before it
existed keeps its bytes, and its digest.
"""


def canonical_bytes(data: object) -> bytes:
    """Return the canonical JSON of `data` in UTF-8: sorted keys, no spaces, no floats, unused LATER fields left out.

    Raises TypeError for a float or any type that JSON or `to_data` does not know.
    """
    plain = to_data(data, sparse=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(data: object) -> str:
    """Return the SHA-256 of the canonical bytes of `data`, in lower-case hex."""
    import hashlib  # a library of its own that the first list does without

    return hashlib.sha256(canonical_bytes(data)).hexdigest()


def to_data(value: object, *, sparse: bool = False) -> object:
    """Return `value` as plain JSON data: dataclasses by field name, enums and decimals and dates as texts.

    With `sparse` the LATER fields are left out where they have their default.
    """
    if isinstance(value, enum.Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_data(inner, sparse=sparse) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [to_data(inner, sparse=sparse) for inner in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        record = {name: getattr(value, name) for name in _fields(type(value))}
        unused = _later_defaults(type(value)) if sparse else {}
        return {
            name: to_data(inner, sparse=sparse)
            for name, inner in record.items()
            if name not in unused or inner != unused[name]
        }
    raise TypeError(f"no canonical form for {type(value).__name__}")


def from_data(kind: type[T], data: object) -> T:
    """Rebuild a value of `kind` from what `to_data` made of it.

    Unknown keys are refused and missing ones take the field's default; raises ValueError or TypeError otherwise.
    """
    return typing.cast("T", _build(kind, data))


def _build(kind: typing.Any, data: typing.Any) -> typing.Any:
    origin = typing.get_origin(kind)
    if isinstance(kind, typing.NewType):
        return _build(kind.__supertype__, data)
    if origin is types.UnionType or origin is typing.Union:
        if data is None:
            return None
        return _build(next(arg for arg in typing.get_args(kind) if arg is not type(None)), data)
    if origin is tuple:
        return _build_tuple(typing.get_args(kind), data)
    if dataclasses.is_dataclass(kind):
        return _build_record(typing.cast("type", kind), data)
    return _build_leaf(kind, data)


def _build_tuple(inner: tuple[typing.Any, ...], data: typing.Any) -> tuple[typing.Any, ...]:
    _require(list, data)
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_build(inner[0], element) for element in data)
    return tuple(_build(part, element) for part, element in zip(inner, data, strict=True))


def _build_record(kind: type, data: typing.Any) -> typing.Any:
    _require(dict, data)
    hints = _fields(kind)
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise ValueError(f"unknown fields {', '.join(unknown)}")
    return kind(**{name: _build(hints[name], element) for name, element in data.items()})


def _build_leaf(kind: typing.Any, data: typing.Any) -> typing.Any:
    if kind in (datetime, date):
        return _build_moment(kind, data)
    if kind is Decimal:
        _require(str, data)
        try:
            return Decimal(data)
        except InvalidOperation as wrong:
            raise ValueError(f"{data!r} is not a number") from wrong
    if issubclass(kind, enum.Enum):
        return kind(data)
    _require(kind, data)
    if kind is str:
        data.encode()  # raises ValueError for half a character, which JSON can hold and UTF-8 cannot
    return data


def _build_moment(kind: type[date], data: typing.Any) -> date:
    _require(str, data)
    moment = kind.fromisoformat(data)
    if isinstance(moment, datetime) and moment.utcoffset() is None:
        raise ValueError(f"{data} lacks its offset from UTC")
    return moment


def _require(kind: type, data: object) -> None:
    if type(data) is not kind:
        raise TypeError(f"{kind.__name__} expected, not {type(data).__name__}")


@functools.cache
def _fields(kind: type) -> dict[str, typing.Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@functools.cache
def _later_defaults(kind: type) -> dict[str, object]:
    return {field.name: field.default for field in dataclasses.fields(kind) if "later" in field.metadata}
