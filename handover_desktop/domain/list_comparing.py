"""Compares a new version of a list with the items of a handover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.list_changes import (
    EVERYTHING,
    ChangeKind,
    Comparison,
    Difference,
    KnownLine,
    NewRow,
    Pairs,
    Stated,
    field_changes,
    is_on_list,
    merge_line,
    totals_of,
)
from handover_desktop.domain.list_matching import pair_lines, strong_keys


def compare_versions(
    known: Sequence[KnownLine],
    rows: Sequence[NewRow],
    *,
    stated: Stated,
    list_no: int | None = None,
    pairs: Pairs | None = None,
) -> Comparison:
    """Compare a new version with the items of a handover, of which those that came with `list_no` can be gone.

    A line that was presented without being on the list, or that stands on another list, or that was withdrawn,
    is recognised by its identifiers alone.
    """
    return _Comparer(known, rows, stated, list_no, pairs or Pairs()).compare()


def choose_list(known: Sequence[KnownLine], rows: Sequence[NewRow]) -> tuple[int | None, int]:
    """Return the list whose lines have most identifiers in common with `rows`, and how many rows are known by one."""
    places = {
        key: one.list_no for one in known if not one.item.is_withdrawn for key in strong_keys(one.item.asset)
    }
    found: Counter[int | None] = Counter()
    for row in rows:
        hit = next((key for key in strong_keys(row.line) if key in places), None)
        if hit is not None:
            found[places[hit]] += 1
    lists = Counter(one.list_no for one in known if _was_listed(one))
    ranked = sorted(lists, key=lambda no: (found[no], no if no is not None else -1))
    return (ranked[-1] if ranked else None), found.total()


def _was_listed(one: KnownLine) -> bool:
    return not one.item.is_withdrawn and one.item.origin is Origin.LISTED


class _Comparer:
    """Pairs in turns: lines of the list, then all others; rows that can be read, then those that cannot."""

    def __init__(
        self,
        known: Sequence[KnownLine],
        rows: Sequence[NewRow],
        stated: Stated,
        list_no: int | None,
        pairs: Pairs,
    ) -> None:
        self._known, self._rows, self._stated, self._pairs = known, rows, stated, pairs
        self._list_no = list_no
        self._numbered = "line_no" in stated.fields
        places = range(len(known))
        self._mine = [at for at in places if _was_listed(known[at]) and known[at].list_no == list_no]
        mine = frozenset(self._mine)
        self._former = [
            at for at in places if known[at].list_no == list_no and known[at].item.origin is Origin.EXTRA
        ]
        self._others = [at for at in places if not known[at].item.is_withdrawn and at not in mine]
        self._withdrawn = [at for at in places if known[at].item.is_withdrawn]
        self._partner: dict[int, int] = {}
        self._doubtful: set[int] = set()

    def compare(self) -> Comparison:
        readable = [at for at, row in enumerate(self._rows) if row.readable]
        unreadable = [at for at, row in enumerate(self._rows) if not row.readable]
        self._pair(self._mine, readable, by_identity=True)
        self._pair(self._others, readable, by_identity=True)
        self._pair(self._mine, readable)
        self._pair(self._former, readable)
        self._pair(self._withdrawn, readable, by_identity=True)
        self._pair(
            [at for at in self._withdrawn if self._known[at].list_no == self._list_no], readable, surely=True
        )
        hidden = self._pair(self._mine, unreadable)
        changed = list(self._changed(hidden))
        added = list(self._added(readable))
        gone = [Difference(ChangeKind.GONE, self._known[at]) for at in self._mine if at not in self._partner]
        touched = sum(one.kind is ChangeKind.CHANGED for one in changed)
        on_list = [at for at in self._partner if not self._known[at].item.is_withdrawn and at not in hidden]
        return Comparison(
            differences=(*added, *changed, *gone),
            unchanged=len(on_list) - touched,
            unread=len(unreadable),
            reordered=self._is_reordered(on_list),
            before=totals_of(one.item.asset for one in self._known if is_on_list(one)),
        )

    def _pair(
        self, ours: list[int], theirs: list[int], *, by_identity: bool = False, surely: bool = False
    ) -> frozenset[int]:
        """Pair what is free of both; return what was paired."""
        used = set(self._partner.values())
        old = [at for at in ours if at not in self._partner]
        new = [at for at in theirs if at not in used]
        together = dict(self._wished(self._pairs.together, old, new))
        pairing = pair_lines(
            [self._form(self._known[at].item.asset) for at in old],
            [self._form(self._rows[at].line) for at in new],
            numbered=self._numbered,
            by_identity=by_identity,
            together=together,
            apart=set(self._wished(self._pairs.apart, old, new)),
        )
        pairs = [pair for pair in pairing.pairs if not (surely and pair[0] in pairing.doubtful)]
        self._partner |= {old[one]: new[other] for one, other in pairs}
        self._doubtful |= {old[one] for one, _ in pairs if one in pairing.doubtful and one not in together}
        return frozenset(old[one] for one, _ in pairs)

    def _wished(
        self, wishes: Iterable[tuple[Uid, int]], old: list[int], new: list[int]
    ) -> Iterator[tuple[int, int]]:
        if wishes:
            ours = {self._known[at].item.uid: place for place, at in enumerate(old)}
            theirs = {at: place for place, at in enumerate(new)}
            for uid, row in sorted(wishes):
                if uid in ours and row in theirs:
                    yield ours[uid], theirs[row]

    def _form(self, line: AssetLine) -> AssetLine:
        """Return a line with nothing but what the new version states, so that equal means equal."""
        return merge_line(
            _BLANK, replace(line, details=tuple(sorted(self._stated_details(line)))), self._stated
        )

    def _stated_details(self, line: AssetLine) -> Iterator[tuple[str, str]]:
        return (one for one in line.details if one[0] in self._stated.headings)

    def _merged(self, old: AssetLine, row: NewRow) -> AssetLine:
        return merge_line(old, row.line, EVERYTHING if row.marked else self._stated)

    def _changed(self, hidden: Collection[int]) -> Iterator[Difference]:
        for at, other in sorted(self._partner.items()):
            known, row = self._known[at], self._rows[other]
            if known.item.is_withdrawn or at in hidden:
                continue
            line = self._merged(known.item.asset, row)
            fields = field_changes(known.item.asset, line)
            comes_on = known.item.origin is Origin.EXTRA
            if fields or comes_on:
                doubtful = at in self._doubtful
                yield Difference(ChangeKind.CHANGED, known, line, other, row.row, fields, doubtful)

    def _added(self, readable: list[int]) -> Iterator[Difference]:
        restored = {other: at for at, other in self._partner.items() if self._known[at].item.is_withdrawn}
        used = set(self._partner.values())
        free = self._free_numbers()
        for other in readable:
            row = self._rows[other]
            if other in restored:
                known = self._known[restored[other]]
                line = self._merged(known.item.asset, row)
                fields = field_changes(known.item.asset, line)
                yield Difference(ChangeKind.ADDED, known, line, other, row.row, fields)
            elif other not in used:
                line = row.line if self._numbered else replace(row.line, line_no=next(free))
                yield Difference(ChangeKind.ADDED, None, line, other, row.row)

    def _free_numbers(self) -> Iterator[str]:
        """Yield line numbers that follow those on the handover, for a list that does not number its lines."""
        numbers = [one.item.asset.line_no for one in self._known]
        last = max((int(no) for no in numbers if no.isdecimal()), default=0)
        while True:
            last += 1
            yield str(last)

    def _is_reordered(self, on_list: Iterable[int]) -> bool:
        mine = frozenset(self._mine)
        rows = [self._partner[at] for at in sorted(on_list) if at in mine]
        return rows != sorted(rows)


_BLANK = AssetLine("", "")
