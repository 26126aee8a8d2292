"""Texts that a spreadsheet would take for a formula: made harmless in CSV, and read back as they were (CWE-1236)."""

from __future__ import annotations

import re

_QUOTE = "'"
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before it where it begins like a formula; `unguarded` takes just that off."""
    return _QUOTE + text if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith(_QUOTE) and _GUARDED.match(text) else text
