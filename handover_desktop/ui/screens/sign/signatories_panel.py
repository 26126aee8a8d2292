"""The frozen protocol and those who sign it, each with what has become of their signature."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.signatures import Signature, SignatureKind
from handover_desktop.domain.states import State
from handover_desktop.domain.terms import SIGNATURE_TERMS, TERMS
from handover_desktop.services.views import Signatory
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.signs import Sign
from handover_desktop.ui.widgets.targets import as_target

_DIGEST_GROUP = 8


def group_digest(digest: str) -> str:
    """Return a digest in two lines of groups of eight, for comparing by eye."""
    groups = [digest[at : at + _DIGEST_GROUP] for at in range(0, len(digest), _DIGEST_GROUP)]
    half = len(groups) // 2
    return f"{' '.join(groups[:half])}\n{' '.join(groups[half:])}"


class SignatoriesPanel(QWidget):
    """Number, digest, signatories.

    *Signals:* `sign_asked(Signatory)`; `paper_asked(Signatory)`; `none_asked(Signatory)` where it gives no
    signature; `close_asked()`; `unlock_asked()`.
    """

    sign_asked = Signal(object)
    paper_asked = Signal(object)
    none_asked = Signal(object)
    close_asked = Signal()
    unlock_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context._
        look, _ = context.look, context._
        self._number = text_label(look, "", TextStyle.TITLE, strong=True)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._digest = text_label(look, "", TextStyle.CAPTION)
        self._digest.setFont(look.theme.mono(TextStyle.CAPTION))
        self._digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._moment = text_label(look, "", tone="muted")
        head = Card(look)
        head.body.addWidget(text_label(look, _("Protocol"), TextStyle.CAPTION, tone="muted"))
        head.body.addWidget(self._number)
        head.body.addWidget(self._moment)
        head.body.addWidget(
            text_label(look, _("Digest of the content (SHA-256)"), TextStyle.CAPTION, tone="muted")
        )
        head.body.addWidget(self._digest)
        self._next: QPushButton | None = None
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.theme.space(2))
        self._standing = text_label(look, "", TextStyle.LARGE, strong=True)
        self._close = button(
            look, _("Go on to print and close"), role="primary", icon_name="arrow-right", large=True
        )
        self._close.clicked.connect(self.close_asked)
        self.unlock = as_target(button(look, _("Unlock…"), role="quiet", icon_name="lock-open"))
        self.unlock.setAccessibleDescription(_("Void this protocol and check again"))
        self.unlock.clicked.connect(self.unlock_asked)
        writes(context, self.unlock)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(3))
        rows.addWidget(head)
        rows.addWidget(self._standing)
        rows.addLayout(self._cards)
        rows.addWidget(self._close)
        rows.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignLeft)

    def show_standing(self, handover: Handover, signatories: tuple[Signatory, ...]) -> None:
        """Show `handover` and how far signing has come; the next who signs stands out."""
        formats = self._context.formats
        self._number.setText(handover.number)
        self._digest.setText(group_digest(handover.digest))
        if handover.finalised_at is not None:
            moment = formats.moment(handover.finalised_at)
            self._moment.setText(self._("Finalised {moment}. Its content is frozen.", moment=moment))
        while (old := self._cards.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        opened = [one for one in signatories if one.signature is None]
        self._next = None
        for signatory in signatories:
            self._cards.addWidget(self._make_card(signatory, is_next=bool(opened) and signatory is opened[0]))
        self._standing.setText(
            self._.n("{count} signature is open.", "{count} signatures are open.", len(opened))
            if opened
            else self._say_decided(signatories)
        )
        self._close.setVisible(not opened)
        self.unlock.setVisible(handover.state is not State.CLOSED)

    def take_focus(self) -> None:
        """Give the focus to the next who signs, or to the way on."""
        (self._next or self._close).setFocus()

    def _say_decided(self, signatories: tuple[Signatory, ...]) -> str:
        """Say that nothing is open, and how many gave no signature."""
        without = sum(one.signature is not None and not one.signature.kind.is_given for one in signatories)
        if not without:
            return self._("Everyone has signed.")
        return self._.n(
            "Nothing is open. {count} party gave no signature.",
            "Nothing is open. {count} parties gave no signature.",
            without,
        )

    def _make_card(self, signatory: Signatory, *, is_next: bool) -> Card:
        look, _, party = self._context.look, self._, signatory.details
        card = Card(look)
        card.body.setSpacing(look.theme.space(0.5))
        card.setAccessibleName(_.pair(_(TERMS[party.role]), party.name))
        card.body.addWidget(text_label(look, _(TERMS[party.role]), TextStyle.CAPTION, tone="muted"))
        card.body.addWidget(text_label(look, party.name, strong=True))
        person = ", ".join(part for part in (party.representative, party.function) if part)
        card.body.addWidget(text_label(look, person or _("Representative not named"), tone="muted"))
        card.body.addSpacing(look.theme.space(2))
        card.body.addLayout(self._make_state(signatory, is_next=is_next))
        return card

    def _make_state(self, signatory: Signatory, *, is_next: bool) -> QHBoxLayout:
        look, _ = self._context.look, self._
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(2))
        if signatory.signature is not None:
            given = signatory.signature.kind.is_given
            row.addWidget(Sign(look, "circle-check" if given else "x"), 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(self._make_words(signatory.signature), 1)
            return row
        sign = as_target(
            button(look, _("Sign…"), role="primary" if is_next else "plain", icon_name="pen-line")
        )
        if is_next:
            self._next = sign
        sign.clicked.connect(lambda: self.sign_asked.emit(signatory))
        sign.setAccessibleDescription(signatory.details.name)
        paper = as_target(button(look, _("On paper"), icon_name="file-text"))
        paper.clicked.connect(lambda: self.paper_asked.emit(signatory))
        paper.setAccessibleDescription(signatory.details.name)
        none = as_target(button(look, _("No signature…"), role="quiet"))
        none.clicked.connect(lambda: self.none_asked.emit(signatory))
        none.setAccessibleDescription(signatory.details.name)
        writes(self._context, sign, paper, none)
        row.addWidget(sign)
        row.addWidget(paper)
        row.addWidget(none)
        row.addStretch(1)
        return row

    def _make_words(self, act: Signature) -> QVBoxLayout:
        """Say what happened and when, and below what belongs to it: deputy, reason, witness."""
        look, _ = self._context.look, self._
        moment = self._context.formats.moment(act.signed_at)
        if act.kind is SignatureKind.DRAWN:
            head = _("Signed by {name}, {moment}", name=act.name, moment=moment)
        elif act.kind is SignatureKind.ON_PAPER:
            head = _("Signs on paper, noted {moment}", moment=moment)
        else:
            head = f"{_(SIGNATURE_TERMS[act.kind])}, {moment}"
        words = QVBoxLayout()
        words.setSpacing(look.theme.space(0.5))
        words.addWidget(text_label(look, head, strong=True))
        if act.authority:
            deputy = f"{act.name}, {act.function}"
            words.addWidget(text_label(look, _.pair(_("Deputy"), deputy)))
            words.addWidget(text_label(look, _.pair(_("Authority no."), act.authority)))
        if act.reason:
            words.addWidget(text_label(look, _.pair(_("Reason"), act.reason)))
        if act.witness:
            words.addWidget(text_label(look, _.pair(_("Witness"), act.witness)))
        return words
