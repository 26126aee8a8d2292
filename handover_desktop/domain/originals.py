"""The signed originals of a protocol: who is to keep how many, and who holds which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handover_desktop.domain.handovers import Party, PartyRole

_PARTS = re.compile(r"[,;\n]")
_COUNTED = re.compile(r"(\d{1,3})\s*[x×]?\s+(\S.*)", re.IGNORECASE)

_KEEPERS = (
    PartyRole.RECIPIENT,
    PartyRole.TRANSFEROR,
    PartyRole.DONOR,
    PartyRole.END_USER,
    PartyRole.SUPPLIER,
    PartyRole.WITNESS,
)
"""Who gets an original first where there are fewer than parties."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an original is: who holds it, since when; empty where nobody noted it.

    `meant_for` is who is to keep it by the distribution, empty where that does not say.
    """

    original: int
    holder: str = ""
    since: date | None = None
    meant_for: str = ""


def read_distribution(text: str) -> tuple[tuple[int, str], ...] | None:
    """Return (number of originals, who keeps them) as "2 Ministry; 1 Mission" says it; None for any other form.

    A part that does not begin with a number belongs to the name before it: names have commas.
    """
    found: list[tuple[int, str]] = []
    for part in filter(None, (part.strip(" .") for part in _PARTS.split(text))):
        counted = _COUNTED.fullmatch(part)
        if counted:
            found.append((int(counted[1]), counted[2]))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}, {part}")
        else:
            return None
    return tuple(found) or None


def propose_distribution(parties: Sequence[Party], originals: int) -> str:
    """Return a distribution of `originals` among `parties`: one each while they last, what is left to the first."""
    named = [party for party in parties if party.name.strip()]
    keepers = sorted(named, key=lambda party: _KEEPERS.index(party.role))[: max(originals, 0)]
    counts = [1] * len(keepers)
    if counts:
        counts[0] += originals - len(counts)
    shares = zip(counts, keepers, strict=True)
    return "; ".join(f"{count} {' '.join(party.name.split()).lstrip(' ,.')}" for count, party in shares)


def meant_holders(distribution: str, originals: int) -> tuple[str, ...]:
    """Return who is to keep each original, in the order of the distribution; empty texts where it does not say."""
    shared = [who for count, who in read_distribution(distribution) or () for _one in range(count)]
    return tuple((shared + [""] * originals)[:originals])
