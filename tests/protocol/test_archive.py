"""The file keeps to PDF/A-3 and, where it is tagged, to PDF/UA-1, as far as its structure shows it."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.seals import SEAL_FIELD
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.structure import Role
from handover_desktop.protocol.layout.tagging import add_fields, connect_structure
from handover_desktop.protocol.layout.typography import BODY, PORTRAIT, spoken
from handover_desktop.protocol.pages.archiving import TAGGED_LINES
from handover_desktop.protocol.pages.rendering import render_protocol
from tests.protocol.samples import BOTH, all_accepted, drawn, order, snapshot

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}

TAGGED, UNTAGGED, DRAFT, ARABIC = "tagged", "untagged", "draft", "arabic"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    content = snapshot()
    many = (AssetLine(str(at), f"Thing {at}") for at in range(TAGGED_LINES + 1))
    return {
        TAGGED: render_protocol(order(content, signatures=(drawn(content),))),
        UNTAGGED: render_protocol(order(snapshot(all_accepted(many)), ("en",))),
        DRAFT: render_protocol(order(content, ("sr-Latn",), draft=True)),
        ARABIC: render_protocol(order(content, ("ar", "en"))),
    }


@pytest.fixture(params=[TAGGED, UNTAGGED, DRAFT, ARABIC])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(files: dict[str, bytes], kind: str) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(files[kind])) as opened:
        yield opened


def test_qpdf_finds_nothing_wrong(files: dict[str, bytes], kind: str, tmp_path: Path) -> None:
    path = tmp_path / "protocol.pdf"
    path.write_bytes(files[kind])
    judged = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert "No syntax or stream encoding errors found" in judged.stdout


def test_every_font_is_embedded_a_subset_and_says_its_letters(
    files: dict[str, bytes], kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "protocol.pdf"
    path.write_bytes(files[kind])
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert len(rows) >= 3
    for name, *_kind, embedded, subset, unicode, _object, _generation in rows:
        assert (embedded, subset, unicode) == ("yes", "yes", "yes"), name
        assert name.split("+")[1].startswith("DejaVuSans")


def _metadata(document: pikepdf.Pdf) -> ET.Element:
    return ET.fromstring(document.Root.Metadata.read_bytes())


def _said(metadata: ET.Element, path: str) -> str:
    return metadata.findtext(f".//{path}", default="", namespaces=_SPACES)


def test_the_properties_are_said_twice_alike(document: pikepdf.Pdf) -> None:
    info, said = document.docinfo, _metadata(document)
    assert str(info["/Title"]) == _said(said, "dc:title/rdf:Alt/rdf:li")
    assert str(info["/Subject"]) == _said(said, "dc:description/rdf:Alt/rdf:li")
    assert str(info["/Producer"]) == _said(said, "pdf:Producer")
    assert str(info.get("/Keywords", "")) == _said(said, "pdf:Keywords")
    assert set(info.keys()) <= {"/Title", "/Subject", "/Producer", "/Keywords", "/CreationDate", "/ModDate"}
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        assert re.sub(r"\D", "", str(info.get(key, ""))) == re.sub(r"\D", "", _said(said, name))


def test_it_says_which_parts_of_the_standards_it_keeps(document: pikepdf.Pdf, kind: str) -> None:
    said = _metadata(document)
    assert _said(said, "pdfaid:part") == "3"
    assert _said(said, "pdfaid:conformance") == ("B" if kind == UNTAGGED else "A")
    assert _said(said, "pdfuaid:part") == ("" if kind == UNTAGGED else "1")
    assert document.pdf_version >= "1.7"


def test_colours_have_one_meaning(document: pikepdf.Pdf) -> None:
    (intent,) = document.Root.OutputIntents
    profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes()))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    allowed = {"g", "G", "rg", "RG"}
    for page in document.pages:
        used = {str(operator) for _operands, operator in pikepdf.parse_content_stream(page)}
        assert not used & {"k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "gs"}
        assert used & allowed


def test_nothing_is_transparent_scripted_or_encrypted(document: pikepdf.Pdf) -> None:
    assert not document.is_encrypted
    names = set()
    for found in document.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            names |= set(found.keys())
    assert not names & {"/SMask", "/CA", "/ca", "/BM", "/JS", "/JavaScript", "/OpenAction", "/AA", "/Group"}


def test_the_data_is_associated_once(document: pikepdf.Pdf, kind: str) -> None:
    if kind == DRAFT:
        assert "/AF" not in document.Root
        return
    (attached,) = document.Root.AF
    assert attached.AFRelationship == pikepdf.Name.Data
    assert attached.EF.F.Subtype == pikepdf.Name("/application/json")
    assert list(document.attachments) == ["snapshot.json"]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)


def _kids(element: pikepdf.Object, *roles: str) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and str(kid.get("/S")) in roles]


def _tree(document: pikepdf.Pdf) -> pikepdf.Object:
    return document.Root.StructTreeRoot


def test_only_short_documents_are_tagged(document: pikepdf.Pdf, kind: str) -> None:
    assert ("/StructTreeRoot" in document.Root) == (kind != UNTAGGED)
    assert ("/MarkInfo" in document.Root) == (kind != UNTAGGED)
    assert str(document.Root.Lang) == {ARABIC: "ar", DRAFT: "sr-Latn"}.get(kind, "en")


@pytest.fixture
def tagged(files: dict[str, bytes]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(files[TAGGED])) as opened:
        yield opened


@pytest.mark.parametrize("kind", [TAGGED, DRAFT, ARABIC])
def test_all_content_is_marked_and_every_mark_has_its_part(document: pikepdf.Pdf) -> None:
    numbers = _tree(document).ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in document.pages:
        marks, depth = [], 0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BDC", "BMC"):
                depth += 1
                if str(operator) == "BDC":
                    marks.append(int(operands[1].MCID))
            elif str(operator) == "EMC":
                depth -= 1
            elif str(operator) in ("Tj", "TJ", "S", "f", "Do", "re"):
                assert depth == 1
        assert depth == 0
        assert sorted(marks) == list(range(len(marks)))
        assert len(parents[int(page.obj.StructParents)]) == len(marks)
    counted = 0
    for element in _elements(_tree(document).K):
        kids = element.get("/K", [])
        home = element.get("/Pg")
        for kid in kids:
            if isinstance(kid, int):
                assert home is not None
                assert parents[int(home.StructParents)][kid].objgen == element.objgen
                counted += 1
    assert counted > 100


@pytest.mark.parametrize("kind", [TAGGED, DRAFT, ARABIC])
def test_tables_have_rows_of_equal_length_and_heads_that_say_what_for(document: pikepdf.Pdf) -> None:
    tables = [e for e in _elements(_tree(document).K) if pikepdf.Name.Table == e.S]
    assert len(tables) >= 8
    for table in tables:
        lengths = set()
        for row in _kids(table, "/TR"):
            cells = _kids(row, "/TH", "/TD")
            attributes = [cell.get("/A", {}) for cell in cells]
            lengths.add(sum(int(found.get("/ColSpan", 1)) for found in attributes))
            for cell, found in zip(cells, attributes, strict=True):
                assert (cell.S == pikepdf.Name.TH) == ("/Scope" in found)
        assert len(lengths) == 1
        assert _kids(table, "/TR")


def test_headings_follow_each_other_without_a_gap(tagged: pikepdf.Pdf) -> None:
    levels = [int(str(e.S)[2]) for e in _elements(_tree(tagged).K) if re.fullmatch("/H[1-6]", str(e.S))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) > 8
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_second_language_is_named(tagged: pikepdf.Pdf) -> None:
    spans = [e for e in _elements(_tree(tagged).K) if "/Lang" in e]
    assert {str(span.Lang) for span in spans} == {"sr-Cyrl"}
    assert len(spans) > 50


def test_arabic_is_told_in_the_order_of_reading(files: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(files[ARABIC])) as document:
        told = [str(e.ActualText) for e in _elements(_tree(document).K) if "/ActualText" in e]
        for page in document.pages:
            for font in page.Resources.Font.values():
                assert not re.search(rb"<F[BE]([7-9A-E][0-9A-F]|F[0-4])>", font.ToUnicode.read_bytes())
    assert any("التوقيعات" in text for text in told)


def test_a_final_document_has_an_unseen_field_for_its_seal(document: pikepdf.Pdf, kind: str) -> None:
    if kind == DRAFT:
        assert "/AcroForm" not in document.Root
        return
    fields = {str(field.T): field for field in document.Root.AcroForm.Fields}
    seal = fields[SEAL_FIELD]
    assert [float(side) for side in seal.Rect] == [0, 0, 0, 0]
    for field in fields.values():
        assert pikepdf.Name.Sig == field.FT
        assert "/V" not in field
        assert int(field.F) & 4
        assert field.AP.N.read_bytes() == b""
        assert str(field.TU)


def _made(pen: Pen) -> pikepdf.Pdf:
    document = pikepdf.open(io.BytesIO(pen.finish()))
    add_fields(document, pen, seal=SEAL_FIELD)
    if pen.objects:
        connect_structure(document, pen.objects)
    return document


def _jpeg() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(target, "JPEG")
    return target.getvalue()


def _png() -> bytes:
    target = io.BytesIO()
    Image.new("RGBA", (40, 30), (255, 0, 0, 0)).save(target, "PNG")
    return target.getvalue()


@pytest.mark.parametrize("languages", [("en",), ("ar",)])
def test_pictures_and_fields_are_parts_of_the_document(languages: tuple[str, ...]) -> None:
    pen = Pen(languages, tagged=True)
    pen.begin_page(PORTRAIT)
    pen.picture(_jpeg(), 50, 60, 80, 60, alt="A teal square")
    with pen.figure("Twelve stars", 200, 60, 30, 20):
        pen.polygon([(0, 0), (30, 0), (15, 20)], 200, 60, 30, fill=(0, 0.2, 0.6))
    pen.field("recipient", 50, 200, 120, 40, "Signature of the recipient")
    pen.end_page()
    with _made(pen) as document:
        figures = [e for e in _elements(_tree(document).K) if pikepdf.Name.Figure == e.S]
        assert [str(figure.Alt) for figure in figures] == ["A teal square", "Twelve stars"]
        left = 50 if languages == ("en",) else PORTRAIT.width - 50 - 80
        assert float(figures[0].A.BBox[0]) == pytest.approx(left, abs=0.01)
        forms = [e for e in _elements(_tree(document).K) if pikepdf.Name.Form == e.S]
        names = {str(form.K.Obj.T): form.K.Obj for form in forms}
        assert names.keys() == {SEAL_FIELD, "recipient"}
        numbers = _tree(document).ParentTree.Nums
        parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for form in forms:
            assert parents[int(form.K.Obj.StructParent)].objgen == form.objgen
        left = 50 if languages == ("en",) else PORTRAIT.width - 50 - 120
        assert float(names["recipient"].Rect[0]) == pytest.approx(left, abs=0.01)


def test_a_photo_keeps_its_bytes_and_a_logo_is_laid_on_white() -> None:
    pen = Pen()
    pen.begin_page(PORTRAIT)
    pen.picture(_jpeg(), 50, 60, 80, 60, alt="")
    pen.picture(_png(), 50, 160, 80, 60, alt="")
    pen.end_page()
    with _made(pen) as document:
        photo, logo = sorted(document.pages[0].Resources.XObject.values(), key=lambda x: str(x.Filter))
        assert photo.read_raw_bytes() == _jpeg()
        assert "/SMask" not in logo
        assert logo.ColorSpace == pikepdf.Name.DeviceRGB
        assert pikepdf.PdfImage(logo).as_pil_image().getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_in_printers_colours_or_on_its_side_is_turned_into_one_that_may_be_kept() -> None:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("CMYK", (40, 30)).save(target, "JPEG", exif=exif)
    pen = Pen()
    pen.begin_page(PORTRAIT)
    pen.picture(target.getvalue(), 50, 60, 60, 80, alt="")
    pen.end_page()
    with _made(pen) as document:
        (photo,) = document.pages[0].Resources.XObject.values()
        assert (int(photo.Width), int(photo.Height)) == (30, 40)
        assert photo.ColorSpace == pikepdf.Name.DeviceRGB


@pytest.mark.parametrize("content", [b"", b"GIF89a", _jpeg()[:200]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    pen = Pen()
    pen.begin_page(PORTRAIT)
    with pytest.raises(ValueError, match="picture"):
        pen.picture(content, 50, 60, 80, 60, alt="")


def test_text_outside_of_all_parts_is_still_told_and_artifacts_are_not() -> None:
    pen = Pen(BOTH, tagged=True)
    pen.begin_page(PORTRAIT)
    pen.write(50, 50, "told", BODY)
    pen.write(50, 70, "речено", spoken(BODY, 1))
    with pen.artifact(), pen.tag(Role.HEADING):
        pen.write(50, 90, "page number", BODY)
    pen.end_page()
    with _made(pen) as document:
        roles = [str(e.S) for e in _elements(_tree(document).K)]
        assert roles == ["/Document", "/P", "/Span", "/Form"]
        content = document.pages[0].Contents.read_bytes()
        assert content.count(b"/Artifact BMC") == 2
