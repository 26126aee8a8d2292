"""Finds the identifiers that stand on more than one row."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import IdentifierKind, lookup_key
from handover_desktop.lists.lines import UnderstoodRow
from handover_desktop.lists.problems import Findings, ProblemCode

_CODES = {
    IdentifierKind.VIN: ProblemCode.DUPLICATE_VIN,
    IdentifierKind.IMEI: ProblemCode.DUPLICATE_IMEI,
    IdentifierKind.SERIAL_NUMBER: ProblemCode.DUPLICATE_SERIAL,
    IdentifierKind.INVENTORY_NUMBER: ProblemCode.DUPLICATE_INVENTORY,
    IdentifierKind.PLATE: ProblemCode.DUPLICATE_PLATE,
}
_KEEPS_OUT = frozenset({ProblemCode.DUPLICATE_VIN, ProblemCode.DUPLICATE_IMEI, ProblemCode.DUPLICATE_SERIAL})


def refuse_duplicates(
    rows: Sequence[UnderstoodRow], columns: Mapping[str, str], findings: Findings
) -> tuple[UnderstoodRow, ...]:
    """Return the rows, later ones with an identifier of an earlier one kept out.

    `columns` gives the headings of fields. An identifier is compared with those of rows that are imported;
    what is kept out takes no identifier away.
    """
    first: dict[Hashable, int] = {}
    serials: dict[str, int] = {}
    numbers: dict[str, int] = {}
    kept = []
    for row in rows:
        if not row.importable:
            kept.append(row)
            continue
        repeated = False
        for kind, value, key in _keys(row.line):
            other = first.get(key)
            if other is None:
                continue
            code = _CODES[kind]
            findings.add(code, row.row, column=columns.get(kind.value, ""), value=value, other=other)
            repeated = repeated or code in _KEEPS_OUT
        kept.append(replace(row, importable=not repeated))
        if repeated:
            continue
        _compare_weakly(row, serials, numbers, columns, findings, first)
        for _, _, key in _keys(row.line):
            first.setdefault(key, row.row)
    return tuple(kept)


def _keys(line: AssetLine) -> Iterator[tuple[IdentifierKind, str, Hashable]]:
    for identifier in line.identifiers:
        key = lookup_key(identifier.value)
        if not key:
            continue
        if identifier.kind is IdentifierKind.SERIAL_NUMBER:
            yield identifier.kind, identifier.value, (identifier.kind, key, *_made(line))
        else:
            yield identifier.kind, identifier.value, (identifier.kind, key)


def _made(line: AssetLine) -> tuple[str, str]:
    return line.make.casefold(), line.model.casefold()


def _compare_weakly(
    row: UnderstoodRow,
    serials: dict[str, int],
    numbers: dict[str, int],
    columns: Mapping[str, str],
    findings: Findings,
    first: Mapping[Hashable, int],
) -> None:
    for kind, value, key in _keys(row.line):
        if kind is IdentifierKind.SERIAL_NUMBER and key not in first:
            other = serials.setdefault(lookup_key(value), row.row)
            if other != row.row:
                findings.add(
                    ProblemCode.SERIAL_ELSEWHERE,
                    row.row,
                    column=columns.get(kind.value, ""),
                    value=value,
                    other=other,
                )
    other = numbers.setdefault(row.line.line_no.casefold(), row.row)
    if other != row.row and "line_no" in columns:
        findings.add(
            ProblemCode.DUPLICATE_LINE_NO,
            row.row,
            column=columns["line_no"],
            value=row.line.line_no,
            other=other,
        )
