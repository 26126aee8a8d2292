"""Bring the catalogues up to date with the texts in the code: `python3 dev.py catalogues [--check]`.

Serbian is translated once, in Cyrillic; the Latin catalogue is its transliteration. With --check nothing is
written: the exit code is 1 where a text has no translation, a placeholder is lost, or a file is not up to date.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1] / "handover_desktop"
CALLS = {"_": 1, "N_": 1, "texts": 1, "n": 2}
CYRILLIC = HERE / "sr_Cyrl" / "LC_MESSAGES" / "handover.po"
_PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")
_FIXED = datetime(2026, 1, 1, tzinfo=UTC)
_DIGRAPHS = {"Љ": "Lj", "Њ": "Nj", "Џ": "Dž", "љ": "lj", "њ": "nj", "џ": "dž"}
_LETTERS = str.maketrans(
    "АБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШабвгдђежзијклмнопрстћуфхцчш",
    "ABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠabvgdđežzijklmnoprstćufhcčš",
)


def to_latin(text: str) -> str:
    """Return Serbian Cyrillic in Latin letters; all else is left as it is."""
    for cyrillic, latin in _DIGRAPHS.items():
        capital = re.escape(cyrillic) + r"(?=[А-ЯЂЈЉЊЋЏ])|(?<=[А-ЯЂЈЉЊЋЏ])" + re.escape(cyrillic)
        if cyrillic.isupper():
            text = re.sub(capital, latin.upper(), text)
        text = text.replace(cyrillic, latin)
    return text.translate(_LETTERS)


def extract() -> Catalog:
    """Return the texts in the code."""
    found = Catalog(
        project="handover-desktop", charset="utf-8", header_comment="# Texts of handover-desktop."
    )
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and (text := _text_of(node)):
                found.add(text, locations=[(f"handover_desktop/{path.relative_to(PACKAGE).as_posix()}", 1)])
    return found


def _text_of(call: ast.Call) -> str | tuple[str, ...]:
    """Return the text, or singular and plural, that `call` translates; empty where it translates none.

    The syntax tree is asked because a reader of tokens sees neither calls in f-strings nor calls in calls.
    """
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    given = call.args[: CALLS.get(name, 0)]
    texts = tuple(a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str))
    if not texts or len(texts) < CALLS[name]:
        return ""
    return texts if len(texts) > 1 else texts[0]


def update(code: Catalog) -> Catalog:
    """Return the Cyrillic catalogue with exactly the texts of the code, translations kept."""
    with CYRILLIC.open("rb") as file:
        old = read_po(file, locale="sr_Cyrl")
    old.update(code, no_fuzzy_matching=True)
    old.obsolete.clear()
    return old


def complaints(catalogue: Catalog) -> list[str]:
    """Return what is wrong with a catalogue: texts without translation, lost placeholders."""
    found = []
    for message in catalogue:
        if message.id:
            found += _complain(message)
    return found


def _complain(message: Message) -> list[str]:
    sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
    targets = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(targets):
        return [f"not translated: {sources[0]!r}"]
    wanted = set(_PLACEHOLDER.findall(sources[-1].replace("{{", "").replace("}}", "")))
    for target in targets:
        given = set(_PLACEHOLDER.findall(target.replace("{{", "").replace("}}", "")))
        if given - wanted or (wanted - given and len(targets) == 1):
            return [f"other placeholders: {sources[0]!r} -> {target!r}"]
    return []


def latin_of(cyrillic: Catalog) -> Catalog:
    """Return the Latin catalogue."""
    latin = Catalog(locale="sr_Latn", project="handover-desktop", charset="utf-8")
    for message in cyrillic:
        if message.id:
            many = isinstance(message.string, tuple | list)
            text = (
                tuple(to_latin(part or "") for part in message.string)
                if many
                else to_latin(message.string or "")
            )
            latin.add(message.id, text)
    return latin


def files(cyrillic: Catalog) -> dict[Path, bytes]:
    """Return every file of the catalogues with what it should hold."""
    for catalogue in (cyrillic, latin := latin_of(cyrillic)):
        catalogue.project, catalogue.version = "handover-desktop", "1"
        catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = (
            "handover-desktop"
        )
        catalogue.creation_date = catalogue.revision_date = _FIXED
    po, cyrillic_mo, latin_mo = io.BytesIO(), io.BytesIO(), io.BytesIO()
    write_po(po, cyrillic, width=110, sort_output=True, no_location=True)
    write_mo(cyrillic_mo, cyrillic)
    write_mo(latin_mo, latin)
    return {
        CYRILLIC: po.getvalue(),
        CYRILLIC.with_suffix(".mo"): cyrillic_mo.getvalue(),
        HERE / "sr_Latn" / "LC_MESSAGES" / "handover.mo": latin_mo.getvalue(),
    }


def main(arguments: list[str]) -> int:
    """Write the catalogues, or with --check only compare."""
    catalogue = update(extract())
    wrong = complaints(catalogue)
    wanted = files(catalogue)
    if "--check" in arguments:
        wrong += [f"not up to date: {path.name}" for path, data in wanted.items() if _content(path) != data]
    else:
        for path, data in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for complaint in wrong:
        print(complaint, file=sys.stderr)
    print(f"{len(list(catalogue))} texts, {len(wrong)} complaints")
    return 1 if wrong else 0


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
