"""The sheet with the codes to try a scanner with, as a PDF of one page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from handover_desktop.paths import write_atomically
from handover_desktop.ui.scanning.code_view import paint_symbol
from handover_desktop.ui.theme import FAMILY

if TYPE_CHECKING:
    from handover_desktop.protocol.layout.codes import Symbol

_DPI: Final = 1200
_MM: Final = _DPI / 25.4
_LEFT, _WIDTH, _TOP = 20 * _MM, 170 * _MM, 20 * _MM
_BAR, _SQUARE = 18 * _MM, 38 * _MM


def save_sheet(path: Path, title: str, note: str, codes: Sequence[tuple[str, Symbol]]) -> None:
    """Write the sheet: `title`, `note`, each of `codes` with its caption; raise EnvironmentFault as every writing."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
        )
    )
    painter = QPainter(writer)
    painter.setPen(Qt.GlobalColor.black)
    y = _write(painter, title, _TOP, 14, strong=True)
    y = _write(painter, note, y, 9.5, strong=False) + 4 * _MM
    for caption, symbol in codes:
        y = _write(painter, caption, y, 9.5, strong=True)
        high = _BAR if symbol.height == 1 else _SQUARE
        width = min(_WIDTH, symbol.width * 0.4 * _MM) if symbol.height == 1 else _SQUARE
        paint_symbol(painter, QRectF(_LEFT, y, width, high), symbol)
        y += high + 7 * _MM
    painter.end()
    buffer.close()
    write_atomically(path, bytes(buffer.data().data()))


def _write(painter: QPainter, text: str, y: float, points: float, *, strong: bool) -> float:
    """Write a paragraph at `y` and return where the next begins."""
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    painter.setFont(font)
    room = QRectF(_LEFT, y, _WIDTH, 60 * _MM)
    taken = painter.drawText(room, int(Qt.TextFlag.TextWordWrap), text)
    return float(taken.bottom()) + 2 * _MM
