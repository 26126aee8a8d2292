"""The laptop's own time and randomness: the one place that asks for them."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """Return the present instant with the laptop's local offset."""
    return datetime.now().astimezone()


def random_bytes(count: int) -> bytes:
    """Return `count` unpredictable bytes."""
    import secrets

    return secrets.token_bytes(count)


def user_label() -> str:
    """Return the name under which the laptop's user is logged in; "user" where there is none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "user"
