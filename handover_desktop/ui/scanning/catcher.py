"""Catches scans wherever the focus is: keys are held for an instant, and typed again when a hand sent them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from handover_desktop.ui.scanning.bursts import DOWN_MS, HAND_MS, Burst, BurstDetector, KeyKind, Step, Stroke
from handover_desktop.ui.scanning.keys import (
    copy_of,
    is_editor,
    kind_of,
    latin_of,
    selected_text,
    stroke_of,
    take_back,
    type_again,
)

_LATE_MS: Final = 8
_JOINED_MS: Final = 2 * HAND_MS
"""How soon after its first key the rest of a scan comes whose first key was taken for a hand's."""
_KEYS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


@dataclass
class _Early:
    """A key that acted as a hand's while it was still down, after less time than a hand takes at the least."""

    number: int
    stroke: Stroke
    key: int
    editor: QObject | None
    replaced: str = ""
    up_at: float | None = None

    def begins(self, burst: Burst) -> bool:
        """Tell whether it was no hand's but the first key of `burst`: up again sooner than a hand, then the rest."""
        if self.up_at is None or self.up_at - self.stroke.at >= HAND_MS:
            return False
        return 0 <= burst.strokes[0].at - self.stroke.at <= _JOINED_MS


class ScanCatcher(QObject):
    """Watches whatever has the focus in the window of `place` while `place` is shown.

    Time is that of the events; where they bear none, that of their arrival. `clock` gives milliseconds, and is the
    process's own where none is given. A first key waits until a hand would have let go of it; where that can be taken
    back, in text and for the letters `quick`, it waits for less, but never less than `slowest`.
    *Signals:* `scanned(Burst)`, while `editor` is what a person was writing in; `held(str)` with the Latin letter of
    a first key that is held, and with nothing when it is clear who sent it; `mistaken(int, float)` before `scanned`
    where the scan's first key had acted as a hand's: the number that `acting` had then, and for how many milliseconds
    that key was down.
    """

    scanned = Signal(object)
    held = Signal(str)
    mistaken = Signal(int, float)

    def __init__(self, place: QWidget, *, clock: Callable[[], float] | None = None) -> None:
        super().__init__(place)
        self._place = place
        self._since = QElapsedTimer()
        self._since.start()
        self._clock = clock or (lambda: self._since.nsecsElapsed() / 1e6)
        self.detector = BurstDetector()
        self._held: list[QKeyEvent] = []
        self._swallowed: dict[int, float] = {}
        self._arrived = 0.0
        self._is_typing = False
        self.quick: frozenset[str] = frozenset()
        self.slowest = 0.0
        self.acting = 0
        """The number of the early key that acts right now, 0 for none."""
        self.editor: QLineEdit | QPlainTextEdit | QTextEdit | None = None
        """The field that had the focus when the last scan came, None where it was no field for text."""
        self._early: _Early | None = None
        self._early_keys = 0
        self._was_late = False
        self._watched: QObject | None = None
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._expire)
        place.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    @property
    def is_holding(self) -> bool:
        """Whether keys wait for it to become clear who sent them."""
        return self.detector.is_holding

    @Slot()
    def _follow(self) -> None:
        """Watch what has the focus, if it is in this window and the place is shown.

        Without arguments: what has lost the focus may be half destroyed, and must not become known to Python.
        """
        new = QApplication.focusWidget()
        self._settle(self.detector.abandon())
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        wanted: QWidget | None = None
        if new is not None and self._place.isVisible() and new.window() is self._place.window():
            wanted = new
        self._watched = wanted
        if wanted is not None:
            wanted.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold keys of what has the focus; begin and end with the place."""
        if watched is self._place and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            QTimer.singleShot(0, self, self._follow)
        if watched is not self._watched or self._is_typing:
            return False
        if event.type() in _KEYS and isinstance(event, QKeyEvent):
            return self._take(event)
        if event.type() == QEvent.Type.MouseButtonPress:
            self._settle(self.detector.abandon())
        return False

    def _take(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease:
            return self._take_release(event)
        at = self._time_of(event)
        kind = kind_of(event, begins=not self.detector.awaits(at))
        if kind is None:
            return False
        if not self.detector.is_holding:
            self.detector.down_ms = self._patience_for(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if self.detector.would_keep(kind, at):
                event.accept()
                return True
            self._settle(self.detector.abandon())
            return False
        return self._take_press(event, kind, at)

    def _take_press(self, event: QKeyEvent, kind: KeyKind, at: float) -> bool:
        step = self.detector.press(kind, stroke_of(event, at))
        self._settle(step)
        if not step.keep:
            return False
        self._arrived, self._was_late = self._clock(), False
        self._swallowed[event.key()] = at
        if self.detector.is_holding:
            self._held.append(copy_of(event))
            self._timer.start(int(self._wait) + 1)
            if len(self._held) == 1:
                self.held.emit(latin_of(event))
        return True

    def _patience_for(self, event: QKeyEvent) -> float:
        can_be_undone = is_editor(self._watched) or latin_of(event) in self.quick
        return max(DOWN_MS if can_be_undone else HAND_MS, self.slowest)

    def _take_release(self, event: QKeyEvent) -> bool:
        early = self._early
        if early is not None and event.key() == early.key and early.up_at is None:
            early.up_at = self._time_of(event)
        is_repeated = event.isAutoRepeat() and not self.detector.is_holding
        if event.key() not in self._swallowed or is_repeated:
            return False
        if self._held:
            self._held.append(copy_of(event))
            self.detector.let_go(self._time_of(event) - self._swallowed[event.key()])
            passed = self._clock() - self._arrived
            self._timer.start(max(int(self._wait - passed), 0) + 1)
        else:
            self._swallowed.pop(event.key())
        return True

    @property
    def _wait(self) -> float:
        stroke, deadline = self.detector.last_at, self.detector.deadline
        return deadline - stroke if deadline is not None else 0.0

    def _time_of(self, event: QKeyEvent) -> float:
        return float(event.timestamp()) or self._clock()

    def _expire(self) -> None:
        """Decide, but where the window was busy, let the keys through first that came meanwhile."""
        late = self._clock() - self._arrived - self._wait
        if late > _LATE_MS and not self._was_late:
            self._was_late = True
            self._timer.start(2)
            return
        down = self.detector.held_down
        if down is None or self.detector.down_ms >= HAND_MS:
            self._settle(self.detector.abandon())
            return
        self._act_early(down)

    def _act_early(self, stroke: Stroke) -> None:
        """Let a key act that is still down, and remember what it did until it is clear that a hand sent it."""
        editor = self._watched if is_editor(self._watched) else None
        replaced = selected_text(editor) if editor is not None else ""
        self._early_keys += 1
        self._early = _Early(self._early_keys, stroke, self._held[0].key(), editor, replaced)
        self.acting = self._early_keys
        try:
            self._settle(self.detector.abandon())
        finally:
            self.acting = 0

    def _whole(self, burst: Burst) -> Burst:
        """Return `burst` with the first key that it may have lost; what that did is taken back."""
        early, self._early = self._early, None
        if early is None or early.up_at is None or not early.begins(burst):
            return burst
        if early.editor is not None and shiboken6.isValid(early.editor):
            self._is_typing = True
            try:
                take_back(early.editor, early.replaced)
            finally:
                self._is_typing = False
        self.mistaken.emit(early.number, early.up_at - early.stroke.at)
        before = takewhile(lambda stroke: stroke is not early.stroke, burst.before)
        return replace(burst, strokes=(early.stroke, *burst.strokes), before=tuple(before))

    def _settle(self, step: Step) -> None:
        """Tell a scan that is complete, or type again what a hand sent."""
        if step.burst is None and not step.release:
            return
        self._timer.stop()
        held, self._held = self._held, []
        self.held.emit("")
        if step.burst is not None:
            self.editor = self._watched if is_editor(self._watched) else None
            self.scanned.emit(self._whole(step.burst))
            return
        for event in held:
            self._swallowed.pop(event.key(), None)
        self._is_typing = True
        try:
            for event in held:
                type_again(event)
        finally:
            self._is_typing = False
