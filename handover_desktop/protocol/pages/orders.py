"""What is to be printed, in which languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Translator


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """One protocol to print. `languages` are one or two tags, the leading one first. `translators` has
    theirs, and those of other languages help to tell a declaration of the catalogue from an edited one.

    `signatures` are those given so far, all of them for this snapshot's digest. `pictures` are the bytes of its
    logos and photos by SHA-256. A `redacted` edition is marked as such and, as a draft, carries no data, digest or
    code.
    """

    snapshot: Snapshot
    languages: tuple[str, ...]
    translators: Mapping[str, Translator]
    signatures: tuple[Signature, ...] = ()
    draft: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    redacted: bool = False


def check_languages(languages: tuple[str, ...]) -> None:
    """Raise DomainError LANGUAGE_UNKNOWN or TOO_MANY_LANGUAGES where no protocol is printed like this."""
    for language in languages:
        if language not in DOCUMENT_LANGUAGES:
            raise DomainError(
                Code.LANGUAGE_UNKNOWN, language=language, languages=", ".join(DOCUMENT_LANGUAGES)
            )
    if len(languages) not in (1, 2) or len(set(languages)) != len(languages):
        raise DomainError(Code.TOO_MANY_LANGUAGES)
