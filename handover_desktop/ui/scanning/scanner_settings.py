"""What is known about the scanners of this laptop."""

from __future__ import annotations

from typing import Final

from handover_desktop.ui.scanning.readings import Calibration, from_text, to_text
from handover_desktop.ui.settings import Setting, WindowSettings

PREFIX: Final = Setting("scanner/prefix", "", "What the scanner sends before each code; empty for nothing.")
CALIBRATIONS: Final = Setting("scanner/calibrations", "", "What each scanner's signs become, as JSON.")
SLOWEST: Final = Setting(
    "scanner/slowest-key",
    "",
    "For how many milliseconds a scanner has kept its first key down; empty for no longer.",
)
_MARGIN: Final = 1.5
_AT_MOST: Final = 90.0


class ScannerSettings:
    """Prefix and calibrations, read anew each time: they are changed while the check is open."""

    def __init__(self, settings: WindowSettings) -> None:
        self._settings = settings

    @property
    def prefix(self) -> str:
        """What a scanner sends before each code."""
        return self._settings.get(PREFIX)

    def set_prefix(self, prefix: str) -> None:
        """Keep what a scanner sends before each code."""
        self._settings.put(PREFIX, prefix)

    @property
    def slowest(self) -> float:
        """How many milliseconds the first key of a scan is waited for because a scanner was slow; 0 for none."""
        text = self._settings.get(SLOWEST)
        return float(text) if text.isdecimal() else 0.0

    def note_slow(self, down_ms: float) -> None:
        """Wait from now on for a scanner that keeps its first key down for `down_ms`."""
        wanted = min(down_ms * _MARGIN, _AT_MOST)
        self._settings.put(SLOWEST, str(round(max(wanted, self.slowest))))

    @property
    def calibrations(self) -> tuple[Calibration, ...]:
        """What was learned, one for each prefix."""
        return from_text(self._settings.get(CALIBRATIONS))

    def keep(self, calibration: Calibration) -> None:
        """Keep a calibration in place of the one with the same prefix."""
        others = [one for one in self.calibrations if one.prefix != calibration.prefix]
        self._settings.put(CALIBRATIONS, to_text([*others, calibration]))

    def forget(self) -> None:
        """Forget every calibration, and how slow a scanner was."""
        self._settings.put(CALIBRATIONS, "")
        self._settings.put(SLOWEST, "")
