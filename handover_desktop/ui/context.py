"""What every screen is given: the use cases, the texts, the look, and the ways to go elsewhere."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.i18n import Translator
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.settings import WindowSettings
from handover_desktop.ui.theme import Look, ThemeChoice
from handover_desktop.ui.wakefulness import Wakefulness

if TYPE_CHECKING:
    from handover_desktop.cameras import Source
    from handover_desktop.domain.reconciliation import OpenPoint
    from handover_desktop.formats import Formats
    from handover_desktop.lists.files import Pasted
    from handover_desktop.services.desk import Services
    from handover_desktop.ui.files import FileChooser
    from handover_desktop.ui.messages import Messages


class Step(enum.StrEnum):
    """The five steps of a handover, in their order."""

    PREPARE = "prepare"
    CHECK = "check"
    RECONCILE = "reconcile"
    SIGN = "sign"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Navigation:
    """The ways from one screen to another; each asks the present screen to leave first.

    `open_handover(handover, step)`: None for the step at which the handover stands. `show_item` opens the check
    at one item, `show_point` the preparation where an open point is settled. `import_list(source, handover)`: None
    for a file still to be chosen, or for a new handover.
    """

    go_home: Callable[[], None]
    open_handover: Callable[[HandoverId, Step | None], None]
    show_item: Callable[[HandoverId, ItemId], None]
    show_point: Callable[[HandoverId, OpenPoint], None]
    import_list: Callable[[Path | Pasted | None, HandoverId | None], None]
    open_settings: Callable[[], None]
    open_demo: Callable[[], None]
    choose_language: Callable[[str], None]
    choose_theme: Callable[[ThemeChoice], None]


@dataclass(frozen=True, slots=True)
class UiContext:
    """One open register in one language; opening another or switching the language makes a new one.

    `cameras` is where pictures come from; None for the cameras of this laptop.
    """

    services: Services
    operations: Operations
    _: Translator
    formats: Formats
    look: Look
    settings: WindowSettings
    messages: Messages
    files: FileChooser
    navigation: Navigation
    awake: Wakefulness = field(default_factory=Wakefulness)
    cameras: Source | None = None
