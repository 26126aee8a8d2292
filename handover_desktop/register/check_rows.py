"""Check records as rows of tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from handover_desktop.domain.assets import Item
from handover_desktop.domain.canonical import from_data, to_data
from handover_desktop.domain.checks import (
    CheckRecord,
    Finding,
    Method,
    Qualifier,
    Remark,
    RemarkType,
    Settlement,
)
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.sheets import ItemSheet
from handover_desktop.register.columns import (
    day_of,
    instant,
    instant_of,
    json_list,
    json_text,
    quantity_of,
    thousandths,
)
from handover_desktop.register.item_rows import build_identifier, outcome_of
from handover_desktop.register.tables import CheckRecordRow, ItemRecordRow

_NO_FINDING: dict[str, Any] = {
    "outcome": None,
    "presented": 0,
    "accepted": 0,
    "qualifier": None,
    "remark_text": None,
    "remark_type": None,
    "agreed_action": None,
    "responsible": None,
    "deadline": None,
    "readings": "[]",
    "confirmed": "[]",
    "settlement": None,
    "sheet": None,
}


def check_columns(record: CheckRecord, *, item: Item, handover: HandoverId) -> dict[str, Any]:
    """Return the columns of a check record, without its order of arrival."""
    at, at_offset = instant(record.at)
    return {
        **(_finding_columns(record.finding) if record.finding else _NO_FINDING),
        "uid": record.id,
        "handover_id": handover,
        "item_id": item.id,
        "who": record.who,
        "at": at,
        "at_offset": at_offset,
        "device": record.device,
        "method": record.method.value,
        "replaces": json_text(record.replaces) if record.replaces else "[]",
    }


def _finding_columns(finding: Finding) -> dict[str, Any]:
    remark = finding.remark
    return {
        "outcome": finding.outcome.value,
        "presented": thousandths(finding.presented),
        "accepted": thousandths(finding.accepted),
        "qualifier": finding.qualifier.value if finding.qualifier else None,
        "remark_text": remark.text if remark else None,
        "remark_type": remark.type.value if remark else None,
        "agreed_action": remark.agreed_action if remark else None,
        "responsible": remark.responsible if remark else None,
        "deadline": remark.deadline.isoformat() if remark and remark.deadline else None,
        "readings": json_text([(r.kind, r.value) for r in finding.readings]) if finding.readings else "[]",
        "confirmed": json_text(finding.confirmed) if finding.confirmed else "[]",
        "settlement": finding.settlement.value if finding.settlement else None,
        "sheet": json_text(to_data(finding.sheet)) if finding.sheet else None,
    }


FINDING_COLUMNS = (
    CheckRecordRow.outcome,
    CheckRecordRow.presented,
    CheckRecordRow.accepted,
    CheckRecordRow.qualifier,
    CheckRecordRow.remark_text,
    CheckRecordRow.remark_type,
    CheckRecordRow.agreed_action,
    CheckRecordRow.responsible,
    CheckRecordRow.deadline,
    CheckRecordRow.readings,
    CheckRecordRow.confirmed,
    CheckRecordRow.settlement,
    CheckRecordRow.sheet,
)
"""What `build_finding` needs, in its order."""

CHECK_COLUMNS = (
    CheckRecordRow.uid,
    ItemRecordRow.uid.label("item_uid"),
    CheckRecordRow.who,
    CheckRecordRow.at,
    CheckRecordRow.at_offset,
    CheckRecordRow.device,
    CheckRecordRow.method,
    CheckRecordRow.replaces,
    *FINDING_COLUMNS,
)
"""What `build_check` needs, in its order."""


def build_finding(values: Sequence[Any]) -> Finding | None:
    """Return the finding of a check record from its `FINDING_COLUMNS`, or None where it withdraws."""
    name, presented, accepted, qualifier, text, kind, action, responsible, deadline, *lists = values
    readings, confirmed, settlement, sheet = lists
    outcome = outcome_of(name)
    if outcome is None:
        return None
    remark = None
    if text is not None:
        remark = Remark(text, RemarkType(kind), action, responsible, day_of(deadline))
    return Finding(
        outcome=outcome,
        presented=quantity_of(presented),
        accepted=quantity_of(accepted),
        qualifier=Qualifier(qualifier) if qualifier else None,
        remark=remark,
        readings=tuple(build_identifier(of, value) for of, value in json_list(readings)),
        confirmed=tuple(json_list(confirmed)),
        settlement=Settlement(settlement) if settlement else None,
        sheet=from_data(ItemSheet, json.loads(sheet)) if sheet else None,
    )


def build_check(values: Sequence[Any]) -> CheckRecord:
    """Return a check record from its `CHECK_COLUMNS`."""
    uid, item, who, at, at_offset, device, method, replaces = values[:8]
    return CheckRecord(
        id=uid,
        item=item,
        finding=build_finding(values[8:]),
        who=who,
        at=instant_of(at, at_offset),
        device=device,
        method=Method(method),
        replaces=tuple(json_list(replaces)),
    )


def head_ids(records: Iterable[tuple[int, str, str]]) -> tuple[int, ...]:
    """Return the ids of the records, given as (id, uid, replaces), that no other one replaces."""
    found = list(records)
    replaced = {old for _, _, replaces in found for old in json_list(replaces)}
    return tuple(id for id, uid, _ in found if uid not in replaced)
