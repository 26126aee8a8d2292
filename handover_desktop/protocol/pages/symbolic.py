"""The protocol of a symbolic handover, and the paragraph in which two protocols of one handover are reconciled."""

from __future__ import annotations

from handover_desktop.domain.symbolic import (
    CitedProtocol,
    SymbolicContent,
    accepted_groups,
    differing_groups,
    total_of,
)
from handover_desktop.domain.terms import TERMS
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Headed, Lines, Stack, TextBlock, set_lines
from handover_desktop.protocol.layout.tables import Run
from handover_desktop.protocol.layout.typography import MM
from handover_desktop.protocol.pages.cover import grouped, numbers, replaced_facts, ties, title_block
from handover_desktop.protocol.pages.declarations import declaration_pieces, declarations
from handover_desktop.protocol.pages.facts import Fact, or_fill, set_facts, set_pair
from handover_desktop.protocol.pages.figures import set_comparison, set_groups
from handover_desktop.protocol.pages.funding import letterhead
from handover_desktop.protocol.pages.manuscript import Manuscript, plain, stacked
from handover_desktop.protocol.pages.signing import signing

_MOST_UNDER = 90 * MM
"""Declarations higher than this stand by themselves, and not on the page of the signatures at any price."""


_ABOVE_SIGNATURES = 4.0


def symbolic_pages(script: Manuscript, symbolic: SymbolicContent) -> list[Flow]:
    """Write a symbolic protocol: one page where that is enough. What is declared stands over the signatures."""
    _, page = script.tongues, script.portrait
    groups = set_groups(script, symbolic.grouping, symbolic.groups, symbolic.total)
    under = (*declaration_pieces(script), TextBlock((), _ABOVE_SIGNATURES))
    is_short = sum(piece.height for piece in under) <= _MOST_UNDER
    return [
        *letterhead(script),
        title_block(script),
        numbers(script),
        *_facts(script),
        script.heading(_("Handed over symbolically"), groups, width=page.measure, level=2),
        *_notes(script, symbolic),
        *(_recorded(script, symbolic, symbolic.recorded) if symbolic.recorded else []),
        *([] if is_short else declarations(script)),
        *signing(script, under=under if is_short else ()),
        set_facts(script, _rests_on(script), before=14.0, together=True),
    ]


def _facts(script: Manuscript) -> list[Flow]:
    """Set what it is about, where and when, and the parties that do not sign: the others stand where they sign."""
    _, details = script.tongues, script.snapshot.details
    day = script.tongues.formats.date(details.handover_date) if details.handover_date else ""
    place = (*or_fill(details.place), *plain(details.address, type_.LABEL))
    about: list[Fact] = [(_("Subject"), plain(details.title, type_.BODY_BOLD))] if details.title else []
    project: Fact = (_("Project"), plain(details.project, type_.BODY))
    agreement: Fact = (_("Contract or agreement no."), plain(details.agreement, type_.BODY))
    parties: list[Fact] = [
        (_(TERMS[party.role]), (*plain(party.name, type_.BODY), *plain(party.name_local, type_.LABEL_SECOND)))
        for party in details.parties
        if not party.signs
    ]
    return [
        *([set_facts(script, facts, before=0.0)] if (facts := [*replaced_facts(script), *about]) else []),
        *_side_by_side(script, project, agreement),
        set_pair(script, (_("Place"), place), (_("Date"), or_fill(day))),
        *([set_facts(script, parties, before=0.0)] if parties else []),
    ]


def _side_by_side(script: Manuscript, *facts: Fact) -> list[Flow]:
    """Set the facts that there are, two of them beside each other."""
    found = [fact for fact in facts if fact[1]]
    if len(found) < len(facts):
        return [set_facts(script, found, before=0.0)] if found else []
    return [set_pair(script, *found)]


def _rests_on(script: Manuscript) -> list[Fact]:
    """Return what ties a symbolic protocol to its list and its data."""
    _, formats = script.tongues, script.tongues.formats
    lists = tuple(
        Run(
            f"{version.file_name} · {formats.moment(version.imported_at)} · {grouped(version.sha256[:16])}",
            type_.LABEL,
        )
        for version in script.snapshot.lists
    )
    asset_list: list[Fact] = [(_("Asset list"), lists)] if lists else []
    return [*asset_list, *([] if script.draft else ties(script))]


