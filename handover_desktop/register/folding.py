"""One spelling of text for searching: without case, without diacritics, Cyrillic as Latin."""

from __future__ import annotations

import unicodedata

from handover_desktop.domain.identifiers import lookup_key

_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдежзијклмнопрстћуфхцчшй", "abvgdezzijklmnoprstcufhccsj", strict=True)),
        **{"ђ": "dj", "љ": "lj", "њ": "nj", "џ": "dz", "ѕ": "dz", "щ": "st", "ю": "ju", "я": "ja"},
        **{"ъ": "", "ь": "", "ы": "i", "э": "e", "і": "i", "є": "je", "ґ": "g"},
        **{"đ": "dj", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"},
    }
)


def fold(text: str) -> str:
    """Return the form in which two spellings of a text are equal: Ђорђе, Đorđe and Djordje all give "djordje"."""
    if text.isascii():
        return " ".join(text.lower().split())
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    bare = "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))
    return " ".join(bare.translate(_LETTERS).split())


def search_forms(word: str) -> tuple[str, ...]:
    """Return the folded forms under which a searched word may stand: as a word, and as an identifier's key."""
    return tuple(dict.fromkeys(form for form in (fold(word), fold(lookup_key(word))) if form))
