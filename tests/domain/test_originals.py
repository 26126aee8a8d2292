"""Who keeps how many originals: read where it is written in figures, proposed from the parties, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.handovers import Party, PartyRole
from handover_desktop.domain.originals import meant_holders, propose_distribution, read_distribution
from handover_desktop.domain.reconciliation import Point, reconcile
from tests.domain.samples import a_handover, complete_details

PARTIES = (
    Party(PartyRole.TRANSFEROR, "Sample Organization, Mission to Serbia"),
    Party(PartyRole.RECIPIENT, "Ministry of Samples"),
    Party(PartyRole.DONOR, "Delegation"),
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2 Ministry, 1 IOM, 1 EU Delegation", ((2, "Ministry"), (1, "IOM"), (1, "EU Delegation"))),
        ("2 x Ministry; 2× Mission", ((2, "Ministry"), (2, "Mission"))),
        ("3 Министарство\n1 Мисија.", ((3, "Министарство"), (1, "Мисија"))),
        ("1 Sample Organization, Mission to Serbia, 1 Ministry",
         ((1, "Sample Organization, Mission to Serbia"), (1, "Ministry"))),
        ("two for the Ministry", None),
        ("", None),
    ],
)  # fmt: skip
def test_figures_are_read_and_words_are_not_guessed_at(
    text: str, read: tuple[tuple[int, str], ...] | None
) -> None:
    assert read_distribution(text) == read


def test_the_recipient_gets_what_is_left_over() -> None:
    assert (
        propose_distribution(PARTIES, 4)
        == "2 Ministry of Samples; 1 Sample Organization, Mission to Serbia; 1 Delegation"
    )


names = st.text(st.characters(categories=("L", "Zs"), include_characters=",."), min_size=1, max_size=20)


@given(
    parties=st.lists(
        st.builds(Party, st.sampled_from(PartyRole), names.filter(lambda name: name.strip(" ,."))), max_size=5
    ),
    originals=st.integers(1, 9),
)
def test_what_is_proposed_adds_up_to_the_originals(parties: list[Party], originals: int) -> None:
    proposed = propose_distribution(parties, originals)
    read = read_distribution(proposed) or ()
    named = any(party.name.strip() for party in parties)
    assert sum(count for count, _who in read) == (originals if named else 0)
    assert len(meant_holders(proposed, originals)) == originals


def test_a_distribution_that_does_not_add_up_is_a_warning_and_words_are_not() -> None:
    def warned(distribution: str) -> bool:
        details = complete_details(originals=4, distribution=distribution)
        found = reconcile(a_handover(details=details), (), today=date(2024, 12, 5))
        return any(point.point is Point.DISTRIBUTION for point in found)

    assert warned("2 Ministry, 1 IOM")
    assert not warned("3 Ministry, 1 IOM")
    assert not warned("As agreed")
    assert not warned("")
