"""The languages that a protocol is written in, by the name that each has for itself."""

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
