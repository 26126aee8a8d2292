"""Printed forms are remembered row by row, so that what was ticked can be typed in later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Method, Outcome
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.states import State
from handover_desktop.protocol.pages import blank_form
from handover_desktop.protocol.pages.orders import FormOrder
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details, some_boxes
from tests.services.life_model import Clock, Dice, add_lines, open_desk

LINES = [
    *(
        a_vehicle(f"V-{at}", f"0SYZZZV11ZR{at:06d}", receiving_unit="U01" if at % 2 else "U02")
        for at in range(1, 31)
    ),
    some_boxes("Q-1"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


@pytest.fixture
def handover(desk: Services) -> HandoverId:
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    add_lines(desk, made, LINES)
    return made


def accept(desk: Services, handover: HandoverId, line: str) -> None:
    (item,) = desk.checking.find(handover, line)
    desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED))


def test_a_form_has_every_item_and_the_register_knows_its_rows(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.papers.save_form(handover, tmp_path / "f.pdf")
    (form,) = desk.papers.forms(handover)
    lines = desk.papers.form_lines(handover, form.number)
    assert form.number == "HO-1/F1"
    assert {line.item.asset.line_no for line in lines} == {line.line_no for line in LINES}
    assert [(line.page, line.row) for line in lines] == [
        (page, row) for page, rows in enumerate(form.pages, start=1) for row in range(1, len(rows) + 1)
    ]


def test_each_form_has_a_number_of_its_own(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    for _time in range(2):
        desk.papers.save_form(handover, tmp_path / "f.pdf")
    assert [form.number for form in desk.papers.forms(handover)] == ["HO-1/F2", "HO-1/F1"]


def test_a_form_can_be_for_one_unit_or_for_what_is_still_open(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    accept(desk, handover, "V-2")
    desk.papers.save_form(handover, tmp_path / "f.pdf", unit="U02", open_only=True)
    (form,) = desk.papers.forms(handover)
    lines = {line.item.asset.line_no for line in desk.papers.form_lines(handover, form.number)}
    assert lines == {f"V-{at}" for at in range(4, 31, 2)}


def test_the_rows_stay_where_they_were_printed_whatever_is_checked_meanwhile(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.papers.save_form(handover, tmp_path / "f.pdf", open_only=True)
    before = desk.papers.form_lines(handover, "HO-1/F1")
    accept(desk, handover, "V-1")
    after = desk.papers.form_lines(handover, "HO-1/F1")
    assert [(line.page, line.row, line.item) for line in before] == [
        (line.page, line.row, line.item) for line in after
    ]
    assert [line.item.asset.line_no for line in after if line.finding] == ["V-1"]


def test_a_form_without_items_is_not_made(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    with pytest.raises(DomainError) as refused:
        desk.papers.save_form(handover, tmp_path / "f.pdf", unit="U99")
    assert refused.value.code is Code.FORM_EMPTY
    assert not (tmp_path / "f.pdf").exists()
    assert not desk.papers.forms(handover)


def test_an_unknown_form_is_named(desk: Services, handover: HandoverId) -> None:
    with pytest.raises(DomainError) as refused:
        desk.papers.form_lines(handover, "HO-1/F9")
    assert refused.value.code is Code.FORM_UNKNOWN


def test_what_was_finalised_is_not_checked_on_paper_any_more(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.handovers.cancel(handover, "Rain")
    with pytest.raises(DomainError) as refused:
        desk.papers.save_form(handover, tmp_path / "f.pdf")
    assert refused.value.code is Code.CONTENT_FROZEN


def test_the_whole_way_over_paper_ends_in_the_protocol_with_the_names_written_there(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.papers.save_form(handover, tmp_path / "f.pdf")
    for line in desk.papers.form_lines(handover, "HO-1/F1"):
        request = CheckRequest(Outcome.ACCEPTED, method=Method.PAPER, who="Demo Osoba 2")
        desk.checking.record(line.item.id, request)
    desk.finalising.finalise(handover)
    with desk.workplace.reading() as store:
        items = store.snapshot_items(handover)
    assert {item.checked_by for item in items} == {"Demo Osoba 2 (Demo Operator)"}


def test_two_handovers_that_had_the_same_reference_never_print_the_same_form_number(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.papers.save_form(handover, tmp_path / "f.pdf")
    desk.handovers.rename(handover, "HO-9")
    other = desk.handovers.create("HO-1", details=complete_details()).handover
    assert other is not None
    add_lines(desk, other, [a_vehicle("V-1", "0SYZZZV11ZR900001")])
    desk.papers.save_form(other, tmp_path / "g.pdf")
    desk.papers.save_form(handover, tmp_path / "h.pdf")

    assert [form.number for form in desk.papers.forms(other)] == ["HO-1/F2"]
    assert [form.number for form in desk.papers.forms(handover)] == ["HO-9/F2", "HO-1/F1"]


def test_a_form_of_what_is_frozen_meanwhile_leaves_no_file_and_no_folder_no_note(
    desk: Services, handover: HandoverId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(EnvironmentFault) as gone:
        desk.papers.save_form(handover, tmp_path / "gone" / "f.pdf")
    assert gone.value.code is Code.FILE_NOT_WRITTEN
    assert desk.papers.forms(handover) == ()

    def freeze_meanwhile(order: FormOrder) -> blank_form.BlankForm:
        with desk.workplace.writing() as store:
            store.set_state(handover, State.FINALISED)
        return drawn(order)

    drawn = blank_form.render_blank_form
    monkeypatch.setattr(blank_form, "render_blank_form", freeze_meanwhile)
    (tmp_path / "f.pdf").write_bytes(b"what was there before")
    with pytest.raises(DomainError) as frozen:
        desk.papers.save_form(handover, tmp_path / "f.pdf")
    assert frozen.value.code is Code.CONTENT_FROZEN
    assert (tmp_path / "f.pdf").read_bytes() == b"what was there before"
    assert not list(tmp_path.glob(".f.pdf*"))
    assert desk.papers.forms(handover) == ()
