"""Saving a protocol to a USB stick: which one, how far it is, and what was read back from it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from handover_desktop.domain.errors import EnvironmentFault, HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.changes import ChangeSet, changed
from handover_desktop.services.handing_out import STICK_FAULTS, OnStick
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.icons import icon
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.operations import Steps
from handover_desktop.ui.seal_prompt import unlock_seal
from handover_desktop.ui.sticks import Stick, list_sticks
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.targets import as_target

_DIGEST_SHOWN = 16


class StickButton(QWidget):
    """The button `button`, whose menu names the sticks that are plugged in, and any other folder.

    *Signals:* `began()` when a copy is begun.
    """

    began = Signal()

    def __init__(
        self,
        context: UiContext,
        banner: Banner,
        screen: QWidget,
        list_drives: Callable[[], tuple[Stick, ...]] = list_sticks,
    ) -> None:
        super().__init__(screen)
        self.hide()
        self._context = context
        self._ = context._
        self._banner = banner
        self._screen = screen
        self._list_drives = list_drives
        self._handover: HandoverId | None = None
        self.menu = QMenu(screen)
        self.button: QPushButton = as_target(
            button(context.look, context._("Save to USB stick…"), icon_name="usb")
        )
        self.button.clicked.connect(self.offer)
        writes(context, self.button)

    def show_handover(self, handover: HandoverId) -> None:
        """Save the protocol of `handover` from now on."""
        self._handover = handover

    def offer(self) -> None:
        """Look which sticks there are, then ask which one is meant."""
        self.button.setEnabled(False)
        self._context.operations.compute(
            self._list_drives,
            initiator=self,
            done=self._ask,
            settled=lambda: self.button.setEnabled(True),
        )

    def _ask(self, sticks: tuple[Stick, ...]) -> None:
        self.menu.clear()
        for stick in sticks:
            text = self._(
                "{name} ({folder}), {free} free",
                name=stick.name,
                folder=stick.folder,
                free=self._amount(stick.free),
            )
            action = self.menu.addAction(icon("usb", self._context.look), text.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, folder=stick.folder: self.save_to(folder))
        if not sticks:
            self.menu.addAction(self._("No stick is plugged in.")).setEnabled(False)
        self.menu.addSeparator()
        other = self.menu.addAction(icon("folder-open", self._context.look), self._("Another folder…"))
        other.triggered.connect(self._choose_folder)
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _choose_folder(self) -> None:
        folder = self._context.files.choose_folder()
        if folder is not None:
            self.save_to(folder)

    def save_to(self, folder: Path) -> None:
        """Write the protocol into `folder` and read it back."""
        handover, handing_out = self._handover, self._context.services.handing_out
        if handover is None:
            return
        self._banner.dismiss()
        self.began.emit()
        steps, done = Steps(), list[OnStick | EnvironmentFault]()

        def work() -> ChangeSet:
            try:
                copy = handing_out.save_to_stick(handover, folder, progress=steps)
            except EnvironmentFault as fault:
                if fault.code not in STICK_FAULTS:
                    raise
                done.append(fault)  # the stick's matter, said here: everything in the register is written
                return changed()
            done.append(copy)
            return copy.changes

        self._context.operations.command(
            work,
            initiator=self._screen,
            done=lambda _changes: self._show(done[0]),
            failed=lambda error: self._refuse_save(error, folder),
            label=self._("Saving the protocol and reading it back…"),
            steps=steps,
        )

    def _show(self, done: OnStick | EnvironmentFault) -> None:
        if isinstance(done, EnvironmentFault):
            self._refuse(done)
            return
        if done.fault is not None:
            self._banner.show_message(BannerKind.WARNING, self._context.messages.sentence(done.fault))
            return
        sha256 = done.written.sha256[:_DIGEST_SHOWN]
        grouped = "\N{NO-BREAK SPACE}".join(sha256[at : at + 4] for at in range(0, _DIGEST_SHOWN, 4))
        self._banner.show_message(
            BannerKind.SUCCESS,
            self._(
                "Written and read back: {name}, {size}, SHA-256 of the file {digest}… Eject {place} before you pull "
                "it out.",
                name=done.written.path.name,
                place=done.written.path.parent,
                size=self._amount(done.written.size),
                digest=grouped,
            ),
        )

    def _refuse_save(self, error: HandoverError, folder: Path) -> None:
        unlocked = unlock_seal(self._context, self._screen, error)
        if unlocked:
            self.save_to(folder)
        elif unlocked is None:
            self._refuse(error)

    def _refuse(self, error: HandoverError) -> None:
        self._banner.show_message(BannerKind.ERROR, self._context.messages.sentence(error))

    def _amount(self, size: int) -> str:
        """Return a number of bytes as people say it."""
        _ = self._
        for text, unit in ((_("{size} GB"), 10**9), (_("{size} MB"), 10**6)):
            if size >= unit:
                return text.format(size=self._context.formats.number(round(Decimal(size) / unit, 1)))
        return self._("{size} kB", size=max(1, round(size / 1000)))
