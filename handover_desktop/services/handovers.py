"""Preparing handovers: making, describing, reusing and cancelling them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from handover_desktop.domain.donors import tidy_profile
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Clause, Handover, HandoverDetails, Party
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.states import State, check_step
from handover_desktop.domain.turning import untwisted
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.clause_blanks import figures_of, fill_clauses
from handover_desktop.services.donor_profiles import default_donor
from handover_desktop.services.settings import default_paper
from handover_desktop.services.views import HandoverSummary
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing


class Handovers:
    """The use cases of preparing."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def overview(self) -> tuple[HandoverSummary, ...]:
        """Return all handovers of the register, newest first."""
        with self._workplace.reading() as store:
            return store.handovers()

    def get(self, handover: HandoverId) -> Handover:
        """Return one handover with its details."""
        with self._workplace.reading() as store:
            return store.handover(handover)

    def find(self, reference: str) -> Handover:
        """Return the handover of that reference; raise DomainError HANDOVER_UNKNOWN."""
        with self._workplace.reading() as store:
            return store.find_handover(reference)

    def propose_reference(self) -> str:
        """Return a reference that is still free, such as HO-2026-0001."""
        year = self._workplace.now().year
        with self._workplace.reading() as store:
            return _first_free(store, lambda number: f"HO-{year}-{number:04d}")

    def create(
        self,
        reference: str,
        *,
        details: HandoverDetails | None = None,
        like: HandoverId | None = None,
        demo: bool = False,
    ) -> ChangeSet:
        """Make a handover in preparation; `like` takes parties, commission, clauses and languages from another.

        Raises DomainError REFERENCE_EMPTY or REFERENCE_TAKEN.
        """
        with self._workplace.writing() as store:
            start = untwisted(details or self.starting_details(store))
            if like is not None:
                start = _take_over(store.handover(like), start)
            require_logos(store, start)
            made = add_handover(store, self._workplace, reference, start, demo=demo)
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=made.id)

    def starting_details(self, store: Reading) -> HandoverDetails:
        """Return what a new handover starts with: the declarations, and the register's own donor rules and paper."""
        clauses = self.default_clauses(HandoverDetails().languages)
        donor, paper = default_donor(store), default_paper(store)
        return HandoverDetails(clauses=clauses, donor=donor, paper=paper)

    def rename(self, handover: HandoverId, reference: str) -> ChangeSet:
        """Give a handover that is not frozen another reference."""
        following = clean_reference(reference)
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            store.rename(handover, following)
            store.append_audit("handover-renamed", current.reference, {"to": following})
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=handover)

    def save_details(self, handover: HandoverId, details: HandoverDetails, *, revision: int) -> ChangeSet:
        """Save what was edited since `revision`.

        Raises CHANGED_MEANWHILE or CONTENT_FROZEN; LOGO_UNKNOWN, THRESHOLD_NOT_AN_AMOUNT, LANGUAGE_UNKNOWN,
        TOO_MANY_LANGUAGES.
        """
        from handover_desktop.protocol.pages.orders import check_languages

        check_languages(details.languages)
        tidy = untwisted(replace(details, donor=tidy_profile(details.donor)))
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            require_logos(store, tidy)
            store.save_details(handover, tidy, revision=revision)
            store.append_audit("details-saved", current.reference, {"revision": revision + 1})
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=handover)

    def known_parties(self) -> tuple[Party, ...]:
        """Return the parties of all saved handovers, newest first, each once."""
        with self._workplace.reading() as store:
            saved = [store.handover(summary.id).details.parties for summary in store.handovers()]
        return tuple(dict.fromkeys(party for parties in saved for party in parties if party.name))

    def default_clauses(self, languages: tuple[str, ...]) -> tuple[Clause, ...]:
        """Return the declarations that a new handover starts with."""
        from handover_desktop.protocol.pages.clauses import default_clauses

        return default_clauses(languages, {tag: self._workplace.translator(tag) for tag in languages})

    def clause_catalogue(self, languages: tuple[str, ...], *, symbolic: bool = False) -> tuple[Clause, ...]:
        """Return every declaration that can be chosen, for a symbolic handover or for one with items."""
        from handover_desktop.protocol.pages.clauses import clause_catalogue

        translators = {tag: self._workplace.translator(tag) for tag in languages}
        return clause_catalogue(languages, translators, symbolic=symbolic)

    def filled_clauses(self, handover: HandoverId, details: HandoverDetails) -> tuple[Clause, ...]:
        """Return the clauses of `details`, which need not be saved, filled in with what the handover has by now."""
        from handover_desktop.services.ceremonies import symbolic_content

        with self._workplace.reading() as store:
            current = store.handover(handover)
            symbolic = symbolic_content(store, current, self._workplace)
            figures = figures_of(current.reference, store.tally(handover), symbolic)
        return fill_clauses(details, figures)

    def begin_check(self, handover: HandoverId) -> ChangeSet:
        """Start the check; raise NO_ITEMS for an empty list."""
        with self._workplace.writing() as store:
            current = store.handover(handover)
            check_step(current.reference, current.state, State.CHECKING)
            begin_check(store, current)
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=handover)

    def reopen_check(self, handover: HandoverId) -> ChangeSet:
        """Go back from reconciled to checking."""
        return self._step(handover, State.CHECKING, "check-reopened")

    def cancel(self, handover: HandoverId, reason: str) -> ChangeSet:
        """Cancel a handover that is not finalised, with a reason that stays readable."""
        if not reason.strip():
            raise DomainError(Code.CANCEL_NEEDS_REASON)
        return self._step(handover, State.CANCELLED, "handover-cancelled", reason.strip())

    def _step(self, handover: HandoverId, following: State, action: str, reason: str = "") -> ChangeSet:
        with self._workplace.writing() as store:
            current = store.handover(handover)
            check_step(current.reference, current.state, following)
            store.set_state(handover, following, reason=reason)
            store.append_audit(action, current.reference, {"reason": reason} if reason else {})
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=handover)


