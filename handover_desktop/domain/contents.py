"""What belongs into which annex: the pieces of every line by outcome, and the numbered remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Finding, Outcome, Qualifier, Remark, mismatches
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.domain.tally import TAKEN_OVER, Group, Share, shares


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a line that stands in an annex; `remark` is its number in Annex 2, or None.

    `photos` are the numbers of its photos.
    """

    item: SnapshotItem
    share: Share
    remark: int | None
    photos: tuple[int, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Whether the contents were not inspected."""
        finding = self.item.finding
        return finding is not None and finding.qualifier is Qualifier.SEALED

    @property
    def is_unlisted(self) -> bool:
        """Whether the item is not on the list."""
        return self.item.origin is Origin.EXTRA


@dataclass(frozen=True, slots=True)
class RemarkEntry:
    """A numbered remark of the register in Annex 2."""

    number: int
    item: SnapshotItem
    finding: Finding
    remark: Remark
    photos: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The annexes of a protocol, each in the order of the list."""

    accepted: tuple[Entry, ...]
    remarks: tuple[RemarkEntry, ...]
    not_accepted: tuple[Entry, ...]
    missing: tuple[Entry, ...]
    shortage: tuple[Entry, ...]
    surplus: tuple[Entry, ...]
    not_checked: tuple[Entry, ...]

    @property
    def differing(self) -> int:
        """How many lines have pieces in Annex 3."""
        parts = (self.not_accepted, self.missing, self.shortage, self.surplus, self.not_checked)
        return len({entry.item.position for part in parts for entry in part})


def sort_out(snapshot: Snapshot) -> Contents:
    """Split every line into the annexes that its pieces belong to."""
    photos = _photo_numbers(snapshot)
    remarks = _remarks(snapshot, photos)
    numbers = {entry.item.position: entry.number for entry in remarks}
    entries = [
        Entry(item, share, numbers.get(item.position), photos.get(item.uid, ()))
        for item in snapshot.items
        for share in shares(item.asset, item.origin, item.finding)
    ]

    def pick(*groups: Group, main: bool | None = None) -> tuple[Entry, ...]:
        return tuple(e for e in entries if e.share.group in groups and main in (None, e.share.is_main))

    return Contents(
        accepted=pick(*TAKEN_OVER),
        remarks=remarks,
        not_accepted=pick(Group.NOT_ACCEPTED),
        missing=pick(Group.MISSING, main=True),
        shortage=pick(Group.MISSING, main=False),
        surplus=pick(Group.SURPLUS),
        not_checked=pick(Group.NOT_CHECKED),
    )


def _photo_numbers(snapshot: Snapshot) -> dict[Uid, tuple[int, ...]]:
    numbers: dict[Uid, tuple[int, ...]] = {}
    for photo in sorted(snapshot.photos, key=lambda photo: photo.number):
        if photo.item is not None:
            numbers[photo.item] = (*numbers.get(photo.item, ()), photo.number)
    return numbers


def _remarks(snapshot: Snapshot, photos: Mapping[Uid, tuple[int, ...]]) -> tuple[RemarkEntry, ...]:
    with_remark = [
        (item, item.finding, item.finding.remark)
        for item in snapshot.items
        if item.finding is not None and item.finding.remark is not None
    ]
    return tuple(
        RemarkEntry(number, item, finding, remark, photos.get(item.uid, ()))
        for number, (item, finding, remark) in enumerate(with_remark, start=1)
    )


def is_clean(snapshot: Snapshot) -> bool:
    """Tell whether there is nothing to remark: every line accepted as listed, and inspected."""
    return bool(snapshot.items) and all(_is_plain(item) for item in snapshot.items)


def _is_plain(item: SnapshotItem) -> bool:
    finding = item.finding
    return (
        finding is not None
        and finding.outcome is Outcome.ACCEPTED
        and finding.qualifier is None
        and finding.remark is None
        and finding.presented == item.asset.quantity == finding.accepted
        and item.origin is not Origin.EXTRA
        and not mismatches(item.asset, finding.readings)
    )
