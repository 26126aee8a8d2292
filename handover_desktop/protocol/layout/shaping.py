"""Arabic: letters take their forms by their neighbours, and a line is put into the order in which it is drawn.

Lines stay in the order of reading until the pen draws them. A line that reads from right to left though it
begins otherwise starts with U+200F, one that reads from left to right with U+200E; neither has a sign.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Container

from handover_desktop.i18n import Direction, direction_of

RLM, LRM = "\u200f", "\u200e"

_ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_NEEDS_SHAPING = re.compile(f"[{_ARABIC}\u200e\u200f\u061c]")
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_MARKS = frozenset(map(chr, (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD))))
_SILENT = dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f\u061c"))
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_SHADDA = "\u0651"
_SHADDA_WITH = dict(
    zip("\u064c\u064d\u064e\u064f\u0650\u0670", "\ufc5e\ufc5f\ufc60\ufc61\ufc62\ufc63", strict=True)
)


def is_right_to_left(language: str) -> bool:
    """Tell whether the language is written from right to left."""
    return direction_of(language) is Direction.RIGHT_TO_LEFT


def needs_shaping(text: str) -> bool:
    """Tell whether `text` has Arabic letters or marks of direction."""
    return not text.isascii() and _NEEDS_SHAPING.search(text) is not None


def reads_right_to_left(text: str) -> bool:
    """Tell the direction of a text by its first letter (Unicode Standard Annex 9, rule P2)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return False
        if kind in ("R", "AL"):
            return True
    return False


def reads_left_to_right(text: str) -> bool:
    """Tell whether `text` has a letter, and its first one is written from left to right."""
    return not reads_right_to_left(text) and any(unicodedata.bidirectional(char) == "L" for char in text)


def marked(text: str, *, right_to_left: bool) -> str:
    """Return `text` so that it is drawn in this direction whatever it begins with; one without Arabic stays."""
    if not needs_shaping(text) or reads_right_to_left(text) is right_to_left:
        return text
    return (RLM if right_to_left else LRM) + text


def shaped(text: str) -> str:
    """Return `text` in the order of reading with the forms that its letters take, without unseen characters."""
    return _with_forms(text).translate(_SILENT)


def drawn_order(text: str) -> str:
    """Return the shaped `text` in the order in which it is drawn, from left to right; marks precede letters."""
    import bidi
    import bidi.algorithm

    direction = "R" if reads_right_to_left(text) else "L"
    if not any(map(unicodedata.mirrored, text)):
        return str(bidi.get_display(_with_forms(text), base_dir=direction)).translate(_SILENT)
    # The quick one does not turn brackets around, the other one does not know that they come in pairs.
    held = _hold_brackets(_with_forms(text), direction)
    return str(bidi.algorithm.get_display(held, base_dir=direction)).translate(_SILENT)


def _hold_brackets(text: str, direction: str) -> str:
    """Put marks of direction round the brackets of each pair, so that both are drawn in one (rule N0)."""
    strong = _strong_directions(text)
    opened: list[tuple[int, str]] = []
    held: dict[int, str] = {}
    for at, char in enumerate(text):
        if char in _BRACKETS:
            opened.append((at, _BRACKETS[char]))
        elif any(char == closing for _at, closing in opened):
            while opened[-1][1] != char:
                opened.pop()
            start, _closing = opened.pop()
            within = set(strong[start + 1 : at]) - {""}
            before = next(filter(None, reversed(strong[:start])), direction)
            if within:
                held[start] = held[at] = direction if direction in within else before
    marks = {"L": LRM, "R": RLM}
    return "".join(
        f"{marks[held[at]]}{char}{marks[held[at]]}" if at in held else char for at, char in enumerate(text)
    )


def _strong_directions(text: str) -> list[str]:
    """Return for each character the direction that it is read in by itself, empty where it has none."""
    found: list[str] = []
    last = ""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            last = "L" if kind == "L" else "R"
            found.append(last)
        else:
            found.append(last or "R" if kind == "EN" else "R" if kind == "AN" else "")
    return found


def is_mark(char: str) -> bool:
    """Tell whether the character is a mark that stands above or below an Arabic letter."""
    return char in _MARKS


def stacked(marks: str, signs: Container[str]) -> str:
    """Return the marks of one letter from the inside to the outside: a shadda and its vowel are one of the `signs`
    where there is such a sign.
    """
    for vowel, both in _SHADDA_WITH.items():
        if _SHADDA in marks and vowel in marks and both in signs:
            return both + marks.replace(_SHADDA, "", 1).replace(vowel, "", 1)
    return "".join(sorted(marks, key=lambda mark: mark != _SHADDA))


def _plain_letters(forms: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", forms[0])


def _with_forms(text: str) -> str:
    return _reshaper()(_FORMS.sub(_plain_letters, text))


@functools.cache
def _reshaper() -> Callable[[str], str]:
    from arabic_reshaper import ArabicReshaper

    configuration = {"delete_harakat": "no", "support_zwj": "yes", "ARABIC LIGATURE ALLAH": "no"}
    reshape: Callable[[str], str] = ArabicReshaper(configuration).reshape
    return reshape
