"""A choice of currency: the usual ones first, then all others by their code."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QComboBox

from handover_desktop.domain.money import MINOR_UNITS

_FIRST: Final = ("EUR", "USD", "RSD", "CHF", "GBP")


def currency_box() -> QComboBox:
    """Return the choice; its text is the code."""
    box = QComboBox()
    box.addItems([*_FIRST, *sorted(set(MINOR_UNITS) - set(_FIRST))])
    return box
