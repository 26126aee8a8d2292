"""The store on this laptop, one file. Whatever is asked for loads when it is first used, the database library last."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handover_desktop.register.register import Register
    from handover_desktop.register.summaries import HandoverSummary
    from handover_desktop.register.transactions import Reading, Writing
    from handover_desktop.register.views import (
        AssetHistory,
        AssetHit,
        DocumentRecord,
        ItemFilter,
        ItemRow,
        ItemSort,
    )

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

_MODULES = {
    "HandoverSummary": "summaries",
    "Reading": "transactions",
    "Register": "register",
    "Writing": "transactions",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES.get(name, 'views')}"), name)
