"""The declarations that the parties make, numbered."""

from __future__ import annotations

from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Lines, Piece, TextBlock, TextLine, set_lines
from handover_desktop.protocol.pages.clauses import clause_texts
from handover_desktop.protocol.pages.manuscript import Manuscript, stacked

_INDENT = 18.0


def declarations(script: Manuscript) -> list[Flow]:
    """Write the declarations."""
    _ = script.tongues
    flows: list[Flow] = [_clause(script, number, text) for number, text in enumerate(_texts(script), start=1)]
    first = flows[0] if flows else script.running(_("No declarations were agreed."), script.portrait.measure)
    return [script.heading(_("Declarations"), first, width=script.portrait.measure), *flows[1:]]


def declaration_pieces(script: Manuscript) -> list[Piece]:
    """Set the declarations without a heading, each as one piece."""
    pieces: list[Piece] = []
    for said in _texts(script):
        styled = stacked(said, type_.BODY, type_.BODY_SECOND)
        lines = set_lines(script.measure, styled, script.portrait.measure, running=True)
        pieces.append(TextBlock(tuple(lines), sum(line.style.leading for line in lines)))
    return pieces


def _texts(script: Manuscript) -> list[tuple[str, ...]]:
    tongues, clauses = script.tongues, script.snapshot.details.clauses
    texts = (clause_texts(clause, tongues.languages, tongues.translators) for clause in clauses)
    return [text for text in texts if text]


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
