"""The stations of a handover's life and the ways between them; the first list of handovers loads no more than this."""

from __future__ import annotations

import enum
from typing import Final

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.texts import N_


class State(enum.StrEnum):
    """The stations of a handover's life."""

    PREPARING = "preparing"
    CHECKING = "checking"
    RECONCILED = "reconciled"
    FINALISED = "finalised"
    SIGNED = "signed"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def is_frozen(self) -> bool:
        """Whether the content can no longer change."""
        return self in _FROZEN


_FROZEN = frozenset({State.FINALISED, State.SIGNED, State.CLOSED, State.CANCELLED})

_NEXT: dict[State, frozenset[State]] = {
    State.PREPARING: frozenset({State.CHECKING, State.CANCELLED}),
    State.CHECKING: frozenset({State.RECONCILED, State.FINALISED, State.CANCELLED}),
    State.RECONCILED: frozenset({State.CHECKING, State.FINALISED, State.CANCELLED}),
    State.FINALISED: frozenset({State.SIGNED}),
    State.SIGNED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
    State.CANCELLED: frozenset(),
}


_NEXT_OF_SYMBOLIC = _NEXT | {State.PREPARING: frozenset({State.FINALISED, State.CANCELLED})}
"""A symbolic handover has nothing to check."""


def check_step(reference: str, current: State, following: State, *, is_symbolic: bool = False) -> None:
    """Raise DomainError where a handover in state `current` cannot go on to `following`."""
    if following not in (_NEXT_OF_SYMBOLIC if is_symbolic else _NEXT)[current]:
        raise DomainError(Code.WRONG_STATE, reference=reference, state=current)


STATE_TERMS: Final[dict[enum.StrEnum, str]] = {
    State.PREPARING: N_("Preparing"),
    State.CHECKING: N_("Checking"),
    State.RECONCILED: N_("Reconciled"),
    State.FINALISED: N_("Finalised"),
    State.SIGNED: N_("Signed"),
    State.CLOSED: N_("Closed"),
    State.CANCELLED: N_("Cancelled"),
}
