"""Protocols that leave the laptop: on a stick, as paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.paths import Written, write_and_read_back
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.documents import Documents
from handover_desktop.services.how_to_check import how_to_check
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.domain.progress import Progress

STICK_FAULTS = frozenset(
    (Code.STICK_FULL, Code.STICK_READ_ONLY, Code.STICK_GONE, Code.STICK_DIFFERS, Code.STICK_NOT_WRITTEN)
)
"""What can be wrong with a stick; the register is as it was."""
_NAMED_DIGITS = 8
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class OnStick:
    """A protocol that was written to a stick, and what that changed in the register. `beside` are the files that its
    recipient needs to check it; `fault` is why they are not there.
    """

    written: Written
    changes: ChangeSet
    beside: tuple[Path, ...] = ()
    fault: EnvironmentFault | None = None


class HandingOut:
    """The use cases of copies that are given away; each leaves an entry in the journal."""

    def __init__(self, workplace: Workplace, documents: Documents) -> None:
        self._workplace = workplace
        self._documents = documents

    def save_to_stick(
        self, handover: HandoverId, folder: Path, *, progress: Progress | None = None
    ) -> OnStick:
        """Write the final protocol into `folder`, read it back and compare; raise NOT_FINALISED.

        The certificate of its seal and how to check the file are written beside it. Another file of the same name
        stays: the new one gets a number. Raises what `write_and_read_back` does.
        """
        with self._workplace.reading() as store:
            current = store.handover(handover)
        if not current.number:
            raise DomainError(Code.NOT_FINALISED, reference=current.reference)
        done: list[Written] = []
        sealed = b""

        def write(path: Path, content: bytes) -> None:
            nonlocal sealed
            sealed = content
            done.append(write_and_read_back(_free_name(path, content), content))

        proposed = folder / f"{_UNSAFE.sub('-', current.number).strip('-.')}.pdf"
        changes = self._documents.save(handover, proposed, progress=progress, write=write)
        (written,) = done
        with self._workplace.writing() as store:
            entry = {"file": written.path.name, "sha256": written.sha256, "size": written.size}
            store.append_audit("protocol-on-stick", current.number, entry)
        try:
            beside = self._write_beside(current, written, sealed)
        except EnvironmentFault as fault:
            return OnStick(written, changes, fault=fault)
        return OnStick(written, changes, beside)

    def _write_beside(self, handover: Handover, protocol: Written, pdf: bytes) -> tuple[Path, ...]:
        """Write what a recipient needs to check `pdf`: the certificate of its seal, and a text that says how."""
        from handover_desktop.protocol.seal.certificates import to_pem
        from handover_desktop.protocol.seal.judging import judge_seals

        certificate = judge_seals(pdf).certificate
        if certificate is None:
            return ()
        text = how_to_check(
            map(self._workplace.translator, handover.details.languages),
            number=handover.number,
            digest=handover.digest,
            sha256=protocol.sha256,
            certificate=certificate,
        )
        folder = protocol.path.parent
        contents = {
            folder / f"seal-{certificate.sha256[:_NAMED_DIGITS]}.pem": to_pem(certificate),
            protocol.path.with_suffix(".txt"): text.replace("\n", "\r\n").encode("utf-8-sig"),
        }
        return tuple(
            write_and_read_back(_free_name(path, content), content).path for path, content in contents.items()
        )

    def note_printed(
        self, handover: HandoverId, *, printer: str, copies: int, pages: Sequence[int], sha256: str
    ) -> ChangeSet:
        """Note that `pages` (from 0) of the document with that digest were sent to a printer `copies` times."""
        with self._workplace.writing() as store:
            current = store.handover(handover)
            entry = {
                "printer": printer,
                "copies": copies,
                "pages": [page + 1 for page in pages],
                "sha256": sha256,
            }
            store.append_audit("protocol-printed", current.number or current.reference, entry)
        return changed(Kind.DOCUMENTS, handover=handover)


def _free_name(path: Path, content: bytes) -> Path:
    """Return `path`, or the first numbered one beside it that is free or holds this very content."""
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return path if _may_be_written(path, content) else next(p for p in names if _may_be_written(p, content))


def _may_be_written(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return True
