"""Reconciling: what is open, and the deliberate decision about what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handover_desktop.domain.checks import Method, Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import HandoverDetails
from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.reconciliation import OpenPoint, Unwritten, reconcile
from handover_desktop.domain.states import State, check_step
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.services.ceremonies import cited_ceremonies, symbolic_content
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.checking import Checking
from handover_desktop.services.settings import ORGANISATION
from handover_desktop.services.views import CheckRequest
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading


class Reconciling:
    """The use cases between the check and the protocol."""

    def __init__(self, workplace: Workplace, checking: Checking) -> None:
        self._workplace = workplace
        self._checking = checking

    def points(self, handover: HandoverId) -> tuple[OpenPoint, ...]:
        """Return every open point, errors first."""
        with self._workplace.reading() as store:
            return open_points(store, handover, self._workplace)

    def close_open_as_not_checked(self, handover: HandoverId) -> ChangeSet:
        """Record "not checked" for every open item; it is printed so. Conflicts stay for a person to decide."""
        with self._workplace.reading() as store:
            open_ids = [r.item.id for r in store.results(handover) if r.finding is None and not r.conflict]
        if not open_ids:
            return changed(Kind.CHECKS, handover=handover)
        return self._checking.record_many(open_ids, CheckRequest(Outcome.NOT_CHECKED, method=Method.CLICKED))

    def mark_reconciled(self, handover: HandoverId) -> ChangeSet:
        """Say that the differences were discussed and settled; raise NOT_READY while errors stand."""
        with self._workplace.writing() as store:
            current = store.handover(handover)
            check_step(current.reference, current.state, State.RECONCILED)
            require_no_errors(store, handover, self._workplace)
            store.set_state(handover, State.RECONCILED)
            store.append_audit("handover-reconciled", current.reference, {})
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=handover)


def open_points(store: Reading, handover: HandoverId, workplace: Workplace) -> tuple[OpenPoint, ...]:
    """Return the open points of a handover as this transaction sees it."""
    current = store.handover(handover)
    return reconcile(
        current,
        store.results(handover),
        today=workplace.now().date(),
        elsewhere=store.elsewhere(handover),
        unwritten=_unwritten(current.details, workplace),
        is_named=bool(current.number or store.setting(ORGANISATION)),
        changed_by_list=store.unseen_changes(handover).keys(),
        symbolic=symbolic_content(store, current, workplace),
        ceremonies=cited_ceremonies(store, current),
    )


def _unwritten(details: HandoverDetails, workplace: Workplace) -> tuple[Unwritten, ...]:
    from handover_desktop.protocol.pages.clauses import unwritten_languages

    translators = {tag: workplace.translator(tag) for tag in DOCUMENT_LANGUAGES}
    return tuple(
        Unwritten(number, language)
        for number, clause in enumerate(details.clauses, start=1)
        for language in unwritten_languages(clause, details.languages, translators)
    )


def require_no_errors(store: Reading, handover: HandoverId, workplace: Workplace) -> None:
    """Raise DomainError NOT_READY with the number of errors where any stands."""
    errors = [point for point in open_points(store, handover, workplace) if point.severity is Severity.ERROR]
    if errors:
        reference = store.handover(handover).reference
        raise DomainError(Code.NOT_READY, reference=reference, count=len(errors))
