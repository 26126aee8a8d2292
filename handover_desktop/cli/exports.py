"""The commands that give data out."""

from __future__ import annotations

import argparse
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.cli.console import Console
from handover_desktop.cli.passphrases import add_passphrase, unlock
from handover_desktop.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from handover_desktop.cli.commands import OpenRegister
    from handover_desktop.services.desk import Services

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
DECIMALS = {"point": ".", "comma": ","}
FORMS = ("xlsx", "csv", "json", "zip")
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
    csv = part.add_argument_group("CSV")
    csv.add_argument("--part", choices=PARTS, default="list", help=_("which table to write"))
    csv.add_argument("--separator", choices=SEPARATORS, default="semicolon")
    csv.add_argument("--decimal", choices=DECIMALS, default="point", help=_("the sign before decimals"))
    csv.add_argument("--no-bom", action="store_true", help=_("without a byte order mark"))
    add_passphrase(_, part)


def export(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Give a handover out in one form, or the register as JSON."""
    form = given.form or given.to.suffix.lower().removeprefix(".")
    if form not in FORMS or (given.reference is None and form != "json"):
        console.err.write(
            console._("Say with --as what to write; a whole register is written as json.") + "\n"
        )
        return 2
    with closing(open_register()) as services:
        if given.reference is None:
            services.exporting.save_register(given.to)
        else:
            _save(services, form, given)
    if console.as_json:
        console.print_json(
            {"file": str(given.to), "form": form, "handover": given.reference} | _style(form, given)
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


def _save(services: Services, form: str, given: Namespace) -> None:
    from handover_desktop.services.exporting import Dialect, Part

    handover = services.handovers.find(given.reference).id
    languages = tuple(given.language)
    if form == "json":
        services.exporting.save_json(handover, given.to)
    elif form == "zip":
        unlock(services, given)
        services.archiving.save(handover, given.to)
    elif form == "xlsx":
        services.exporting.save_xlsx(handover, given.to, languages=languages)
    else:
        dialect = Dialect(SEPARATORS[given.separator], not given.no_bom, DECIMALS[given.decimal])
        services.exporting.save_csv(
            handover, given.to, part=Part(given.part), dialect=dialect, languages=languages
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
