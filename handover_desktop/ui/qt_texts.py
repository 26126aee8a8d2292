"""What Qt says itself, in menus of text fields and in its own dialogs, in the language of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator

_SHIPPED: Final = frozenset({"fr", "es", "ar"})
"""The languages in which Qt brings its own texts."""

_OURS: Final = {
    "&Undo": N_("&Undo"),
    "&Redo": N_("&Redo"),
    "Cu&t": N_("Cu&t"),
    "&Copy": N_("&Copy"),
    "&Paste": N_("&Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select All"),
    "OK": N_("OK"),
    "&OK": N_("&OK"),
    "Cancel": N_("Cancel"),
    "&Cancel": N_("&Cancel"),
    "&Print": N_("&Print"),
    "&Open": N_("&Open"),
    "&Save": N_("&Save"),
    "Close": N_("Close"),
}
"""Texts of Qt that are seen daily, for the languages in which it brings none."""


class _OurTexts(QTranslator):
    """Answers Qt's questions from the catalogue of the window."""

    def __init__(self, _: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self._ = _

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1, /
    ) -> str | None:
        known = _OURS.get(source_text)
        return self._(known) if known else None


class QtTexts(QObject):
    """Holds the translator that is on; there is one at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._on: QTranslator | None = None

    def speak(self, _: Translator) -> None:
        """Let Qt speak the language of `_`."""
        before, self._on = self._on, self._translator(_)
        if before is not None:
            QCoreApplication.removeTranslator(before)
            before.deleteLater()
        if self._on is not None:
            QCoreApplication.installTranslator(self._on)

    def _translator(self, _: Translator) -> QTranslator | None:
        if _.language == "en":
            return None
        if _.language not in _SHIPPED:
            return _OurTexts(_, self)
        made = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return made if made.load(QLocale(_.language), "qtbase", "_", folder) else None