def propose_child_reference(store: Reading, stem: str) -> str:
    """Return the first free reference that is `stem` and a number, such as HO-2026-0001/S1."""
    return _first_free(store, lambda number: f"{stem}{number}")


def _first_free(store: Reading, name: Callable[[int], str]) -> str:
    taken = {summary.reference.casefold() for summary in store.handovers()}
    proposals = (name(number) for number in range(1, len(taken) + 2))
    return next(proposal for proposal in proposals if proposal.casefold() not in taken)


def clean_reference(reference: str) -> str:
    """Return `reference` without surrounding space; raise REFERENCE_EMPTY where nothing is left."""
    if not reference.strip():
        raise DomainError(Code.REFERENCE_EMPTY)
    return untwisted(reference).strip()


def add_handover(
    store: Writing, workplace: Workplace, reference: str, details: HandoverDetails, *, demo: bool = False
) -> Handover:
    """Add a handover in preparation and its audit entry."""
    made = store.add_handover(
        uid=workplace.uid(), reference=clean_reference(reference), details=details, demo=demo
    )
    store.append_audit("handover-created", made.reference, {"uid": made.uid})
    return made


def require_open(store: Reading, handover: HandoverId) -> Handover:
    """Return a handover whose content may still change; raise CONTENT_FROZEN otherwise."""
    current = store.handover(handover)
    if current.state.is_frozen:
        raise DomainError(Code.CONTENT_FROZEN, reference=current.reference)
    return current


def require_logos(store: Reading, details: HandoverDetails) -> None:
    """Raise LOGO_UNKNOWN where the register lacks the picture of a logo."""
    missing = store.missing_blobs([logo.sha256 for logo in details.logos]) if details.logos else set()
    for logo in details.logos:
        if logo.sha256 in missing:
            raise DomainError(Code.LOGO_UNKNOWN, name=logo.name)


def begin_check(store: Writing, handover: Handover) -> None:
    """Set a handover in preparation to checking; note when it began, and its date where none was given.

    Raises SYMBOLIC for one that has nothing to check, NO_ITEMS for an empty list.
    """
    if handover.is_symbolic:
        raise DomainError(Code.SYMBOLIC, reference=handover.reference)
    if not store.item_count(handover.id):
        raise DomainError(Code.NO_ITEMS, reference=handover.reference)
    details = handover.details
    if details.starts_at is None:
        details = replace(details, starts_at=store.at.replace(microsecond=0))
    if details.handover_date is None:
        details = replace(details, handover_date=store.at.date())
    if details != handover.details:
        store.save_details(handover.id, details, revision=handover.revision)
    store.set_state(handover.id, State.CHECKING)
    store.append_audit("check-begun", handover.reference, {})


def _take_over(handover: Handover, start: HandoverDetails) -> HandoverDetails:
    """Return what a new handover can reuse: who and how, not what, where and when, nor symbolic declarations."""
    return replace(
        handover.details,
        clauses=start.clauses if handover.is_symbolic else handover.details.clauses,
        place="",
        address="",
        handover_date=None,
        starts_at=None,
        ends_at=None,
        receiving_units=(),
    )
