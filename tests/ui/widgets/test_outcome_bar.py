"""The four outcomes: asked for by click or key, coloured only when stored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.outcome_bar import OFFERED, OutcomeBar
from handover_desktop.ui.widgets.outcome_button import ButtonState

ENGLISH = dict(zip(OFFERED, ("Accepted", "Accepted with remarks", "Not accepted", "Missing"), strict=True))
LONG = dict(
    zip(
        OFFERED,
        ("Примљено без примедби", "Примљено са примедбама комисије", "Није примљено", "Недостаје"),
        strict=True,
    )
)


@pytest.fixture
def bar(look: Look, qtbot: QtBot) -> OutcomeBar:
    made = OutcomeBar(look, ENGLISH, saving_text="Saving…")
    qtbot.addWidget(made)
    made.resize(900, 80)
    made.show()
    return made


def ground(bar: OutcomeBar, outcome: Outcome) -> QColor:
    """Return the colour of the button's ground as it is painted."""
    button = bar.button(outcome)
    return button.grab().toImage().pixelColor(button.width() // 2, 8)


def test_a_click_asks_and_colours_nothing(bar: OutcomeBar, look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.chosen) as asked:
        qtbot.mouseClick(bar.button(Outcome.ACCEPTED), Qt.MouseButton.LeftButton)
    assert asked.args == [Outcome.ACCEPTED]
    assert bar.saved is None
    assert ground(bar, Outcome.ACCEPTED) != look.theme.colours.good


def test_pending_is_not_green_and_saved_is(bar: OutcomeBar, look: Look) -> None:
    bar.set_pending(Outcome.ACCEPTED)
    assert bar.button(Outcome.ACCEPTED).state is ButtonState.PENDING
    assert ground(bar, Outcome.ACCEPTED) == look.theme.colours.sunken
    bar.set_saved(Outcome.ACCEPTED)
    assert bar.pending is None
    assert ground(bar, Outcome.ACCEPTED) == look.theme.colours.good


def test_while_one_is_pending_no_other_is_asked_for_and_none_is_coloured(
    bar: OutcomeBar, qtbot: QtBot
) -> None:
    bar.set_saved(Outcome.MISSING)
    bar.set_pending(Outcome.ACCEPTED)
    with qtbot.assertNotEmitted(bar.chosen):
        qtbot.mouseClick(bar.button(Outcome.NOT_ACCEPTED), Qt.MouseButton.LeftButton)
    assert bar.button(Outcome.MISSING).state is ButtonState.IDLE
    bar.set_pending(None)
    assert bar.button(Outcome.MISSING).state is ButtonState.SAVED


@pytest.mark.parametrize("outcome", [Outcome.NOT_CHECKED, Outcome.PARTLY_ACCEPTED, None])
def test_a_result_without_a_button_fills_none(bar: OutcomeBar, outcome: Outcome | None) -> None:
    bar.set_saved(Outcome.ACCEPTED)
    bar.set_saved(outcome)
    assert {bar.button(each).state for each in OFFERED} == {ButtonState.IDLE}


def test_only_available_outcomes_can_be_pressed(bar: OutcomeBar, qtbot: QtBot) -> None:
    bar.set_available(frozenset({Outcome.ACCEPTED}))
    with qtbot.assertNotEmitted(bar.chosen):
        qtbot.mouseClick(bar.button(Outcome.MISSING), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.chosen):
        qtbot.mouseClick(bar.button(Outcome.ACCEPTED), Qt.MouseButton.LeftButton)


def test_keys_choose_but_not_while_someone_types(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    remark = QLineEdit()
    bar = OutcomeBar(look, ENGLISH, saving_text="Saving…")
    rows.addWidget(remark)
    rows.addWidget(bar)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    bar.button(Outcome.ACCEPTED).setFocus()
    with qtbot.waitSignal(bar.chosen) as asked:
        qtbot.keyClick(window, Qt.Key.Key_N)
    assert asked.args == [Outcome.NOT_ACCEPTED]
    remark.setFocus()
    with qtbot.assertNotEmitted(bar.chosen):
        qtbot.keyClick(remark, Qt.Key.Key_N)
    assert remark.text() == "n"


@pytest.mark.parametrize("words", [ENGLISH, LONG])
@pytest.mark.parametrize("width", [460, 720, 1200])
def test_every_word_has_room_and_every_target_is_large(
    look: Look, qtbot: QtBot, words: dict[Outcome, str], width: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(made := OutcomeBar(look, words, saving_text="Saving…"))
    window.resize(width, 300)
    window.show()
    qtbot.wait(1)
    for outcome in OFFERED:
        button = made.button(outcome)
        assert button.height() >= button.heightForWidth(button.width()) >= 44
        assert button.width() >= button.minimumSizeHint().width()
