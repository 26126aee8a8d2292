"""The engine of a register's transactions, and its errors as failures that people read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, QueuePool, create_engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from handover_desktop.register.driver import connect, driver_faults, fault_of


def make_engine(path: Path) -> Engine:
    """Return an engine whose transactions begin and end only where the register says so."""
    return create_engine(
        "sqlite://",
        creator=lambda: connect(path),
        module=dbapi2,
        poolclass=QueuePool,
        pool_reset_on_return=None,
        hide_parameters=True,  # a report of a mistake is no place for what stands in a register
    )


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn the failures about the surroundings into EnvironmentFault, whichever library raised them."""
    try:
        with driver_faults(path):
            yield
    except DBAPIError as error:
        fault = fault_of(error.orig, path)
        if fault is None:
            raise
        raise fault from error
