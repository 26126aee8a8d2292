"""The two kinds of transaction: what can be asked of the register, and what can be done to it."""

from __future__ import annotations

from handover_desktop.register.assets import AssetReading
from handover_desktop.register.audit import AuditReading, AuditWriting
from handover_desktop.register.documents import DocumentReading, DocumentWriting
from handover_desktop.register.handovers import HandoverWriting
from handover_desktop.register.item_lists import ItemListReading
from handover_desktop.register.list_changes import ListChangeWriting
from handover_desktop.register.photos import PhotoReading, PhotoWriting
from handover_desktop.register.seals import SealReading, SealWriting
from handover_desktop.register.standing import StandingReading
from handover_desktop.register.voiding import VoidingReading, VoidingWriting


class Reading(
    AssetReading,
    StandingReading,
    ItemListReading,
    DocumentReading,
    PhotoReading,
    AuditReading,
    SealReading,
    VoidingReading,
):
    """A view of the register at one moment; good until its `with` block ends."""


class Writing(
    Reading,
    HandoverWriting,
    ListChangeWriting,
    DocumentWriting,
    PhotoWriting,
    AuditWriting,
    SealWriting,
    VoidingWriting,
):
    """Changes that become true together, when the `with` block ends without an exception."""
