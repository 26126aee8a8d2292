"""Every receiving unit gets a paper of its own, and the journal says so."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.page_findings import Bearing
from handover_desktop.protocol.pages.extract import render_extract
from handover_desktop.protocol.reading.reading import extract_text
from handover_desktop.services.desk import Services
from handover_desktop.services.reports import report_text
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import verify_file
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.protocol.seals import key
from tests.services.life_model import Clock, Dice, add_lines, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


def make(desk: Services, *lines: AssetLine) -> HandoverId:
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    add_lines(desk, made, lines)
    for line in lines:
        (item,) = desk.checking.find(made, line.line_no)
        desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED))
    return made


def test_all_extracts_are_written_into_a_folder_and_noted(desk: Services, tmp_path: Path) -> None:
    lines = [
        a_vehicle(f"V-{at}", f"0SYZZZV11ZR{at:06d}", receiving_unit=unit)
        for at, unit in enumerate(("А/1", "A:1", "U02"), start=1)
    ]
    handover = make(desk, *lines)
    desk.finalising.finalise(handover)
    written = desk.extracts.save_all(handover, tmp_path / "new" / "extracts")
    assert desk.extracts.units(handover) == ("А/1", "A:1", "U02")
    assert len(set(written)) == 3
    for path, line in zip(written, lines, strict=True):
        text = "\n".join(extract_text(path.read_bytes()))
        assert [other.line_no in text for other in lines] == [other is line for other in lines]
    journal = desk.safekeeping.journal(limit=2)
    assert {entry.action for entry in journal} == {"extract-saved", "extract-issued"}


def finalised(desk: Services) -> HandoverId:
    """A protocol for the units U01 and U02."""
    lines = [a_vehicle(f"V-{at}", f"0SYZZZV11ZR{at:06d}", receiving_unit=f"U0{at}") for at in (1, 2)]
    handover = make(desk, *lines)
    desk.finalising.finalise(handover)
    return handover


def test_an_extract_is_sealed_once_and_kept(desk: Services, tmp_path: Path) -> None:
    handover = finalised(desk)
    for name in ("a.pdf", "b.pdf"):
        desk.extracts.save(handover, "U01", tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    desk.extracts.save(handover, "U02", tmp_path / "c.pdf")
    desk.extracts.save(handover, "U01", tmp_path / "d.pdf", languages=("fr",))
    kept = desk.documents.list(handover)
    assert [(one.kind, one.file_name, one.signatures) for one in kept] == [
        ("extract", name, 1) for name in ("a.pdf", "c.pdf", "d.pdf")
    ]
    assert desk.documents.content(kept[0].sha256) == (tmp_path / "a.pdf").read_bytes()


def test_verify_knows_an_extract_here_and_elsewhere(desk: Services, tmp_path: Path) -> None:
    handover = finalised(desk)
    path = tmp_path / "extract.pdf"
    desk.extracts.save(handover, "U02", path)
    number, _ = desk.handovers.get(handover).number, desk.workplace.translator("en")

    here = desk.verifying.verify(path)
    assert (here.verdict, here.unit, here.number) == (Verdict.INTACT, "U02", number)
    assert here.pages_bear.bearing is Bearing.YES
    said = report_text(here, _, name=path.name)
    assert f"An extract for the receiving unit U02: a part of the protocol {number}, digest" in said
    assert "attached data" not in said
    assert "audit entry" not in said

    elsewhere = verify_file(path)
    assert (elsewhere.verdict, elsewhere.unit, elsewhere.snapshot_holds) == (Verdict.UNTRUSTED, "U02", None)
    desk.sealing.export_certificate(tmp_path / "seal.pem")
    assert verify_file(path, trust=[tmp_path / "seal.pem"]).verdict is Verdict.TRUSTED


def test_an_extract_that_was_changed_or_has_no_seal_is_refused(desk: Services, tmp_path: Path) -> None:
    handover = finalised(desk)
    path = tmp_path / "extract.pdf"
    desk.extracts.save(handover, "U01", path)
    sealed = path.read_bytes()
    path.write_bytes(sealed + b" ")
    assert desk.verifying.verify(path).verdict is Verdict.ALTERED

    with pikepdf.open(io.BytesIO(sealed)) as document:
        document.docinfo["/Keywords"] = str(document.docinfo["/Keywords"]).replace("U01", "U02")
        document.save(path)
    assert desk.verifying.verify(path).verdict is Verdict.ALTERED

    path.write_bytes(render_extract(desk.extracts._order(handover, ()), "U01"))
    assert desk.verifying.verify(path).verdict is Verdict.CUT_BACK
    assert verify_file(path).verdict is Verdict.UNSEALED


def test_the_unit_may_sign_its_extract_with_a_certificate_of_its_own(desk: Services, tmp_path: Path) -> None:
    handover = finalised(desk)
    path = tmp_path / "extract.pdf"
    desk.extracts.save(handover, "U01", path)
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()), strict=True)
    signer = key("Unit 1").signer
    signed = sign_pdf(writer, PdfSignatureMetadata("unit"), signer)
    path.write_bytes(signed.getvalue())
    found = desk.verifying.verify(path)
    assert found.verdict is Verdict.TRUSTED
    assert [(one.field, one.party) for one in found.seal.approvals] == [("unit", None)]


def test_a_protocol_takes_no_signature_in_the_field_of_a_unit(desk: Services, tmp_path: Path) -> None:
    path = tmp_path / "protocol.pdf"
    desk.documents.save(finalised(desk), path)
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()), strict=True)
    append_signature_field(writer, SigFieldSpec("unit"))
    signed = sign_pdf(writer, PdfSignatureMetadata("unit"), key("Unit 1").signer)
    path.write_bytes(signed.getvalue())
    assert desk.verifying.verify(path).verdict is Verdict.ALTERED


def test_progress_is_told_from_the_first_moment_and_what_it_raises_ends_the_writing(
    desk: Services, tmp_path: Path
) -> None:
    class Enough(Exception):
        pass

    told: list[tuple[int, int]] = []

    def give_up(done: int, _total: int) -> None:
        if done == 1:
            raise Enough

    handover = finalised(desk)
    desk.extracts.save_all(handover, tmp_path / "all", progress=lambda *step: told.append(step))
    assert told[0] == (0, 2)
    assert told[-1] == (2, 2)
    assert told == sorted(told)

    with pytest.raises(Enough):
        desk.extracts.save_all(handover, tmp_path / "some", languages=("fr",), progress=give_up)
    assert len(list((tmp_path / "some").iterdir())) == 1


def test_without_a_protocol_there_is_no_extract(desk: Services, tmp_path: Path) -> None:
    handover = make(desk, a_vehicle("V-1", "0SYZZZV11ZR000001", receiving_unit="U01"))
    with pytest.raises(DomainError) as refused:
        desk.extracts.save(handover, "U01", tmp_path / "x.pdf")
    assert refused.value.code is Code.NOT_FINALISED
    assert not (tmp_path / "x.pdf").exists()


def test_where_no_unit_is_named_it_is_said(desk: Services, tmp_path: Path) -> None:
    handover = make(desk, a_vehicle("V-1", "0SYZZZV11ZR000001", receiving_unit=""))
    desk.finalising.finalise(handover)
    with pytest.raises(DomainError) as refused:
        desk.extracts.save_all(handover, tmp_path / "none")
    assert refused.value.code is Code.NO_UNITS
    assert not (tmp_path / "none").exists()


def test_the_declarations_of_the_snapshot_are_the_texts_that_are_printed(desk: Services) -> None:
    handover = make(desk, a_vehicle("V-1", "0SYZZZV11ZR000001"))
    catalogue = desk.handovers.clause_catalogue(("en",))
    current = desk.handovers.get(handover)
    desk.handovers.save_details(
        handover, complete_details(clauses=catalogue, languages=("en", "fr")), revision=current.revision
    )
    desk.finalising.finalise(handover)
    with desk.workplace.reading() as store:
        kept = frozen_content(store, handover).details.clauses
    pages = " ".join(" ".join(extract_text(desk.documents.final(handover))).split())
    assert [clause.key for clause in kept] == [clause.key for clause in catalogue]
    for clause in kept:
        assert [tag for tag, _text in clause.texts] == ["en", "fr"]
        for _tag, text in clause.texts:
            assert " ".join(text.split()) in pages
