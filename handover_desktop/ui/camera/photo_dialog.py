"""Taking photos: the live picture, the one that was taken, and whether it is used."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.ui.camera.panel import CameraPanel
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.targets import as_target

_WIDTH: Final = 720
"""Room for every set of buttons: the dialog keeps its size while they change."""


class PhotoDialog(TabbedDialog):
    """Space or Enter takes a photo and uses it, Escape goes a step back. Several can be taken in one go.

    Nothing is kept before "Use"; the picture stands until whoever keeps it says `say_kept` or `refuse`.
    *Signals:* `used(QImage)`.
    """

    used = Signal(QImage)

    def __init__(self, context: UiContext, parent: QWidget, *, whole: bool = False) -> None:
        """Make the dialog; `whole` where the photos are of the whole handover."""
        super().__init__(parent)
        self._ = _ = context._
        look = context.look
        self._taken = QImage()
        self._saving = False
        self.setWindowTitle(_("Take photos of the whole handover") if whole else _("Take photos"))
        self.setModal(True)
        self.setMinimumWidth(look.theme.scaled(_WIDTH))
        self.panel = CameraPanel(context)
        self.banner = Banner(look, close_text=_("Dismiss"))
        self.take = as_target(button(look, _("Take"), role="primary", icon_name="camera"))
        self.use = as_target(button(look, _("Use"), role="primary", icon_name="check"))
        self.again = as_target(button(look, _("Again"), icon_name="undo-2"))
        self.back = as_target(button(look, _("Back")))
        self._lay_out(look)
        self.take.clicked.connect(self.panel.take)
        self.use.clicked.connect(self._use)
        self.again.clicked.connect(self._go_on)
        self.back.clicked.connect(self.reject_all)
        self.panel.went_live.connect(self._show_state)
        self.panel.taken.connect(self._show_taken)
        self.panel.troubled.connect(lambda _text: self.panel.again.setFocus())
        self._show_state()

    def _lay_out(self, look: Look) -> None:
        space = look.theme.space
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self.panel.choice, 2)
        foot.addStretch(1)
        foot.addWidget(self.again)
        foot.addWidget(self.use)
        foot.addWidget(self.take)
        foot.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addWidget(self.banner)
        column.addWidget(self.panel, 1)
        column.addLayout(foot)

    @property
    def has_taken(self) -> bool:
        """Whether a photo stands there that was neither used nor put away."""
        return not self._taken.isNull()

    def say_kept(self, number: int) -> None:
        """Say that the photo is kept, and go on with live pictures."""
        text = self._("Photo {number} is kept. Take another, or go back.", number=number)
        self.banner.show_message(BannerKind.SUCCESS, text)
        self._go_on()

    def refuse(self, sentence: str) -> None:
        """Say why the photo was not kept; it still stands there."""
        self._saving = False
        self.banner.show_message(BannerKind.ERROR, sentence)
        self._show_state()

    def reject(self) -> None:
        """Go a step back: from a photo that was taken to live pictures, from these to where one came from."""
        if self._saving:
            return
        if self.has_taken:
            self._go_on()
        else:
            super().reject()

    def reject_all(self) -> None:
        """Go back at once; a photo that was not used is let go."""
        self._taken, self._saving = QImage(), False
        self.panel.end()
        super().reject()

    def _show_taken(self, picture: QImage) -> None:
        self._taken = picture
        self.banner.dismiss()
        self._show_state()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._("The photo is taken.")))

    def _use(self) -> None:
        if self.has_taken and not self._saving:
            self._saving = True
            self._show_state()
            self.used.emit(self._taken)

    def _go_on(self) -> None:
        self._taken, self._saving = QImage(), False
        self.panel.go_on()
        self._show_state()

    def _show_state(self) -> None:
        """Offer what can be done now; the next step has the focus."""
        taken = self.has_taken
        for one in (self.use, self.again):
            one.setVisible(taken)
            one.setEnabled(not self._saving)
        self.take.setVisible(not taken)
        self.take.setEnabled(self.panel.is_live)
        self.panel.choice.setEnabled(not taken)
        self.back.setEnabled(not self._saving)
        if taken and not self._saving:
            self.use.setFocus()
        elif self.panel.is_live:
            self.take.setFocus()
