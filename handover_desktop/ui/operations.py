"""Work off the window's thread: the only thread code of the program."""

from __future__ import annotations

import enum
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Signal, Slot

from handover_desktop.domain.errors import DomainError, EnvironmentFault, HandoverError
from handover_desktop.services.changes import ChangeSet
from handover_desktop.ui.garbage import WindowCollector

T = TypeVar("T")


class Writes(enum.Enum):
    """How the writing stands; only IDLE means that everything shown as done is on the disk."""

    IDLE = "idle"
    PENDING = "pending"
    FAILED = "failed"


class Stopped(Exception):
    """Ends work from within after it was cancelled; it never reaches anyone."""


class Steps:
    """How far a piece of work is: called on the lane's thread with steps done and all, told on the window's.

    Calling it raises Stopped once the work was cancelled, so that long work ends at its next step. `heard` is called
    with steps done and all, at most about twenty times a second and for the last step, while `listener` is there: a
    screen that was left, a window built anew, does not stop the work. It is no object of Qt, for the lane may be the
    last that lets go of it, and would destroy it under the window's hands.
    """

    _PAUSE_MS = 50

    def __init__(
        self, listener: QObject | None = None, heard: Callable[[int, int], object] | None = None
    ) -> None:
        self._listener = listener
        self._heard = heard
        self._stopped = False
        self._since = QElapsedTimer()
        self._pass_on: Callable[[int, int], object] | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._stopped:
            raise Stopped
        pass_on = self._pass_on
        if pass_on is not None and (
            done == total or not self._since.isValid() or self._since.hasExpired(self._PAUSE_MS)
        ):
            self._since.start()
            pass_on(done, total)

    def stop(self) -> None:
        """End the work at its next step."""
        self._stopped = True

    def begin(self, pass_on: Callable[[int, int], object]) -> None:
        """Call `pass_on` on the lane's thread from now on; it has to get the step over to the window's."""
        self._pass_on = pass_on

    def tell(self, done: int, total: int) -> bool:
        """Tell who listens, on the window's thread; return whether the work goes on."""
        if not self._stopped and self._heard is not None:
            if self._listener is None or shiboken6.isValid(self._listener):
                self._heard(done, total)
            else:
                self._heard = None
        return not self._stopped

    def let_go(self) -> None:
        """Let go of who listens, on the window's thread."""
        self._listener = self._heard = self._pass_on = None


class Job:
    """One piece of work under way; made, finished and let go on the window's thread alone."""

    def __init__(
        self,
        work: Callable[[], object],
        *,
        initiator: QObject | None,
        done: Callable[[Any], object] | None,
        failed: Callable[[HandoverError], object] | None,
        settled: Callable[[], object] | None,
        label: str | None,
        writes: bool,
        cancellable: bool,
        steps: Steps | None,
    ) -> None:
        self.work: Callable[[], object] | None = work
        self.initiator = initiator
        self.done = done
        self.failed = failed
        self.settled = settled
        self.label = label
        self.writes = writes
        self.cancellable = cancellable or steps is not None
        self.steps = steps
        self.cancelled = False
        self.succeeded = False
        self.result: object = None
        self.error: BaseException | None = None

    def cancel(self) -> None:
        """End work that has steps at its next one; drop the result, and do not begin what has not begun.

        A write that is past its last step is done and told all the same.
        """
        if self.steps is not None:
            self.steps.stop()
        self.cancelled = self.cancelled or not self.writes

    def run(self) -> None:
        """Do the work on the lane's thread and keep what came of it."""
        if self.cancelled or self.work is None:
            return
        try:
            self.result = self.work()
        except Exception as error:  # noqa: BLE001  every kind crosses to the window's thread, which tells them apart
            self.error = error

    def is_wanted(self) -> bool:
        """Whether someone is still there to take the result."""
        return self.initiator is None or bool(shiboken6.isValid(self.initiator))

    def let_go(self) -> None:
        """Release closures and results here, so that no widget dies on a worker's thread."""
        if self.steps is not None:
            self.steps.let_go()
        self.work = self.done = self.failed = self.settled = self.initiator = None
        self.result = self.error = self.steps = None


