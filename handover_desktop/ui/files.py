"""Asking for files by the system's own dialogs, which remember where they were."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from handover_desktop.i18n import Translator
from handover_desktop.ui.settings import EXPORT_FOLDER, IMPORT_FOLDER, PICTURE_FOLDER, Setting, WindowSettings

LIST_SUFFIXES = (
    ".xlsx",
    ".xlsm",
    ".xls",
    ".xlsb",
    ".ods",
    ".fods",
    ".csv",
    ".tsv",
    ".txt",
    ".xml",
    ".html",
    ".htm",
)
SCAN_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")
LOGO_SUFFIXES = (".png", ".jpg", ".jpeg")
REGISTER_SUFFIX = ".handover"
ARCHIVE_SUFFIX = ".zip"
_NO_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
"""Signs of direction that a text of the window may bear, and the name of a file must not."""


class FileChooser:
    """The file dialogs of the window; every method returns None when the person changes their mind."""

    def __init__(self, window: QWidget, _: Translator, settings: WindowSettings) -> None:
        self._window = window
        self._ = _
        self._settings = settings

    def choose_list(self) -> Path | None:
        """Ask for an asset list."""
        return self._open(self._("Import a list"), self._("Lists"), LIST_SUFFIXES)

    def choose_scans(self) -> tuple[Path, ...]:
        """Ask for scans of signed pages, several at once; empty when the person changes their mind."""
        chosen, _filter = QFileDialog.getOpenFileNames(
            self._window,
            self._("Attach the signed scan"),
            str(self._folder(IMPORT_FOLDER)),
            self._filters(self._("PDF and pictures"), SCAN_SUFFIXES),
        )
        if chosen:
            self._settings.put(IMPORT_FOLDER, str(Path(chosen[0]).parent))
        return tuple(Path(path) for path in chosen)

    def choose_pictures(self) -> tuple[Path, ...]:
        """Ask for photos, several at once; empty when the person changes their mind."""
        chosen, _filter = QFileDialog.getOpenFileNames(
            self._window,
            self._("Add photos"),
            str(self._folder(PICTURE_FOLDER)),
            self._filters(self._("Pictures"), PICTURE_SUFFIXES),
        )
        if chosen:
            self._settings.put(PICTURE_FOLDER, str(Path(chosen[0]).parent))
        return tuple(Path(path) for path in chosen)

    def choose_logo(self) -> Path | None:
        """Ask for the logo of an organisation."""
        return self._open(self._("Add a logo"), self._("Pictures"), LOGO_SUFFIXES)

    def choose_profile(self) -> Path | None:
        """Ask for the file of a donor profile."""
        return self._open(self._("Import a donor profile"), self._("Donor profiles"), (".json",))

    def choose_checklist(self) -> Path | None:
        """Ask for the file of a checklist."""
        return self._open(self._("Import a checklist"), self._("Checklists"), (".json",))

    def choose_protocol(self) -> Path | None:
        """Ask for a protocol, or an archive, that is to be verified."""
        return self._open(
            self._("Verify a protocol"), self._("Protocols and archives"), (".pdf", ARCHIVE_SUFFIX)
        )

    def choose_certificate(self) -> Path | None:
        """Ask for a certificate whose seal is to be trusted."""
        return self._open(self._("Trust a seal"), self._("Certificates"), (".pem", ".crt", ".cer", ".der"))

    def choose_key(self) -> Path | None:
        """Ask for a signing key."""
        return self._open(self._("Choose a key"), self._("Keys (PKCS#12)"), (".p12", ".pfx"))

    def choose_module(self, platform: str) -> Path | None:
        """Ask for the PKCS#11 module of a card; `platform` is a value of `sys.platform`."""
        suffix = {"win32": ".dll", "darwin": ".dylib"}.get(platform, ".so")
        return self._open(self._("Module of the card"), self._("PKCS#11 modules"), (suffix,))

    def choose_register(self) -> Path | None:
        """Ask for an existing register."""
        return self._open(self._("Open a register"), self._("Registers"), (REGISTER_SUFFIX,))

    def choose_new_register(self, name: str) -> Path | None:
        """Ask where a new register or a backup of one is to be."""
        return self.choose_target(name, self._("Registers"), REGISTER_SUFFIX)

    def choose_target(self, name: str, kind: str, suffix: str) -> Path | None:
        """Ask where to save a file; `name` proposes one, `kind` says what it is, `suffix` is put on where it lacks."""
        folder, name = self._folder(EXPORT_FOLDER), name.translate(_NO_ISOLATES)
        filters = f"{kind} (*{suffix})"
        chosen, _filter = QFileDialog.getSaveFileName(
            self._window, self._("Save"), str(folder / name), filters
        )
        if not chosen:
            return None
        path = Path(chosen)
        self._settings.put(EXPORT_FOLDER, str(path.parent))
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def choose_folder(self) -> Path | None:
        """Ask for a folder to save into."""
        folder = str(self._folder(EXPORT_FOLDER))
        chosen = QFileDialog.getExistingDirectory(self._window, self._("Choose a folder"), folder)
        return Path(chosen) if chosen else None

    def _open(self, title: str, kind: str, suffixes: tuple[str, ...]) -> Path | None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self._window, title, str(self._folder(IMPORT_FOLDER)), self._filters(kind, suffixes)
        )
        if not chosen:
            return None
        self._settings.put(IMPORT_FOLDER, str(Path(chosen).parent))
        return Path(chosen)

    def _filters(self, kind: str, suffixes: tuple[str, ...]) -> str:
        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in suffixes)
        return f"{kind} ({patterns});;{self._('All files')} (*)"

    def _folder(self, setting: Setting[str]) -> Path:
        kept = self._settings.get(setting)
        if kept and Path(kept).is_dir():
            return Path(kept)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()
