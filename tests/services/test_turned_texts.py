"""Characters that turn text around do not get into the register, from wherever they are pasted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details, some_boxes
from tests.services.life_model import Clock, Dice, add_lines, open_desk

TURN = "\u202e"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


def test_what_is_typed_is_kept_without_them(desk: Services) -> None:
    details = complete_details()
    made = desk.handovers.create(f"HO{TURN}-1", details=replace(details, place=f"Bel{TURN}grade")).handover
    assert made is not None
    current = desk.handovers.get(made)
    assert (current.reference, current.details.place) == ("HO-1", "Belgrade")

    party = replace(details.parties[0], name=f"{TURN}Ministry\u200f")
    parties = (party, *details.parties[1:])
    desk.handovers.save_details(made, replace(details, parties=parties), revision=current.revision)
    assert desk.handovers.get(made).details.parties[0].name == "Ministry"

    (item,) = add_lines(desk, made, [a_vehicle("V-1", "0SYZZZV11ZR000001")])
    remark = Remark(f"Scratch {TURN}48", agreed_action="\u2067Repair")
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=remark))
    desk.checking.add_extra(made, replace(some_boxes(), description=f"Box{TURN}es"), reason="Found\u2066")
    results = desk.checking.results(made)
    assert results[0].finding is not None
    assert results[0].finding.remark == Remark("Scratch 48", agreed_action="Repair")
    assert (results[1].item.asset.description, results[1].item.reason) == ("Boxes", "Found")


def finalised(desk: Services) -> HandoverId:
    made = desk.handovers.create("HO-2", details=complete_details()).handover
    assert made is not None
    for item in add_lines(desk, made, [a_vehicle("V-1", "0SYZZZV11ZR000001")]):
        desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)
    return made


def test_who_signs_refuses_or_keeps_an_original_is_kept_without_them(desk: Services) -> None:
    made = finalised(desk)
    desk.signing.sign_on_paper(made, 0, language="en", name=f"Demo{TURN} Osoba", function="Chair")
    desk.signing.refuse(made, 1, reason=f"Not {TURN}counted.", witness=f"W{TURN}", language="en")
    first, second = (one.signature for one in desk.signing.signatories(made))
    assert first is not None
    assert second is not None
    assert (first.name, second.reason, second.witness) == ("Demo Osoba", "Not counted.", "W")
    desk.copies.note_original(made, 1, holder=f"Min{TURN}istry", since=date(2026, 3, 2))
    assert desk.copies.originals(made)[0].holder == "Ministry"
