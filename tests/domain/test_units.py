"""The piece has a word in every language; no other unit is ever guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handover_desktop.domain.units import PIECE, is_piece, say_unit
from handover_desktop.i18n import DOCUMENT_LANGUAGES, load_translator
from handover_desktop.lists.synonyms import UNITS
from handover_desktop.resources import resource_path


@pytest.mark.parametrize(
    "unit", [PIECE, "PCS", "pcs.", "pc", "Piece", "kom", "kom.", "KOM", "комада", "ком."]
)
def test_the_piece_is_known_however_lists_write_it(unit: str) -> None:
    assert is_piece(unit)


def test_no_other_unit_that_lists_know_is_taken_for_the_piece() -> None:
    assert {unit for unit in UNITS if is_piece(unit)} == set(
        "pc pcs piece pieces kom komad komada komadi".split()
    )
    assert not any(map(is_piece, ("", " ", "set", "komplet", "pack", "unit", "ea", "ud", "p c s")))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {"1": "pc", "60": "pcs", "0": "pcs"}),
        ("sr-Cyrl", {"1": "ком.", "60": "ком."}),
        ("sr-Latn", {"1": "kom.", "60": "kom."}),
        ("fr", {"1": "pce", "2": "pces"}),
        ("es", {"1": "ud.", "2": "uds."}),
        ("ar", {"1": "قطعة", "3": "قطع", "11": "قطعة", "103": "قطع"}),
    ],
)
def test_each_language_has_its_word_for_pieces(language: str, said: dict[str, str]) -> None:
    n = load_translator(language, resource_path("catalogues")).n
    assert {count: say_unit("kom", Decimal(count), n) for count in said} == said


@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_another_unit_is_said_as_it_is_written(language: str) -> None:
    n = load_translator(language, resource_path("catalogues")).n
    assert [say_unit(unit, Decimal(2), n) for unit in ("Licences", "kg", "")] == ["Licences", "kg", ""]
