"""Finalising and signing: the content is frozen first, then each signatory signs it."""

from handover_desktop.ui.screens.sign.screen import SignScreen

__all__ = ["SignScreen"]
