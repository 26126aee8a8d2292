"""The composition root: the one place that knows every room.

Rooms are imported where they are built, so that the window paints before the store is loaded.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop import system_clock
from handover_desktop.folders import user_folders
from handover_desktop.resources import resource_path

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services
    from handover_desktop.services.views import HandoverSummary

_DEVICE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def peek(path: Path) -> tuple[HandoverSummary, ...] | None:
    """Return the handovers of the register at `path` without opening it; None where only opening can tell."""
    from handover_desktop.register.peek import peek_overview

    return peek_overview(path)


def is_older(path: Path) -> bool:
    """Tell whether opening the register at `path` brings it up to date first."""
    from handover_desktop.register.peek import is_older

    return is_older(path)


def open_services(path: Path, *, create: bool = False, only_read: bool = False) -> Services:
    """Open the register at `path` with its use cases; with `create`, make it where there is none.

    With `only_read` it is read as a copy, and left alone. Raises FILE_NOT_WRITTEN, and the REGISTER_* failures of
    `domain.errors`; a refused file is left untouched.
    """
    from handover_desktop.paths import make_folder
    from handover_desktop.register import Register
    from handover_desktop.services.desk import build_services
    from handover_desktop.services.workplace import Workplace

    if create and not path.exists():
        make_folder(path.parent)
        register = Register.create(path, device=_device_code(), created_at=system_clock.now())
    else:
        register = Register.open_to_read(path) if only_read else Register.open(path)
    catalogues = resource_path("catalogues")
    return build_services(
        Workplace(
            register,
            system_clock.now,
            system_clock.random_bytes,
            system_clock.user_label(),
            catalogues,
            keys=user_folders().data,
        )
    )


def open_demo(path: Path) -> Services:
    """Open the demo register at `path`, made on first use."""
    if not path.exists():
        from handover_desktop.services.demo import make_demo_register

        make_demo_register(path, catalogues=resource_path("catalogues"))
    return open_services(path)


def serve_other_processes() -> None:
    """Let a packaged program do what it started itself again for: it then ends here."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


def _device_code() -> str:
    """Return a new laptop's short code: four signs that cannot be mistaken for each other."""
    return "".join(_DEVICE_ALPHABET[byte % 32] for byte in system_clock.random_bytes(4))
