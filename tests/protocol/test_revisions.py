"""Revisions appended behind the seal by somebody who knows PDF well: altered, or by a key that nobody trusts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.seals import Integrity
from handover_desktop.protocol.seal.judging import judge_seals
from handover_desktop.protocol.seal.sealing import approve_pdf, seal_pdf
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import verify_file
from tests.protocol.seals import NOON, key, plain_protocol, sealed_protocol

Writer = IncrementalPdfFileWriter


def script() -> generic.DictionaryObject:
    said = generic.TextStringObject("app.alert(1)")
    return generic.DictionaryObject({name("/S"): name("/JavaScript"), name("/JS"): said})


def open_action(writer: Writer) -> None:
    writer.root["/OpenAction"] = script()
    writer.update_root()


def named_script(writer: Writer) -> None:
    entries = generic.ArrayObject([generic.TextStringObject("a"), script()])
    writer.root["/Names"][name("/JavaScript")] = generic.DictionaryObject({name("/Names"): entries})
    writer.update_container(writer.root["/Names"])
    writer.update_root()


def field_value(writer: Writer) -> None:
    field = writer.root["/AcroForm"]["/Fields"][2]
    field[name("/V")] = generic.TextStringObject("signed")
    writer.update_container(field)


def field_place(writer: Writer) -> None:
    field = writer.root["/AcroForm"]["/Fields"][1]
    field[name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 600, 800)))
    writer.update_container(field)


def note_over_the_text(writer: Writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    look = generic.StreamObject(stream_data=b"1 g 0 0 500 700 re f")
    look[name("/Type")], look[name("/Subtype")] = name("/XObject"), name("/Form")
    look[name("/BBox")] = box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 700)))
    note = {"/Type": name("/Annot"), "/Subtype": name("/Stamp"), "/Rect": box}
    note["/AP"] = generic.DictionaryObject({name("/N"): writer.add_object(look)})
    made = generic.DictionaryObject({name(word): value for word, value in note.items()})
    page[name("/Annots")] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(made)])
    writer.update_container(page)


def page_object_replaced(writer: Writer) -> None:
    """Redefine the very stream that a page is drawn from, without touching the page."""
    contents = writer.root["/Pages"]["/Kids"][0].raw_get("/Contents")
    contents = contents[0] if isinstance(contents, generic.ArrayObject) else contents
    stream = contents.get_object()
    stream._data = b"BT ET"
    stream._encoded_data = None
    writer.mark_update(contents)


def permissions_removed(writer: Writer) -> None:
    del writer.root["/Perms"]
    writer.update_root()


def catalog_swapped(writer: Writer) -> None:
    """Hang another tree of pages into the catalogue: all but the first."""
    kids = writer.root["/Pages"]["/Kids"]
    fewer = generic.DictionaryObject({name("/Type"): name("/Pages")})
    fewer[name("/Kids")] = generic.ArrayObject(kids.raw_get(at) for at in range(1, len(kids)))
    fewer[name("/Count")] = generic.NumberObject(len(kids) - 1)
    writer.root[name("/Pages")] = writer.add_object(fewer)
    writer.update_root()


def pages_swapped(writer: Writer) -> None:
    page = writer.root["/Pages"]["/Kids"]
    page.reverse()
    writer.update_container(writer.root["/Pages"])


def first_page(writer: Writer) -> generic.DictionaryObject:
    return writer.root["/Pages"]["/Kids"][0]


def white_box(writer: Writer) -> generic.IndirectObject:
    """A drawing that covers what is under it."""
    look = generic.StreamObject(stream_data=b"1 g 0 0 500 700 re f")
    look[name("/Type")], look[name("/Subtype")] = name("/XObject"), name("/Form")
    look[name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 700)))
    return writer.add_object(look)


def text_over_an_amount(writer: Writer) -> None:
    page = first_page(writer)
    said = generic.TextStringObject("1 000 000,00")
    note = {"/Type": name("/Annot"), "/Subtype": name("/FreeText"), "/Contents": said}
    note["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (50, 50, 500, 90)))
    note["/DA"] = generic.TextStringObject("/Helv 12 Tf 0 g")
    made = generic.DictionaryObject({name(word): value for word, value in note.items()})
    page[name("/Annots")] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(made)])
    writer.update_container(page)


def look_of_an_empty_field(writer: Writer) -> None:
    """Give a prepared field a look, as if filling it in: what forms allow, and covers the page."""
    field = writer.root["/AcroForm"]["/Fields"][1]
    field[name("/AP")] = generic.DictionaryObject({name("/N"): white_box(writer)})
    writer.update_container(field)


def a_text_field(writer: Writer) -> None:
    """Add a field of another kind, filled in, over the page."""
    page, form = first_page(writer), writer.root["/AcroForm"]
    field = {
        "/Type": name("/Annot"),
        "/Subtype": name("/Widget"),
        "/FT": name("/Tx"),
        "/F": generic.NumberObject(4),
    }
    field["/T"], field["/V"] = generic.TextStringObject("total"), generic.TextStringObject("0,00")
    field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (50, 50, 500, 700)))
    field["/AP"] = generic.DictionaryObject({name("/N"): white_box(writer)})
    made = writer.add_object(generic.DictionaryObject({name(word): value for word, value in field.items()}))
    page[name("/Annots")] = generic.ArrayObject([*page.get("/Annots", ()), made])
    form["/Fields"].append(made)
    writer.update_container(page)
    writer.update_container(form["/Fields"])
    writer.update_container(form)


def a_drawing_over_the_page(writer: Writer) -> None:
    """Draw a form over the page by its resources and one more stream of instructions."""
    page = first_page(writer)
    page["/Resources"][name("/XObject")] = generic.DictionaryObject({name("/Over"): white_box(writer)})
    more = writer.add_object(generic.StreamObject(stream_data=b"/Over Do"))
    page[name("/Contents")] = generic.ArrayObject([page.raw_get("/Contents"), more])
    writer.update_container(page["/Resources"])
    writer.update_container(page)


def hidden_layers(writer: Writer) -> None:
    layer = writer.add_object(
        generic.DictionaryObject(
            {name("/Type"): name("/OCG"), name("/Name"): generic.TextStringObject("amounts")}
        )
    )
    off = generic.DictionaryObject({name("/OFF"): generic.ArrayObject([layer])})
    writer.root[name("/OCProperties")] = generic.DictionaryObject(
        {name("/OCGs"): generic.ArrayObject([layer]), name("/D"): off}
    )
    writer.update_root()


def turned(writer: Writer) -> None:
    page = first_page(writer)
    page[name("/Rotate")] = generic.NumberObject(180)
    writer.update_container(page)


def cropped(writer: Writer) -> None:
    page = first_page(writer)
    page[name("/CropBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 400, 595, 842)))
    writer.update_container(page)


def all_turned(writer: Writer) -> None:
    """Turn the pages by what they inherit."""
    writer.root["/Pages"][name("/Rotate")] = generic.NumberObject(90)
    writer.update_container(writer.root["/Pages"])


def data_replaced(writer: Writer) -> None:
    specification = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]
    file = specification["/EF"]
    file[name("/F")] = writer.add_object(generic.StreamObject(stream_data=b"{}"))
    writer.update_container(file)


def page_freed(writer: Writer) -> None:
    """Put nothing in the place of a page."""
    kids = writer.root["/Pages"]["/Kids"]
    writer.objects[(kids.raw_get(1).generation, kids.raw_get(1).idnum)] = generic.NullObject()


def numbers_of_pages(writer: Writer) -> None:
    labels = generic.DictionaryObject({name("/S"): name("/r"), name("/St"): generic.NumberObject(7)})
    entries = generic.ArrayObject([generic.NumberObject(0), labels])
    writer.root[name("/PageLabels")] = generic.DictionaryObject({name("/Nums"): entries})
    writer.update_root()


ATTACKS = [
    open_action, named_script, field_value, field_place, note_over_the_text, page_object_replaced,
    permissions_removed, catalog_swapped, pages_swapped, text_over_an_amount, look_of_an_empty_field, a_text_field,
    a_drawing_over_the_page, hidden_layers, turned, cropped, all_turned, data_replaced, page_freed, numbers_of_pages,
]  # fmt: skip


@pytest.mark.parametrize("then_sign", [False, True], ids=["plain", "then signed"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_revision_behind_the_seal_is_altered(attack: Callable[[Writer], None], then_sign: bool) -> None:
    writer, target = Writer(io.BytesIO(sealed_protocol())), io.BytesIO()
    attack(writer)
    writer.write(target)
    pdf = target.getvalue()
    if then_sign:
        pdf = approve_pdf(pdf, key("Demo Osoba 1"), party=0, at=NOON)

    assert judge_seals(pdf, [key().certificate.der]).integrity is Integrity.ALTERED


def test_a_field_that_a_stranger_adds_and_signs_is_altered() -> None:
    for place in (None, (50, 50, 500, 700)):
        writer, target = Writer(io.BytesIO(sealed_protocol())), io.BytesIO()
        append_signature_field(writer, SigFieldSpec("stranger", box=place))
        metadata = PdfSignatureMetadata(field_name="stranger", signer_key_usage=set())
        PdfSigner(metadata, signer=key("A stranger").signer).sign_pdf(writer, output=target)

        assert judge_seals(target.getvalue(), [key().certificate.der]).integrity is Integrity.ALTERED


def test_a_look_that_is_exchanged_after_an_approval_is_altered() -> None:
    """A later approval may not change what the field of an earlier one shows."""
    pdf = approve_pdf(sealed_protocol(), key("Demo Osoba 1"), party=0, at=NOON)
    writer, target = Writer(io.BytesIO(pdf)), io.BytesIO()
    field = writer.root["/AcroForm"]["/Fields"][1]
    field[name("/AP")] = generic.DictionaryObject({name("/N"): white_box(writer)})
    writer.update_container(field)
    writer.write(target)
    pdf = approve_pdf(target.getvalue(), key("Demo Osoba 2"), party=1, at=NOON)

    assert judge_seals(pdf, [key().certificate.der]).integrity is Integrity.ALTERED


def test_cut_after_any_of_its_revisions_it_is_what_was_there_then(tmp_path: Path) -> None:
    pdf = approve_pdf(sealed_protocol(), key("Demo Osoba 1"), party=0, at=NOON)
    pdf = approve_pdf(pdf, key("Demo Osoba 2"), party=1, at=NOON)
    ends = [found.end() for found in re.finditer(rb"%%EOF\n?", pdf)]
    path, trusted = tmp_path / "p.pdf", tmp_path / "seal.der"
    trusted.write_bytes(key().certificate.der)

    verdicts = []
    for end in ends:
        path.write_bytes(pdf[:end])
        verdicts.append(verify_file(path, trust=[trusted]).verdict)

    assert ends[-1] == len(pdf)
    assert verdicts == [Verdict.UNSEALED, Verdict.TRUSTED, Verdict.TRUSTED, Verdict.TRUSTED]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda pdf: pdf + b"x",
        lambda pdf: pdf + bytes(5000),
        lambda pdf: pdf + pdf,
        lambda pdf: b"%PDF-1.7\n" + pdf,
        lambda pdf: pdf + plain_protocol(),
        lambda pdf: plain_protocol() + pdf,
        lambda pdf: pdf[:-1],
        lambda pdf: pdf[: pdf.rindex(b"startxref")],
    ],
    ids=["a letter", "zeros", "itself", "a head", "another behind", "another before", "end cut", "table cut"],
)
def test_what_is_added_before_or_behind_is_never_relied_upon(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path, trusted = tmp_path / "p.pdf", tmp_path / "seal.der"
    path.write_bytes(spoil(sealed_protocol()))
    trusted.write_bytes(key().certificate.der)

    assert judged(path, trusted) in (Verdict.ALTERED, Code.DOCUMENT_UNREADABLE)


def judged(path: Path, trusted: Path) -> Verdict | Code:
    try:
        return verify_file(path, trust=[trusted]).verdict
    except DomainError as refused:
        return refused.code


def test_other_data_under_a_seal_of_another_key_is_altered(tmp_path: Path) -> None:
    path, trusted = tmp_path / "p.pdf", tmp_path / "seal.der"
    trusted.write_bytes(key().certificate.der)
    for change in (data_replaced, pages_swapped, a_drawing_over_the_page, cropped):
        writer, target = Writer(io.BytesIO(plain_protocol())), io.BytesIO()
        change(writer)
        writer.write(target)
        path.write_bytes(seal_pdf(target.getvalue(), key("Another laptop"), at=NOON, parties=(0, 1)))

        assert judged(path, trusted) in (Verdict.ALTERED, Verdict.UNTRUSTED)
        assert change not in (data_replaced, pages_swapped) or judged(path, trusted) is Verdict.ALTERED


def test_a_signature_wrapped_around_other_pages_is_altered() -> None:
    """The signed bytes are kept whole at the end of a file that shows something else."""
    sealed = sealed_protocol()
    moved = plain_protocol() + sealed
    shift = len(plain_protocol())
    aimed = re.sub(
        rb"/ByteRange *\[ *0 +(\d+) +(\d+) +(\d+) *\]",
        lambda m: b"/ByteRange [%d %s %d %s]" % (shift, m[1], shift + int(m[2]), m[3]),
        moved,
    )
    for pdf in (moved, aimed, sealed + plain_protocol(), sealed + sealed_protocol()[5:]):
        assert judge_seals(pdf, [key().certificate.der]).integrity is not Integrity.INTACT


@pytest.mark.parametrize("trusted_name", ["Handover seal of device BG-K7QP", "another name"])
def test_another_laptop_of_the_same_name_is_not_trusted(trusted_name: str, tmp_path: Path) -> None:
    twin = key(key().certificate.name, year=2023)
    path, trusted = tmp_path / "p.pdf", tmp_path / "seal.der"
    path.write_bytes(seal_pdf(plain_protocol(), twin, at=NOON))
    trusted.write_bytes(key(trusted_name).certificate.der)

    found = verify_file(path, trust=[trusted])

    assert found.seal.integrity is Integrity.INTACT
    assert found.verdict is Verdict.UNTRUSTED
