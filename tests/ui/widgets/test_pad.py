"""The pad: pen, finger and mouse draw vectors, and no resizing changes them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from handover_desktop.domain.errors import DomainError
from handover_desktop.domain.signatures import Stroke, StrokePoint, check_mark
from handover_desktop.ui.theme import Look, ThemeChoice
from handover_desktop.ui.widgets.signature_pad import SignaturePad, SignaturePanel

NO_BUTTON, LEFT, NO_KEY = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def pad(look: Look, qtbot: QtBot) -> SignaturePad:
    made = SignaturePad(look, accessible_name="Signature")
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.show()
    return made


@pytest.fixture(scope="module")
def pen() -> QPointingDevice:
    kind = QInputDevice.DeviceType.Stylus
    can = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    return QPointingDevice("test pen", 42, kind, QPointingDevice.PointerType.Pen, can, 1, 2)


def draw_with_pen(pad: SignaturePad, pen: QPointingDevice, places: list[tuple[float, float, float]]) -> None:
    kinds = [
        QEvent.Type.TabletPress,
        *[QEvent.Type.TabletMove] * (len(places) - 2),
        QEvent.Type.TabletRelease,
    ]
    for kind, (x, y, pressure) in zip(kinds, places, strict=True):
        moved = kind is QEvent.Type.TabletMove
        button, buttons = (NO_BUTTON if moved else LEFT), LEFT
        at = QPointF(x, y)
        event = QTabletEvent(kind, pen, at, at, pressure, 0, 0, 0, 0, 0, NO_KEY, button, buttons)
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()


def draw_with_mouse(pad: SignaturePad, places: list[tuple[int, int]]) -> None:
    QTest.mousePress(pad, LEFT, NO_KEY, QPoint(*places[0]))
    for place in places[1:]:
        QTest.mouseMove(pad, QPoint(*place))
    QTest.mouseRelease(pad, LEFT, NO_KEY, QPoint(*places[-1]))


def test_a_new_pad_is_empty_and_says_so(pad: SignaturePad) -> None:
    assert pad.is_empty
    assert pad.strokes == ()
    with pytest.raises(DomainError):
        check_mark(pad.strokes)


def test_a_pen_draws_with_its_pressure_between_the_pixels(pad: SignaturePad, pen: QPointingDevice) -> None:
    draw_with_pen(pad, pen, [(60.3, 60, 0.25), (180, 90.6, 0.5), (300, 120, 1.0), (300, 120, 0.0)])
    (stroke,) = pad.strokes
    assert stroke.points == (
        StrokePoint(100, 100, 250),
        StrokePoint(300, 151, 500),
        StrokePoint(500, 200, 1000),
    )
    check_mark(pad.strokes)


def test_the_mouse_draws_at_an_even_pressure(pad: SignaturePad) -> None:
    draw_with_mouse(pad, [(60, 60), (120, 120), (180, 60)])
    (stroke,) = pad.strokes
    assert [(point.x, point.y) for point in stroke.points] == [(100, 100), (200, 200), (300, 100)]
    assert {point.pressure for point in stroke.points} == {500}


def test_only_the_first_finger_draws(pad: SignaturePad) -> None:
    screen = QTest.createTouchDevice()
    QTest.touchEvent(pad, screen).press(0, QPoint(60, 60), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(120, 90), pad).press(1, QPoint(500, 150), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(180, 120), pad).move(1, QPoint(400, 150), pad).commit()
    QTest.touchEvent(pad, screen).release(0, QPoint(240, 60), pad).release(1, QPoint(400, 150), pad).commit()
    (stroke,) = pad.strokes
    assert [(point.x, point.y) for point in stroke.points] == [(100, 100), (200, 150), (300, 200), (400, 100)]


def test_the_right_button_draws_nothing(pad: SignaturePad) -> None:
    QTest.mousePress(pad, Qt.MouseButton.RightButton, NO_KEY, QPoint(60, 60))
    QTest.mouseMove(pad, QPoint(200, 100))
    QTest.mouseRelease(pad, Qt.MouseButton.RightButton, NO_KEY, QPoint(200, 100))
    assert pad.is_empty


def test_a_stroke_that_leaves_the_sheet_ends_at_its_edge(pad: SignaturePad, pen: QPointingDevice) -> None:
    draw_with_pen(pad, pen, [(300, 100, 0.5), (5000, -40, 0.5), (5000, -40, 0.5)])
    assert pad.strokes[0].points[-1] == StrokePoint(1000, 0, 500)


def test_resizing_changes_nothing_that_was_drawn(pad: SignaturePad, pen: QPointingDevice) -> None:
    draw_with_pen(pad, pen, [(60, 60, 0.4), (300, 100, 0.8), (400, 150, 0.6), (400, 150, 0)])
    before = pad.strokes
    for size in ((1500, 500), (300, 100), (317, 400), (600, 200)):
        pad.resize(*size)
        pad.grab()
        assert pad.strokes == before


def test_the_same_movement_on_a_larger_pad_is_the_same_stroke(
    pad: SignaturePad, pen: QPointingDevice
) -> None:
    draw_with_pen(pad, pen, [(60, 60, 0.4), (300, 100, 0.8), (300, 100, 0)])
    pad.resize(1200, 400)
    draw_with_pen(pad, pen, [(120, 120, 0.4), (600, 200, 0.8), (600, 200, 0)])
    assert pad.strokes[0] == pad.strokes[1]


def test_the_last_stroke_can_be_taken_back_and_all_cleared(look: Look, qtbot: QtBot) -> None:
    panel = SignaturePanel(look, accessible_name="Signature", clear_text="Clear", undo_text="Undo")
    qtbot.addWidget(panel)
    undo, clear = panel.findChildren(QPushButton)
    assert not undo.isEnabled()
    one, two = (Stroke((StrokePoint(at, 10), StrokePoint(at + 300, 90))) for at in (0, 200))
    panel.pad.set_strokes((one, two))
    with qtbot.waitSignal(panel.changed):
        undo.click()
    assert panel.strokes == (one,)
    clear.click()
    assert panel.strokes == ()
    assert not clear.isEnabled()


def test_the_sheet_is_white_and_the_ink_dark_in_the_dark_theme(look: Look, pad: SignaturePad) -> None:
    pad.set_strokes((Stroke((StrokePoint(100, 100, 1000), StrokePoint(900, 100, 1000))),))
    look.choose(ThemeChoice.DARK)
    picture = pad.grab().toImage()
    assert picture.pixelColor(300, 20) == QColor("#FFFFFF")
    assert picture.pixelColor(300, 60).lightness() < 60


def test_times_change_nothing_of_the_picture(look: Look, qtbot: QtBot) -> None:
    plain, timed = (
        SignaturePad(look, accessible_name="Signature", keeps_times=keeps) for keeps in (False, True)
    )
    for pad in (plain, timed):
        qtbot.addWidget(pad)
        pad.resize(600, 200)
        pad.show()
        draw_with_mouse(pad, [(60, 60), (180, 120), (240, 60)])
        draw_with_mouse(pad, [(300, 60), (330, 120)])
    assert timed.grab().toImage() == plain.grab().toImage()
    times = [point.at for stroke in timed.strokes for point in stroke.points]
    assert times[0] == 0
    assert None not in times
    assert all(point.at is None for stroke in plain.strokes for point in stroke.points)
