"""Settings that belong to the register and travel with it."""

from __future__ import annotations

from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.workplace import Workplace

ORGANISATION = "organisation"
SITE = "site"


class Settings:
    """The short codes of organisation and site that protocol numbers begin with."""

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

    def _read(self, name: str) -> str:
        with self._workplace.reading() as store:
            return store.setting(name)
