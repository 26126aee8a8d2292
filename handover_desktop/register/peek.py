"""A quick look into a register before it is opened: its handovers, and nothing is changed.

Written for the driver alone: the library of the transactions takes longer to load than the window to appear.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from handover_desktop.domain.errors import EnvironmentFault
from handover_desktop.register.driver import SCHEMA_VERSION, connect_bare
from handover_desktop.register.inspection import check_header
from handover_desktop.register.summaries import HandoverSummary, summary

_OVERVIEW: Final = """
SELECT handovers.*, counts.lines, counts.checked, counts.exceptions,
    (SELECT count(*) FROM voided_protocols WHERE voided_protocols.handover_id = handovers.id) AS voided
FROM handovers LEFT JOIN (
    SELECT handover_id,
        count(*) AS lines,
        sum(outcome IS NOT NULL OR main_group = 'surplus') AS checked,
        sum(CASE WHEN conflict OR outcome IS NOT NULL AND main_group != 'accepted' OR main_group = 'surplus'
            THEN 1 ELSE 0 END) AS exceptions
    FROM item_results GROUP BY handover_id
) AS counts ON counts.handover_id = handovers.id
ORDER BY handovers.created_at DESC, handovers.id DESC
"""


def peek_overview(path: Path) -> tuple[HandoverSummary, ...] | None:
    """Return what `Reading.handovers` will return once the register at `path` is open.

    None for a file that cannot be read as it stands, an older register among them: opening it says why.
    """
    try:
        with _looking(path) as connection:
            if _version(connection) != SCHEMA_VERSION:
                return None
            connection.row_factory = dbapi2.Row
            return tuple(summary(dict(row)) for row in connection.execute(_OVERVIEW))
    except (EnvironmentFault, dbapi2.DatabaseError):
        return None


def is_older(path: Path) -> bool:
    """Tell whether opening the register at `path` brings it up to date first, which takes its time."""
    try:
        with _looking(path) as connection:
            return 1 <= _version(connection) < SCHEMA_VERSION
    except (EnvironmentFault, dbapi2.DatabaseError):
        return False


@contextmanager
def _looking(path: Path) -> Iterator[Any]:
    check_header(path)
    connection = connect_bare(path)
    try:
        connection.execute("PRAGMA query_only=ON")
        yield connection
    finally:
        connection.close()


def _version(connection: Any) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
