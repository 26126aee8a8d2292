"""Labels for things: the sheets that they are printed on, and what is on each."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.handovers import Paper
from handover_desktop.domain.identifiers import IdentifierKind


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
