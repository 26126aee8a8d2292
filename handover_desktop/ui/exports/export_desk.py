"""Writing what was chosen to be given out, in the background, with a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.exporting import Dialect
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.exports.choices import ExportChoices, What, keep
from handover_desktop.ui.exports.export_dialog import ExportDialog, redaction_of
from handover_desktop.ui.operations import Steps
from handover_desktop.ui.seal_prompt import unlock_seal
from handover_desktop.ui.settings import EXPORT_CHOICES

_ENDINGS = {What.REGISTER: ".json"}


class ExportDesk:
    """Asks what is wanted and writes it; `parent` is the widget that the dialog belongs to."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        self._context = context
        self._ = context._
        self._parent = parent
        self.dialog: ExportDialog | None = None

    def ask(self, handover: HandoverId, reference: str, *, final: bool) -> None:
        """Open the dialog for a handover; `final` tells whether it has a protocol."""
        dialog = ExportDialog(self._context, handover, final=final, parent=self._parent)
        dialog.accepted.connect(lambda: self._choose(handover, reference, dialog.chosen))
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        self.dialog = dialog
        dialog.open()

    def _choose(self, handover: HandoverId, reference: str, chosen: ExportChoices) -> None:
        keep(self._context.settings, EXPORT_CHOICES, chosen)
        ending = _ENDINGS.get(chosen.what, f".{chosen.what.value}")
        stem = "register" if chosen.what is What.REGISTER else reference
        is_redacted = chosen.what is What.PAGES or (
            chosen.redacted and chosen.what in (What.XLSX, What.CSV, What.JSON)
        )
        name = f"{stem}{'-redacted' if is_redacted else ''}{ending}"
        path = self._context.files.choose_target(name, ending.removeprefix(".").upper(), ending)
        if path is not None:
            self.write(handover, path, chosen)

    def write(self, handover: HandoverId, path: Path, chosen: ExportChoices) -> None:
        """Write what was chosen to `path`, and say where it is."""
        steps = Steps()
        self._context.operations.command(
            self._work(handover, path, chosen, steps),
            initiator=self._parent,
            done=lambda _changes: self._context.messages.tell(self._("Saved as {path}.", path=path)),
            failed=lambda error: self._refuse(error, handover, path, chosen),
            label=self._("Writing {name}…", name=path.name),
            steps=steps,
        )

    def _work(
        self, handover: HandoverId, path: Path, chosen: ExportChoices, steps: Steps
    ) -> Callable[[], ChangeSet]:
        services, export = self._context.services, self._context.services.exporting
        languages = (chosen.language,) if chosen.language else ()
        redaction = redaction_of(chosen)
        redacted = redaction if chosen.redacted else None
        dialect = Dialect(chosen.separator, chosen.mark, chosen.decimal)
        works: dict[What, Callable[[], ChangeSet]] = {
            What.XLSX: lambda: export.save_xlsx(
                handover, path, languages=languages, redaction=redacted, progress=steps
            ),
            What.CSV: lambda: export.save_csv(
                handover,
                path,
                part=chosen.part,
                dialect=dialect,
                languages=languages,
                redaction=redacted,
                progress=steps,
            ),
            What.JSON: lambda: export.save_json(handover, path, redaction=redacted, progress=steps),
            What.ARCHIVE: lambda: services.archiving.save(handover, path, progress=steps),
            What.PAGES: lambda: export.save_redacted_pdf(
                handover, path, redaction=redaction, languages=languages, progress=steps
            ),
            What.REGISTER: lambda: export.save_register(path, progress=steps),
        }
        return works[chosen.what]

    def _refuse(self, error: HandoverError, handover: HandoverId, path: Path, chosen: ExportChoices) -> None:
        unlocked = unlock_seal(self._context, self._parent, error)
        if unlocked:
            self.write(handover, path, chosen)
        elif unlocked is None:
            self._context.messages.refuse(error)
