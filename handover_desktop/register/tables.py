"""The tables: portable types, a name for every constraint, no behaviour."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Row(DeclarativeBase):
    """A row of any table. Instants are UTC texts with a local offset in minutes; lists are JSON texts."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text(), bytes: LargeBinary()}  # noqa: RUF012


class RegisterRow(Row):
    """What this file is: one row."""

    __tablename__ = "register"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    device: Mapped[str]
    created_at: Mapped[str]
    created_offset: Mapped[int]


class SettingRow(Row):
    """A setting that belongs to the register and travels with it."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SeriesRow(Row):
    """The last number given out of a series."""

    __tablename__ = "series"
    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class HandoverRow(Row):
    """A handover and the plain fields of its details. `reference_key` is the reference without case; `donor` and
    `logos` are JSON. `symbolic_of` is the uid of the handover whose list a symbolic one states.
    """

    __tablename__ = "handovers"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str]
    reference_key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    demo: Mapped[bool]
    revision: Mapped[int]
    created_at: Mapped[str]
    created_offset: Mapped[int]
    changed_at: Mapped[str]
    changed_offset: Mapped[int]
    title: Mapped[str]
    project: Mapped[str]
    agreement: Mapped[str]
    legal_basis: Mapped[str]
    place: Mapped[str]
    address: Mapped[str]
    handover_date: Mapped[str | None]
    starts_at: Mapped[str | None]
    starts_offset: Mapped[int | None]
    ends_at: Mapped[str | None]
    ends_offset: Mapped[int | None]
    commission_decision: Mapped[str]
    originals: Mapped[int]
    distribution: Mapped[str]
    languages: Mapped[str]
    parent_reference: Mapped[str | None]
    parent_number: Mapped[str | None]
    parent_digest: Mapped[str | None]
    number: Mapped[str]
    digest: Mapped[str]
    finalised_at: Mapped[str | None]
    finalised_offset: Mapped[int | None]
    cancel_reason: Mapped[str]
    paper: Mapped[str] = mapped_column(server_default="a4")
    donor: Mapped[str] = mapped_column(server_default="{}")
    logos: Mapped[str] = mapped_column(server_default="[]")
    symbolic_of: Mapped[str | None]
    symbolic_grouping: Mapped[str | None]


class PartyRow(Row):
    """A party of a handover; `position` counts from 0."""

    __tablename__ = "parties"
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    name: Mapped[str]
    name_local: Mapped[str]
    address: Mapped[str]
    representative: Mapped[str]
    function: Mapped[str]
    mandate: Mapped[str]
    signs: Mapped[bool]


class CommissionMemberRow(Row):
    """A member of the commission of a handover."""

    __tablename__ = "commission_members"
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    function: Mapped[str]
    capacity: Mapped[str]
    team: Mapped[str]


class ReceivingUnitRow(Row):
    """A unit that receives items of a handover."""

    __tablename__ = "receiving_units"
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    name_local: Mapped[str]


class ClauseRow(Row):
    """A declaration on the protocol; `texts` is a JSON list of [language tag, text]."""

    __tablename__ = "clauses"
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    texts: Mapped[str]


class ListVersionRow(Row):
    """An imported list; `mapping` is a JSON object (field to heading), `problems` what was doubtful.

    `replaces` is the position of the first version of the list that this is a new one of.
    """

    __tablename__ = "list_versions"
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    sheet: Mapped[str]
    rows: Mapped[int]
    imported_at: Mapped[str]
    imported_offset: Mapped[int]
    mapping: Mapped[str]
    problems: Mapped[str]
    replaces: Mapped[int | None]


class ItemRecordRow(Row):
    """An item of a handover. Quantities are thousandths, amounts minor units; `details` is JSON.

    Derived, to find and sort by: `line_key`, `main_identifier`, `main_key`, `description_key`, `search_text`.
    `list_no` is the position of the first version of the list it came with. The `position` of an item that a later
    version withdrew is below zero: the index that lists are read from then passes it by. It has no result.
    """

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("handover_id", "position"),
        Index(None, "handover_id", "line_key"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"))
    position: Mapped[int]
    origin: Mapped[str]
    reason: Mapped[str]
    line_no: Mapped[str]
    lot: Mapped[str]
    category: Mapped[str]
    description: Mapped[str]
    make: Mapped[str]
    model: Mapped[str]
    quantity: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str]
    price_minor: Mapped[int | None] = mapped_column(BigInteger)
    price_currency: Mapped[str | None]
    value_minor: Mapped[int | None] = mapped_column(BigInteger)
    value_currency: Mapped[str | None]
    receiving_unit: Mapped[str]
    location: Mapped[str]
    kit_contents: Mapped[str]
    order_reference: Mapped[str]
    warranty_months: Mapped[int | None]
    remark: Mapped[str]
    details: Mapped[str]
    line_key: Mapped[str]
    main_identifier: Mapped[str]
    main_key: Mapped[str]
    description_key: Mapped[str]
    search_text: Mapped[str]
    list_no: Mapped[int | None]


class ItemIdentifierRow(Row):
    """An identifier of an item: `listed`, or read on the object and kept so that it finds the item."""

    __tablename__ = "item_identifiers"
    __table_args__ = (Index(None, "lookup_key", "item_id"),)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    value: Mapped[str]
    lookup_key: Mapped[str]
    listed: Mapped[bool]


class CheckRecordRow(Row):
    """A check record, never changed. `outcome` is empty where it withdraws; `id` is the order of arrival.

    `sheet` is the JSON of an ItemSheet. `act` is the `id` of the first of those that were recorded by one act on this
    laptop, empty in the first itself.
    """

    __tablename__ = "check_records"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    outcome: Mapped[str | None]
    presented: Mapped[int] = mapped_column(BigInteger)
    accepted: Mapped[int] = mapped_column(BigInteger)
    qualifier: Mapped[str | None]
    remark_text: Mapped[str | None]
    remark_type: Mapped[str | None]
    agreed_action: Mapped[str | None]
    responsible: Mapped[str | None]
    deadline: Mapped[str | None]
    readings: Mapped[str]
    confirmed: Mapped[str]
    who: Mapped[str]
    at: Mapped[str]
    at_offset: Mapped[int]
    device: Mapped[str]
    method: Mapped[str]
    replaces: Mapped[str]
    settlement: Mapped[str | None]
    sheet: Mapped[str | None]
    act: Mapped[int | None]


class ItemResultRow(Row):
    """What the check records of an item amount to: derived, one row for each item from its first moment.

    `head_id` is the one record that holds. The pieces (thousandths) and values (minor units) of the line are
    split into its `main_group`, the presented but refused, and the short, as `domain.tally.shares` has it.
    """

    __tablename__ = "item_results"
    __table_args__ = (Index(None, "handover_id", "main_group"),)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True, autoincrement=False)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"))
    head_id: Mapped[int | None] = mapped_column(ForeignKey("check_records.id"))
    conflict: Mapped[bool]
    outcome: Mapped[str | None]
    sealed: Mapped[bool]
    main_group: Mapped[str]
    main_pieces: Mapped[int] = mapped_column(BigInteger)
    main_value: Mapped[int | None] = mapped_column(BigInteger)
    refused_pieces: Mapped[int] = mapped_column(BigInteger)
    refused_value: Mapped[int | None] = mapped_column(BigInteger)
    short_pieces: Mapped[int] = mapped_column(BigInteger)
    short_value: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None]


class LineChangeRow(Row):
    """What a version of a list did to an item, never changed: `line_before` and `line_after` are the JSON of its line,
    `version` the position of the list. `checks` is a JSON list of the records that held then.
    """

    __tablename__ = "line_changes"
    uid: Mapped[str] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    version: Mapped[int]
    step: Mapped[str]
    line_before: Mapped[str]
    line_after: Mapped[str]
    checks: Mapped[str]
    who: Mapped[str]
    at: Mapped[str]
    at_offset: Mapped[int]
    device: Mapped[str]


class SnapshotRow(Row):
    """The frozen content of a protocol: canonical JSON in UTF-8 and its SHA-256. A handover has one that counts at
    most, the one whose digest its row bears, and any number of voided ones.
    """

    __tablename__ = "snapshots"
    digest: Mapped[str] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), index=True)
    content: Mapped[bytes]


class VoidedProtocolRow(Row):
    """A protocol that counts no more; `position` counts those of a handover from 0, `who` decided it.

    `entry` is the hash of the audit entry that says so.
    """

    __tablename__ = "voided_protocols"
    __table_args__ = (UniqueConstraint("handover_id", "position"),)
    digest: Mapped[str] = mapped_column(ForeignKey("snapshots.digest"), primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(unique=True)
    voided_at: Mapped[str]
    voided_offset: Mapped[int]
    who: Mapped[str]
    device: Mapped[str]
    reason: Mapped[str]
    originals: Mapped[str]
    entry: Mapped[str]


class VoidedPictureRow(Row):
    """A picture that a voided protocol shows: its bytes stay, whatever becomes of the photo."""

    __tablename__ = "voided_pictures"
    digest: Mapped[str] = mapped_column(ForeignKey("voided_protocols.digest"), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blobs.sha256"), primary_key=True)


class SignatureRow(Row):
    """A signatory's act under the protocol with that digest; `strokes` is JSON, empty where nothing was drawn.

    `authority` is of a deputy's.
    """

    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("digest", "party"),)
    uid: Mapped[str] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"))
    party: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    function: Mapped[str]
    digest: Mapped[str]
    clause: Mapped[str]
    signed_at: Mapped[str]
    signed_offset: Mapped[int]
    strokes: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    witness: Mapped[str] = mapped_column(server_default="")
    authority: Mapped[str] = mapped_column(server_default="")


class BlobRow(Row):
    """The bytes of an attachment, once however often they are attached."""

    __tablename__ = "blobs"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[bytes]


class PhotoRow(Row):
    """A photo; `item_id` is empty where it shows the handover as a whole. `number` is never given twice."""

    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("handover_id", "number"),)
    uid: Mapped[str] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"), index=True)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("blobs.sha256"))
    width: Mapped[int]
    height: Mapped[int]
    caption: Mapped[str]
    taken_at: Mapped[str | None]
    taken_offset: Mapped[int | None]
    added_at: Mapped[str]
    added_offset: Mapped[int]
    added_by: Mapped[str]


class SealCertificateRow(Row):
    """A certificate whose seal this register trusts; `sha256` is of the DER bytes in `certificate`."""

    __tablename__ = "seal_certificates"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    certificate: Mapped[bytes]
    added_at: Mapped[str]
    added_offset: Mapped[int]
    added_by: Mapped[str]


class DocumentRow(Row):
    """A document of a handover; one that was only written out has no blob.

    `edition` tells editions of one protocol apart (languages, paper, signatures on the pages); `signatures` counts
    the cryptographic ones in the file, the seal included. `pages` is JSON: of a scan, which pages were found on it.
    `digest` is of the protocol that it belongs to, empty for one that belongs to none.
    """

    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), index=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[str]
    added_offset: Mapped[int]
    added_by: Mapped[str]
    edition: Mapped[str] = mapped_column(server_default="")
    signatures: Mapped[int] = mapped_column(server_default="0")
    pages: Mapped[str] = mapped_column(server_default="[]")
    digest: Mapped[str] = mapped_column(server_default="")


class AuditEntryRow(Row):
    """An entry of a device's audit chain; `payload` is canonical JSON."""

    __tablename__ = "audit_entries"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    device: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    at_offset: Mapped[int]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    payload: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
