"""A verdict in words: each question with its answer, for the window, the command line and a file."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from handover_desktop.domain.seals import Approval, Certificate, Integrity
from handover_desktop.domain.terms import TERMS
from handover_desktop.formats import Formats
from handover_desktop.i18n import Translator
from handover_desktop.services.acts import describe_act
from handover_desktop.services.verdicts import VERDICT_TEXTS, Verification
from handover_desktop.services.views import VoidedRecord


class Mark(enum.StrEnum):
    """The short form of an answer."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer, both in words; `details` are lines below it."""

    question: str
    mark: Mark
    text: str
    details: tuple[str, ...] = ()


def grouped_fingerprint(sha256: str) -> str:
    """Return a fingerprint in groups of four, as it is read aloud."""
    return " ".join(sha256[at : at + 4].upper() for at in range(0, len(sha256), 4))


def describe_certificate(certificate: Certificate, _: Translator) -> tuple[str, str]:
    """Return whose certificate it is, and its fingerprint."""
    owner = ", ".join(part for part in (certificate.name, certificate.organisation) if part)
    return owner, _(
        "Fingerprint (SHA-256): {fingerprint}", fingerprint=grouped_fingerprint(certificate.sha256)
    )


def describe_file(found: Verification, _: Translator) -> str:
    """Return which protocol the file says it is, whether it is a copy or an extract, and how the protocol was voided;
    empty for a foreign one.
    """
    voided = describe_voiding(found.voided, _) if found.voided else ()
    if found.is_copy:
        named = _(
            "A copy. Its own pages prove nothing; this is said of the sealed file that it carries: "
            "protocol {number}, digest {digest}",
            number=found.number,
            digest=found.digest,
        )
    elif found.unit:
        named = _(
            "An extract for the receiving unit {unit}: a part of the protocol {number}, digest {digest}",
            unit=found.unit,
            number=found.number,
            digest=found.digest,
        )
    elif found.number:
        named = _("Protocol {number}, digest {digest}", number=found.number, digest=found.digest)
    else:
        return ""
    return "\n".join((named, *voided))


def answers(found: Verification, _: Translator) -> tuple[Answer, ...]:
    """Return every question that a verdict rests on, in the order in which people ask.

    An extract has neither data attached nor an audit entry printed.
    """
    data = _say(_, _("Is the attached data the data whose digest is stated?"), found.snapshot_holds)
    anchor = _say(_, _("Is the audit entry that it prints still in this register?"), found.anchor_holds)
    return (
        _is_unchanged(found, _),
        _whose_seal(found, _),
        _who_approved(found, _),
        *(() if found.unit else (data,)),
        _whose_pages(found, _),
        _say(_, _("Does this register know the protocol?"), found.protocol_known),
        _is_voided(found, _),
        *_what_it_cites(found, _),
        _is_given_out(found, _),
        *_what_parties_did(found, _),
        *(() if found.unit else (anchor,)),
    )


def report_text(found: Verification, _: Translator, *, name: str) -> str:
    """Return the whole report as plain text; `name` is the file's."""
    lines = [_("Report on {name}", name=name), "", _(VERDICT_TEXTS[found.verdict])]
    described = describe_file(found, _)
    lines += [described] if described else []
    lines += [_("SHA-256 of the file: {sha256}", sha256=found.sha256)]
    for answer in answers(found, _):
        lines += ["", answer.question, f"  {answer.text}", *(f"  {detail}" for detail in answer.details)]
    return "\n".join(lines) + "\n"


def _is_unchanged(found: Verification, _: Translator) -> Answer:
    question = _("Is the file unchanged since it was sealed?")
    match found.seal.integrity:
        case Integrity.INTACT:
            return Answer(question, Mark.YES, _("yes"))
        case Integrity.ALTERED:
            reason = f"({found.seal.reason})" if found.seal.reason else ""
            return Answer(question, Mark.NO, _("no"), (reason,) if reason else ())
        case _not_sealed:
            return Answer(question, Mark.OPEN, _("not sealed"))


def _whose_seal(found: Verification, _: Translator) -> Answer:
    question, seal = _("Is its seal trusted here?"), found.seal
    if seal.certificate is None:
        return Answer(question, Mark.OPEN, _("cannot be told"))
    details = [*describe_certificate(seal.certificate, _)]
    if seal.sealed_at is not None:
        moment = _in_readers_time(seal.sealed_at, _)
        details.append(_("Sealed {moment}, by the clock of the laptop that sealed it", moment=moment))
    if not seal.in_time:
        details.append(_("Its certificate was not valid at that time."))
    if seal.trusted:
        return Answer(question, Mark.YES, _("yes"), tuple(details))
    if seal.in_time:
        details.append(
            _("Compare the fingerprint with its owner's, then import the certificate to trust it.")
        )
    return Answer(question, Mark.NO, _("no"), tuple(details))


