"""What is typed finds every asset that holds it, as a plain look at each of its texts would."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, lookup_key
from handover_desktop.domain.ids import HandoverId
from handover_desktop.register import ItemFilter, Register
from handover_desktop.register.folding import fold
from tests.register.samples import make_register

_SIGNS = "aAbBzZ019OIСсВвЖжЂђŽšéß%_-*?[\"'./\\ €漢ع"
_DESCRIPTIONS = (
    "Возило за превоз лица", "Радио 4%", "x", "zq", 'Лап_топ "Б"', "100% *", "Đorđe's [kit]", "É", "漢字",
)  # fmt: skip


def _asset(number: int) -> AssetLine:
    dice = random.Random(number)
    sign = "".join(dice.choices(_SIGNS, k=dice.randrange(1, 9))).strip() or "0"
    return AssetLine(
        str(number) if number % 3 else "",
        dice.choice(_DESCRIPTIONS),
        identifiers=(Identifier(IdentifierKind.SERIAL_NUMBER, sign),) if number % 2 else (),
        make=dice.choice(("", "Dacia", "Тојота")),
    )


_ASSETS = tuple(_asset(number) for number in range(400))


def _texts(asset: AssetLine) -> list[str]:
    values = [one.value for one in asset.identifiers]
    return [asset.description, asset.line_no, asset.make, *values, *map(lookup_key, values)]


def _holds(asset: AssetLine, word: str) -> bool:
    forms = [form for form in (fold(word), fold(lookup_key(word))) if form]
    return any(form in fold(text) for text in _texts(asset) for form in forms)


def _expected(words: str) -> set[int]:
    asked = [word for word in words.split() if fold(word)]
    return {at for at, asset in enumerate(_ASSETS, 1) if asked and all(_holds(asset, word) for word in asked)}


def _bearing(words: str) -> set[int]:
    key = lookup_key(words)
    return {
        at
        for at, asset in enumerate(_ASSETS, 1)
        if key and key in (lookup_key(one.value) for one in asset.identifiers)
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, HandoverId]]:
    register, handover = make_register(tmp_path_factory.mktemp("search") / "a.handover", *_ASSETS)
    yield register, handover
    register.close()


_random = st.text(_SIGNS, min_size=1, max_size=6)
_parts = st.sampled_from([text for asset in _ASSETS for text in _texts(asset) if text]).flatmap(
    lambda text: st.builds(
        lambda at, length: text[at : at + length], st.integers(0, len(text) - 1), st.integers(1, 6)
    )
)


@settings(max_examples=400, deadline=None)
@given(words=st.lists(_random | _parts, min_size=1, max_size=3).map(" ".join).filter(str.strip))
@example(words="%")
@example(words="_")
@example(words="a%b")
@example(words="x")
@example(words="zq")
@example(words="ж")
@example(words="漢")
def test_search_finds_what_a_look_at_every_text_finds(
    filled: tuple[Register, HandoverId], words: str
) -> None:
    register, handover = filled
    expected, bearing = _expected(words), _bearing(words)
    with register.reading() as now:
        hits = [hit.item for hit in now.search_assets(words, limit=len(_ASSETS))]
        assert sorted(hits) == sorted(expected | bearing)
        assert set(hits[: len(bearing)]) == bearing
        assert list(now.item_ids(handover, ItemFilter(text=words))) == sorted(expected)
        newest = [hit.item for hit in now.search_assets(words, limit=3)]
    assert len(newest) == min(3, len(hits))
    assert set(newest) <= set(hits)


def test_one_and_two_signs_are_asked_of_the_index(tmp_path: Path) -> None:
    """Every sign of a text begins a group, the last ones too."""
    register, _ = make_register(tmp_path / "a.handover", AssetLine("", "q"), AssetLine("", "wé"))
    register.close()
    bare = dbapi2.connect(str(tmp_path / "a.handover"))
    groups = bare.execute("SELECT DISTINCT term FROM items_search_groups ORDER BY term").fetchall()
    bare.close()
    assert groups == [("e  ",), ("q  ",), ("we ",)]
