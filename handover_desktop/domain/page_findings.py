"""What the pages of a file say by their codes: whether they are those of the protocol that the file states."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from handover_desktop.domain.page_codes import PageCode


class Bearing(enum.Enum):
    """Whether every page bears the code that it should.

    YES: all do. NO: one bears another code, or none that can be read. UNTOLD: they could not all be read in the
    time and memory that there is, or nothing is known that they should say.
    """

    YES = "yes"
    NO = "no"
    UNTOLD = "untold"

    @property
    def answer(self) -> bool | None:
        """Yes or no; None where it cannot be told."""
        return None if self is Bearing.UNTOLD else self is Bearing.YES


@dataclass(frozen=True, slots=True)
class PageFinding:
    """What was found on the pages. `page`, from 1, is the first that bears something else, 0 where none does.

    `found` is what that page's code says; None where it has none that can be read.
    """

    bearing: Bearing
    page: int = 0
    found: PageCode | None = None


UNTOLD = PageFinding(Bearing.UNTOLD)
