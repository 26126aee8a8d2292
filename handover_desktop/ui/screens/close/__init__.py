"""The end: the paper, the signed scan, what stays open, and closing."""

from handover_desktop.ui.screens.close.screen import CloseScreen

__all__ = ["CloseScreen"]
