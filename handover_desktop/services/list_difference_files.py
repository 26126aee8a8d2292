"""What differs between two versions of a list as a file, for those who have to agree to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.list_changes import Difference, FieldChange
from handover_desktop.domain.texts import N_
from handover_desktop.formats import Formats
from handover_desktop.i18n import Direction, Translator, direction_of
from handover_desktop.lists.delimited_writing import Dialect, write_delimited
from handover_desktop.lists.sheet_writing import write_book
from handover_desktop.lists.tables import CellValue, Column, Sheet
from handover_desktop.paths import replacing
from handover_desktop.services.list_change_texts import (
    KIND_TERMS,
    say_check,
    say_consequence,
    say_field,
    say_value,
)

if TYPE_CHECKING:
    from handover_desktop.services.list_versions import NewVersion

_HEADINGS = (
    (N_("Kind"), 14), (N_("Line no."), 10), (N_("Row"), 8), (N_("Description"), 40), (N_("Identifier"), 22),
    (N_("Field"), 20), (N_("Before"), 30), (N_("After"), 30), (N_("Check so far"), 22), (N_("Note"), 40),
    (N_("Accepted"), 12),
)  # fmt: skip


def save_differences(
    version: NewVersion, accepted: Collection[str], path: Path, *, translator: Translator
) -> None:
    """Write every difference, a row for each field that differs, as CSV where `path` ends in .csv, otherwise as XLSX.

    `accepted` are the keys of those that are, or are going to be, taken over. Raises EnvironmentFault FILE_NOT_WRITTEN
    or DISK_FULL and leaves `path` as it was.
    """
    _ = translator
    columns = tuple(Column(_(heading), width) for heading, width in _HEADINGS)
    rows = (row for one in version.comparison.differences for row in _rows(one, accepted, _))
    from_right = direction_of(_.language) is Direction.RIGHT_TO_LEFT
    sheet = Sheet(_(N_("Differences")), columns, rows, from_right)
    with replacing(path) as stream:
        if path.suffix.lower() == ".csv":
            write_delimited(stream, sheet, Dialect())
        else:
            write_book(stream, [sheet], written_at=None, title=version.handover.reference)


def _rows(one: Difference, accepted: Collection[str], _: Translator) -> Iterator[tuple[CellValue, ...]]:
    formats = Formats(_.language)
    asset = one.line or (one.known.item.asset if one.known else None)
    if asset is None:
        return
    main = asset.main_identifier
    changes: tuple[FieldChange | None, ...] = one.fields or (None,)
    for change in changes:
        field = (
            ("", "", "")
            if change is None
            else (say_field(change, _), say_value(change.before, formats), say_value(change.after, formats))
        )
        yield (
            _(KIND_TERMS[one.kind]),
            asset.line_no,
            None if one.row is None else Decimal(one.row),
            asset.description,
            main.value if main else "",
            *field,
            say_check(one.known, _),
            say_consequence(one, _),
            _("yes") if one.key in accepted else _("no"),
        )
