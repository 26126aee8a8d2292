"""The window in all its languages: switched while it runs, nothing cut off, nothing left in English, nothing lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QWidget

from handover_desktop.domain.checks import Outcome
from handover_desktop.i18n import LANGUAGES
from handover_desktop.ui.context import Step
from handover_desktop.ui.places import Place
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.prepare import PrepareScreen
from handover_desktop.ui.shell import Shell
from handover_desktop.ui.small_screens import Room
from handover_desktop.ui.theme import TextStyle, ThemeChoice
from tests.ui.fitting import faults_of, texts_of, words_in_the_code
from tests.ui.tour import CHECKED, PREPARED, Tour

_CODE = Path(__file__).resolve().parents[2] / "handover_desktop"
_NAMES = frozenset({"Handover", "Ctrl+Enter", "Traceback", "QR", "Enter", "Esc", *LANGUAGES.values()})
"""What reads the same in every language: names, keys and signs."""


_LETTER = re.compile("&([^&])")
_KEYS = re.compile(r"(Ctrl|Alt|Shift|Space|Ins|Del|Left|PgUp|F\d)\b")


def _is_scrolled(widget: QWidget) -> bool:
    """Tell whether the window, or a dialog, scrolls as a whole to show what it has."""
    rooms = (widget.centralWidget(),) if isinstance(widget, Shell) else widget.children()
    return any(
        bar.maximum() > 0
        for room in rooms
        if isinstance(room, Room)
        for bar in (room.horizontalScrollBar(), room.verticalScrollBar())
    )


def test_nothing_is_cut_off_on_any_screen_or_dialog_in_any_language(tour: Tour) -> None:
    found: list[str] = []
    wide: list[str] = []

    def look(name: str, widget: QWidget) -> None:
        language = tour.window._.language
        found.extend(f"{language} {name} {fault}" for fault in faults_of(widget))
        if widget.width() > 1366 or widget.height() > 768 or _is_scrolled(widget):
            wide.append(f"{language} {name} {widget.size().toTuple()}")

    tour.show = look
    for language in LANGUAGES:
        if language != tour.window._.language:
            tour.switch(language)
        assert QGuiApplication.isRightToLeft() is (language == "ar")
        tour.whole()
    assert not found, "\n".join(found)
    assert not wide, "\n".join(wide)


def test_nothing_is_cut_off_where_every_text_is_two_fifths_longer(tour: Tour) -> None:
    found: list[str] = []

    def look(name: str, widget: QWidget) -> None:
        found.extend(f"{name} {fault}" for fault in faults_of(widget))
        if widget.width() > 1366 or widget.height() > 768 or _is_scrolled(widget):
            found.append(f"{name} is {widget.size().toTuple()}")

    tour.show = look
    tour.speak("longer")
    tour.whole()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_nothing_is_cut_off_in_the_larger_type_of_outdoors(tour: Tour, language: str) -> None:
    found: list[str] = []
    tour.show = lambda name, widget: found.extend(f"{name} {fault}" for fault in faults_of(widget))
    before = tour.window.navigator
    tour.window.choose_theme(ThemeChoice.OUTDOOR)
    tour.wait_for_another(before)
    tour.switch(language)
    tour.whole()
    assert not found, "\n".join(found)


def test_type_grows_at_once_and_a_remark_that_was_begun_outlives_it(tour: Tour) -> None:
    window = tour.window
    assert window.navigator.go(Place.CHECK, tour.handovers[CHECKED])
    tour.settle()
    screen = window.navigator.screen
    assert isinstance(screen, CheckScreen)
    screen.pane.form.choose(Outcome.NOT_ACCEPTED)
    screen.findChildren(QPlainTextEdit)[0].setPlainText("The left mirror is broken")
    item, before = screen.list.current, window.navigator
    window.choose_theme(ThemeChoice.OUTDOOR)
    tour.wait_for_another(before)
    again = window.navigator.screen
    assert isinstance(again, CheckScreen)
    assert again.list.current == item
    assert again.pane.form.draft is not None
    assert again.pane.form.draft.remark.text == "The left mirror is broken"
    sizes = {label.font().pixelSize() for label in again.findChildren(QLabel) if label.text()}
    assert sizes <= set(window.look.theme.sizes.values())
    assert min(sizes) > TextStyle.CAPTION


def test_the_ceremony_view_stays_open_in_another_language_and_size_of_type(tour: Tour) -> None:
    tour.go("check", Place.CHECK, CHECKED)
    tour.window.show_ceremony()
    tour.settle()
    view = tour.window.ceremony.view
    assert view is not None
    tour.switch("fr")
    before = tour.window.navigator
    tour.window.choose_theme(ThemeChoice.OUTDOOR)
    tour.wait_for_another(before)
    assert tour.window.ceremony.view is view
    assert view.isVisible()
    assert view.windowTitle() == tour.window._("Ceremony view") != "Ceremony view"
    tour.window.navigator.go(Place.CHECK, tour.handovers[PREPARED])
    tour.settle()
    tour.window.show_ceremony()
    assert view.handover == tour.handovers[PREPARED]
    view.close()
    assert tour.window.ceremony.view is None


def test_every_text_of_every_screen_and_dialog_comes_from_the_catalogue(tour: Tour) -> None:
    written = words_in_the_code(_CODE / "ui")
    found: set[str] = set()

    def look(name: str, widget: QWidget) -> None:
        if name.startswith("sheet"):
            return  # it speaks the signatory's language, not the window's
        for text in texts_of(widget):
            rest = {part.strip(" ·:–…●,()") for part in re.split("⟦.*⟧", text, flags=re.DOTALL)}
            found.update(f"{name}: {part}" for part in (rest & written) - _NAMES if not _KEYS.match(part))

    tour.show = look
    tour.speak("marked")
    tour.whole()
    assert found == set()


def test_a_search_a_selection_and_a_remark_that_was_begun_outlive_the_switch(tour: Tour) -> None:
    window = tour.window
    assert window.navigator.go(Place.CHECK, tour.handovers[CHECKED])
    tour.settle()
    screen = window.navigator.screen
    assert isinstance(screen, CheckScreen)
    screen.list.select(screen.model.ids[40])
    tour.settle()
    screen.pane.form.choose(Outcome.NOT_ACCEPTED)
    screen.findChildren(QPlainTextEdit)[0].setPlainText("The left mirror is broken")
    item, scrolled = screen.list.current, screen.list.view.verticalScrollBar().value()
    for language in ("ar", "fr"):
        tour.switch(language)
        again = window.navigator.screen
        assert isinstance(again, CheckScreen)
        assert again is not screen
        assert again.list.current == item
        assert again.list.view.verticalScrollBar().value() == scrolled
        draft = again.pane.form.draft
        assert draft is not None
        assert draft.remark.text == "The left mirror is broken"
        assert again.pane.form.unfinished is Outcome.NOT_ACCEPTED
        assert window.menus._languages[language].isChecked()
    assert window.settings.get_state("check/splitter")


def test_edits_that_are_not_saved_outlive_the_switch_and_stay_unsaved(tour: Tour) -> None:
    assert tour.window.navigator.go(Place.PREPARE, tour.handovers[PREPARED])
    tour.settle()
    editor = next(
        one for one in tour.window.shell.findChildren(QLineEdit) if one.isVisible() and one.isEnabled()
    )
    editor.setText("H-2026")
    editor.textEdited.emit("H-2026")
    tour.switch("sr-Cyrl")
    screen = tour.window.navigator.screen
    assert isinstance(screen, PrepareScreen)
    assert screen._is_dirty()
    assert "H-2026" in [one.text() for one in screen.findChildren(QLineEdit)]


def test_what_is_searched_for_in_the_assets_stays(tour: Tour) -> None:
    assert tour.window.navigator.go(Place.ASSETS)
    tour.settle()
    screen = tour.window.navigator.screen
    assert screen is not None
    screen._search.set_text("radio")  # type: ignore[attr-defined]  # the assets' own field
    tour.settle()
    tour.switch("es")
    again = tour.window.navigator.screen
    assert again is not None
    assert again._search.text() == "radio"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Annuler"), ("es", "Cancelar"), ("sr-Cyrl", "Одустани")]
)
def test_qt_speaks_the_language_of_the_window(tour: Tour, language: str, said: str) -> None:
    tour.switch(language)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == said
    tour.switch("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_a_window_from_the_right_mirrors_its_places_and_steps(tour: Tour) -> None:
    window = tour.window
    assert window.navigator.go(Place.CHECK, tour.handovers[CHECKED])
    tour.settle()
    tour.switch("ar")
    screen = window.navigator.screen
    assert isinstance(screen, CheckScreen)
    middle = screen.width() // 2
    assert screen.list.mapTo(screen, screen.list.rect().center()).x() > middle
    assert screen.pane.mapTo(screen, screen.pane.rect().center()).x() < middle
    first, last = (screen.pane.form.bar.button(one) for one in (Outcome.ACCEPTED, Outcome.MISSING))
    assert first.x() > last.x()
    assert window.header.layoutDirection() is Qt.LayoutDirection.RightToLeft
    tour.switch("en")
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    window.navigator.open_handover(tour.handovers[CHECKED], Step.CHECK)
    tour.settle()


def test_no_two_entries_of_a_menu_answer_to_the_same_letter(tour: Tour) -> None:
    clashes = []
    for language in LANGUAGES:
        if language != tour.window._.language:
            tour.switch(language)
        bar = tour.window.shell.menuBar()
        menus: list[QMenu | QMenuBar] = [bar, *bar.findChildren(QMenu)]
        for menu in menus:
            found = (_LETTER.search(one.text()) for one in menu.actions())
            letters = Counter(letter[1].lower() for letter in found if letter)
            clashes += [f"{language}: {letter}" for letter, times in letters.items() if times > 1]
    assert not clashes
