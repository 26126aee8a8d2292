"""What SQLite guards and indexes by itself: append-only tables, and the index of words and identifiers."""

from __future__ import annotations

from sqlalchemy import DDL, event

from handover_desktop.register.tables import Row

APPEND_ONLY = (
    "audit_entries",
    "check_records",
    "line_changes",
    "snapshots",
    "signatures",
    "documents",
    "voided_protocols",
    "voided_pictures",
)

GROWING = tuple(
    f"CREATE TRIGGER refuse_{verb.lower()}_{table} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    for table in APPEND_ONLY
    for verb in ("UPDATE", "DELETE")
)

VOID = (
    (
        "CREATE TRIGGER refuse_signature_of_voided BEFORE INSERT ON signatures "
        "WHEN EXISTS (SELECT 1 FROM voided_protocols WHERE digest = new.digest) "
        "BEGIN SELECT RAISE(ABORT, 'a voided protocol takes no signature'); END"
    ),
    (
        "CREATE TRIGGER refuse_voided_number BEFORE UPDATE OF number ON handovers "
        "WHEN EXISTS (SELECT 1 FROM voided_protocols WHERE number = new.number) "
        "BEGIN SELECT RAISE(ABORT, 'a voided number is not given again'); END"
    ),
)

_FORGET = (
    "INSERT INTO items_search(items_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
)
_LEARN = "INSERT INTO items_search(rowid, search_text) VALUES (new.id, new.search_text);"

SEARCH = (
    """CREATE VIRTUAL TABLE items_search USING fts5(
    search_text, content='items', content_rowid='id', tokenize='trigram case_sensitive 1')""",
    "CREATE VIRTUAL TABLE items_search_groups USING fts5vocab(items_search, instance)",
    f"CREATE TRIGGER items_search_insert AFTER INSERT ON items BEGIN {_LEARN} END",
    f"CREATE TRIGGER items_search_delete AFTER DELETE ON items BEGIN {_FORGET} END",
    f"CREATE TRIGGER items_search_update AFTER UPDATE OF search_text ON items BEGIN {_FORGET} {_LEARN} END",
)

for _statement in (*GROWING, *VOID, *SEARCH):
    event.listen(Row.metadata, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