def _notes(script: Manuscript, symbolic: SymbolicContent) -> list[Flow]:
    _ = script.tongues
    said = [
        _(
            "The figures are those of the list as it stood on {moment}. They are listed, not checked: nothing was "
            "inspected for this protocol.",
            moment=script.tongues.formats.moment(symbolic.taken_at),
        )
    ]
    if symbolic.recorded is None:
        said.append(
            _(
                "The check of each item is recorded by the protocol of the handover {reference}, which cites this "
                "one and states any difference.",
                reference=symbolic.reference,
            )
        )
    unpriced = symbolic.total.unpriced
    if unpriced:
        said.append(
            _.n(
                "{count} line has no price and is left out of the values.",
                "{count} lines have no price and are left out of the values.",
                unpriced,
            )
        )
    return [_note(script, texts) for texts in said]


def _recorded(script: Manuscript, symbolic: SymbolicContent, recorded: CitedProtocol) -> list[Flow]:
    """Compare with the item-level protocol that was finalised before."""
    _ = script.tongues
    differs = bool(differing_groups(symbolic.groups, recorded.groups))
    said = _cited(script, recorded, differs=differs, ceremony=False)
    flows: list[Flow] = [_note(script, said)]
    if differs:
        before = (_("Stated by this protocol"), symbolic.groups, symbolic.total)
        after = (_("Accepted by that protocol"), recorded.groups, recorded.total)
        table = set_comparison(script, recorded.number, symbolic.grouping, before, after)
        flows = [Headed(_block(script, said, small=True), table, space_before=3.0, gap=3.0)]
    return flows


def reconciled(script: Manuscript) -> list[Flow]:
    """Compare an item-level protocol with the symbolic ones that came before it; nothing where there are none."""
    _, snapshot, page = script.tongues, script.snapshot, script.portrait
    lines = [(item.asset, item.origin, item.finding) for item in snapshot.items]
    flows: list[Flow] = []
    for cited in snapshot.ceremonies:
        accepted = accepted_groups(lines, cited.grouping)
        after = (_("Accepted by this protocol"), accepted, total_of(accepted))
        differs = bool(differing_groups(cited.groups, accepted))
        head = Stack(
            (
                (script.heading_block(_("Symbolic handover"), page.measure, level=2), 0.0),
                (_block(script, _cited(script, cited, differs=differs, ceremony=True)), 3.0),
            )
        )
        before = (_("Stated at the ceremony"), cited.groups, cited.total)
        table = set_comparison(script, cited.number, cited.grouping, before, after)
        flows.append(Headed(head, table, space_before=9.0, gap=3.0))
    return flows


def _cited(script: Manuscript, cited: CitedProtocol, *, differs: bool, ceremony: bool) -> tuple[str, ...]:
    """Say which protocol came first, and whether the figures agree."""
    _ = script.tongues
    day = script.tongues.formats.date(cited.day) if cited.day else ""
    if ceremony:
        named = _(
            "The protocol {number} of the symbolic handover, {place}, {date}, states what was listed then; this "
            "protocol records what was checked.",
            number=cited.number,
            place=cited.place,
            date=day,
        )
    else:
        named = _(
            "The check of each item is recorded by the protocol {number}, {place}, {date}.",
            number=cited.number,
            place=cited.place,
            date=day,
        )
    result = (
        _("What was accepted differs from what is stated:")
        if differs
        else _("What was accepted agrees with what is stated.")
    )
    return tuple(f"{first} {second}" for first, second in zip(named, result, strict=True))


def _block(script: Manuscript, texts: tuple[str, ...], *, small: bool = False) -> TextBlock:
    styled = stacked(
        texts, *((type_.LABEL, type_.LABEL_SECOND) if small else (type_.BODY, type_.BODY_SECOND))
    )
    lines = set_lines(script.measure, styled, script.portrait.measure, running=True)
    return TextBlock(tuple(lines), sum(line.style.leading for line in lines))


def _note(script: Manuscript, texts: tuple[str, ...]) -> Lines:
    styled = stacked(texts, type_.LABEL, type_.LABEL_SECOND)
    return Lines(set_lines(script.measure, styled, script.portrait.measure, running=True), space_before=3.0)
