"""The codes to try a scanner with, and to learn from what becomes of its signs."""

from __future__ import annotations

from typing import Final

from handover_desktop.ui.scanning.keyboards import US_PLAIN, US_SHIFTED, layouts_between
from handover_desktop.ui.scanning.readings import Calibration, learn

TEST_CODE: Final = "TEST-0YZ1-AQWM-2026"
"""Its signs are those that layouts exchange: Y and Z, A and Q, W and Z, M, figures and the hyphen."""

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIGURES: Final = "0123456789-./_+*:#$%=,;"
EVERY_SIGN: Final = US_PLAIN + US_SHIFTED
"""For scanners that read squares; the two linear codes above it together hold what identifiers need."""

_BY_LENGTH: Final = {len(sent): sent for sent in (LETTERS, FIGURES, EVERY_SIGN)}


def recognise(came: str) -> str:
    """Return the calibration code that `came` is, by the number of its signs; empty where it is none."""
    return _BY_LENGTH.get(len(came), "")


def calibrate(came: str, *, prefix: str, known: Calibration | None) -> Calibration | None:
    """Return what a scanned calibration code teaches, on top of what is `known`; None where it teaches nothing.

    Where the signs are those of a layout that is known here, its other signs are taken as learned too.
    """
    signs = came.removeprefix(prefix)
    sent = recognise(signs)
    learned = learn(sent, signs, known=known)
    if learned is None:
        return None
    layouts = layouts_between(sent, signs)
    whole = dict(layouts[0].to_us) if len(layouts) == 1 else {}
    return Calibration(whole | dict(learned.sent), prefix)
