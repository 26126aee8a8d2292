"""The reconciliation: what is open, what differs, what stops finalising."""

from handover_desktop.ui.screens.reconcile.screen import ReconcileScreen

__all__ = ["ReconcileScreen"]
