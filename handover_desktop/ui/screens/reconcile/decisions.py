"""What a person decides at the end of the reconciliation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.states import State
from handover_desktop.services.changes import ChangeSet
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class Decisions(QWidget):
    """Closing what stays open as not checked, and saying that the handover is reconciled.

    *Signals:* `show_open_asked()`.
    """

    show_open_asked = Signal()

    def __init__(self, context: UiContext, initiator: QObject) -> None:
        super().__init__()
        self._context = context
        self._ = context._
        self._initiator = initiator
        self._handover: HandoverId | None = None
        self._open_count = 0
        look = context.look
        self._open_title = text_label(look, "", TextStyle.LARGE, strong=True)
        self.show_open = button(look, self._("Show them"))
        self.close_open = button(look, "")
        self.confirmation = Banner(look, close_text=self._("Cancel"))
        self._state_title = text_label(look, "", TextStyle.LARGE, strong=True)
        self._state_text = text_label(look, "", tone="muted")
        self._refusal = Banner(look, close_text=self._("Dismiss"))
        self.go_on = button(look, "", role="primary", icon_name="arrow-right", large=True)
        self.reopen = button(look, self._("Open the check again"), role="quiet", icon_name="undo-2")
        writes(context, self.close_open, self.reopen)
        self._lay_out()
        self.show_open.clicked.connect(self.show_open_asked)
        self.close_open.clicked.connect(self._ask_to_close)
        self.confirmation.action_triggered.connect(self._close)
        self.go_on.clicked.connect(self._go_on)
        self.reopen.clicked.connect(self._reopen)
        self.setEnabled(False)  # until it is known what there is to decide

    def _lay_out(self) -> None:
        look, space = self._context.look, self._context.look.theme.space
        self._open_card = Card(look)
        note = self._(
            "They can be closed as not checked. It is printed so in Annex 3, and each can still be checked."
        )
        self._open_card.body.addWidget(self._open_title)
        self._open_card.body.addWidget(text_label(look, note, tone="muted"))
        for made in (self.show_open, self.close_open):
            as_target(made)
            self._open_card.body.addWidget(made)
        self._open_card.body.addWidget(self.confirmation)
        state = Card(look)
        for widget in (self._state_title, self._state_text, self._refusal, self.go_on, self.reopen):
            state.body.addWidget(widget)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space(4))
        rows.addWidget(self._open_card)
        rows.addWidget(state)

    def show_standing(self, handover: Handover, *, errors: int, open_count: int) -> None:
        """Offer what the state of `handover` allows."""
        _ = self._
        self.setEnabled(True)
        self._handover = handover.id
        self._state = handover.state
        frozen = handover.state.is_frozen
        self._open_card.setVisible(open_count > 0 and not frozen)
        self._open_title.setText(
            _.n("{count} item is not checked yet.", "{count} items are not checked yet.", open_count)
        )
        self.close_open.setText(
            _.n("Close {count} item as not checked…", "Close {count} items as not checked…", open_count)
        )
        self._open_count = open_count
        self.confirmation.dismiss()
        title, text = self._say_state(handover.state, errors)
        self._state_title.setText(title)
        self._state_text.setText(text)
        self._state_text.setVisible(bool(text))
        reconciled = handover.state is State.RECONCILED
        self.go_on.setText(
            _("Go on to sign") if frozen else _("Go on to finalise") if reconciled else _("Reconciled, go on")
        )
        self.go_on.setEnabled(frozen or not errors)
        self.go_on.setVisible(handover.state is not State.CANCELLED)
        self.reopen.setVisible(reconciled)

    def _say_state(self, state: State, errors: int) -> tuple[str, str]:
        _ = self._
        if state is State.CANCELLED:
            return _("This handover is cancelled."), ""
        if state.is_frozen:
            return _("The protocol is finalised."), _("Its content is frozen; this is how it stood.")
        if errors:
            stops = _.n("{count} point stops finalising.", "{count} points stop finalising.", errors)
            return stops, _("Each entry on the left leads to where it is settled.")
        if state is State.RECONCILED:
            return _("Reconciled."), _("The differences are settled. The protocol can be finalised.")
        return _("Nothing stops finalising."), _("When the parties agree on the differences, go on.")

    def _ask_to_close(self) -> None:
        count = self._open_count
        text = self._.n(
            "{count} item is recorded as not checked. Nobody looked at it, and the protocol says so.",
            "{count} items are recorded as not checked. Nobody looked at them, and the protocol says so.",
            count,
        )
        action = self._.n("Close {count} item", "Close {count} items", count)
        self.confirmation.show_message(BannerKind.INFO, text, action=action)

    def _close(self) -> None:
        handover = self._handover
        if handover is not None:
            self.confirmation.dismiss()
            self._run(lambda: self._context.services.reconciling.close_open_as_not_checked(handover))

    def _reopen(self) -> None:
        handover = self._handover
        if handover is not None:
            self._run(lambda: self._context.services.handovers.reopen_check(handover))

    def _go_on(self) -> None:
        handover = self._handover
        if handover is None:
            return
        if self._state is State.CHECKING:
            self._run(
                lambda: self._context.services.reconciling.mark_reconciled(handover),
                done=lambda _changes: self._context.navigation.open_handover(handover, Step.SIGN),
            )
        else:
            self._context.navigation.open_handover(handover, Step.SIGN)

    def _run(
        self, work: Callable[[], ChangeSet], *, done: Callable[[ChangeSet], object] | None = None
    ) -> None:
        self._refusal.dismiss()
        self._context.operations.command(work, initiator=self._initiator, done=done, failed=self._refuse)

    def _refuse(self, error: HandoverError) -> None:
        self._refusal.show_message(BannerKind.ERROR, self._context.messages.sentence(error))
