"""The declarations that the parties make, numbered."""

from __future__ import annotations

from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Lines, TextLine, set_lines
from handover_desktop.protocol.pages.clauses import clause_texts
from handover_desktop.protocol.pages.manuscript import Manuscript, stacked

_INDENT = 18.0


def declarations(script: Manuscript) -> list[Flow]:
    """Write the declarations."""
    _ = script.tongues
    texts = [
        clause_texts(clause, script.tongues.languages, script.tongues.translators)
        for clause in script.snapshot.details.clauses
    ]
    flows: list[Flow] = [
        _clause(script, number, text) for number, text in enumerate(filter(None, texts), start=1)
    ]
    first = flows[0] if flows else script.running(_("No declarations were agreed."), script.portrait.measure)
    return [script.heading(_("Declarations"), first, width=script.portrait.measure), *flows[1:]]


def _clause(script: Manuscript, number: int, texts: tuple[str, ...]) -> Lines:
    lines = set_lines(
        script.measure,
        stacked(texts, type_.BODY, type_.BODY_SECOND),
        script.portrait.measure,
        left=_INDENT,
        running=True,
    )
    numbered = TextLine(script.tongues("{number}.", number=number)[0], type_.BODY, 0.0, 0.0)
    return Lines([numbered, *lines], space_before=6.0)
