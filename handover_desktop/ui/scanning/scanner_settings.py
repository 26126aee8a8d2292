"""What is known about the scanners of this laptop."""

from __future__ import annotations

from typing import Final

from handover_desktop.ui.scanning.readings import Calibration, from_text, to_text
from handover_desktop.ui.settings import Setting, WindowSettings

PREFIX: Final = Setting("scanner/prefix", "", "What the scanner sends before each code; empty for nothing.")
CALIBRATIONS: Final = Setting("scanner/calibrations", "", "What each scanner's signs become, as JSON.")


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
    def calibrations(self) -> tuple[Calibration, ...]:
        """What was learned, one for each prefix."""
        return from_text(self._settings.get(CALIBRATIONS))

    def keep(self, calibration: Calibration) -> None:
        """Keep a calibration in place of the one with the same prefix."""
        others = [one for one in self.calibrations if one.prefix != calibration.prefix]
        self._settings.put(CALIBRATIONS, to_text([*others, calibration]))

    def forget(self) -> None:
        """Forget every calibration."""
        self._settings.put(CALIBRATIONS, "")
