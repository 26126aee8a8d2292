"""Photos of items and of the handover as a whole: numbered, captioned, frozen with the rest."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Annex, Handover
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.photos import PHOTO_TYPE, Photo
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.turning import untwisted
from handover_desktop.paths import readable, write_atomically
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.handovers import require_open
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing

_MOST_CACHED = 16_000_000
"""Bytes of small pictures kept in memory: more than a thousand."""


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photo ready to be kept: a JPEG of `width` by `height` pixels, and the name of the file it came from."""

    name: str
    content: bytes
    width: int
    height: int
    taken_at: datetime | None


class Photos:
    """The use cases of photos. Lists never read a picture's bytes."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._small = _SmallPictures()

    def list(self, handover: HandoverId) -> tuple[Photo, ...]:
        """Return the photos of a handover, by number."""
        with self._workplace.reading() as store:
            return store.photos(handover)

    def of_item(self, item: ItemId) -> tuple[Photo, ...]:
        """Return the photos of an item, by number."""
        with self._workplace.reading() as store:
            return store.item_photos(item)

    def lines(self, photos: Sequence[Photo]) -> dict[str, str]:
        """Return the line numbers of the items that `photos` show, by the items' uids."""
        with self._workplace.reading() as store:
            return store.line_numbers({photo.item for photo in photos if photo.item is not None})

    def prepare(self, content: bytes, *, name: str, just_taken: bool = False) -> PreparedPhoto:
        """Return a picture as it will be kept; touches no register, and takes a while for a large one.

        A camera's time without offset is taken as this laptop's local time, with the offset it has now; what was
        `just_taken` has this laptop's time. Raises DomainError PICTURE_UNREADABLE or PICTURE_TOO_LARGE.
        """
        from handover_desktop.protocol.layout.pictures import prepare_photo

        picture = prepare_photo(content, name=name)
        taken_at = self._workplace.now() if just_taken else picture.taken_at
        if taken_at is not None and taken_at.utcoffset() is None:
            taken_at = taken_at.replace(tzinfo=self._workplace.now().tzinfo)
        return PreparedPhoto(name, picture.content, picture.width, picture.height, taken_at)

    def prepare_file(self, path: Path) -> PreparedPhoto:
        """Return the picture of a file as it will be kept; raise as `prepare`, or NO_SUCH_FILE, FILE_NOT_READ."""
        return self.prepare(read_picture(path), name=path.name)

    def add(
        self,
        handover: HandoverId,
        prepared: Sequence[PreparedPhoto],
        *,
        item: ItemId | None = None,
        caption: str = "",
    ) -> ChangeSet:
        """Add photos of an item, or of the handover as a whole: all or none. Raises CONTENT_FROZEN."""
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            shown = None if item is None else store.item(item).uid
            store.drop_unused_photos()
            for given in prepared:
                photo = Photo(
                    uid=self._workplace.uid(),
                    number=store.next_in_series(f"photos-{current.uid}"),
                    item=shown,
                    sha256=store.add_blob(given.content, PHOTO_TYPE),
                    width=given.width,
                    height=given.height,
                    caption=untwisted(caption).strip(),
                    taken_at=given.taken_at,
                )
                store.add_photo(handover, photo)
                store.append_audit("photo-added", current.reference, _describe(photo) | {"file": given.name})
        return _changed(handover, item)

    def caption(self, handover: HandoverId, number: int, caption: str) -> ChangeSet:
        """Write another caption under a photo; raise PHOTO_UNKNOWN or CONTENT_FROZEN."""
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            photo = store.photo(handover, number)
            store.set_caption(photo.uid, untwisted(caption).strip())
            told = {"number": number, "caption": untwisted(caption).strip()}
            store.append_audit("photo-captioned", current.reference, told)
        return _changed(handover, None)

    def remove(self, handover: HandoverId, number: int) -> ChangeSet:
        """Take a photo away; its number is never given again. Raises PHOTO_UNKNOWN or CONTENT_FROZEN.

        The bytes of what was removed earlier are dropped; those of this photo stay until the next change, so that
        `restore` can bring it back.
        """
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            photo = store.photo(handover, number)
            store.drop_unused_photos()
            store.remove_photo(photo.uid)
            store.append_audit("photo-removed", current.reference, _describe(photo))
        return _changed(handover, None)

    def restore(self, handover: HandoverId, photo: Photo) -> ChangeSet:
        """Bring back the photo that was removed last, under its number; raise PHOTO_GONE or CONTENT_FROZEN."""
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            _require_removed(store, current, photo)
            store.add_photo(handover, photo)
            store.append_audit("photo-restored", current.reference, _describe(photo))
        return _changed(handover, None)

    def content(self, handover: HandoverId, number: int) -> bytes:
        """Return a photo as JPEG; raise PHOTO_UNKNOWN."""
        with self._workplace.reading() as store:
            return store.blob(store.photo(handover, number).sha256)

    def save(self, handover: HandoverId, number: int, path: Path) -> None:
        """Write a photo to a file; raise PHOTO_UNKNOWN, DISK_FULL or FILE_NOT_WRITTEN."""
        write_atomically(path, self.content(handover, number))

    def small(self, sha256: str, side: int) -> bytes | None:
        """Return a kept picture as a JPEG of at most `side` pixels; None where the register does not hold it.

        A few hundred small ones are kept in memory.
        """
        known = self._small.find((sha256, side))
        if known is None:
            from handover_desktop.protocol.layout.pictures import shrink

            with self._workplace.reading() as store:
                content = store.blobs((sha256,)).get(sha256)
            if content is None:
                return None
            known = shrink(content, side)
            self._small.keep((sha256, side), known)
        return known


