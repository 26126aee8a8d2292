"""The cover takes one page where that is possible, and breaks between its sections where it is not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from handover_desktop.domain.handovers import Paper, ParentProtocol
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.layout.flow import paginate
from handover_desktop.protocol.layout.typography import RISE
from handover_desktop.protocol.pages.cover import cover
from handover_desktop.protocol.pages.paging import write_up
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.reading import extract_text
from tests.protocol.papers import full_order
from tests.protocol.samples import BOTH, PARTIES, snapshot

TIES = ("Exemplaires", "Empreinte (SHA-256)", "Chaîne d’audit")
PARENT = ParentProtocol("HO-2024-0001", "SAMPLE-BG-2024-K7Q2-0001", "9c0e" * 16)


def supplement(parties: int, paper: Paper) -> Snapshot:
    """A supplementary protocol that rests on a list of its own as well."""
    content = snapshot()
    details = replace(content.details, parties=(PARTIES * 2)[:parties], paper=paper)
    return replace(content, parent=PARENT, details=details)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("languages", [BOTH, ("fr", "es"), ("fr", "ar"), ("ar", "en"), ("sr-Cyrl",)])
def test_the_cover_of_a_supplementary_protocol_of_three_parties_is_one_page(
    languages: tuple[str, ...], paper: Paper
) -> None:
    script = write_up(full_order(languages, paper=paper, content=supplement(3, paper)))
    assert len(paginate(cover(script), script.portrait.depth, rise=RISE)) == 1


def test_a_cover_that_has_room_is_set_as_ever() -> None:
    script = write_up(full_order(BOTH, content=snapshot()))
    (page,) = paginate(cover(script), script.portrait.depth, rise=RISE)
    gaps = [under.top - above.top - above.piece.height for above, under in pairwise(page)]
    assert gaps.count(pytest.approx(10.0)) == 4
    assert min(gaps) >= -0.01


@pytest.mark.parametrize("parties", range(4, 10))
def test_what_ties_a_longer_cover_to_the_data_stays_together(parties: int) -> None:
    content = supplement(parties, Paper.LETTER)
    pages = extract_text(render_protocol(full_order(("fr", "es"), paper=Paper.LETTER, content=content)))
    holders = [[at for at, page in enumerate(pages) if f"\n{label}" in page] for label in TIES]
    assert holders[0]
    assert all(found == holders[0] for found in holders)
