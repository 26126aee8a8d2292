"""Finding items by words and parts of identifiers, in either script."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, column, false, or_, select, table, text

from handover_desktop.domain.identifiers import lookup_key
from handover_desktop.register.folding import search_forms
from handover_desktop.register.tables import ItemIdentifierRow, ItemRecordRow

_SHORTEST = 3
"""The index holds groups of three characters; shorter words are looked for in the text itself."""

_INDEX = table("items_search", column("rowid"))


def contains(words: str) -> ColumnElement[bool]:
    """Return the condition that an item contains each of `words`, in any field and any order."""
    conditions: list[ColumnElement[bool]] = []
    indexed: list[str] = []
    for word in words.split():
        forms = search_forms(word)
        if not forms:
            continue
        if all(len(form) >= _SHORTEST for form in forms):
            indexed.append(" OR ".join(_quoted(form) for form in forms))
        else:
            conditions.append(
                or_(*(ItemRecordRow.search_text.contains(form, autoescape=True) for form in forms))
            )
    if indexed:
        question = " AND ".join(f"({forms})" for forms in indexed)
        hits = select(_INDEX.c.rowid).where(
            text("items_search MATCH :question").bindparams(question=question)
        )
        conditions.insert(0, ItemRecordRow.id.in_(hits))
    return and_(*conditions) if conditions else false()


def has_identifier(value: str) -> ColumnElement[bool]:
    """Return the condition that an item bears this very identifier, however it is written."""
    bearers = select(ItemIdentifierRow.item_id).where(ItemIdentifierRow.lookup_key == lookup_key(value))
    return ItemRecordRow.id.in_(bearers)


def _quoted(form: str) -> str:
    return '"' + form.replace('"', '""') + '"'
