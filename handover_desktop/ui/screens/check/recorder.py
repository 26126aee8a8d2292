"""Recording: what is asked for looks pending until the commit, and as before where it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from handover_desktop.domain.checks import CheckRecord, Method, Outcome
from handover_desktop.domain.errors import EnvironmentFault, HandoverError
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.checking import again
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.widgets.item_model import ItemModel

if TYPE_CHECKING:
    from handover_desktop.ui.screens.check.finding_form import FindingForm


class Recorder(QObject):
    """One record at a time, for the screen that is its parent.

    *Signals:* `recorded(ChangeSet)`, `undone(ChangeSet)`, `redone(ChangeSet)` and `taken_back(ChangeSet)` after the
    commit.
    """

    recorded = Signal(object)
    undone = Signal(object)
    redone = Signal(object)
    taken_back = Signal(object)

    def __init__(self, context: UiContext, model: ItemModel, form: FindingForm, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._checking = context.services.checking
        self._model = model
        self._form = form
        self._screen = parent
        self.is_busy = False
        self._key = 0
        self._recorded_in: HandoverId | None = None
        self._is_unwanted = False
        self._redoable: list[tuple[tuple[ItemId, CheckRequest], ...]] = []

    def record(self, items: tuple[ItemId, ...], request: CheckRequest, *, key: int = 0) -> None:
        """Record `request` for all `items` or for none; `key` is the number of the early key that asked for it."""
        if not self.is_busy:
            self._key, self._recorded_in, self._is_unwanted = key, None, False
            self.forget()
        self._start(
            lambda: self._checking.record_many(items, request),
            self._recorded,
            items=items,
            outcome=request.outcome,
        )

    def resolve(self, item: ItemId, record: CheckRecord, *, method: Method) -> None:
        """Record once more what `record` states, in place of all results that stand."""
        if record.finding is not None:
            request = again(record, method)
            self.forget()
            self._start(lambda: self._checking.record(item, request), self._recorded, items=(item,))

    def undo(self, handover: HandoverId) -> None:
        """Take back the newest act of this laptop; `redo` records it again."""
        checking = self._checking
        taken: list[tuple[tuple[ItemId, CheckRequest], ...]] = []

        def work() -> ChangeSet:
            taken.append(checking.last_requests(handover))
            return checking.undo_last(handover)

        def done(changes: ChangeSet) -> None:
            self._redoable.append(taken[0])
            self._undone(changes)

        self._start(work, done)

    def redo(self) -> None:
        """Record again what was undone last, unless something was recorded since."""
        if self.is_busy or not self._redoable:
            return
        found = self._redoable[-1]

        def done(changes: ChangeSet) -> None:
            self._redoable.pop()
            self._key = 0
            self._redone(changes)

        self._start(lambda: self._checking.record_each(found), done, items=tuple(item for item, _ in found))

    @property
    def can_redo(self) -> bool:
        """Whether something was undone and nothing recorded since."""
        return bool(self._redoable)

    def forget(self) -> None:
        """Let go of what was undone: something else is recorded now."""
        self._redoable.clear()

    def take_back(self, key: int) -> None:
        """Take back what the early key of that number did: also what is still being recorded, or only asked for."""
        if self._form.unfinished is not None and self._form.draft is None:
            self._form.put_away()
        if key != self._key:
            return
        handover, self._recorded_in = self._recorded_in, None
        if self.is_busy:
            self._is_unwanted = True
        elif handover is not None:
            self._start(lambda: self._checking.undo_last(handover), self._taken_back)

    def _start(
        self,
        work: Callable[[], ChangeSet],
        done: Callable[[ChangeSet], None],
        *,
        items: tuple[ItemId, ...] = (),
        outcome: Outcome | None = None,
    ) -> None:
        if self.is_busy:
            return
        self.is_busy = True
        self._model.set_pending(items)
        self._form.bar.set_pending(outcome)
        self._context.operations.command(
            work, initiator=self._screen, done=done, failed=self._fail, settled=self._settle
        )

    def _recorded(self, changes: ChangeSet) -> None:
        self._settle()
        self._model.refresh(changes.items)
        self._recorded_in = changes.handover
        self.recorded.emit(changes)
        if self._is_unwanted:
            self.take_back(self._key)

    def _undone(self, changes: ChangeSet) -> None:
        self._settle()
        self._model.refresh(changes.items)
        self.undone.emit(changes)

    def _redone(self, changes: ChangeSet) -> None:
        self._settle()
        self._model.refresh(changes.items)
        self.redone.emit(changes)

    def _taken_back(self, changes: ChangeSet) -> None:
        self._settle()
        self._model.refresh(changes.items)
        self.taken_back.emit(changes)

    def _fail(self, error: HandoverError) -> None:
        """Say it beside the outcomes; what the surroundings did is said whole along the top of the window."""
        is_told = isinstance(error, EnvironmentFault)
        shorter = self._context._("This is not saved. The message above says why.")
        self._form.refuse(shorter if is_told else self._context.messages.sentence(error))

    def _settle(self) -> None:
        """Let go of the pending marks, whatever became of the record."""
        self.is_busy = False
        self._model.set_pending(())
        self._form.bar.set_pending(None)
