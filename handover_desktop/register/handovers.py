"""Handovers in the register: their summaries, their details, their life."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import RowMapping, and_, case, delete, func, insert, or_, select, update

from handover_desktop.domain.canonical import from_data
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import (
    DonorProfile,
    Handover,
    HandoverDetails,
    ListVersion,
    Logo,
    Paper,
    ParentProtocol,
)
from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.states import State
from handover_desktop.domain.symbolic import Grouping, StandsFor
from handover_desktop.domain.tally import Group
from handover_desktop.register.columns import (
    day_of,
    instant,
    instant_of,
    json_list,
    json_text,
    optional_instant_of,
)
from handover_desktop.register.handover_rows import (
    PARTS,
    PLAIN_DETAILS,
    clause,
    detail_columns,
    member,
    part_columns,
    party,
    reference_key,
    unit,
)
from handover_desktop.register.summaries import HandoverSummary, summary
from handover_desktop.register.tables import (
    ClauseRow,
    CommissionMemberRow,
    HandoverRow,
    ItemResultRow,
    ListVersionRow,
    PartyRow,
    ReceivingUnitRow,
    VoidedProtocolRow,
)
from handover_desktop.register.transaction import Transaction, WritingTransaction

IS_EXCEPTION = or_(
    ItemResultRow.conflict,
    and_(ItemResultRow.outcome.is_not(None), ItemResultRow.main_group != Group.ACCEPTED.value),
    ItemResultRow.main_group == Group.SURPLUS.value,
)
"""Anything but open or plainly accepted."""

_IS_SETTLED = or_(ItemResultRow.outcome.is_not(None), ItemResultRow.main_group == Group.SURPLUS.value)
"""Decided, or not on the list: that needs no outcome."""

_Part = PartyRow | CommissionMemberRow | ReceivingUnitRow | ClauseRow | ListVersionRow


class HandoverReading(Transaction):
    """Handovers as they stand."""

    def has_handovers(self) -> bool:
        """Tell whether there is any handover in the register."""
        return self._connection.execute(select(HandoverRow.id).limit(1)).first() is not None

    def handovers(self) -> tuple[HandoverSummary, ...]:
        """Return every handover of the register, newest first."""
        counts = (
            select(
                ItemResultRow.handover_id,
                func.count().label("lines"),
                func.sum(case((_IS_SETTLED, 1), else_=0)).label("checked"),
                func.sum(case((IS_EXCEPTION, 1), else_=0)).label("exceptions"),
            )
            .group_by(ItemResultRow.handover_id)
            .subquery()
        )
        voided = (
            select(func.count())
            .where(VoidedProtocolRow.handover_id == HandoverRow.id)
            .scalar_subquery()
            .label("voided")
        )
        found = self._connection.execute(
            select(HandoverRow, counts.c.lines, counts.c.checked, counts.c.exceptions, voided)
            .outerjoin(counts, counts.c.handover_id == HandoverRow.id)
            .order_by(HandoverRow.created_at.desc(), HandoverRow.id.desc())
        )
        return tuple(summary(dict(row)) for row in found.mappings())

    def handover(self, id: HandoverId) -> Handover:
        """Return a handover with its details, lists and parent; raise DomainError(HANDOVER_UNKNOWN)."""
        row = self._connection.execute(select(HandoverRow).where(HandoverRow.id == id)).mappings().first()
        if row is None:
            raise DomainError(Code.HANDOVER_UNKNOWN, reference=id)
        return self._build(row)

    def find_handover(self, reference: str) -> Handover:
        """Return the handover of that reference, whatever its case; raise DomainError(HANDOVER_UNKNOWN)."""
        query = select(HandoverRow).where(HandoverRow.reference_key == reference_key(reference))
        row = self._connection.execute(query).mappings().first()
        if row is None:
            raise DomainError(Code.HANDOVER_UNKNOWN, reference=reference)
        return self._build(row)

    def handover_of_uid(self, uid: Uid) -> Handover:
        """Return the handover of that uid; raise DomainError(HANDOVER_UNKNOWN)."""
        row = self._connection.execute(select(HandoverRow).where(HandoverRow.uid == uid)).mappings().first()
        if row is None:
            raise DomainError(Code.HANDOVER_UNKNOWN, reference=uid)
        return self._build(row)

    def symbolic_handovers(self, of: Uid) -> tuple[Handover, ...]:
        """Return the symbolic handovers of the one of this uid, oldest first, but no cancelled ones."""
        query = (
            select(HandoverRow)
            .where(HandoverRow.symbolic_of == of, HandoverRow.state != State.CANCELLED.value)
            .order_by(HandoverRow.id)
        )
        return tuple(self._build(row) for row in self._connection.execute(query).mappings().all())

    def _build(self, row: RowMapping) -> Handover:
        handover_id = HandoverId(row["id"])
        parent = None
        if row["parent_reference"] is not None:
            parent = ParentProtocol(row["parent_reference"], row["parent_number"], row["parent_digest"])
        stands_for = None
        if row["symbolic_of"] is not None:
            stands_for = StandsFor(Uid(row["symbolic_of"]), Grouping(row["symbolic_grouping"]))
        return Handover(
            id=handover_id,
            uid=Uid(row["uid"]),
            reference=row["reference"],
            state=State(row["state"]),
            created_at=instant_of(row["created_at"], row["created_offset"]),
            revision=row["revision"],
            details=self._details(row, handover_id),
            lists=self._lists(handover_id),
            parent=parent,
            stands_for=stands_for,
            demo=bool(row["demo"]),
            number=row["number"],
            digest=row["digest"],
            finalised_at=optional_instant_of(row["finalised_at"], row["finalised_offset"]),
            cancel_reason=row["cancel_reason"],
        )

    def _details(self, row: RowMapping, handover: HandoverId) -> HandoverDetails:
        return HandoverDetails(
            **{name: row[name] for name in PLAIN_DETAILS},
            handover_date=day_of(row["handover_date"]),
            starts_at=optional_instant_of(row["starts_at"], row["starts_offset"]),
            ends_at=optional_instant_of(row["ends_at"], row["ends_offset"]),
            languages=tuple(json_list(row["languages"])),
            paper=Paper(row["paper"]),
            donor=from_data(DonorProfile, json.loads(row["donor"])),
            logos=from_data(tuple[Logo, ...], json_list(row["logos"])),
            parties=tuple(party(part) for part in self._parts(PartyRow, handover)),
            commission=tuple(member(part) for part in self._parts(CommissionMemberRow, handover)),
            receiving_units=tuple(unit(part) for part in self._parts(ReceivingUnitRow, handover)),
            clauses=tuple(clause(part) for part in self._parts(ClauseRow, handover)),
        )

    def _lists(self, handover: HandoverId) -> tuple[ListVersion, ...]:
        return tuple(
            ListVersion(
                file_name=part["file_name"],
                sha256=part["sha256"],
                sheet=part["sheet"],
                rows=part["rows"],
                imported_at=instant_of(part["imported_at"], part["imported_offset"]),
                replaces=part["replaces"],
            )
            for part in self._parts(ListVersionRow, handover)
        )

    def _parts(self, table: type[_Part], handover: HandoverId) -> list[RowMapping]:
        query = select(table).where(table.handover_id == handover).order_by(table.position)
        return list(self._connection.execute(query).mappings())


class HandoverWriting(HandoverReading, WritingTransaction):
    """Changes of handovers; the rules of their life are the caller's."""

    def add_handover(
        self,
        *,
        uid: Uid,
        reference: str,
        details: HandoverDetails,
        demo: bool = False,
        parent: ParentProtocol | None = None,
        stands_for: StandsFor | None = None,
    ) -> Handover:
        """Add a handover in preparation; raise DomainError: REFERENCE_TAKEN, REFERENCE_EMPTY."""
        created_at, created_offset = self._at_columns
        values = {
            **self._naming(reference),
            **detail_columns(details),
            "uid": uid,
            "state": State.PREPARING.value,
            "demo": demo,
            "revision": 1,
            "created_at": created_at,
            "created_offset": created_offset,
            "changed_at": created_at,
            "changed_offset": created_offset,
            "parent_reference": parent.reference if parent else None,
            "parent_number": parent.number if parent else None,
            "parent_digest": parent.digest if parent else None,
            "symbolic_of": stands_for.handover if stands_for else None,
            "symbolic_grouping": stands_for.grouping.value if stands_for else None,
            "number": "",
            "digest": "",
            "cancel_reason": "",
        }
        added = self._connection.execute(
            insert(HandoverRow).values(values).returning(HandoverRow.id)
        ).scalar_one()
        handover = HandoverId(added)
        self._add_parts(handover, details)
        return self.handover(handover)

    def save_details(self, id: HandoverId, details: HandoverDetails, *, revision: int) -> Handover:
        """Replace the details that were read at `revision`; raise DomainError(CHANGED_MEANWHILE)."""
        changed = self._connection.execute(
            update(HandoverRow)
            .where(HandoverRow.id == id, HandoverRow.revision == revision)
            .values(**detail_columns(details), revision=revision + 1, **self._change())
        )
        if not changed.rowcount:
            raise DomainError(Code.CHANGED_MEANWHILE, reference=self.handover(id).reference)
        for table in PARTS:
            self._connection.execute(delete(table).where(table.handover_id == id))
        self._add_parts(id, details)
        return self.handover(id)

    def rename(self, id: HandoverId, reference: str) -> None:
        """Give a handover another reference; raise DomainError: REFERENCE_TAKEN, REFERENCE_EMPTY."""
        self._update(id, **self._naming(reference, of=id))

    def set_state(self, id: HandoverId, state: State, *, reason: str = "") -> None:
        """Bring a handover to a state; `reason` belongs to a cancelled one."""
        self._update(id, state=state.value, cancel_reason=reason)

    def add_list(
        self, handover: HandoverId, version: ListVersion, *, mapping: Mapping[str, str], problems: object
    ) -> None:
        """Note which list was imported, how its columns were read, and what was doubtful about it."""
        imported_at, imported_offset = instant(version.imported_at)
        self._connection.execute(
            insert(ListVersionRow),
            {
                "handover_id": handover,
                "position": len(self._lists(handover)),
                "file_name": version.file_name,
                "sha256": version.sha256,
                "sheet": version.sheet,
                "rows": version.rows,
                "imported_at": imported_at,
                "imported_offset": imported_offset,
                "mapping": json_text(mapping),
                "problems": json_text(problems),
                "replaces": version.replaces,
            },
        )
        self._update(handover)

    def _naming(self, reference: str, *, of: HandoverId | None = None) -> dict[str, str]:
        name, key = reference.strip(), reference_key(reference)
        if not name:
            raise DomainError(Code.REFERENCE_EMPTY)
        query = select(HandoverRow.id).where(HandoverRow.reference_key == key, HandoverRow.id != (of or 0))
        if self._connection.execute(query).first() is not None:
            raise DomainError(Code.REFERENCE_TAKEN, reference=name)
        return {"reference": name, "reference_key": key}

    def _update(self, handover: HandoverId, **values: object) -> None:
        changed = self._connection.execute(
            update(HandoverRow).where(HandoverRow.id == handover).values(**values, **self._change())
        )
        if not changed.rowcount:
            raise DomainError(Code.HANDOVER_UNKNOWN, reference=handover)

    def _change(self) -> dict[str, object]:
        changed_at, changed_offset = self._at_columns
        return {"changed_at": changed_at, "changed_offset": changed_offset}

    def _add_parts(self, handover: HandoverId, details: HandoverDetails) -> None:
        for table, parts in zip(PARTS, part_columns(details), strict=True):
            rows = [
                {**part, "handover_id": handover, "position": position} for position, part in enumerate(parts)
            ]
            if rows:
                self._connection.execute(insert(table), rows)
