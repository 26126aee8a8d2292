"""What stays open, said plainly, before the handover is closed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.scans import name_pages
from handover_desktop.domain.states import State
from handover_desktop.domain.supplements import is_open_point
from handover_desktop.services.acts import describe_act
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.screens.close.data import CloseData
from handover_desktop.ui.screens.close.open_points import MOST, OpenPoints
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class ClosingSection(QWidget):
    """The open items with their supplementary protocol, and the end of the handover.

    *Signals:* `supplement_asked()`; `close_asked()`; `sign_asked()`.
    """

    supplement_asked = Signal()
    close_asked = Signal()
    sign_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context._
        look, _ = context.look, context._
        self._open_title = text_label(look, "", TextStyle.LARGE, strong=True)
        self._open_text = text_label(look, "", tone="muted")
        self.supplement = as_target(button(look, _("Make a supplementary protocol"), icon_name="plus"))
        self._open_card = Card(look)
        self.points = OpenPoints(context)
        for widget in (self._open_title, self.points, self._open_text, self.supplement):
            self._open_card.body.addWidget(widget)
        self._title = text_label(look, "", TextStyle.LARGE, strong=True)
        self._text = text_label(look, "")
        self.to_sign = as_target(button(look, _("Go to sign"), icon_name="pen-line"))
        self.close_button = button(
            look, _("Close the handover"), role="primary", icon_name="archive", large=True
        )
        self._banner = Banner(look, close_text=_("Dismiss"))
        card = Card(look)
        for part in (self._title, self._text, self._banner, self.to_sign, self.close_button):
            card.body.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(3))
        rows.addWidget(self._open_card)
        rows.addWidget(card)
        self.supplement.clicked.connect(self.supplement_asked)
        self.to_sign.clicked.connect(self.sign_asked)
        self.close_button.clicked.connect(self.close_asked)
        writes(context, self.supplement, self.close_button)

    def show_data(self, data: CloseData) -> None:
        """Say what stays open and offer what the state allows."""
        _, state = self._, data.handover.state
        self._banner.dismiss()
        self._show_open_items(data)
        closed = state is State.CLOSED
        self._title.setText(_("This handover is closed.") if closed else _("Close the handover"))
        self._text.setText("\n".join(self._sentences(data)))
        self._text.setVisible(bool(self._text.text()))
        self.to_sign.setVisible(bool(data.unsigned))
        self.close_button.setVisible(not closed)
        self.close_button.setEnabled(state is State.SIGNED)

    @property
    def text(self) -> str:
        """What is said about closing."""
        return self._text.text()

    @property
    def open_text(self) -> str:
        """What is said about what stays open."""
        return self._open_text.text()

    def refuse(self, error: HandoverError) -> None:
        """Say why it was not done."""
        self._banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error))

    def _show_open_items(self, data: CloseData) -> None:
        """Say what a supplementary protocol would carry over, and which ones there are."""
        _, items = self._, data.open_items
        self._open_card.setVisible(bool(items or data.supplements))
        self.supplement.setVisible(bool(items))
        self.points.show_items(items, self._context.services.workplace.now().date())
        if items:
            title = _.n("{count} item stays open.", "{count} items stay open.", len(items))
        else:
            title = _("What stayed open is on a supplementary protocol.")
        self._open_title.setText(title)
        sentences = []
        if items:
            if len(items) > MOST:
                sentences.append(_("The first {count} are shown. The protocol names them all.", count=MOST))
            points = sum(is_open_point(item) for item in items)
            if points:
                sentences.append(
                    _.n(
                        "{count} of them was taken over, with something agreed that is still to be done.",
                        "{count} of them were taken over, with something agreed that is still to be done.",
                        points,
                    )
                )
            sentences.append(_("A supplementary protocol carries them over and names this one."))
        if data.supplements:
            named = ", ".join(data.supplements)
            sentences.append(_("Supplementary protocols: {references}", references=named))
        self._open_text.setText("\n".join(sentences))

    def _sentences(self, data: CloseData) -> list[str]:
        _ = self._
        sentences = []
        if data.unsigned:
            sentences.append(_("These signatures are open: {names}.", names=", ".join(data.unsigned)))
        sentences += [
            f"{_.pair(one.details.name, describe_act(one.signature, _))}."
            for one in data.decided_against
            if one.signature is not None
        ]
        if data.on_paper and not data.scans:
            sentences.append(_("Some sign on paper, and no signed scan is attached yet."))
        elif data.scanned is not None and not data.scanned.is_complete:
            missing = name_pages(data.scanned.missing)
            sentences.append(
                _("Of the signed pages, these are not attached yet: {missing}.", missing=missing)
            )
        if data.open_items:
            sentences.append(_("Items stay open, and no supplementary protocol is made yet."))
        if data.handover.state is State.SIGNED:
            sentences.append(
                _("Closing ends the work on it. Everything stays readable, and scans can still be attached.")
            )
        return sentences
