"""The ceremony's protocol in the window: made from the preparation, finalised, signed, and seen beside the check."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.ceremony import CeremonyWindow
from handover_desktop.ui.ceremony_dialog import CeremonyDialog
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.screens.close import CloseScreen
from handover_desktop.ui.screens.prepare import PrepareScreen
from handover_desktop.ui.screens.reconcile import ReconcileScreen
from handover_desktop.ui.screens.sign import SignScreen
from handover_desktop.ui.screens.start.handovers import HandoversScreen
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle


@pytest.fixture
def room(qtbot: QtBot, context: UiContext, trail: Trail) -> Room:
    van = replace(vehicle(3), category="Vans")
    return Room(qtbot, context, trail, add_handover(context.services, [vehicle(1), vehicle(2), van, lamps()]))


def asked(room: Room) -> CeremonyDialog:
    screen = room.show(PrepareScreen)
    screen._ceremony.click()
    room.settle()
    assert screen.ceremonies.dialog is not None
    return screen.ceremonies.dialog


def ceremony(room: Room) -> Room:
    """Make a symbolic handover by the dialog, and return a room with it."""
    dialog = asked(room)
    dialog.place.setText("Palace")
    dialog.parties[0].person.setText("Ambassador X")
    dialog.go.click()
    room.settle()
    name, made, step = room.trail.steps[-1]
    assert (name, step) == ("open_handover", Step.PREPARE)
    return replace(room, handover=HandoverId(made))  # type: ignore[arg-type]


def texts(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_the_dialog_asks_for_place_day_and_people_and_makes_it(room: Room) -> None:
    made = ceremony(room)
    found = room.services.handovers.get(made.handover)
    assert (found.reference, found.details.place) == ("HO-1/C1", "Palace")
    first, second = found.details.parties
    assert (first.representative, first.mandate, second.mandate) == ("Ambassador X", "", "B-2")


def test_the_dialog_shows_the_figures_and_groups_them_as_wished(room: Room) -> None:
    dialog = asked(room)
    assert "Vans" in texts(dialog.table)
    assert "63" in texts(dialog.table)
    dialog.grouping.setCurrentIndex(1)
    room.settle()
    assert "Vans" not in texts(dialog.table)
    dialog.reject()


def test_what_is_no_date_is_refused_beside_its_field(room: Room) -> None:
    dialog = asked(room)
    dialog.date._editor.setText("tomorrow")
    dialog.go.click()
    assert dialog._date_field.error
    assert dialog.isVisible()
    dialog.reject()
    assert room.services.ceremonies.standings(room.handover) == ()


def test_its_preparation_shows_whose_list_it_states_and_goes_on_to_sign(room: Room) -> None:
    made = ceremony(room)
    screen = made.show(PrepareScreen)
    form = screen._form
    assert "It states the list of HO-1" in texts(form.list)
    times = (form.handover._start_field, form.handover._end_field)
    for gone in (form.commission, form.units, form.list.bring_in, screen._ceremony, *times):
        assert not gone.isVisible()
    keys = [clause.key for clause in form.details().clauses]
    assert keys == ["symbolic"]
    screen._begin.click()
    made.settle()
    assert made.went_to(Step.SIGN)


def test_what_stops_it_is_said_where_it_is_finalised(room: Room) -> None:
    made = ceremony(room)
    found = room.services.handovers.get(made.handover)
    details = replace(found.details, place="")
    room.services.handovers.save_details(made.handover, details, revision=found.revision)
    screen = made.show(SignScreen)
    assert "The place of the handover is missing." in texts(screen.finalising)
    screen.finalising._points.click()
    assert made.went_to(Step.PREPARE)


def test_a_signatory_reads_the_figures_and_that_nothing_was_checked(room: Room) -> None:
    made = ceremony(room)
    screen = made.show(SignScreen)
    screen.finalising.finalise.click()
    made.settle()
    screen.signing.sign_asked.emit(room.services.signing.signatories(made.handover)[0])
    made.settle()
    assert screen.sheet is not None
    read = texts(screen.sheet)
    for said in ("Vans", "63", "These figures are listed, not checked.", "symbolically hand over"):
        assert said in read
    screen._put_sheet_away()


def test_reconciling_shows_what_was_stated_beside_what_is_accepted(room: Room) -> None:
    made = ceremony(room)
    room.services.finalising.finalise(made.handover)
    for line, outcome in (("V1", Outcome.ACCEPTED), ("V2", Outcome.MISSING), ("V3", Outcome.ACCEPTED)):
        room.services.checking.record(room.item(line), CheckRequest(outcome))
    screen = room.show(ReconcileScreen)
    shown = texts(screen)
    number = room.services.handovers.get(made.handover).number
    assert number in shown
    assert "1 item is not checked yet." in shown
    assert "Difference" not in shown
    room.context.operations.command(
        lambda: room.services.checking.record(room.item("L1"), CheckRequest(Outcome.ACCEPTED)),
        initiator=room.context.operations,
    )
    room.settle()
    shown = texts(screen)
    assert "\N{MINUS SIGN}EUR\N{NO-BREAK SPACE}19,450.00" in shown
    assert "It stops nothing." in shown
    assert screen.decisions.go_on.isEnabled()


def test_the_dialog_leads_to_those_there_are(room: Room) -> None:
    made = ceremony(room)
    dialog = asked(room)
    (opener,) = [one for one in dialog.findChildren(type(dialog.go)) if one.text() == "Open it"]
    opener.click()
    assert room.trail.steps[-1] == ("open_handover", made.handover, None)


def test_the_ceremony_view_shows_groups_and_totals(room: Room) -> None:
    made = ceremony(room)
    view = CeremonyWindow(room.context, made.handover)
    room.qtbot.addWidget(view)
    view.show()
    room.settle()
    spoken = view.picture.accessibleDescription()
    assert "Vehicles 2 · Vans 1 · Lamps 60" in spoken
    assert "EUR\N{NO-BREAK SPACE}66,270.00" in spoken
    assert "/" not in spoken
    room.qtbot.waitUntil(lambda: bool(view.picture.grab()) and bool(view.picture.sizes))
    view.close()


def test_beside_paper_that_cites_a_void_protocol_stands_that_it_is_void(room: Room) -> None:
    services = room.services
    for line in ("V1", "V2", "V3", "L1"):
        services.checking.record(room.item(line), CheckRequest(Outcome.ACCEPTED))
    services.finalising.finalise(room.handover)
    number = services.handovers.get(room.handover).number
    made = ceremony(room)
    services.finalising.finalise(made.handover)
    for screen in (SignScreen, CloseScreen):
        assert not made.show(screen).cites_void.isVisible()
    services.voiding.unlock(room.handover, reason="Counted twice.", who="Demo Osoba 7")
    for screen in (SignScreen, CloseScreen):
        shown = made.show(screen).cites_void
        assert shown.isVisible()
        assert number in texts(shown)
        assert "VOID" in texts(shown)


def test_it_is_told_apart_in_the_list_of_handovers_and_closed_like_any(room: Room) -> None:
    made = ceremony(room)
    room.services.finalising.finalise(made.handover)
    for party in (0, 1):
        room.services.signing.sign_on_paper(made.handover, party, language="en")
    start = room.show(HandoversScreen)
    words = [start._model.index(row, 2).data() for row in range(2)]
    assert "Ceremony protocol" in words
    close = made.show(CloseScreen)
    assert not close.paper.extracts.button.isVisible()
    close.closing.close_button.click()
    made.settle()
    assert room.services.handovers.get(made.handover).state == "closed"
