"""Documents in the register: snapshots, signatures, attachments."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import ColumnElement, insert, select, update

from handover_desktop.domain.canonical import from_data
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.signatures import Signature, SignatureKind, Stroke
from handover_desktop.domain.states import State
from handover_desktop.register.columns import instant, instant_of, json_text
from handover_desktop.register.tables import (
    BlobRow,
    DocumentRow,
    HandoverRow,
    ListVersionRow,
    SignatureRow,
    SnapshotRow,
)
from handover_desktop.register.transaction import Transaction, WritingTransaction
from handover_desktop.register.views import DocumentRecord, ImportedList


class DocumentReading(Transaction):
    """Documents as they stand."""

    def snapshot(self, handover: HandoverId) -> bytes:
        """Return the frozen content of the protocol that counts; raise DomainError(NOT_FINALISED) for none."""
        content = self._connection.execute(
            select(SnapshotRow.content)
            .join(HandoverRow, HandoverRow.digest == SnapshotRow.digest)
            .where(HandoverRow.id == handover)
        ).scalar()
        if content is None:
            reference = self._connection.execute(
                select(HandoverRow.reference).where(HandoverRow.id == handover)
            ).scalar()
            raise DomainError(Code.NOT_FINALISED, reference=reference or handover)
        return content

    def snapshot_of(self, digest: str) -> bytes:
        """Return the frozen content of the protocol with that digest, voided or not; raise LookupError."""
        content = self._connection.execute(
            select(SnapshotRow.content).where(SnapshotRow.digest == digest)
        ).scalar()
        if content is None:
            raise LookupError(digest)
        return content

    def find_snapshot(self, digest: str) -> HandoverId | None:
        """Return the handover whose snapshot, voided or not, has that digest."""
        found = self._connection.execute(
            select(SnapshotRow.handover_id).where(SnapshotRow.digest == digest)
        ).scalar()
        return None if found is None else HandoverId(found)

    def signatures(self, handover: HandoverId) -> tuple[Signature, ...]:
        """Return the signatures of the protocol that counts, in the order of its parties."""
        counts = select(HandoverRow.digest).where(HandoverRow.id == handover).scalar_subquery()
        return self._signatures(SignatureRow.digest == counts)

    def signatures_of(self, digest: str) -> tuple[Signature, ...]:
        """Return the signatures of the protocol with that digest, voided or not, in the order of its parties."""
        return self._signatures(SignatureRow.digest == digest)

    def _signatures(self, condition: ColumnElement[bool]) -> tuple[Signature, ...]:
        query = select(SignatureRow).where(condition).order_by(SignatureRow.party)
        return tuple(
            Signature(
                uid=Uid(row["uid"]),
                party=row["party"],
                kind=SignatureKind(row["kind"]),
                name=row["name"],
                function=row["function"],
                digest=row["digest"],
                clause=row["clause"],
                signed_at=instant_of(row["signed_at"], row["signed_offset"]),
                strokes=from_data(tuple[Stroke, ...], json.loads(row["strokes"])),
                reason=row["reason"],
                witness=row["witness"],
                authority=row["authority"],
            )
            for row in self._connection.execute(query).mappings()
        )

    def documents(self, handover: HandoverId) -> tuple[DocumentRecord, ...]:
        """Return the documents of a handover, those of voided protocols among them, oldest first."""
        return self._documents(DocumentRow.handover_id == handover)

    def find_edition(self, digest: str, edition: str, *, kind: str = "protocol") -> DocumentRecord | None:
        """Return an edition of the protocol with that digest as it stands: the one with the most signatures.

        Its bytes are kept. Extracts have editions as well; the edition of a form is its number, of no protocol.
        """
        found = self._documents(
            DocumentRow.digest == digest,
            DocumentRow.kind == kind,
            DocumentRow.edition == edition,
        )
        return max(found, key=lambda one: one.signatures, default=None)

    def find_document(self, sha256: str) -> tuple[DocumentRecord, ...]:
        """Return the documents that have exactly these bytes."""
        return self._documents(DocumentRow.sha256 == sha256)

    def blob(self, sha256: str) -> bytes:
        """Return the bytes of an attachment; raise LookupError where the register does not hold them."""
        content = self._connection.execute(select(BlobRow.content).where(BlobRow.sha256 == sha256)).scalar()
        if content is None:
            raise LookupError(sha256)
        return content

    def lists_of_file(self, sha256: str) -> tuple[ImportedList, ...]:
        """Return the imports of this very file, the oldest first; not into cancelled handovers."""
        return self._imported(ListVersionRow.sha256 == sha256)

    def lists_of_size(self, rows: int) -> tuple[ImportedList, ...]:
        """Return the imports of so many lines, the oldest first; not into cancelled handovers."""
        return self._imported(ListVersionRow.rows == rows)

    def _imported(self, condition: ColumnElement[bool]) -> tuple[ImportedList, ...]:
        query = (
            select(
                HandoverRow.id,
                HandoverRow.reference,
                ListVersionRow.position,
                ListVersionRow.file_name,
                ListVersionRow.sheet,
            )
            .join(ListVersionRow, ListVersionRow.handover_id == HandoverRow.id)
            .where(condition, HandoverRow.state != State.CANCELLED.value)
            .order_by(HandoverRow.id, ListVersionRow.position)
        )
        return tuple(
            ImportedList(HandoverId(id), reference, position + 1, name, sheet)
            for id, reference, position, name, sheet in self._connection.execute(query)
        )

    def _documents(self, *conditions: ColumnElement[bool]) -> tuple[DocumentRecord, ...]:
        query = select(DocumentRow).where(*conditions).order_by(DocumentRow.id)
        return tuple(
            DocumentRecord(
                handover=HandoverId(row["handover_id"]),
                kind=row["kind"],
                file_name=row["file_name"],
                sha256=row["sha256"],
                media_type=row["media_type"],
                size=row["size"],
                added_at=instant_of(row["added_at"], row["added_offset"]),
                added_by=row["added_by"],
                edition=row["edition"],
                signatures=row["signatures"],
                pages=row["pages"],
                digest=row["digest"],
            )
            for row in self._connection.execute(query).mappings()
        )


class DocumentWriting(DocumentReading, WritingTransaction):
    """New documents; none is ever changed."""

    def freeze(self, id: HandoverId, *, number: str, snapshot: bytes, digest: str) -> None:
        """Keep the content of a protocol as it was finalised; the handover is then in state finalised."""
        at, offset = self._at_columns
        self._connection.execute(
            insert(SnapshotRow), {"handover_id": id, "digest": digest, "content": snapshot}
        )
        self._connection.execute(
            update(HandoverRow)
            .where(HandoverRow.id == id)
            .values(
                state=State.FINALISED.value,
                number=number,
                digest=digest,
                finalised_at=at,
                finalised_offset=offset,
                changed_at=at,
                changed_offset=offset,
            )
        )

    def add_signature(self, handover: HandoverId, signature: Signature) -> None:
        """Add a signatory's act; raise DomainError(SIGNATURE_TAKEN) where that party has one."""
        if any(signature.party == signed.party for signed in self.signatures_of(signature.digest)):
            raise DomainError(Code.SIGNATURE_TAKEN, name=signature.name)
        signed_at, signed_offset = instant(signature.signed_at)
        self._connection.execute(
            insert(SignatureRow),
            {
                "uid": signature.uid,
                "handover_id": handover,
                "party": signature.party,
                "kind": signature.kind.value,
                "name": signature.name,
                "function": signature.function,
                "digest": signature.digest,
                "clause": signature.clause,
                "signed_at": signed_at,
                "signed_offset": signed_offset,
                "strokes": json_text(signature.strokes),
                "reason": signature.reason,
                "witness": signature.witness,
                "authority": signature.authority,
            },
        )

    def add_blob(self, content: bytes, media_type: str) -> str:
        """Keep bytes, once, and return their SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        known = self._connection.execute(select(BlobRow.size).where(BlobRow.sha256 == sha256)).first()
        if known is None:
            self._connection.execute(
                insert(BlobRow),
                {"sha256": sha256, "media_type": media_type, "size": len(content), "content": content},
            )
        return sha256

    def add_document(
        self,
        handover: HandoverId,
        *,
        kind: str,
        file_name: str,
        sha256: str,
        media_type: str,
        size: int,
        edition: str = "",
        signatures: int = 0,
        pages: object = (),
        digest: str = "",
    ) -> None:
        """Note a document of a handover; `size` in bytes, its bytes need not be kept. `pages` is kept as JSON.

        `digest` is of the protocol that it belongs to, if it belongs to one.
        """
        added_at, added_offset = self._at_columns
        self._connection.execute(
            insert(DocumentRow),
            {
                "handover_id": handover,
                "kind": kind,
                "file_name": file_name,
                "sha256": sha256,
                "media_type": media_type,
                "size": size,
                "added_at": added_at,
                "added_offset": added_offset,
                "added_by": self.actor,
                "edition": edition,
                "signatures": signatures,
                "pages": json_text(pages),
                "digest": digest,
            },
        )
