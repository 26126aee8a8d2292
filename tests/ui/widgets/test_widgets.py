"""The smaller shared widgets, as a person uses them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from handover_desktop.ui.directions import turn
from handover_desktop.ui.theme import Look, ThemeChoice
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.busy import BusyIndicator
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.identifier_view import IdentifierView, group_identifier
from handover_desktop.ui.widgets.number_input import NumberInput
from handover_desktop.ui.widgets.progress_strip import ProgressPart, ProgressStrip
from handover_desktop.ui.widgets.search_field import SearchField
from handover_desktop.ui.widgets.spine import Spine, SpineStep, StepState

STEPS = [
    SpineStep("prepare", "Prepare", StepState.DONE, "done"),
    SpineStep("check", "Check", StepState.CURRENT, "12 left"),
    SpineStep("reconcile", "Reconcile", StepState.OPEN),
    SpineStep("sign", "Sign", StepState.LOCKED, "", "Finalise first."),
    SpineStep("close", "Close", StepState.LOCKED),
]


@pytest.mark.parametrize(
    ("value", "groups"),
    [
        ("0SYZZZV11ZR000001", ("0SYZ", "ZZV1", "1ZR", "000001")),
        ("K-0001", ("K-0001",)),
        ("SN 12345 678", ("SN", "12345", "678")),
        ("ABC12345", ("ABC12345",)),
        ("356938035643809", ("3569", "3803", "5", "643809")),
        ("", ()),
    ],
)
def test_identifiers_are_grouped_for_reading_aloud(value: str, groups: tuple[str, ...]) -> None:
    assert group_identifier(value) == groups


def test_the_identifier_is_copied_as_it_stands_in_the_list(look: Look, qtbot: QtBot) -> None:
    view = IdentifierView(look, copy_text="Copy")
    qtbot.addWidget(view)
    view.show_identifier("VIN", "0SYZZZV11ZR000001")
    with qtbot.waitSignal(view.copied):
        view.findChild(QToolButton).click()
    assert QGuiApplication.clipboard().text() == "0SYZZZV11ZR000001"
    assert view.accessibleName() == "VIN: 0SYZZZV11ZR000001"


@pytest.mark.parametrize("value", ["7" * 300, "WX-" * 100, "a b " * 60])
def test_a_value_of_three_hundred_signs_keeps_to_its_width(look: Look, qtbot: QtBot, value: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = IdentifierView(look, copy_text="Copy")
    QVBoxLayout(window).addWidget(view)
    window.resize(420, 300)
    window.show()
    view.show_identifier("Serial number", value)
    qtbot.wait(1)
    assert window.width() == 420
    assert view.height() >= view.heightForWidth(view.width())


def test_the_spine_lets_only_open_steps_be_chosen(look: Look, qtbot: QtBot) -> None:
    spine = Spine(look)
    qtbot.addWidget(spine)
    spine.set_steps(STEPS)
    spine.show()
    steps = spine.findChildren(QAbstractButton)
    with qtbot.assertNotEmitted(spine.step_chosen):
        qtbot.mouseClick(steps[3], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(spine.step_chosen) as chosen:
        qtbot.mouseClick(steps[2], Qt.MouseButton.LeftButton)
    assert chosen.args == ["reconcile"]
    assert steps[3].accessibleName() == "Sign, Finalise first."


def test_arrow_keys_walk_the_steps_that_can_be_reached(look: Look, qtbot: QtBot) -> None:
    spine = Spine(look)
    qtbot.addWidget(spine)
    spine.set_steps(STEPS)
    with qtbot.waitActive(spine):
        spine.show()
        spine.activateWindow()
    steps = spine.findChildren(QAbstractButton)
    steps[0].setFocus()
    for _ in range(4):
        qtbot.keyClick(spine.focusWidget(), Qt.Key.Key_Right)
    assert steps[2].hasFocus()
    with qtbot.waitSignal(spine.step_chosen):
        qtbot.keyClick(steps[2], Qt.Key.Key_Space)


def test_new_states_keep_the_focus_of_the_spine(look: Look, qtbot: QtBot) -> None:
    spine = Spine(look)
    qtbot.addWidget(spine)
    spine.set_steps(STEPS)
    with qtbot.waitActive(spine):
        spine.show()
        spine.activateWindow()
    spine.findChildren(QAbstractButton)[1].setFocus()
    spine.set_steps(STEPS)
    assert spine.focusWidget() is spine.findChildren(QAbstractButton)[1]


def test_a_figure_of_the_strip_names_itself_when_clicked(look: Look, qtbot: QtBot) -> None:
    strip = ProgressStrip(
        look, [ProgressPart("lines", "Lines", "60", "72", 60 / 72), ProgressPart("ex", "Exceptions", "3")]
    )
    qtbot.addWidget(strip)
    strip.resize(700, 60)
    strip.show()
    lines, exceptions = strip.findChildren(QAbstractButton)
    assert lines.accessibleName() == "Lines: 60 / 72"
    with qtbot.waitSignal(strip.part_clicked) as clicked:
        qtbot.mouseClick(exceptions, Qt.MouseButton.LeftButton)
    assert clicked.args == ["ex"]


def test_search_is_told_once_after_the_typing_pauses(look: Look, qtbot: QtBot) -> None:
    field = SearchField(look, "Search", clear_text="Clear", delay_ms=30)
    qtbot.addWidget(field)
    field.show()
    told: list[str] = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field.findChild(QLineEdit), "pump")
    assert told == []
    qtbot.waitUntil(lambda: told == ["pump"])


def test_escape_empties_the_search_and_then_leaves(look: Look, qtbot: QtBot) -> None:
    field = SearchField(look, "Search", clear_text="Clear")
    qtbot.addWidget(field)
    field.show()
    field.set_text("pump")
    inner = field.findChild(QLineEdit)
    with qtbot.waitSignal(field.searched) as told:
        qtbot.keyClick(inner, Qt.Key.Key_Escape)
    assert told.args == [""]
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(inner, Qt.Key.Key_Escape)


def test_an_error_stands_below_its_field_and_goes_away(look: Look, qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field(look, "Date", editor, hint="Day, month, year")
    qtbot.addWidget(field)
    field.show()
    field.set_error("There is no 31 February.")
    assert field.error == "There is no 31 February."
    assert editor.accessibleDescription() == "There is no 31 February."
    assert editor.property("invalid") is True
    field.set_error(None)
    assert field.error is None
    assert editor.accessibleDescription() == "Day, month, year"


@pytest.mark.parametrize("kind", BannerKind)
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.OUTDOOR])
def test_a_banner_uses_none_of_the_colours_of_outcomes(
    look: Look, qtbot: QtBot, kind: BannerKind, choice: ThemeChoice
) -> None:
    banner = Banner(look, close_text="Close")
    qtbot.addWidget(banner)
    look.choose(choice)
    banner.show_message(kind, "The disk is full.", action="Try again")
    banner.resize(600, 60)
    c = look.theme.colours
    reserved = {each.rgb() for each in (c.good, c.amber, c.red, c.good_soft, c.amber_soft, c.red_soft)}
    picture = banner.grab().toImage()
    assert (
        not {picture.pixel(x, y) for x in range(picture.width()) for y in range(0, picture.height(), 3)}
        & reserved
    )


def test_a_banner_offers_its_action_and_can_be_closed(look: Look, qtbot: QtBot) -> None:
    banner = Banner(look, close_text="Close")
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.show_message(BannerKind.ERROR, "The disk is full.", action="Try again")
    with qtbot.waitSignal(banner.action_triggered):
        banner.findChild(QPushButton).click()
    with qtbot.waitSignal(banner.closed):
        banner.findChild(QToolButton).click()
    assert banner.isHidden()


def test_waiting_shows_only_when_it_lasts_and_can_then_be_cancelled(look: Look, qtbot: QtBot) -> None:
    busy = BusyIndicator(look, cancel_text="Cancel", show_after_ms=20, cancel_after_ms=60)
    qtbot.addWidget(busy)
    busy.start("Reading the list…")
    assert busy.isHidden()
    qtbot.waitUntil(busy.isVisible)
    cancel = busy.findChild(QPushButton)
    qtbot.waitUntil(cancel.isVisible)
    busy.set_progress(3, 10)
    assert busy.findChild(QProgressBar).value() == 3
    with qtbot.waitSignal(busy.cancelled):
        cancel.click()
    busy.stop()
    assert busy.isHidden()


def test_short_waiting_is_never_seen(look: Look, qtbot: QtBot) -> None:
    busy = BusyIndicator(look, cancel_text="Cancel", show_after_ms=30)
    qtbot.addWidget(busy)
    busy.start("Saving…")
    busy.stop()
    qtbot.wait(60)
    assert busy.isHidden()


def test_a_cut_label_keeps_its_whole_text(look: Look, qtbot: QtBot) -> None:
    label = ElidedLabel(look, "The handover of seventy-two vehicles to the border police")
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    label.grab()
    assert label.text() == label.toolTip() == label.accessibleName()
    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""


def test_an_empty_place_offers_the_way_to_begin(look: Look, qtbot: QtBot) -> None:
    state = EmptyState(look, "clipboard-list", "No handovers yet", "A handover begins with a list.")
    qtbot.addWidget(state)
    state.add_step("1", "Import the list.")
    action = state.add_action("Import a list", primary=True, icon="upload")
    state.resize(320, 400)
    state.show()
    assert action.isVisible()
    assert action.width() >= action.sizeHint().width()


def test_the_wheel_leaves_a_number_without_focus_alone(look: Look, qtbot: QtBot) -> None:
    number = NumberInput(0, 100, accessible_name="Presented")
    qtbot.addWidget(number)
    number.setValue(7)
    number.show()
    number.clearFocus()
    number.stepUp()
    assert number.value() == 8
    turned = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(number, turned)
    assert number.value() == 8


def test_return_presses_the_button_that_has_the_focus(look: Look, qtbot: QtBot) -> None:
    made = button(look, "Choose a file")
    qtbot.addWidget(made)
    pressed: list[bool] = []
    made.clicked.connect(lambda: pressed.append(True))

    qtbot.keyClick(made, Qt.Key.Key_Return)

    assert len(pressed) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_arrow_that_leads_on_stands_behind_its_word_and_points_on(
    look: Look, qtbot: QtBot, language: str
) -> None:
    turn(language)
    onward, back = button(look, "Word", icon_name="arrow-right"), button(look, "Word", icon_name="arrow-left")
    for made in (onward, back):
        qtbot.addWidget(made)
    assert back.isRightToLeft() is QGuiApplication.isRightToLeft()
    assert onward.isRightToLeft() is not QGuiApplication.isRightToLeft()
    drawn = [made.icon().pixmap(24, 24).toImage() for made in (onward, back)]
    assert drawn[0].flipped(Qt.Orientation.Horizontal) == drawn[1]
