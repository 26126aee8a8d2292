"""The commands of the paper route: forms to tick by hand."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from handover_desktop.cli.commands import OpenRegister
from handover_desktop.cli.console import Console


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
