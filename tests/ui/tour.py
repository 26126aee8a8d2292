"""A walk through the whole window: every place and every dialog, one after the other."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.app import open_demo, open_services, peek
from handover_desktop.cameras import Trouble
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.list_changes import ChangeKind
from handover_desktop.i18n import Translator, load_translator
from handover_desktop.services.demo_script import demo_mark
from handover_desktop.services.desk import Services
from handover_desktop.services.verifying import verify_file
from handover_desktop.services.views import CheckRequest, ItemFilter
from handover_desktop.ui.camera.photo_dialog import PhotoDialog
from handover_desktop.ui.ceremony_dialog import CeremonyDialog
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.diagnostics import DiagnosticsDialog, facts_of_window, write_out
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.exports.choices import What
from handover_desktop.ui.exports.export_dialog import ExportDialog
from handover_desktop.ui.exports.label_dialog import LabelDialog
from handover_desktop.ui.help import AboutDialog, HelpDialog, ShortcutSheet
from handover_desktop.ui.navigator import Navigator
from handover_desktop.ui.own_certificate import OwnCertificateDialog
from handover_desktop.ui.paper.form_dialog import FormDialog
from handover_desktop.ui.paper.transcription import TranscriptionDialog
from handover_desktop.ui.places import Place
from handover_desktop.ui.scan_acts import ScanDesk, ScanTable
from handover_desktop.ui.scanning.scanner_dialog import ScannerDialog
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.check.photo_viewer import PhotoViewer
from handover_desktop.ui.screens.prepare.importing import ImportScreen
from handover_desktop.ui.screens.prepare.pair_dialog import PairDialog
from handover_desktop.ui.screens.prepare.version_models import Part
from handover_desktop.ui.screens.settings import SettingsScreen
from handover_desktop.ui.screens.sign import SignScreen
from handover_desktop.ui.screens.sign.no_signature import NoSignatureDialog
from handover_desktop.ui.screens.sign.unlock_dialog import UnlockDialog
from handover_desktop.ui.screens.start.assets import AssetsScreen
from handover_desktop.ui.secrets_dialog import SecretDialog
from handover_desktop.ui.settings import WindowSettings
from handover_desktop.ui.shell import Shell
from handover_desktop.ui.theme import Look
from handover_desktop.ui.verification import VerifyActs, VerifyDialog
from handover_desktop.ui.voided_viewer import VoidedViewer
from handover_desktop.ui.window import MainWindow
from tests.cameras.films import Films, colours
from tests.protocol.scanner import as_pdf, print_pages
from tests.ui.screens.room import add_handover, vehicle
from tests.ui.settling import rest

CHECKED, PREPARED, CLOSED, FROZEN = "DEMO-2024-001", "DEMO-2024-002", "DEMO-2024-000", "HO-1"
"""The handovers that the tour goes through, by their references."""

_LIST = """Handed over in December;;;;
No;Article;S/N;Pieces;Price EUR
1;Radio set;SN-0001;1;100.00
2;Radio set;SN-0002;none;100.00
3;Radio set;3.56E+14;1;100.00
4;Cable;;25;4.00
"""

_VERSION = """Line no.;Description;VIN;Quantity;Unit of measure;Unit price;Currency
V1-001;Compact SUV 4×4, patrol livery;0SYZZZV11ZR000901;1;pcs;19450.00;EUR
V1-002;Compact SUV 4×4, armoured;0SYZZZV11ZR000002;1;pcs;19950.00;EUR
V1-003;Compact SUV 4×4, patrol livery;0SYZZZV11ZR000003;1;pcs;19450.00;EUR
N-001;Generator;;2;pcs;900.00;EUR
"""

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
Show = Callable[[str, QWidget], None]


class Marked(gettext.NullTranslations):
    """A catalogue in which every text stands between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


