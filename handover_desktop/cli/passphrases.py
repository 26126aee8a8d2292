"""Passphrases of keys: from a file, or asked for where a person sits at the keyboard. Never an argument."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.i18n import Translator

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services


def read_passphrase(path: Path) -> str:
    """Return the first line of a file."""
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline().rstrip("\r\n")
    except OSError as fault:
        raise EnvironmentFault(Code.FILE_NOT_READ, path=path, detail=fault.strerror) from fault
    except ValueError as wrong:
        raise DomainError(Code.KEY_LOCKED, path=path) from wrong


def ask_passphrase(path: Path | None, prompt: str) -> str:
    """Return the passphrase of the file `path`, or what a person types at the terminal; empty where there is none."""
    if path is not None:
        return read_passphrase(path)
    return getpass.getpass(prompt + " ") if sys.stdin.isatty() and sys.stderr.isatty() else ""


def add_passphrase(_: Translator, part: ArgumentParser) -> None:
    """Let a command take the passphrase of the sealing key."""
    part.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=_("the passphrase of this laptop's sealing key")
    )


def unlock(services: Services, given: Namespace) -> None:
    """Give the sealing key its passphrase, where one is given."""
    if given.passphrase_file is not None:
        services.sealing.unlock(read_passphrase(given.passphrase_file))
