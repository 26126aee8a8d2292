"""The languages of the protocol are chosen, and its clauses are written in each of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from handover_desktop.domain.handovers import Clause, HandoverDetails
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.reconciliation import Point
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.services.desk import Services
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.screens.prepare import PrepareScreen
from tests.ui.screens.conftest import settle

EDITED = Clause("use", (("en", "Use them well."),))


@pytest.fixture
def prepared(desk: Services) -> HandoverId:
    inspection = desk.handovers.clause_catalogue(("en",))[0]
    details = HandoverDetails(languages=("en",), clauses=(inspection, EDITED))
    desk.handovers.create("HO-1", details=details)
    return desk.handovers.find("HO-1").id


@pytest.fixture
def screen(context: UiContext, prepared: HandoverId, operations: Operations, qtbot: QtBot) -> PrepareScreen:
    made = PrepareScreen(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.enter(prepared)
    settle(operations, qtbot)
    return made


def _choose(box: QComboBox, tag: str) -> None:
    box.setCurrentIndex(box.findData(tag))
    box.activated.emit(box.currentIndex())


def _editors(screen: PrepareScreen, clause: int) -> dict[str, QPlainTextEdit]:
    return screen._form.clauses._cards[clause]._editors


def test_every_language_of_the_documents_can_lead_or_come_second(screen: PrepareScreen) -> None:
    document = screen._form.document
    offered = [document._first.itemData(at) for at in range(document._first.count())]
    assert offered == list(DOCUMENT_LANGUAGES)
    second = [document._second.itemData(at) for at in range(document._second.count())]
    assert second == ["", *DOCUMENT_LANGUAGES]


def test_languages_change_places_by_the_button_and_by_choosing_the_other_one(screen: PrepareScreen) -> None:
    document = screen._form.document
    assert not document._swap.isEnabled()
    _choose(document._second, "ar")
    document._swap.click()
    assert document.languages == ("ar", "en")
    _choose(document._first, "en")
    assert document.languages == ("en", "ar")
    _choose(document._second, "en")
    assert document.languages == ("ar", "en")


def test_the_only_language_cannot_be_its_own_second(screen: PrepareScreen) -> None:
    document = screen._form.document
    _choose(document._second, "en")
    assert (document.languages, document._second.currentData()) == (("en",), "")


def test_a_pair_of_both_serbian_scripts_is_pointed_out(screen: PrepareScreen) -> None:
    document = screen._form.document
    _choose(document._first, "sr-Cyrl")
    assert not document._note.isVisibleTo(document)
    _choose(document._second, "sr-Latn")
    assert document._note.isVisibleTo(document)
    assert "two scripts" in document._note.text()


def test_a_new_language_brings_the_text_of_clauses_that_nobody_edited(
    screen: PrepareScreen, operations: Operations, qtbot: QtBot
) -> None:
    _choose(screen._form.document._second, "ar")
    settle(operations, qtbot)
    assert _editors(screen, 0)["ar"].toPlainText().startswith("يؤكد الطرفان")
    assert _editors(screen, 1)["ar"].toPlainText() == ""


def test_arabic_is_written_from_the_right(
    screen: PrepareScreen, operations: Operations, qtbot: QtBot
) -> None:
    _choose(screen._form.document._second, "ar")
    settle(operations, qtbot)
    editors = _editors(screen, 1)
    assert editors["ar"].document().defaultTextOption().textDirection() is Qt.LayoutDirection.RightToLeft
    assert editors["en"].document().defaultTextOption().textDirection() is not Qt.LayoutDirection.RightToLeft
    editors["ar"].insertPlainText("استعمال حسن")
    assert dict(screen._form.clauses._cards[1].clause().texts)["ar"] == "استعمال حسن"


def test_an_edited_clause_without_a_text_in_a_language_is_an_open_point(
    desk: Services, prepared: HandoverId
) -> None:
    saved = desk.handovers.get(prepared)
    details = HandoverDetails(languages=("en", "ar"), clauses=saved.details.clauses)
    desk.handovers.save_details(prepared, details, revision=saved.revision)
    found = [
        dict(point.params)
        for point in desk.reconciling.points(prepared)
        if point.point is Point.CLAUSE_WITHOUT_TEXT
    ]
    assert found == [{"number": 2, "language": "العربية"}]


def test_a_value_is_inserted_where_one_wrote_and_shown_as_it_is_printed(
    screen: PrepareScreen, operations: Operations, qtbot: QtBot
) -> None:
    card, editor = screen._form.clauses._cards[1], _editors(screen, 1)["en"]
    field = card._fields["en"]
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "Handed over at ")
    next(one for one in card._menu.actions() if one.text().startswith("Place\t")).trigger()
    qtbot.waitUntil(lambda: bool(field._hint.text()))
    unsaid = field._hint.text()
    screen._form.handover._place.setText("Horgoš")
    screen._form.handover._place.textEdited.emit("Horgoš")
    qtbot.waitUntil(lambda: field._hint.text() != unsaid)

    assert editor.toPlainText() == "Handed over at {place}"
    assert editor.hasFocus()
    assert unsaid == f"Printed: Handed over at {'_' * 12}"
    assert field._hint.text() == "Printed: Handed over at Horgoš"
    assert field.error is None
    settle(operations, qtbot)


def test_a_value_that_there_is_not_is_named_below_its_text_and_found_from_the_open_points(
    screen: PrepareScreen, operations: Operations, qtbot: QtBot
) -> None:
    editor = _editors(screen, 1)["en"]
    editor.setPlainText("Handed over at {plase}")
    qtbot.waitUntil(lambda: screen._form.clauses._cards[1]._fields["en"].error is not None)
    screen._save_button.click()
    settle(operations, qtbot)
    points = screen.context.services.reconciling.points(screen.handover)
    (point,) = [one for one in points if one.point is Point.UNKNOWN_BLANK]
    screen._form.show_point(point)

    assert screen._form.clauses._cards[1]._fields["en"].error == (
        "There is no value {plase}. It is printed as it stands."
    )
    assert _editors(screen, 1)["en"].hasFocus()
    assert not screen._form.is_dirty
