"""What may be unlocked, and what the act needs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from handover_desktop.domain.canonical import canonical_bytes
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.snapshots import read_snapshot
from handover_desktop.domain.states import State
from handover_desktop.domain.voiding import (
    LONGEST_VOID_REASON,
    PaperOriginals,
    VoidedProtocol,
    check_unlocking,
    check_voiding,
)
from tests.domain.samples import NOON, a_handover
from tests.protocol.samples import snapshot

VOIDED = VoidedProtocol("N-1", "ab" * 32, NOON, "Demo Osoba 1", "K7Q2", "A wrong serial number.")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.PREPARING, Code.NOT_FINALISED),
        (State.CHECKING, Code.NOT_FINALISED),
        (State.RECONCILED, Code.NOT_FINALISED),
        (State.FINALISED, None),
        (State.SIGNED, None),
        (State.CLOSED, Code.CLOSED_FOR_GOOD),
        (State.CANCELLED, Code.WRONG_STATE),
    ],
)
def test_what_is_final_can_be_unlocked_until_it_is_closed(state: State, code: Code | None) -> None:
    handover = a_handover(state=state, number="N-1")
    if code is None:
        check_unlocking(handover, ())
        return
    with pytest.raises(DomainError) as refused:
        check_unlocking(handover, ())
    assert refused.value.code is code


def test_a_closed_handover_names_the_way_that_is_left() -> None:
    with pytest.raises(DomainError, match="supplementary protocol"):
        check_unlocking(a_handover(state=State.CLOSED), ())


def test_what_supplementary_protocols_add_to_is_not_voided() -> None:
    with pytest.raises(DomainError, match="HO-1/S1, HO-1/S2"):
        check_unlocking(a_handover(state=State.SIGNED, number="N-1"), ("HO-1/S1", "HO-1/S2"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"who": ""}, Code.VOIDING_INCOMPLETE),
        ({"reason": ""}, Code.VOIDING_INCOMPLETE),
        ({"reason": "x" * (LONGEST_VOID_REASON + 1)}, Code.REASON_TOO_LONG),
        ({}, Code.ORIGINALS_NOT_WITHDRAWN),
        ({"originals": PaperOriginals.WITHDRAWN}, None),
    ],
)
def test_the_act_has_a_person_a_reason_and_no_paper_left_outside(
    changes: dict[str, object], code: Code | None
) -> None:
    voided = replace(VOIDED, **changes)  # type: ignore[arg-type]
    if code is None:
        check_voiding(voided, signed_on_paper=True)
        return
    with pytest.raises(DomainError) as refused:
        check_voiding(voided, signed_on_paper=True)
    assert refused.value.code is code


def test_where_no_paper_was_signed_nothing_has_to_be_confirmed() -> None:
    check_voiding(VOIDED, signed_on_paper=False)


def test_what_a_protocol_replaces_is_digested_and_read_again_and_leaves_others_as_they_were() -> None:
    content = snapshot()
    assert b"replaces" not in canonical_bytes(content)
    replacing = replace(content, replaces=(VOIDED,))
    assert replacing.digest != content.digest
    assert read_snapshot(json.loads(replacing.to_bytes())) == replacing
