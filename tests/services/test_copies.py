"""Copies are numbered once and carry the sealed file; where an original is stands in the chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.ids import HandoverId
from handover_desktop.protocol.pages.copies import find_sealed
from handover_desktop.services.desk import Services
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import Clock, Dice, add_lines, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


@pytest.fixture
def handover(desk: Services) -> HandoverId:
    details = complete_details(originals=3, distribution="2 Ministry; 1 Mission")
    made = desk.handovers.create("HO-1", details=details).handover
    assert made is not None
    (item,) = add_lines(desk, made, [a_vehicle()])
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)
    return made


def test_a_copy_carries_the_sealed_file_that_was_given_out(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "p.pdf")
    desk.copies.save_copy(handover, tmp_path / "c.pdf")
    assert find_sealed((tmp_path / "c.pdf").read_bytes()) == (tmp_path / "p.pdf").read_bytes()


def test_copies_are_numbered_and_noted(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    for _copy in range(2):
        desk.copies.save_copy(handover, tmp_path / "c.pdf")
    copies = [one.edition for one in desk.documents.list(handover) if one.kind == "copy"]
    assert copies == ["1", "2"]
    with desk.workplace.reading() as store:
        noted = store.audit_payloads("protocol-copied", desk.handovers.get(handover).number)
    assert [payload[:9] for payload in noted] == ['{"copy":1', '{"copy":2']


def test_a_number_is_not_given_again_after_a_copy_that_failed(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    with pytest.raises(EnvironmentFault):
        desk.copies.save_copy(handover, tmp_path / "missing" / "c.pdf")
    desk.copies.save_copy(handover, tmp_path / "c.pdf")
    assert desk.documents.list(handover)[-1].edition == "2"


def test_of_a_copy_the_sealed_file_is_judged_and_it_is_said_to_be_one(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.copies.save_copy(handover, tmp_path / "c.pdf")
    found = desk.verifying.verify(tmp_path / "c.pdf")
    assert (found.verdict, found.is_copy) == (Verdict.INTACT, True)
    assert found.number == desk.handovers.get(handover).number


def test_a_protocol_that_something_is_attached_to_is_not_taken_for_a_copy(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    import pikepdf

    desk.documents.save(handover, tmp_path / "p.pdf")
    with pikepdf.open(tmp_path / "p.pdf") as pdf:
        pdf.attachments["sealed-protocol.pdf"] = (tmp_path / "p.pdf").read_bytes()
        pdf.save(tmp_path / "forged.pdf")
    found = desk.verifying.verify(tmp_path / "forged.pdf")
    assert (found.is_copy, found.verdict.holds) == (False, False)


def test_where_an_original_is_was_meant_to_be_and_is_now(desk: Services, handover: HandoverId) -> None:
    assert [one.meant_for for one in desk.copies.originals(handover)] == ["Ministry", "Ministry", "Mission"]
    desk.copies.note_original(handover, 1, holder="Archive", since=date(2024, 12, 5))
    desk.copies.note_original(handover, 1, holder="Ministry, registry", since=date(2024, 12, 9))
    first, second, _third = desk.copies.originals(handover)
    assert (first.holder, first.since) == ("Ministry, registry", date(2024, 12, 9))
    assert second.holder == ""


@pytest.mark.parametrize(
    ("original", "holder", "code"),
    [
        (4, "Archive", Code.ORIGINAL_UNKNOWN),
        (0, "Archive", Code.ORIGINAL_UNKNOWN),
        (1, " ", Code.HOLDER_EMPTY),
    ],
)
def test_what_makes_no_sense_is_not_noted(
    desk: Services, handover: HandoverId, original: int, holder: str, code: Code
) -> None:
    with pytest.raises(DomainError) as refused:
        desk.copies.note_original(handover, original, holder=holder, since=None)
    assert refused.value.code is code


def test_there_is_no_copy_of_what_is_not_final(desk: Services, tmp_path: Path) -> None:
    made = desk.handovers.create("HO-2").handover
    assert made is not None
    with pytest.raises(DomainError) as refused:
        desk.copies.save_copy(made, tmp_path / "c.pdf")
    assert refused.value.code is Code.NOT_FINALISED
