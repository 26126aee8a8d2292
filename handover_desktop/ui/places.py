"""The places of the window and how a handover's state lays out its five steps."""

from __future__ import annotations

import enum
from importlib import import_module
from typing import TYPE_CHECKING, Final

from handover_desktop.domain.states import State
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.widgets.spine import SpineStep, StepState

if TYPE_CHECKING:
    from handover_desktop.services.views import HandoverSummary


class Place(enum.StrEnum):
    """A room or a step; rooms belong to the register, steps to the one open handover."""

    HANDOVERS = "handovers"
    ASSETS = "assets"
    JOURNAL = "journal"
    SETTINGS = "settings"
    IMPORT = "import"
    PREPARE = "prepare"
    CHECK = "check"
    RECONCILE = "reconcile"
    SIGN = "sign"
    CLOSE = "close"


ROOMS: Final = {
    Place.HANDOVERS: N_("Handovers"),
    Place.ASSETS: N_("Assets"),
    Place.JOURNAL: N_("Journal"),
    Place.SETTINGS: N_("Settings"),
}

STEPS: Final = {
    Step.PREPARE: N_("Prepare"),
    Step.CHECK: N_("Check"),
    Step.RECONCILE: N_("Reconcile"),
    Step.SIGN: N_("Sign"),
    Step.CLOSE: N_("Close"),
}

_SCREENS: Final = {
    Place.HANDOVERS: ("start.handovers", "HandoversScreen"),
    Place.ASSETS: ("start.assets", "AssetsScreen"),
    Place.JOURNAL: ("start.journal", "JournalScreen"),
    Place.SETTINGS: ("settings", "SettingsScreen"),
    Place.IMPORT: ("prepare.importing", "ImportScreen"),
    Place.PREPARE: ("prepare", "PrepareScreen"),
    Place.CHECK: ("check", "CheckScreen"),
    Place.RECONCILE: ("reconcile", "ReconcileScreen"),
    Place.SIGN: ("sign", "SignScreen"),
    Place.CLOSE: ("close", "CloseScreen"),
}

_STANDS_AT: Final = {
    State.PREPARING: Step.PREPARE,
    State.CHECKING: Step.CHECK,
    State.RECONCILED: Step.SIGN,
    State.FINALISED: Step.SIGN,
    State.SIGNED: Step.CLOSE,
    State.CLOSED: Step.CLOSE,
    State.CANCELLED: Step.PREPARE,
}

_FURTHEST: Final = {
    State.PREPARING: Step.CHECK,
    State.CHECKING: Step.SIGN,
    State.RECONCILED: Step.SIGN,
    State.FINALISED: Step.CLOSE,
    State.SIGNED: Step.CLOSE,
    State.CLOSED: Step.CLOSE,
    State.CANCELLED: Step.CHECK,
}


def make_screen(place: Place, context: UiContext) -> Screen:
    """Load and make the screen of `place`; each is loaded on the first visit."""
    module, name = _SCREENS[place]
    found: type[Screen] = getattr(import_module(f"handover_desktop.ui.screens.{module}"), name)
    return found(context)


_UNNEEDED: Final = (Step.CHECK, Step.RECONCILE)
"""The steps that a symbolic handover does not have."""


def step_of(state: State) -> Step:
    """Return the step at which a handover in `state` stands."""
    return _STANDS_AT[state]


def is_reachable(step: Step, summary: HandoverSummary) -> bool:
    """Tell whether a step can be entered, be it only to look."""
    order = list(Step)
    if summary.symbolic:
        if step in _UNNEEDED or summary.state is State.CANCELLED:
            return step is Step.PREPARE
        return step is not Step.CLOSE or bool(summary.number)
    if step is Step.CHECK and not summary.lines:
        return False
    return order.index(step) <= order.index(_FURTHEST[summary.state])


def lay_out_steps(summary: HandoverSummary, _: Translator) -> tuple[SpineStep, ...]:
    """Return the steps as the spine shows them: what is done, where the work stands, what is still locked."""
    order = [step for step in Step if not (summary.symbolic and step in _UNNEEDED)]
    stands = step_of(summary.state)
    steps = []
    for step in order:
        done = order.index(step) < order.index(stands) or summary.state is State.CLOSED
        if not is_reachable(step, summary):
            state = StepState.LOCKED
        elif done:
            state = StepState.DONE
        else:
            state = StepState.CURRENT if step is stands else StepState.OPEN
        hint = _explain_lock(step, summary, _) if state is StepState.LOCKED else ""
        steps.append(SpineStep(step.value, _(STEPS[step]), state, _describe(step, summary, _), hint))
    return tuple(steps)


def _describe(step: Step, summary: HandoverSummary, _: Translator) -> str:
    if step is Step.PREPARE and summary.lines:
        return _.n("{count} line", "{count} lines", summary.lines)
    if step is Step.CHECK and summary.lines and summary.state is not State.PREPARING:
        return _("{done} of {total}", done=summary.checked, total=summary.lines)
    return ""


def _explain_lock(step: Step, summary: HandoverSummary, _: Translator) -> str:
    if summary.state is State.CANCELLED:
        return _("This handover is cancelled.")
    if step is Step.CHECK:
        return _("Import a list first.")
    if step is Step.CLOSE:
        return _("Finalise the protocol first.")
    return _("Start the check first.")
