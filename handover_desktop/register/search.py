"""Finding items by words and parts of identifiers, in either script."""

from __future__ import annotations

from typing import TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    column,
    false,
    func,
    or_,
    select,
    table,
    text,
)

from handover_desktop.domain.identifiers import look_alikes, lookup_key
from handover_desktop.domain.matching import TAIL
from handover_desktop.register.folding import search_forms
from handover_desktop.register.tables import ItemIdentifierRow, ItemRecordRow

_SHORTEST = 3
"""The index holds groups of three characters; shorter words are looked for in the text itself."""

_ASKED = 8
"""How many signs of a word the index is asked for, from its end: there identifiers differ, and what they begin with
stands in most items. The text itself is then looked at for the whole word."""

_INDEX = table("items_search", column("rowid"))
_Columns = TypeVarTuple("_Columns")


def containing(query: Select[*_Columns], words: str) -> Select[*_Columns]:
    """Return `query`, which selects from the items, narrowed to those that contain each of `words`.

    The words may stand in any field and any order. The index is joined, not asked in a subquery: SQLite then begins
    with its few hits instead of testing every item of the list.
    """
    searched = [forms for forms in map(search_forms, words.split()) if forms]
    if not searched:
        return query.where(false())
    indexed = [forms for forms in searched if min(map(len, forms)) >= _SHORTEST]
    for forms in searched:
        if forms not in indexed or max(map(len, forms)) > _ASKED:
            query = query.where(or_(*(func.instr(ItemRecordRow.search_text, form) > 0 for form in forms)))
    if indexed:
        question = " AND ".join(f"({' OR '.join(map(_quoted, forms))})" for forms in indexed)
        matches = text("items_search MATCH :question").bindparams(question=question)
        query = query.join(_INDEX, _INDEX.c.rowid == ItemRecordRow.id).where(matches)
    return query


def newest_containing(words: str, limit: int) -> Select[int]:
    """Return the query for the ids of at most `limit` items that contain each of `words`, the newest.

    It goes backwards through the index, or the items, and ends with the last one that is wanted: what stands in
    every item is found as soon as what stands in one.
    """
    is_indexed = any(min(map(len, forms)) >= _SHORTEST for forms in map(search_forms, words.split()) if forms)
    order = _INDEX.c.rowid if is_indexed else ItemRecordRow.id
    return containing(select(ItemRecordRow.id), words).order_by(order.desc()).limit(limit)


def has_identifier(value: str) -> ColumnElement[bool]:
    """Return the condition that an item bears this very identifier, however it is written."""
    bearers = select(ItemIdentifierRow.item_id).where(ItemIdentifierRow.lookup_key == lookup_key(value))
    return ItemRecordRow.id.in_(bearers)


def resembles(code: str) -> ColumnElement[bool]:
    """Return the condition that an identifier may be mistaken for `code`, or ends with it where it has six signs."""
    signs = [_one_of(group) for group in look_alikes(code)]
    pattern = "".join(["*", *signs] if len(signs) == TAIL else signs)
    return ItemIdentifierRow.lookup_key.bool_op("GLOB")(pattern)


def _one_of(signs: str) -> str:
    """Return the pattern of one sign out of `signs`; in brackets no sign has a meaning of its own."""
    return signs if len(signs) == 1 and signs.isalnum() else f"[{signs}]"


def _quoted(form: str) -> str:
    return '"' + form[-_ASKED:].replace('"', '""') + '"'
