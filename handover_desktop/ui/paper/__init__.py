"""Paper at the check: printing a form to tick by hand, and typing in what was ticked."""

from handover_desktop.ui.paper.button import PaperButton

__all__ = ["PaperButton"]
