"""Photos in the register: their numbers and captions; their bytes are blobs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId, ItemId, Uid
from handover_desktop.domain.photos import PHOTO_TYPE, Photo
from handover_desktop.register.columns import optional_instant, optional_instant_of
from handover_desktop.register.statements import PHOTO_COLUMNS
from handover_desktop.register.tables import BlobRow, DocumentRow, ItemRecordRow, PhotoRow, VoidedPictureRow
from handover_desktop.register.transaction import CHUNK, Transaction, WritingTransaction


class PhotoReading(Transaction):
    """Photos as they stand; nothing here reads the bytes of one but `blobs`."""

    def photos(self, handover: HandoverId) -> tuple[Photo, ...]:
        """Return the photos of a handover, by number."""
        return self._photos(PhotoRow.handover_id == handover)

    def item_photos(self, item: ItemId) -> tuple[Photo, ...]:
        """Return the photos of an item, by number."""
        rows = self._run(self._statements.photos_of_item, {"of_item": item}).fetchall()
        return tuple(_build(row) for row in rows)

    def photo(self, handover: HandoverId, number: int) -> Photo:
        """Return the photo of that number; raise DomainError(PHOTO_UNKNOWN)."""
        found = self._photos(PhotoRow.handover_id == handover, PhotoRow.number == number)
        if not found:
            raise DomainError(Code.PHOTO_UNKNOWN, number=number)
        return found[0]

    def line_numbers(self, items: Collection[Uid]) -> dict[str, str]:
        """Return the line numbers of items by their uids."""
        uids = sorted(set(items))
        found: dict[str, str] = {}
        for start in range(0, len(uids), CHUNK):
            query = select(ItemRecordRow.uid, ItemRecordRow.line_no).where(
                ItemRecordRow.uid.in_(uids[start : start + CHUNK])
            )
            found |= {row.uid: row.line_no for row in self._connection.execute(query)}
        return found

    def blobs(self, wanted: Collection[str]) -> dict[str, bytes]:
        """Return the bytes of those of the digests `wanted` that the register holds."""
        digests = sorted(set(wanted))
        found: dict[str, bytes] = {}
        for start in range(0, len(digests), CHUNK):
            query = select(BlobRow.sha256, BlobRow.content).where(
                BlobRow.sha256.in_(digests[start : start + CHUNK])
            )
            found |= {row.sha256: row.content for row in self._connection.execute(query)}
        return found

    def missing_blobs(self, wanted: Collection[str]) -> set[str]:
        """Return the digests that the register holds no bytes of."""
        digests = set(wanted)
        query = select(BlobRow.sha256).where(BlobRow.sha256.in_(digests))
        return digests - set(self._connection.execute(query).scalars())

    def _photos(self, *conditions: ColumnElement[bool]) -> tuple[Photo, ...]:
        query = (
            select(*PHOTO_COLUMNS, ItemRecordRow.uid)
            .join_from(PhotoRow, ItemRecordRow, ItemRecordRow.id == PhotoRow.item_id, isouter=True)
            .where(*conditions)
            .order_by(PhotoRow.number)
        )
        return tuple(_build(row) for row in self._connection.execute(query))


class PhotoWriting(PhotoReading, WritingTransaction):
    """Changes of photos; the rules of their life are the caller's."""

    def add_photo(self, handover: HandoverId, photo: Photo) -> None:
        """Add a photo whose bytes are kept already; raise DomainError(ITEM_UNKNOWN) for an item of another list."""
        taken_at, taken_offset = optional_instant(photo.taken_at)
        added_at, added_offset = self._at_columns
        self._connection.execute(
            insert(PhotoRow),
            {
                "uid": photo.uid,
                "handover_id": handover,
                "item_id": None if photo.item is None else self._item_of(handover, photo.item),
                "number": photo.number,
                "sha256": photo.sha256,
                "width": photo.width,
                "height": photo.height,
                "caption": photo.caption,
                "taken_at": taken_at,
                "taken_offset": taken_offset,
                "added_at": added_at,
                "added_offset": added_offset,
                "added_by": self.actor,
            },
        )

    def set_caption(self, photo: Uid, caption: str) -> None:
        """Write another caption under a photo."""
        self._connection.execute(update(PhotoRow).where(PhotoRow.uid == photo).values(caption=caption))

    def remove_photo(self, photo: Uid) -> None:
        """Take a photo away; its bytes stay until `drop_unused_photos`."""
        self._connection.execute(delete(PhotoRow).where(PhotoRow.uid == photo))

    def drop_unused_photos(self) -> None:
        """Drop the bytes of photos that nothing in the register shows any more."""
        unused = and_(
            BlobRow.media_type == PHOTO_TYPE,
            BlobRow.sha256.not_in(select(PhotoRow.sha256)),
            BlobRow.sha256.not_in(select(DocumentRow.sha256)),
            BlobRow.sha256.not_in(select(VoidedPictureRow.sha256)),
        )
        self._connection.execute(delete(BlobRow).where(unused))

    def _item_of(self, handover: HandoverId, uid: Uid) -> int:
        query = select(ItemRecordRow.id).where(
            ItemRecordRow.uid == uid, ItemRecordRow.handover_id == handover
        )
        found = self._connection.execute(query).scalar()
        if found is None:
            raise DomainError(Code.ITEM_UNKNOWN, item=uid)
        return found


def _build(row: Sequence[Any]) -> Photo:
    """Return a photo from its `PHOTO_COLUMNS` and the uid of its item."""
    uid, number, sha256, width, height, caption, taken_at, taken_offset, item = row
    taken = optional_instant_of(taken_at, taken_offset)
    return Photo(uid, number, item, sha256, width, height, caption, taken)
