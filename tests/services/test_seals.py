"""The seal on a real register: editions, keys, trust, signatories' own certificates, and what verifying says."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.seals import Integrity
from handover_desktop.protocol.seal.keys import make_key, open_card, protect_key
from handover_desktop.protocol.seal.sealing import seal_pdf
from handover_desktop.services.approving import CardKey, FileKey
from handover_desktop.services.desk import Services
from handover_desktop.services.editions import Seal
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import verify_file
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.protocol.seals import plain_protocol
from tests.services.life_model import Clock, Dice, add_lines, attempt, open_desk

PASSPHRASE = "correct horse"


def make_desk(folder: Path, clock: Clock | None = None) -> Services:
    folder.mkdir(exist_ok=True)
    desk = open_desk(folder / "r.handover", clock or Clock(), Dice())
    desk.settings.save(organisation="DEMO", site="BG")
    return desk


def finalised(desk: Services) -> HandoverId:
    """Return a small handover that is finalised."""
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    for item in add_lines(desk, made, [a_vehicle("V-1", "0SYZZZV11ZR000001")]):
        desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = make_desk(tmp_path / "laptop")
    yield services
    services.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Services]:
    services = make_desk(tmp_path / "other-laptop")
    yield services
    services.close()


@pytest.fixture
def handover(desk: Services) -> HandoverId:
    return finalised(desk)


def own_key(folder: Path, name: str = "Demo Osoba 1", passphrase: str = PASSPHRASE) -> FileKey:
    """Return a signatory's own key in a file."""
    plain = make_key(common_name=name, organisation="", at=datetime(2024, 12, 1, tzinfo=UTC))
    path = folder / f"{name}.p12"
    path.write_bytes(protect_key(plain, "", passphrase, name=path.name))
    return FileKey(path, passphrase)


def actions(desk: Services) -> list[str]:
    with desk.workplace.reading() as store:
        return [entry.action for entry in store.audit_entries()]


