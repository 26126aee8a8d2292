"""Every value that people see has its word, and sentences are filled with words, not with codes."""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal

import pytest

from handover_desktop.domain.blanks import Blank
from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.checks import Method, Outcome, Qualifier, RemarkType, Settlement
from handover_desktop.domain.handovers import Capacity, PartyRole
from handover_desktop.domain.identifiers import (
    Doubt,
    IdentifierDoubt,
    IdentifierKind,
    Severity,
    question_vin,
)
from handover_desktop.domain.labels import CodeKind
from handover_desktop.domain.money import Money
from handover_desktop.domain.reconciliation import Point
from handover_desktop.domain.sheets import MarkType, Zone
from handover_desktop.domain.states import State
from handover_desktop.domain.symbolic import Grouping, GroupTotal
from handover_desktop.domain.tally import Group
from handover_desktop.domain.terms import GROUP_TERMS, TERMS, say
from handover_desktop.domain.voiding import PaperOriginals

WORDED = (
    Outcome, Qualifier, RemarkType, Settlement, Method, State, PartyRole, Capacity, IdentifierKind, Severity,
    MarkType, Zone, Drawing, Grouping, PaperOriginals, CodeKind, Blank,
)  # fmt: skip


def english(text: str, /, **params: object) -> str:
    return text.format(**params) if params else text


def shouted(text: str, /, **params: object) -> str:
    """A language that is easily told from English."""
    return english(text, **params).upper()


@pytest.mark.parametrize("kind", WORDED)
def test_every_value_has_a_word(kind: type[enum.StrEnum]) -> None:
    assert [value for value in kind if not TERMS.get(value, "").strip()] == []


def test_no_two_values_with_different_words_are_spelled_alike() -> None:
    # Members of different enums that share a value would share a key, and with it a word.
    assert len(TERMS) == sum(len(kind) for kind in WORDED)


def test_every_row_of_the_summary_has_a_word_and_shares_it_with_its_outcome() -> None:
    assert set(GROUP_TERMS) == set(Group)
    assert all(GROUP_TERMS[group] == TERMS[Outcome(group)] for group in Group if group is not Group.SURPLUS)


def test_figures_are_said_with_what_each_counts_and_amounts_without_a_sign_of_one_language() -> None:
    total = GroupTotal("Vans", 23, Decimal(46), (Money("EUR", 123_456_700), Money("JPY", 5)))
    said = say(english, "{total}", {"total": total})
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "lines 23, pieces 46, value EUR 1 234 567.00, JPY 5"
    assert say(english, "{total}", {"total": GroupTotal("", 0, Decimal(0), ())}) == "lines 0, pieces 0"


def test_values_are_said_in_the_words_of_the_language() -> None:
    said = say(shouted, "outcome {outcome}, kinds {kinds}, line {line}, on {day}", {
        "outcome": Outcome.NOT_ACCEPTED,
        "kinds": (IdentifierKind.VIN, IdentifierKind.PLATE),
        "line": "V-1",
        "day": date(2024, 12, 5),
    })  # fmt: skip

    assert said == "OUTCOME NOT ACCEPTED, KINDS VIN, REGISTRATION PLATE, LINE V-1, ON 2024-12-05"


def test_a_doubt_within_a_sentence_is_said_in_full() -> None:
    doubt = Doubt(IdentifierDoubt.VIN_LENGTH, "0SY", "0SY")

    said = say(english, Point.IDENTIFIER_DOUBT.text, {"line": "V-1", "doubt": doubt})

    assert said == "Line V-1: The VIN 0SY has 3 characters; a VIN has 17."


@pytest.mark.parametrize("value", ["O", "0SYZZZV11ZR00000Š", "0ЅYZZZV11ZR000001", "1M8GDM9A1KP042788", ""])
def test_every_doubt_can_be_said(value: str) -> None:
    said = [say(english, doubt.about.text, doubt.params) for doubt in question_vin(value)]

    assert said
    assert not any("{" in sentence for sentence in said)
