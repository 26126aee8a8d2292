"""The commands: each calls one use case and says what came of it."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from handover_desktop.cli import shapes
from handover_desktop.cli.checks import record_batch, record_one
from handover_desktop.cli.console import Console
from handover_desktop.cli.list_versions import take_version
from handover_desktop.cli.passphrases import unlock
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.terms import TERMS, say
from handover_desktop.resources import resource_path
from handover_desktop.services.editions import Seal

if TYPE_CHECKING:
    from handover_desktop.domain.ids import HandoverId
    from handover_desktop.services.desk import Services
    from handover_desktop.services.views import ListReading, Wishes


class OpenRegister(Protocol):
    """Opens the register of this run; with `create`, makes it where there is none."""

    def __call__(self, *, create: bool = False) -> Services: ...


def import_list(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Import a list, or only say what would be imported; 1 where no row can be."""
    from handover_desktop.services.importing import take_rest
    from handover_desktop.services.problem_lists import save_problems

    handover = ""
    with ExitStack() as stack:
        services = _open_existing(console, open_register, given)
        if services is not None:
            stack.callback(services.close)
        into = given.new_version or given.handover
        target = services.handovers.find(into).id if services and into else None
        reading = _read(console, services, given, target)
        if given.keep_rest and reading.lines:
            reading = take_rest(reading, console._)
        if services is not None and target is not None and given.new_version:
            return take_version(console, services, target, given, reading)
        if reading.lines and not given.dry_run:
            if services is None:
                services = stack.enter_context(_made_anew(open_register))
            with console.showing(console._("Importing {name}…", name=reading.file_name)) as progress:
                done = services.importing.bring_in(
                    reading, handover=target, again=given.again, progress=progress
                )
            assert done.handover is not None
            handover = services.handovers.get(done.handover).reference
    if given.problems is not None:
        save_problems(reading, given.problems, translator=console._)
    if console.as_json:
        console.print_json(shapes.reading(console, reading, handover, with_rows=given.rows))
    else:
        shapes.print_reading(console, reading, handover)
    return 0 if reading.lines else 1


@contextmanager
def _made_anew(open_register: OpenRegister) -> Iterator[Services]:
    """Make a register for what is done in it; where that does not come about, nothing is left of it."""
    services = open_register(create=True)
    try:
        yield services
    except BaseException:
        services.discard()
        raise
    services.close()


def _open_existing(console: Console, open_register: OpenRegister, given: Namespace) -> Services | None:
    """Open the register that a list goes into, if there is one; a dry run goes on without one that cannot be opened."""
    try:
        return open_register()
    except EnvironmentFault as fault:
        is_missing = fault.code is Code.REGISTER_MISSING
        if given.handover or given.new_version or not (given.dry_run or is_missing):
            raise
        if not is_missing:
            said = console._("Not compared with the register: {why}", why=console.sentence(fault))
            print(said, file=console.err)
    return None


def _read(
    console: Console, services: Services | None, given: Namespace, target: HandoverId | None
) -> ListReading:
    """Understand the list as it is wished, and as the last time where nothing else is said."""
    from handover_desktop.services.importing import read_list

    mapping: dict[str, str] = {}
    for field, header in given.map:  # said twice, an identifier stands in two columns
        mapping[field] = f"{mapping[field]}\n{header}" if field in mapping else header
    wishes: Wishes = {
        "sheet": given.sheet,
        "mapping": mapping or None,
        "header_row": given.header_row,
        "group_field": "" if given.groups == "none" else given.groups,
        "apart": given.apart,
        "corrections": dict(given.correct),
    }
    with console.showing(console._("Reading {name}…", name=given.list.name)) as progress:
        if services is None:
            return read_list(given.list, progress=progress, **wishes)
        return services.importing.read(
            given.list, handover=target, anew=given.forget, progress=progress, **wishes
        )


