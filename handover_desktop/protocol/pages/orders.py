"""What is to be printed, in which languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import HandoverDetails, ListVersion
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
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


@dataclass(frozen=True, slots=True)
class FormOrder:
    """A form to print. `number` tells it from every other form, also of the same handover.

    `items` are those of the form in the order of the list, each with the result that stands; `disputed` are the
    positions of those for which two stand. `unit` names the receiving unit that the form is for, and `open_only`
    says that only items without result are on it.
    """

    number: str
    reference: str
    details: HandoverDetails
    lists: Sequence[ListVersion]
    items: Sequence[SnapshotItem]
    printed_at: datetime
    printed_by: str
    languages: tuple[str, ...]
    translators: Mapping[str, Translator]
    disputed: frozenset[int] = frozenset()
    unit: str = ""
    open_only: bool = False
    demo: bool = False

    @property
    def checked(self) -> int:
        """How many of the items have a result already."""
        return sum(
            item.finding is not None and item.finding.outcome is not Outcome.NOT_CHECKED
            for item in self.items
        )


def check_languages(languages: tuple[str, ...]) -> None:
    """Raise DomainError LANGUAGE_UNKNOWN or TOO_MANY_LANGUAGES where no protocol is printed like this."""
    for language in languages:
        if language not in DOCUMENT_LANGUAGES:
            raise DomainError(
                Code.LANGUAGE_UNKNOWN, language=language, languages=", ".join(DOCUMENT_LANGUAGES)
            )
    if len(languages) not in (1, 2) or len(set(languages)) != len(languages):
        raise DomainError(Code.TOO_MANY_LANGUAGES)
