"""What every use case needs: the register, the time, randomness, and who is working."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import Uid, make_uid
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Translator, load_translator

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Register, Writing


@dataclass(frozen=True, slots=True)
class Workplace:
    """The surroundings of the use cases; the clock and the randomness are injected."""

    register: Register
    now: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    who: str
    catalogues: Path
    keys: Path | None = None
    """The folder of this laptop's signing keys; None for beside the register, as for a throw-away one."""

    @property
    def key_folder(self) -> Path:
        """The folder of this laptop's signing keys; it need not exist yet."""
        return self.keys or self.register.path.parent

    def reading(self) -> AbstractContextManager[Reading]:
        """Open a consistent view of the register."""
        return self.register.reading()

    def writing(self) -> AbstractContextManager[Writing]:
        """Open a transaction that commits when its block ends and rolls back on any exception."""
        return self.register.writing(actor=self.who, at=self.now())

    def uid(self) -> Uid:
        """Return a new identity."""
        return make_uid(self.now(), self.random_bytes)

    def translator(self, language: str) -> Translator:
        """Return the texts of a document language; raise DomainError LANGUAGE_UNKNOWN."""
        try:
            return load_translator(language, self.catalogues)
        except LookupError as unknown:
            known = ", ".join(DOCUMENT_LANGUAGES)
            raise DomainError(Code.LANGUAGE_UNKNOWN, language=language, languages=known) from unknown
