"""Choosing how labels are made, beside the very sheets that would be printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.labels import PREFERRED, CodeKind, LeftOut
from handover_desktop.domain.terms import TERMS, say
from handover_desktop.services.labels import LabelChoice, LabelsMade
from handover_desktop.services.viewing import ViewedPdf
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.exports.choices import LabelChoices, keep, recall
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.operations import Job, Steps
from handover_desktop.ui.pdf_source import LanePdf
from handover_desktop.ui.preview import view_texts
from handover_desktop.ui.print_desk import PrintDesk
from handover_desktop.ui.settings import LABEL_CHOICES
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.busy import BusyIndicator
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.number_input import NumberInput
from handover_desktop.ui.widgets.pdf_layout import Fit
from handover_desktop.ui.widgets.pdf_view import PdfView
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.targets import as_target

_PAUSE_MS: Final = 200
_PATIENCE_MS: Final = 300
_FARTHEST: Final = 200
"""How far labels can be moved, in tenths of a millimetre."""

_ROOM_FOR_BOTH: Final = 1000
"""How wide a window has to be for the choices beside the sheets; in a narrower one they take turns."""


class LabelDialog(TabbedDialog):
    """The choices beside the sheets; what is shown is what is saved and printed.

    Over a narrow window only one of them is shown at a time.
    """

    def __init__(
        self,
        context: UiContext,
        handover: HandoverId,
        reference: str,
        units: tuple[str, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._handover, self._reference = context, handover, reference
        self._ = context._
        self._owner = parent
        self._job: Job | None = None
        self._source: LanePdf | None = None
        self.viewed: ViewedPdf | None = None
        self.setWindowTitle(self._("Labels"))
        self._add_choices(recall(context.settings, LABEL_CHOICES, LabelChoices), units)
        look = context.look
        self.view = PdfView(look, view_texts(self._, self._("Sheets of labels")))
        self.view.arrange(Fit.PAGE, 0)
        self.banner = Banner(look, close_text=self._("Dismiss"))
        self.busy = BusyIndicator(look, cancel_text=self._("Cancel"), cancel_after_ms=_PATIENCE_MS)
        self.desk = PrintDesk(context, self)
        self.desk.refused.connect(self._refuse)
        self.save = as_target(button(look, self._("Save as PDF…"), icon_name="save"))
        self.print = as_target(button(look, self._("Print…"), role="primary", icon_name="printer"))
        self.cancel = as_target(button(look, self._("Cancel"), role="quiet"))
        self.turn = as_target(button(look, self._("Show the sheets"), icon_name="file-text"))
        self.turn.setCheckable(True)
        self.turn.setVisible(parent.window().width() < _ROOM_FOR_BOTH)
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._load)
        self._connect()
        self._fit_start()
        self._load()
        self.sheet.setFocus()

    def _add_choices(self, before: LabelChoices, units: tuple[str, ...]) -> None:
        _, services = self._, self._context.services
        self._sheets = {sheet.id: sheet for sheet in services.labels.sheets()}
        self.sheet = _choice([(name.id, name.name) for name in self._sheets.values()], before.sheet)
        self.kind = _choice([(kind.value, _(TERMS[kind])) for kind in CodeKind], before.kind.value)
        kinds = [(kind.value, _(TERMS[kind])) for kind in PREFERRED]
        self.first = _choice(
            [("", _("What the item has")), *kinds], before.first.value if before.first else ""
        )
        self.unit = _choice([("", _("All receiving units")), *((code, code) for code in units)], "")
        self.note = as_target(QLineEdit(before.note))
        self.start = as_target(NumberInput(1, 1))
        self.right = _offset(before.shift_x)
        self.down = _offset(before.shift_y)
        self.outlines = QCheckBox(_("Draw the edges, to try the printer"))

    def _build(self) -> None:
        look, _ = self._context.look, self._
        space = look.theme.space
        page = self._page = ScrollPage(look)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.body.setSpacing(space(3))
        page.body.setContentsMargins(space(1), 0, space(2), space(2))
        page.body.addWidget(text_label(look, _("Labels"), TextStyle.TITLE, strong=True))
        unit = Field(look, _("Receiving unit"), self.unit)
        unit.setVisible(self.unit.count() > 1)
        first = Field(look, _("Identifier in the code"), self.first)
        start = Field(look, _("Begin at label"), self.start)
        offsets = (
            Field(look, _("To the right (0.1 mm)"), self.right),
            Field(look, _("Down (0.1 mm)"), self.down),
        )
        for row in (
            (Field(look, _("Sheet"), self.sheet),),
            (Field(look, _("Code"), self.kind), start),
            (first,),
            (unit,),
            (Field(look, _("Text on every label"), self.note, optional_text=_("optional")),),
            offsets,
        ):
            beside = QHBoxLayout()
            beside.setSpacing(space(4))
            for field in row:
                beside.addWidget(field, 1)
            page.body.addLayout(beside)
        page.body.addWidget(self.outlines)
        page.body.addStretch(1)
        self._arrange(page)
        self._turn_to(sheets=False)
        self.turn.toggled.connect(lambda sheets: self._turn_to(sheets=sheets))
        self.resize(QSize(space(280), space(176)).boundedTo(self._owner.window().size()))

    def _arrange(self, page: QWidget) -> None:
        space = self._context.look.theme.space
        both = QHBoxLayout()
        both.setSpacing(space(5))
        both.addWidget(page, 3)
        both.addWidget(self.view, 4)
        foot = QHBoxLayout()
        foot.setSpacing(space(3))
        foot.addWidget(self.turn)
        foot.addStretch(1)
        for made in (self.cancel, self.save, self.print):
            foot.addWidget(made)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space(5), space(5), space(5), space(4))
        rows.setSpacing(space(3))
        rows.addWidget(self.banner)
        rows.addWidget(self.busy)
        rows.addLayout(both, 1)
        rows.addWidget(self.desk)
        rows.addLayout(foot)

    def _turn_to(self, *, sheets: bool) -> None:
        """Show the sheets or the choices where there is no room for both."""
        if not self.turn.isHidden():
            self.view.setVisible(sheets)
            self._page.setVisible(not sheets)

    def _connect(self) -> None:
        for box in (self.sheet, self.kind, self.first, self.unit):
            box.currentIndexChanged.connect(lambda _at: self._timer.start())
        self.sheet.currentIndexChanged.connect(self._fit_start)
        for number in (self.start, self.right, self.down):
            number.valueChanged.connect(lambda _value: self._timer.start())
        self.note.textChanged.connect(lambda _text: self._timer.start())
        self.outlines.toggled.connect(lambda _on: self._timer.start())
        self.cancel.clicked.connect(self.reject)
        self.busy.cancelled.connect(self._give_up)
        self.finished.connect(lambda _result: self._stop())
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        writes(self._context, self.save, self.print)

    def _fit_start(self) -> None:
        self.start.setMaximum(self._sheets[str(self.sheet.currentData())].count)

    @property
    def choice(self) -> LabelChoice:
        """What is chosen now."""
        first = str(self.first.currentData())
        return LabelChoice(
            sheet=str(self.sheet.currentData()),
            kind=CodeKind(self.kind.currentData()),
            first=IdentifierKind(first) if first else None,
            note=self.note.text().strip(),
            start=self.start.value(),
            shift=(self.right.value() / 10, self.down.value() / 10),
            outlines=self.outlines.isChecked(),
            unit=str(self.unit.currentData()),
        )

    def _load(self) -> None:
        """Make the sheets anew; earlier ones that are still being made are dropped."""
        self._stop()
        labels, handover, choice = self._context.services.labels, self._handover, self.choice
        steps = Steps(self, self.busy.set_progress)
        self.busy.start(self._("Making the sheets…"))
        self._job = job = self._context.operations.compute(
            lambda: _viewed(labels.render(handover, choice, progress=steps)),
            initiator=self,
            done=self._show,
            failed=self._refuse,
            settled=lambda: self._settle(job),
            label=None,
            steps=steps,
        )

    def _settle(self, job: Job) -> None:
        if self._job in (job, None):
            self.busy.stop()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _give_up(self) -> None:
        """Leave the sheets unmade; the next choice makes them after all."""
        self._stop()
        self._job, self.viewed = None, None
        self._let_go()
        self.view.clear()
        said = self._("The sheets were not made. Change a choice to make them after all.")
        self.banner.show_message(BannerKind.INFO, said, closable=False)
        self._judge()

    def _show(self, shown: tuple[ViewedPdf, tuple[LeftOut, ...]]) -> None:
        viewed, left_out = shown
        self._job, self.viewed = None, viewed
        self.banner.dismiss()
        if left_out:
            self.banner.show_message(BannerKind.WARNING, self._without(left_out), closable=False)
        self._let_go()
        self._source = LanePdf(viewed, self._context.operations, self)
        self.view.show_document(self._source)
        self._judge()

    def _without(self, left_out: Sequence[LeftOut]) -> str:
        """Say which item has no label, and how many others."""
        first, *others = left_out
        said = [say(self._, first.text, first.params)]
        if others:
            said.append(self._("More items without a label: {count}.", count=len(others)))
        return "\n".join(said)

    def _refuse(self, error: HandoverError) -> None:
        self._job, self.viewed = None, None
        self._let_go()
        self.view.clear()
        self.banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error), closable=False)
        self._judge()

    def _let_go(self) -> None:
        if self._source is not None:
            self._source.deleteLater()
            self._source = None

    def _judge(self) -> None:
        for made in (self.save, self.print):
            made.setEnabled(self.viewed is not None)

    def _save(self) -> None:
        path = self._context.files.choose_target(f"{self._reference}-labels.pdf", self._("PDF"), ".pdf")
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the labels to `path` and close the dialog."""
        self._keep()
        handover, choice, context = self._handover, self.choice, self._context
        steps = Steps()
        context.operations.command(
            lambda: context.services.labels.save(handover, path, choice, progress=steps)[0],
            initiator=self._owner,
            done=lambda _changes: context.messages.tell(context._("Saved as {path}.", path=path)),
            failed=context.messages.refuse,
            label=self._("Writing {name}…", name=path.name),
            steps=steps,
        )
        self.accept()

    def _print(self) -> None:
        if self.viewed is None:
            return
        self._keep()
        title = self._("Labels")
        self.desk.print_document(
            self.viewed, title=title, document=title, copies=1, printed=lambda _done: self.accept()
        )

    def _keep(self) -> None:
        chosen = self.choice
        before = LabelChoices(
            chosen.sheet, chosen.kind, chosen.first, chosen.note, self.right.value(), self.down.value()
        )
        keep(self._context.settings, LABEL_CHOICES, before)


def _viewed(made: LabelsMade) -> tuple[ViewedPdf, tuple[LeftOut, ...]]:
    return ViewedPdf(made.pdf), made.left_out


def _choice(names: list[tuple[str, str]], chosen: str) -> QComboBox:
    box = as_target(QComboBox())
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for value, name in names:
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _offset(value: int) -> NumberInput:
    made = as_target(NumberInput(-_FARTHEST, _FARTHEST))
    made.setValue(value)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made
