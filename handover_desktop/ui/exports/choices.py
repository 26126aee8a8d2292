"""What was chosen last for giving data and labels out, kept among the settings of the window."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass
from typing import TypeVar

from handover_desktop.domain.canonical import from_data, to_data
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.labels import CodeKind
from handover_desktop.services.exporting import Part
from handover_desktop.ui.settings import Setting, WindowSettings

T = TypeVar("T")


class What(enum.StrEnum):
    """What can be given out."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    ARCHIVE = "zip"
    PAGES = "pdf"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """How data is given out. `language` is empty for those of the document; `words` tell unmarked vehicles."""

    what: What = What.XLSX
    part: Part = Part.LIST
    separator: str = ";"
    decimal: str = "."
    mark: bool = True
    language: str = ""
    redacted: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class LabelChoices:
    """How labels are made; `shift_x` and `shift_y` are in tenths of a millimetre."""

    sheet: str = "a4-3x8"
    kind: CodeKind = CodeKind.QR
    first: IdentifierKind | None = None
    note: str = ""
    shift_x: int = 0
    shift_y: int = 0


def recall(settings: WindowSettings, setting: Setting[str], kind: type[T]) -> T:
    """Return what was chosen last; the defaults where nothing was, or it is of another version."""
    try:
        return from_data(kind, json.loads(settings.get(setting) or "{}"))
    except (ValueError, TypeError):
        return kind()


def keep(settings: WindowSettings, setting: Setting[str], chosen: object) -> None:
    """Keep what was chosen for the next time."""
    settings.put(setting, json.dumps(to_data(chosen), ensure_ascii=False))