def test_a_final_protocol_is_sealed_once_and_is_the_same_file_ever_after(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    before = desk.documents.preview(handover)
    desk.documents.save(handover, tmp_path / "a.pdf")
    desk.documents.save(handover, tmp_path / "b.pdf")

    first = (tmp_path / "a.pdf").read_bytes()
    assert first == (tmp_path / "b.pdf").read_bytes() == desk.documents.preview(handover)
    assert first.startswith(before)
    (kept,) = desk.documents.list(handover)
    assert (kept.signatures, desk.documents.content(kept.sha256)) == (1, first)
    assert desk.verifying.verify(tmp_path / "b.pdf").verdict is Verdict.INTACT


def test_languages_and_new_signatures_make_other_editions(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "a.pdf")
    desk.documents.save(handover, tmp_path / "b.pdf", languages=("fr",))
    desk.signing.sign_on_paper(handover, 0, language="en")
    desk.documents.save(handover, tmp_path / "c.pdf")

    editions = {one.edition for one in desk.documents.list(handover)}
    assert len(editions) == 3
    for name in "abc":
        assert desk.verifying.verify(tmp_path / f"{name}.pdf").verdict is Verdict.INTACT


def test_a_draft_bears_no_seal(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    made = desk.handovers.create("HO-2", details=complete_details()).handover
    assert made is not None
    desk.documents.save(made, tmp_path / "draft.pdf", draft=True)

    assert desk.verifying.verify(tmp_path / "draft.pdf").verdict is Verdict.FOREIGN
    assert not (tmp_path / "laptop" / "seal.p12").exists()


def test_a_file_without_seal_is_a_choice_and_verify_says_so(
    desk: Services, other: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "plain.pdf", seal=Seal.NONE)

    found = desk.verifying.verify(tmp_path / "plain.pdf")
    assert (found.verdict, found.seal.integrity) == (Verdict.INTACT, Integrity.NOT_SEALED)
    assert verify_file(tmp_path / "plain.pdf").verdict is Verdict.UNSEALED
    assert other.verifying.verify(tmp_path / "plain.pdf").verdict is Verdict.UNSEALED


def test_the_key_is_made_for_its_owner_alone_and_names_the_device_not_a_person(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    assert desk.sealing.own() is None
    desk.documents.save(handover, tmp_path / "a.pdf")

    own = desk.sealing.own()
    assert own is not None
    assert (own.name, own.organisation) == (f"Handover seal of device DEMO-BG-{desk.device}", "DEMO")
    assert stat.S_IMODE((tmp_path / "laptop" / "seal.p12").stat().st_mode) == 0o600
    assert [one.sha256 for one in desk.sealing.trusted()] == [own.sha256]
    assert actions(desk)[-3:] == ["seal-trusted", "protocol-issued", "protocol-saved"]


def test_a_demo_has_a_seal_of_its_own(desk: Services, tmp_path: Path) -> None:
    made = desk.handovers.create("DEMO-1", details=complete_details(), demo=True).handover
    assert made is not None
    for item in add_lines(desk, made, [a_vehicle("V-1", "0SYZZZV11ZR000001")]):
        desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)
    desk.documents.save(made, tmp_path / "demo.pdf")

    certificate = desk.verifying.verify(tmp_path / "demo.pdf").seal.certificate
    assert certificate is not None
    assert certificate.organisation == "DEMO"
    assert "DEMO" in certificate.name
    assert desk.sealing.own() is None


def test_another_laptop_trusts_a_seal_when_its_user_does(
    desk: Services, other: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "a.pdf")
    desk.sealing.export_certificate(tmp_path / "seal.pem")
    desk.sealing.export_certificate(tmp_path / "seal.der")

    assert other.verifying.verify(tmp_path / "a.pdf").verdict is Verdict.UNTRUSTED
    for name in ("seal.pem", "seal.der"):
        assert other.verifying.verify(tmp_path / "a.pdf", trust=[tmp_path / name]).verdict is Verdict.TRUSTED
        assert verify_file(tmp_path / "a.pdf", trust=[tmp_path / name]).verdict is Verdict.TRUSTED
    other.sealing.trust(tmp_path / "seal.pem")
    other.sealing.trust(tmp_path / "seal.der")
    assert other.verifying.verify(tmp_path / "a.pdf").verdict is Verdict.TRUSTED
    (trusted,) = other.sealing.trusted()
    other.sealing.distrust(trusted.sha256[:12].upper())
    assert other.verifying.verify(tmp_path / "a.pdf").verdict is Verdict.UNTRUSTED
    assert [one for one in actions(other) if one.startswith("seal")] == ["seal-trusted", "seal-distrusted"]


def test_a_file_that_is_no_certificate_is_not_trusted(desk: Services, tmp_path: Path) -> None:
    for content in (b"", b"Dear colleagues", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"):
        (tmp_path / "x.pem").write_bytes(content)
        assert attempt(lambda: desk.sealing.trust(tmp_path / "x.pem")) is Code.CERTIFICATE_UNREADABLE
    assert attempt(lambda: desk.sealing.distrust("")) is Code.CERTIFICATE_UNKNOWN


def test_a_signatory_adds_a_signature_of_their_own_and_the_edition_grows(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "sealed.pdf")
    desk.approving.sign_file(handover, 0, own_key(tmp_path), tmp_path / "signed.pdf")

    signed = (tmp_path / "signed.pdf").read_bytes()
    assert signed.startswith((tmp_path / "sealed.pdf").read_bytes())
    assert desk.documents.preview(handover) == signed
    found = desk.verifying.verify(tmp_path / "signed.pdf")
    assert found.verdict is Verdict.INTACT
    assert [(one.party, one.certificate.name) for one in found.seal.approvals if one.certificate] == [
        (0, "Demo Osoba 1")
    ]
    cut = desk.verifying.verify(tmp_path / "sealed.pdf")
    assert (cut.verdict, cut.seal.signatures, cut.signatures_known) == (Verdict.CUT_BACK, 1, 2)


def test_a_file_cut_back_to_an_earlier_signature_is_noticed_by_the_register_alone(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.approving.sign_file(handover, 0, own_key(tmp_path), tmp_path / "one.pdf")
    desk.approving.sign_file(handover, 1, own_key(tmp_path, "Demo Osoba 2"), tmp_path / "two.pdf")
    desk.sealing.export_certificate(tmp_path / "seal.pem")

    assert desk.verifying.verify(tmp_path / "two.pdf").verdict is Verdict.INTACT
    assert desk.verifying.verify(tmp_path / "one.pdf").verdict is Verdict.CUT_BACK
    assert verify_file(tmp_path / "one.pdf", trust=[tmp_path / "seal.pem"]).verdict is Verdict.TRUSTED


def test_the_laptop_never_signs_in_a_persons_name(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.documents.save(handover, tmp_path / "a.pdf")
    desk.sealing.export_key(tmp_path / "seal-copy.p12", PASSPHRASE)
    key = FileKey(tmp_path / "seal-copy.p12", PASSPHRASE)

    refused = attempt(lambda: desk.approving.sign_file(handover, 0, key, tmp_path / "b.pdf"))

    assert refused is Code.SEAL_IS_NO_SIGNATURE
    assert not (tmp_path / "b.pdf").exists()


def test_a_signature_that_is_refused_leaves_nothing(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    key = own_key(tmp_path)
    to = tmp_path / "b.pdf"
    (tmp_path / "no.p12").write_bytes(b"Dear colleagues")
    before = actions(desk)

    wrong = attempt(lambda: desk.approving.sign_file(handover, 0, replace(key, passphrase="x"), to))
    none = attempt(lambda: desk.approving.sign_file(handover, 0, FileKey(tmp_path / "no.p12", ""), to))
    nobody = attempt(lambda: desk.approving.sign_file(handover, 9, key, to))

    assert (wrong, none, nobody) == (Code.KEY_LOCKED, Code.KEY_UNREADABLE, Code.SIGNATORY_UNKNOWN)
    assert actions(desk) == before
    assert not to.exists()
    desk.approving.sign_file(handover, 0, key, to)
    assert attempt(lambda: desk.approving.sign_file(handover, 0, key, to)) is Code.SIGNATURE_TAKEN


def test_a_key_under_a_passphrase_asks_for_it_once(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    desk.sealing.protect(PASSPHRASE)
    desk.close()
    later = open_desk(tmp_path / "laptop" / "r.handover", Clock(), Dice())

    locked = attempt(lambda: later.documents.save(handover, tmp_path / "a.pdf"))
    later.sealing.unlock("wrong")
    wrong = attempt(lambda: later.documents.save(handover, tmp_path / "a.pdf"))
    later.sealing.unlock(PASSPHRASE)
    later.documents.save(handover, tmp_path / "a.pdf")

    assert (locked, wrong) == (Code.SEAL_KEY_LOCKED, Code.SEAL_KEY_LOCKED)
    assert later.verifying.verify(tmp_path / "a.pdf").verdict is Verdict.INTACT
    later.close()


def test_a_damaged_key_stops_the_seal_with_a_sentence_and_a_copy_helps(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    path = tmp_path / "laptop" / "seal.p12"
    desk.sealing.export_key(tmp_path / "copy.p12", PASSPHRASE)
    path.write_bytes(path.read_bytes()[:200])

    refused = attempt(lambda: desk.documents.save(handover, tmp_path / "a.pdf"))
    assert refused is Code.SEAL_KEY_DAMAGED
    assert not (tmp_path / "a.pdf").exists()
    assert desk.documents.list(handover) == ()
    desk.documents.save(handover, tmp_path / "plain.pdf", seal=Seal.NONE)

    desk.sealing.import_key(tmp_path / "copy.p12", PASSPHRASE)
    desk.documents.save(handover, tmp_path / "a.pdf")
    assert desk.verifying.verify(tmp_path / "a.pdf").verdict is Verdict.INTACT


def test_a_key_that_is_a_folder_or_open_to_others_is_handled(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    path = tmp_path / "laptop" / "seal.p12"
    desk.sealing.require_own()
    path.chmod(0o644)
    desk.documents.save(handover, tmp_path / "a.pdf")
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600

    path.unlink()
    path.mkdir()
    refused = attempt(lambda: desk.documents.save(handover, tmp_path / "b.pdf", languages=("fr",)))
    assert refused is Code.SEAL_KEY_DAMAGED


def test_an_expired_certificate_seals_no_more(tmp_path: Path) -> None:
    clock = Clock()
    desk = make_desk(tmp_path / "laptop", clock)
    handover = finalised(desk)
    desk.sealing.require_own()
    clock.moment += timedelta(days=365 * 21)

    refused = attempt(lambda: desk.documents.save(handover, tmp_path / "a.pdf"))

    assert refused is Code.SEAL_CERTIFICATE_EXPIRED
    desk.close()


def test_a_key_leaves_the_laptop_only_under_a_passphrase(desk: Services, tmp_path: Path) -> None:
    assert attempt(lambda: desk.sealing.export_key(tmp_path / "k.p12", "short")) is Code.KEY_NEEDS_PASSPHRASE
    assert not (tmp_path / "k.p12").exists()


def test_an_import_that_is_refused_keeps_the_present_key(desk: Services, tmp_path: Path) -> None:
    before = desk.sealing.require_own()
    (tmp_path / "no.p12").write_bytes(b"no key")

    assert attempt(lambda: desk.sealing.import_key(tmp_path / "no.p12", "")) is Code.KEY_UNREADABLE
    key = own_key(tmp_path)
    assert attempt(lambda: desk.sealing.import_key(key.path, "wrong")) is Code.KEY_LOCKED
    assert desk.sealing.own() == before


def test_every_sentence_of_verify_is_said(desk: Services, handover: HandoverId, tmp_path: Path) -> None:
    from handover_desktop.i18n import Translator
    from handover_desktop.services.reports import Mark, answers, report_text

    desk.approving.sign_file(handover, 0, own_key(tmp_path), tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes((tmp_path / "a.pdf").read_bytes() + b" ")
    _: Translator = desk.workplace.translator("en")

    good = report_text(desk.verifying.verify(tmp_path / "a.pdf"), _, name="a.pdf")
    spoilt = desk.verifying.verify(tmp_path / "b.pdf")

    assert "Intact" in good
    assert "Demo Osoba 1" in good
    assert good.count("  yes") == 8
    assert spoilt.verdict is Verdict.ALTERED
    assert answers(spoilt, _)[0].mark is Mark.NO


def test_a_report_says_in_the_form_of_its_language_when_a_file_was_sealed(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    from handover_desktop.formats import Formats
    from handover_desktop.services.reports import report_text

    desk.documents.save(handover, tmp_path / "a.pdf")
    found = desk.verifying.verify(tmp_path / "a.pdf")
    assert found.seal.sealed_at is not None
    for language in ("en", "sr-Cyrl", "ar"):
        said = report_text(found, desk.workplace.translator(language), name="a.pdf")
        assert Formats(language).zoned(found.seal.sealed_at.astimezone()) in said


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CardKey:
    """A card in software with a key and its certificate, as a signatory would bring one."""
    tool = shutil.which("softhsm2-util")
    assert tool, "this test needs softhsm2"
    library = Path("/usr/lib/softhsm/libsofthsm2.so")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    init = ("--init-token", "--free", "--label", "card", "--pin", "1234", "--so-pin", "5678")
    subprocess.run([tool, *init], check=True, capture_output=True)
    return CardKey(library, "1234")


def test_a_card_signs_for_its_owner(
    desk: Services, handover: HandoverId, card: CardKey, tmp_path: Path
) -> None:
    put_key_on(card, "Demo Osoba 1")

    signed = desk.approving.sign_file(handover, 0, card, tmp_path / "a.pdf")

    assert signed.name == "Demo Osoba 1"
    assert desk.verifying.verify(tmp_path / "a.pdf").verdict is Verdict.INTACT
    wrong = attempt(lambda: desk.approving.sign_file(handover, 1, replace(card, pin="0"), tmp_path / "b.pdf"))
    none = replace(card, library=tmp_path / "none.so")
    assert wrong is Code.CARD_NOT_USABLE
    assert (
        attempt(lambda: desk.approving.sign_file(handover, 1, none, tmp_path / "b.pdf"))
        is Code.CARD_NOT_USABLE
    )


def test_a_card_can_hold_the_seal(
    desk: Services, handover: HandoverId, card: CardKey, tmp_path: Path
) -> None:
    put_key_on(card, "Seal of the organisation")

    desk.sealing.use_card(card.library, card.pin)
    desk.documents.save(handover, tmp_path / "a.pdf")

    found = desk.verifying.verify(tmp_path / "a.pdf")
    assert found.verdict is Verdict.INTACT
    assert found.seal.certificate is not None
    assert found.seal.certificate.name == "Seal of the organisation"


def test_a_card_that_is_pulled_out_before_the_seal_is_named_and_put_in_again_it_seals(
    desk: Services, handover: HandoverId, card: CardKey, tmp_path: Path
) -> None:
    put_key_on(card, "Seal of the organisation")
    desk.sealing.use_card(card.library, card.pin)
    (tmp_path / "tokens").rename(tmp_path / "pulled")
    (tmp_path / "tokens").mkdir()

    refused = attempt(lambda: desk.documents.save(handover, tmp_path / "a.pdf"))

    assert refused is Code.CARD_NOT_USABLE
    assert not (tmp_path / "a.pdf").exists()
    assert desk.documents.list(handover) == ()
    (tmp_path / "tokens").rmdir()
    (tmp_path / "pulled").rename(tmp_path / "tokens")
    desk.documents.save(handover, tmp_path / "a.pdf")
    assert desk.verifying.verify(tmp_path / "a.pdf").verdict is Verdict.INTACT


def test_a_card_that_is_pulled_out_while_it_signs_is_named(card: CardKey, tmp_path: Path) -> None:
    put_key_on(card, "Seal of the organisation")

    def seal_and_pull_out() -> None:
        with open_card(card.library, card.pin) as key:
            shutil.rmtree(tmp_path / "tokens")
            seal_pdf(plain_protocol(), key, at=datetime(2024, 12, 5, tzinfo=UTC))

    assert attempt(seal_and_pull_out) in (Code.CARD_NOT_USABLE, Code.NOT_SIGNED)


def put_key_on(card: CardKey, name: str) -> None:
    """Put a new key with its certificate on the card."""
    import pkcs11
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    made = make_key(common_name=name, organisation="", at=datetime(2024, 12, 1, tzinfo=UTC))
    key, certificate, _others = pkcs12.load_key_and_certificates(made, None)
    assert key is not None
    assert certificate is not None
    plain = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    module = pkcs11.lib(str(card.library))
    module.reinitialize()
    token = next(iter(module.get_tokens(token_label="card")))
    with token.open(rw=True, user_pin=card.pin) as session:
        attributes = decode_ec_private_key(plain)
        session.create_object(
            {
                **attributes,
                pkcs11.Attribute.ID: b"\x01",
                pkcs11.Attribute.LABEL: "key",
                pkcs11.Attribute.TOKEN: True,
            }
        )
        described = decode_x509_certificate(certificate.public_bytes(serialization.Encoding.DER))
        session.create_object(
            {
                **described,
                pkcs11.Attribute.ID: b"\x01",
                pkcs11.Attribute.LABEL: "key",
                pkcs11.Attribute.TOKEN: True,
            }
        )


def test_a_seal_that_was_cut_off_is_noticed_unless_the_file_was_given_out_so(
    desk: Services, handover: HandoverId, tmp_path: Path
) -> None:
    (tmp_path / "plain.pdf").write_bytes(desk.documents.final(handover))
    desk.documents.save(handover, tmp_path / "sealed.pdf")

    assert desk.verifying.verify(tmp_path / "plain.pdf").verdict is Verdict.CUT_BACK
    desk.documents.save(handover, tmp_path / "plain.pdf", seal=Seal.NONE)
    assert desk.verifying.verify(tmp_path / "plain.pdf").verdict is Verdict.INTACT
    assert desk.verifying.verify(tmp_path / "sealed.pdf").verdict is Verdict.INTACT
