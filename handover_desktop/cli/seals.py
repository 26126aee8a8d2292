"""The commands of the seal: judging files, the key of this laptop, trust, and signatories' own certificates."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.cli.console import Console
from handover_desktop.cli.passphrases import ask_passphrase, unlock
from handover_desktop.cli.signatures import party_act
from handover_desktop.cli.voiding import voided_data
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.seals import Approval, Certificate, SealReport
from handover_desktop.formats import Formats
from handover_desktop.paths import write_atomically
from handover_desktop.services.reports import answers, describe_file, grouped_fingerprint, report_text
from handover_desktop.services.verdicts import VERDICT_TEXTS, Verification

if TYPE_CHECKING:
    from handover_desktop.cli.commands import OpenRegister
    from handover_desktop.services.archive_verdicts import ArchiveVerdict
    from handover_desktop.services.desk import Services

Data = dict[str, object]


def verify(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Judge a file; 0 only where it can be relied upon: unchanged, and given out here or sealed by a trusted key.

    Without a register the file is judged by itself, and by the certificates of `--trust`.
    """
    from handover_desktop.services.archives import is_archive
    from handover_desktop.services.verifying import verify_file

    if is_archive(given.file):
        return _verify_archive(console, open_register, given)
    try:
        services = open_register()
    except EnvironmentFault as fault:
        if fault.code is not Code.REGISTER_MISSING or given.register is not None:
            raise
        found = verify_file(given.file, trust=given.trust)
    else:
        with closing(services):
            found = services.verifying.verify(given.file, trust=given.trust)
    if given.report is not None:
        write_atomically(given.report, report_text(found, console._, name=given.file.name).encode())
    if console.as_json:
        console.print_json(_verification(found))
    else:
        _print_verification(console, found)
    return 0 if found.verdict.holds else 1


