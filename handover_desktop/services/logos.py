"""Logos of organisations on the cover: brought by the user, never higher than the emblem."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Logo
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.handovers import require_open
from handover_desktop.services.photos import read_picture
from handover_desktop.services.workplace import Workplace

_TYPE = "image/png"


@dataclass(frozen=True, slots=True)
class PreparedLogo:
    """A logo ready to be kept: a PNG of `width` by `height` pixels."""

    content: bytes
    width: int
    height: int

    def named(self, name: str) -> Logo:
        """Return the logo as a handover refers to it."""
        return Logo(name.strip(), hashlib.sha256(self.content).hexdigest())


class Logos:
    """The use cases of logos."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def prepare_file(self, path: Path) -> PreparedLogo:
        """Return the logo of a file (PNG, JPEG) as it will be kept; touches no register.

        Raises PICTURE_UNREADABLE, PICTURE_TOO_LARGE, NO_SUCH_FILE or FILE_NOT_READ.
        """
        from handover_desktop.protocol.layout.pictures import prepare_logo

        picture = prepare_logo(read_picture(path), name=path.name)
        return PreparedLogo(picture.content, picture.width, picture.height)

    def keep(self, prepared: PreparedLogo) -> ChangeSet:
        """Keep a logo's bytes, so that the details of a handover can refer to it."""
        with self._workplace.writing() as store:
            store.add_blob(prepared.content, _TYPE)
        return changed()

    def add(self, handover: HandoverId, prepared: PreparedLogo, *, name: str) -> ChangeSet:
        """Put a logo after those of a handover; raise LOGO_NEEDS_NAME or CONTENT_FROZEN."""
        if not name.strip():
            raise DomainError(Code.LOGO_NEEDS_NAME)
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            store.add_blob(prepared.content, _TYPE)
            logo = prepared.named(name)
            details = replace(current.details, logos=(*current.details.logos, logo))
            store.save_details(handover, details, revision=current.revision)
            store.append_audit("logo-added", current.reference, {"name": logo.name, "sha256": logo.sha256})
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=handover)

    def remove(self, handover: HandoverId, name: str) -> ChangeSet:
        """Take a logo from a handover; raise LOGO_UNKNOWN or CONTENT_FROZEN."""
        with self._workplace.writing() as store:
            current = require_open(store, handover)
            kept = tuple(logo for logo in current.details.logos if logo.name != name.strip())
            if kept == current.details.logos:
                raise DomainError(Code.LOGO_UNKNOWN, name=name)
            store.save_details(handover, replace(current.details, logos=kept), revision=current.revision)
            store.append_audit("logo-removed", current.reference, {"name": name.strip()})
        return changed(Kind.HANDOVERS, Kind.DETAILS, handover=handover)
