"""The forms in which the command line shows values: JSON data, and lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from handover_desktop.cli.console import Console
from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.audit import ChainReport
from handover_desktop.domain.canonical import from_data, to_data
from handover_desktop.domain.handovers import Handover, HandoverDetails
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.money import Money
from handover_desktop.domain.reconciliation import ItemResult, OpenPoint
from handover_desktop.domain.tally import Tally, TallyRow
from handover_desktop.domain.terms import GROUP_TERMS, TERMS, say
from handover_desktop.formats import Formats
from handover_desktop.i18n import Translator
from handover_desktop.services.problem_lists import group_problems, say_problems
from handover_desktop.services.views import HandoverSummary, Progress

if TYPE_CHECKING:
    from handover_desktop.lists.problems import Problem
    from handover_desktop.services.demo import DemoSummary
    from handover_desktop.services.views import ListReading

Data = dict[str, object]
_MOST_ORIGINALS = 99
_REMEMBERED = "mapping-remembered"


def values(amounts: Iterable[Money]) -> dict[str, str]:
    """Return amounts as currency to decimal text."""
    return {money.currency: format(money.amount, "f") for money in amounts}


def row(line: TallyRow) -> Data:
    """Return one row of a summary."""
    return {"lines": line.lines, "pieces": format(line.pieces, "f"), "values": values(line.values)}


def summary(handover: HandoverSummary) -> Data:
    """Return what `handovers --json` says of each."""
    return {
        "reference": handover.reference,
        "state": handover.state,
        "title": handover.title,
        "place": handover.place,
        "date": handover.handover_date,
        "lines": handover.lines,
        "checked": handover.checked,
        "exceptions": handover.exceptions,
        "number": handover.number,
        "demo": handover.demo,
    }


def status(handover: Handover, tally: Tally, progress: Progress, points: Iterable[OpenPoint]) -> Data:
    """Return the counts and values of one handover."""
    found = list(points)
    return {
        "reference": handover.reference,
        "state": handover.state,
        "number": handover.number,
        "digest": handover.digest,
        "lines": progress.lines,
        "lines_done": progress.lines_done,
        "pieces": format(progress.pieces, "f"),
        "pieces_done": format(progress.pieces_done, "f"),
        "exceptions": progress.exceptions,
        "conflicts": progress.conflicts,
        "values": values(progress.values),
        "values_done": values(progress.values_done),
        "listed": row(tally.total()),
        "taken_over": row(tally.taken_over),
        "outcomes": {line.group.value: row(line) for line in tally.rows},
        "points": {s: sum(p.severity == s for p in found) for s in ("error", "confirm", "warning")},
    }


def item(result: ItemResult) -> Data:
    """Return one item with its identifiers and outcome; "decided" is false while nobody looked at it."""
    asset, finding = result.item.asset, result.finding
    return {
        "line_no": asset.line_no,
        "position": result.item.position,
        "origin": result.item.origin,
        "description": asset.description,
        **{kind.value: asset.identifier(kind) for kind in IdentifierKind},
        "identifiers": asset.identifiers,
        "quantity": asset.quantity,
        "unit": asset.unit,
        "unit_price": format(asset.unit_price.amount, "f") if asset.unit_price else None,
        "currency": asset.unit_price.currency if asset.unit_price else None,
        "receiving_unit": asset.receiving_unit,
        "outcome": finding.outcome if finding else "not-checked",
        "decided": finding is not None,
        "conflict": result.conflict,
        "presented": finding.presented if finding else None,
        "accepted": finding.accepted if finding else None,
        "qualifier": finding.qualifier if finding else None,
        "remark": finding.remark.text if finding and finding.remark else "",
        "readings": finding.readings if finding else (),
    }


def point(console: Console, found: OpenPoint) -> Data:
    """Return one open point."""
    return {
        "severity": found.severity,
        "code": found.point.name.lower().replace("_", "-"),
        "message": say(console._, found.point.text, dict(found.params)),
    }


def fields(asset: AssetLine) -> dict[str, str]:
    """Return the fields of a line as they were understood; empty ones are left out."""
    price = asset.unit_price or asset.line_value
    found = {
        "line_no": asset.line_no,
        "lot": asset.lot,
        "category": asset.category,
        "description": asset.description,
        "make": asset.make,
        "model": asset.model,
        **{
            kind.value: "; ".join(i.value for i in asset.identifiers if i.kind is kind)
            for kind in IdentifierKind
        },
        "quantity": format(asset.quantity, "f"),
        "unit": asset.unit,
        "unit_price": format(asset.unit_price.amount, "f") if asset.unit_price else "",
        "currency": price.currency if price else "",
        "line_value": format(asset.line_value.amount, "f") if asset.line_value else "",
        "receiving_unit": asset.receiving_unit,
        "location": asset.location,
        "kit_contents": asset.kit_contents,
        "order_reference": asset.order_reference,
        "warranty_months": "" if asset.warranty_months is None else str(asset.warranty_months),
        "remark": asset.remark,
    }
    return {name: value for name, value in found.items() if value}


def reading(console: Console, found: ListReading, handover: str, *, with_rows: bool) -> Data:
    """Return what `import --json` prints."""
    data: Data = {
        "sheet": found.sheet,
        "header_row": found.header_row,
        "columns": found.mapping,
        "columns_as_of": found.remembered,
        "rows_read": found.rows_read,
        "rows_imported": len(found.lines),
        "rows_to_complete": len(found.to_complete),
        "problems": [
            {
                "severity": problem.severity,
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "expected": problem.expected,
                "code": problem.code.code,
                "message": say_problems(console._, [problem]),
            }
            for problem in found.problems
        ],
        "totals": values(found.totals),
        "handover": handover,
    }
    if with_rows:
        data["rows"] = [fields(understood.line) for understood in found.rows]
    return data


def _told(_: Translator, group: Sequence[Problem]) -> str:
    first = group[0]
    rows = first.row or ""
    if len(group) > 1 and rows:
        rows = f"{rows}–{group[-1].row}"
    column = first.column if rows or len(group) == 1 else ""
    place = " ".join(str(part) for part in (first.sheet, rows, column) if part)
    return f"{_(TERMS[first.severity])} · {place} · {say_problems(_, group)}"


def print_reading(console: Console, found: ListReading, handover: str) -> None:
    """Say what was understood of a list, every problem with its place, and where the lines went."""
    _ = console._
    console.print(
        _(
            "Sheet {sheet}, header in row {row}, {count} rows read.",
            sheet=found.sheet,
            row=found.header_row,
            count=found.rows_read,
        )
    )
    for field, header in found.mapping.items():
        console.print(f"  {field:<18} {header.replace(chr(10), ', ')}")
    for group in group_problems(found.problems):
        hint = _("With --forget the columns are guessed anew.") if group[0].code.code == _REMEMBERED else ""
        console.print(f"{_told(_, group)} {hint}".rstrip())
    money = ", ".join(_money(console, amount) for amount in found.totals)
    if handover:
        imported = _.n(
            "{count} line imported into {to}.",
            "{count} lines imported into {to}.",
            len(found.lines),
            to=handover,
        )
    else:
        imported = _.n(
            "{count} line can be imported. Nothing was written.",
            "{count} lines can be imported. Nothing was written.",
            len(found.lines),
        )
    console.print(f"{imported} {money}".strip())


def print_status(console: Console, data: Mapping[str, object]) -> None:
    """Print the counts of a handover, and its items where they were asked for."""
    state = next(text for term, text in TERMS.items() if term == data["state"])
    console.print(f"{data['reference']}  {console._(state)}  {data['number']}".rstrip())
    done = console._("{done} of {all} lines checked", done=data["lines_done"], all=data["lines"])
    console.print(f"{done}, {console._('exceptions')}: {data['exceptions']}")
    outcomes = cast("dict[str, Data]", data["outcomes"])
    for group, text in GROUP_TERMS.items():
        if group.value in outcomes:
            line = outcomes[group.value]
            amounts = " ".join(f"{c} {v}" for c, v in cast("dict[str, str]", line["values"]).items())
            console.print(f"  {console._(text):<28} {line['lines']:>6} {line['pieces']:>8}  {amounts}")
    for one in cast("list[Data]", data.get("items", [])):
        marks = " ".join(str(one[kind.value]) for kind in IdentifierKind if one[kind.value])
        console.print(f"{one['line_no']:<10} {one['outcome']:<22} {marks}  {one['description']}")


def chain(report: ChainReport) -> Data:
    """Return the verdict over the audit chains."""
    return {
        "entries": report.entries,
        "heads": [{"device": d, "sequence": s, "hash": h} for d, s, h in report.heads],
        "broken": {"device": report.broken[0], "sequence": report.broken[1]} if report.broken else None,
        "clock_jumps": [{"device": d, "sequence": s} for d, s in report.clock_jumps],
    }


def print_chain(console: Console, report: ChainReport, missing: tuple[str, ...]) -> None:
    """Say that the chain is whole, its heads, and what is odd about it."""
    _ = console._
    console.print(
        _.n(
            "{count} audit entry, the chain is intact.",
            "{count} audit entries, the chain is intact.",
            report.entries,
        )
    )
    for device, sequence, head in report.heads:
        console.print(f"  {device} {sequence} {head}")
    for device, sequence in report.clock_jumps:
        console.print(
            _("The clock of {device} went back at entry {sequence}.", device=device, sequence=sequence)
        )
    for number in missing:
        console.print(_("The audit entry printed on {number} is not in the chain.", number=number))


def demo(found: DemoSummary) -> Data:
    """Return the demo's summary, taken from its register."""
    return {
        "reference": found.reference,
        "number": found.number,
        "digest": found.digest,
        "lots": [
            {"name": lot.name, "lines": lot.lines, "pieces": lot.pieces, "values": values(lot.values)}
            for lot in found.lots
        ],
        "listed": row(found.tally.total()),
        "taken_over": row(found.tally.taken_over),
        "outcomes": {line.group.value: row(line) for line in found.tally.rows},
        "supplementary": found.supplement,
        "ceremony": found.ceremony,
        "files": [str(path) for path in found.files],
    }


