"""What can be said of a protocol file: one verdict, and the separate answers that it rests on."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from handover_desktop.domain.handovers import Party
from handover_desktop.domain.page_findings import PageFinding
from handover_desktop.domain.seals import SealReport
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.texts import N_
from handover_desktop.services.views import VoidedRecord


class Verdict(enum.IntEnum):
    """What can be said of a protocol file, from worst to best; from TRUSTED on it can be relied upon.

    FOREIGN: not a protocol of this program. ALTERED: not as it was sealed or given out. VOIDED: whole, but this
    register says that its protocol counts no more; no other state of the file would help. CUT_BACK: an earlier state
    of a file that has been signed since. UNSEALED: without a seal, and not known here. UNTRUSTED: whole, sealed by
    a key that is not trusted here. CHAIN_LOST: the file stands, but the audit entry that it prints is gone from
    this register. TRUSTED: whole, by a trusted seal; the register does not have this very file, or there is none.
    INTACT: this register gave out exactly this file.
    """

    FOREIGN = 0
    ALTERED = 1
    VOIDED = 2
    CUT_BACK = 3
    UNSEALED = 4
    UNTRUSTED = 5
    CHAIN_LOST = 6
    TRUSTED = 7
    INTACT = 8

    @property
    def holds(self) -> bool:
        """Whether the file can be relied upon."""
        return self >= Verdict.TRUSTED


VERDICT_TEXTS = {
    Verdict.FOREIGN: N_("Not a protocol of this program."),
    Verdict.ALTERED: N_("Altered: this is not the file that was sealed or given out."),
    Verdict.VOIDED: N_(
        "Void: the file is not altered, but its protocol was voided and counts no more, nor do its signatures."
    ),
    Verdict.CUT_BACK: N_("Cut back: this file has been signed since, and those signatures are missing here."),
    Verdict.UNSEALED: N_(
        "Not sealed: nothing but the attached data vouches for this file, and it is not known here."
    ),
    Verdict.UNTRUSTED: N_("Unchanged since it was sealed, but this seal is not trusted here."),
    Verdict.CHAIN_LOST: N_(
        "The file is unchanged, but the audit entry that it prints is no longer in this register."
    ),
    Verdict.TRUSTED: N_("Unchanged since it was sealed, by a seal that is trusted here."),
    Verdict.INTACT: N_("Intact: this register gave out exactly this file."),
}


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict over one file and the answers it rests on; None stands for what cannot be told.

    `snapshot_holds`: the attached snapshot has the digest that the document states (None for an extract, which has
    none; `unit` is then the code of the receiving unit that it is for). `pages_bear`: the codes of its
    pages say that digest, that number and their place among the pages. `protocol_known`: this register
    issued the protocol; `file_known`: exactly this file; both None without a register. `anchor_holds`: the audit
    entry printed in the document is in this register's chain (None where the protocol is not known here).
    `is_copy`: the file is a copy, and all answers are about the sealed file that it carries.
    `acts` are what this register knows of the parties of the protocol: each with its act, None while it is open.
    `voided`: how this register says that the protocol counts no more; None also where it does not know it.
    `cites_void`: what the protocol cites that was voided since, as far as this register knows.
    `signatures_known`: how many cryptographic signatures this file should have as far as the register knows.
    """

    verdict: Verdict
    number: str
    digest: str
    sha256: str
    pages: int
    seal: SealReport
    snapshot_holds: bool | None
    pages_bear: PageFinding
    protocol_known: bool | None
    file_known: bool | None
    anchor_holds: bool | None
    signatures_known: int | None = None
    is_copy: bool = False
    unit: str = ""
    acts: tuple[tuple[Party, Signature | None], ...] = ()
    voided: VoidedRecord | None = None
    cites_void: tuple[VoidedRecord, ...] = ()
