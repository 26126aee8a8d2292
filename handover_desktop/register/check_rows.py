"""Check records as rows of tables, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import RowMapping

from handover_desktop.domain.assets import Item
from handover_desktop.domain.checks import CheckRecord, Finding, Method, Qualifier, Remark, RemarkType
from handover_desktop.domain.ids import HandoverId, Uid
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
    }


def build_finding(row: RowMapping) -> Finding | None:
    """Return the finding of a check record's row, or None where it withdraws."""
    outcome = outcome_of(row["outcome"])
    if outcome is None:
        return None
    remark = None
    if row["remark_text"] is not None:
        remark = Remark(
            row["remark_text"],
            RemarkType(row["remark_type"]),
            row["agreed_action"],
            row["responsible"],
            day_of(row["deadline"]),
        )
    return Finding(
        outcome=outcome,
        presented=quantity_of(row["presented"]),
        accepted=quantity_of(row["accepted"]),
        qualifier=Qualifier(row["qualifier"]) if row["qualifier"] else None,
        remark=remark,
        readings=tuple(build_identifier(kind, value) for kind, value in json_list(row["readings"])),
        confirmed=tuple(json_list(row["confirmed"])),
    )


def build_check(row: RowMapping) -> CheckRecord:
    """Return a check record from its row, which also bears its item's uid as `item_uid`."""
    return CheckRecord(
        id=Uid(row["uid"]),
        item=Uid(row["item_uid"]),
        finding=build_finding(row),
        who=row["who"],
        at=instant_of(row["at"], row["at_offset"]),
        device=row["device"],
        method=Method(row["method"]),
        replaces=replaced_by(row["replaces"]),
    )


def replaced_by(replaces: str) -> tuple[Uid, ...]:
    """Return the records that a record names as replaced."""
    return tuple(Uid(uid) for uid in json_list(replaces))


def head_ids(records: Iterable[tuple[int, str, str]]) -> tuple[int, ...]:
    """Return the ids of the records, given as (id, uid, replaces), that no other one replaces."""
    found = list(records)
    replaced = {old for _, _, replaces in found for old in json_list(replaces)}
    return tuple(id for id, uid, _ in found if uid not in replaced)
