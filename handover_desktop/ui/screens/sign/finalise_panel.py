"""What finalising does, what still stops it, and the button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.handovers import HandoverDetails
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.operations import Writes
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class FinalisePanel(QWidget):
    """The decision to freeze.

    *Signals:* `asked()`; `points_asked()`; `languages_chosen()`.
    """

    asked = Signal()
    points_asked = Signal()
    languages_chosen = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context._
        self._errors = 0
        look, _ = context.look, context._
        self._languages = QComboBox()
        as_target(self._languages)
        self._languages.currentIndexChanged.connect(self.languages_chosen)
        self.finalise = button(look, _("Finalise"), role="primary", icon_name="lock", large=True)
        self.finalise.clicked.connect(self.asked)
        writes(context, self.finalise)
        self._reason = text_label(look, "", strong=True)
        self._said = text_label(look, "")
        self._said.hide()
        self._points = button(look, _("Show them"))
        self._points.clicked.connect(self.points_asked)
        self._banner = Banner(look, close_text=_("Dismiss"))
        self._lay_out()
        self.setFocusProxy(self._languages)  # finalising is one step further
        context.operations.writes_changed.connect(self._judge)

    def _lay_out(self) -> None:
        look, _ = self._context.look, self._
        card = Card(look)
        card.body.addWidget(text_label(look, _("Finalise the protocol"), TextStyle.TITLE, strong=True))
        for sentence in (
            _("A backup of the register is made first."),
            _("The protocol gets its number, and its whole content a digest that is printed on every page."),
            _(
                "From then on nothing in it can be changed. Unlocking it for a correction voids number and signatures."
            ),
            _("Then the parties sign what is shown here."),
        ):
            card.body.addWidget(text_label(look, f"–  {sentence}"))
        card.body.addSpacing(look.theme.space(2))
        card.body.addWidget(Field(look, _("Languages of the document"), self._languages))
        card.body.addSpacing(look.theme.space(2))
        for widget in (self._reason, self._said, self._points, self._banner, self.finalise):
            card.body.addWidget(widget)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(card)

    @property
    def languages(self) -> tuple[str, ...]:
        """The language tags that are chosen, the leading one first."""
        chosen = self._languages.currentData()
        return tuple(chosen) if chosen else ()

    def show_details(self, details: HandoverDetails) -> None:
        """Offer the languages of the handover: both, either order, or one alone."""
        tags = details.languages
        choices = [tags, tuple(reversed(tags)), *((tag,) for tag in tags)]
        self._languages.blockSignals(True)
        self._languages.clear()
        for choice in dict.fromkeys(choices):
            self._languages.addItem(" + ".join(DOCUMENT_LANGUAGES[tag] for tag in choice), list(choice))
        self._languages.blockSignals(False)

    def show_errors(self, count: int) -> None:
        """Say how many points stop finalising."""
        self._errors = count
        self._banner.dismiss()
        self._judge()

    def show_points(self, sentences: list[str]) -> None:
        """Say what stops and what is worth knowing, one under the other; nothing where it stands elsewhere."""
        self._said.setText("\n".join(f"–  {sentence}" for sentence in sentences))
        self._said.setVisible(bool(sentences))

    def refuse(self, error: HandoverError) -> None:
        """Say why it was not finalised."""
        self._banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error))
        self._judge()

    def set_busy(self) -> None:
        """Take no second order while the first is carried out."""
        self.finalise.setEnabled(False)

    def _judge(self) -> None:
        writes = self._context.operations.writes
        reason = self._context.messages.unsettled(writes)
        if self._errors:
            reason = self._.n(
                "{count} point stops finalising.", "{count} points stop finalising.", self._errors
            )
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._points.setVisible(bool(self._errors))
        self.finalise.setEnabled(not self._errors and writes is Writes.IDLE)
