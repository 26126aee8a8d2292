"""What is frozen can be printed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.states import State
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import Clock, Dice, add_lines, open_desk


def test_a_text_that_cannot_be_printed_is_named_before_anything_is_frozen(tmp_path: Path) -> None:
    """Afterwards it could only be corrected by voiding the number."""
    with closing(open_desk(tmp_path / "r.handover", Clock(), Dice())) as desk:
        made = desk.handovers.create("HO-1", details=complete_details()).handover
        assert made is not None
        vehicle = replace(a_vehicle("V-1", "0SYZZZV11ZR000001"), line_no="7")
        (item,) = add_lines(desk, made, [vehicle])
        request = CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=Remark("Scratch 😀"))
        desk.checking.record(item, request)

        with pytest.raises(DomainError) as refused:
            desk.finalising.finalise(made)

        assert refused.value.code is Code.GLYPH_MISSING
        assert (refused.value.params["text"], refused.value.params["where"]) == ("Scratch 😀", "line 7")
        current = desk.handovers.get(made)
        assert (current.state, current.number) == (State.CHECKING, "")

        desk.checking.record(item, replace(request, remark=Remark("Scratch")))
        desk.finalising.finalise(made)
        assert desk.handovers.get(made).number
