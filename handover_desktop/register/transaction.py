"""What every reading and writing of the register has at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handover_desktop.register.columns import instant
from handover_desktop.register.statements import Statement, Statements

CHUNK = 500
"""How many ids one statement names at most."""


class Transaction:
    """One open transaction; `device` is the code of this laptop."""

    def __init__(self, connection: Connection, *, device: str, statements: Statements) -> None:
        self.device = device
        self._connection = connection
        self._statements = statements
        self._driver: Any = connection.connection.driver_connection

    def _run(self, statement: Statement, values: Mapping[str, object]) -> Any:
        """Execute a compiled statement on the driver itself, and return its cursor.

        A Core execution costs as much as SQLite's own work for such a statement.
        """
        return self._driver.execute(statement.sql, statement.parameters(values))


class WritingTransaction(Transaction):
    """A transaction that changes the register in the name of `actor`, at the instant `at`."""

    def __init__(
        self, connection: Connection, *, device: str, statements: Statements, actor: str, at: datetime
    ) -> None:
        super().__init__(connection, device=device, statements=statements)
        self.actor = actor
        self.at = at
        self._at_columns = instant(at)
