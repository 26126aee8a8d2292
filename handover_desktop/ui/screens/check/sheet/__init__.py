"""The sheet of an item: answers of its checklist, damage on a drawing, exceptions of its kit."""

from __future__ import annotations

from handover_desktop.ui.screens.check.sheet.panel import SheetPanel

__all__ = ["SheetPanel"]
