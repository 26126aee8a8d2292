"""The commands of the paper route: forms to tick by hand, copies, supplementary protocols."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from handover_desktop.cli.commands import OpenRegister
from handover_desktop.cli.console import Console
from handover_desktop.cli.passphrases import unlock
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.formats import Formats


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


def extract(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write the extract of one receiving unit, or those of all of them, and say which files."""
    with closing(open_register()) as services:
        unlock(services, given)
        handover = services.handovers.find(given.reference).id
        languages = tuple(given.language)
        if given.all:
            with console.showing(console._("Saving the extracts…")) as progress:
                written = services.extracts.save_all(
                    handover, given.to, languages=languages, progress=progress
                )
        else:
            services.extracts.save(handover, given.unit, given.to, languages=languages)
            written = (given.to,)
    for path in written:
        console.print(console._("Written: {path}", path=path))
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


def copy(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write a numbered copy of the protocol, and say its number."""
    with closing(open_register()) as services:
        unlock(services, given)
        handover = services.handovers.find(given.reference).id
        languages = tuple(given.language)
        if given.voided:
            services.copies.save_voided(handover, given.voided, given.to, languages=languages)
        else:
            services.copies.save_copy(handover, given.to, languages=languages)
        number = services.documents.list(handover)[-1].edition
    console.print(console._("Copy no. {copy}, written: {path}", copy=number, path=given.to))
    return 0


def originals(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Note who holds an original where one is named, and show where all of them are."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        if given.note is not None:
            services.copies.note_original(handover, given.note, holder=given.holder, since=given.since)
        found = services.copies.originals(handover)
    if console.as_json:
        console.print_json(found)
        return 0
    for one in found:
        since = Formats(console._.language).date(one.since) if one.since else ""
        meant = console._("meant for: {holder}", holder=one.meant_for) if one.meant_for else ""
        console.print("  ".join(part for part in (str(one.original), one.holder or meant, since) if part))
    return 0
