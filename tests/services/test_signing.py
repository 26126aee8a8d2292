"""Two to eight parties decide in any order, each once; the last decision makes the handover signed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code
from handover_desktop.domain.handovers import Party, PartyRole
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.signatures import Deputy, SignatureKind
from handover_desktop.domain.states import State
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import MARK, Clock, Dice, add_lines, attempt, open_desk

ROLES = (
    PartyRole.TRANSFEROR,
    PartyRole.RECIPIENT,
    PartyRole.DONOR,
    PartyRole.SUPPLIER,
    PartyRole.END_USER,
    PartyRole.END_USER,
    PartyRole.WITNESS,
    PartyRole.WITNESS,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    with closing(open_desk(tmp_path / "r.handover", Clock(), Dice())) as services:
        yield services


def finalise(desk: Services, parties: int) -> HandoverId:
    named = tuple(
        Party(role, f"Demo {at}", "", "", f"Demo Osoba {at}", "Chair", f"M-{at}")
        for at, role in enumerate(ROLES[:parties])
    )
    workplace = desk.workplace
    with workplace.writing() as store:
        details = complete_details(parties=named)
        handover = store.add_handover(uid=workplace.uid(), reference="HO-1", details=details).id
    (item,) = add_lines(desk, handover, [a_vehicle()])
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(handover)
    return handover


@pytest.mark.parametrize("parties", range(2, 9))
def test_parties_decide_in_any_order_and_the_last_one_makes_it_signed(desk: Services, parties: int) -> None:
    handover = finalise(desk, parties)
    signing = desk.signing
    ways = (
        lambda party: signing.sign(handover, party, strokes=MARK, language="en"),
        lambda party: signing.sign_on_paper(handover, party, language="sr-Cyrl"),
        lambda party: signing.refuse(handover, party, reason="No.", witness="Demo Osoba 9", language="en"),
        lambda party: signing.note_absence(handover, party, reason="Ill."),
    )
    order = random.Random(parties).sample(range(parties), parties)
    for at, party in enumerate(order):
        assert desk.handovers.get(handover).state is State.FINALISED
        ways[at % len(ways)](party)
        again = attempt(lambda party=party: ways[3](party))
        assert again is (Code.SIGNATURE_TAKEN if at + 1 < parties else Code.WRONG_STATE)

    assert desk.handovers.get(handover).state is State.SIGNED
    kinds = {one.party: one.signature.kind for one in signing.signatories(handover) if one.signature}
    assert [kinds[party] for party in order] == [tuple(SignatureKind)[at % 4] for at in range(parties)]


def test_the_journal_tells_refusals_absences_and_deputies(desk: Services) -> None:
    handover = finalise(desk, 3)
    deputy = Deputy(" Demo Osoba 9 ", "Deputy chair", "22/24")
    desk.signing.sign_on_paper(handover, 0, language="en", deputy=deputy)
    desk.signing.refuse(handover, 1, reason=" Not counted. ", witness="Demo Osoba 8", language="en")
    desk.signing.note_absence(handover, 2, reason="Ill.")

    with desk.workplace.reading() as store:
        entries = [(entry.action, json.loads(entry.payload)) for entry in store.audit_entries()][-4:]
    assert [action for action, _payload in entries] == [
        "protocol-signed",
        "signature-refused",
        "signatory-absent",
        "handover-signed",
    ]
    told = [payload for _action, payload in entries]
    assert (told[0]["name"], told[0]["authority"]) == ("Demo Osoba 9", "22/24")
    assert (told[1]["reason"], told[1]["witness"]) == ("Not counted.", "Demo Osoba 8")
    assert told[2]["reason"] == "Ill."
    assert "witness" not in told[2]
