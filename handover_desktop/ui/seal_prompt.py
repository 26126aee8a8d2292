"""Asking for the passphrase of the sealing key wherever a file is to be sealed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from handover_desktop.domain.errors import Code, HandoverError
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.secrets_dialog import ask_secret


def unlock_seal(context: UiContext, parent: QWidget, error: HandoverError) -> bool | None:
    """Where `error` is that the sealing key is locked, ask for its passphrase and use it from now on.

    Returns whether one was given, and None for any other error.
    """
    if error.code is not Code.SEAL_KEY_LOCKED:
        return None
    secret = ask_secret(
        parent.window(),
        context.look,
        context._,
        title=context._("Passphrase of the seal"),
        text=context.messages.sentence(error),
    )
    if secret is None:
        return False
    context.services.sealing.unlock(secret)
    return True
