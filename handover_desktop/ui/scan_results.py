"""What was found on scanned pages: whose they are, what is still missing, and what is odd about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.scans import Coverage, PageState, ScanPage, name_pages
from handover_desktop.domain.terms import PAGE_TERMS, SCAN_TERMS
from handover_desktop.i18n import Translator
from handover_desktop.services.reports import describe_voiding
from handover_desktop.services.scanning import HandoverScan, JudgedFile, ScanReport
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import hair_line, text_label
from handover_desktop.ui.widgets.page_strip import PageStrip
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.signs import Sign

_MOST_ROWS = 60
_SIGNS = {
    PageState.AGAIN: "copy",
    PageState.OTHER_PAPER: "file-text",
    PageState.OTHER_CONTENT: "octagon-alert",
    PageState.VOIDED: "ban",
    PageState.FOREIGN: "triangle-alert",
    PageState.UNREADABLE: "circle-question-mark",
    PageState.BLANK: "file-text",
}


def coverage_sentence(_: Translator, one: Coverage) -> str:
    """Say in a sentence which pages are there, of an extract with the unit that it is for."""
    if one.part:
        said = coverage_sentence(_, replace(one, part=""))
        return _("Extract for {unit}: {said}", unit=one.part, said=said)
    if one.is_complete:
        return _.n("The only page is there.", "All {count} pages are there.", one.pages)
    return _(
        "Pages there: {present} (of {pages}); missing: {missing}.",
        present=name_pages(one.present),
        pages=one.pages,
        missing=name_pages(one.missing),
    )


def _kept_with(found: HandoverScan) -> str:
    """Return what a scan is attached to: a voided protocol where it has pages of no other."""
    counts = any(page.state in (PageState.FOUND, PageState.AGAIN) for page in found.pages)
    voided = "" if counts or not found.voided else found.voided[0].protocol.number
    return voided or found.number or found.reference


class ScanDialog(TabbedDialog):
    """The report on a scan, before anything is kept; Escape leaves everything as it is.

    *Signals:* `attach_asked()`: keep the files, with the pages that were told by hand in `assigned`.
    """

    attach_asked = Signal()

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        _: Translator,
        report: ScanReport,
        *,
        refusal: str = "",
        offer: str = "",
        expected: int = 0,
    ) -> None:
        """`refusal` says why nothing was found; `offer` names a handover to attach the files to all the same.

        `expected` is how many pages that has, to choose from where no code says it.
        """
        super().__init__(parent)
        self._look, self._ = look, _
        self.report = report
        self._expected = (Coverage(expected, ()),) if expected else ()
        self._choices: dict[tuple[str, int], QComboBox] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Scan"))
        space = look.theme.space
        self.resize(space(160), space(140))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(4))
        column.setSpacing(space(3))
        page = ScrollPage(look)
        page.body.setSpacing(space(3))
        if refusal:
            page.body.addLayout(self._build_refusal(refusal))
        for found in report.found:
            self._add_found(page.body, found)
        if report.unclaimed:
            self._add_unclaimed(page.body, report.unclaimed)
        page.body.addStretch(1)
        column.addWidget(page, 1)
        column.addWidget(self._build_buttons(offer))

    @property
    def assigned(self) -> dict[tuple[str, int], tuple[int, int]]:
        """The pages that a person told: digest of the file and place in it, to the page and their number."""
        return {
            place: choice.currentData() for place, choice in self._choices.items() if choice.currentData()
        }

    def _build_refusal(self, refusal: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.theme.space(4))
        row.addWidget(Sign(self._look, "circle-question-mark", 32), 0, Qt.AlignmentFlag.AlignTop)
        self.said = text_label(self._look, refusal, TextStyle.LARGE)
        row.addWidget(self.said, 1)
        return row

    def _add_found(self, body: QVBoxLayout, found: HandoverScan) -> None:
        look, _ = self._look, self._
        body.addWidget(text_label(look, found.number or found.reference, TextStyle.TITLE, strong=True))
        files = ", ".join(judged.file.name for judged in found.files)
        body.addWidget(text_label(look, " · ".join(filter(None, (found.reference, files))), tone="muted"))
        for voided in found.voided:
            said = _("{number} counts no more", number=voided.protocol.number)
            lines = "\n".join((said, *describe_voiding(voided, _)))
            body.addWidget(text_label(look, lines, strong=True))
        if not found.coverage and not found.voided:
            self.said = text_label(look, _("No page of the protocol was recognised."), strong=True)
            body.addWidget(self.said)
        for one in found.coverage:
            said = coverage_sentence(_, one)
            body.addWidget(text_label(look, said, strong=True))
            strip = PageStrip(look)
            new = [
                page.page
                for page in found.pages
                if page.state is PageState.FOUND and (page.part, page.pages) == (one.part, one.pages)
            ]
            strip.show_pages(one.pages, one.present, new=new, said=said)
            body.addWidget(strip)
        self._add_pages(body, found.files, found.coverage or self._expected)

    def _add_unclaimed(self, body: QVBoxLayout, files: Sequence[JudgedFile]) -> None:
        look, _ = self._look, self._
        if self.report.found:
            body.addWidget(hair_line(look))
            body.addWidget(text_label(look, _("Not attached"), TextStyle.LARGE, strong=True))
        only: Sequence[Coverage] = () if self.report.found else self._expected
        if len(self.report.found) == 1:
            only = self.report.found[0].coverage or self._expected
        self._add_pages(body, files, only)

    def _add_pages(
        self, body: QVBoxLayout, files: Sequence[JudgedFile], coverage: Sequence[Coverage]
    ) -> None:
        """List the pages that are not simply there, each with its place in its file."""
        odd = [
            (judged, page) for judged in files for page in judged.pages if page.state is not PageState.FOUND
        ]
        look = self._look
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.theme.space(3))
        grid.setVerticalSpacing(look.theme.space(2))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        body.addLayout(grid)
        missing = [(one.pages, number) for one in coverage if not one.part for number in one.missing]
        for row, (judged, page) in enumerate(odd[:_MOST_ROWS]):
            place = self._name_place(judged, page, alone=len(files) == 1)
            grid.addWidget(Sign(look, _SIGNS[page.state]), row, 0)
            grid.addWidget(text_label(look, place, tone="muted"), row, 1)
            may_choose = page.state is PageState.UNREADABLE and bool(missing)
            grid.addWidget(text_label(look, self._describe(page)), row, 2, 1, 1 if may_choose else 2)
            if may_choose:
                key = (judged.file.sha256, page.at)
                grid.addWidget(self._build_choice(key, missing, place), row, 3)
        if len(odd) > _MOST_ROWS:
            more = self._.n("and {count} page more", "and {count} pages more", len(odd) - _MOST_ROWS)
            body.addWidget(text_label(look, more, tone="muted"))

    def _name_place(self, judged: JudgedFile, page: ScanPage, *, alone: bool) -> str:
        if alone:
            return self._("Scanned page {at}", at=page.at)
        return self._("{file}, scanned page {at}", file=judged.file.name, at=page.at)

    def _build_choice(
        self, key: tuple[str, int], missing: Sequence[tuple[int, int]], place: str
    ) -> QComboBox:
        _ = self._
        choice = QComboBox()
        choice.setAccessibleName(_("Which page is it?"))
        choice.setAccessibleDescription(place)
        choice.addItem(_("Which page is it?"))
        for pages, number in missing[:200]:
            choice.addItem(_("Page {number} of {pages}", number=number, pages=pages), (number, pages))
        self._choices[key] = choice
        return choice

    def _describe(self, page: ScanPage) -> str:
        _ = self._
        state = _(SCAN_TERMS[page.state])
        if not page.page:
            return state
        parts = []
        if page.state is PageState.OTHER_PAPER:
            kind = next((_(term) for known, term in PAGE_TERMS.items() if known.value == page.kind), "")
            parts.append(" ".join(filter(None, (kind, page.number, page.part))))
        elif page.state in (PageState.FOREIGN, PageState.VOIDED):
            parts.append(page.number)
        parts.append(_("page {number} of {pages}", number=page.page, pages=page.pages))
        return _.pair(state, ", ".join(parts))

    def _build_buttons(self, offer: str) -> QDialogButtonBox:
        look, _ = self._look, self._
        box = QDialogButtonBox()
        found = self.report.found
        new = any(not judged.is_kept_already for one in found for judged in one.files)
        self.attach = None
        if new or offer:
            named = _kept_with(found[0]) if len(found) == 1 else offer
            text = _("Attach to {number}", number=named) if named else _("Attach")
            self.attach = button(look, text, role="primary" if new else "plain", icon_name="paperclip")
            self.attach.clicked.connect(self.attach_asked)
            box.addButton(self.attach, QDialogButtonBox.ButtonRole.ActionRole)
        leave = box.addButton(
            _("Do not attach") if self.attach else _("Close"), QDialogButtonBox.ButtonRole.RejectRole
        )
        first = self.attach or leave
        first.setDefault(True)
        first.setFocus()
        box.rejected.connect(self.reject)
        return box
