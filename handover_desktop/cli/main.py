"""The command `handover`: its arguments, and its exit codes.

Exit codes: 0 done, or yes; 1 no: a verdict, or refused by a rule; 2 wrong usage; 3 the surroundings: disk, lock,
permission.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from handover_desktop import __version__
from handover_desktop.cli import (
    ceremonies,
    checklists,
    commands,
    exports,
    papers,
    pictures,
    scans,
    seals,
    signatures,
    voiding,
)
from handover_desktop.cli.console import Console, OutputLost, is_text, texts_in
from handover_desktop.cli.list_versions import add_version_arguments
from handover_desktop.cli.passphrases import add_passphrase
from handover_desktop.domain.checks import Outcome, Settlement
from handover_desktop.domain.errors import DomainError, EnvironmentFault
from handover_desktop.domain.symbolic import Grouping
from handover_desktop.folders import default_register_path
from handover_desktop.i18n import Translator, language_of_surroundings, load_translator
from handover_desktop.resources import resource_path

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services

    _Acts = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, NO, USAGE, SURROUNDINGS = 0, 1, 2, 3


class OpenServices(Protocol):
    """Opens a register with its use cases; with `create`, makes it where there is none."""

    def __call__(self, path: Path, *, create: bool = False) -> Services: ...


def run(arguments: Sequence[str], *, open_services: OpenServices) -> int:
    """Run one command and return its exit code; nothing but a sentence is ever shown for a refused one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    _ = _translator()
    parsed = _parse(_, arguments)
    register = parsed.register or default_register_path()

    def open_register(*, create: bool = False) -> Services:
        return open_services(register, create=create)

    console = Console(_, sys.stdout, sys.stderr, sys.stdin, as_json=getattr(parsed, "json", False))
    try:
        return _obey(console, open_register, parsed)
    except OutputLost as lost:
        # Python writes out what is left at its end, and would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(lost.__cause__, BrokenPipeError):
            print(lost, file=sys.stderr)
        return SURROUNDINGS
    except KeyboardInterrupt:
        print(_("Stopped. What was under way was undone."), file=sys.stderr)
        return SURROUNDINGS


def _obey(console: Console, open_register: commands.OpenRegister, given: argparse.Namespace) -> int:
    command = cast("Callable[..., int]", given.command)
    try:
        return command(console, open_register, given)
    except DomainError as refused:
        return console.fail(refused, NO)
    except EnvironmentFault as fault:
        return console.fail(fault, SURROUNDINGS)


def _translator() -> Translator:
    return load_translator(language_of_surroundings(os.environ), resource_path("catalogues"))


def _parse(_: Translator, arguments: Sequence[str]) -> argparse.Namespace:
    parser = _parser(_)
    parsed = parser.parse_args(arguments)
    for text in texts_in(list(vars(parsed).values())):
        if not is_text(text):
            parser.error(f"{text!r} is not text in UTF-8")
    return parsed


def _parser(_: Translator) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="handover",
        description=_("Hand over assets offline: from the asset list to the signed protocol."),
        epilog=_(
            "Exit codes: 0 done or yes; 1 no or refused by a rule; 2 wrong usage; 3 disk, lock or permission."
        ),
    )
    parser.add_argument("--version", action="version", version=f"handover-desktop {__version__}")
    parser.add_argument("--register", type=Path, metavar="FILE", help=_("the register to work on"))
    shared = _shared(_)
    parts = parser.add_subparsers(required=True, metavar=_("COMMAND"))

    def add(
        name: str, command: Callable[..., int], text: str, *, reads: bool = False
    ) -> argparse.ArgumentParser:
        part = parts.add_parser(name, parents=[shared], help=text, description=text)
        part.set_defaults(command=command)
        if reads:
            part.add_argument("--json", action="store_true", help=_("print JSON"))
        return part

    _add_lists(_, add)
    exports.add_export(_, add)
    exports.add_labels(_, add)
    _add_checks(_, add)
    _add_documents(_, add)
    _add_signing(_, add)
    voiding.add_reopening(_, add)
    _add_pictures(_, add)
    _add_checklists(_, add)
    _add_seal(_, add)
    _add_upkeep(_, add)
    return parser


