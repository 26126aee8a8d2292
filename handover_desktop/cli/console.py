"""Where the command line reads and writes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from handover_desktop.domain.canonical import to_data
from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.terms import say
from handover_desktop.i18n import Translator


def is_text(value: str) -> bool:
    """Tell whether `value` is text, without the surrogates that stand for bytes which are no UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def texts_in(value: object) -> Iterator[str]:
    """Yield what was typed: the journal and the protocol name files and lines, and can only do so in UTF-8."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Path):
        # Names of files are UTF-8 by their bytes, whatever the encoding of the surroundings makes of them.
        yield os.fsencode(value).decode(errors="surrogateescape")
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


class OutputLost(Exception):
    """Nobody reads the output any more, or no more of it can be written."""


@dataclass(frozen=True, slots=True)
class Console:
    """The texts and streams of one run."""

    _: Translator
    out: TextIO
    err: TextIO
    inp: TextIO
    as_json: bool = False

    def print(self, line: str) -> None:
        """Print one line for people."""
        self._write(line)

    def print_json(self, data: object) -> None:
        """Print data as indented JSON."""
        self._write(json.dumps(to_data(data), ensure_ascii=False, indent=2))

    def print_json_line(self, data: Mapping[str, object]) -> None:
        """Print data as one line of JSON."""
        self._write(json.dumps(to_data(data), ensure_ascii=False))

    @contextmanager
    def showing(self, doing: str) -> Iterator[Progress | None]:
        """Show on a terminal how far a piece of work is, in a line that goes at its end; give None elsewhere."""
        if not self.err.isatty():
            yield None
            return
        shown = ""

        def tell(done: int, total: int) -> None:
            nonlocal shown
            line = f"{doing} {100 * done // max(total, 1)} %"
            if line != shown:
                print(f"\r{line}", end="", file=self.err, flush=True)
                shown = line

        try:
            yield tell
        finally:
            print(f"\r{' ' * len(shown)}\r", end="", file=self.err, flush=True)

    def _write(self, text: str) -> None:
        """Print `text` and hand it over at once; raise OutputLost where that is not possible."""
        try:
            print(text, file=self.out, flush=True)
        except OSError as fault:
            raise OutputLost(fault.strerror) from fault

    def sentence(self, error: HandoverError) -> str:
        """Return the sentence of a failure in the language of this run."""
        return say(self._, error.code.text, error.params)

    def fail(self, error: HandoverError, exit_code: int) -> int:
        """Print the sentence of a failure, as JSON where JSON was asked for, and return `exit_code`."""
        print(self.sentence(error), file=self.err)
        if self.as_json:
            self.print_json({"ok": False, "code": error.code.code, "message": self.sentence(error)})
        return exit_code
