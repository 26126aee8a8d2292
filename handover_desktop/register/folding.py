"""One spelling of text for searching: without case, without diacritics, Cyrillic as Latin."""

from __future__ import annotations

import unicodedata

from handover_desktop.domain.identifiers import lookup_key

_PLAIN = "абвгдежзијклмнопрстћуфхцчшйыэіґčćšžáéíóúäëïöüâêîôûàèìòùãõñçåýęąńśźłøħı"
_LATIN = "abvgdezzijklmnoprstcufhccsjieigccszaeiouaeiouaeiouaeiouaoncayeanszlohi"
_LETTERS = str.maketrans(
    dict(zip(_PLAIN, _LATIN, strict=True))
    | dict(
        zip(
            "ђљњџѕщюяєđæœ",
            ("dj", "lj", "nj", "dz", "dz", "st", "ju", "ja", "je", "dj", "ae", "oe"),
            strict=True,
        )
    )
    | dict.fromkeys("ъь", "")
)


def fold(text: str) -> str:
    """Return the form in which spellings of a text are equal: Ђорђе, Đorđe, Djordje give "djordje"."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in parts if not unicodedata.combining(char)).translate(_LETTERS)
    return " ".join(text.lower().split())


def search_forms(word: str) -> tuple[str, ...]:
    """Return the folded forms of a searched word: as it is written, and as an identifier's key."""
    return tuple(dict.fromkeys(form for form in (fold(word), fold(lookup_key(word))) if form))
