"""The window: one register, its rooms, and the one open handover with its five steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault, HandoverError
from handover_desktop.i18n import Translator, for_window
from handover_desktop.log import note_crash
from handover_desktop.services.changes import ChangeSet, Kind
from handover_desktop.ui.acts import WindowActs
from handover_desktop.ui.ceremony_desk import CeremonyDesk
from handover_desktop.ui.clock_watch import ClockWatch
from handover_desktop.ui.context import Navigation, Step, UiContext
from handover_desktop.ui.directions import turn
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.files import FileChooser
from handover_desktop.ui.header import Header
from handover_desktop.ui.menus import Menus
from handover_desktop.ui.messages import Messages, Tone
from handover_desktop.ui.navigator import Luggage, Navigator
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.places import STEPS, Place, is_reachable
from handover_desktop.ui.qt_texts import QtTexts
from handover_desktop.ui.registers import Lobby, Reading, RegisterDesk, WaysOn, formats_of
from handover_desktop.ui.settings import LANGUAGE, LAST_PLACE, THEME
from handover_desktop.ui.shell import Shell
from handover_desktop.ui.small_screens import Pages, Room
from handover_desktop.ui.tabbing import Sight
from handover_desktop.ui.theme import ThemeChoice, load_more_fonts
from handover_desktop.ui.wakefulness import Wakefulness
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.busy import BusyIndicator

if TYPE_CHECKING:
    from handover_desktop.formats import Formats
    from handover_desktop.services.views import HandoverSummary
    from handover_desktop.ui.guard import RegisterGuard

_KINDS = {
    Tone.INFO: BannerKind.INFO,
    Tone.SUCCESS: BannerKind.SUCCESS,
    Tone.WARNING: BannerKind.WARNING,
    Tone.ERROR: BannerKind.ERROR,
}
_PASSING_MS = 6000
_LOOK_AGAIN_MS = 100


class MainWindow(QObject):
    """Furnishes the shell: header, notices, the screens, menus; and ties them to the one open register."""

    def __init__(self, shell: Shell, doors: Doors, texts: Translator) -> None:
        super().__init__(shell)
        self.shell = shell
        self.look = shell.look
        self.settings = shell.settings
        self.doors = doors
        self.operations = Operations(self)
        self.desk = RegisterDesk(doors, self.operations, self)
        self._asked = (doors.default_register, False)
        self.awake = Wakefulness(parent=self)
        self.awake.unavailable.connect(self._tell_of_sleep)
        self.ceremony = CeremonyDesk(self)
        self._refused_page: Callable[[], None] | None = None
        self._guard: RegisterGuard | None = None
        self.is_safe = False
        self._reads_crash = False
        self._passing = QTimer(self, singleShot=True, interval=_PASSING_MS)
        self._passing.timeout.connect(self._dismiss_passing)
        self._qt_texts = QtTexts(self)
        self._sight = Sight(self)
        load_more_fonts(doors.resources)
        self._build(texts)
        self.operations.changed.connect(self._take_note)
        self.operations.refused.connect(self._show_refused)
        self.operations.faulted.connect(self._show_fault)
        self.operations.crashed.connect(self.show_crash)
        self.operations.busy.connect(self._show_busy)
        self.operations.stepped.connect(self._show_step)
        self.operations.idle.connect(self._show_idle)
        self.desk.peeked.connect(self._show_peeked)
        self.desk.outdated.connect(self._show_outdated)
        self.desk.opened.connect(self._start_register)
        self.desk.refused.connect(self._show_refusal)
        shell.tenant = self

    def _build(self, texts: Translator) -> None:
        """Build everything that bears texts; called again for another language."""
        self._ = texts = for_window(texts)
        turn(texts.language)
        self._qt_texts.speak(texts)
        self.header = Header(self.look, texts)
        self.banner = Banner(self.look, close_text=texts("Dismiss"))
        self.clock = ClockWatch(self.look, texts, self.operations, self.banner)
        self.busy = BusyIndicator(self.look, cancel_text=texts("Cancel"))
        self.lobby = Lobby(self.look, texts)
        self.stack = Pages()
        self.stack.addWidget(self.lobby)
        self.navigator = Navigator(self.stack)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.clock.banner, self.banner):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self.busy)
        self.shell.setCentralWidget(Room(body))
        self.messages = Messages(self.shell, self.look, texts, show=self.show_notice)
        self.files = FileChooser(self.shell, texts, self.settings)
        self.acts = WindowActs(self)
        self.menus = Menus(self.shell, texts, self.acts.menu_acts())
        self.menus.mark_choices(self.look.choice, texts.language)
        self.header.room_chosen.connect(self._choose_room)
        self.header.step_chosen.connect(self.acts.go_step)
        self.header.home_asked.connect(self.navigator.go_home)
        self.banner.closed.connect(self.operations.acknowledge_failed_write)
        self.busy.cancelled.connect(self.operations.cancel_running)
        self.navigator.moved.connect(self._show_place)
        self._show_recent()
        self._show_place()

    def open_register(self, path: Path, *, create: bool = False) -> None:
        """Open another register, once the present screen lets go."""
        if not self.navigator.may_leave():
            return
        if self.desk.path == path.absolute():
            self.navigator.go_home()
            return
        self._asked = (path.absolute(), create)
        self._refused_page = None
        self.lobby.show_waiting()
        self.navigator.show_page(self.lobby)
        self.desk.open(
            path.absolute(),
            create=create,
            language=self._.language,
            label=self._("Opening the register…"),
        )

    def read_register(self, path: Path) -> None:
        """Open a copy of a register that cannot be written here, only to be read."""
        self.lobby.show_waiting()
        self.navigator.show_page(self.lobby)
        self.desk.read(path, label=self._("Opening the register…"))

    def _choose_room(self, room: Place) -> None:
        if not self.navigator.go(room):
            self._show_place()

    def ask_language(self, language: str) -> None:
        """Switch the language once the widget that asks for it has done its work: it will be rebuilt."""
        self._when_nothing_is_asked(lambda: self.switch_language(language))

    def _when_nothing_is_asked(self, act: Callable[[], None], after: int = 0) -> None:
        """Do `act` soon; where a dialog waits for an answer, which needs the screen that asked, once it has one."""

        def look() -> None:
            if QApplication.activeModalWidget() is None:
                act()
            else:
                self._when_nothing_is_asked(act, _LOOK_AGAIN_MS)

        QTimer.singleShot(after, self, look)

    def switch_language(self, language: str) -> None:
        """Rebuild the window in another language and stay at the same place."""
        luggage = self.navigator.carry() if language != self._.language else None
        if luggage is None:
            self.menus.mark_choices(self.look.choice, self._.language)
            return
        self.settings.put(LANGUAGE, language)
        self._build_anew(self.doors.load_texts(language), luggage)

    def _build_anew(self, texts: Translator, luggage: Luggage) -> None:
        """Build the window again and stay at the same place."""
        refused_page = self._refused_page if self.navigator.place is None else None
        self._passing.stop()
        self.acts.put_help_away()
        self.navigator.end()
        self._build(texts)
        if refused_page is not None:
            refused_page()
        elif self.desk.services is not None:
            self._begin(lambda: self.navigator.unpack(luggage))

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Put on a theme and remember it. Where its type has another size, the window is built anew."""
        sizes = self.look.theme.sizes
        self.look.choose(choice)
        self.settings.put(THEME, choice.value)
        self.menus.mark_choices(choice, self._.language)
        if self.look.theme.sizes != sizes:
            self._when_nothing_is_asked(self._resize_type)

    def _resize_type(self) -> None:
        """Let everything be measured anew, unless the present screen wants to stay as it is."""
        luggage = self.navigator.carry()
        if luggage is not None:
            self._build_anew(self.doors.load_texts(self._.language), luggage)

    def show_ceremony(self) -> None:
        """Show the open handover to the room, on the second screen where there is one."""
        handover, context = self.navigator.handover, self.navigator.context
        if handover is not None and context is not None:
            self.ceremony.show(context, handover, beside=self.shell)

    def _tell_of_sleep(self) -> None:
        self.messages.warn(
            self._(
                "This laptop does not let the program keep the screen on. "
                "Switch its sleep off yourself for the handover."
            )
        )

    def show_notice(self, tone: Tone, text: str) -> None:
        """Say something along the top; good news leaves by itself."""
        self.banner.show_message(_KINDS[tone], text)
        if tone is Tone.SUCCESS:
            self._passing.start()
        else:
            self._passing.stop()

    def _show_outdated(self) -> None:
        self.lobby.show_outdated()

    def _show_peeked(self, rows: tuple[HandoverSummary, ...], formats: Formats) -> None:
        self.lobby.show_handovers(rows, Reading(self._, formats, self.look, self.settings))

    def _start_register(self) -> None:
        services = self.desk.services
        assert services is not None
        self.banner.dismiss()
        if services.original is None:
            self.settings.remember_register(services.path)
        else:
            self._tell_only_read(services.original, services.workplace.now())
        self._show_recent()
        self._begin(self._resume)

    def _tell_only_read(self, original: Path, now: datetime) -> None:
        text = self._(
            "{name} is only read here, as it was on the disk at {time}. To see what came since, open it again.",
            name=original.name,
            time=f"{now:%H:%M}",
        )
        self.show_notice(Tone.WARNING, text)

    def _begin(self, then: object) -> None:
        """Make the context of the open register in the present language, then go somewhere."""
        services, language = self.desk.services, self._.language
        assert services is not None
        assert callable(then)

        def load() -> Formats:
            formats = formats_of(language)
            formats.load()
            return formats

        def take(formats: Formats) -> None:
            if services is self.desk.services and language == self._.language:
                context = self._make_context(formats)
                self.ceremony.go_over(context)
                self.navigator.begin(context)
                if services.original is None:
                    self.clock.begin(services, formats)
                else:
                    self.clock.end()
                self.guard.begin(services, formats)
                then()

        self.operations.query(load, initiator=self.navigator, done=take)

    @property
    def guard(self) -> RegisterGuard:
        """What goes with the open register; loaded when the first one is open."""
        if self._guard is None:
            from handover_desktop.ui.guard import RegisterGuard

            self._guard = RegisterGuard(self)
        return self._guard

    def _make_context(self, formats: Formats) -> UiContext:
        assert self.desk.services is not None
        navigation = Navigation(
            go_home=self.navigator.go_home,
            open_handover=self.navigator.open_handover,
            show_item=self.navigator.show_item,
            show_point=self.navigator.show_point,
            import_list=self.navigator.import_list,
            open_settings=lambda: self.acts.go_room(Place.SETTINGS),
            open_demo=self.acts.open_demo,
            choose_language=self.ask_language,
            choose_theme=self.choose_theme,
        )
        return UiContext(
            self.desk.services,
            self.operations,
            self._,
            formats,
            self.look,
            self.settings,
            self.messages,
            self.files,
            navigation,
            self.awake,
            self.doors.cameras,
        )

    def _resume(self) -> None:
        """Go where the user was when the window was closed, or home."""
        step, _sep, reference = self.settings.get(LAST_PLACE).partition(":")
        self.navigator.go(Place.HANDOVERS)
        known = step in {one.value for one in Step}
        if not (reference and known) or self.desk.services is None or self.is_safe:
            return
        find = self.desk.services.handovers.find
        self.operations.query(
            lambda: find(reference),
            initiator=self.navigator,
            done=lambda found: self.navigator.open_handover(found.id, Step(step)),
            failed=lambda _gone: None,
        )

    def _show_refusal(self, path: Path, error: HandoverError) -> None:
        self._refused_page = lambda: self._show_refusal(path, error)
        self.banner.dismiss()
        self.lobby.show_refusal(error, self._ways_on(path, create=self._asked[1]))
        self.navigator.show_page(self.lobby)
        if error.code is Code.REGISTER_OPEN_ELSEWHERE and self.desk.services is None:
            self.guard.knock(path)

    def show_choice(self, path: Path, *, create: bool) -> None:
        """Open nothing by itself, not even `path`, and let the person choose."""
        self._refused_page = lambda: self.show_choice(path, create=create)
        self.is_safe = True
        self.lobby.show_choice(self._ways_on(path, create=create))
        self.navigator.show_page(self.lobby)

    def _ways_on(self, path: Path, *, create: bool) -> WaysOn:
        return WaysOn(
            again=lambda: self.open_register(path, create=create),
            read=lambda: self.read_register(path),
            other=self.acts.open_register,
            new=self.acts.new_register,
            demo=self.acts.open_demo,
            back=self._start_register if self.desk.services is not None else None,
        )

    def _show_refused(self, error: DomainError) -> None:
        self.messages.refuse(error)

    def show_crash(self, report: str) -> None:
        """Log a mistake of the program, and show it; one that comes while another is read is only logged."""
        note_crash(report)
        if self._reads_crash:
            return
        self._reads_crash = True
        try:
            self.messages.crash(report)
        finally:
            self._reads_crash = False

    def _show_idle(self) -> None:
        self.busy.stop()

    def _show_fault(self, fault: EnvironmentFault) -> None:
        if self.navigator.place is not None:
            self.messages.fault(fault)

    def _show_busy(self, label: str, cancellable: bool) -> None:
        self.busy.start(label or self._("Working…"), cancellable=cancellable)

    def _show_step(self, done: int, total: int) -> None:
        self.busy.set_progress(done, total)

    def _show_recent(self) -> None:
        self.menus.set_recent({path: path.exists() for path in self.settings.recent_registers})

    def _show_place(self) -> None:
        place, summary = self.navigator.place, self.navigator.summary
        register = self.desk.path.stem if self.desk.path else ""
        step = Step(place.value) if place is not None and place.value in {s.value for s in Step} else None
        if self.navigator.handover is not None and summary is not None:
            self.header.show_handover(summary, step)
            reachable = [one for one in Step if is_reachable(one, summary)]
        else:
            self.header.show_rooms(register or "Handover", place)
            reachable = []
        has_list = bool(reachable) and summary is not None and bool(summary.lines)
        only_read = self.desk.services is not None and self.desk.services.original is not None
        self.menus.set_place(
            is_open=place is not None, reachable=reachable, has_list=has_list, only_read=only_read
        )
        name = summary.reference if summary and self.navigator.handover is not None else register
        if only_read:
            name = self._("{name} (only to read)", name=name)
        where = self._(STEPS[step]) if step else ""
        self.shell.setWindowTitle(" – ".join(part for part in (name, where, "Handover") if part))

    def _take_note(self, changes: ChangeSet, initiator: QObject | None) -> None:
        self.navigator.take_note(changes, initiator)
        if Kind.SETTINGS in changes.kinds:
            self._show_place()

    def _dismiss_passing(self) -> None:
        self.banner.dismiss()

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Import a list, attach a scan, open a register, or say why not."""
        self.acts.take_files(paths)

    def close_down(self) -> bool:
        """End when the present screen agrees and every write that was asked for is on the disk."""
        if not self.navigator.may_leave():
            return False
        summary, place = self.navigator.summary, self.navigator.place
        kept = f"{place.value}:{summary.reference}" if summary and place and self.navigator.handover else ""
        self.settings.put(LAST_PLACE, kept)
        self.ceremony.end()
        self.clock.end()
        self.guard.end()
        self.desk.rest()
        self.operations.close(last=self.desk.close)
        return True
