"""The seal on real files: it holds, every change is found, other validators agree, and no socket is ever opened."""

from __future__ import annotations

import io
import random
import re
import shutil
import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.seals import Integrity
from handover_desktop.protocol.reading.reading import read_protocol
from handover_desktop.protocol.seal.judging import judge_seals
from handover_desktop.protocol.seal.sealing import approve_pdf, seal_pdf
from tests.protocol.seals import NOON, key, plain_protocol, sealed_protocol


def integrity(pdf: bytes) -> Integrity:
    return judge_seals(pdf, [key().certificate.der]).integrity


def room_of_seal(pdf: bytes) -> tuple[int, int]:
    """Return where the seal's own digits begin and end, the brackets included."""
    found = re.search(rb"/ByteRange *\[0 (\d+) (\d+) ", pdf)
    assert found
    return int(found[1]), int(found[2])


def flipped(pdf: bytes, place: int, mask: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ mask]) + pdf[place + 1 :]


def test_a_sealed_file_holds_and_names_whose_it_is() -> None:
    report = judge_seals(sealed_protocol(), [key().certificate.der])

    assert report.integrity is Integrity.INTACT
    assert report.certificate is not None
    assert (report.certificate.name, report.certificate.organisation) == (key().certificate.name, "DEMO")
    assert (report.sealed_at, report.trusted, report.in_time) == (NOON, True, True)
    assert (report.approvals, report.signatures) == ((), 1)


def test_the_seal_is_added_behind_the_finished_file_and_changes_no_byte_of_it() -> None:
    assert sealed_protocol().startswith(plain_protocol())
    assert read_protocol(sealed_protocol()) == read_protocol(plain_protocol())


def test_a_file_without_a_seal_is_called_so() -> None:
    assert judge_seals(plain_protocol()).integrity is Integrity.NOT_SEALED


def test_an_unknown_key_is_not_trusted_and_one_that_is_imported_is() -> None:
    other = key("Handover seal of another device")
    pdf = seal_pdf(plain_protocol(), other, at=NOON, parties=())

    assert not judge_seals(pdf, [key().certificate.der]).trusted
    assert judge_seals(pdf, [key().certificate.der]).integrity is Integrity.INTACT
    assert judge_seals(pdf, [key().certificate.der, other.certificate.der]).trusted


def test_a_key_of_the_same_name_is_another_key() -> None:
    from handover_desktop.protocol.seal.keys import make_key, open_key

    name = key().certificate.name
    forged = open_key(make_key(common_name=name, organisation="DEMO", at=NOON), "", name="x")
    pdf = seal_pdf(plain_protocol(), forged, at=NOON)

    report = judge_seals(pdf, [key().certificate.der])

    assert not report.trusted


def test_an_expired_certificate_counts_as_it_was_when_it_sealed() -> None:
    old = key("Old device", year=1990)
    within = seal_pdf(plain_protocol(), old, at=datetime(2005, 1, 1, tzinfo=UTC))
    after = seal_pdf(plain_protocol(), old, at=datetime(2024, 1, 1, tzinfo=UTC))

    assert judge_seals(within, [old.certificate.der]).trusted
    late = judge_seals(after, [old.certificate.der])
    assert (late.integrity, late.trusted, late.in_time) == (Integrity.INTACT, False, False)


def test_signatories_add_their_own_signatures_in_any_order() -> None:
    first, second = key("Demo Osoba 1"), key("Demo Osoba 2")
    pdf = approve_pdf(sealed_protocol(), second, party=1, at=NOON)
    pdf = approve_pdf(pdf, first, party=0, at=NOON)

    report = judge_seals(pdf, [key().certificate.der, first.certificate.der])

    assert report.integrity is Integrity.INTACT
    assert report.trusted
    assert [(one.party, one.trusted) for one in report.approvals] == [(1, False), (0, True)]
    assert [one.certificate.name for one in report.approvals if one.certificate] == [
        "Demo Osoba 2",
        "Demo Osoba 1",
    ]
    assert report.signatures == 3


def test_a_party_signs_once_and_only_where_it_has_a_field() -> None:
    pdf = approve_pdf(sealed_protocol(), key("Demo Osoba 1"), party=0, at=NOON)

    with pytest.raises(DomainError) as twice:
        approve_pdf(pdf, key("Demo Osoba 1"), party=0, at=NOON)
    with pytest.raises(DomainError) as nowhere:
        approve_pdf(pdf, key("Demo Osoba 1"), party=7, at=NOON)

    assert (twice.value.code, nowhere.value.code) == (Code.SIGNATURE_TAKEN, Code.FIELD_MISSING)


