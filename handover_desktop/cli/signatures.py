"""The command of signing: what each party does about a protocol, and how each stands."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from handover_desktop.cli.console import Console
from handover_desktop.domain.handovers import Party
from handover_desktop.domain.signatures import Deputy, Signature
from handover_desktop.domain.terms import TERMS
from handover_desktop.services.acts import describe_act

if TYPE_CHECKING:
    from handover_desktop.cli.commands import OpenRegister
    from handover_desktop.domain.ids import HandoverId
    from handover_desktop.services.desk import Services
    from handover_desktop.services.views import Signatory

USAGE = 2


def sign(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Note an act of a party (on paper, refused, absent), or show how each party stands. Drawing needs the window."""
    has_act = given.on_paper or given.refused or given.absent
    if has_act != (given.party is not None) or (given.deputy is not None and not has_act):
        print(
            console._("Name the party with --party, and one of --on-paper, --refused and --absent."),
            file=console.err,
        )
        return USAGE
    if given.absent and given.deputy is not None:
        print(console._("Who is absent has no deputy."), file=console.err)
        return USAGE
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        if has_act:
            _note(services, handover, given)
        found = services.signing.signatories(handover)
    if console.as_json:
        console.print_json(
            [{"party": one.party + 1, **party_act(one.details, one.signature)} for one in found]
        )
    else:
        for one in found:
            console.print(_line(console, one))
    return 0


def _note(services: Services, handover: HandoverId, given: Namespace) -> None:
    signing, party = services.signing, given.party - 1
    language = services.handovers.get(handover).details.languages[0]
    deputy = Deputy(given.deputy, given.function, given.authority) if given.deputy is not None else None
    if given.refused:
        signing.refuse(
            handover, party, reason=given.reason, witness=given.witness, language=language, deputy=deputy
        )
    elif given.absent:
        signing.note_absence(handover, party, reason=given.reason)
    else:
        signing.sign_on_paper(handover, party, language=language, deputy=deputy)


def _line(console: Console, one: Signatory) -> str:
    _, act = console._, one.signature
    standing = describe_act(act, _) if act else _("open")
    return f"{one.party + 1}. {_(TERMS[one.details.role])}, {one.details.name}: {standing}"


def party_act(party: Party, act: Signature | None) -> dict[str, object]:
    """Return how a party stands as data; `act` is null while its signature is open."""
    data: dict[str, object] = {"role": party.role, "organisation": party.name, "act": None}
    if act is not None:
        data |= {
            "act": act.kind,
            "name": act.name,
            "function": act.function,
            "authority": act.authority,
            "reason": act.reason,
            "witness": act.witness,
            "at": act.signed_at,
        }
    return data
