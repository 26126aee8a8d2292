"""What a reader says of a file that holds no list it can read."""

from __future__ import annotations


class PasswordNeeded(Exception):
    """The file is encrypted."""


class OtherKind(Exception):
    """The file is of another kind; the argument is the English sentence that names it."""