class Operations(QObject):
    """Two lanes: *data*, one thread, for everything that touches the register; *compute* for pure work.

    *Signals:* `changed(ChangeSet, initiator)` after every commit; `refused(DomainError)` where no one else shows
    it; `faulted(EnvironmentFault)`; `crashed(str)` with a report; `busy(str, bool)` with what is under way and
    whether it can be cancelled; `stepped(int, int)` with how far that is; `idle()`; `writes_changed(Writes)`.

    The `label` of a piece of work says what is under way; with None, whoever asked shows the waiting.
    """

    changed = Signal(object, object)
    refused = Signal(object)
    faulted = Signal(object)
    crashed = Signal(str)
    busy = Signal(str, bool)
    stepped = Signal(int, int)
    idle = Signal()
    writes_changed = Signal(object)
    _finished = Signal(object)
    _moved = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = ThreadPoolExecutor(1, thread_name_prefix="data")
        self._compute = ThreadPoolExecutor(1, thread_name_prefix="compute")
        self._jobs: list[Job] = []
        self._writes = Writes.IDLE
        self._write_failed = False
        self._closing = False
        self._garbage = WindowCollector(self)
        self._told: tuple[str, bool] | None = None
        self._later: list[Job] = []
        # A timer's turn comes when all events are done that were posted, painting last; a queued call's comes before.
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._begin_later)
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def writes(self) -> Writes:
        """How the writing stands now."""
        return self._writes

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._jobs)

    def command(
        self,
        work: Callable[[], ChangeSet],
        *,
        initiator: QObject,
        done: Callable[[ChangeSet], object] | None = None,
        failed: Callable[[HandoverError], object] | None = None,
        settled: Callable[[], object] | None = None,
        label: str | None = "",
        steps: Steps | None = None,
    ) -> Job:
        """Run a writing use case on the data lane; `done` comes after the commit, then `changed` is broadcast.

        `failed` takes a DomainError to show where it arose, or an EnvironmentFault that the window has shown
        already. `settled` comes last in every case, also after a bug. Work that calls `steps` can be cancelled.
        """
        return self._start(
            self._data,
            Job(
                work, initiator=initiator, done=done, failed=failed, settled=settled, label=label, writes=True,
                cancellable=False, steps=steps,
            ),
        )  # fmt: skip

    def query(
        self,
        work: Callable[[], T],
        *,
        initiator: QObject | None,
        done: Callable[[T], object],
        failed: Callable[[HandoverError], object] | None = None,
        settled: Callable[[], object] | None = None,
        label: str | None = "",
        once_painted: bool = False,
    ) -> Job:
        """Read on the data lane; nothing is broadcast. The result is dropped where the initiator is gone.

        With `once_painted` it begins when what has just changed is painted: both at once slow each other down.
        """
        return self._start(
            self._data,
            Job(
                work, initiator=initiator, done=done, failed=failed, settled=settled, label=label, writes=False,
                cancellable=False, steps=None,
            ),
            later=once_painted,
        )  # fmt: skip

    def compute(
        self,
        work: Callable[[], T],
        *,
        initiator: QObject | None,
        done: Callable[[T], object],
        failed: Callable[[HandoverError], object] | None = None,
        settled: Callable[[], object] | None = None,
        label: str | None = "",
        cancellable: bool = True,
        steps: Steps | None = None,
    ) -> Job:
        """Run pure work on the compute lane; a cancelled one delivers nothing but `settled`."""
        return self._start(
            self._compute,
            Job(
                work, initiator=initiator, done=done, failed=failed, settled=settled, label=label, writes=False,
                cancellable=cancellable, steps=steps,
            ),
        )  # fmt: skip

    def wait(self, job: Job) -> bool:
        """Keep the window alive until `job` is over, and tell whether it succeeded."""
        loop = QEventLoop()
        while job in self._jobs:
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return job.succeeded

    def cancel_running(self) -> None:
        """Cancel whatever is shown as under way and can be cancelled."""
        for job in self._jobs:
            if job.cancellable and job.label is not None:
                job.cancel()
        _end_other_processes()

    def acknowledge_failed_write(self) -> None:
        """Note that the user has read that a write failed; finalising is possible again."""
        self._write_failed = False
        self._tell_writes()

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Wait until every write that was asked for is on the disk or has failed, then end both threads.

        What is read from unknown hands in another process ends at once. `last` runs on the data lane after all
        else: it lets go of the register.
        """
        self._closing = True
        for job in self._jobs:
            if not job.writes:
                job.cancel()
        self._painted.stop()
        _end_other_processes()
        if last is not None:
            self._data.submit(last)
        self._data.shutdown(wait=True)
        self._compute.shutdown(wait=True)
        for job in list(self._jobs):
            self._take(job)
        self._garbage.end()

    def _start(self, lane: ThreadPoolExecutor, job: Job, *, later: bool = False) -> Job:
        if self._closing and not job.writes:
            job.cancel()  # who takes a result at the very end may ask for more: no one waits for that
            return job
        self._jobs.append(job)
        if job.steps is not None:
            job.steps.begin(lambda done, total: self._moved.emit(job, done, total))
        if later:
            self._later.append(job)
            self._painted.start()
        else:
            lane.submit(self._run, job)
        self._tell_writes()
        self._tell_busy()
        return job

    def _begin_later(self) -> None:
        later, self._later = self._later, []
        for job in later:
            self._data.submit(self._run, job)

    def _run(self, job: Job) -> None:
        job.run()
        self._finished.emit(job)

    @Slot(object, int, int)
    def _hear(self, job: Job, done: int, total: int) -> None:
        steps = job.steps if job in self._jobs else None
        if steps is not None and steps.tell(done, total) and job.label is not None:
            self.stepped.emit(done, total)

    @Slot(object)
    def _take(self, job: Job) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        if job.writes:
            self._write_failed = job.error is not None and not isinstance(job.error, DomainError | Stopped)
        self._tell_writes()
        self._tell_busy()
        try:
            self._deliver(job)
        finally:
            job.let_go()

    def _deliver(self, job: Job) -> None:
        if job.error is not None:
            self._deliver_failure(job, job.error)
        elif not job.cancelled:
            job.succeeded = True
            if job.done is not None and job.is_wanted():
                job.done(job.result)
            if job.writes:
                self.changed.emit(job.result, job.initiator if job.is_wanted() else None)
        if job.settled is not None and job.is_wanted():
            job.settled()

    def _deliver_failure(self, job: Job, error: BaseException) -> None:
        if job.cancelled or isinstance(error, Stopped):
            return
        wanted = job.failed if job.is_wanted() else None
        if isinstance(error, EnvironmentFault):
            self.faulted.emit(error)
        elif isinstance(error, DomainError):
            if wanted is None:
                self.refused.emit(error)
        else:
            self.crashed.emit("".join(traceback.format_exception(error)))
            return
        if wanted is not None and isinstance(error, HandoverError):
            wanted(error)

    def _tell_writes(self) -> None:
        pending = any(job.writes for job in self._jobs)
        now = Writes.PENDING if pending else Writes.FAILED if self._write_failed else Writes.IDLE
        if now is not self._writes:
            self._writes = now
            self.writes_changed.emit(now)

    def _tell_busy(self) -> None:
        shown = [job for job in self._jobs if job.label is not None]
        first = max(shown, key=lambda job: bool(job.label), default=None)
        told = (first.label or "", all(job.cancellable for job in shown)) if first is not None else None
        if told == self._told:
            return
        self._told = told
        if told is None:
            self.idle.emit()
        else:
            self.busy.emit(*told)


def _end_other_processes() -> None:
    from handover_desktop.apart import end_all  # nothing that the first list waits for

    end_all()
