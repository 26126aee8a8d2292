"""The house keeps its own rules: sizes, names, texts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code
from handover_desktop.domain.identifiers import IdentifierDoubt
from handover_desktop.domain.reconciliation import Point
from handover_desktop.domain.terms import GROUP_TERMS, TERMS
from handover_desktop.i18n import LANGUAGES, load_translator
from handover_desktop.resources import resource_path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "handover_desktop"
OTHERS = [tag for tag in LANGUAGES if tag != "en"]
SAME_IN_EVERY_LANGUAGE = {"DataMatrix", "IMEI", "VIN"}
SAME_AS_IN_ENGLISH = {"es": {"Error"}, "fr": {"Date", "Expert"}}


def _modules() -> Iterator[Path]:
    return (path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts)


def test_no_module_is_longer_than_500_lines() -> None:
    long = {
        path.name: count for path in _modules() if (count := len(path.read_text("utf-8").splitlines())) > 500
    }
    assert long == {}


def test_modules_are_named_by_what_they_hold() -> None:
    vague = {"utils", "helpers", "misc", "common", "manager", "base"}
    assert [path for path in _modules() if path.stem in vague] == []


def test_every_module_says_why_it_exists() -> None:
    assert [
        path.name for path in _modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ] == []


def test_the_catalogues_have_every_text_and_are_up_to_date() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "resources" / "catalogues" / "make.py", "--check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 0, made.stderr


def test_no_layout_is_asked_for_its_items() -> None:
    """A layout keeps what it gave out, also when that is gone; what lies there next then ends the program."""
    asking = [
        str(path)
        for path in _modules()
        if re.search(r"\w\.itemAt(Position)?\(", path.read_text(encoding="utf-8"))
    ]
    assert asking == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_domain_is_translated(language: str) -> None:
    _ = load_translator(language, resource_path("catalogues"))
    texts = [member.text for kind in (Code, IdentifierDoubt, Point) for member in kind]
    texts += [*TERMS.values(), *GROUP_TERMS.values()]
    same = SAME_IN_EVERY_LANGUAGE | SAME_AS_IN_ENGLISH.get(language, set())
    assert [text for text in texts if _(text) == text and text not in same] == []


def test_the_latin_catalogue_has_no_cyrillic_letter() -> None:
    _ = load_translator("sr-Latn", resource_path("catalogues"))
    texts = [_(member.text) for member in Code] + [_(text) for text in TERMS.values()]
    assert [text for text in texts if re.search("[А-я]", text)] == []


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "1 запис"), (2, "2 записа"), (5, "5 записа"), (21, "21 запис"), (11, "11 записа")],
)
def test_serbian_counts_in_its_three_forms(count: int, expected: str) -> None:
    _ = load_translator("sr-Cyrl", resource_path("catalogues"))
    text = _.n(
        "{count} audit entry, the chain is intact.", "{count} audit entries, the chain is intact.", count
    )
    assert text.startswith(f"{expected} ")
