"""Donor profiles: what donors ask of a protocol, as data that the user edits; a handover takes a copy."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.canonical import canonical_bytes, from_data, to_data
from handover_desktop.domain.donors import tidy_profile
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import DonorProfile
from handover_desktop.domain.texts import N_
from handover_desktop.resources import resource_path
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.data_files import DataFile, free_name
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing

_SETTING, _DEFAULT = "donor-profiles", "donor-profile"
_FILE = DataFile(
    "handover-donor-profile",
    "profile",
    Code.PROFILE_UNREADABLE,
    N_("it is not a donor profile of this program"),
)
_OWN = "own-"

NOTES = {
    "none": N_("For handovers whose donor sets no rules of its own."),
    "eu-grant": N_(
        "Grants ask for a proof of transfer of every item that cost more than EUR 5,000. Check the amount in your "
        "agreement."
    ),
    "eu-contribution": N_(
        "For organisations under a contribution agreement. The amount and whether proofs are attached stand in "
        "your agreement: check both."
    ),
    "eu-co-funded": N_("As for grants, where the European Union pays a part. Check your agreement."),
    "eu-supply": N_(
        "For supplies that a contractor delivers. Acceptance certificates of the contract are papers of their own: "
        "check your agreement."
    ),
    "echo-certificates": N_(
        "Partners keep donation certificates; the amount has been 500, 750 or 2,500 by programme and year. Check "
        "your agreement."
    ),
}
"""What to know about each profile that the program brings along; names and notes are texts of the catalogues."""

PRESET_NAMES = (
    N_("No donor rules"),
    N_("EU, grant rules"),
    N_("EU, contribution agreement"),
    N_("EU, co-funded"),
    N_("EU, supply contract"),
    N_("DG ECHO, donation certificates"),
)


@dataclass(frozen=True, slots=True)
class KeptProfile:
    """A profile of the register. `preset`: the program brought it along; `edited`: the user changed it since.

    `note` says what to check about a preset, in English as the catalogues know it.
    """

    key: str
    profile: DonorProfile
    preset: bool
    edited: bool
    note: str


class DonorProfiles:
    """The use cases of donor profiles. What a handover took is its own: nothing here changes it."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def list(self) -> tuple[KeptProfile, ...]:
        """Return the presets in their order, then the user's own in the order in which they were added."""
        with self._workplace.reading() as store:
            return _all(_own(store))

    def default(self) -> str:
        """Return the key of the profile that a new handover starts with."""
        with self._workplace.reading() as store:
            return _default_key(store)

    def choose_default(self, key: str) -> ChangeSet:
        """Set the profile that a new handover starts with; raise PROFILE_UNKNOWN."""
        with self._workplace.writing() as store:
            chosen = _find(_own(store), key)
            store.set_setting(_DEFAULT, key)
            store.append_audit("donor-profile-chosen", chosen.profile.name, {"key": key})
        return changed(Kind.SETTINGS)

    def add(self, profile: DonorProfile) -> ChangeSet:
        """Add a profile of the user's own; raise PROFILE_NEEDS_NAME, PROFILE_TAKEN or THRESHOLD_NOT_AN_AMOUNT."""
        return self._put("", profile)

    def save(self, key: str, profile: DonorProfile) -> ChangeSet:
        """Save an edited profile, a preset too; raise as `add`, or PROFILE_UNKNOWN."""
        return self._put(key, profile)

    def duplicate(self, key: str) -> ChangeSet:
        """Add a copy of a profile under the next free name; raise PROFILE_UNKNOWN."""
        with self._workplace.writing() as store:
            copied = _find(_own(store), key).profile
            _store(store, "", replace(copied, name=_free_name(_own(store), copied.name)))
        return changed(Kind.SETTINGS)

    def remove(self, key: str) -> ChangeSet:
        """Remove a profile of the user's own, or bring a preset back to what it was; raise PROFILE_UNKNOWN."""
        with self._workplace.writing() as store:
            own = _own(store)
            gone = _find(own, key)
            own.pop(key, None)
            _write(store, own)
            if not gone.preset and _default_key(store) == key:
                store.set_setting(_DEFAULT, _presets()[0].key)
            action = "donor-profile-reset" if gone.preset else "donor-profile-removed"
            store.append_audit(action, gone.profile.name, {"key": key})
        return changed(Kind.SETTINGS)

    def export(self, key: str, path: Path) -> None:
        """Write a profile to a file that another register can take in; raise PROFILE_UNKNOWN, FILE_NOT_WRITTEN."""
        with self._workplace.reading() as store:
            profile = _find(_own(store), key).profile
        _FILE.write(path, profile)

    def bring_in(self, path: Path) -> ChangeSet:
        """Add the profile of a file; one whose name is taken gets the next free one.

        Raises PROFILE_UNREADABLE, NO_SUCH_FILE or FILE_NOT_READ.
        """
        profile = _read_profile(path)
        with self._workplace.writing() as store:
            named = replace(profile, name=_free_name(_own(store), profile.name))
            _store(store, "", named)
        return changed(Kind.SETTINGS)

    def _put(self, key: str, profile: DonorProfile) -> ChangeSet:
        with self._workplace.writing() as store:
            _store(store, key, profile)
        return changed(Kind.SETTINGS)


