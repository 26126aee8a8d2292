"""A document for the view, drawn and searched on the compute lane: the window never waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.widgets.pdf_source import Size, Tile

if TYPE_CHECKING:
    from handover_desktop.services.viewing import Match, Passage

T = TypeVar("T")


class LanePdf(QObject):
    """Answers the view's questions about one document; it goes with its parent."""

    def __init__(self, viewed: ViewedPdf, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._viewed = viewed
        self._operations = operations

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Width and height of each page in points."""
        return self._viewed.sizes

    def render(self, tile: Tile, take: Callable[[bytes | None], object]) -> None:
        """Draw a tile."""
        viewed = self._viewed
        self._answer(lambda: viewed.render(tile.page, tile.whole, tile.place), take)

    def find(self, wanted: str, pages: range, take: Callable[[tuple[Match, ...] | None], object]) -> None:
        """Search `pages`."""
        viewed = self._viewed
        self._answer(lambda: viewed.find(wanted, pages), take)

    def text_between(
        self, page: int, start: Size, end: Size, take: Callable[[Passage | None], object]
    ) -> None:
        """Read a passage."""
        viewed = self._viewed
        self._answer(lambda: viewed.text_between(page, start, end), take)

    def _answer(self, work: Callable[[], T], take: Callable[[T | None], object]) -> None:
        answers: list[T] = []
        self._operations.compute(
            work,
            initiator=self,
            done=answers.append,
            failed=lambda _error: None,
            settled=lambda: take(answers[0] if answers else None),
            label=None,
            cancellable=False,
        )
