"""The languages of the window and of the protocol, by the name that each has for itself."""

from __future__ import annotations

from typing import Final

OWN_NAMES: Final = {
    "en": "English",
    "sr-Cyrl": "Српски (ћирилица)",
    "sr-Latn": "Srpski (latinica)",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
}
"""Tag (BCP 47) to own name, in the order in which they are offered."""


def language_of_locale(name: str) -> str | None:
    """Return the language that a locale's name asks for ("sr_RS@latin", "fr-CA"); None where it is none of ours.

    Serbian without a script is Cyrillic.
    """
    spoken = name.replace("_", "-").partition(".")[0].casefold()
    if spoken.partition("-")[0].partition("@")[0] == "sr":
        return "sr-Latn" if "lat" in name.casefold() else "sr-Cyrl"
    found = spoken.partition("-")[0].partition("@")[0]
    return found if found in OWN_NAMES else None
