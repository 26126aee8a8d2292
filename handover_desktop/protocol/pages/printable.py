"""Stopping before a character is printed that no font can show: a silent square is a false document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.contents import sort_out
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem
from handover_desktop.domain.turning import TURNING, untwisted
from handover_desktop.protocol.layout.fonts import missing_signs
from handover_desktop.protocol.layout.typography import Face
from handover_desktop.protocol.pages.manuscript import Manuscript

_EXCERPT = 60
_SHOWN = 5

Place = tuple[str, str]
"""A text and where it stands."""


def printable(script: Manuscript) -> Manuscript:
    """Return what is to be printed, without characters that would turn its lines around; the data stays as it is.

    Raises DomainError GLYPH_MISSING for the first text of the snapshot that cannot be printed.
    """
    found = _texts(script)
    signs = set[str]().union(*(text for _face, places in found for text, _where in places))
    if signs & TURNING:
        snapshot, signatures = untwisted((script.snapshot, script.signatures))
        script = replace(script, snapshot=snapshot, contents=sort_out(snapshot), signatures=signatures)
        found = _texts(script)
    for face, places in found:
        require_signs(places, face)
    return script


def require_signs(places: Sequence[Place], face: Face) -> None:
    """Raise DomainError GLYPH_MISSING for the first text of `places` that `face` cannot show."""
    everything = "".join(set().union(*(text for text, _where in places)))
    if not missing_signs(everything, face):
        return
    for text, where in places:
        missing = missing_signs(text, face)
        if missing:
            raise DomainError(
                Code.GLYPH_MISSING, characters=_name(missing), text=_excerpt(text, missing), where=where
            )


def _texts(script: Manuscript) -> tuple[tuple[Face, list[Place]], ...]:
    _, snapshot = script.tongues, script.snapshot
    set_plain = [*_details(script), *(place for item in snapshot.items for place in _item(script, item))]
    set_plain += [
        (text, _("Declarations")[0]) for clause in snapshot.details.clauses for _tag, text in clause.texts
    ]
    set_plain += [(photo.caption, _("Photo {numbers}", numbers=photo.number)[0]) for photo in snapshot.photos]
    for signature in script.signatures:
        written = (
            signature.name,
            signature.function,
            signature.authority,
            signature.reason,
            signature.witness,
        )
        set_plain += [(text, _("Signatures")[0]) for text in written]
    return (
        (Face.REGULAR, set_plain),
        (Face.BOLD, set_plain),
        (Face.MONO, list(_identifiers(script, snapshot))),
    )


def _details(script: Manuscript) -> Iterator[Place]:
    _, snapshot = script.tongues, script.snapshot
    details = snapshot.details
    yield from (
        (snapshot.reference, _("Reference")[0]),
        (snapshot.number, _("Protocol no.")[0]),
        (details.title, _("Subject")[0]),
        (details.project, _("Project")[0]),
        (details.agreement, _("Contract or agreement no.")[0]),
        (details.legal_basis, _("Legal basis")[0]),
        (details.place, _("Place")[0]),
        (details.address, _("Place")[0]),
        (details.commission_decision, _("Commission")[0]),
        (details.distribution, _("Distribution")[0]),
        (snapshot.program, _("Finalised")[0]),
    )
    for party in details.parties:
        for text in (
            party.name,
            party.name_local,
            party.address,
            party.representative,
            party.function,
            party.mandate,
        ):
            yield text, _("Parties")[0]
    for member in details.commission:
        for text in (member.name, member.function, member.team):
            yield text, _("Commission")[0]
    for unit in details.receiving_units:
        for text in (unit.code, unit.name, unit.name_local):
            yield text, _("Receiving unit")[0]
    for voided in snapshot.replaces:
        yield f"{voided.who} {voided.reason}", _("Replaces")[0]
    for version in snapshot.lists:
        yield version.file_name, _("Asset list")[0]
        yield version.sheet, _("Asset list")[0]
    yield from ((text, _("Symbolic handover")[0]) for text in _stated(snapshot))


def _stated(snapshot: Snapshot) -> Iterator[str]:
    """Return the texts of what a symbolic protocol states, and of what is compared with it."""
    symbolic = snapshot.symbolic
    if symbolic:
        yield symbolic.reference
        yield from (group.name for group in symbolic.groups)
    for cited in (symbolic.recorded if symbolic else None, *snapshot.ceremonies):
        if cited:
            yield from (cited.number, cited.place, *(group.name for group in cited.groups))


def _item(script: Manuscript, item: SnapshotItem) -> Iterator[Place]:
    _, asset = script.tongues, item.asset
    where = _("line {line}", line=asset.line_no or item.position)[0]
    remark = item.finding.remark if item.finding else None
    sheet = item.finding.sheet if item.finding else None
    texts = (
        asset.line_no,
        asset.description,
        asset.unit,
        asset.lot,
        asset.category,
        asset.make,
        asset.model,
        asset.receiving_unit,
        asset.kit_contents,
        item.reason,
        asset.remark if item.origin is Origin.CARRIED_OVER else "",
        *((remark.text, remark.agreed_action, remark.responsible) if remark else ()),
        *(mark.note for mark in (sheet.marks if sheet else ())),
        *(exception.part for exception in (sheet.exceptions if sheet else ())),
    )
    for text in texts:
        yield text, where


def _identifiers(script: Manuscript, snapshot: Snapshot) -> Iterator[Place]:
    _ = script.tongues
    yield snapshot.reference, _("Reference")[0]
    yield snapshot.number, _("Protocol no.")[0]
    yield snapshot.device, _("Finalised")[0]
    if snapshot.parent:
        yield f"{snapshot.parent.number} {snapshot.parent.reference}", _("Adds to")[0]
    for voided in snapshot.replaces:
        yield voided.number, _("Replaces")[0]
    for item in snapshot.items:
        where = _("line {line}", line=item.asset.line_no or item.position)[0]
        readings = item.finding.readings if item.finding else ()
        for identifier in (*item.asset.identifiers, *readings):
            yield identifier.value, where


def _name(missing: str) -> str:
    """Name characters by their sign and code point."""
    named = [f"{char if char.isprintable() else ''}U+{ord(char):04X}" for char in missing[:_SHOWN]]
    return ", ".join(named) + (" …" if len(missing) > _SHOWN else "")


def _excerpt(text: str, missing: str) -> str:
    at = max(text.find(missing[0]) - _EXCERPT // 2, 0)
    part = text[at : at + _EXCERPT]
    return f"{'…' if at else ''}{part}{'…' if at + _EXCERPT < len(text) else ''}"
