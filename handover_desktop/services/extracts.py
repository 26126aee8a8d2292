"""Extracts of a final protocol: what one receiving unit gets, for that unit to sign. They are sealed and kept as
editions of the protocol are.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.paths import make_folder, written_when_noted
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.editions import EXTRACT, Edition, Editions, Seal
from handover_desktop.services.photos import printed_pictures
from handover_desktop.services.sealing import Sealing
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.domain.progress import Progress
    from handover_desktop.protocol.pages.orders import PrintOrder

_UNSAFE = re.compile(r"[^\w]*[^\w-]+[^\w]*")


class Extracts:
    """The use cases of extracts. All of them raise NOT_FINALISED where there is no protocol yet."""

    def __init__(self, workplace: Workplace, sealing: Sealing) -> None:
        self._workplace = workplace
        self._editions = Editions(workplace, sealing)

    def units(self, handover: HandoverId) -> tuple[str, ...]:
        """Return the codes of the receiving units that accepted lines go to, in their order."""
        from handover_desktop.protocol.pages.extract import units_of

        return units_of(self._order(handover, ()))

    def save(
        self,
        handover: HandoverId,
        unit: str,
        path: Path,
        *,
        languages: tuple[str, ...] = (),
        progress: Progress | None = None,
    ) -> ChangeSet:
        """Write the extract for the unit of this code to `path`, the very same file whenever it is asked for.

        Raises UNIT_UNKNOWN where no line goes to it, and what `Sealing.seal` does.
        """
        pdf = self._issue(handover, unit, path.name, languages, progress).content
        with written_when_noted(path, pdf), self._workplace.writing() as store:
            number = store.handover(handover).number
            sha256 = hashlib.sha256(pdf).hexdigest()
            store.append_audit("extract-saved", number, {"unit": unit, "file": path.name, "sha256": sha256})
        return changed(Kind.DOCUMENTS, handover=handover)

    def save_all(
        self,
        handover: HandoverId,
        folder: Path,
        *,
        languages: tuple[str, ...] = (),
        progress: Progress | None = None,
    ) -> tuple[Path, ...]:
        """Write an extract for every unit into `folder`, which is made where it is missing; return the files.

        `progress` is told how many are written, and all; what it raises leaves those that are. Raises NO_UNITS where
        no accepted line names a unit, FILE_NOT_WRITTEN where the folder cannot be made.
        """
        with self._workplace.reading() as store:
            current = store.handover(handover)
        units = self.units(handover)
        if not units:
            raise DomainError(Code.NO_UNITS, reference=current.reference)
        make_folder(folder)
        written: list[Path] = []

        def tell(_page: int, _pages: int) -> None:
            if progress is not None:
                progress(len(written), len(units))

        for place, unit in enumerate(units, start=1):
            tell(0, 0)
            path = folder / _file_name(current.number, place, unit)
            self.save(handover, unit, path, languages=languages, progress=tell)
            written.append(path)
        tell(0, 0)
        return tuple(written)

    def _issue(
        self,
        handover: HandoverId,
        unit: str,
        file_name: str,
        languages: tuple[str, ...],
        progress: Progress | None,
    ) -> Edition:
        order = self._order(handover, languages)
        with self._workplace.reading() as store:
            current = store.handover(handover)

        def render() -> bytes:
            from handover_desktop.protocol.reading.proofreading import render_checked_extract

            return render_checked_extract(order, unit, progress=progress)

        name = f"{'+'.join(order.languages)} {order.snapshot.details.paper.value} {unit}"
        return self._editions.issue(
            current, name, render, file_name=file_name, seal=Seal.SEALED, kind=EXTRACT
        )

    def _order(self, handover: HandoverId, languages: tuple[str, ...]) -> PrintOrder:
        from handover_desktop.protocol.pages.orders import PrintOrder

        with self._workplace.reading() as store:
            snapshot = frozen_content(store, handover)
            pictures = printed_pictures(store, snapshot)
        translators = {tag: self._workplace.translator(tag) for tag in DOCUMENT_LANGUAGES}
        return PrintOrder(snapshot, languages or snapshot.details.languages, translators, pictures=pictures)


def _file_name(number: str, place: int, unit: str) -> str:
    """Return a name that every file system takes; `place` keeps units apart whose codes differ only in signs."""
    plain = _UNSAFE.sub("-", f"{number}-{unit}").strip("-")
    return f"{plain[:120]}-{place:02d}.pdf"
