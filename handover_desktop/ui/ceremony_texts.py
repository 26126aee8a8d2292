"""How the window shows what a symbolic handover states, and what was accepted beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from handover_desktop.domain.money import Money
from handover_desktop.domain.symbolic import Difference, GroupTotal, compare, differing_groups, total_of
from handover_desktop.domain.terms import TERMS
from handover_desktop.i18n import Translator
from handover_desktop.services.ceremonies import CeremonyStanding
from handover_desktop.ui.directions import led, left_to_right
from handover_desktop.ui.widgets.figures_table import FiguresRow

if TYPE_CHECKING:
    from handover_desktop.formats import Formats

_NOTHING = "–"


def group_rows(groups: tuple[GroupTotal, ...], _: Translator, formats: Formats) -> list[FiguresRow]:
    """Return the rows of groups, and of their sum."""
    rows = [_figures(group.name or _NOTHING, group, formats) for group in groups]
    return [*rows, _figures(_("On the list"), total_of(groups), formats, strong=True, parted=True)]


def standing_rows(standing: CeremonyStanding, _: Translator, formats: Formats) -> list[FiguresRow]:
    """Return what is stated, what is accepted by now, and once nothing is open the difference, by group too."""
    stated, accepted = total_of(standing.stated), total_of(standing.accepted)
    rows = [
        _figures(_("Stated at the ceremony"), stated, formats),
        _figures(_("Accepted"), accepted, formats),
    ]
    if standing.open_lines:
        return rows
    rows.append(_differing(_("Difference"), compare(stated, accepted), formats, strong=True, parted=True))
    rows += [
        _differing(one.name or _NOTHING, compare(one, other), formats)
        for one, other in differing_groups(standing.stated, standing.accepted)
    ]
    return rows


def standing_title(standing: CeremonyStanding, _: Translator, formats: Formats) -> str:
    """Return which ceremony it is: its number or reference, state, place and day."""
    found = standing.handover
    day = formats.date(found.details.handover_date) if found.details.handover_date else ""
    named = left_to_right(found.number or found.reference)
    parts = (named, _(TERMS[found.state]), found.details.place, day)
    return led(" · ".join(part for part in parts if part), _.language)


def standing_note(standing: CeremonyStanding, _: Translator) -> str:
    """Return what is to be known beside the figures; empty where nothing is."""
    if standing.open_lines:
        count = standing.open_lines
        return _.n("{count} item is not checked yet.", "{count} items are not checked yet.", count)
    if differing_groups(standing.stated, standing.accepted):
        return _("Both are printed, with the difference. It stops nothing.")
    return _("What was accepted agrees with what is stated.")


def _figures(
    word: str, total: GroupTotal, formats: Formats, *, strong: bool = False, parted: bool = False
) -> FiguresRow:
    values = "\n".join(formats.money(money.amount, money.currency) for money in total.values)
    lines, pieces = formats.number(Decimal(total.lines)), formats.number(total.pieces)
    return FiguresRow(word, lines, pieces, values or _NOTHING, strong, parted)


def _differing(
    word: str, difference: Difference, formats: Formats, *, strong: bool = False, parted: bool = False
) -> FiguresRow:
    lines = _signed(Decimal(difference.lines), formats)
    pieces = _signed(difference.pieces, formats)
    values = "\n".join(_signed_money(money, formats) for money in difference.values)
    return FiguresRow(word, lines, pieces, values or _NOTHING, strong, parted)


def _signed(count: Decimal, formats: Formats) -> str:
    return f"{_sign(count)}{formats.number(abs(count))}" if count else _NOTHING


def _signed_money(money: Money, formats: Formats) -> str:
    return f"{_sign(money.minor)}{formats.money(abs(money.amount), money.currency)}"


def _sign(count: Decimal | int) -> str:
    return "+" if count > 0 else "\N{MINUS SIGN}"
