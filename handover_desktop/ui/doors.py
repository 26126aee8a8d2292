"""What the composition root hands to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from handover_desktop.i18n import Translator

if TYPE_CHECKING:
    from handover_desktop.cameras import Source
    from handover_desktop.services.desk import Services
    from handover_desktop.services.views import HandoverSummary


class OpenRegister(Protocol):
    """Opens the register at a path, makes it there, or only reads a copy of it."""

    def __call__(self, path: Path, /, *, create: bool = False, only_read: bool = False) -> Services: ...


@dataclass(frozen=True, slots=True)
class Doors:
    """What the composition root gives the window: the ways into registers, the texts and the user's folders.

    `peek` returns the handovers of a register that is not open yet, None where only opening can tell. `cameras`
    is where pictures come from; None for the cameras of this laptop. `is_older` tells whether opening a register
    brings it up to date first.
    """

    peek: Callable[[Path], tuple[HandoverSummary, ...] | None]
    open_register: OpenRegister
    open_demo: Callable[[Path], Services]
    load_texts: Callable[[str], Translator]
    default_register: Path
    demo_register: Path
    settings_file: Path
    resources: Path
    logs: Path | None = None
    cameras: Source | None = None
    is_older: Callable[[Path], bool] = lambda _path: False