def test_every_changed_byte_is_found(request: pytest.FixtureRequest) -> None:
    pdf, dice = sealed_protocol(), random.Random(20241205)
    places = [dice.randrange(len(pdf)) for _ in range(request.config.getoption("--flips"))]

    missed = [at for at in places if integrity(flipped(pdf, at, dice.randrange(1, 256))) is Integrity.INTACT]

    assert missed == []


def test_every_changed_digit_of_the_seal_itself_is_found(request: pytest.FixtureRequest) -> None:
    pdf, dice = sealed_protocol(), random.Random(7)
    start, end = room_of_seal(pdf)
    used = start + len(pdf[start:end].rstrip(b"0>"))
    step = max(1, (used - start) * 3 // request.config.getoption("--flips"))

    missed = [
        at
        for at in (*range(start, used, step), end - 2, end - 1)
        if integrity(flipped(pdf, at, 1 << dice.randrange(8))) is Integrity.INTACT
    ]

    assert missed == []


def test_a_signature_that_reaches_into_its_empty_room_is_altered() -> None:
    pdf = sealed_protocol()
    start, end = room_of_seal(pdf)
    content = bytearray.fromhex(pdf[start + 1 : end - 1].decode())
    assert content[:2] == b"\x30\x82"
    content[2:4] = (int.from_bytes(content[2:4]) + 2).to_bytes(2)

    longer = pdf[: start + 1] + content.hex().upper().encode() + pdf[end - 1 :]

    assert integrity(longer) is Integrity.ALTERED


def test_the_room_behind_the_seal_is_no_hiding_place() -> None:
    pdf = sealed_protocol()
    start, end = room_of_seal(pdf)
    used = start + len(pdf[start:end].rstrip(b"0>"))
    lower = pdf[:start] + pdf[start:end].lower() + pdf[end:]
    hidden = pdf[: used + 20] + b"41" * 10 + pdf[used + 40 :]
    closed = pdf[: used + 20] + b"> /Reason (hidden) /X <" + pdf[used + 43 :]

    assert integrity(hidden) is Integrity.ALTERED
    assert integrity(closed) is Integrity.ALTERED
    assert (
        integrity(lower) is Integrity.INTACT
    )  # the other spelling of the same digits, as other programs write it


@pytest.mark.parametrize(
    "spoil",
    [
        lambda pdf: pdf + b"\n% appended\n",
        lambda pdf: pdf[:-1],
        lambda pdf: pdf.replace(b"/ByteRange [0 ", b"/ByteRange [1 "),
        lambda pdf: re.sub(rb"/ByteRange *\[[^]]*\]", lambda m: b"/ByteRange [0 0 0 0]".ljust(len(m[0])), pdf),
        lambda pdf: re.sub(rb"/ByteRange *\[[^]]*\]", lambda m: b"/ByteRange null".ljust(len(m[0])), pdf),
        lambda pdf: pdf.replace(b"/Contents <", b"/Kontents <"),
        lambda pdf: pdf.replace(b"/SubFilter", b"/SubFolder"),
        lambda pdf: pdf.replace(b"ETSI.CAdES.detached", b"adbe.x509.rsa_sha1 "),
        lambda pdf: pdf.replace(b"/DocMDP", b"/DocMPD"),
        lambda pdf: pdf + pdf,
    ],
    ids=["appended", "shortened", "range from 1", "empty range", "null range", "no contents", "no subfilter",
         "other subfilter", "no docmdp", "twice"],
)  # fmt: skip
def test_forged_signature_dictionaries_are_altered(spoil: object) -> None:
    assert callable(spoil)
    spoilt = spoil(sealed_protocol())
    assert spoilt != sealed_protocol()
    assert integrity(spoilt) is Integrity.ALTERED


def updated(pdf: bytes, change: str) -> bytes:
    """Return `pdf` with a revision that somebody else appended, properly made."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    if change == "page":
        mark = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 500 200 60 re f Q")
        contents = page["/Contents"]
        merged = [*contents] if isinstance(contents, generic.ArrayObject) else [page.raw_get("/Contents")]
        page["/Contents"] = generic.ArrayObject([*merged, writer.add_object(mark)])
        writer.update_container(page)
    elif change == "attachment":
        file = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]["/EF"]
        file[generic.pdf_name("/F")] = writer.add_object(generic.StreamObject(stream_data=b"{}"))
        writer.update_container(file)
    elif change == "note":
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 300, 90))),
                generic.pdf_name("/Contents"): generic.TextStringObject("accepted"),
            }
        )
        page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
        writer.update_container(page)
    else:
        writer.update_root()
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("change", ["page", "attachment", "note", "nothing"])
@pytest.mark.parametrize("then_sign", [False, True], ids=["plain", "then signed"])
def test_a_revision_that_changes_more_than_a_signature_is_altered(change: str, then_sign: bool) -> None:
    pdf = updated(sealed_protocol(), change)
    if then_sign:
        pdf = approve_pdf(pdf, key("Demo Osoba 1"), party=0, at=NOON)

    report = judge_seals(pdf, [key().certificate.der])

    assert report.integrity is (Integrity.INTACT if change == "nothing" and then_sign else Integrity.ALTERED)


def test_a_file_that_was_written_anew_is_altered(tmp_path: Path) -> None:
    (tmp_path / "sealed.pdf").write_bytes(sealed_protocol())
    subprocess.run(["qpdf", "sealed.pdf", "anew.pdf"], cwd=tmp_path, check=True)
    with pikepdf.open(tmp_path / "sealed.pdf") as document:
        document.save(tmp_path / "saved.pdf")

    for name in ("anew.pdf", "saved.pdf"):
        assert integrity((tmp_path / name).read_bytes()) is Integrity.ALTERED


def test_a_signature_without_a_seal_before_it_is_no_seal() -> None:
    pdf = approve_pdf(plain_protocol(), key("Demo Osoba 1"), party=0, at=NOON)

    assert integrity(pdf) is Integrity.ALTERED


def test_a_signature_shows_its_owner_in_letters_that_are_in_the_file(tmp_path: Path) -> None:
    pdf = approve_pdf(sealed_protocol(), key("Đorđe Петровић"), party=0, at=NOON, language="sr-Latn")
    (tmp_path / "approved.pdf").write_bytes(pdf)

    fonts = subprocess.run(
        ["pdffonts", tmp_path / "approved.pdf"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    text = subprocess.run(
        ["pdftotext", tmp_path / "approved.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout

    assert "Đorđe Петровић" in text
    assert "05.12.2024. 11:00" in text  # as on the pages around it
    assert [line for line in fonts if line.split()[-5] != "yes"] == []


def test_other_validators_agree(tmp_path: Path) -> None:
    pdf = approve_pdf(sealed_protocol(), key("Demo Osoba 1"), party=0, at=NOON)
    (tmp_path / "good.pdf").write_bytes(pdf)
    pdfsig = shutil.which("pdfsig")
    assert pdfsig, "this test needs pdfsig (package poppler-utils)"

    said = subprocess.run(
        [pdfsig, "-nocert", tmp_path / "good.pdf"], capture_output=True, text=True, check=True
    ).stdout
    reader = PdfFileReader(io.BytesIO(pdf))
    roots = [signature.signer_cert for signature in reader.embedded_signatures]
    context = ValidationContext(trust_roots=roots, moment=NOON, allow_fetching=False)
    verdicts = [validate_pdf_signature(one, context) for one in reader.embedded_signatures]

    assert said.count("Signature is Valid") == 2
    assert "SHA-256" in said
    assert [status.bottom_line for status in verdicts] == [True, True]
    checked = subprocess.run(["qpdf", "--check", tmp_path / "good.pdf"], check=False, capture_output=True)
    assert checked.returncode == 0


def test_no_socket_is_opened_by_sealing_signing_and_judging(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise AssertionError("a socket was asked for")

    # The event loop of pyHanko's own validation has a pair of local ones.
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    pdf = seal_pdf(plain_protocol(), key(), at=NOON, parties=(0,))
    pdf = approve_pdf(pdf, key("Demo Osoba 1"), party=0, at=NOON)

    assert judge_seals(pdf, [key().certificate.der]).trusted


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_the_bytes_only_a_report_comes_out(data: st.DataObject) -> None:
    pdf = sealed_protocol()
    start = data.draw(st.integers(0, len(pdf)))
    end = data.draw(st.integers(start, min(len(pdf), start + 3000)))
    spoilt = pdf[:start] + data.draw(st.binary(max_size=200)) + pdf[end:]

    assert (integrity(spoilt) is Integrity.INTACT) == (spoilt == pdf)


def test_a_bomb_in_an_object_stream_is_refused_within_bounds() -> None:
    import resource
    import zlib

    packed = zlib.compress(b"0" * 400_000_000, 9)
    body = b"%PDF-1.7\n"
    at = len(body)
    body += b"1 0 obj\n<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    body += packed + b"\nendstream\nendobj\n"
    table = len(body)
    rows = b"".join(
        bytes([kind, *place.to_bytes(4, "big"), index])
        for kind, place, index in [(0, 0, 0), (1, at, 0), (2, 1, 0), (1, table, 0)]
    )
    body += b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>\nstream\n" % len(rows)
    body += rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n/ByteRange" % table
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert integrity(body) is Integrity.ALTERED
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB
