"""What every reading and writing of the register has at hand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from handover_desktop.register.statements import Statements

CHUNK = 500
"""How many ids one statement names at most."""


class Transaction:
    """One open transaction; `device` is the code of this laptop."""

    def __init__(self, connection: Connection, *, device: str, statements: Statements) -> None:
        self.device = device
        self._connection = connection
        self._statements = statements


class WritingTransaction(Transaction):
    """A transaction that changes the register in the name of `actor`, at the instant `at`."""

    def __init__(
        self, connection: Connection, *, device: str, statements: Statements, actor: str, at: datetime
    ) -> None:
        super().__init__(connection, device=device, statements=statements)
        self.actor = actor
        self.at = at
