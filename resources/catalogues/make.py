"""Bring the catalogues up to date with the texts in the code: `python3 dev.py catalogues [--check]`.

Serbian is translated once, in Cyrillic; the Latin catalogue is its transliteration. With --check nothing is written:
the exit code is 1 where a text has no translation, a placeholder or a plural form is lost, or a file is not up to
date.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from datetime import UTC, datetime
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1] / "handover_desktop"
CALLS = {"_": 1, "N_": 1, "texts": 1, "tongues": 1, "each": 1, "n": 2}


TRANSLATED = ("sr_Cyrl", "fr", "es", "ar")

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


def update(tag: str, code: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly the texts of the code, translations kept."""
    catalogue = Catalog(locale=tag)
    if (path := _path(tag, "po")).exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=tag)
    catalogue.update(code, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def complaints(catalogue: Catalog) -> list[str]:
    """Return what is wrong with a catalogue: texts without translation, lost placeholders and forms."""
    found = []
    for message in catalogue:
        if message.id and (complaint := _complain(message, catalogue)):
            found.append(f"{catalogue.locale}: {complaint}")
    return found


def _complain(message: Message, catalogue: Catalog) -> str:
    sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
    targets = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(targets) or (len(sources) > 1 and len(targets) != catalogue.num_plurals):
        return f"not translated: {sources[0]!r}"
    names = _placeholders(sources[-1])
    for form, target in enumerate(targets):
        given = _placeholders(target)
        dispensable = {"count"} if len(sources) > 1 and _says_its_number(catalogue, form) else set()
        if given - names or names - given - dispensable:
            return f"other placeholders: {sources[0]!r} -> {target!r}"
    return ""


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text.replace("{{", "").replace("}}", "")))


def _says_its_number(catalogue: Catalog, form: int) -> bool:
    """Return whether a plural form stands for one number only, so that it can do without the figure."""
    form_of = c2py(catalogue.plural_expr)
    return sum(form_of(number) == form for number in range(1000)) <= 1


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


def files(catalogues: list[Catalog]) -> dict[Path, bytes]:
    """Return every file of the catalogues with what it should hold."""
    found = {}
    for catalogue in catalogues:
        catalogue.project, catalogue.version = "handover-desktop", "1"
        catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = (
            "handover-desktop"
        )
        catalogue.creation_date = catalogue.revision_date = _FIXED
        tag = str(catalogue.locale)
        if tag in TRANSLATED:
            po = io.BytesIO()
            write_po(po, catalogue, width=110, sort_output=True, no_location=True)
            found[_path(tag, "po")] = po.getvalue()
        mo = io.BytesIO()
        write_mo(mo, _translated(catalogue))
        found[_path(tag, "mo")] = mo.getvalue()
    return found


def _translated(catalogue: Catalog) -> Catalog:
    """Return the texts that are translated: Babel would write the English of a plural without translation."""
    found = Catalog(locale=str(catalogue.locale), project="handover-desktop", charset="utf-8")
    found.mime_headers = catalogue.mime_headers
    for message in catalogue:
        targets = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and all(targets):
            found.add(message.id, message.string)
    return found


def main(arguments: list[str]) -> int:
    """Write the catalogues, or with --check only compare."""
    code = extract()
    catalogues = [update(tag, code) for tag in TRANSLATED]
    wrong = [text for one in catalogues for text in complaints(one)]
    wanted = files([*catalogues, *(latin_of(one) for one in catalogues if str(one.locale) == "sr_Cyrl")])
    if "--check" in arguments:
        wrong += [
            f"not up to date: {path.relative_to(HERE).as_posix()}"
            for path, data in wanted.items()
            if _content(path) != data
        ]
    else:
        for path, data in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for complaint in wrong:
        print(complaint, file=sys.stderr)
    print(f"{len(code)} texts, {len(wrong)} complaints")
    return 1 if wrong else 0


def _path(tag: str, ending: str) -> Path:
    return HERE / tag / "LC_MESSAGES" / f"handover.{ending}"


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