def _verify_archive(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Judge an archive: its digests, and the protocols in it."""
    from handover_desktop.services.archive_verdicts import describe_archive, verify_archive
    from handover_desktop.services.verifying import read_certificates, verify_content

    trust = read_certificates(given.trust)
    try:
        services = open_register()
    except EnvironmentFault as fault:
        if fault.code is not Code.REGISTER_MISSING or given.register is not None:
            raise
        found = verify_archive(given.file, verify_content, trust=trust)
    else:
        with closing(services):
            found = verify_archive(given.file, services.verifying.verify_content, trust=trust)
    said = describe_archive(found, console._)
    if given.report is not None:
        write_atomically(given.report, ("\n".join((given.file.name, "", *said)) + "\n").encode())
    if console.as_json:
        console.print_json(_archive(found))
    else:
        for line in said:
            console.print(line)
    return 0 if found.holds else 1


def _archive(found: ArchiveVerdict) -> Data:
    return {
        "intact": found.intact,
        "holds": found.holds,
        "files": [
            {
                "name": entry.name,
                "state": entry.state,
                "size": entry.size,
                "sha256": entry.sha256,
                "sealed": entry.name in found.sealed,
            }
            for entry in found.entries
        ],
        "protocols": {name: _verification(one) for name, one in found.protocols},
    }


def seal(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Do one of the acts upon the seal."""
    with closing(open_register()) as services:
        unlock(services, given)
        return ACTS[given.what](console, services, given)


def sign_file(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Add the signature of a party's own certificate to the sealed protocol, and write the file."""
    from handover_desktop.services.approving import CardKey, FileKey

    prompt = console._("Passphrase or PIN of the signatory:")
    with closing(open_register()) as services:
        unlock(services, given)
        handover = services.handovers.find(given.reference).id
        secret = ask_passphrase(given.signer_passphrase_file, prompt)
        key = FileKey(given.p12, secret) if given.p12 else CardKey(given.pkcs11_lib, secret, given.key_label)
        signed = services.approving.sign_file(
            handover, given.party - 1, key, given.to, languages=tuple(given.language)
        )
    console.print(console._("{name} signed; the file is {path}.", name=signed.name, path=given.to))
    return 0


def _show(console: Console, services: Services, given: Namespace) -> int:
    own = services.sealing.own()
    if console.as_json:
        console.print_json(_certificate(own) if own else None)
    elif own is None:
        console.print(
            console._("This laptop has no sealing key yet. It is made when a protocol is first sealed.")
        )
    else:
        _print_certificate(console, own)
    return 0


def _export(console: Console, services: Services, given: Namespace) -> int:
    path = _require_file(given)
    if given.key:
        prompt = console._("New passphrase for the exported key:")
        services.sealing.export_key(path, ask_passphrase(given.new_passphrase_file, prompt))
    else:
        services.sealing.export_certificate(path)
    console.print(console._("Written to {path}.", path=path))
    return 0


def _import(console: Console, services: Services, given: Namespace) -> int:
    if given.pkcs11_lib is not None:
        pin = ask_passphrase(given.passphrase_file, console._("PIN of the card:"))
        services.sealing.use_card(given.pkcs11_lib, pin, label=given.key_label)
    else:
        path = _require_file(given)
        services.sealing.import_key(
            path, ask_passphrase(given.passphrase_file, console._("Passphrase of the key:"))
        )
    return _show(console, services, given)


def _protect(console: Console, services: Services, given: Namespace) -> int:
    services.sealing.protect(ask_passphrase(given.new_passphrase_file, console._("New passphrase:")))
    console.print(console._("The sealing key is now under this passphrase."))
    return 0


def _renew(console: Console, services: Services, given: Namespace) -> int:
    services.sealing.renew()
    return _show(console, services, given)


def _trust(console: Console, services: Services, given: Namespace) -> int:
    services.sealing.trust(_require_file(given))
    return _list(console, services, given)


def _distrust(console: Console, services: Services, given: Namespace) -> int:
    services.sealing.distrust(str(_require_file(given)))
    return _list(console, services, given)


def _list(console: Console, services: Services, given: Namespace) -> int:
    found = services.sealing.trusted()
    if console.as_json:
        console.print_json(
            [{"sha256": one.sha256, "name": one.name, "added_at": one.added_at} for one in found]
        )
        return 0
    for one in found:
        console.print(f"{one.sha256[:16]}  {one.added_at.date()}  {one.name}")
    if not found:
        console.print(console._("No seal is trusted in this register yet."))
    return 0


ACTS: dict[str, Callable[[Console, Services, Namespace], int]] = {
    "show": _show,
    "export": _export,
    "import": _import,
    "protect": _protect,
    "renew": _renew,
    "trust": _trust,
    "distrust": _distrust,
    "list": _list,
}


def _require_file(given: Namespace) -> Path:
    if given.file is None:
        raise DomainError(Code.FILE_NOT_NAMED)
    path: Path = given.file
    return path


def _print_certificate(console: Console, own: Certificate) -> None:
    _ = console._
    console.print(own.name)
    if own.organisation:
        console.print(_("Organisation: {organisation}", organisation=own.organisation))
    day = Formats(_.language).date
    console.print(_("Valid {start} to {end}", start=day(own.valid_from), end=day(own.valid_until)))
    console.print(_("Fingerprint (SHA-256): {fingerprint}", fingerprint=grouped_fingerprint(own.sha256)))


def _print_verification(console: Console, found: Verification) -> None:
    _ = console._
    console.print(_(VERDICT_TEXTS[found.verdict]))
    described = describe_file(found, _)
    if described:
        console.print(described)
    for answer in answers(found, _):
        console.print(f"  {answer.question} {answer.text}")
        for detail in answer.details:
            console.print(f"    {detail}")


def _verification(found: Verification) -> Data:
    return {
        "verdict": found.verdict.name.lower().replace("_", "-"),
        "holds": found.verdict.holds,
        "number": found.number,
        "digest": found.digest,
        "sha256": found.sha256,
        "pages": found.pages,
        "is_copy": found.is_copy,
        "seal": _seal(found.seal),
        "unit": found.unit or None,
        "snapshot_holds": found.snapshot_holds,
        "pages_bear": found.pages_bear.bearing.answer,
        "odd_page": found.pages_bear.page or None,
        "protocol_known": found.protocol_known,
        "file_known": found.file_known,
        "signatures_known": found.signatures_known,
        "anchor_holds": found.anchor_holds,
        "acts": [party_act(party, act) for party, act in found.acts],
        "voided": voided_data(found.voided) if found.voided else None,
    }


def _seal(report: SealReport) -> Data:
    return {
        "integrity": report.integrity,
        "trusted": report.trusted,
        "in_time": report.in_time,
        "sealed_at": report.sealed_at,
        "certificate": _certificate(report.certificate) if report.certificate else None,
        "signatures": report.signatures,
        "approvals": [_approval(one) for one in report.approvals],
        "reason": report.reason,
    }


def _approval(one: Approval) -> Data:
    return {
        "party": one.party,
        "signed_at": one.signed_at,
        "trusted": one.trusted,
        "certificate": _certificate(one.certificate) if one.certificate else None,
    }


def _certificate(one: Certificate) -> Data:
    return {
        "sha256": one.sha256,
        "name": one.name,
        "organisation": one.organisation,
        "issuer": one.issuer,
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
    }
