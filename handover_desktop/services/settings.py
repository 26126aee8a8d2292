"""Settings that belong to the register and travel with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handover_desktop.domain.handovers import Paper
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading

ORGANISATION = "organisation"
SITE = "site"
PAPER = "paper"


class Settings:
    """The short codes of organisation and site that protocol numbers begin with, and the paper to start with."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def organisation(self) -> str:
        """Return the organisation's short code, empty where none is set."""
        return self._read(ORGANISATION)

    def site(self) -> str:
        """Return the site's short code, empty where none is set."""
        return self._read(SITE)

    def save(self, *, organisation: str, site: str) -> ChangeSet:
        """Set both codes; letters and digits only, in upper case."""
        with self._workplace.writing() as store:
            for name, value in ((ORGANISATION, organisation), (SITE, site)):
                store.set_setting(name, "".join(char for char in value.upper() if char.isalnum()))
            store.append_audit("settings-saved", "register", {ORGANISATION: organisation, SITE: site})
        return changed(Kind.SETTINGS)

    def paper(self) -> Paper:
        """Return the paper that a new handover starts with."""
        with self._workplace.reading() as store:
            return default_paper(store)

    def choose_paper(self, paper: Paper) -> ChangeSet:
        """Set the paper that a new handover starts with."""
        with self._workplace.writing() as store:
            store.set_setting(PAPER, paper.value)
            store.append_audit("settings-saved", "register", {PAPER: paper.value})
        return changed(Kind.SETTINGS)

    def _read(self, name: str) -> str:
        with self._workplace.reading() as store:
            return store.setting(name)


def default_paper(store: Reading) -> Paper:
    """Return the paper that a new handover starts with."""
    return Paper(store.setting(PAPER, Paper.A4.value))
