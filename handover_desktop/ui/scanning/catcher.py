"""Catches scans wherever the focus is: keys are held for an instant, and typed again when a hand sent them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from handover_desktop.ui.scanning.bursts import BurstDetector, KeyKind, Step
from handover_desktop.ui.scanning.keys import copy_of, kind_of, latin_of, stroke_of, type_again

_LATE_MS: Final = 8
_KEYS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class ScanCatcher(QObject):
    """Watches whatever has the focus in the window of `place` while `place` is shown.

    Time is that of the events; where they bear none, that of their arrival. `clock` gives milliseconds, and is the
    process's own where none is given.
    *Signals:* `scanned(Burst)`; `held(str)` with the Latin letter of a first key that is held, and with nothing
    when it is clear who sent it.
    """

    scanned = Signal(object)
    held = Signal(str)

    def __init__(self, place: QWidget, *, clock: Callable[[], float] | None = None) -> None:
        super().__init__(place)
        self._place = place
        self._since = QElapsedTimer()
        self._since.start()
        self._clock = clock or (lambda: self._since.nsecsElapsed() / 1e6)
        self.detector = BurstDetector()
        self._held: list[QKeyEvent] = []
        self._swallowed: set[int] = set()
        self._arrived = 0.0
        self._is_typing = False
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

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Watch what has the focus, if it is in this window and the place is shown."""
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
            QTimer.singleShot(0, self, lambda: self._follow(None, QApplication.focusWidget()))
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
        kind = kind_of(event, begins=not self.detector.is_holding)
        if kind is None:
            return False
        at = self._time_of(event)
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
        self._swallowed.add(event.key())
        if self.detector.is_holding:
            self._held.append(copy_of(event))
            self._timer.start(int(self._wait) + 1)
            if len(self._held) == 1:
                self.held.emit(latin_of(event))
        return True

    def _take_release(self, event: QKeyEvent) -> bool:
        if event.key() not in self._swallowed or event.isAutoRepeat():
            return False
        if self._held:
            self._held.append(copy_of(event))
            self.detector.let_go()
            passed = self._clock() - self._arrived
            self._timer.start(max(int(self._wait - passed), 0) + 1)
        else:
            self._swallowed.discard(event.key())
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
        self._settle(self.detector.abandon())

    def _settle(self, step: Step) -> None:
        """Tell a scan that is complete, or type again what a hand sent."""
        if step.burst is None and not step.release:
            return
        self._timer.stop()
        held, self._held = self._held, []
        self.held.emit("")
        if step.burst is not None:
            self.scanned.emit(step.burst)
            return
        self._swallowed -= {event.key() for event in held}
        self._is_typing = True
        try:
            for event in held:
                type_again(event)
        finally:
            self._is_typing = False
