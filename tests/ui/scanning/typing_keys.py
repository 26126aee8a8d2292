"""Keys as a platform sends them: the override first, then press and release, with time and place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from handover_desktop.ui.scanning.bursts import PAUSE_MS, Suffix
from handover_desktop.ui.scanning.keyboards import US, US_PLAIN, US_SHIFTED, Layout

_EVDEV: Final = (41, *range(2, 14), *range(16, 28), 43, *range(30, 41), *range(44, 54))
_CODES: Final = {
    sign: code + 8 for row in (US_PLAIN, US_SHIFTED) for sign, code in zip(row, _EVDEV, strict=True)
}
_ENDS: Final = {Suffix.ENTER: Qt.Key.Key_Return, Suffix.TAB: Qt.Key.Key_Tab}


def send(
    text: str,
    *,
    key: Qt.Key | None = None,
    at: int = 0,
    down: int = 0,
    scan_code: int = 0,
    shifted: bool = False,
    repeats: bool = False,
) -> None:
    """Press one key where the focus is and release it `down` milliseconds later; without a time where `at` is 0.

    With `repeats` the platform says that the key was down all the time.
    """
    target = QApplication.focusWidget()
    assert target is not None
    code = key.value if key is not None else ord(text.upper()[0])
    modifiers = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
    kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    for kind in kinds:
        event = QKeyEvent(kind, code, modifiers, scan_code, 0, 0, text, repeats)
        event.setTimestamp(at + down if at and kind is QEvent.Type.KeyRelease else at)
        if kind is QEvent.Type.ShortcutOverride:
            event.ignore()
        QCoreApplication.sendEvent(target, event)
        if kind is QEvent.Type.ShortcutOverride and not event.isAccepted() and _press_shortcut(code):
            return


def write_by_hand(text: str) -> None:
    """Type `text` as quickly as a hand can, by the stamps of the keys; it takes no time."""
    for number, sign in enumerate(text):
        send(sign, at=50_000 + number * 60, down=70, shifted=sign.isupper())


def _press_shortcut(code: int) -> bool:
    window = QApplication.activeWindow()
    assert window is not None
    for shortcut in window.findChildren(QShortcut):
        if shortcut.key() == QKeySequence(code) and shortcut.isEnabled():
            shortcut.activated.emit()
            return True
    return False


def scan(
    code: str,
    *,
    layout: Layout = US,
    end: Suffix = Suffix.ENTER,
    every: int = 2,
    places: bool = False,
    start: int = 100_000,
    repeating: bool = False,
) -> None:
    """Type `code` as a scanner of the US layout does, through `layout`; `every` 0 sends no times at all.

    With `repeating` a sign that is sent twice comes as one whose key stays down, which X11 makes of a quick scanner.
    """
    for number, sign in enumerate(code):
        at = start + number * every if every else 0
        send(
            layout.from_us[sign],
            at=at,
            scan_code=_CODES[sign] if places else 0,
            shifted=sign in US_SHIFTED,
            repeats=repeating and sign == code[number - 1 : number],
        )
    if end in _ENDS:
        send(
            "\r" if end is Suffix.ENTER else "\t",
            key=_ENDS[end],
            at=start + len(code) * every if every else 0,
        )
    else:
        QTest.qWait(round(PAUSE_MS) + 15)
