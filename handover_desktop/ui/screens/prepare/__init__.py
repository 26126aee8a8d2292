"""Prepare: the list and everything that is agreed before the check."""

from __future__ import annotations

from handover_desktop.ui.screens.prepare.screen import PrepareScreen

__all__ = ["PrepareScreen"]
