"""Taking scans in the window: reading them off its thread, showing what was found, keeping them when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from handover_desktop.domain.errors import Code, DomainError, HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.i18n import Translator
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.scanning import ScannedFile, ScanReport, read_files
from handover_desktop.ui.messages import Messages
from handover_desktop.ui.operations import Operations, Steps
from handover_desktop.ui.scan_results import ScanDialog
from handover_desktop.ui.theme import Look

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services


@dataclass(frozen=True, slots=True)
class Target:
    """The handover that is open: its id, what it is called, and how many pages its protocol has, where known."""

    handover: HandoverId
    name: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class ScanTable:
    """What taking scans needs. `arrive` is told the handover whose scans were kept."""

    parent: QWidget
    look: Look
    texts: Translator
    operations: Operations
    services: Services
    messages: Messages
    arrive: Callable[[HandoverId], object]


class ScanDesk:
    """Takes scans for one window; with a `target`, what bears no code can be attached to it all the same."""

    def __init__(self, table: ScanTable, *, target: Target | None = None, only: bool = False) -> None:
        """`only` says that nothing but the target is wanted: its attachment was asked for."""
        self._table = table
        self._ = table.texts
        self._target = target
        self._only = only

    def take(self, paths: Sequence[Path], *, failed: Callable[[HandoverError], object] | None = None) -> None:
        """Read scans and show what they are; `failed` is told what cannot be read."""
        table = self._table
        steps = Steps()
        table.operations.compute(
            lambda: read_files(paths, progress=steps),
            initiator=table.parent,
            done=self._judge,
            failed=failed,
            label=self._("Reading the scan…"),
            steps=steps,
        )

    def _judge(self, files: tuple[ScannedFile, ...]) -> None:
        table, target = self._table, self._target
        chosen = target.handover if target is not None and self._only else None
        table.operations.query(
            lambda: table.services.scanning.judge(files, handover=chosen),
            initiator=table.parent,
            done=lambda report: self._show(files, report),
        )

    def _show(self, files: tuple[ScannedFile, ...], report: ScanReport) -> None:
        table, target = self._table, self._target
        refusal = "" if report.found else table.messages.sentence(self._refusal(report))
        may_offer = target is not None and not report.found and not report.foreign
        dialog = ScanDialog(
            table.parent.window(),
            table.look,
            self._,
            report,
            refusal=refusal,
            offer=target.name if target is not None and may_offer else "",
            expected=target.pages if target is not None else 0,
        )
        dialog.attach_asked.connect(lambda: self._attach(dialog, files))
        self.dialog = dialog
        dialog.open()

    def _refusal(self, report: ScanReport) -> DomainError:
        numbers = ", ".join(report.foreign)
        if not numbers:
            return DomainError(Code.SCAN_UNKNOWN)
        if self._target is not None and self._only:
            return DomainError(Code.SCAN_FOREIGN, numbers=numbers, reference=self._target.name)
        return DomainError(Code.SCAN_OF_ANOTHER_REGISTER, numbers=numbers)

    def _attach(self, dialog: ScanDialog, files: tuple[ScannedFile, ...]) -> None:
        report, assigned = dialog.report, dialog.assigned
        dialog.accept()
        told = {sha256 for sha256, _at in assigned}
        if not report.found and self._target is not None:
            self._keep(self._target.handover, self._target.name, files, assigned)
        for found in report.found:
            own = [judged.file for judged in found.files]
            own += [judged.file for judged in report.unclaimed if judged.file.sha256 in told]
            self._keep(found.handover, found.number or found.reference, own, assigned)

    def _keep(
        self,
        handover: HandoverId,
        name: str,
        files: Sequence[ScannedFile],
        assigned: dict[tuple[str, int], tuple[int, int]],
    ) -> None:
        table = self._table

        def arrive(_changes: ChangeSet) -> None:
            names = ", ".join(file.name for file in files)
            table.messages.tell(self._("Attached to {number}: {names}", number=name, names=names))
            table.arrive(handover)

        table.operations.command(
            lambda: table.services.scanning.attach(files, handover=handover, assigned=assigned),
            initiator=table.parent,
            done=arrive,
            label=self._("Attaching the scan…"),
        )
