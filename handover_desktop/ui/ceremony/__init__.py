"""What the guests of a handover see on a second screen: who, where, how far; nothing private."""

from handover_desktop.ui.ceremony.window import CeremonyWindow

__all__ = ["CeremonyWindow"]
