"""Finding items by words and parts of identifiers, in either script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
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
"""The index holds groups of three signs. Every sign begins one, since `PADDING` ends each text: so the groups that
begin with a shorter word tell where it stands."""

PADDING = " " * (_SHORTEST - 1)

_ASKED = 8
"""How many signs of a word the index is asked for, from its end: there identifiers differ, and what they begin with
stands in most items. The text itself is then looked at for the whole word."""

_MOST_GROUPS = 64
"""What begins more groups than this stands in so many items that the newest are soon found without the index."""

_INDEX = table("items_search", column("rowid"))
_Columns = TypeVarTuple("_Columns")
_Groups = Callable[[str], tuple[str, ...] | None]


def containing(query: Select[*_Columns], words: str) -> Select[*_Columns]:
    """Return `query`, which selects from the items, narrowed to those that contain each of `words`.

    The words may stand in any field and any order. The index is asked once, by itself, and its hits are joined: asked
    within the join, SQLite may ask it again for every item.
    """
    query, matches = _narrowed(query, words, lambda _: None)
    if matches is None:
        return query
    hits = select(_INDEX.c.rowid).where(matches).limit(-1).subquery()
    return query.join(hits, hits.c.rowid == ItemRecordRow.id)


def newest_containing(connection: Connection, words: str, limit: int) -> list[int]:
    """Return the ids of at most `limit` items that contain each of `words`: the newest, which come first.

    It goes backwards through the index, or the items, and ends with the last one that is wanted: what stands in
    every item is found as soon as what stands in one.
    """

    def groups(form: str) -> tuple[str, ...] | None:
        found = connection.execute(_GROUPS, {"form": form, "end": f"{form}\U0010ffff"}).scalars().all()
        return tuple(found) if len(found) <= _MOST_GROUPS else None

    query, matches = _narrowed(select(ItemRecordRow.id), words, groups)
    if matches is None:
        query = query.order_by(ItemRecordRow.id.desc())
    else:
        query = (
            query.join(_INDEX, _INDEX.c.rowid == ItemRecordRow.id)
            .where(matches)
            .order_by(_INDEX.c.rowid.desc())
        )
    return list(connection.execute(query.limit(limit)).scalars())


def _narrowed(
    query: Select[*_Columns], words: str, groups: _Groups
) -> tuple[Select[*_Columns], TextClause | None]:
    """Return `query` narrowed by what the texts are looked at for, and what the index is to be asked, if anything.

    `groups` names what stands in the index for a word that is shorter than its groups; where that is None, the texts
    are looked at instead.
    """
    searched = [forms for forms in map(search_forms, words.split()) if forms]
    asked = [_asked(forms, groups) for forms in searched]
    if not searched or () in asked:
        return query.where(false()), None
    for forms, phrases in zip(searched, asked, strict=True):
        if phrases is None or max(map(len, forms)) > _ASKED:
            query = query.where(or_(*(func.instr(ItemRecordRow.search_text, form) > 0 for form in forms)))
    indexed = [phrases for phrases in asked if phrases]
    if not indexed:
        return query, None
    question = " AND ".join(f"({' OR '.join(map(_quoted, phrases))})" for phrases in indexed)
    return query, text("items_search MATCH :question").bindparams(question=question)


_NEXT = "SELECT term FROM items_search_groups WHERE term >= {first} AND term <= :end LIMIT 1"
_GROUPS = text(
    f"""WITH RECURSIVE found(term) AS (
        SELECT ({_NEXT.format(first=":form")})
        UNION ALL
        SELECT ({_NEXT.format(first="found.term || char(1)")}) FROM found WHERE found.term IS NOT NULL
    ) SELECT term FROM found WHERE term IS NOT NULL LIMIT {_MOST_GROUPS + 1}"""
)
"""From one group to the next: the index tells quickly where a group begins, and slowly in how many items it stands."""


def _asked(forms: tuple[str, ...], groups: _Groups) -> tuple[str, ...] | None:
    """Return what the index is asked for, any of it; None where it cannot tell."""
    phrases: list[str] = []
    for form in forms:
        found = (form[-_ASKED:],) if len(form) >= _SHORTEST else groups(form)
        if found is None:
            return None
        phrases += found
    return tuple(dict.fromkeys(phrases))


def has_identifier(value: str) -> ColumnElement[bool]:
    """Return the condition that an item bears this very identifier, however it is written.

    What is written with separators alone is borne by none.
    """
    key = lookup_key(value)
    if not key:
        return false()
    bearers = select(ItemIdentifierRow.item_id).where(ItemIdentifierRow.lookup_key == key)
    return ItemRecordRow.id.in_(bearers)


def resembles(code: str) -> ColumnElement[bool]:
    """Return the condition that an identifier may be mistaken for `code`, or ends with it where it has six signs."""
    signs = [_one_of(group) for group in look_alikes(code)]
    pattern = "".join(["*", *signs] if len(signs) == TAIL else signs)
    return ItemIdentifierRow.lookup_key.bool_op("GLOB")(pattern)


def _one_of(signs: str) -> str:
    """Return the pattern of one sign out of `signs`; in brackets no sign has a meaning of its own."""
    return signs if len(signs) == 1 and signs.isalnum() else f"[{signs}]"


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'
