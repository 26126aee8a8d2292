"""What is not offered in a register that is only read here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton

from handover_desktop.ui.context import UiContext


class _StaysOff(QObject):
    """Switches a button off again, whoever switches it on."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.EnabledChange
            and isinstance(watched, QAbstractButton)
            and watched.isEnabled()
        ):
            watched.setEnabled(False)
        return False


def writes(context: UiContext, *buttons: QAbstractButton) -> None:
    """Say of `buttons` that they write to the register: where it is only read they are off, and say why."""
    if context.services.original is None:
        return
    why = context._("This register is only read here.")
    for one in buttons:
        one.setEnabled(False)
        one.setToolTip(why)
        one.setAccessibleDescription(why)
        one.installEventFilter(_StaysOff(one))
