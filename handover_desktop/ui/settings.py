"""The settings of the window on this laptop, declared in one place, kept as an INI file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar, cast

from PySide6.QtCore import QByteArray, QSettings

from handover_desktop.ui.theme import ThemeChoice

T = TypeVar("T", bound="str | bytes | tuple[str, ...]")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting: its key in the file, its default (which gives its type) and what it means."""

    key: str
    default: T
    description: str


LANGUAGE: Final = Setting("window/language", "", "Language tag of the window; empty follows the laptop.")
THEME: Final = Setting("window/theme", ThemeChoice.SYSTEM.value, "Theme: system, light, dark or outdoor.")
GEOMETRY: Final = Setting("window/geometry", b"", "Place and size of the window, as Qt saves them.")
LAST_REGISTER: Final = Setting("registers/last", "", "The register that was open last.")
RECENT_REGISTERS: Final[Setting[tuple[str, ...]]] = Setting(
    "registers/recent", (), "Registers opened before, newest first."
)
LAST_PLACE: Final = Setting(
    "registers/place", "", "Reference and step that were shown last, as step:reference."
)
IMPORT_FOLDER: Final = Setting("folders/import", "", "Where a list was last chosen.")
EXPORT_FOLDER: Final = Setting("folders/export", "", "Where a file was last saved.")
EXPORT_CHOICES: Final = Setting("exports/data", "", "How data was given out last, as JSON.")
LABEL_CHOICES: Final = Setting("exports/labels", "", "How labels were made last, as JSON.")
PICTURE_FOLDER: Final = Setting("folders/pictures", "", "Where photos were last chosen.")
PREVIEW_ZOOM: Final = Setting("preview/zoom", "width", "Size of pages: width, page, or an enlargement.")
PREVIEW_THUMBNAILS: Final = Setting(
    "preview/thumbnails", "120", "Width of the small pages beside a document in pixels; 0 hides them."
)
SIGNATURE_TIMES: Final = Setting(
    "signing/times", "", "Whether the time of each point of a drawn signature is kept: yes, or empty."
)
CEREMONY_SCREEN: Final = Setting("ceremony/screen", "", "Name of the screen that the ceremony view was on.")
CEREMONY_GEOMETRY: Final = Setting(
    "ceremony/geometry", b"", "Place and size of the ceremony view, as Qt saves them."
)
CAMERA: Final[Setting[tuple[str, ...]]] = Setting(
    "camera/used", (), "Name and address of the camera that was chosen last."
)
TRIES: Final = Setting("starts/tries", "", "How many starts in a row have not got through.")
RECENT_LIMIT: Final = 8
MOST_TRIES: Final = 2
"""So many starts in a row may fail to show anything before the next one opens nothing by itself."""

DECLARED: Final[tuple[Setting[str] | Setting[bytes] | Setting[tuple[str, ...]], ...]] = (
    LANGUAGE, THEME, GEOMETRY, LAST_REGISTER, RECENT_REGISTERS, LAST_PLACE, IMPORT_FOLDER, EXPORT_FOLDER,
    PICTURE_FOLDER,
    PREVIEW_ZOOM, PREVIEW_THUMBNAILS, SIGNATURE_TIMES, EXPORT_CHOICES, LABEL_CHOICES, CAMERA,
)  # fmt: skip


class WindowSettings:
    """Reads and writes declared settings in the INI file at `path`."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def get(self, setting: Setting[T]) -> T:
        """Return the value kept for `setting`, its default where there is none or one of another type."""
        value: object = self._store.value(setting.key)
        default = cast("object", setting.default)
        if isinstance(default, bytes):
            return cast("T", bytes(value.data()) if isinstance(value, QByteArray) else default)
        if isinstance(default, tuple) and isinstance(value, list):
            return cast("T", tuple(str(part) for part in value))
        if isinstance(default, tuple) and isinstance(value, str):
            return cast("T", (value,) if value else ())
        return cast("T", value if isinstance(value, type(default)) else default)

    def put(self, setting: Setting[T], value: T) -> None:
        """Keep `value` for `setting`."""
        kept: object = list(value) if isinstance(value, tuple) else value
        self._store.setValue(setting.key, QByteArray(kept) if isinstance(kept, bytes) else kept)

    def get_state(self, key: str) -> bytes:
        """Return a widget's own saved state (splitter, header) under `key`, empty where there is none."""
        return self.get(Setting(f"states/{key}", b"", "State of a widget."))

    def put_state(self, key: str, state: QByteArray) -> None:
        """Keep a widget's own state under `key`."""
        self._store.setValue(f"states/{key}", state)

    def save(self) -> None:
        """Write the file now."""
        self._store.sync()

    def begin_start(self) -> bool:
        """Count a start that has not got through yet; return whether it may open by itself what was open last."""
        kept = self.get(TRIES)
        tries = int(kept) if kept.isdigit() else 0
        self.put(TRIES, str(tries + 1))
        self.save()
        return tries < MOST_TRIES

    def end_start(self) -> None:
        """Note that this start got through, or was ended by a person."""
        if self.get(TRIES):
            self.put(TRIES, "")
            self.save()

    @property
    def theme(self) -> ThemeChoice:
        """The theme the user asked for."""
        try:
            return ThemeChoice(self.get(THEME))
        except ValueError:
            return ThemeChoice.SYSTEM

    @property
    def recent_registers(self) -> tuple[Path, ...]:
        """The registers opened before, newest first."""
        return tuple(Path(known) for known in self.get(RECENT_REGISTERS))

    def remember_register(self, path: Path) -> None:
        """Put `path` first among the recent registers."""
        others = [known for known in self.get(RECENT_REGISTERS) if known != str(path)]
        self.put(RECENT_REGISTERS, (str(path), *others)[:RECENT_LIMIT])
        self.put(LAST_REGISTER, str(path))

    def forget_registers(self) -> None:
        """Empty the list of recent registers."""
        self.put(RECENT_REGISTERS, ())
