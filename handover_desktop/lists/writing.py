"""Writes tables to files: a list as a book of one sheet, tables of a handover as a book or as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from handover_desktop.domain.assets import AssetLine
from handover_desktop.lists.line_tables import list_sheet
from handover_desktop.lists.sheet_writing import write_book
from handover_desktop.paths import replacing


def write_list_xlsx(
    path: Path, lines: Sequence[AssetLine], *, written_at: datetime, title: str = "", sheet: str = "Assets"
) -> None:
    """Write `lines` to `path` with English headings; reading the file again changes no field.

    Raises EnvironmentFault FILE_NOT_WRITTEN or DISK_FULL and leaves `path` as it was.
    """
    with replacing(path) as stream:
        write_book(stream, [list_sheet(lines, str, name=sheet)], written_at=written_at, title=title)
