"""The check: every item compared with the thing itself."""

from handover_desktop.ui.screens.check.screen import CheckScreen

__all__ = ["CheckScreen"]
