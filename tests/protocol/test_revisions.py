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


ATTACKS = [
    open_action, named_script, field_value, field_place, note_over_the_text, page_object_replaced,
    permissions_removed, catalog_swapped, pages_swapped,
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
