"""A new version of a list: what differs, and taking over what a person accepts of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.canonical import to_data
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover, ListVersion
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.list_changes import (
    EVERYTHING,
    ChangeKind,
    Comparison,
    Difference,
    KnownLine,
    LineChange,
    LineStep,
    NewRow,
    Pairs,
    Stated,
)
from handover_desktop.domain.list_comparing import choose_list, compare_versions
from handover_desktop.domain.states import State
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.handovers import require_open
from handover_desktop.services.importing import note_list
from handover_desktop.services.safekeeping import Safekeeping
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.domain.progress import Progress
    from handover_desktop.lists.reading import ListReading
    from handover_desktop.register import Reading, Writing
    from handover_desktop.register.list_changes import ListedChange
    from handover_desktop.register.views import Standing


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A list beside the one that it is a new version of. `list_no` is that list, by the place of its first version
    among the handover's lists; `replaces` its newest version. `pairs` are what a person paired or separated.
    """

    handover: Handover
    list_no: int | None
    replaces: ListVersion | None
    comparison: Comparison
    pairs: Pairs

    @property
    def is_likely(self) -> bool:
        """Whether most of its lines stand on the handover already: then it is proposed as a new version."""
        new = len(self.comparison.of(ChangeKind.ADDED))
        return self.comparison.unchanged + len(self.comparison.of(ChangeKind.CHANGED)) > new

    @property
    def usual(self) -> frozenset[str]:
        """The keys of the differences that are accepted unless a person thinks otherwise."""
        return frozenset(one.key for one in self.comparison.differences if one.is_usual)


class ListVersions:
    """The use cases of a list that comes again."""

    def __init__(self, workplace: Workplace, safekeeping: Safekeeping) -> None:
        self._workplace = workplace
        self._safekeeping = safekeeping

    def compare(
        self, reading: ListReading, handover: HandoverId, *, pairs: Pairs | None = None
    ) -> NewVersion | None:
        """Compare a list with the handover, which it may be a new version for; None where there is no list yet.

        Of several lists that with most identifiers in common is meant. Raises CONTENT_FROZEN, SYMBOLIC.
        """
        with self._workplace.reading() as store:
            current = _require_changeable(store, handover)
            return _compare(store, current, reading, pairs or Pairs())

    def accept(
        self,
        reading: ListReading,
        handover: HandoverId,
        accepted: Collection[str],
        *,
        pairs: Pairs | None = None,
        progress: Progress | None = None,
    ) -> ChangeSet:
        """Take over the differences of these keys, all of them or none; a backup is made first.

        Checks stay with their lines. A line that is gone is withdrawn; where something was found it stays, as an item
        that is not on the list. Reading the earlier file again brings everything back. A reconciled handover is
        checked again. Raises LIST_HAS_NOTHING_NEW where nothing differs, LIST_NOTHING_ACCEPTED,
        CHANGED_MEANWHILE where a difference is no more, LIST_HAS_NO_VERSION, LIST_HAS_ERRORS, CONTENT_FROZEN, SYMBOLIC.
        """
        if not reading.lines:
            raise DomainError(Code.LIST_HAS_ERRORS)
        self._safekeeping.back_up_automatically("list-version")
        with self._workplace.writing() as store:
            current = _require_changeable(store, handover)
            version = _compare(store, current, reading, pairs or Pairs())
            if version is None:
                raise DomainError(Code.LIST_HAS_NO_VERSION, reference=current.reference)
            chosen = _chosen(version, accepted)
            self._take_over(store, version, chosen, reading, progress)
            if current.state is State.RECONCILED:
                store.set_state(handover, State.CHECKING)
                store.append_audit("check-reopened", current.reference, {})
        return changed(Kind.HANDOVERS, Kind.DETAILS, Kind.ITEMS, Kind.CHECKS, handover=handover)

    def _take_over(
        self,
        store: Writing,
        version: NewVersion,
        chosen: Sequence[Difference],
        reading: ListReading,
        progress: Progress | None,
    ) -> None:
        current, place = version.handover, len(version.handover.lists)
        list_no = place if version.list_no is None else version.list_no
        new = [one.line for one in chosen if one.known is None and one.line is not None]
        lines = [(self._workplace.uid(), line, Origin.LISTED, "") for line in new]
        store.add_items(current.id, lines, list_no=list_no, progress=progress)
        known = [
            (one, one.known, one.step) for one in chosen if one.known is not None and one.step is not None
        ]
        changes = self._line_changes(store, known, place, list_no, self._why_kept(current, reading))
        store.change_lines(current.id, changes)
        described = note_list(store, current, reading, replaces=version.list_no)
        store.append_audit("list-version-accepted", current.reference, described | _describe(version, chosen))
        for difference, _known, _step in known:
            store.append_audit(*_describe_line(difference, reading))

    def _line_changes(
        self,
        store: Writing,
        known: Sequence[tuple[Difference, KnownLine, LineStep]],
        place: int,
        list_no: int,
        reason: str,
    ) -> list[ListedChange]:
        from handover_desktop.register.list_changes import ListedChange

        return [
            ListedChange(
                line,
                LineChange(
                    uid=self._workplace.uid(),
                    item=line.item.uid,
                    version=place,
                    step=step,
                    before=line.item.asset,
                    after=difference.line or line.item.asset,
                    checks=line.checks,
                    who=store.actor,
                    at=store.at,
                    device=store.device,
                ),
                list_no,
                reason if step is LineStep.KEPT else "",
            )
            for difference, line, step in known
        ]

    def _why_kept(self, current: Handover, reading: ListReading) -> str:
        """Return why an item is there that the list has no more, in the leading language of the protocol."""
        _ = self._workplace.translator(current.details.languages[0])
        return _("No longer on the list: {file}", file=reading.file_name)


