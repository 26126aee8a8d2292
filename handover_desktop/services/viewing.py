"""A finished PDF as the window shows and prints it; every call is pure, and may run on any one thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handover_desktop.protocol.reading.viewing import Match, Passage, Size

__all__ = ["Match", "Passage", "Size", "ViewedPdf"]


class ViewedPdf:
    """The bytes of a PDF and the sizes of its pages (points); raises DOCUMENT_UNREADABLE for what is none."""

    def __init__(self, pdf: bytes) -> None:
        from handover_desktop.protocol.reading.viewing import page_sizes

        self.pdf = pdf
        self.sizes: tuple[Size, ...] = page_sizes(pdf)

    def render(self, page: int, whole: tuple[int, int], place: tuple[int, int, int, int]) -> bytes:
        """Return the pixels of a part of `page`: rows of four bytes, blue, green, red, filler.

        `whole` is the size of the whole page in pixels, `place` left, top, width and height of the part in it.
        """
        from handover_desktop.protocol.reading.viewing import Part, render_part

        return render_part(self.pdf, Part(page, *whole, *place))

    def find(self, wanted: str, pages: Iterable[int]) -> tuple[Match, ...]:
        """Return where a text stands on `pages`, without regard to case, accents and script."""
        from handover_desktop.protocol.reading.viewing import find_text

        return find_text(self.pdf, wanted, pages)

    def text_between(self, page: int, start: Size, end: Size) -> Passage:
        """Return the text of `page` between two points."""
        from handover_desktop.protocol.reading.viewing import text_between

        return text_between(self.pdf, page, start, end)
