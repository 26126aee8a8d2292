"""The headings that this program writes itself, in any of its languages or two of them: read back for certain."""

from __future__ import annotations

import functools

from handover_desktop.i18n import DOCUMENT_LANGUAGES, load_translator
from handover_desktop.lists.fields import FIELD_LABELS
from handover_desktop.resources import resource_path

BETWEEN = " / "
"""What stands between the languages of a heading."""


def own_field(heading: str) -> str:
    """Return the field that a heading of ours names; an empty text for any other heading."""
    known = _fields()
    found = {known.get(part, "") for part in _plain(heading).split(BETWEEN)}
    return found.pop() if len(found) == 1 else ""


@functools.cache
def _fields() -> dict[str, str]:
    translators = [load_translator(language, resource_path("catalogues")) for language in DOCUMENT_LANGUAGES]
    return {_plain(_(label)): field for field, label in FIELD_LABELS.items() for _ in translators}


def _plain(text: str) -> str:
    """Return `text` as a list is read: with plain spaces, also where a catalogue keeps words together."""
    return " ".join(text.split())
