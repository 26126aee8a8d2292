"""The commands that give data and labels out."""

from __future__ import annotations

import argparse
import re
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.cli.console import Console
from handover_desktop.cli.passphrases import add_passphrase, unlock
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.labels import CodeKind
from handover_desktop.domain.terms import say
from handover_desktop.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from handover_desktop.cli.commands import OpenRegister
    from handover_desktop.domain.progress import Progress
    from handover_desktop.services.desk import Services

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
DECIMALS = {"point": ".", "comma": ","}
FORMS = ("xlsx", "csv", "json", "zip", "pdf")
PARTS = (
    "list", "summary", "accepted", "remarks", "not-accepted", "missing", "surplus", "not-checked", "allocation",
    "threshold",
)  # fmt: skip


def add_export(_: Translator, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command `export`."""
    part = add(
        "export", export, _("give a handover out as data, or without REF the whole register"), reads=True
    )
    part.add_argument("reference", metavar="REF", nargs="?")
    part.add_argument("--to", type=Path, required=True, metavar="FILE")
    part.add_argument(
        "--as",
        dest="form",
        choices=FORMS,
        help=_("what to write (zip is the archive); without it, by the ending of FILE"),
    )
    part.add_argument(
        "--language", action="append", default=[], metavar="TAG", help=_("of headings and outcomes")
    )
    part.add_argument(
        "--redacted", action="store_true", help=_("leave out people, places of units and unmarked vehicles")
    )
    part.add_argument(
        "--unmarked",
        action="append",
        default=[],
        metavar="WORD",
        help=_("a word in category or description that tells unmarked vehicles"),
    )
    csv = part.add_argument_group("CSV")
    csv.add_argument("--part", choices=PARTS, default="list", help=_("which table to write"))
    csv.add_argument("--separator", choices=SEPARATORS, default="semicolon")
    csv.add_argument("--decimal", choices=DECIMALS, default="point", help=_("the sign before decimals"))
    csv.add_argument("--no-bom", action="store_true", help=_("without a byte order mark"))
    add_passphrase(_, part)


def add_labels(_: Translator, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command `labels`."""
    part = add("labels", labels, _("write labels for the items of a handover as PDF"))
    part.add_argument("reference", metavar="REF")
    part.add_argument("--to", type=Path, required=True, metavar="FILE")
    part.add_argument(
        "--sheet", default="a4-3x8", metavar="SHEET", help="a4-3x8 a4-3x7 a4-4x10 a4-5x13 letter-3x10"
    )
    part.add_argument("--code", choices=[*map(str, CodeKind)], default=CodeKind.QR.value)
    part.add_argument(
        "--of", choices=[*map(str, IdentifierKind)], help=_("the identifier in the code, where there is one")
    )
    part.add_argument("--start", type=int, default=1, metavar="N", help=_("begin at this label of the sheet"))
    part.add_argument(
        "--shift", type=_shift, default=(0.0, 0.0), metavar="X,Y", help=_("move all labels, in millimetres")
    )
    part.add_argument("--note", default="", metavar="TEXT", help=_("a short text on every label"))
    part.add_argument("--unit", default="", metavar="CODE", help=_("only items of this receiving unit"))
    part.add_argument("--item", action="append", default=[], metavar="LINE", help=_("only this line"))
    part.add_argument("--outlines", action="store_true", help=_("draw the edges, to try the printer"))


def labels(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write sheets of labels."""
    from handover_desktop.services.labels import LabelChoice

    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        found = [item.id for line in given.item for item in services.checking.find(handover, line)]
        if given.item and not found:
            raise DomainError(Code.LABELS_NONE, reference=given.reference)
        choice = LabelChoice(
            sheet=given.sheet,
            kind=CodeKind(given.code),
            first=IdentifierKind(given.of) if given.of else None,
            note=given.note,
            start=given.start,
            shift=given.shift,
            outlines=given.outlines,
            unit=given.unit,
            items=frozenset(found),
        )
        with console.showing(console._("Writing {name}…", name=given.to.name)) as progress:
            _changes, made = services.labels.save(handover, given.to, choice, progress=progress)
    for left in made.left_out:
        print(say(console._, left.text, left.params), file=console.err)
    console.print(console._("Written: {path}", path=given.to))
    return 0


def _shift(text: str) -> tuple[float, float]:
    found = re.fullmatch(r"(-?[0-9]{1,2}(?:\.[0-9]{1,2})?),(-?[0-9]{1,2}(?:\.[0-9]{1,2})?)", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"X,Y in millimetres expected, not {text!r}")
    return float(found[1]), float(found[2])


def export(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Give a handover out in one form, or the register as JSON."""
    form = given.form or given.to.suffix.lower().removeprefix(".")
    if not _can_be_written(form, given):
        console.err.write(
            console._(
                "Say with --as what to write. A whole register is written as json; a PDF is written with "
                "--redacted, an archive without; --unmarked needs --redacted."
            )
            + "\n"
        )
        return 2
    with closing(open_register()) as services:
        if form == "zip":
            unlock(services, given)
        with console.showing(console._("Writing {name}…", name=given.to.name)) as progress:
            if given.reference is None:
                services.exporting.save_register(given.to, progress=progress)
            else:
                _save(services, form, given, progress)
    if console.as_json:
        console.print_json(
            {"file": str(given.to), "form": form, "handover": given.reference, "redacted": given.redacted}
            | _style(form, given)
        )
    else:
        console.print(console._("Written: {path}", path=given.to))
        if form == "csv":
            console.print(_told(console._, given))
    return 0


def _told(_: Translator, given: Namespace) -> str:
    return _(
        "UTF-8, separator {separator}, decimal sign {decimal}",
        separator=given.separator if given.separator == "tab" else SEPARATORS[given.separator],
        decimal=DECIMALS[given.decimal],
    )


def _can_be_written(form: str, given: Namespace) -> bool:
    """Tell whether there is such a file: of a register JSON alone, no archive that is redacted, no PDF that is not."""
    if form not in FORMS or (given.reference is None and form != "json"):
        return False
    is_redacted = given.redacted or bool(given.unmarked)
    if is_redacted and (given.reference is None or form == "zip" or not given.redacted):
        return False
    return is_redacted or form != "pdf"


def _save(services: Services, form: str, given: Namespace, progress: Progress | None) -> None:
    from handover_desktop.services.exporting import Dialect, Part, Redaction

    handover = services.handovers.find(given.reference).id
    languages = tuple(given.language)
    redaction = Redaction(tuple(given.unmarked)) if given.redacted else None
    if form == "json":
        services.exporting.save_json(handover, given.to, redaction=redaction, progress=progress)
    elif form == "pdf":
        assert redaction is not None
        services.exporting.save_redacted_pdf(
            handover, given.to, redaction=redaction, languages=languages, progress=progress
        )
    elif form == "zip":
        services.archiving.save(handover, given.to, progress=progress)
    elif form == "xlsx":
        services.exporting.save_xlsx(
            handover, given.to, languages=languages, redaction=redaction, progress=progress
        )
    else:
        dialect = Dialect(SEPARATORS[given.separator], not given.no_bom, DECIMALS[given.decimal])
        services.exporting.save_csv(
            handover,
            given.to,
            part=Part(given.part),
            dialect=dialect,
            languages=languages,
            redaction=redaction,
            progress=progress,
        )


def _style(form: str, given: Namespace) -> dict[str, object]:
    """Return how a CSV was written: who reads it has to know."""
    if form != "csv":
        return {}
    return {
        "part": given.part,
        "separator": SEPARATORS[given.separator],
        "decimal": DECIMALS[given.decimal],
        "encoding": "utf-8" if given.no_bom else "utf-8-sig",
    }
