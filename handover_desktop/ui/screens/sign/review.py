"""What is signed: totals, remarks and clause, to be read before the pad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.terms import TERMS
from handover_desktop.i18n import Translator
from handover_desktop.services.views import ReviewLine, SigningReview
from handover_desktop.ui.ceremony_texts import group_rows
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.tally_table import TallyTable

if TYPE_CHECKING:
    from handover_desktop.formats import Formats

_MOST_LINES = 400
"""Lines beyond these are counted, not listed: they stand in the annexes, which the signatory has before them."""


class ReviewPage(ScrollPage):
    """A page of ink on paper, in the signatory's language."""

    def __init__(
        self,
        look: Look,
        _: Translator,
        formats: Formats,
        review: SigningReview,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.verticalScrollBar().setProperty("role", "paper")
        self._look = look
        self._ = _
        self._texts = ItemTexts(_, formats)
        self.setAccessibleName(_("What you sign"))
        self.body.setSpacing(look.theme.space(3))
        self.body.addLayout(self._make_top(review, formats))
        if review.stated:
            self._add(_("These figures are listed, not checked."), TextStyle.LARGE, strong=True)
        else:
            self._add_remarks(review.remarks)
        self.body.addStretch(1)

    def _make_top(self, review: SigningReview, formats: Formats) -> QHBoxLayout:
        """Return the totals, and beside them the clause: both are in sight before anything is scrolled."""
        look, _ = self._look, self._
        tally = TallyTable(look, _, tone="ink")
        if review.stated:
            tally.show_rows(group_rows(review.stated, _, formats))
        else:
            tally.show_tally(review.tally, formats)
        left = QVBoxLayout()
        left.addWidget(tally)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(8))
        row.addLayout(left, 1)
        if review.clause:
            right = QVBoxLayout()
            right.setSpacing(look.theme.space(2))
            right.addWidget(text_label(look, _("What you declare"), TextStyle.LARGE, tone="ink", strong=True))
            right.addWidget(text_label(look, review.clause, tone="ink"))
            right.addStretch(1)
            row.addLayout(right, 1)
        return row

    def _add(self, text: str, style: TextStyle = TextStyle.BODY, *, strong: bool = False) -> None:
        self.body.addWidget(text_label(self._look, text, style, tone="ink", strong=strong))

    def _add_remarks(self, lines: tuple[ReviewLine, ...]) -> None:
        """List what was found otherwise than announced; what nobody looked at is counted."""
        _ = self._
        found = [line for line in lines if line.finding and line.finding.outcome is not Outcome.NOT_CHECKED]
        unchecked = len(lines) - len(found)
        if not lines:
            self._add(_("No remarks."), TextStyle.LARGE, strong=True)
        if unchecked:
            text = _.n("{count} line was not checked.", "{count} lines were not checked.", unchecked)
            self._add(text, TextStyle.LARGE, strong=True)
        if found:
            title = _.n(
                "{count} line with a remark or difference",
                "{count} lines with remarks or differences",
                len(found),
            )
            self._add(title, TextStyle.LARGE, strong=True)
        for line in found[:_MOST_LINES]:
            self._add(self._say(line))
        if len(found) > _MOST_LINES:
            rest = len(found) - _MOST_LINES
            self._add(
                _.n("and {count} more line, see the annexes", "and {count} more lines, see the annexes", rest)
            )

    def _say(self, line: ReviewLine) -> str:
        _, finding = self._, line.finding
        outcome = _(TERMS[finding.outcome if finding else Outcome.NOT_CHECKED])
        head = _.pair(f"{line.line_no}  {line.description}", outcome)
        if finding is None:
            return head
        sealed = _(TERMS[finding.qualifier]) if finding.qualifier else ""
        remark = self._texts.remark(finding.remark) if finding.remark else ""
        return " · ".join(part for part in (head, sealed, remark) if part)
