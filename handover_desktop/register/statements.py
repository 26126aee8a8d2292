"""The statements of a recorded check and of an import, compiled once: these paths are walked most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ClauseElement, Dialect, bindparam, insert, select, update
from sqlalchemy.sql.compiler import SQLCompiler

from handover_desktop.register.item_rows import ITEM_COLUMNS
from handover_desktop.register.tables import (
    AuditEntryRow,
    CheckRecordRow,
    HandoverRow,
    ItemIdentifierRow,
    ItemRecordRow,
    ItemResultRow,
    PhotoRow,
    Row,
)

PHOTO_COLUMNS = (
    PhotoRow.uid,
    PhotoRow.number,
    PhotoRow.sha256,
    PhotoRow.width,
    PhotoRow.height,
    PhotoRow.caption,
    PhotoRow.taken_at,
    PhotoRow.taken_offset,
)
"""What a photo is built from, in this order; the uid of its item follows."""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL in the driver's own spelling, and the names of its positional parameters."""

    sql: str
    names: tuple[str, ...]
    fixed: Mapping[str, object]

    def parameters(self, values: Mapping[str, object]) -> tuple[object, ...]:
        """Return `values` in the order of the statement."""
        return tuple([values[name] if name in values else self.fixed[name] for name in self.names])

    def of_rows(self, count: int) -> str:
        """Return the SQL of an insert for `count` rows at once: the index of the search takes far longer row by row."""
        head, values = self.sql.rsplit("VALUES ", 1)
        return f"{head}VALUES {', '.join([values] * count)}"


class Statements:
    """The compiled statements for one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.records_of_item = self._compile(
            select(ItemResultRow.handover_id, CheckRecordRow.id, CheckRecordRow.uid, CheckRecordRow.replaces)
            .outerjoin(CheckRecordRow, CheckRecordRow.item_id == ItemResultRow.item_id)
            .where(ItemResultRow.item_id == bindparam("of_item"))
        )
        self.item = self._compile(select(*ITEM_COLUMNS).where(ItemRecordRow.id == bindparam("of_item")))
        self.standing = self._compile(
            select(
                *ITEM_COLUMNS,
                HandoverRow.id,
                HandoverRow.reference,
                HandoverRow.state,
            )
            .join_from(ItemRecordRow, HandoverRow, ItemRecordRow.handover_id == HandoverRow.id)
            .where(ItemRecordRow.id == bindparam("of_item"))
        )
        self.listed_identifiers = self._compile(
            select(ItemIdentifierRow.kind, ItemIdentifierRow.value)
            .where(ItemIdentifierRow.item_id == bindparam("of_item"), ItemIdentifierRow.listed)
            .order_by(ItemIdentifierRow.position)
        )
        self.photos_of_item = self._compile(
            select(*PHOTO_COLUMNS, ItemRecordRow.uid)
            .join_from(PhotoRow, ItemRecordRow, ItemRecordRow.id == PhotoRow.item_id)
            .where(PhotoRow.item_id == bindparam("of_item"))
            .order_by(PhotoRow.number)
        )
        self.add_check = self._compile(
            insert(CheckRecordRow).returning(CheckRecordRow.id), _names(CheckRecordRow, "id")
        )
        self.save_result = self._compile(
            update(ItemResultRow).where(ItemResultRow.item_id == bindparam("of_item")),
            _names(ItemResultRow, "item_id", "handover_id"),
        )
        self.touch_handover = self._compile(
            update(HandoverRow).where(HandoverRow.id == bindparam("of_handover")),
            ["changed_at", "changed_offset"],
        )
        self.add_item = self._compile(insert(ItemRecordRow), _names(ItemRecordRow, "id"))
        self.add_identifier = self._compile(insert(ItemIdentifierRow), _names(ItemIdentifierRow))
        self.add_result = self._compile(insert(ItemResultRow), _names(ItemResultRow))
        self.audit_head = self._compile(
            select(AuditEntryRow.sequence, AuditEntryRow.hash, AuditEntryRow.at)
            .where(AuditEntryRow.device == bindparam("device"))
            .order_by(AuditEntryRow.sequence.desc())
            .limit(1)
        )
        self.append_audit = self._compile(insert(AuditEntryRow), _names(AuditEntryRow))

    def _compile(self, statement: ClauseElement, keys: list[str] | None = None) -> Statement:
        compiled = statement.compile(dialect=self._dialect, column_keys=keys)
        assert isinstance(compiled, SQLCompiler)
        return Statement(str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params))


def _names(row: type[Row], *without: str) -> list[str]:
    return [column.name for column in row.__table__.columns if column.name not in without]
