"""The commands of the paper route: forms to tick by hand, copies, supplementary protocols."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from handover_desktop.cli.commands import OpenRegister
from handover_desktop.cli.console import Console
from handover_desktop.domain.errors import Code, DomainError


def blank_form(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write a form to tick by hand, and say its number."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        services.papers.save_form(
            handover,
            given.to,
            unit=given.unit,
            open_only=given.open,
            languages=tuple(given.language),
        )
        form = services.papers.forms(handover)[0]
    console.print(console._("Form {form}, written: {path}", form=form.number, path=given.to))
    return 0


def supplement(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Make the supplementary handover of what stays open, and say its reference and its lines."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        left = services.supplements.open_items(handover)
        wanted = [item.uid for item in left if item.asset.line_no in given.item]
        if given.item and len(wanted) < len(set(given.item)):
            lines = ", ".join(item.asset.line_no for item in left)
            raise DomainError(Code.NOT_OPEN, items=", ".join(given.item), lines=lines)
        done = services.supplements.make(handover, reference=given.name, items=wanted)
        assert done.handover is not None
        made = services.handovers.get(done.handover)
        count = services.checking.progress(made.id).lines
    said = console._.n(
        "{reference}: {count} line carried over from {parent}.",
        "{reference}: {count} lines carried over from {parent}.",
        count,
        reference=made.reference,
        parent=given.reference,
    )
    console.print(said)
    return 0
