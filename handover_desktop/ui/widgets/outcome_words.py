"""The words of the outcomes, as the field says them."""

from __future__ import annotations

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.terms import TERMS
from handover_desktop.i18n import Translator


def outcome_word(outcome: Outcome, _: Translator) -> str:
    """Return the word for `outcome` in the language of `_`."""
    return _(TERMS[outcome])
