"""Labels for things: the sheets that they are printed on, and what is on each."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.handovers import Paper
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.texts import N_


class CodeKind(enum.StrEnum):
    """The kinds of code on a label."""

    QR = "qr"
    DATA_MATRIX = "data-matrix"
    CODE_128 = "code-128"


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels, in millimetres: size of a label, place of the first, and the way from one to the next."""

    id: str
    name: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def count(self) -> int:
        """How many labels are on it."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says: its code holds `value`, which also stands in plain letters. `line` names the item."""

    value: str
    description: str
    note: str
    line: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item whose identifier does not fit on a label; `other` names a sheet where it would, empty where none does."""

    line: str
    value: str
    kind: CodeKind
    sheet: str
    other: str

    @property
    def text(self) -> str:
        """The English sentence (the key in the catalogues)."""
        return _FITS_ON_OTHER if self.other else _FITS_ON_NONE

    @property
    def params(self) -> dict[str, object]:
        """The values of the placeholders in the text."""
        return {
            "line": self.line, "value": self.value, "kind": self.kind, "sheet": self.sheet, "other": self.other,
        }  # fmt: skip


_FITS_ON_OTHER = N_(
    "No label for line {line}: {value} does not fit on {sheet} as {kind}, or not so that it can be read. It fits on "
    "{other}."
)
_FITS_ON_NONE = N_(
    "No label for line {line}: {value} fits on no sheet as {kind}, or not so that it can be read. Choose another kind "
    "of code."
)

PREFERRED = (
    IdentifierKind.INVENTORY_NUMBER,
    IdentifierKind.SERIAL_NUMBER,
    IdentifierKind.VIN,
    IdentifierKind.IMEI,
    IdentifierKind.PLATE,
)
"""Which identifier a label bears, the first that the item has."""


def label_of(
    asset: AssetLine, reference: str, *, first: IdentifierKind | None = None, note: str = ""
) -> Label:
    """Return the label of an item: its identifier of kind `first`, else the preferred one it has.

    An item without any identifier is named by its handover and line.
    """
    kinds = (first, *PREFERRED) if first else PREFERRED
    value = next((found for kind in kinds if (found := asset.identifier(kind))), "")
    line = asset.line_no
    described = " ".join(dict.fromkeys(filter(None, (asset.description, asset.make, asset.model))))
    return Label(value or f"{reference}/{line}", described, note, line)
