"""Recording outcomes from the command line: one, or a stream of them."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.cli.console import Console, is_text
from handover_desktop.domain.assets import Item
from handover_desktop.domain.canonical import from_data
from handover_desktop.domain.checks import Method, Outcome, Qualifier, Remark, RemarkType, Settlement
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.sheets import ItemSheet
from handover_desktop.services.checking import finding_for
from handover_desktop.services.views import CheckRequest

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services


def record_one(console: Console, services: Services, handover: HandoverId, given: Namespace) -> int:
    """Record one outcome and say which item it was."""
    fields = {
        "outcome": given.outcome,
        "remark": given.remark,
        "presented": given.presented,
        "accepted": given.accepted,
        "sealed": given.sealed,
        "settled": given.settled,
        "sheet": _read_sheet(given.sheet) if given.sheet else None,
    }
    item = require_one(services, handover, given.item)
    services.checking.record(item.id, _request(fields))
    outcome = services.checking.card(item.id).finding
    assert outcome is not None
    console.print(f"{item.asset.line_no}: {outcome.outcome}")
    return 0


def record_batch(console: Console, services: Services, handover: HandoverId, lines: Iterable[str]) -> int:
    """Record one outcome for each line of JSON; answer each with one line, "ok" only after the commit.

    A line that is refused is answered and the next one read. Returns 0, 1 where a rule refused any line, 3 where
    the surroundings failed for any.
    """
    worst = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        answer, code = _record_line(console, services, handover, number, line)
        worst = max(worst, code)
        console.print_json_line(answer)
    return worst


def _record_line(
    console: Console, services: Services, handover: HandoverId, number: int, line: str
) -> tuple[dict[str, object], int]:
    named: object = None
    try:
        fields = _decode(line, number)
        named = fields.get("item")
        item = require_one(services, handover, str(named if named is not None else ""))
        request = _from_paper(services, _request(fields), fields)
        outcome = finding_for(item.asset, request).outcome
        services.checking.record(item.id, request)
    except (DomainError, EnvironmentFault) as error:
        refused: dict[str, object] = {"ok": False, "line": number, "item": named, "code": error.code.code}
        refused["message"] = console.sentence(error)
        return refused, 1 if isinstance(error, DomainError) else 3
    return {
        "ok": True,
        "line": number,
        "item": named,
        "line_no": item.asset.line_no,
        "outcome": outcome,
    }, 0


def _decode(line: str, number: int) -> Mapping[str, object]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise DomainError(Code.BATCH_LINE_UNREADABLE, line=number) from wrong
    if not isinstance(fields, dict) or not is_text(json.dumps(fields, ensure_ascii=False)):
        raise DomainError(Code.BATCH_LINE_UNREADABLE, line=number)
    return fields


def require_one(services: Services, handover: HandoverId, text: str) -> Item:
    found = services.checking.find(handover, text)
    if not found:
        raise DomainError(Code.ITEM_UNKNOWN, item=text)
    if len(found) > 1:
        raise DomainError(
            Code.ITEM_AMBIGUOUS, item=text, lines=", ".join(item.asset.line_no for item in found)
        )
    return found[0]


def _request(fields: Mapping[str, object]) -> CheckRequest:
    return CheckRequest(
        outcome=_outcome(fields.get("outcome")),
        presented=_quantity(fields.get("presented")),
        accepted=_quantity(fields.get("accepted")),
        qualifier=Qualifier.SEALED if _is_sealed(fields) else None,
        remark=_remark(fields),
        readings=_readings(fields.get("readings")),
        method=Method.COMMAND,
        settlement=_settlement(fields.get("settled")),
        sheet=_sheet(fields.get("sheet")),
    )


def _read_sheet(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as gone:
        raise EnvironmentFault(Code.NO_SUCH_FILE, path=path) from gone
    except OSError as fault:
        raise EnvironmentFault(Code.FILE_NOT_READ, path=path, detail=fault.strerror or fault) from fault
    except (ValueError, RecursionError) as wrong:
        raise DomainError(Code.SHEET_UNREADABLE, detail=str(wrong)) from wrong


def _sheet(value: object) -> ItemSheet | None:
    if value is None:
        return None
    try:
        return from_data(ItemSheet, value)
    except (ValueError, TypeError) as wrong:
        raise DomainError(Code.SHEET_UNREADABLE, detail=str(wrong)) from wrong


def _settlement(value: object) -> Settlement | None:
    if not value:
        return None
    try:
        return Settlement(str(value))
    except ValueError as unknown:
        raise DomainError(
            Code.SETTLEMENT_UNKNOWN, value=value, settlements=", ".join(Settlement)
        ) from unknown


def _from_paper(services: Services, request: CheckRequest, fields: Mapping[str, object]) -> CheckRequest:
    """Return `request` as ticked on paper where the line says so, with the name and the time written there."""
    method, who, at = fields.get("method"), fields.get("who"), fields.get("at")
    if method not in (None, Method.COMMAND.value, Method.PAPER.value):
        raise DomainError(Code.METHOD_UNKNOWN, value=method)
    if method != Method.PAPER.value:
        if who or at:
            raise DomainError(Code.PAPER_ONLY)
        return request
    return replace(request, method=Method.PAPER, who=str(who or ""), found_at=_moment(services, at))


def _moment(services: Services, at: object) -> datetime | None:
    """Return the time written on paper; without an offset it is the laptop's."""
    if not at:
        return None
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError as wrong:
        raise DomainError(Code.PAPER_TIME_UNREADABLE, value=at) from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=services.workplace.now().tzinfo)


def _is_sealed(fields: Mapping[str, object]) -> bool:
    return bool(fields.get("sealed")) or fields.get("qualifier") == Qualifier.SEALED


def _outcome(value: object) -> Outcome:
    try:
        return Outcome(str(value))
    except ValueError as unknown:
        raise DomainError(Code.OUTCOME_UNKNOWN, value=value, outcomes=", ".join(Outcome)) from unknown


def _quantity(value: object) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation as wrong:
        raise DomainError(Code.QUANTITY_NOT_A_NUMBER, value=value) from wrong
    if isinstance(value, bool) or not number.is_finite():
        raise DomainError(Code.QUANTITY_NOT_A_NUMBER, value=value)
    return number


def _remark(fields: Mapping[str, object]) -> Remark | None:
    text = fields.get("remark")
    if not text:
        return None
    try:
        kind = RemarkType(str(fields.get("remark_type") or RemarkType.OTHER))
        deadline = date.fromisoformat(str(fields["deadline"])) if fields.get("deadline") else None
    except ValueError as wrong:
        raise DomainError(Code.REMARK_UNREADABLE, detail=str(wrong)) from wrong
    return Remark(
        str(text),
        kind,
        str(fields.get("agreed_action") or ""),
        str(fields.get("responsible") or ""),
        deadline,
    )


def _readings(value: object) -> tuple[Identifier, ...]:
    if not value:
        return ()
    named = value if isinstance(value, dict) else {"": value}
    try:
        found = tuple(Identifier(IdentifierKind(kind), str(read).strip()) for kind, read in named.items())
    except ValueError as wrong:
        raise DomainError(Code.READINGS_UNREADABLE, kinds=", ".join(IdentifierKind)) from wrong
    if not all(isinstance(read, str | int) and str(read).strip() for read in named.values()):
        raise DomainError(Code.READINGS_UNREADABLE, kinds=", ".join(IdentifierKind))
    return found
