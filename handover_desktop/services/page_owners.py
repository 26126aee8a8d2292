"""Whose a page is, by the code on it: a protocol that counts, a voided one, a form, or nobody's here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.page_codes import PageCode, PageKind
from handover_desktop.domain.scans import PageState, ScanPage
from handover_desktop.services.papers import BLANK_FORM
from handover_desktop.services.views import VoidedRecord

if TYPE_CHECKING:
    from handover_desktop.register import Reading


class PageOwners:
    """Finds the handover that a code belongs to, by the number on it."""

    def __init__(self, store: Reading) -> None:
        self._store = store
        self._by_number = {summary.number: summary.id for summary in store.handovers() if summary.number}
        self._voided = {record.protocol.number: record for record in store.all_voided()}
        self._by_number |= {number: record.handover for number, record in self._voided.items()}
        self._digests: dict[HandoverId, str] = {}
        self._forms: dict[str, HandoverId | None] = {}

    def find(self, code: PageCode) -> HandoverId | None:
        """Return the handover whose number or form this is, whatever the content."""
        if code.kind is not PageKind.BLANK:
            return self._by_number.get(code.number)
        if code.number not in self._forms:
            form = self._store.find_edition("", code.number, kind=BLANK_FORM)
            self._forms[code.number] = form.handover if form else None
        return self._forms[code.number]

    def voided(self, code: PageCode) -> VoidedRecord | None:
        """Return the voided protocol whose number a page bears."""
        return None if code.kind is PageKind.BLANK else self._voided.get(code.number)

    def voided_of(self, pages: Iterable[ScanPage]) -> tuple[VoidedRecord, ...]:
        """Return the voided protocols that pages belong to, each once."""
        numbers = dict.fromkeys(page.number for page in pages if page.state is PageState.VOIDED)
        return tuple(self._voided[number] for number in numbers)

    def is_content_of(self, code: PageCode, id: HandoverId) -> bool:
        """Tell whether the page was printed from the content that the register holds under its number."""
        if code.kind is PageKind.BLANK:
            return True
        voided = self.voided(code)
        if voided is not None:
            return code.belongs_to(voided.protocol.digest)
        if id not in self._digests:
            self._digests[id] = self._store.handover(id).digest
        return bool(self._digests[id]) and code.belongs_to(self._digests[id])
