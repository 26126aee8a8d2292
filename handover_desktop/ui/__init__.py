"""The window: the only room that knows Qt."""

from __future__ import annotations

import importlib
from contextlib import suppress
from typing import Any


def _leave_sources_unread() -> None:
    """WORKAROUND(PYSIDE-2029): PySide reads and keeps the source of every module that is imported after it, to see
    whether its switch of naming styles concerns it. Nobody switches here; it costs a tenth of the start and 20 MB.
    """
    with suppress(ImportError):
        importlib.import_module("PySide6.QtCore")
        switch: Any = importlib.import_module("shibokensupport.feature")
        switch._mod_uses_pyside = lambda _module: False


_leave_sources_unread()
