"""What a signatory did, in words: the same ones in the window, at the command line and in reports."""

from __future__ import annotations

from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.terms import SIGNATURE_TERMS
from handover_desktop.i18n import Translator


def describe_act(act: Signature, _: Translator) -> str:
    """Return what happened, who acted, as whose deputy, why, and before which witness; one line."""
    person = ", ".join(part for part in (act.name, act.function) if part)
    parts = [_(SIGNATURE_TERMS[act.kind]), person]
    if act.authority:
        parts.append(_("as deputy, authority no. {authority}", authority=act.authority))
    if act.reason:
        parts.append(_("reason: {reason}", reason=act.reason.rstrip(".")))
    if act.witness:
        parts.append(_("witness: {witness}", witness=act.witness))
    return "; ".join(part for part in parts if part)
