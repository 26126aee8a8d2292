"""Failures have codes that stay, and sentences that can be filled."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault, HandoverError


def test_every_code_has_a_sentence_of_its_own() -> None:
    assert len(list(Code)) == len(Code.__members__)


def test_a_code_is_spelled_as_it_is_named() -> None:
    assert Code.REGISTER_OPEN_ELSEWHERE.code == "register-open-elsewhere"


@pytest.mark.parametrize("code", Code)
def test_a_sentence_has_named_placeholders_and_ends_as_sentences_do(code: Code) -> None:
    names = [name for _, name, _, _ in Formatter().parse(code.text) if name is not None]

    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)
    assert code.text.endswith((".", "?"))
    assert "!" not in code.text


@pytest.mark.parametrize("kind", [DomainError, EnvironmentFault])
def test_a_failure_says_its_sentence(kind: type[HandoverError]) -> None:
    failure = kind(Code.ITEM_AMBIGUOUS, item="7", lines="A-7, B-7")

    assert str(failure) == "Several items match “7”: A-7, B-7. Name one of them."
    assert failure.code is Code.ITEM_AMBIGUOUS


def test_what_a_user_can_mend_is_told_from_what_the_surroundings_did() -> None:
    assert not issubclass(DomainError, EnvironmentFault)
    assert not issubclass(EnvironmentFault, DomainError)
