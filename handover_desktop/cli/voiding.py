"""The commands of unlocking: void a protocol and check again, and show what was voided."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from handover_desktop.cli.console import Console
from handover_desktop.i18n import Translator
from handover_desktop.services.reports import describe_voiding

if TYPE_CHECKING:
    from handover_desktop.cli.commands import OpenRegister
    from handover_desktop.services.views import VoidedRecord


def add_reopening(_: Translator, add: Callable[..., ArgumentParser]) -> None:
    """Add the commands and their arguments."""
    part = add(
        "reopen", reopen, _("void the protocol and its signatures, keep them, and check again"), reads=True
    )
    part.add_argument("reference", metavar="REF")
    part.add_argument("--reason", required=True, metavar="TEXT", help=_("why the protocol is voided"))
    part.add_argument("--who", required=True, metavar="NAME", help=_("who decided it"))
    part.add_argument(
        "--originals-withdrawn",
        action="store_true",
        help=_("confirm that all originals signed on paper are crossed out or collected"),
    )
    part = add("voided", show_voided, _("show the voided protocols of a handover"), reads=True)
    part.add_argument("reference", metavar="REF")


def reopen(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Void the protocol of a handover that is not closed, and say its number; the check goes on."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        services.voiding.unlock(
            handover, reason=given.reason, who=given.who, originals_withdrawn=given.originals_withdrawn
        )
        current = services.handovers.get(handover)
        voided = services.voiding.voided(handover)[-1]
    if console.as_json:
        console.print_json({"reference": current.reference, "state": current.state, **voided_data(voided)})
    else:
        console.print(
            console._(
                "{number} is void. {reference} is in check again, with everything that was found.",
                number=voided.protocol.number,
                reference=current.reference,
            )
        )
    return 0


def show_voided(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Show the voided protocols of a handover, oldest first."""
    with closing(open_register()) as services:
        found = services.voiding.voided(services.handovers.find(given.reference).id)
    if console.as_json:
        console.print_json([voided_data(one) for one in found])
        return 0
    for one in found:
        console.print(say_voided(console, one))
    if not found:
        console.print(console._("No protocol of this handover was voided."))
    return 0


def say_voided(console: Console, voided: VoidedRecord) -> str:
    """Return one line about a voided protocol."""
    return " · ".join((voided.protocol.number, *describe_voiding(voided, console._)))


def voided_data(voided: VoidedRecord) -> dict[str, object]:
    """Return a voided protocol as data; `replaced_by` is empty while nothing has replaced it."""
    protocol = voided.protocol
    return {
        "number": protocol.number,
        "digest": protocol.digest,
        "voided_at": protocol.voided_at,
        "who": protocol.who,
        "device": protocol.device,
        "reason": protocol.reason,
        "originals": protocol.originals,
        "replaced_by": voided.replaced_by,
    }
