"""The sheet that a signatory reads and signs; nothing else of the window can be reached meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from handover_desktop.domain.errors import DomainError, HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.signatures import Stroke, check_mark
from handover_desktop.domain.terms import TERMS, say
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Direction, Translator, direction_of
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.views import Signatory, SigningReview
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.sign.read_back import ReadBack
from handover_desktop.ui.screens.sign.review import ReviewPage
from handover_desktop.ui.screens.sign.signer import Signer, SignerFields
from handover_desktop.ui.settings import SIGNATURE_TIMES
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import hair_line, text_label
from handover_desktop.ui.widgets.paper import Paper
from handover_desktop.ui.widgets.signature_pad import SignaturePanel
from handover_desktop.ui.widgets.targets import as_target

if TYPE_CHECKING:
    from handover_desktop.formats import Formats

_WIDEST = 1120
_FROM_THE_RIGHT = "\u200f"
"""Begins a line at the right whatever its first letter is."""


class SigningSheet(TabbedDialog):
    """One signatory's turn: read, sign (or choose paper), hear the name read back, agree.

    It fills the screen of the window, which cannot be reached until the sheet is finished.
    """

    def __init__(
        self,
        context: UiContext,
        handover: HandoverId,
        signatory: Signatory,
        languages: tuple[str, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._context = context
        self._handover = handover
        self._signatory = signatory
        self._languages = languages
        own = context._.language
        self._language = own if own in languages else languages[0]
        self._signer = Signer(signatory.details.representative, signatory.details.function)
        self._strokes: tuple[Stroke, ...] = ()
        self._begun: int | None = None
        self._page: QWidget | None = None
        self.asked: ReadBack | None = None
        self._is_saving = False
        self._paper = Paper(context.look)
        self._paper.setMaximumWidth(_WIDEST)
        self._paper.body.setSpacing(0)
        row = QHBoxLayout(self)
        margin = context.look.theme.space(2)
        row.setContentsMargins(margin, margin, margin, margin)
        row.addStretch(1)
        row.addWidget(self._paper, 1000)
        row.addStretch(1)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setGeometry(parent.window().geometry())
        self.setWindowTitle(signatory.details.name)
        context.awake.hold_while_shown(self)
        self._read()

    def _read(self) -> None:
        signing, language = self._context.services.signing, self._language
        workplace = self._context.services.workplace

        def read() -> tuple[SigningReview, Translator, Formats]:
            from handover_desktop.formats import Formats

            review = signing.review(self._handover, language)
            return review, workplace.translator(language), Formats(language)

        self._context.operations.query(read, initiator=self, done=lambda found: self._show(*found))

    def _show(self, review: SigningReview, _: Translator, formats: Formats) -> None:
        """Lay the sheet out in the signatory's language; what was drawn and typed is kept."""
        self._ = _
        if self._page is not None:
            self._paper.body.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._take_question_away()
        look = self._context.look
        self._page = QWidget()
        self._page.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if self._is_turned else Qt.LayoutDirection.LeftToRight
        )
        rows = QVBoxLayout(self._page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(3))
        rows.addLayout(self._make_head(review))
        self.review = ReviewPage(look, _, formats, review)
        rows.addWidget(self.review, 1)
        rows.addWidget(hair_line(look))
        rows.addLayout(self._make_signing())
        rows.addLayout(self._make_buttons())
        self._paper.body.addWidget(self._page)
        self.panel.pad.set_strokes(self._strokes, begun=self._begun)
        self.panel.changed.connect(self._keep_strokes)
        QTimer.singleShot(0, self, self._begin_reading)

    def _begin_reading(self) -> None:
        """Put the focus on what is read where it is longer than its room, else on who signs: no key draws."""
        if self.asked is None:
            scrolls = self.review.focusPolicy() is not Qt.FocusPolicy.NoFocus
            (self.review if scrolls else self.signer.name).setFocus()

    def _make_head(self, review: SigningReview) -> QHBoxLayout:
        look, _, party = self._context.look, self._, self._signatory.details
        words = QVBoxLayout()
        words.setSpacing(0)
        role = f"{_(TERMS[party.role])} · {_('Protocol {number}', number=review.number)}"
        words.addWidget(text_label(look, role, tone="ink"))
        name = f"{_FROM_THE_RIGHT}{party.name}" if self._is_turned else party.name
        words.addWidget(text_label(look, name, TextStyle.TITLE, tone="ink", strong=True))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        if len(self._languages) > 1:
            row.addWidget(self._make_choice(), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_choice(self) -> QPushButton:
        """Return the button that turns the sheet into the other language, named in that language."""
        other = next(tag for tag in self._languages if tag != self._language)
        choice = as_target(
            button(self._context.look, DOCUMENT_LANGUAGES[other], role="paper", icon_name="languages")
        )
        choice.clicked.connect(lambda: self._choose_language(other))
        return choice

    @property
    def _is_turned(self) -> bool:
        """Whether the sheet is read from right to left."""
        return direction_of(self._language) is Direction.RIGHT_TO_LEFT

    def _choose_language(self, language: str) -> None:
        self._language = language
        self._read()

    def _make_signing(self) -> QHBoxLayout:
        look, _ = self._context.look, self._
        who = QVBoxLayout()
        who.setSpacing(look.theme.space(2))
        self.signer = SignerFields(look, _, self._signatory.details, self._signer)
        self.signer.changed.connect(self._keep_signer)
        who.addWidget(self.signer)
        keeps_times = bool(self._context.settings.get(SIGNATURE_TIMES))
        if keeps_times:
            text = _("With the signature the time of each point is kept.")
            who.addWidget(text_label(look, text, TextStyle.CAPTION, tone="ink"))
        self.refusal = text_label(look, "", tone="ink", strong=True)
        who.addWidget(self.refusal)
        who.addStretch(1)
        self.panel = SignaturePanel(
            look,
            accessible_name=_("Sign here"),
            clear_text=_("Clear"),
            undo_text=_("Take back the last stroke"),
            keeps_times=keeps_times,
        )
        self.panel.pad.setMaximumHeight(look.theme.space(50))
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(5))
        row.addLayout(who, 2)
        row.addWidget(self.panel, 3)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        look, _ = self._context.look, self._
        back = button(look, _("Back"), role="paper", icon_name="arrow-left", large=True)
        back.clicked.connect(self.ask_to_leave)
        self.on_paper = button(look, _("On paper"), role="paper", icon_name="file-text", large=True)
        self.on_paper.clicked.connect(self._sign_on_paper)
        self.sign = button(look, _("Sign the protocol"), role="primary", icon_name="pen-line", large=True)
        self.sign.clicked.connect(self._sign)
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(2))
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self.on_paper)
        row.addWidget(self.sign)
        return row

    def _keep_strokes(self) -> None:
        self._strokes, self._begun = self.panel.strokes, self.panel.pad.begun
        self.refusal.setText("")

    def _keep_signer(self, signer: Signer) -> None:
        self._signer = signer
        self.refusal.setText("")

    def _sign(self) -> None:
        """Read the name back; a sheet that is not complete is refused beside the pad."""
        try:
            check_mark(self._strokes)
            self._signer.check()
        except DomainError as refused:
            self._refuse(refused)
            return
        _, signing, party = self._, self._context.services.signing, self._signatory.party
        strokes, language, signer = self._strokes, self._language, self._signer
        self._ask(
            _("Signed: {person}. Correct?", person=self._say_signer()),
            yes=_("Yes, keep it"),
            strokes=strokes,
            work=lambda: signing.sign(
                self._handover,
                party,
                strokes=strokes,
                language=language,
                name=signer.name,
                function=signer.function,
                deputy=signer.deputy,
            ),
        )

    def _sign_on_paper(self) -> None:
        _, signing, party = self._, self._context.services.signing, self._signatory.party
        language, signer = self._language, self._signer
        try:
            if signer.is_deputy:
                signer.check()
        except DomainError as refused:
            self._refuse(refused)
            return
        self._ask(
            _("On paper: {person}. Correct?", person=self._say_signer() or self._signatory.details.name),
            yes=_("Note it so"),
            detail=_("The signature is given with ink on the printed protocol."),
            work=lambda: signing.sign_on_paper(
                self._handover,
                party,
                language=language,
                name=signer.name,
                function=signer.function,
                deputy=signer.deputy,
            ),
        )

    def _say_signer(self) -> str:
        return self._signer.say(self._, self._signatory.details.representative)

    def _ask(
        self,
        question: str,
        *,
        yes: str,
        work: Callable[[], ChangeSet],
        detail: str = "",
        strokes: tuple[Stroke, ...] = (),
    ) -> None:
        """Put a question in the place of the sheet's content; agreed to, `work` is done."""
        asked = self._put_question(
            question, yes=yes, no=self._("No, go back"), detail=detail, strokes=strokes
        )
        asked.agreed.connect(lambda: self._run(work))

    def _put_question(
        self, question: str, *, yes: str, no: str, detail: str = "", strokes: tuple[Stroke, ...] = ()
    ) -> ReadBack:
        self._take_question_away()
        asked = ReadBack(self._context.look, question, yes=yes, no=no, detail=detail, strokes=strokes)
        asked.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if self._is_turned else Qt.LayoutDirection.LeftToRight
        )
        asked.declined.connect(self._go_back_to_sheet)
        self.asked = asked
        if self._page is not None:
            self._page.hide()
        self._paper.body.addWidget(asked)
        asked.no.setFocus()
        return asked

    def _take_question_away(self) -> None:
        if self.asked is not None:
            self._paper.body.removeWidget(self.asked)
            self.asked.hide()
            self.asked.deleteLater()
        self.asked = None

    def _go_back_to_sheet(self) -> None:
        self._take_question_away()
        if self._page is not None:
            self._page.show()
            self.panel.pad.setFocus()

    def ask_to_leave(self) -> None:
        """Leave the sheet; where something is drawn on it, ask before it is thrown away."""
        if self._is_saving:
            return
        if not self._strokes:
            self.reject()
            return
        asked = self._put_question(
            self._("Leave without signing?"),
            yes=self._("Leave"),
            no=self._("Stay on the sheet"),
            detail=self._("What is drawn on the sheet is thrown away. Nothing is recorded."),
            strokes=self._strokes,
        )
        asked.agreed.connect(self.reject)

    def _run(self, work: Callable[[], ChangeSet]) -> None:
        self._set_saving(True)
        self._context.operations.command(
            work,
            initiator=self,
            done=lambda _changes: self.accept(),
            failed=self._refuse,
            settled=lambda: self._set_saving(False),
        )

    def _set_saving(self, saving: bool) -> None:
        self._is_saving = saving
        if self.asked is not None:
            self.asked.set_usable(not saving)

    def _refuse(self, error: HandoverError) -> None:
        self._go_back_to_sheet()
        said = say(self._, error.code.text, error.params)
        self.refusal.setText(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go back, with a question where something is drawn, and Enter sign nothing by itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.ask_to_leave()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before what is drawn is thrown away."""
        event.ignore()
        self.ask_to_leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._context.look.theme.colours.sunken)
        painter.end()
