"""Figures of groups and totals: a table of what a symbolic protocol states, and one of how two protocols differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from handover_desktop.domain.money import Money
from handover_desktop.domain.symbolic import Difference, Grouping, GroupTotal, compare, differing_groups
from handover_desktop.domain.texts import N_
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow
from handover_desktop.protocol.layout.shaping import LRM, is_right_to_left
from handover_desktop.protocol.layout.tables import Align, Cell, Column, Row, Run
from handover_desktop.protocol.layout.typography import FINE, HAIR, Style
from handover_desktop.protocol.pages.facts import set_rows
from handover_desktop.protocol.pages.manuscript import NOTHING, Manuscript, cell, head_cell, plain

GROUP_HEADS = {Grouping.CATEGORY: N_("Category"), Grouping.LOT: N_("Lot")}
NO_GROUP = {Grouping.CATEGORY: N_("Without category"), Grouping.LOT: N_("Without lot")}


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """What a row of figures is about, for reading back: the sum of `what`, or that of the group `name` in it.

    `number` is of the protocol that is compared with, empty where nothing is.
    """

    what: str
    number: str = ""
    name: str = ""


def group_name(script: Manuscript, grouping: Grouping, name: str) -> tuple[str, ...]:
    """Return the name of a group as the list writes it, or words for lines without one."""
    return (name,) if name else script.tongues(NO_GROUP[grouping])


def set_groups(
    script: Manuscript, grouping: Grouping, groups: tuple[GroupTotal, ...], total: GroupTotal
) -> Flow:
    """Set the figures of each group over their sum, which stands alone where there is one group."""
    _ = script.tongues
    rows = [
        _figures_row(
            script,
            cell(group_name(script, grouping, group.name)),
            group,
            FiguresShown("group", name=group.name),
        )
        for group in groups
    ]
    rows.append(
        _figures_row(script, _bold(_("Listed total")), total, FiguresShown("total"), style=type_.BODY_BOLD)
    )
    rows = [replace(row, with_next=at < len(rows) - 1) for at, row in enumerate(rows)]
    return set_rows(script, _columns(script, _(GROUP_HEADS[grouping])), rows)


def set_comparison(
    script: Manuscript,
    number: str,
    grouping: Grouping,
    before: tuple[tuple[str, ...], tuple[GroupTotal, ...], GroupTotal],
    after: tuple[tuple[str, ...], tuple[GroupTotal, ...], GroupTotal],
) -> Flow:
    """Set two sums, (label, groups, total) each, and by how much the second is more or less, in all and by group."""
    _ = script.tongues
    rows = [
        _figures_row(script, _bold(label), total, FiguresShown(what, number), style=type_.BODY)
        for what, (label, _groups, total) in (("before", before), ("after", after))
    ]
    difference = compare(before[2], after[2])
    rows.append(
        _difference_row(
            script, _bold(_("Difference")), difference, FiguresShown("difference", number), type_.BODY_BOLD
        )
    )
    rows += [
        _difference_row(
            script,
            cell(_.each("of this: {group}", group=one.name or group_name(script, grouping, ""))),
            compare(one, other),
            FiguresShown("of-difference", number, one.name),
            type_.CELL,
        )
        for one, other in differing_groups(before[1], after[1])
    ]
    rows = [replace(row, with_next=at < len(rows) - 1) for at, row in enumerate(rows)]
    return set_rows(script, _columns(script, _("Figures")), rows)


def _columns(script: Manuscript, head: tuple[str, ...]) -> tuple[Column, ...]:
    _, page = script.tongues, script.portrait
    return (
        Column(head_cell(head)),
        Column(head_cell(_("Lines")), Align.RIGHT, least=page.span(2), most=page.span(2)),
        Column(head_cell(_("Pieces")), Align.DECIMAL, least=page.span(2), most=110),
        *(replace(column, least=page.span(2)) for column in script.value_columns(_("Value"))),
    )


def _bold(texts: tuple[str, ...]) -> Cell:
    return cell(texts, type_.BODY_BOLD, type_.LABEL_SECOND)


def _figures_row(
    script: Manuscript, label: Cell, total: GroupTotal, about: FiguresShown, *, style: Style = type_.CELL
) -> Row:
    cells = (
        label,
        plain(script.quantity(Decimal(total.lines)), style),
        plain(script.quantity(total.pieces), style),
        *script.value_cells(total.values, style),
    )
    weight = FINE if about.what == "total" else HAIR
    return Row(cells, above=FINE if about.what == "total" else 0.0, below=weight, about=about)


def _difference_row(
    script: Manuscript, label: Cell, difference: Difference, about: FiguresShown, style: Style
) -> Row:
    currencies = tuple(Run(money.currency, style) for money in difference.values)
    cells = (
        label,
        plain(signed(script, Decimal(difference.lines)), style),
        plain(signed(script, difference.pieces), style),
        *((currencies,) if script.is_mixed else ()),
        _signed_amounts(script, difference.values, style),
    )
    return Row(cells, about=about)


def _signed_amounts(script: Manuscript, values: Iterable[Money], style: Style) -> Cell:
    runs = tuple(
        Run(_with_sign(script, money.minor, script.amount(Money(money.currency, abs(money.minor)))), style)
        for money in values
    )
    return runs or (Run(NOTHING, style),)


def signed(script: Manuscript, count: Decimal) -> str:
    """Return a count with its sign, a dash for none."""
    return _with_sign(script, count, script.quantity(abs(count))) if count else NOTHING


def _with_sign(script: Manuscript, count: Decimal | int, figures: str) -> str:
    mark = LRM if is_right_to_left(script.tongues.languages[0]) else ""
    sign = "+" if count > 0 else "\N{MINUS SIGN}"
    return f"{mark}{sign}{figures}"
