"""The menus of the window, with the shortcuts that a desktop user expects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from handover_desktop.i18n import LANGUAGES, Translator
from handover_desktop.ui.context import Step
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.places import ROOMS, STEPS, Place
from handover_desktop.ui.theme import ThemeChoice
from handover_desktop.ui.widgets.labels import as_tip

_Choice = TypeVar("_Choice", bound=str)
_Key = QKeySequence.StandardKey


class MenuActs(NamedTuple):
    """What the menu entries do; a dataclass of so many takes long to make, and the first list waits for it."""

    new_handover: Callable[[], None]
    import_list: Callable[[], None]
    open_register: Callable[[], None]
    new_register: Callable[[], None]
    open_recent: Callable[[Path], None]
    forget_recent: Callable[[], None]
    open_demo: Callable[[], None]
    back_up: Callable[[], None]
    ceremony_protocol: Callable[[], None]
    export: Callable[[], None]
    labels: Callable[[], None]
    verify: Callable[[], None]
    quit: Callable[[], None]
    go_room: Callable[[Place], None]
    go_step: Callable[[Step], None]
    choose_theme: Callable[[ThemeChoice], None]
    choose_language: Callable[[str], None]
    ceremony: Callable[[], None]
    full_screen: Callable[[], None]
    help: Callable[[], None]
    shortcuts: Callable[[], None]
    diagnostics: Callable[[], None]
    log_folder: Callable[[], None]
    about: Callable[[], None]


class Menus:
    """The menu bar of `window`; `set_place` keeps its entries true to what can be done."""

    def __init__(self, window: QMainWindow, _: Translator, acts: MenuActs) -> None:
        self._window = window
        self._ = _
        self._acts = acts
        for former in window.menuBar().findChildren(QMenu):
            former.deleteLater()  # clearing the bar would keep them
        window.menuBar().clear()
        self._with_register: list[QAction] = []
        self._with_handover: list[QAction] = []
        self._writing: list[QAction] = []
        self._build_register_menu()
        self._build_go_menu()
        self._build_view_menu()
        self._build_help_menu()

    def set_place(
        self, *, is_open: bool, reachable: Iterable[Step], has_list: bool = False, only_read: bool = False
    ) -> None:
        """Enable what can be done: with an open register, the steps of the open handover, and its list."""
        for action in self._with_register:
            action.setEnabled(is_open)
        wanted = set(reachable)
        for step, action in self._steps.items():
            action.setEnabled(step in wanted)
        for action in self._with_handover:
            action.setEnabled(bool(wanted))
        self._ceremony_protocol.setEnabled(has_list)
        for action in self._writing if only_read else ():
            action.setEnabled(False)

    def set_recent(self, recent: Mapping[Path, bool]) -> None:
        """List the recent registers; those whose file is missing are greyed."""
        self._recent.clear()
        for path, exists in recent.items():
            name = path.name if exists else self._("{name} (missing)", name=path.name)
            action = self._recent.addAction(name.replace("&", "&&"))
            action.setToolTip(as_tip(str(path)))
            action.setEnabled(exists)
            action.triggered.connect(lambda _checked=False, path=path: self._acts.open_recent(path))
        self._recent.setEnabled(bool(recent))
        if recent:
            self._recent.addSeparator()
            self._recent.addAction(self._("Clear the list"), self._acts.forget_recent)

    def _build_register_menu(self) -> None:
        _, acts = self._, self._acts
        menu = self._menu(_("&File"))
        new = self._add(menu, _("&New handover"), acts.new_handover, _Key.New)
        bring_in = self._add(menu, _("&Import a list…"), acts.import_list, "Ctrl+I")
        menu.addSeparator()
        self._add(menu, _("&Open a register…"), acts.open_register, _Key.Open)
        self._recent = menu.addMenu(_("&Recent registers"))
        self._recent.setToolTipsVisible(True)
        self._add(menu, _("Ne&w register…"), acts.new_register)
        self._add(menu, _("&Demo register"), acts.open_demo)
        menu.addSeparator()
        backup = self._add(menu, _("Save a &backup…"), acts.back_up)
        self._ceremony_protocol = self._add(menu, _("&Ceremony protocol…"), acts.ceremony_protocol)
        export = self._add(menu, _("&Export…"), acts.export, "Ctrl+E")
        labels = self._add(menu, _("&Labels…"), acts.labels, "Ctrl+L")
        self._add(menu, _("&Verify a protocol…"), acts.verify, "Ctrl+Shift+V")
        menu.addSeparator()
        self._add(menu, _("&Quit"), acts.quit, _Key.Quit, "Ctrl+Q")
        self._with_register += [new, bring_in, backup]
        self._with_handover += [export, labels]
        self._writing += [new, bring_in, self._ceremony_protocol, export, labels]

    def _build_go_menu(self) -> None:
        menu = self._menu(self._("&Go"))
        keys = {Place.HANDOVERS: "Alt+Home", Place.SETTINGS: "Ctrl+,"}
        for room, title in ROOMS.items():
            act = self._bind(self._acts.go_room, room)
            self._with_register.append(self._add(menu, self._(title), act, keys.get(room, "")))
        menu.addSeparator()
        self._steps: dict[Step, QAction] = {}
        for number, (step, title) in enumerate(STEPS.items(), 1):
            act = self._bind(self._acts.go_step, step)
            self._steps[step] = self._add(menu, self._(title), act, f"Ctrl+{number}")

    def _build_view_menu(self) -> None:
        _, acts = self._, self._acts
        menu = self._menu(_("&View"))
        names = {
            ThemeChoice.SYSTEM: _("Like the desktop"),
            ThemeChoice.LIGHT: _("Light"),
            ThemeChoice.DARK: _("Dark"),
            ThemeChoice.OUTDOOR: _("Outdoor, high contrast"),
        }
        self._themes = self._choices(menu.addMenu(_("&Theme")), names, acts.choose_theme)
        self._languages = self._choices(menu.addMenu(_("&Language")), LANGUAGES, acts.choose_language)
        menu.addSeparator()
        self._with_handover.append(self._add(menu, _("&Ceremony view"), acts.ceremony, "Ctrl+Shift+C"))
        self._add(menu, _("&Full screen"), acts.full_screen, _Key.FullScreen, "F11")

    def _build_help_menu(self) -> None:
        _, acts = self._, self._acts
        menu = self._menu(_("&Help"))
        self._add(menu, _("&Help for this place"), acts.help, _Key.HelpContents, "F1")
        self._add(menu, _("&Keyboard shortcuts"), acts.shortcuts, "Ctrl+F1")
        menu.addSeparator()
        self._add(menu, _("&Diagnostics…"), acts.diagnostics)
        self._add(menu, _("Show the &log folder"), acts.log_folder)
        self._add(menu, _("&About Handover"), acts.about)

    def mark_choices(self, theme: ThemeChoice, language: str) -> None:
        """Tick the theme and the language that are on."""
        self._themes[theme].setChecked(True)
        self._languages[language].setChecked(True)

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    @staticmethod
    def _bind(act: Callable[..., None], value: object) -> Callable[[], None]:
        return lambda: act(value)

    @staticmethod
    def _add(
        menu: QMenu,
        text: str,
        act: Callable[[], None],
        key: QKeySequence.StandardKey | str = "",
        otherwise: str = "",
    ) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _checked=False: act())
        keys = QKeySequence.keyBindings(key) if isinstance(key, QKeySequence.StandardKey) else []
        if isinstance(key, str) and key:
            keys = [QKeySequence(key)]
        action.setShortcuts(keys or ([QKeySequence(otherwise)] if otherwise else []))
        if action.shortcuts() and menu.isRightToLeft():  # its signs would change places: ",+Ctrl"
            spelled = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(f"{text}\t{left_to_right(spelled)}")
        return action

    @staticmethod
    def _choices(
        menu: QMenu, names: Mapping[_Choice, str], act: Callable[..., None]
    ) -> dict[_Choice, QAction]:
        group = QActionGroup(menu)
        found: dict[_Choice, QAction] = {}
        for value, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, value=value: act(value))
            group.addAction(action)
            found[value] = action
        return found
