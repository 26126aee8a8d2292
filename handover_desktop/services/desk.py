"""All use cases of one open register, as the window and the command line hold them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handover_desktop.services.approving import Approving
from handover_desktop.services.archiving import Archiving
from handover_desktop.services.assets import Assets
from handover_desktop.services.ceremonies import Ceremonies
from handover_desktop.services.checking import Checking
from handover_desktop.services.checklists import Checklists
from handover_desktop.services.clock import Clock
from handover_desktop.services.copies import Copies
from handover_desktop.services.diagnostics import Diagnostics
from handover_desktop.services.documents import Documents
from handover_desktop.services.donor_profiles import DonorProfiles
from handover_desktop.services.exporting import Exporting
from handover_desktop.services.extracts import Extracts
from handover_desktop.services.finalising import Finalising
from handover_desktop.services.handing_out import HandingOut
from handover_desktop.services.handovers import Handovers
from handover_desktop.services.importing import Importing
from handover_desktop.services.labels import Labels
from handover_desktop.services.list_versions import ListVersions
from handover_desktop.services.logos import Logos
from handover_desktop.services.papers import Papers
from handover_desktop.services.photos import Photos
from handover_desktop.services.reconciling import Reconciling
from handover_desktop.services.safekeeping import Safekeeping
from handover_desktop.services.scanning import Scanning
from handover_desktop.services.sealing import Sealing
from handover_desktop.services.settings import Settings
from handover_desktop.services.signing import Signing
from handover_desktop.services.supplements import Supplements
from handover_desktop.services.verifying import Verifying
from handover_desktop.services.voiding import Voiding
from handover_desktop.services.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases by room; `close` releases the file."""

    workplace: Workplace
    handovers: Handovers
    importing: Importing
    list_versions: ListVersions
    exporting: Exporting
    archiving: Archiving
    labels: Labels
    checking: Checking
    checklists: Checklists
    clock: Clock
    reconciling: Reconciling
    finalising: Finalising
    signing: Signing
    voiding: Voiding
    documents: Documents
    extracts: Extracts
    papers: Papers
    copies: Copies
    supplements: Supplements
    ceremonies: Ceremonies
    sealing: Sealing
    approving: Approving
    photos: Photos
    logos: Logos
    donor_profiles: DonorProfiles
    scanning: Scanning
    handing_out: HandingOut
    verifying: Verifying
    assets: Assets
    safekeeping: Safekeeping
    settings: Settings
    diagnostics: Diagnostics

    @property
    def path(self) -> Path:
        """The register's file."""
        return self.workplace.register.path

    @property
    def original(self) -> Path | None:
        """The register that is only read here, as a copy; None where the register itself is open."""
        return self.workplace.register.original

    @property
    def device(self) -> str:
        """The short code of this laptop."""
        return self.workplace.register.device

    def hold(self) -> None:
        """Keep other windows away from this register; raise REGISTER_OPEN_ELSEWHERE where one has it."""
        self.workplace.register.hold()

    def discard(self) -> None:
        """Close the register and, where there is no handover in it, delete its file."""
        self.workplace.register.discard()

    def close(self) -> None:
        """Close the register."""
        self.workplace.register.close()


def build_services(workplace: Workplace) -> Services:
    """Build every use case on one workplace."""
    handovers = Handovers(workplace)
    safekeeping = Safekeeping(workplace)
    checking = Checking(workplace)
    sealing = Sealing(workplace)
    documents = Documents(workplace, sealing)
    return Services(
        workplace=workplace,
        handovers=handovers,
        importing=Importing(workplace, handovers, safekeeping),
        list_versions=ListVersions(workplace, safekeeping),
        exporting=Exporting(workplace),
        archiving=Archiving(workplace, documents),
        labels=Labels(workplace),
        checking=checking,
        checklists=Checklists(workplace),
        clock=Clock(workplace),
        reconciling=Reconciling(workplace, checking),
        finalising=Finalising(workplace, safekeeping),
        signing=Signing(workplace),
        voiding=Voiding(workplace, safekeeping),
        handing_out=HandingOut(workplace, documents),
        papers=Papers(workplace),
        copies=Copies(workplace, documents),
        supplements=Supplements(workplace),
        ceremonies=Ceremonies(workplace),
        documents=documents,
        extracts=Extracts(workplace, sealing),
        sealing=sealing,
        approving=Approving(workplace, documents, sealing),
        photos=Photos(workplace),
        logos=Logos(workplace),
        donor_profiles=DonorProfiles(workplace),
        scanning=Scanning(workplace),
        verifying=Verifying(workplace),
        assets=Assets(workplace),
        safekeeping=safekeeping,
        settings=Settings(workplace),
        diagnostics=Diagnostics(workplace),
    )
