"""Finalising: the snapshot, its digest and the protocol's number, before the first signature."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handover_desktop import __version__
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.states import State, check_step
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.services.ceremonies import cited_ceremonies, symbolic_content
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.checklists import with_drawings
from handover_desktop.services.clause_blanks import figures_of, fill_clauses, with_blanks
from handover_desktop.services.clock import clock_record
from handover_desktop.services.reconciling import require_no_errors
from handover_desktop.services.safekeeping import Safekeeping
from handover_desktop.services.settings import ORGANISATION, SITE
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing


class Finalising:
    """The one use case that freezes."""

    def __init__(self, workplace: Workplace, safekeeping: Safekeeping) -> None:
        self._workplace = workplace
        self._safekeeping = safekeeping

    def finalise(self, handover: HandoverId) -> ChangeSet:
        """Freeze the content of a handover: number, snapshot and digest; a backup is made first.

        Raises DomainError WRONG_STATE, NOT_READY while errors of the closed list stand, or GLYPH_MISSING for a text
        that could not be printed: what is frozen could not be corrected.
        """
        with self._workplace.reading() as store:
            current = self._require_ready(store, handover)
            self._require_printable(take_snapshot(store, current, self._workplace))
        self._safekeeping.back_up_automatically("finalise")
        with self._workplace.writing() as store:
            current = self._require_ready(store, handover)
            if current.details.ends_at is None and not current.is_symbolic:
                details = replace(current.details, ends_at=store.at.replace(microsecond=0))
                current = store.save_details(handover, details, revision=current.revision)
            store.drop_unused_photos()
            number = _next_number(store)
            snapshot = replace(
                take_snapshot(store, current, self._workplace), number=number, finalised_at=store.at
            )
            digest = snapshot.digest
            store.freeze(handover, number=number, snapshot=snapshot.to_bytes(), digest=digest)
            store.append_audit("handover-finalised", current.reference, {"number": number, "digest": digest})
        return changed(Kind.HANDOVERS, Kind.DETAILS, Kind.DOCUMENTS, handover=handover)

    def _require_ready(self, store: Reading, handover: HandoverId) -> Handover:
        current = store.handover(handover)
        check_step(current.reference, current.state, State.FINALISED, is_symbolic=current.is_symbolic)
        require_no_errors(store, handover, self._workplace)
        return current

    def _require_printable(self, snapshot: Snapshot) -> None:
        from handover_desktop.protocol.pages.orders import PrintOrder
        from handover_desktop.protocol.pages.rendering import require_printable

        translators = {tag: self._workplace.translator(tag) for tag in DOCUMENT_LANGUAGES}
        require_printable(PrintOrder(snapshot, snapshot.details.languages, translators, draft=True))


def take_snapshot(store: Reading, handover: Handover, workplace: Workplace) -> Snapshot:
    """Return the content of a handover as it stands, without number and time of finalising.

    Its declarations are the very texts that are printed, in the languages of the document and with their blanks filled
    in. A symbolic one names the lists of the handover that it stands for.
    """
    from handover_desktop.protocol.pages.clauses import settled

    details = handover.details
    translators = {tag: workplace.translator(tag) for tag in DOCUMENT_LANGUAGES}
    clauses = tuple(settled(clause, details.languages, translators) for clause in details.clauses)
    sequence, head = store.audit_head()
    symbolic = symbolic_content(store, handover, workplace)
    if with_blanks(clauses):
        figures = figures_of(handover.reference, store.tally(handover.id), symbolic)
        clauses = fill_clauses(replace(details, clauses=clauses), figures)
    lists = handover.lists
    if handover.stands_for is not None:
        lists = store.handover_of_uid(handover.stands_for.handover).lists
    return Snapshot(
        reference=handover.reference,
        number="",
        demo=handover.demo,
        details=replace(details, clauses=clauses),
        items=with_drawings(store, store.snapshot_items(handover.id)),
        photos=store.photos(handover.id),
        lists=lists,
        parent=handover.parent,
        finalised_at=None,
        device=store.device,
        audit_sequence=sequence,
        audit_head=head,
        program=f"handover-desktop {__version__}",
        clock=clock_record(store, handover.reference),
        symbolic=symbolic,
        ceremonies=cited_ceremonies(store, handover),
        replaces=tuple(record.protocol for record in store.voided(handover.id)),
    )


def _next_number(store: Writing) -> str:
    """Return the next protocol number, ORG-SITE-YEAR-DEVICE-SEQ: unique across laptops without contact."""
    year = str(store.at.year)
    sequence = store.next_in_series(f"protocol-{year}")
    parts = (store.setting(ORGANISATION), store.setting(SITE), year, store.device, f"{sequence:04d}")
    return "-".join(part for part in parts if part)
