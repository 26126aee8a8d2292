"""The commands of photos and logos."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from handover_desktop.cli.checks import require_one
from handover_desktop.cli.commands import OpenRegister
from handover_desktop.cli.console import Console

if TYPE_CHECKING:
    from handover_desktop.domain.photos import Photo


def add_photos(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Add photos of an item, or of the handover as a whole: all of them or none."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        item = require_one(services, handover, given.item).id if given.item is not None else None
        prepared = [services.photos.prepare_file(path) for path in given.files]
        services.photos.add(handover, prepared, item=item, caption=given.caption)
        added = services.photos.list(handover)[-len(prepared) :]
    for photo, path in zip(added, given.files, strict=True):
        console.print(console._("Photo {number}: {path}", number=photo.number, path=path))
    return 0


def list_photos(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """List the photos of a handover, by number."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        photos = services.photos.list(handover)
        lines = services.photos.lines(photos)
    if console.as_json:
        console.print_json(
            [_shape(photo, lines.get(photo.item, "") if photo.item else "") for photo in photos]
        )
        return 0
    for photo in photos:
        line = lines.get(photo.item, "") if photo.item else console._("whole handover")
        console.print(f"{photo.number:>4}  {line:<16} {photo.width}×{photo.height}  {photo.caption}".rstrip())
    if not photos:
        console.print(console._("There is no photo on {reference} yet.", reference=given.reference))
    return 0


def caption_photo(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write another caption under a photo."""
    with closing(open_register()) as services:
        services.photos.caption(services.handovers.find(given.reference).id, given.number, given.caption)
    console.print(console._("The caption of photo {number} was saved.", number=given.number))
    return 0


def remove_photo(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Remove a photo; its number is not given again."""
    with closing(open_register()) as services:
        services.photos.remove(services.handovers.find(given.reference).id, given.number)
    console.print(console._("Photo {number} was removed.", number=given.number))
    return 0


def save_photo(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write a photo to a file."""
    with closing(open_register()) as services:
        services.photos.save(services.handovers.find(given.reference).id, given.number, given.to)
    console.print(console._("Written: {path}", path=given.to))
    return 0


def add_logo(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Put a logo after those of a handover."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        services.logos.add(handover, services.logos.prepare_file(given.file), name=given.name)
    console.print(console._("The logo of {name} was added.", name=given.name))
    return 0


def remove_logo(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Take a logo from a handover."""
    with closing(open_register()) as services:
        services.logos.remove(services.handovers.find(given.reference).id, given.name)
    console.print(console._("The logo of {name} was removed.", name=given.name))
    return 0


def _shape(photo: Photo, line: str) -> dict[str, object]:
    return {
        "number": photo.number,
        "line_no": line,
        "caption": photo.caption,
        "taken_at": photo.taken_at,
        "width": photo.width,
        "height": photo.height,
        "sha256": photo.sha256,
    }