def print_demo(console: Console, found: DemoSummary) -> None:
    """Print the demo's summary, taken from its register."""
    _ = console._
    formats = Formats(_.language)
    console.print(
        _("Demo handover {reference}, protocol {number}", reference=found.reference, number=found.number)
    )
    for lot in found.lots:
        pieces = _.n("{number} piece", "{number} pieces", int(lot.pieces), number=formats.number(lot.pieces))
        console.print(f"  {lot.name}: {pieces}, {', '.join(_money(console, m) for m in lot.values)}")
    for line in found.tally.rows:
        amounts = ", ".join(_money(console, money) for money in line.values) or "–"
        console.print(
            f"  {_(GROUP_TERMS[line.group]):<28} {line.lines:>4} {formats.number(line.pieces):>7}  {amounts}"
        )
    accepted = ", ".join(_money(console, money) for money in found.tally.taken_over.values)
    console.print(f"  {_('Accepted in all')}: {accepted}")
    console.print(_("Supplementary protocol {number}", number=found.supplement))
    console.print(_("Ceremony protocol {number}", number=found.ceremony))
    for path in found.files:
        console.print(f"  {path}")


def merge_details(details: HandoverDetails, given: object) -> HandoverDetails:
    """Return the details with the fields of `given` in place of theirs; raise ValueError or TypeError."""
    if not isinstance(given, dict):
        raise TypeError("an object expected")
    merged = from_data(HandoverDetails, cast("Data", to_data(details)) | given)
    if not 1 <= merged.originals <= _MOST_ORIGINALS:
        raise ValueError(f"originals are counted from 1 to {_MOST_ORIGINALS}")
    return merged


def _money(console: Console, money: Money) -> str:
    return Formats(console._.language).money(money.amount, money.currency)