def list_handovers(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """List the handovers, newest first."""
    with closing(open_register()) as services:
        found = services.handovers.overview()
    if console.as_json:
        console.print_json([shapes.summary(handover) for handover in found])
        return 0
    for one in found:
        state = console._(TERMS[one.state])
        console.print(f"{one.reference:<20} {state:<14} {one.checked}/{one.lines}  {one.title}".rstrip())
    if not found:
        console.print(console._("There is no handover in this register yet. Import a list."))
    return 0


def show_status(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Show counts and values of one handover, with `--items` every item."""
    with closing(open_register()) as services:
        current = services.handovers.find(given.reference)
        data = shapes.status(
            current,
            services.checking.tally(current.id),
            services.checking.progress(current.id),
            services.reconciling.points(current.id),
        )
        if given.items:
            data["items"] = [shapes.item(result) for result in services.checking.results(current.id)]
    if console.as_json:
        console.print_json(data)
    else:
        shapes.print_status(console, data)
    return 0


def show_details(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Print what is agreed about a handover as JSON, the form that `prepare` takes."""
    with closing(open_register()) as services:
        console.print_json(services.handovers.find(given.reference).details)
    return 0


def prepare(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Set what is agreed about a handover from a JSON file; fields that it does not name are left as they are."""
    try:
        data = json.loads(given.details.read_text(encoding="utf-8"))
    except OSError as fault:
        raise EnvironmentFault(Code.FILE_NOT_READ, path=given.details, detail=fault.strerror) from fault
    except (ValueError, RecursionError) as wrong:
        raise DomainError(Code.DETAILS_UNREADABLE, path=given.details, detail=str(wrong)) from wrong
    with closing(open_register()) as services:
        current = services.handovers.find(given.reference)
        try:
            details = shapes.merge_details(current.details, data)
        except (ValueError, TypeError) as wrong:
            raise DomainError(Code.DETAILS_UNREADABLE, path=given.details, detail=str(wrong)) from wrong
        services.handovers.save_details(current.id, details, revision=current.revision)
    console.print(console._("The details of {reference} were saved.", reference=current.reference))
    return 0


def check(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Record one outcome, or with `--batch` one for each line of JSON."""
    if given.batch is None and (given.item is None or given.outcome is None):
        console.err.write(console._("Name an item and an outcome, or --batch.") + "\n")
        return 2
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        if given.batch is None:
            return record_one(console, services, handover, given)
        if given.batch == "-":
            return record_batch(console, services, handover, console.inp)
        try:
            text = Path(given.batch).read_text(encoding="utf-8", errors="surrogateescape")
        except OSError as fault:
            raise EnvironmentFault(Code.FILE_NOT_READ, path=given.batch, detail=fault.strerror) from fault
        return record_batch(console, services, handover, text.split("\n"))


def undo(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Take back what was recorded last on this laptop, for all items it was recorded for at once."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        last = services.checking.last(handover)
        services.checking.undo_last(handover)
    if last is not None and last.count > 1:
        said = console._.n("Taken back: {count} item.", "Taken back: {count} items.", last.count)
    else:
        said = console._("Taken back: line {line}.", line=last.item.asset.line_no if last else "")
    console.print(said)
    return 0


def close_open(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Close every open item as not checked."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        done = services.reconciling.close_open_as_not_checked(handover)
    closed = console._.n(
        "{count} item closed as not checked.", "{count} items closed as not checked.", len(done.items)
    )
    console.print(closed)
    return 0


def show_points(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Show what is open; 1 while anything stops finalising."""
    with closing(open_register()) as services:
        points = services.reconciling.points(services.handovers.find(given.reference).id)
    if console.as_json:
        console.print_json([shapes.point(console, point) for point in points])
    for point in () if console.as_json else points:
        severity = console._(TERMS[point.severity])
        console.print(f"{severity}: {say(console._, point.point.text, dict(point.params))}")
    return 1 if any(point.severity == "error" for point in points) else 0


def finalise(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Freeze the content; where errors stop it, say each of them."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        try:
            services.finalising.finalise(handover)
        except DomainError as refused:
            if refused.code is Code.NOT_READY:
                for point in services.reconciling.points(handover):
                    if point.severity == "error":
                        print(say(console._, point.point.text, dict(point.params)), file=console.err)
            raise
        current = services.handovers.get(handover)
    console.print(
        console._("Finalised as {number}, digest {digest}.", number=current.number, digest=current.digest)
    )
    return 0


def write_protocol(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write the protocol as PDF: the final one, or with `--draft` as it would be now."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        unlock(services, given)
        seal = Seal.NONE if given.no_seal else Seal.SEALED
        services.documents.save(
            handover, given.to, draft=given.draft, languages=tuple(given.language), seal=seal
        )
    console.print(console._("Written: {path}", path=given.to))
    return 0


def audit(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Check the audit chain and the heads that finalised protocols have printed."""
    with closing(open_register()) as services:
        report = services.safekeeping.verify_audit()
        missing = services.safekeeping.missing_anchors() if report.intact else ()
    intact = report.intact and not missing
    if console.as_json:
        console.print_json({**shapes.chain(report), "intact": intact, "missing_anchors": list(missing)})
    elif not report.intact:
        assert report.broken is not None
        device, sequence = report.broken
        console.print(say(console._, Code.AUDIT_BROKEN.text, {"sequence": sequence, "device": device}))
    else:
        shapes.print_chain(console, report, missing)
    return 0 if intact else 1


def back_up(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write a checked copy of the register."""
    with closing(open_register()) as services:
        services.safekeeping.back_up(given.file)
    console.print(console._("Backed up to {path}.", path=given.file))
    return 0


def run_demo(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Run the scripted demo handover into a folder and print what its register holds in the end."""
    from handover_desktop.services.demo import run_demo as run

    summary = run(given.to, catalogues=resource_path("catalogues"))
    if console.as_json:
        console.print_json(shapes.demo(summary))
    else:
        shapes.print_demo(console, summary)
    return 0


def self_test(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Try every part of the installed program on a throw-away register; 1 where one fails."""
    from handover_desktop.services.self_test import run_self_test

    results = run_self_test(resource_path("catalogues"))
    if console.as_json:
        console.print_json([{"part": r.part, "ok": r.ok, "detail": r.detail} for r in results])
    for result in () if console.as_json else results:
        console.print(f"{'ok  ' if result.ok else 'FAIL'} {result.part}  {result.detail}".rstrip())
    return 0 if all(result.ok for result in results) else 1
