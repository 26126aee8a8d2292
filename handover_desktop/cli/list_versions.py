"""A new version of a list at the command line: what differs is printed, and taken over only as far as it is named."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.cli import shapes
from handover_desktop.cli.console import Console
from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.list_changes import ChangeKind, Difference, ListTotals
from handover_desktop.formats import Formats
from handover_desktop.i18n import Translator

if TYPE_CHECKING:
    from handover_desktop.domain.ids import HandoverId
    from handover_desktop.lists.reading import ListReading
    from handover_desktop.services.desk import Services
    from handover_desktop.services.list_versions import NewVersion

DOUBTFUL = "doubtful"
_KINDS = (*(kind.value for kind in ChangeKind), DOUBTFUL)


def add_version_arguments(_: Translator, part: argparse.ArgumentParser) -> None:
    """Let a list be imported as a new version."""
    part.add_argument(
        "--new-version",
        metavar="REF",
        help=_("compare with the list of this handover; nothing is changed without --accept"),
    )
    part.add_argument(
        "--accept",
        metavar="KINDS",
        type=_kinds,
        default=frozenset(),
        help=_("take these differences over: added, changed, gone, doubtful, separated by commas"),
    )
    part.add_argument(
        "--differences",
        type=Path,
        metavar="FILE",
        help=_("write the differences to this file (.xlsx or .csv)"),
    )


def _kinds(text: str) -> frozenset[str]:
    found = frozenset(part.strip() for part in text.split(","))
    if not found <= set(_KINDS):
        raise argparse.ArgumentTypeError(", ".join(_KINDS))
    return found


def take_version(
    console: Console,
    services: Services,
    handover: HandoverId,
    given: argparse.Namespace,
    reading: ListReading,
) -> int:
    """Say how a list differs from that of a handover, and take over what `--accept` names; 1 where no row can be."""
    from handover_desktop.services.list_difference_files import save_differences

    if not reading.lines:
        shapes.print_reading(console, reading, "")
        return 1
    version = services.list_versions.compare(reading, handover)
    if version is None:
        raise DomainError(Code.LIST_HAS_NO_VERSION, reference=given.new_version)
    accepted = frozenset(one.key for one in version.comparison.differences if _kind(one) in given.accept)
    if given.differences is not None:
        save_differences(version, accepted, given.differences, translator=console._)
    writes = bool(given.accept) and not given.dry_run
    if writes:
        with console.showing(console._("Importing {name}…", name=reading.file_name)) as progress:
            services.list_versions.accept(reading, handover, accepted, progress=progress)
    if console.as_json:
        console.print_json(_shape(console, version, accepted, written=writes))
    else:
        _print(console, version, accepted, written=writes)
    return 0


def _kind(difference: Difference) -> str:
    return DOUBTFUL if difference.doubtful else difference.kind.value


def _shape(
    console: Console, version: NewVersion, accepted: frozenset[str], *, written: bool
) -> dict[str, object]:
    from handover_desktop.services.list_change_texts import say_consequence

    comparison = version.comparison
    return {
        "handover": version.handover.reference,
        "replaces": version.replaces.file_name if version.replaces else "",
        "written": written,
        "differences": [
            {
                "kind": _kind(one),
                "line": _asset(one).line_no,
                "row": one.row,
                "description": _asset(one).description,
                "fields": [
                    {"field": field.heading or field.field, "before": field.before, "after": field.after}
                    for field in one.fields
                ],
                "checked": one.known is not None and one.known.is_checked,
                "consequence": say_consequence(one, console._),
                "accepted": one.key in accepted,
            }
            for one in comparison.differences
        ],
        "unchanged": comparison.unchanged,
        "rows_not_read": comparison.unread,
        "reordered": comparison.reordered,
        "before": _totals(comparison.before),
        "after": _totals(comparison.totals_after(accepted)),
    }


def _totals(totals: ListTotals) -> dict[str, object]:
    return {"lines": totals.lines, "pieces": totals.pieces, "values": shapes.values(totals.values)}


def _asset(one: Difference) -> AssetLine:
    found = one.line or (one.known.item.asset if one.known else None)
    if found is None:
        raise ValueError("a difference has a line on one side at least")
    return found


def _print(console: Console, version: NewVersion, accepted: frozenset[str], *, written: bool) -> None:
    from handover_desktop.services.list_change_texts import (
        KIND_TERMS,
        say_change,
        say_check,
        say_consequence,
        say_totals,
    )

    _, formats = console._, Formats(console._.language)
    comparison = version.comparison
    for one in comparison.differences:
        asset, main = _asset(one), _asset(one).main_identifier
        mark = "+" if one.key in accepted else " "
        said = (
            asset.description,
            main.value if main else "",
            say_check(one.known, _),
            say_consequence(one, _),
        )
        told = " · ".join(part for part in said if part)
        console.print(f"{mark} {_(KIND_TERMS[one.kind]):<12} {asset.line_no:<8} {told}")
        for field in one.fields:
            console.print(f"{'':<24}{say_change(field, _, formats)}")
    console.print(_.n("{count} line is the same.", "{count} lines are the same.", comparison.unchanged))
    if comparison.unread:
        console.print(
            _.n(
                "{count} row cannot be read; its line stays as it is.",
                "{count} rows cannot be read; their lines stay as they are.",
                comparison.unread,
            )
        )
    if comparison.reordered:
        console.print(_("The lines come in another order; on the handover they keep their places."))
    after = comparison.totals_after(accepted)
    console.print(
        _(
            "Before: {before}. After: {after}.",
            before=say_totals(comparison.before, _, formats),
            after=say_totals(after, _, formats),
        )
    )
    if written:
        console.print(
            _.n(
                "{count} difference taken over into {to}.",
                "{count} differences taken over into {to}.",
                len(accepted),
                to=version.handover.reference,
            )
        )
    else:
        console.print(_("Nothing was written."))
