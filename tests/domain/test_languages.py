"""Which of our languages a locale asks for."""

from __future__ import annotations

import pytest

from handover_desktop.domain.languages import language_of_locale
from handover_desktop.i18n import for_window, language_of_surroundings, load_translator
from handover_desktop.resources import resource_path


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("sr_RS.UTF-8", "sr-Cyrl"),
        ("sr_RS@latin", "sr-Latn"),
        ("sr-Latn-RS", "sr-Latn"),
        ("sr_Cyrl_BA", "sr-Cyrl"),
        ("sr_RS.UTF-8@latin", "sr-Latn"),
        ("fr_CA.UTF-8", "fr"),
        ("es", "es"),
        ("es@euro", "es"),
        ("ar-LB", "ar"),
        ("en_GB", "en"),
        ("de_DE", None),
        ("srn", None),
        ("C", None),
        ("", None),
    ],
)
def test_a_locale_asks_for_its_language_whatever_its_country(locale: str, language: str | None) -> None:
    assert language_of_locale(locale) == language


def test_the_surroundings_are_asked_in_the_order_of_the_system_and_fall_back_to_english() -> None:
    assert language_of_surroundings({"LC_ALL": "", "LC_MESSAGES": "fr_FR", "LANG": "es_ES"}) == "fr"
    assert language_of_surroundings({"LC_ALL": "ar", "LANG": "es_ES"}) == "ar"
    assert language_of_surroundings({"LANG": "de_DE.UTF-8"}) == "en"
    assert language_of_surroundings({}) == "en"


def test_what_is_filled_into_an_arabic_text_of_the_window_keeps_its_own_direction() -> None:
    catalogues = resource_path("catalogues")
    arabic, french = (for_window(load_translator(tag, catalogues)) for tag in ("ar", "fr"))
    assert "\u2068No. 4-B\u2069" in arabic("Version {version}", version="No. 4-B")
    assert "\u2068" not in french("Version {version}", version="No. 4-B")
    assert "\u2068" not in load_translator("ar", catalogues)("Version {version}", version="No. 4-B")
    assert "\u2068\u0645\u062d\u0645\u062f\u2069" in french(
        "Version {version}", version="\u0645\u062d\u0645\u062f"
    )
