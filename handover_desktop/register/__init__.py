"""The store on this laptop, one file. Its database library loads when `Register` is first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from handover_desktop.register.views import (
    AssetHistory,
    AssetHit,
    DocumentRecord,
    HandoverSummary,
    ItemFilter,
    ItemRow,
    ItemSort,
)

if TYPE_CHECKING:
    from handover_desktop.register.register import Register
    from handover_desktop.register.transactions import Reading, Writing

__all__ = [
    "AssetHistory",
    "AssetHit",
    "DocumentRecord",
    "HandoverSummary",
    "ItemFilter",
    "ItemRow",
    "ItemSort",
    "Reading",
    "Register",
    "Writing",
]

_HEAVY = {"Register": "register", "Reading": "transactions", "Writing": "transactions"}


def __getattr__(name: str) -> object:
    if name not in _HEAVY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HEAVY[name]}"), name)
