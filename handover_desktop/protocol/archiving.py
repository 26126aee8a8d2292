"""The finished file: its data attached, its properties set, the same bytes for the same input."""

from __future__ import annotations

import io
from datetime import datetime

import pikepdf

from handover_desktop.protocol.manuscript import Manuscript

SNAPSHOT_NAME = "snapshot.json"
DIGEST_PREFIX = "SHA-256 "


def archive(pdf: bytes, script: Manuscript) -> bytes:
    """Return `pdf` with its properties; a final one gets the canonical snapshot as associated data."""
    _, snapshot = script.tongues, script.snapshot
    title = (_("Supplementary protocol") if snapshot.parent else _("Handover and acceptance protocol"))[0]
    number = snapshot.reference if script.draft else snapshot.number
    with pikepdf.open(io.BytesIO(pdf)) as document:
        info = document.docinfo
        for key in list(info.keys()):
            del info[key]
        info["/Title"] = f"{title} {number}"
        info["/Subject"] = number
        info["/Producer"] = snapshot.program
        if not script.draft:
            info["/Keywords"] = DIGEST_PREFIX + script.digest
            _attach(document, script.data)
        if snapshot.finalised_at and not script.draft:
            info["/CreationDate"] = _pdf_date(snapshot.finalised_at)
        document.Root.Lang = pikepdf.String(script.tongues.languages[0])
        document.Root.PageMode = pikepdf.Name.UseNone
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        target = io.BytesIO()
        document.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _attach(document: pikepdf.Pdf, content: bytes) -> None:
    document.attachments[SNAPSHOT_NAME] = pikepdf.AttachedFileSpec(
        document,
        content,
        filename=SNAPSHOT_NAME,
        mime_type="application/json",
        relationship=pikepdf.Name.Data,
        creation_date="",
        mod_date="",
    )


def _pdf_date(moment: datetime) -> str:
    """Return a moment in the form of ISO 32000-1, 7.9.4."""
    offset = moment.strftime("%z") or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