def keep_withdrawn(store: Writing, workplace: Workplace, standing: Standing) -> None:
    """Bring an item back that a version of its list withdrew, as one that is not on the list: somebody found it."""
    from handover_desktop.register.list_changes import ListedChange

    current = store.handover(standing.handover)
    known = next(one for one in store.known_lines(current.id) if one.item.id == standing.item.id)
    place = len(current.lists) - 1
    _ = workplace.translator(current.details.languages[0])
    reason = _("No longer on the list: {file}", file=current.lists[place].file_name)
    line = standing.item.asset
    change = LineChange(
        uid=workplace.uid(),
        item=standing.item.uid,
        version=place,
        step=LineStep.KEPT,
        before=line,
        after=line,
        checks=known.checks,
        who=store.actor,
        at=store.at,
        device=store.device,
    )
    store.change_lines(current.id, [ListedChange(known, change, place, reason)])
    described = {"step": change.step.value, "line": line.line_no, "checks": list(known.checks)}
    store.append_audit("line-changed-by-list", standing.item.uid, described)


def _require_changeable(store: Reading, handover: HandoverId) -> Handover:
    current = require_open(store, handover)
    if current.is_symbolic:
        raise DomainError(Code.SYMBOLIC, reference=current.reference)
    return current


def _compare(store: Reading, current: Handover, reading: ListReading, pairs: Pairs) -> NewVersion | None:
    known = store.known_lines(current.id)
    if not current.lists or not known:
        return None
    rows = [NewRow(row.row, row.line, row.importable, row.row in reading.to_complete) for row in reading.rows]
    list_no, _known_rows = choose_list(known, rows)
    comparison = compare_versions(known, rows, stated=_stated(reading), list_no=list_no, pairs=pairs)
    versions = [one for at, one in enumerate(current.lists) if list_no in (at, one.replaces)]
    return NewVersion(current, list_no, versions[-1] if versions else None, comparison, pairs)


def _stated(reading: ListReading) -> Stated:
    """Return which fields the list has columns for; a unit may stand in the cell of the quantity."""
    fields = {field for column in reading.columns for field in column.fields}
    fields |= {reading.group_field} if reading.groups and reading.group_field else set()
    fields |= {"unit"} if "quantity" in fields else set()
    headings = frozenset(column.name for column in reading.columns)
    return Stated(frozenset(fields & EVERYTHING.fields), headings)


def _chosen(version: NewVersion, accepted: Collection[str]) -> list[Difference]:
    wanted, found = set(accepted), version.comparison.differences
    reference = version.handover.reference
    if not found:
        raise DomainError(Code.LIST_HAS_NOTHING_NEW, reference=reference)
    if not wanted:
        raise DomainError(Code.LIST_NOTHING_ACCEPTED)
    chosen = [one for one in found if one.key in wanted]
    if len(chosen) != len(wanted):
        raise DomainError(Code.CHANGED_MEANWHILE, reference=reference)
    return chosen


def _describe(version: NewVersion, chosen: Sequence[Difference]) -> dict[str, object]:
    """Return what the audit says of a version: what it replaces, how much was taken over, how much was left."""
    steps = Counter(one.step.value if one.step else "added" for one in chosen)
    left = Counter(one.kind.value for one in version.comparison.differences)
    left.subtract(one.kind.value for one in chosen)
    replaced = version.replaces
    return {
        "version": len(version.handover.lists) + 1,
        "replaces": {"file": replaced.file_name, "sha256": replaced.sha256} if replaced else None,
        "accepted": dict(steps),
        "left": {kind: count for kind, count in left.items() if count},
        "unchanged": version.comparison.unchanged,
    }


def _describe_line(difference: Difference, reading: ListReading) -> tuple[str, str, dict[str, object]]:
    known, step = difference.known, difference.step
    if known is None or step is None:
        raise ValueError("a line that is new has nothing that changed")
    described: dict[str, object] = {
        "step": step.value,
        "line": known.item.asset.line_no,
        "list": reading.sha256,
        "checks": list(known.checks),
    }
    if difference.fields:
        described["fields"] = to_data(list(difference.fields))
    return "line-changed-by-list", known.item.uid, described
