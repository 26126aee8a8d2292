"""Finds the identifiers that stand on more than one row."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, lookup_key
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
    seen = _Seen(columns, findings)
    return tuple(
        replace(row, importable=False) if row.importable and not seen.take(row) else row for row in rows
    )


class _Seen:
    """Remembers on which row each identifier stood first."""

    def __init__(self, columns: Mapping[str, str], findings: Findings) -> None:
        self._columns = columns
        self._findings = findings
        self._first: dict[Hashable, int] = {}
        self._serials: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def take(self, row: UnderstoodRow) -> bool:
        """Compare a row with those before it; return whether it can be imported beside them."""
        keys = list(_keys(row.line))
        repeated = False
        for identifier, key, text in keys:
            other = self._first.get(key)
            if other is not None:
                code = _CODES[identifier.kind]
                self._add(code, row, identifier.kind.value, identifier.value, other)
                repeated = repeated or code in _KEEPS_OUT
            elif identifier.kind is IdentifierKind.SERIAL_NUMBER and text in self._serials:
                self._add(
                    ProblemCode.SERIAL_ELSEWHERE, row, "serial_number", identifier.value, self._serials[text]
                )
        if repeated:
            return False
        for identifier, key, text in keys:
            self._first.setdefault(key, row.row)
            if identifier.kind is IdentifierKind.SERIAL_NUMBER:
                self._serials.setdefault(text, row.row)
        number = row.line.line_no
        other = self._numbers.setdefault(number.casefold(), row.row)
        if other != row.row and "line_no" in self._columns:
            self._add(ProblemCode.DUPLICATE_LINE_NO, row, "line_no", number, other)
        return True

    def _add(self, code: ProblemCode, row: UnderstoodRow, field: str, value: str, other: int) -> None:
        self._findings.add(code, row.row, column=self._columns.get(field, ""), value=value, other=other)


def _keys(line: AssetLine) -> Iterator[tuple[Identifier, Hashable, str]]:
    """Return each identifier with what makes it unique, and its text as compared."""
    for identifier in line.identifiers:
        text = lookup_key(identifier.value)
        if text:
            yield identifier, _unique(identifier.kind, text, line.make, line.model), text


def unique_key(identifier: Identifier, make: str, model: str) -> Hashable:
    """Return what no two assets have in common; a serial number is one of its make and model."""
    return _unique(identifier.kind, lookup_key(identifier.value), make, model)


def _unique(kind: IdentifierKind, text: str, make: str, model: str) -> Hashable:
    if kind is IdentifierKind.SERIAL_NUMBER:
        return kind, text, make.casefold(), model.casefold()
    return kind, text
