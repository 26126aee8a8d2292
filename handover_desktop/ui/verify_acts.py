"""Verifying a file from the window: chosen in the menu, or dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.paths import write_atomically
from handover_desktop.services.archive_verdicts import ArchiveVerdict, verify_archive
from handover_desktop.services.reports import grouped_fingerprint
from handover_desktop.services.verdicts import Verdict, Verification
from handover_desktop.services.verifying import verify_content, verify_file
from handover_desktop.ui.archive_report import ArchiveDialog
from handover_desktop.ui.files import ARCHIVE_SUFFIX
from handover_desktop.ui.operations import Steps
from handover_desktop.ui.verification import VerifyActs, VerifyDialog

if TYPE_CHECKING:
    from handover_desktop.ui.window import MainWindow


class VerifyDesk:
    """Judges files for `window`; works without an open register too, and knows less then."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._ = window._

    def choose(self) -> None:
        """Ask for a protocol and verify it."""
        path = self._window.files.choose_protocol()
        if path is not None:
            self.verify(path)

    def verify(self, path: Path) -> None:
        """Judge `path` in the background and show the report."""
        if path.suffix.lower() == ARCHIVE_SUFFIX:
            self._verify_archive(path)
            return
        window = self._window
        services = window.desk.services
        window.operations.compute(
            lambda: verify_file(path) if services is None else services.verifying.verify(path),
            initiator=window,
            done=lambda found: self._show(path, found),
            label=self._("Verifying {name}…", name=path.name),
        )

    def _verify_archive(self, path: Path) -> None:
        """Judge an archive in the background, with a way to stop, and show what was found."""
        window, services = self._window, self._window.desk.services
        judge = verify_content if services is None else services.verifying.verify_content
        steps = Steps()
        window.operations.compute(
            lambda: verify_archive(path, judge, progress=steps),
            initiator=window,
            done=lambda found: self._show_archive(path, found),
            failed=window.messages.refuse,
            label=self._("Verifying {name}…", name=path.name),
            steps=steps,
        )

    def _show_archive(self, path: Path, found: ArchiveVerdict) -> None:
        window = self._window
        dialog = ArchiveDialog(window.shell, window.look, self._, found, path.name)
        dialog.copied.connect(lambda: window.messages.tell(self._("The report is copied.")))
        self._archive = dialog
        dialog.open()

    def _show(self, path: Path, found: Verification) -> None:
        window = self._window
        can_trust = (
            found.verdict is Verdict.UNTRUSTED and found.seal.in_time and window.desk.services is not None
        )
        acts = VerifyActs(
            lambda text: self._save_report(path, text),
            (lambda: self._trust(path, found)) if can_trust else None,
        )
        dialog = VerifyDialog(window.shell, window.look, self._, found, path.name, acts)
        dialog.copied.connect(lambda: window.messages.tell(self._("The report is copied.")))
        self._dialog = dialog
        dialog.open()

    def _save_report(self, path: Path, text: str) -> None:
        window = self._window
        target = window.files.choose_target(f"{path.stem}-report.txt", self._("Text"), ".txt")
        if target is not None:
            window.operations.query(
                lambda: write_atomically(target, text.encode()),
                initiator=window,
                done=lambda _nothing: window.messages.tell(self._("Saved as {path}.", path=target)),
            )

    def _trust(self, path: Path, found: Verification) -> None:
        window, certificate = self._window, found.seal.certificate
        services = window.desk.services
        if services is None or certificate is None:
            return
        agreed = window.messages.confirm(
            self._("Trust this seal"),
            self._("Is this the fingerprint that the owner of {name} told you?", name=certificate.name),
            yes=self._("It is the same"),
            detail=grouped_fingerprint(certificate.sha256),
        )
        if agreed:
            self._dialog.reject()
            window.operations.command(
                lambda: services.sealing.trust_certificate(certificate),
                initiator=window,
                done=lambda _changes: self.verify(path),
            )
