"""Every receiving unit gets a paper of its own, and the journal says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.protocol.reading.reading import extract_text
from handover_desktop.services.desk import Services
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import Clock, Dice, add_lines, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


def make(desk: Services, *lines: AssetLine) -> HandoverId:
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    add_lines(desk, made, lines)
    for line in lines:
        (item,) = desk.checking.find(made, line.line_no)
        desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED))
    return made


def test_all_extracts_are_written_into_a_folder_and_noted(desk: Services, tmp_path: Path) -> None:
    lines = [
        a_vehicle(f"V-{at}", f"0SYZZZV11ZR{at:06d}", receiving_unit=unit)
        for at, unit in enumerate(("А/1", "A:1", "U02"), start=1)
    ]
    handover = make(desk, *lines)
    desk.finalising.finalise(handover)
    written = desk.extracts.save_all(handover, tmp_path / "new" / "extracts")
    assert desk.extracts.units(handover) == ("А/1", "A:1", "U02")
    assert len(set(written)) == 3
    for path, line in zip(written, lines, strict=True):
        text = "\n".join(extract_text(path.read_bytes()))
        assert [other.line_no in text for other in lines] == [other is line for other in lines]
    journal = desk.safekeeping.journal(limit=3)
    assert {entry.action for entry in journal} == {"extract-saved"}


def test_the_same_extract_has_the_same_bytes(desk: Services, tmp_path: Path) -> None:
    handover = make(desk, a_vehicle("V-1", "0SYZZZV11ZR000001", receiving_unit="U01"))
    desk.finalising.finalise(handover)
    for name in ("a.pdf", "b.pdf"):
        desk.extracts.save(handover, "U01", tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_without_a_protocol_there_is_no_extract(desk: Services, tmp_path: Path) -> None:
    handover = make(desk, a_vehicle("V-1", "0SYZZZV11ZR000001", receiving_unit="U01"))
    with pytest.raises(DomainError) as refused:
        desk.extracts.save(handover, "U01", tmp_path / "x.pdf")
    assert refused.value.code is Code.NOT_FINALISED
    assert not (tmp_path / "x.pdf").exists()


def test_where_no_unit_is_named_it_is_said(desk: Services, tmp_path: Path) -> None:
    handover = make(desk, a_vehicle("V-1", "0SYZZZV11ZR000001", receiving_unit=""))
    desk.finalising.finalise(handover)
    with pytest.raises(DomainError) as refused:
        desk.extracts.save_all(handover, tmp_path / "none")
    assert refused.value.code is Code.NO_UNITS
    assert not (tmp_path / "none").exists()


def test_the_declarations_of_the_snapshot_are_the_texts_that_are_printed(desk: Services) -> None:
    handover = make(desk, a_vehicle("V-1", "0SYZZZV11ZR000001"))
    catalogue = desk.handovers.clause_catalogue(("en",))
    current = desk.handovers.get(handover)
    desk.handovers.save_details(
        handover, complete_details(clauses=catalogue, languages=("en", "fr")), revision=current.revision
    )
    desk.finalising.finalise(handover)
    with desk.workplace.reading() as store:
        kept = frozen_content(store, handover).details.clauses
    pages = " ".join(" ".join(extract_text(desk.documents.final(handover))).split())
    assert [clause.key for clause in kept] == [clause.key for clause in catalogue]
    for clause in kept:
        assert [tag for tag, _text in clause.texts] == ["en", "fr"]
        for _tag, text in clause.texts:
            assert " ".join(text.split()) in pages