class Longer(gettext.NullTranslations):
    """A catalogue in which every text is two fifths longer, in words of a usual length."""

    def gettext(self, message: str) -> str:
        more = len(message) * 2 // 5
        return message + (" lengthy" * (more // 8 + 1))[:more]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


MADE_UP = {"marked": Marked, "longer": Longer}
"""Languages that no one speaks."""


def toured_register(path: Path) -> bytes:
    """Make the demo register with one more handover, and return its bytes.

    It is finalised, not signed, and has a voided protocol behind it.
    """
    services = open_demo(path)
    frozen = add_handover(services, [vehicle(1), vehicle(2)])
    for item in services.checking.item_ids(frozen, ItemFilter()):
        services.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    services.finalising.finalise(frozen)
    services.voiding.unlock(frozen, reason="V1", who="Demo Osoba 1", originals_withdrawn=True)
    services.finalising.finalise(frozen)
    checked = services.handovers.find(CHECKED).id
    services.papers.save_form(checked, path.with_name("form.pdf"))
    services.close()
    return path.read_bytes()


@dataclass
class Tour:
    """Opens places and dialogs of `window`; each is given to `show` with a name once it has its data."""

    window: MainWindow
    qtbot: QtBot
    show: Show
    folder: Path
    handovers: dict[str, HandoverId]

    def settle(self) -> None:
        rest(self.qtbot, lambda: not self.window.operations.is_busy, timeout=30_000)
        for _layout_within_layout in range(3):
            QApplication.processEvents()

    @property
    def context(self) -> UiContext:
        assert self.window.navigator.screen is not None
        return self.window.navigator.screen.context

    def speak(self, made_up: str) -> None:
        """Build the window anew in a language that no one speaks."""
        self.window._build(self.window.doors.load_texts(made_up))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.window._begin(lambda: self.window.navigator.go(Place.HANDOVERS))
        self.qtbot.waitUntil(lambda: self.window.navigator.place is not None, timeout=30_000)
        self.settle()

    def switch(self, language: str) -> None:
        """Let the window speak another of its languages, as its menu does."""
        before = self.window.navigator
        self.window.switch_language(language)
        self.wait_for_another(before)

    def wait_for_another(self, before: Navigator) -> None:
        """Wait until the window was built anew."""
        self.qtbot.waitUntil(
            lambda: (
                self.window.navigator is not before
                and self.window.navigator.place is not None
                and not self.window.navigator.is_unpacking
            ),
            timeout=30_000,
        )
        self.settle()

    def whole(self) -> None:
        """Go everywhere."""
        self.rooms()
        self.steps()
        self.dialogs()
        self.far_places()

    def ask(self, work: Callable[[Services], T]) -> T:
        """Return what `work` finds in the register, on the lane that alone may use it."""
        services = self.window.desk.services
        assert services is not None
        found: list[T] = []
        job = self.window.operations.query(lambda: work(services), initiator=self.window, done=found.append)
        self.window.operations.wait(job)
        self.settle()
        return found[0]

    def go(self, name: str, place: Place, reference: str = "") -> None:
        """Show a place."""
        assert self.window.navigator.go(place, self.handovers.get(reference))
        self.settle()
        self.show(name, self.window.shell)

    def rooms(self) -> None:
        for place in (Place.HANDOVERS, Place.ASSETS, Place.JOURNAL, Place.SETTINGS, Place.IMPORT):
            self.go(place.value, place)
        self.assets()
        self.donors()
        self.reading_a_list()

    def assets(self) -> None:
        self.window.navigator.go(Place.ASSETS)
        screen = self.window.navigator.screen
        assert isinstance(screen, AssetsScreen)
        screen._search.set_text("V1-001")
        self.qtbot.waitUntil(lambda: screen._model.rowCount() > 0, timeout=30_000)
        screen._table.selectRow(0)
        self.settle()
        self.show("assets-found", self.window.shell)

    def donors(self) -> None:
        self.window.navigator.go(Place.SETTINGS)
        self.settle()
        screen = self.window.navigator.screen
        assert isinstance(screen, SettingsScreen)
        screen.donors._begin_new()
        self.settle()
        self.show("settings-donor", self.window.shell)
        screen.donors.discard()

    def reading_a_list(self) -> None:
        path = self.folder / "list.csv"
        path.write_text(_LIST, "utf-8")
        self.window.navigator.import_list(path, None)
        self.settle()
        screen = self.window.navigator.screen
        assert isinstance(screen, ImportScreen)
        for number in range(screen._review._tabs.count()):
            screen._review._tabs.setCurrentIndex(number)
            QApplication.processEvents()
            self.show(f"import-{number}", self.window.shell)
        screen.begin(None)

    def a_new_version(self) -> None:
        """Show what differs, a line that is perhaps the same asset, and what is said of a list that says the same."""
        path = self.folder / "new-version.csv"
        path.write_text(_VERSION, "utf-8")
        screen = self.compare(path)
        self.show("version", self.window.shell)
        page = screen._versions
        page.table.point_at("#3")
        self.settle()
        self.show("version-added", self.window.shell)
        page._part.setCurrentIndex(list(Part).index(Part.GONE))
        self.settle()
        self.show("version-gone", self.window.shell)
        added, gone = (page._version.comparison.of(kind) for kind in (ChangeKind.ADDED, ChangeKind.GONE))
        dialog = PairDialog(self.context, added[0], gone, self.window.shell)
        dialog.open()
        self.settle()
        self.show("pair", dialog)
        dialog.reject()
        dialog.deleteLater()
        path.write_text("\n".join(_VERSION.splitlines()[::3]), "utf-8")
        self.compare(path)
        self.show("version-few", self.window.shell)

    def compare(self, path: Path) -> ImportScreen:
        """Compare a list with the one of the handover that is being checked."""
        self.window.navigator.import_list(path, self.handovers[CHECKED])
        self.settle()
        screen = self.window.navigator.screen
        assert isinstance(screen, ImportScreen)
        screen._review._compare.click()
        self.settle()
        assert screen._pages.currentWidget() is screen._versions
        return screen

    def steps(self) -> None:
        self.go("prepare", Place.PREPARE, PREPARED)
        self.go("prepare-all", Place.PREPARE, CHECKED)
        self.a_new_version()
        self.check()
        self.go("reconcile", Place.RECONCILE, CHECKED)
        self.go("finalise", Place.SIGN, CHECKED)
        self.sign()
        for place in (Place.PREPARE, Place.CHECK, Place.RECONCILE, Place.SIGN, Place.CLOSE):
            self.go(place.value if place is Place.CLOSE else f"{place.value}-closed", place, CLOSED)

    def check(self) -> None:
        self.go("check", Place.CHECK, CHECKED)
        screen = self.window.navigator.screen
        assert isinstance(screen, CheckScreen)
        screen.pane.form.choose(Outcome.ACCEPTED_WITH_REMARKS)
        self.settle()
        self.show("check-remark", self.window.shell)
        screen.pane.form.put_away()
        screen.clock.no.click()
        self.settle()
        self.show("check-clock", self.window.shell)
        screen.clock.back.click()
        self.settle()
        screen.pane.form.sheet_asked.emit()
        self.settle()
        self.show("check-sheet", self.window.shell)
        screen.pane.sheet.left.emit()
        for name, code in (("check-scan", "SYN-E14-0941"), ("check-several", "0SYZZZW11ZRO00059")):
            screen.scans.take_codes((code,))
            self.settle()
            self.show(name, self.window.shell)
            screen.scans.panel._leave()
        self.cameras(screen)
        screen.list.view.selectAll()
        self.settle()
        self.show("check-many", self.window.shell)
        screen._ask_extra("")
        self.settle()
        self.show("check-extra", self.window.shell)
        screen._turn_back()
        self.settle()
        screen.photos._open_all()
        self.settle()
        viewer = self.found(PhotoViewer)
        self.show("photos", viewer)
        viewer.reject()

    def cameras(self, screen: CheckScreen) -> None:
        """Show the camera for codes and the one for photos, with a picture and without."""
        screen.list.from_camera.click()
        codes = screen.camera.panel
        assert codes is not None
        self.qtbot.waitUntil(lambda: bool(codes.trouble), timeout=30_000)
        for trouble in Trouble:
            codes.watch.troubled.emit(trouble)
            QApplication.processEvents()
            self.show(f"check-camera-{trouble.value}", self.window.shell)
        screen.camera.toggle()
        dialog = PhotoDialog(replace(self.context, cameras=Films((colours(),))), self.window.shell)
        dialog.open()
        self.qtbot.waitUntil(lambda: dialog.panel.is_live, timeout=30_000)
        self.show("camera", dialog)
        dialog.take.click()
        self.qtbot.waitUntil(lambda: dialog.has_taken, timeout=30_000)
        self.show("camera-taken", dialog)
        dialog.say_kept(1)
        self.settle()
        dialog.panel.watch.troubled.emit(Trouble.DENIED)
        QApplication.processEvents()
        self.show("camera-denied", dialog)
        dialog.reject_all()
        dialog.deleteLater()

    def sign(self) -> None:
        self.go("sign", Place.SIGN, FROZEN)
        screen = self.window.navigator.screen
        assert isinstance(screen, SignScreen)
        handover = self.handovers[FROZEN]
        first = self.ask(lambda services: services.signing.signatories(handover))[0]
        screen.signing.sign_asked.emit(first)
        self.settle()
        assert screen.sheet is not None
        screen.sheet.resize(1366, 768)
        self.show("sheet", screen.sheet)
        screen.sheet.panel.pad.set_strokes(demo_mark(0), begun=None)
        screen.sheet._keep_strokes()
        screen.sheet.sign.click()
        QApplication.processEvents()
        self.show("sheet-read-back", screen.sheet)
        screen.sheet.reject()
        self.settle()
        if screen.sheet is not None:
            screen._put_sheet_away()
        self.dialog("no-signature", NoSignatureDialog(self.context, first, screen))
        stake = self.ask(lambda services: services.voiding.at_stake(handover))
        self.dialog("unlock", UnlockDialog(self.context, replace(stake, signed_on_paper=True), screen))
        (voided,) = self.ask(lambda services: services.voiding.voided(handover))
        self.dialog("voided", VoidedViewer(self.context, handover, voided.protocol.number, screen))

    def dialogs(self) -> None:
        self.window.navigator.go_home()
        self.settle()
        shell, look, _ = self.window.shell, self.window.look, self.window._
        for topic in ("handovers", "check", "sign"):
            self.dialog(f"help-{topic}", HelpDialog(shell, look, _, topic=topic))
        self.dialog("shortcuts", ShortcutSheet(shell, look, _))
        self.dialog("about", AboutDialog(shell, look, _))
        self.dialog(
            "diagnostics",
            DiagnosticsDialog(shell, look, _, text=write_out(facts_of_window(look, _), ())),
        )
        self.dialog("form", FormDialog(look, _, ("Unit A", "Unit B"), shell))
        context, checked = self.context, self.handovers[CHECKED]
        export = ExportDialog(context, checked, final=True, parent=shell)
        for what in What:
            export.what.setCurrentIndex(max(export.what.findData(what.value), 0))
            export.redacted.setChecked(True)
            export.open()
            self.settle()
            self.show(f"export-{what}", export)
        export.reject()
        export.deleteLater()
        self.dialog("labels", LabelDialog(context, checked, CHECKED, ("Unit A", "Unit B"), shell))
        self.dialog("transcription", TranscriptionDialog(self.context, self.handovers[CHECKED], shell))
        self.dialog("ceremony", self._ceremony_dialog())
        self.dialog("no-form", TranscriptionDialog(self.context, self.handovers[PREPARED], shell))
        self.dialog("certificate", OwnCertificateDialog(self.context, (), shell))
        self.dialog("scanner", ScannerDialog(self.context, shell))
        title = _("Passphrase of the seal")
        self.dialog("secret", SecretDialog(shell, look, _, title=title, text=title))
        messages = self.window.messages
        self.asked("unsaved", lambda: messages.ask_unsaved(_("The profile has changes that are not saved.")))
        self.asked("reason", lambda: messages.ask_reason(_("Reason"), _("Reason"), yes=_("Save")))
        self.asked("crash", lambda: messages.crash("Traceback"))
        messages.refuse(DomainError(Code.NOTHING_TO_UNDO))
        self.show("banner", shell)
        self.window.banner.dismiss()

    def _ceremony_dialog(self) -> CeremonyDialog:
        handover = self.handovers[CHECKED]
        proposal = self.ask(lambda services: services.ceremonies.propose(handover))
        return CeremonyDialog(self.context, proposal, (), self.window.shell)

    def far_places(self) -> None:
        """Go where one seldom comes: menus, the report on a file, scans, the ceremony, a register that is refused."""
        shell = self.window.shell
        for number, action in enumerate(shell.menuBar().actions()):
            menu = action.menu()
            menu.popup(shell.mapToGlobal(shell.rect().topLeft()))
            QApplication.processEvents()
            self.show(f"menu-{number}", menu)
            menu.close()
        path = self.protocol()
        acts = VerifyActs(lambda _text: None, lambda: None)
        shown = VerifyDialog(shell, self.window.look, self.window._, verify_file(path), "p.pdf", acts)
        self.dialog("verified", shown)
        self.scans(path)
        self.window.navigator.go(Place.CHECK, self.handovers[CHECKED])
        self.settle()
        self.window.show_ceremony()
        self.settle()
        assert self.window.ceremony.view is not None
        self.show("ceremony-view", self.window.ceremony.view)
        self.window.ceremony.end()
        self.window.navigator.go_home()
        self.settle()
        path = self.folder / "r.handover"
        refused = EnvironmentFault(Code.REGISTER_OPEN_ELSEWHERE, path=path, holder="laptop-7, 4711")
        self.window._show_refusal(path, refused)
        QApplication.processEvents()
        self.show("refused", shell)
        self.window.navigator.go_home()
        self.settle()

    def protocol(self) -> Path:
        """Return the file of a sealed protocol."""
        path = self.folder / "p.pdf"
        if not path.exists():
            closed = self.handovers[CLOSED]
            path.write_bytes(self.ask(lambda services: services.documents.final(closed)))
        return path

    def scans(self, protocol: Path) -> None:
        path = self.folder / "scan.pdf"
        if not path.exists():
            pages = print_pages(protocol.read_bytes())
            torn = pages[2].crop((0, 300, pages[2].width, pages[2].height - 300))
            path.write_bytes(as_pdf([pages[0], torn, pages[0]]))
        window = self.window
        assert window.desk.services is not None
        desk = ScanDesk(
            ScanTable(
                parent=window.shell,
                look=window.look,
                texts=window._,
                operations=window.operations,
                services=window.desk.services,
                messages=window.messages,
                arrive=lambda _handover: None,
            )
        )
        desk.take((path,))
        self.settle()
        self.show("scans", desk.dialog)
        desk.dialog.reject()
        self.settle()

    def found(self, kind: type[W]) -> W:
        """Return the window of that kind which is open."""
        return next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
        )

    def dialog(self, name: str, dialog: QDialog) -> None:
        """Show a dialog and put it away."""
        dialog.open()
        self.settle()
        self.show(name, dialog)
        dialog.reject()
        dialog.deleteLater()
        QApplication.processEvents()

    def asked(self, name: str, ask: Callable[[], object]) -> None:
        """Show the dialog that `ask` waits for, and answer it with Escape."""

        def look() -> None:
            modal = QApplication.activeModalWidget()
            assert isinstance(modal, QDialog)
            self.show(name, modal)
            self.qtbot.keyClick(modal, Qt.Key.Key_Escape)

        QTimer.singleShot(0, self.window, look)
        ask()


def open_window(folder: Path, resources: Path, register: bytes, look: Look, qtbot: QtBot) -> Tour:
    """Open a window of 1366 by 768 pixels on a register in `folder`; it speaks English."""
    demo = folder / "demo.handover"
    demo.write_bytes(register)
    catalogues = resources / "catalogues"

    def texts(tag: str) -> Translator:
        return Translator("en", MADE_UP[tag]()) if tag in MADE_UP else load_translator(tag, catalogues)

    doors = Doors(
        peek=peek,
        open_register=open_services,
        open_demo=open_demo,
        load_texts=texts,
        default_register=folder / "register.handover",
        demo_register=demo,
        settings_file=folder / "window.ini",
        resources=resources,
        cameras=Films(()),
    )
    shell = Shell(look, WindowSettings(doors.settings_file), waiting="")
    shell.resize(1366, 768)
    window = MainWindow(shell, doors, doors.load_texts("en"))
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    window.open_register(demo)
    qtbot.waitUntil(lambda: window.navigator.place is Place.HANDOVERS, timeout=30_000)
    made = Tour(window, qtbot, lambda _name, _widget: None, folder, {})
    made.settle()
    found = made.ask(lambda services: services.handovers.overview())
    made.handovers.update({one.reference: one.id for one in found})
    return made