def default_donor(store: Reading) -> DonorProfile:
    """Return the profile that a new handover starts with."""
    return _find(_own(store), _default_key(store)).profile


def _store(store: Writing, key: str, profile: DonorProfile) -> None:
    own, tidy = _own(store), tidy_profile(profile)
    if key:
        _find(own, key)
    if not tidy.name:
        raise DomainError(Code.PROFILE_NEEDS_NAME)
    if any(k.profile.name.casefold() == tidy.name.casefold() and k.key != key for k in _all(own)):
        raise DomainError(Code.PROFILE_TAKEN, name=tidy.name)
    kept = key or _next_key(own)
    preset = next((p for p in _presets() if p.key == kept), None)
    if preset is not None and preset.profile == tidy:
        own.pop(kept, None)
    else:
        own[kept] = tidy
    _write(store, own)
    store.append_audit("donor-profile-saved", tidy.name, {"key": kept, "profile": to_data(tidy)})


def _next_key(own: Mapping[str, DonorProfile]) -> str:
    numbers = (int(key.removeprefix(_OWN)) for key in own if key.startswith(_OWN))
    return f"{_OWN}{max(numbers, default=0) + 1}"


def _free_name(own: Mapping[str, DonorProfile], name: str) -> str:
    return free_name(name, [kept.profile.name for kept in _all(own)])


def _find(own: Mapping[str, DonorProfile], key: str) -> KeptProfile:
    found = next((kept for kept in _all(own) if kept.key == key), None)
    if found is None:
        raise DomainError(Code.PROFILE_UNKNOWN, name=key)
    return found


def _all(own: Mapping[str, DonorProfile]) -> tuple[KeptProfile, ...]:
    presets = tuple(
        replace(preset, profile=own[preset.key], edited=True) if preset.key in own else preset
        for preset in _presets()
    )
    added = (
        KeptProfile(key, profile, preset=False, edited=False, note="")
        for key, profile in own.items()
        if key.startswith(_OWN)
    )
    return (*presets, *added)


@functools.cache
def _presets() -> tuple[KeptProfile, ...]:
    data = json.loads(resource_path("donors", "profiles.json").read_text(encoding="utf-8"))
    return tuple(
        KeptProfile(
            one["key"],
            from_data(DonorProfile, one["profile"]),
            preset=True,
            edited=False,
            note=NOTES[one["key"]],
        )
        for one in data
    )


def _own(store: Reading) -> dict[str, DonorProfile]:
    """Return the profiles that the register keeps, by key: the user's own and the presets that were edited."""
    return {key: from_data(DonorProfile, data) for key, data in json.loads(store.setting(_SETTING, "[]"))}


def _write(store: Writing, own: Mapping[str, DonorProfile]) -> None:
    store.set_setting(_SETTING, canonical_bytes(list(own.items())).decode())


def _default_key(store: Reading) -> str:
    return store.setting(_DEFAULT, _presets()[0].key)


def _read_profile(path: Path) -> DonorProfile:
    profile = _FILE.read(path, lambda data: tidy_profile(from_data(DonorProfile, data)))
    if not profile.name:
        raise DomainError(Code.PROFILE_NEEDS_NAME)
    return profile