def read_picture(path: Path) -> bytes:
    """Return the bytes of a picture file; a file that is too large is not read. Raises PICTURE_TOO_LARGE,
    NO_SUCH_FILE or FILE_NOT_READ.
    """
    from handover_desktop.protocol.layout.pictures import check_size

    with readable(path):
        check_size(path.stat().st_size, name=path.name)
        return path.read_bytes()


def printed_pictures(store: Reading, snapshot: Snapshot) -> dict[str, bytes]:
    """Return by SHA-256 of what is kept the logos and photos that a protocol shows, and no others.

    Photos have no more pixels than print shows; the printed digest is that of the kept one.
    """
    details = snapshot.details
    found = store.blobs({logo.sha256 for logo in details.logos})
    if Annex.PHOTOS in details.donor.annexes:
        for photo in snapshot.photos:  # one by one: as they are kept, all of them fill the memory
            found |= {sha256: _for_print(photo, kept) for sha256, kept in store.blobs({photo.sha256}).items()}
    return found


def _for_print(photo: Photo, kept: bytes) -> bytes:
    from handover_desktop.protocol.layout.pictures import PRINTED_SIDE, shrink

    return kept if max(photo.width, photo.height) <= PRINTED_SIDE else shrink(kept, PRINTED_SIDE)


class _SmallPictures:
    """Small pictures by what they show and their size; the one used longest ago gives way. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._bytes = 0

    def find(self, key: tuple[str, int]) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: tuple[str, int], content: bytes) -> None:
        with self._lock:
            self._bytes += len(content) - len(self._kept.pop(key, b""))
            self._kept[key] = content
            while self._bytes > _MOST_CACHED:
                self._bytes -= len(self._kept.popitem(last=False)[1])


def _require_removed(store: Writing, handover: Handover, photo: Photo) -> None:
    """Raise PHOTO_GONE where the photo's bytes are not kept, or it is there already."""
    there = any(photo.number == known.number for known in store.photos(handover.id))
    if there or store.missing_blobs((photo.sha256,)):
        raise DomainError(Code.PHOTO_GONE, number=photo.number)


def _describe(photo: Photo) -> dict[str, object]:
    return {
        "number": photo.number,
        "item": photo.item,
        "sha256": photo.sha256,
        "caption": photo.caption,
    }


def _changed(handover: HandoverId, item: ItemId | None) -> ChangeSet:
    items = frozenset() if item is None else frozenset({item})
    return changed(Kind.PHOTOS, handover=handover, items=items)
