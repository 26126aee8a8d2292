"""The figures along the bottom of the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handover_desktop.i18n import Translator
from handover_desktop.services.views import Progress
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.widgets.progress_strip import ProgressPart

if TYPE_CHECKING:
    from handover_desktop.formats import Formats

LINES, EXCEPTIONS, CONFLICTS = "lines", "exceptions", "conflicts"


def progress_parts(
    progress: Progress, _: Translator, formats: Formats, texts: ItemTexts
) -> tuple[ProgressPart, ...]:
    """Return lines, pieces and value as done of all, the exceptions, and conflicts where there are any."""
    lines_ratio = progress.lines_done / progress.lines if progress.lines else None
    pieces_ratio = float(progress.pieces_done / progress.pieces) if progress.pieces else None
    parts = [
        ProgressPart(LINES, _("Lines"), f"{progress.lines_done}", f"{progress.lines}", lines_ratio),
        ProgressPart(
            "pieces",
            _("Pieces"),
            formats.number(progress.pieces_done),
            formats.number(progress.pieces),
            pieces_ratio,
        ),
        ProgressPart(
            "value",
            _("Value"),
            texts.values(progress.values_done),
            texts.values(progress.values),
            _value_ratio(progress),
        ),
        ProgressPart(EXCEPTIONS, _("Exceptions"), f"{progress.exceptions}"),
    ]
    if progress.conflicts:
        parts.append(ProgressPart(CONFLICTS, _("Two results"), f"{progress.conflicts}"))
    return tuple(parts)


def _value_ratio(progress: Progress) -> float | None:
    """Return the share of the value done where there is one currency; several cannot be compared."""
    if len(progress.values) != 1 or not progress.values[0].minor:
        return None
    done = sum(money.minor for money in progress.values_done)
    return done / progress.values[0].minor
