"""What the menus and dropped files do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from handover_desktop.domain.ids import HandoverId
from handover_desktop.ui.context import Step
from handover_desktop.ui.drops import Drop, judge_drop
from handover_desktop.ui.menus import MenuActs
from handover_desktop.ui.places import Place

_HELP = "help"
"""The name of the open help, whose module is loaded with it."""

if TYPE_CHECKING:
    from handover_desktop.ui.window import MainWindow


class WindowActs:
    """The acts of `window` that belong to no screen."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._ = window._

    def menu_acts(self) -> MenuActs:
        """Return what each menu entry does."""
        window = self._window
        return MenuActs(
            new_handover=self.new_handover,
            import_list=lambda: window.navigator.import_list(None, None),
            open_register=self.open_register,
            new_register=self.new_register,
            open_recent=window.open_register,
            forget_recent=self._forget_recent,
            open_demo=self.open_demo,
            back_up=self.back_up,
            ceremony_protocol=self.ask_ceremony_protocol,
            export=self.export,
            labels=self.labels,
            verify=self.verify_chosen,
            quit=self._quit,
            go_room=self.go_room,
            go_step=self.go_step,
            choose_theme=window.choose_theme,
            choose_language=window.ask_language,
            ceremony=window.show_ceremony,
            full_screen=self._toggle_full_screen,
            help=self._show_help,
            shortcuts=self._show_shortcuts,
            diagnostics=self._show_diagnostics,
            log_folder=self._show_log_folder,
            about=self._show_about,
        )

    def go_room(self, place: Place) -> None:
        """Go to a room of the register."""
        self._window.navigator.go(place)

    def go_step(self, step: Step) -> None:
        """Go to a step of the open handover."""
        navigator = self._window.navigator
        if navigator.handover is not None:
            navigator.go(Place(step.value), navigator.handover)

    def new_handover(self) -> None:
        """Make a handover in preparation with a free reference, and open it."""
        window = self._window
        services = window.desk.services
        if services is None:
            return

        def open_made(changes: object) -> None:
            made: HandoverId = changes.handover  # type: ignore[attr-defined]
            window.navigator.open_handover(made, Step.PREPARE)

        handovers = services.handovers
        window.operations.command(
            lambda: handovers.create(handovers.propose_reference()), initiator=window, done=open_made
        )

    def open_register(self) -> None:
        """Ask for a register and open it."""
        path = self._window.files.choose_register()
        if path is not None:
            self._window.open_register(path)

    def new_register(self) -> None:
        """Ask where a new register is to be, and open it; an existing one is opened as it is."""
        path = self._window.files.choose_new_register("register.handover")
        if path is not None:
            self._window.open_register(path, create=True)

    def open_demo(self) -> None:
        """Open the demo register; it is made on first use."""
        self._window.open_register(self._window.doors.demo_register)

    def back_up(self) -> None:
        """Ask where a backup is to be, and write it."""
        window = self._window
        services = window.desk.services
        if services is None:
            return
        day = services.workplace.now().date().isoformat()
        path = window.files.choose_new_register(f"{services.path.stem}-{day}.handover")
        if path is not None:
            window.operations.query(
                lambda: services.safekeeping.back_up(path),
                initiator=window,
                done=lambda _nothing: window.messages.tell(
                    self._("The backup {path} is made and checked.", path=path)
                ),
                label=self._("Making a backup…"),
            )

    def export(self) -> None:
        """Ask what of the open handover is to be given out, and write it."""
        from handover_desktop.ui.exports.export_desk import ExportDesk  # loaded when asked for, like the help

        window = self._window
        summary, screen = window.navigator.summary, window.navigator.screen
        if summary is not None and screen is not None:
            self._exports = ExportDesk(screen.context, window.shell)
            self._exports.ask(summary.id, summary.reference, final=bool(summary.number))

    def labels(self) -> None:
        """Ask how labels for the items of the open handover are to be made."""
        from handover_desktop.ui.exports.label_dialog import LabelDialog

        window = self._window
        summary, screen = window.navigator.summary, window.navigator.screen
        if summary is None or screen is None:
            return
        context = screen.context

        def open_dialog(units: tuple[str, ...]) -> None:
            dialog = LabelDialog(context, summary.id, summary.reference, units, window.shell)
            dialog.finished.connect(lambda _result: dialog.deleteLater())
            dialog.open()

        window.operations.query(
            lambda: context.services.checking.receiving_units(summary.id), initiator=window, done=open_dialog
        )

    def ask_ceremony_protocol(self) -> None:
        """Show the ceremony's protocols of the open handover, and ask what a new one needs."""
        from handover_desktop.ui.ceremony_protocols import CeremonyProtocols  # loaded when asked for

        window = self._window
        context, handover = window.navigator.context, window.navigator.handover
        if context is not None and handover is not None:
            self._ceremony = CeremonyProtocols(context, handover, window.shell)
            self._ceremony.ask()

    def verify_chosen(self) -> None:
        """Ask for a protocol and show what can be said of it."""
        from handover_desktop.ui.verify_acts import VerifyDesk  # loaded when asked for, like the help

        VerifyDesk(self._window).choose()

    def _take_scan_or_protocol(self, path: Path) -> None:
        """A PDF that is a protocol of this program is verified; anything else is the scan of one."""
        if path.suffix.lower() != ".pdf":
            self._take_scan(path)
            return

        def ask() -> bool:
            from handover_desktop.services.verifying import is_protocol_file

            return is_protocol_file(path)

        self._window.operations.compute(
            ask,
            initiator=self._window,
            done=lambda is_ours: self._verify(path) if is_ours else self._take_scan(path),
        )

    def _verify(self, path: Path) -> None:
        from handover_desktop.ui.verify_acts import VerifyDesk

        VerifyDesk(self._window).verify(path)

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Do with the dropped file what its kind and the present place call for; scans may be several."""
        window = self._window
        if len(paths) > 1 and all(judge_drop(path) is Drop.SCAN for path in paths):
            self._take_scans(paths)
            return
        if len(paths) != 1:
            window.messages.warn(self._("Drop one file at a time."))
            return
        path = paths[0]
        match judge_drop(path):
            case Drop.REGISTER:
                window.open_register(path)
            case Drop.LIST:
                self._take_list(path)
            case Drop.SCAN:
                self._take_scan_or_protocol(path)
            case Drop.ARCHIVE:
                self._verify(path)
            case Drop.REFUSED:
                window.messages.warn(
                    self._(
                        "{name} was not taken. Drop a list (XLSX, XLS, ODS, CSV), the scan of a signed "
                        "protocol (PDF, JPEG, PNG, TIFF) or a register.",
                        name=path.name,
                    )
                )

    def _take_list(self, path: Path) -> None:
        navigator = self._window.navigator
        if navigator.place is None:
            self._window.messages.warn(self._("Open a register first, then drop the list."))
            return
        # The list of a handover that is open and may still change; otherwise that of a new one.
        open_one = navigator.summary
        may_change = open_one is not None and not open_one.state.is_frozen and not open_one.symbolic
        navigator.import_list(path, navigator.handover if may_change else None)

    def _take_scan(self, path: Path) -> None:
        self._take_scans((path,))

    def _take_scans(self, paths: Sequence[Path]) -> None:
        """Find the handovers of scanned pages, whatever is open, and show what was found."""
        from handover_desktop.ui.scan_acts import ScanDesk, ScanTable, Target

        window = self._window
        services, summary = window.desk.services, window.navigator.summary
        if services is None:
            window.messages.warn(self._("Open a register first, then drop the scan."))
            return
        target = None
        if summary is not None and summary.number and window.navigator.handover is not None:
            target = Target(summary.id, summary.number)
        table = ScanTable(
            parent=window.shell,
            look=window.look,
            texts=self._,
            operations=window.operations,
            services=services,
            messages=window.messages,
            arrive=self._show_kept_scan,
        )
        self._scans = ScanDesk(table, target=target)
        self._scans.take(paths)

    def _show_kept_scan(self, handover: HandoverId) -> None:
        """Go where a scan was kept, unless that is open already; a form filled in belongs to the check."""
        window = self._window
        if window.navigator.handover == handover or window.desk.services is None:
            return
        get = window.desk.services.handovers.get
        window.operations.query(
            lambda: get(handover),
            initiator=window,
            done=lambda found: window.navigator.open_handover(
                handover, Step.CLOSE if found.number else Step.CHECK
            ),
        )

    def _quit(self) -> None:
        self._window.shell.close()

    def _forget_recent(self) -> None:
        self._window.settings.forget_registers()
        self._window.menus.set_recent({})

    def _toggle_full_screen(self) -> None:
        if self._window.shell.isFullScreen():
            self._window.shell.showNormal()
        else:
            self._window.shell.showFullScreen()

    def _show_help(self) -> None:
        from handover_desktop.ui.help import HelpDialog  # loaded when asked for, not before the list is there

        shell, place = self._window.shell, self._window.navigator.place
        topic = place.value if place else ""
        open_already = shell.findChild(HelpDialog)
        if open_already is not None:
            open_already.show_topic(topic)
            open_already.activateWindow()
            return
        HelpDialog(shell, self._window.look, self._, topic=topic).open_beside(shell)

    def put_help_away(self) -> None:
        """Close the help: it speaks the language that the window spoke."""
        for dialog in self._window.shell.findChildren(QDialog, _HELP):
            dialog.close()

    def _show_shortcuts(self) -> None:
        from handover_desktop.ui.help import ShortcutSheet

        ShortcutSheet(self._window.shell, self._window.look, self._).open()

    def _show_about(self) -> None:
        from handover_desktop.ui.help import AboutDialog

        AboutDialog(self._window.shell, self._window.look, self._).open()

    def _show_log_folder(self) -> None:
        """Show where the log is written, in the system's own way; where it has none, say the folder."""
        window = self._window
        if window.doors.logs is None or not QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(window.doors.logs))
        ):
            window.messages.warn(self._("The log is in {folder}.", folder=window.doors.logs or "–"))

    def _show_diagnostics(self) -> None:
        from handover_desktop.ui.diagnostics import DiagnosticsDesk

        DiagnosticsDesk(self._window).show()
