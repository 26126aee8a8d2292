"""What a new version of a list changed, in words: the same ones in the window, at the command line and in files."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from handover_desktop.domain.list_changes import (
    ChangeKind,
    Difference,
    FieldChange,
    KnownLine,
    LineChange,
    LineStep,
    ListTotals,
    Value,
    field_changes,
)
from handover_desktop.domain.money import Money
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator
from handover_desktop.lists.fields import FIELD_LABELS

if TYPE_CHECKING:
    from handover_desktop.formats import Formats

KIND_TERMS: dict[ChangeKind, str] = {
    ChangeKind.ADDED: N_("Added"),
    ChangeKind.CHANGED: N_("Changed"),
    ChangeKind.GONE: N_("Gone"),
}
STEP_TERMS: dict[LineStep, str] = {
    LineStep.CHANGED: N_("Changed"),
    LineStep.WITHDRAWN: N_("Withdrawn from the list"),
    LineStep.KEPT: N_("No longer on the list, kept because something was found"),
    LineStep.LISTED: N_("Was not on the list, now is"),
    LineStep.RESTORED: N_("On the list again"),
}


def say_field(change: FieldChange, _: Translator) -> str:
    """Return what a field is called; a column that no field has keeps its heading."""
    return change.heading or _(FIELD_LABELS[change.field])


def say_value(value: Value, formats: Formats) -> str:
    """Return what stands in a field; a dash where nothing does."""
    if isinstance(value, Money):
        return formats.money(value.amount, value.currency)
    if isinstance(value, Decimal | int):
        return formats.number(Decimal(value))
    return value or "–"


def say_change(change: FieldChange, _: Translator, formats: Formats) -> str:
    """Return a field with what stood and what stands there."""
    before, after = say_value(change.before, formats), say_value(change.after, formats)
    return _("{field}: was {before}, is {after}", field=say_field(change, _), before=before, after=after)


def say_line_change(change: LineChange, _: Translator, formats: Formats) -> tuple[str, ...]:
    """Return what became of a line, then each field that differs."""
    fields = field_changes(change.before, change.after)
    return (_(STEP_TERMS[change.step]), *(say_change(one, _, formats) for one in fields))


def say_check(known: KnownLine | None, _: Translator) -> str:
    """Return what was found for a line, or an empty text where nobody looked."""
    if known is None or not known.is_checked:
        return ""
    if known.conflict:
        return _("Two results")
    return _(TERMS[known.finding.outcome]) if known.finding else ""


def say_consequence(difference: Difference, _: Translator) -> str:
    """Return what accepting a difference means beyond its fields; empty where it means nothing more."""
    if difference.doubtful:
        return _("Perhaps another asset: look at both")
    if difference.needs_second_look:
        return _("The check stays, to be looked at again")
    if difference.step in (None, LineStep.CHANGED):
        return ""
    if difference.step is LineStep.KEPT:
        return _("The check stays; printed as not on the list")
    return _(STEP_TERMS[difference.step]) if difference.step else ""


def say_totals(totals: ListTotals, _: Translator, formats: Formats) -> str:
    """Return what a list amounts to."""
    lines = _.n("{count} line", "{count} lines", totals.lines)
    pieces = _.n(
        "{number} piece", "{number} pieces", int(totals.pieces), number=formats.number(totals.pieces)
    )
    return ", ".join((lines, pieces, *(formats.money(one.amount, one.currency) for one in totals.values)))


def say_changes(changes: Iterable[FieldChange], _: Translator, formats: Formats) -> str:
    """Return several fields in one line."""
    return "; ".join(say_change(one, _, formats) for one in changes)