def _shared(_: Translator) -> argparse.ArgumentParser:
    """Return what every command takes after its name too."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--register", type=Path, metavar="FILE", default=argparse.SUPPRESS, help=_("the register to work on")
    )
    return shared


Adder = Callable[..., argparse.ArgumentParser]


def _add_lists(_: Translator, add: Adder) -> None:
    part = add(
        "import",
        commands.import_list,
        _("import an asset list (XLSX, XLS, XLSB, ODS, XML, HTML, CSV)"),
        reads=True,
    )
    part.add_argument("list", type=Path, metavar="LIST")
    part.add_argument("--dry-run", action="store_true", help=_("only say what would be imported"))
    part.add_argument("--sheet", metavar="NAME")
    part.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=HEADER",
        type=_mapping,
        help=_("name a column by hand"),
    )
    part.add_argument(
        "--forget",
        action="store_true",
        help=_("guess the columns anew, whatever was chosen for the last list with this header"),
    )
    part.add_argument("--header-row", type=int, metavar="N", help=_("the row of the headings; 0 for none"))
    part.add_argument(
        "--groups",
        choices=["lot", "category", "none"],
        help=_("what a heading over several rows becomes; a lot, unless another was chosen before"),
    )
    part.add_argument(
        "--apart",
        type=int,
        action="append",
        default=[],
        metavar="ROW",
        help=_("make a line for each piece of this row"),
    )
    part.add_argument(
        "--handover", metavar="REF", help=_("add to this handover; otherwise a new one is made")
    )
    part.add_argument(
        "--again", action="store_true", help=_("import it even where the same list was imported before")
    )
    part.add_argument("--rows", action="store_true", help=_("with --json: print every row as understood"))
    part.add_argument(
        "--correct",
        action="append",
        default=[],
        metavar="CELL=TEXT",
        type=_correction,
        help=_("read a cell as if it held this text, such as C4=12"),
    )
    part.add_argument(
        "--keep-rest",
        action="store_true",
        help=_("take the rows that are kept out too, to be completed on site"),
    )
    part.add_argument(
        "--problems",
        type=Path,
        metavar="FILE",
        help=_("write the list of all problems to this file (.xlsx or .csv)"),
    )
    add_version_arguments(_, part)
    add("handovers", commands.list_handovers, _("list the handovers of the register"), reads=True)
    part = add("status", commands.show_status, _("show counts and values of a handover"), reads=True)
    part.add_argument("reference", metavar="REF")
    part.add_argument("--items", action="store_true", help=_("show every item"))
    part = add(
        "details", commands.show_details, _("show what is agreed about a handover, as JSON"), reads=True
    )
    part.add_argument("reference", metavar="REF")
    part = add("prepare", commands.prepare, _("set what is agreed about a handover from a JSON file"))
    part.add_argument("reference", metavar="REF")
    part.add_argument(
        "--details", type=Path, required=True, metavar="FILE", help=_("what `details` prints, edited")
    )


def _add_checks(_: Translator, add: Adder) -> None:
    part = add("check", commands.check, _("record what was found for an item"))
    part.add_argument("reference", metavar="REF")
    part.add_argument("item", metavar="ITEM", nargs="?", help=_("a line number or any identifier"))
    part.add_argument(
        "outcome", metavar="OUTCOME", nargs="?", choices=[*map(str, Outcome)], help=" ".join(Outcome)
    )
    part.add_argument("--remark", metavar="TEXT")
    part.add_argument("--presented", metavar="N")
    part.add_argument("--accepted", metavar="N")
    part.add_argument(
        "--settled",
        choices=[*map(str, Settlement)],
        help=_("how what an earlier protocol left open was settled"),
    )
    part.add_argument(
        "--sheet", type=Path, metavar="FILE", help=_("what else was noted: answers, damage, kit, as JSON")
    )
    part.add_argument("--sealed", action="store_true", help=_("sealed, contents not inspected"))
    part.add_argument(
        "--batch", metavar="FILE", help=_("read one JSON object a line from FILE, or - for the input")
    )
    part = add("undo", commands.undo, _("take back the last recorded outcome"))
    part.add_argument("reference", metavar="REF")
    part = add("close-open", commands.close_open, _("close every open item as not checked"))
    part.add_argument("reference", metavar="REF")
    part = add("blank-form", papers.blank_form, _("write a form to tick by hand as PDF"))
    part.add_argument("reference", metavar="REF")
    part.add_argument("--to", type=Path, required=True, metavar="FILE")
    part.add_argument("--open", action="store_true", help=_("only items that are not checked yet"))
    part.add_argument("--unit", default="", metavar="CODE", help=_("only items of this receiving unit"))
    part.add_argument("--language", action="append", default=[], metavar="TAG")
    part = add("points", commands.show_points, _("show what is open and what stops finalising"), reads=True)
    part.add_argument("reference", metavar="REF")


def _add_copies(_: Translator, add: Adder) -> None:
    part = add("copy", papers.copy, _("write a numbered copy that carries the sealed file"))
    part.add_argument("reference", metavar="REF")
    part.add_argument(
        "--voided", metavar="NUMBER", help=_("of the voided protocol of this number, marked VOID")
    )
    part.add_argument("--to", type=Path, required=True, metavar="FILE")
    part.add_argument("--language", action="append", default=[], metavar="TAG")
    add_passphrase(_, part)
    part = add("originals", papers.originals, _("show or note who holds which original"), reads=True)
    part.add_argument("reference", metavar="REF")
    part.add_argument("--note", type=int, metavar="N", help=_("the number of the original"))
    part.add_argument("--holder", default="", metavar="NAME", help=_("who holds it"))
    part.add_argument("--since", type=date.fromisoformat, metavar="DATE", help=_("since when, YYYY-MM-DD"))


def _add_documents(_: Translator, add: Adder) -> None:
    part = add("finalise", commands.finalise, _("freeze the content and give the protocol its number"))
    part.add_argument("reference", metavar="REF")
    part = add("protocol", commands.write_protocol, _("write the protocol as PDF"))
    part.add_argument("reference", metavar="REF")
    part.add_argument("--to", type=Path, required=True, metavar="FILE")
    part.add_argument("--language", action="append", default=[], metavar="TAG")
    part.add_argument("--draft", action="store_true")
    part.add_argument("--no-seal", action="store_true", help=_("write it without a seal, on purpose"))
    add_passphrase(_, part)
    _add_copies(_, add)
    part = add("extract", papers.extract, _("write what a receiving unit gets, for it to sign, as PDF"))
    part.add_argument("reference", metavar="REF")
    which = part.add_mutually_exclusive_group(required=True)
    which.add_argument("--unit", metavar="CODE", help=_("of this receiving unit"))
    which.add_argument(
        "--all", action="store_true", help=_("of every receiving unit, into the folder of --to")
    )
    part.add_argument("--to", type=Path, required=True, metavar="PATH")
    part.add_argument("--language", action="append", default=[], metavar="TAG")
    add_passphrase(_, part)
    part = add("supplement", papers.supplement, _("carry what stays open over to a supplementary protocol"))
    part.add_argument("reference", metavar="REF")
    part.add_argument("--as", dest="name", default="", metavar="REF", help=_("the reference of the new one"))
    part.add_argument("--item", action="append", default=[], metavar="LINE", help=_("only this line"))
    _add_ceremony(_, add)
    part = add(
        "scan", scans.scan, _("attach scans of signed pages to the handovers they belong to"), reads=True
    )
    part.add_argument("files", type=Path, metavar="FILE", nargs="+")
    part = add("attach", scans.attach, _("attach scans to a handover, readable or not"), reads=True)
    part.add_argument("reference", metavar="REF")
    part.add_argument("files", type=Path, metavar="FILE", nargs="+")
    part.add_argument(
        "--page",
        action="append",
        default=[],
        type=_page_told,
        metavar="AT=PAGE/PAGES",
        help=_("say which page of the protocol a place in the file is, where its code is not readable"),
    )
    part = add("verify", seals.verify, _("check a protocol file, its seal and its signatures"), reads=True)
    part.add_argument("file", type=Path, metavar="FILE")
    part.add_argument("--report", type=Path, metavar="FILE", help=_("write the report as text"))
    part.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="CERTIFICATE",
        help=_("trust this certificate (PEM or DER) for this once"),
    )


def _add_ceremony(_: Translator, add: Adder) -> None:
    part = add(
        "ceremony",
        ceremonies.ceremony,
        _("show what the ceremony protocols of a handover state beside what is accepted, or make one"),
        reads=True,
    )
    part.add_argument("reference", metavar="REF")
    part.add_argument("--make", action="store_true", help=_("make one: groups and totals of the list"))
    part.add_argument("--as", dest="name", default="", metavar="REF", help=_("the reference of the new one"))
    part.add_argument("--by", choices=[*map(str, Grouping)], help=_("what the lines are grouped by"))
    part.add_argument("--place", metavar="TEXT", help=_("the place of the ceremony"))
    part.add_argument(
        "--date", type=date.fromisoformat, metavar="DATE", help=_("the day of the ceremony, YYYY-MM-DD")
    )


def _add_signing(_: Translator, add: Adder) -> None:
    part = add(
        "sign",
        signatures.sign,
        _("note what a party does about the protocol; without --party, show how each stands"),
        reads=True,
    )
    part.add_argument("reference", metavar="REF")
    part.add_argument("--party", type=int, metavar="N", help=_("the party's place, from 1"))
    acts = part.add_mutually_exclusive_group()
    acts.add_argument("--on-paper", action="store_true", help=_("it signs with ink on the printed protocol"))
    acts.add_argument("--refused", action="store_true", help=_("it refused to sign, before a witness"))
    acts.add_argument("--absent", action="store_true", help=_("nobody was there to sign for it"))
    part.add_argument("--reason", default="", metavar="TEXT", help=_("why it refused or was absent"))
    part.add_argument("--witness", default="", metavar="NAME", help=_("who saw the refusal"))
    part.add_argument("--deputy", metavar="NAME", help=_("who acts in place of the representative"))
    part.add_argument("--function", default="", metavar="TEXT", help=_("the deputy's function"))
    part.add_argument("--authority", default="", metavar="NO", help=_("the number of the deputy's authority"))


def _add_seal(_: Translator, add: Adder) -> None:
    part = add("seal", seals.seal, _("the seal of this laptop, and the seals that are trusted"), reads=True)
    acts = part.add_mutually_exclusive_group()
    part.add_argument("what", choices=[*seals.ACTS], help=_("what to do; without more, show is safe"))
    part.add_argument("file", type=Path, nargs="?", metavar="FILE")
    acts.add_argument("--key", action="store_true", help=_("export the whole key, under a new passphrase"))
    acts.add_argument("--pkcs11-lib", type=Path, metavar="LIBRARY", help=_("seal with a card from now on"))
    part.add_argument("--key-label", default="", metavar="LABEL", help=_("the name of the key on the card"))
    part.add_argument(
        "--new-passphrase-file", type=Path, metavar="FILE", help=_("the passphrase to put a key under")
    )
    add_passphrase(_, part)
    part = add("sign-file", seals.sign_file, _("add a signatory's own certificate to the sealed protocol"))
    part.add_argument("reference", metavar="REF")
    part.add_argument("--party", type=int, required=True, metavar="N", help=_("the party's place, from 1"))
    part.add_argument("--to", type=Path, required=True, metavar="FILE")
    part.add_argument("--language", action="append", default=[], metavar="TAG")
    source = part.add_mutually_exclusive_group(required=True)
    source.add_argument("--p12", type=Path, metavar="FILE", help=_("the signatory's key as PKCS#12"))
    source.add_argument("--pkcs11-lib", type=Path, metavar="LIBRARY", help=_("the signatory's card"))
    part.add_argument("--key-label", default="", metavar="LABEL", help=_("the name of the key on the card"))
    part.add_argument(
        "--signer-passphrase-file", type=Path, metavar="FILE", help=_("the signatory's passphrase or PIN")
    )
    add_passphrase(_, part)


def _add_checklists(_: Translator, add: Adder) -> None:
    text = _("list, show, export and import checklists of items")
    acts = add("checklist", checklists.list_checklists, text).add_subparsers(required=True, metavar=_("ACT"))
    text = _("list the checklists and what uses them")
    part = _act(_, acts, "list", checklists.list_checklists, text, names="")
    part.add_argument("--json", action="store_true", help=_("print JSON"))
    part = _act(
        _, acts, "show", checklists.show_checklist, _("show the questions of a checklist"), names="key"
    )
    part.add_argument("--json", action="store_true", help=_("print JSON"))
    text = _("write a checklist to a file that can be edited")
    part = _act(_, acts, "export", checklists.export_checklist, text, names="key")
    part.add_argument("file", type=Path, metavar="FILE")
    text = _("take in a checklist from a file")
    part = _act(_, acts, "import", checklists.import_checklist, text, names="")
    part.add_argument("file", type=Path, metavar="FILE")


def _add_pictures(_: Translator, add: Adder) -> None:
    photos = add("photo", pictures.list_photos, _("add, list, remove and save photos")).add_subparsers(
        required=True, metavar=_("ACT")
    )
    part = _act(_, photos, "add", pictures.add_photos, _("add photos of an item or of the whole handover"))
    part.add_argument("files", type=Path, metavar="FILE", nargs="+")
    part.add_argument("--item", metavar="LINE", help=_("a line number or any identifier"))
    part.add_argument("--caption", metavar="TEXT", default="")
    part = _act(_, photos, "list", pictures.list_photos, _("list the photos by number"))
    part.add_argument("--json", action="store_true", help=_("print JSON"))
    part = _act(_, photos, "caption", pictures.caption_photo, _("write another caption under a photo"))
    part.add_argument("number", type=int, metavar="NUMBER")
    part.add_argument("caption", metavar="TEXT")
    part = _act(
        _, photos, "remove", pictures.remove_photo, _("remove a photo; its number is not given again")
    )
    part.add_argument("number", type=int, metavar="NUMBER")
    part = _act(_, photos, "save", pictures.save_photo, _("write a photo to a file"))
    part.add_argument("number", type=int, metavar="NUMBER")
    part.add_argument("--to", type=Path, required=True, metavar="FILE")
    logos = add("logo", pictures.add_logo, _("add and remove logos on the cover")).add_subparsers(
        required=True, metavar=_("ACT")
    )
    part = _act(_, logos, "add", pictures.add_logo, _("put a logo (PNG, JPEG) after the others"))
    part.add_argument("file", type=Path, metavar="FILE")
    part.add_argument("--name", required=True, metavar="NAME", help=_("the organisation whose logo it is"))
    part = _act(_, logos, "remove", pictures.remove_logo, _("take a logo from the cover"))
    part.add_argument("--name", required=True, metavar="NAME", help=_("the organisation whose logo it is"))


def _act(
    _: Translator, acts: _Acts, name: str, command: Callable[..., int], text: str, *, names: str = "reference"
) -> argparse.ArgumentParser:
    """Add an act of a command; `names` is what it is about, a handover where nothing else is said."""
    part = acts.add_parser(name, parents=[_shared(_)], help=text, description=text)
    part.set_defaults(command=command)
    if names:
        part.add_argument(names, metavar="REF" if names == "reference" else names.upper())
    return part


def _add_upkeep(_: Translator, add: Adder) -> None:
    part = add("demo", commands.run_demo, _("run the scripted demo handover without a display"), reads=True)
    part.add_argument("--to", type=Path, default=Path("handover-demo"), metavar="DIR")
    part = add("audit", commands.audit, _("check the audit chain"), reads=True)
    part.add_argument("what", choices=["verify"])
    part = add("backup", commands.back_up, _("write a checked copy of the register"))
    part.add_argument("file", type=Path, metavar="FILE")
    add("self-test", commands.self_test, _("try the installed program on a throw-away register"), reads=True)


def _page_told(text: str) -> tuple[int, tuple[int, int]]:
    found = re.fullmatch(r"([1-9][0-9]{0,4})=([1-9][0-9]{0,4})/([1-9][0-9]{0,4})", text)
    if found is None or int(found[2]) > int(found[3]):
        raise argparse.ArgumentTypeError(f"AT=PAGE/PAGES expected, not {text!r}")
    return int(found[1]), (int(found[2]), int(found[3]))


def _correction(text: str) -> tuple[str, str]:
    cell, equals, value = text.partition("=")
    if not equals or not cell:
        raise argparse.ArgumentTypeError(f"CELL=TEXT expected, not {text!r}")
    return cell.strip(), value


def _mapping(text: str) -> tuple[str, str]:
    field, equals, header = text.partition("=")
    if not equals or not field or not header:
        raise argparse.ArgumentTypeError(f"FIELD=HEADER expected, not {text!r}")
    return field.strip(), header.strip()
