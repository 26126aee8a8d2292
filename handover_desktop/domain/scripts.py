"""Serbian in its two scripts: a text in the other one, and a name however it is written."""

from __future__ import annotations

import re
import unicodedata

_PAIRS = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True)) | {
    "љ": "lj", "њ": "nj", "џ": "dž",
}  # fmt: skip
_TO_LATIN = _PAIRS | {small.upper(): latin.capitalize() for small, latin in _PAIRS.items()}
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _TO_LATIN.items()} | {
    latin.upper(): cyrillic.upper() for cyrillic, latin in _PAIRS.items()
}
_LATIN_SIGNS = re.compile(r"lj|nj|dž|[a-zđžćčš]", re.IGNORECASE)

_SOUNDS = {
    "lj": "(?:lj|љ|лј)", "nj": "(?:nj|њ|нј)", "dž": "(?:d[žz]|џ|д[жз])", "dz": "(?:d[žz]|џ|д[жз])",
    "dj": "(?:dj|đ|ђ|дј)", "đ": "(?:dj|[đђd]|дј)", "d": "(?:dj|дј|[dдđђ])", "c": "[cцčćчћ]", "č": "[čчc]", "ć": "[ćћc]",
    "s": "[sсšш]", "š": "[šшs]", "z": "[zзžж]", "ž": "[žжz]",
}  # fmt: skip
"""How a sound is written in either script, and without its mark: who has none on the keys writes Djordjevic."""

_PARTS = re.compile("lj|nj|dž|dz|dj|.", re.DOTALL)
_VOWELS = "aeio"
_MARKS = "[\u0300-\u036f]*"
_TRIMMED, _TRIMMED_BESIDE = 5, 3
"""From so many sounds on, a last vowel may give way to an ending: Marija, Mariji; beside another name, Ana, Ani."""


def in_latin(text: str) -> str:
    """Return `text` with Serbian Cyrillic letters as Latin ones."""
    return "".join(_TO_LATIN.get(char, char) for char in text)


def in_cyrillic(text: str) -> str:
    """Return `text` with Latin letters as Serbian Cyrillic ones; letters that Serbian does not have stay."""
    return _LATIN_SIGNS.sub(lambda match: _cyrillic(match[0]), text)


def _cyrillic(sign: str) -> str:
    return _TO_CYRILLIC.get(sign) or _TO_CYRILLIC.get(sign.capitalize()) or sign


def plain_latin(text: str) -> str:
    """Return `text` in small Latin letters without marks, the same for a name in either script."""
    small = in_latin(unicodedata.normalize("NFC", text)).casefold().replace("đ", "dj")
    return "".join(char for char in unicodedata.normalize("NFKD", small) if not unicodedata.combining(char))


def name_pattern(name: str, *, beside: bool = False) -> str:
    """Return the pattern of one name in either script, with or without marks, and as it is declined.

    `beside` tells that it stands beside another one.

    Petrović: Петровић, Petrovic, Petroviću; Marija: Марији; Petar: Петру. It is for small and capital letters alike.
    """
    sounds = _PARTS.findall(in_latin(unicodedata.normalize("NFC", name)).lower())
    ways = [_ways(sound) for sound in sounds]
    most, trimmed = 3, _TRIMMED_BESIDE if beside else _TRIMMED
    if len(ways) >= trimmed and sounds[-1] in _VOWELS:
        ways.pop()
        most += 1
    elif len(ways) >= trimmed and sounds[-2] == "a" and sounds[-1] in "rc":
        ways[-2] += "?"
    return _MARKS.join(ways) + rf"{_MARKS}\w{{0,{most}}}"


def _ways(sound: str) -> str:
    if sound in _SOUNDS:
        return _SOUNDS[sound]
    base = unicodedata.normalize("NFD", sound)[0]
    signs = dict.fromkeys((sound, base, _TO_CYRILLIC.get(base, base)))
    return re.escape(sound) if len(signs) == 1 else f"[{''.join(map(re.escape, signs))}]"
