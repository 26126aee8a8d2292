"""Watches the clock of the laptop while the window is open, and says where it went back until someone has seen it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from handover_desktop.domain.clock import ClockJump, went_back
from handover_desktop.i18n import Translator
from handover_desktop.services.changes import ChangeSet, Kind
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.banner import Banner, BannerKind

if TYPE_CHECKING:
    from handover_desktop.formats import Formats
    from handover_desktop.services.desk import Services

_LOOK_EVERY_MS: Final = 15_000


class ClockWatch(QObject):
    """The banner about the clock, and what fills it; `begin` for each register that is opened."""

    def __init__(self, look: Look, _: Translator, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._ = _
        self._operations = operations
        self._services: Services | None = None
        self._formats: Formats | None = None
        self._seen_at: datetime | None = None
        self._since = QElapsedTimer()
        self.banner = Banner(look, close_text=_("Dismiss"))
        self.banner.action_triggered.connect(self._acknowledge)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look_at_clock)
        operations.changed.connect(self._take_note)

    def begin(self, services: Services, formats: Formats) -> None:
        """Compare the clock with the newest record of this register, and go on watching."""
        self._services, self._formats = services, formats
        self._remember()
        self._timer.start()
        self._notice(services.clock.notice)

    def end(self) -> None:
        """Watch no more: the register is closed, or nothing can be noted in it."""
        self._timer.stop()
        self._services = None

    def look_at_clock(self) -> None:
        """Compare the clock with the time that has gone by since it was last looked at."""
        services, seen = self._services, self._seen_at
        if services is None or seen is None:
            return
        elapsed = timedelta(milliseconds=self._since.elapsed())
        self._remember()
        if went_back(self._seen_at or seen, seen + elapsed):
            self._notice(lambda: services.clock.notice(seen=seen, elapsed=elapsed))

    def _remember(self) -> None:
        assert self._services is not None
        self._seen_at = self._services.workplace.now()
        self._since.restart()

    def _notice(self, look: Callable[[], ChangeSet]) -> None:
        self._operations.command(look, initiator=self, done=lambda _changes: self._read(), label=None)

    def _read(self) -> None:
        services = self._services
        if services is not None:
            self._operations.query(services.clock.unseen, initiator=self, done=self._show, label=None)

    def _take_note(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Look at the clock after every act too."""
        if initiator is not self:
            self.look_at_clock()
        if self._services is not None and Kind.CLOCK in changes.kinds:
            self._read()

    def _show(self, jumps: tuple[ClockJump, ...]) -> None:
        if not jumps:
            self.banner.dismiss()
            return
        self.banner.show_message(
            BannerKind.WARNING,
            self._say(jumps),
            action=self._("I have seen it"),
            closable=False,
        )

    def _say(self, jumps: tuple[ClockJump, ...]) -> str:
        assert self._formats is not None
        newest = jumps[-1]
        before, after = map(self._formats.zoned, (newest.before, newest.after))
        return self._.n(
            "The clock of this laptop went back: it showed {before}, then {after}. The journal says so, and the order "
            "of the entries is kept by their numbers. Set the clock right, then confirm it on the check.",
            "The clock of this laptop went back {count} times: last it showed {before}, then {after}. The journal says "
            "so, and the order of the entries is kept by their numbers. Set the clock right, then confirm it on the "
            "check.",
            len(jumps),
            before=before,
            after=after,
        )

    def _acknowledge(self) -> None:
        services = self._services
        if services is not None:
            self._operations.command(services.clock.acknowledge, initiator=self)
