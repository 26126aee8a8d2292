"""Serbian names and places are known in either script; a redacted edition has them in none."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Finding, Outcome, Remark
from handover_desktop.domain.redaction import redact
from handover_desktop.domain.scripts import in_cyrillic, in_latin, name_pattern, plain_latin
from handover_desktop.domain.snapshots import Snapshot
from tests.domain.test_redaction import a_snapshot

_LETTERS = "абвгдђежзијклљмнњопрстћуфхцчџш"
_NAMES = st.builds(
    lambda first, rest: first.upper() + rest,
    st.sampled_from(_LETTERS),
    st.text(_LETTERS, min_size=3, max_size=9),
)
_WAYS = (str, in_latin, plain_latin, str.upper, lambda name: in_latin(name).upper())


@given(st.text(_LETTERS + _LETTERS.upper() + " -.,0", max_size=30))
def test_what_is_cyrillic_comes_back_from_latin(text: str) -> None:
    # Of two letters that are written like one, nothing tells which they were; nor of capitals what stands within them.
    assume(
        not re.search("[ЉЊЏ]", text)
        and not re.search("lj|nj|dž", in_latin(re.sub("[љњџ]", "", text)).lower())
    )
    latin = in_latin(text)
    assert not re.search("[а-џ]", latin.lower())
    if not re.search("л[јљ]|н[јњ]|д[жџ]|[лнд][јж]", text.lower()):
        assert in_cyrillic(latin) == text


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ђорђевић", "Đorđević Djordjevic Dordevic ĐORĐEVIĆEM Ђорђевићу Djordjeviću"),
        ("Djordjevic", "Ђорђевић Đorđević"),
        ("Dordevic", "Ђорђевић Đorđević Djordjevic"),
        ("Marija", "Марија Mariji Маријом"),
        ("Петар", "Petar Petra Петру"),
        ("Љиљана", "Ljiljana Ljiljani LJILJANA"),
        ("Injac", "Ињац Инјац"),
        ("José", "Jose José"),
        ("Живковић", "Živković Zivkovic Z\u030civkovic\u0301a"),
    ],
)
def test_a_name_is_known_however_it_is_written(name: str, written: str) -> None:
    for one in written.split():
        assert re.fullmatch(name_pattern(name), one, re.IGNORECASE), one


def test_another_name_is_another_name() -> None:
    for one in ("Petrovac", "Павловић", "Perović", "Petrol"):
        assert not re.fullmatch(name_pattern("Петровић"), one, re.IGNORECASE), one


def _with_remark(text: str, responsible: str) -> Snapshot:
    snapshot = a_snapshot()
    item = snapshot.items[0]
    asset = AssetLine("1", "X", location="Краљево депо")
    finding = Finding(
        Outcome.NOT_ACCEPTED, Decimal(1), Decimal(0), remark=Remark(text, responsible=responsible)
    )
    return replace(snapshot, items=(replace(item, asset=asset, finding=finding),))


@given(
    first=_NAMES,
    last=_NAMES,
    ways=st.tuples(*[st.sampled_from(_WAYS)] * 3),
    ending=st.sampled_from(("", "а", "u")),
)
def test_no_name_is_left_in_the_other_script(first: str, last: str, ways, ending: str) -> None:  # type: ignore[no-untyped-def]
    in_field, in_text, alone = ways
    said = f"{in_text(first)} {in_text(last)} и {alone(last)}{ending}"
    snapshot = redact(_with_remark(f"Видео: {said}; kraj.", in_field(f"{first} {last}")))
    remark = snapshot.items[0].finding and snapshot.items[0].finding.remark
    assert remark is not None
    assert re.fullmatch(r"Видео: \[…\]( \[…\])? и \[…\]; kraj\.", remark.text)
    assert plain_latin(last) not in plain_latin(repr(snapshot))


def test_a_place_is_left_out_in_the_other_script_too() -> None:
    snapshot = redact(_with_remark("Стоји: Kraljevo depo, Subotica Station, Суботица Статион.", ""))
    remark = snapshot.items[0].finding and snapshot.items[0].finding.remark
    assert remark is not None
    assert remark.text == "Стоји: […], […], […]."


def test_a_short_name_goes_with_the_name_beside_it() -> None:
    snapshot = redact(_with_remark("Ана Анић и Ani Anić", "Ana Anić"))
    remark = snapshot.items[0].finding and snapshot.items[0].finding.remark
    assert remark is not None
    assert "Ан" not in remark.text
    assert "Anić" not in remark.text