def _in_readers_time(moment: datetime, _: Translator) -> str:
    """Return a moment in the form and in the time zone of whoever reads it, with that zone."""
    return Formats(_.language).zoned(moment.astimezone())


def _who_approved(found: Verification, _: Translator) -> Answer:
    question = _("Who signed with a certificate of their own?")
    if found.seal.integrity is Integrity.ALTERED:
        return Answer(question, Mark.OPEN, _("cannot be told"))
    if not found.seal.approvals:
        return Answer(question, Mark.OPEN, _("nobody"))
    lines = tuple(line for one in found.seal.approvals for line in _describe_approval(one, _))
    count = len(found.seal.approvals)
    return Answer(question, Mark.YES, _.n("{count} signature", "{count} signatures", count), lines)


def _describe_approval(one: Approval, _: Translator) -> tuple[str, ...]:
    if one.certificate is None:
        return ()
    name = one.certificate.name
    issuer = _("issued by {issuer}", issuer=one.certificate.issuer)
    trust = _("issuer trusted here") if one.trusted else _("issuer not trusted here")
    return (f"{name}, {issuer}, {trust}",)


def _whose_pages(found: Verification, _: Translator) -> Answer:
    answer = _say(_, _("Do the pages bear this digest?"), found.pages_bear.bearing.answer)
    if answer.mark is not Mark.NO:
        return answer
    page, code = found.pages_bear.page, found.pages_bear.found
    if code is None:
        return replace(answer, details=(_("Page {page} bears no code that can be read.", page=page),))
    said = _(
        "The code of page {page} says: {number}, page {at} of {pages}, digest {digest}…",
        page=page,
        number=code.number,
        at=code.page,
        pages=code.pages,
        digest=code.digest,
    )
    return replace(answer, details=(said,))


def _is_voided(found: Verification, _: Translator) -> Answer:
    question = _("Does the protocol still count?")
    if found.voided is not None:
        return Answer(question, Mark.NO, _("no"))
    if found.protocol_known:
        return Answer(question, Mark.YES, _("yes"))
    only = _("Only the register that issued a protocol can tell that it was voided since.")
    return Answer(question, Mark.OPEN, _("cannot be told"), (only,))


def _what_it_cites(found: Verification, _: Translator) -> Iterator[Answer]:
    """Yield an answer only where something cited counts no more."""
    question = _("Does the protocol that it cites still count?")
    for voided in found.cites_void:
        said = (_("{number} is void.", number=voided.protocol.number), *describe_voiding(voided, _))
        yield Answer(question, Mark.NO, _("no"), said)


def describe_voiding(voided: VoidedRecord, _: Translator) -> tuple[str, ...]:
    """Return when a protocol was voided, by whom and why, and what came in its place; a line each."""
    protocol = voided.protocol
    moment = Formats(_.language).moment(protocol.voided_at)
    return (
        _("Voided on {moment} by {who}", moment=moment, who=protocol.who),
        _("Reason: {reason}", reason=protocol.reason),
        _("Replaced by {number}", number=voided.replaced_by)
        if voided.replaced_by
        else _("Nothing has replaced it yet"),
    )


def _is_given_out(found: Verification, _: Translator) -> Answer:
    question = _("Did this register give out exactly this file?")
    held, known = found.seal.signatures, found.signatures_known
    if known is not None and known > held:
        text = _(
            "The register knows it with {known} signatures; this file has {held}.", known=known, held=held
        )
        return Answer(question, Mark.NO, _("an earlier state of it"), (text,))
    return _say(_, question, found.file_known)


def _what_parties_did(found: Verification, _: Translator) -> tuple[Answer, ...]:
    """Return how each party stands by this register; no question where the register does not know the protocol."""
    if not found.acts:
        return ()
    open_ones = sum(act is None for _party, act in found.acts)
    refused = sum(act is not None and not act.kind.is_given for _party, act in found.acts)
    lines = tuple(
        _.pair(f"{_(TERMS[party.role])}, {party.name}", describe_act(act, _) if act else _("open"))
        for party, act in found.acts
    )
    question = _("Have all parties signed, by this register?")
    if open_ones:
        text = _.n("{count} signature is open", "{count} signatures are open", open_ones)
        return (Answer(question, Mark.OPEN, text, lines),)
    if refused:
        text = _.n("{count} party gave no signature", "{count} parties gave no signature", refused)
        return (Answer(question, Mark.NO, text, lines),)
    return (Answer(question, Mark.YES, _("yes"), lines),)


def _say(_: Translator, question: str, answer: bool | None) -> Answer:
    if answer is None:
        return Answer(question, Mark.OPEN, _("cannot be told"))
    return Answer(question, Mark.YES, _("yes")) if answer else Answer(question, Mark.NO, _("no"))
