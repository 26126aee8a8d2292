"""The commands of scans: finding the handover of signed pages, and keeping them."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from handover_desktop.cli.commands import OpenRegister
from handover_desktop.cli.console import Console
from handover_desktop.cli.voiding import say_voided, voided_data
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.scans import PageState, ScanPage, name_pages
from handover_desktop.domain.terms import SCAN_TERMS
from handover_desktop.services.scanning import HandoverScan, JudgedFile, ScanReport, read_files

_TROUBLE = frozenset({PageState.FOREIGN, PageState.OTHER_CONTENT, PageState.VOIDED, PageState.UNREADABLE})


def scan(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Find the handovers of scanned pages and attach each file to its own; 1 where a page is not one of theirs."""
    files = read_files(given.files)
    with closing(open_register()) as services:
        report = services.scanning.judge(files)
        if not report.found:
            if report.foreign:
                raise DomainError(Code.SCAN_OF_ANOTHER_REGISTER, numbers=", ".join(report.foreign))
            raise DomainError(Code.SCAN_UNKNOWN)
        for found in report.found:
            services.scanning.attach([judged.file for judged in found.files], handover=found.handover)
    return _tell(console, report)


def attach(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Attach scans to one handover, also those on which no code can be read; 1 where a page is not one of its own."""
    files = read_files(given.files)
    told = dict(given.page)
    if told and len(files) != 1:
        console.err.write(console._("Pages are told by hand for one file at a time.") + "\n")
        return 2
    assigned = {(files[0].sha256, at): page for at, page in told.items()}
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        report = services.scanning.judge(files, handover=handover, assigned=assigned)
        services.scanning.attach(files, handover=handover, assigned=assigned)
    return _tell(console, report)


def _tell(console: Console, report: ScanReport) -> int:
    if console.as_json:
        console.print_json(
            {
                "handovers": [_handover(found) for found in report.found],
                "unclaimed": [_file(judged) for judged in report.unclaimed],
            }
        )
    else:
        for found in report.found:
            _print_handover(console, found)
        for judged in report.unclaimed:
            console.print(console._("{file}: not attached", file=judged.file.name))
            _print_pages(console, judged)
    pages = [page for found in report.found for page in found.pages]
    is_odd = bool(report.unclaimed) or any(page.state in _TROUBLE for page in pages)
    return 1 if is_odd else 0


def _handover(found: HandoverScan) -> dict[str, object]:
    return {
        "reference": found.reference,
        "number": found.number,
        "voided": [voided_data(one) for one in found.voided],
        "files": [_file(judged) for judged in found.files],
        "coverage": [
            {"part": one.part, "pages": one.pages, "present": one.present, "missing": one.missing}
            for one in found.coverage
        ],
    }


def _file(judged: JudgedFile) -> dict[str, object]:
    return {
        "file": judged.file.name,
        "sha256": judged.file.sha256,
        "kept_before": judged.is_kept_already,
        "pages": judged.pages,
    }


def _print_handover(console: Console, found: HandoverScan) -> None:
    _ = console._
    console.print(f"{found.reference}  {found.number}".rstrip())
    for voided in found.voided:
        console.print("  " + say_voided(console, voided))
    for judged in found.files:
        name = judged.file.name
        kept = (
            _("{file}: attached already", file=name)
            if judged.is_kept_already
            else _("{file}: attached", file=name)
        )
        console.print(f"  {kept}")
        _print_pages(console, judged)
    for one in found.coverage:
        said = _.n("The only page is there.", "All {count} pages are there.", one.pages)
        if not one.is_complete:
            said = _(
                "Pages there: {present} (of {pages}); missing: {missing}.",
                present=name_pages(one.present),
                pages=one.pages,
                missing=name_pages(one.missing),
            )
        if one.part:
            said = _("Extract for {unit}: {said}", unit=one.part, said=said)
        console.print(f"  {said}")


def _print_pages(console: Console, judged: JudgedFile) -> None:
    for page in judged.pages:
        console.print(f"    {page.at:>4}  {_describe(console, page)}")


def _describe(console: Console, page: ScanPage) -> str:
    _ = console._
    said = _(SCAN_TERMS[page.state])
    if not page.page:
        return said
    counted = _("Page {number} of {pages}", number=page.page, pages=page.pages)
    named = page.number if page.state in (PageState.FOREIGN, PageState.OTHER_PAPER, PageState.VOIDED) else ""
    return "  ".join(filter(None, (counted, said, named)))
