"""Keys as events: what they are to a scan, and how they are typed again when a hand turns out to have sent them."""

from __future__ import annotations

from typing import Final, TypeGuard

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from handover_desktop.ui.scanning.bursts import KeyKind, Stroke
from handover_desktop.ui.scanning.keyboards import LAYOUTS, us_sign

_Modifier = Qt.KeyboardModifier
_COMMANDS: Final = _Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier
_MODIFIERS: Final = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
})  # fmt: skip
_EDITORS: Final = (QLineEdit, QPlainTextEdit, QTextEdit)
_ENDS: Final = {
    Qt.Key.Key_Return: KeyKind.ENTER,
    Qt.Key.Key_Enter: KeyKind.ENTER,
    Qt.Key.Key_Tab: KeyKind.TAB,
}


def kind_of(event: QKeyEvent, *, begins: bool) -> KeyKind | None:
    """Return what a key is to a scan, None for one that only modifies others.

    No scan `begins` with a space: it acts at once, as the arrows do; nor with a key that repeats itself. In its midst
    a repeat is a sign sent twice: X11 takes a key that is down again in the same millisecond for one that stays down.
    """
    if event.key() in _MODIFIERS:
        return None
    if event.modifiers() & _COMMANDS or (begins and event.isAutoRepeat()):
        return KeyKind.OTHER
    if event.key() in _ENDS:
        return _ENDS[Qt.Key(event.key())]
    if event.key() == Qt.Key.Key_Space:
        return KeyKind.OTHER if begins else KeyKind.SIGN
    is_sign = len(event.text()) == 1 and event.text().isprintable()
    return KeyKind.SIGN if is_sign or _is_dead(event) else KeyKind.OTHER


def _is_dead(event: QKeyEvent) -> bool:
    return Qt.Key.Key_Dead_Grave.value <= int(event.key()) <= Qt.Key.Key_Dead_Longsolidusoverlay.value


def stroke_of(event: QKeyEvent, at: float) -> Stroke:
    """Return a key as a burst keeps it."""
    shifted = bool(event.modifiers() & _Modifier.ShiftModifier)
    platform = QGuiApplication.platformName()
    sign = us_sign(
        platform, scan_code=event.nativeScanCode(), virtual_key=event.nativeVirtualKey(), shifted=shifted
    )
    return Stroke(event.text()[:1], sign, at)


def copy_of(event: QKeyEvent) -> QKeyEvent:
    """Return a copy that outlives the event."""
    return QKeyEvent(
        event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
        event.nativeModifiers(), event.text(), event.isAutoRepeat(), event.count(),
    )  # fmt: skip


def type_again(event: QKeyEvent) -> None:
    """Let a key that was held act where the focus is, as if it came now: override, then shortcut, then press."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        return
    if event.type() == QEvent.Type.KeyPress and not _overrides(target, event):
        shortcut = _shortcut_for(target, event)
        if shortcut is not None:
            shortcut.activated.emit()
            return
    QCoreApplication.sendEvent(target, event)


def is_editor(target: QObject | None) -> TypeGuard[QLineEdit | QPlainTextEdit | QTextEdit]:
    """Tell whether what has the focus takes signs as text, which can be taken back."""
    return isinstance(target, _EDITORS)


def selected_text(target: QObject) -> str:
    """Return what a sign that is typed into an editor replaces."""
    if isinstance(target, QLineEdit):
        return target.selectedText()
    return target.textCursor().selectedText() if isinstance(target, QPlainTextEdit | QTextEdit) else ""


def take_back(target: QObject, replaced: str) -> None:
    """Take back the sign that was typed last into an editor, and put in what it `replaced`."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(
            target, QKeyEvent(kind, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
        )
    if replaced and isinstance(target, QLineEdit):
        target.insert(replaced)
    elif replaced and isinstance(target, QPlainTextEdit | QTextEdit):
        target.insertPlainText(replaced)


class PutIn:
    """A text that was put in where a person writes; it can be taken out while it still stands there."""

    def __init__(self, editor: QLineEdit | QPlainTextEdit | QTextEdit, text: str) -> None:
        self._editor, self._text = editor, text
        self._replaced = selected_text(editor)
        self._at = -1
        if editor.isReadOnly():
            return
        if isinstance(editor, QLineEdit):
            self._at = editor.selectionStart() if editor.hasSelectedText() else editor.cursorPosition()
            editor.insert(text)
        else:
            self._at = editor.textCursor().selectionStart()
            editor.insertPlainText(text)

    def take_out(self) -> None:
        """Leave the editor as it would be without the text, whatever was written or taken out around it."""
        editor = self._editor
        if self._at < 0 or not shiboken6.isValid(editor):
            return
        at = self._find(editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText())
        if at < 0:
            return
        if isinstance(editor, QLineEdit):
            editor.setSelection(at, len(self._text))
            editor.insert(self._replaced)
            editor.end(False)
        else:
            cursor = QTextCursor(editor.document())
            cursor.setPosition(at)
            cursor.setPosition(at + len(self._text), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(self._replaced)

    def _find(self, written: str) -> int:
        """Return where the text stands: where it was put, or its last place, if something before it changed."""
        return self._at if written.startswith(self._text, self._at) else written.rfind(self._text)


def _overrides(target: QWidget, event: QKeyEvent) -> bool:
    asked = QKeyEvent(
        QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.nativeScanCode(),
        event.nativeVirtualKey(), event.nativeModifiers(), event.text(),
    )  # fmt: skip
    asked.ignore()
    QCoreApplication.sendEvent(target, asked)
    return asked.isAccepted()


def _shortcut_for(target: QWidget, event: QKeyEvent) -> QShortcut | None:
    """Return the shortcut that a plain key means, also typed on a layout without Latin letters."""
    names = {event.text().upper(), latin_of(event)} - {""}
    for shortcut in target.window().findChildren(QShortcut):
        written = shortcut.key().toString(QKeySequence.SequenceFormat.PortableText)
        if written in names and shortcut.isEnabled() and _applies(shortcut, target):
            return shortcut
    return None


def latin_of(event: QKeyEvent) -> str:
    """Return the Latin letter at the key's place where the layout gives none, as the platform's own shortcuts do."""
    text = event.text()
    if text.isascii():
        return text.upper()
    sign = stroke_of(event, 0).position
    return (sign or next((layout.to_us[text] for layout in LAYOUTS if text in layout.to_us), "")).upper()


def _applies(shortcut: QShortcut, target: QWidget) -> bool:
    owner = shortcut.parent()
    if not isinstance(owner, QWidget) or not owner.isVisible() or not owner.isEnabled():
        return False
    if shortcut.context() is Qt.ShortcutContext.WidgetShortcut:
        return owner is target
    if shortcut.context() is Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return owner is target or owner.isAncestorOf(target)
    return True
