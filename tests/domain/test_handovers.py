"""The stations of a handover's life, and the steps between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import ReceivingUnit
from handover_desktop.domain.states import State, check_step
from tests.domain.samples import complete_details, two_parties

ALLOWED = {
    (State.PREPARING, State.CHECKING),
    (State.PREPARING, State.CANCELLED),
    (State.CHECKING, State.RECONCILED),
    (State.CHECKING, State.FINALISED),
    (State.CHECKING, State.CANCELLED),
    (State.RECONCILED, State.CHECKING),
    (State.RECONCILED, State.FINALISED),
    (State.RECONCILED, State.CANCELLED),
    (State.FINALISED, State.SIGNED),
    (State.SIGNED, State.CLOSED),
}


@pytest.mark.parametrize("current", State)
@pytest.mark.parametrize("following", State)
def test_only_the_steps_of_the_plan_are_possible(current: State, following: State) -> None:
    if (current, following) in ALLOWED:
        check_step("HO-1", current, following)
        return
    with pytest.raises(DomainError) as refused:
        check_step("HO-1", current, following)
    assert refused.value.code is Code.WRONG_STATE


def test_nothing_frozen_leads_back_to_something_open() -> None:
    assert not any(here.is_frozen and not there.is_frozen for here, there in ALLOWED)


def test_signing_parties_keep_their_place_among_all() -> None:
    giving, taking = two_parties()
    details = complete_details(parties=(giving, replace(giving, signs=False), taking))

    assert details.signing_parties == ((0, giving), (2, taking))


def test_a_unit_whose_code_is_its_name_is_called_once() -> None:
    assert ReceivingUnit("Poste Assamaka", "Poste Assamaka").full_name == "Poste Assamaka"
    assert ReceivingUnit("U01", "Border post").full_name == "U01 Border post"
    assert ReceivingUnit("U01").full_name == "U01"
