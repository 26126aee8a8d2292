"""The failures that people read: a rule that refuses, or surroundings that fail."""

from __future__ import annotations

from handover_desktop.domain.codes import Code

__all__ = ["Code", "DomainError", "EnvironmentFault", "HandoverError"]


class HandoverError(Exception):
    """A failure with a stable code; `params` fill the placeholders of its sentence."""

    def __init__(self, code: Code, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return self.code.text.format(**self.params)


class DomainError(HandoverError):
    """A rule refused what was asked, and the user can act on it."""


class EnvironmentFault(HandoverError):
    """The surroundings failed: disk, lock, permission, an unreadable file system."""
