"""The file around the pages: the same bytes for the same input, embedded fonts, the attached data."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pytest

from handover_desktop.domain.handovers import ParentProtocol
from handover_desktop.domain.signatures import SignatureKind
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.reading import page_count, read_protocol
from tests.protocol.samples import drawn, order, snapshot, vehicle_snapshot

_AGAIN = """
import hashlib
from handover_desktop.protocol.pages.rendering import render_protocol
from tests.protocol.samples import drawn, order, snapshot
content = snapshot()
print(hashlib.sha256(render_protocol(order(content, signatures=(drawn(content),)))).hexdigest())
"""


def test_the_same_order_gives_the_same_bytes_in_this_process_and_in_another() -> None:
    content = snapshot()
    asked = order(content, signatures=(drawn(content),))
    first = render_protocol(asked)
    assert render_protocol(asked) == first
    again = subprocess.run([sys.executable, "-c", _AGAIN], capture_output=True, text=True, check=True)
    assert again.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_every_font_is_embedded_and_can_be_read_as_text(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "protocol.pdf"
    path.write_bytes(render_protocol(order(vehicle_snapshot())))
    names = set()
    with pikepdf.open(path) as document:
        for page in document.pages:
            for font in page.Resources.Font.values():
                names.add(str(font.BaseFont))
                assert font.FontDescriptor.FontFile2.read_bytes()
                assert "/ToUnicode" in font
    assert {name.split("+")[1] for name in names} <= {
        "DejaVuSansCondensed",
        "DejaVuSansCondensed-Bold",
        "DejaVuSansMono",
        "DejaVuSansMono-Bold",
    }
    assert len(names) >= 3


def test_a_final_protocol_carries_its_snapshot_as_associated_data() -> None:
    content = snapshot()
    pdf = render_protocol(order(content))
    found = read_protocol(pdf)
    assert found.snapshot == content.to_bytes()
    assert (found.number, found.digest) == (content.number, content.digest)
    assert found.pages == page_count(pdf)


def test_the_attachment_is_marked_as_data_of_the_document(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "protocol.pdf"
    path.write_bytes(render_protocol(order(snapshot())))
    with pikepdf.open(path) as document:
        assert document.Root.AF[0].AFRelationship == pikepdf.Name.Data
        assert document.docinfo["/Title"] == "Handover and acceptance protocol SAMPLE-2024-0001"
        assert document.docinfo["/CreationDate"] == "D:20241205160000+01'00'"


def test_a_draft_has_neither_snapshot_nor_digest() -> None:
    found = read_protocol(render_protocol(order(snapshot(), draft=True)))
    assert (found.snapshot, found.digest, found.number) == (None, "", "HO-2024-0001")


def test_a_supplementary_protocol_is_titled_as_such(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "protocol.pdf"
    parent = ParentProtocol("HO-2024-0000", "SAMPLE-2024-0000", "ab" * 32)
    path.write_bytes(render_protocol(order(replace(snapshot(), parent=parent))))
    with pikepdf.open(path) as document:
        assert str(document.docinfo["/Title"]).startswith("Supplementary protocol")


def test_a_signature_for_another_digest_is_never_drawn() -> None:
    content = snapshot()
    foreign = replace(drawn(content), digest="0" * 64)
    with pytest.raises(ValueError, match="another digest"):
        render_protocol(order(content, signatures=(foreign,)))


def test_a_drawn_signature_changes_the_page_and_a_signature_on_paper_leaves_it_free() -> None:
    content = snapshot()
    mark = drawn(content)
    bare = render_protocol(order(content))
    on_paper = replace(mark, kind=SignatureKind.ON_PAPER, strokes=())
    assert render_protocol(order(content, signatures=(mark,))) != bare
    assert b"".join(_strokes(render_protocol(order(content, signatures=(on_paper,))))) == b"".join(
        _strokes(bare)
    )


def _strokes(pdf: bytes) -> list[bytes]:
    """The curves and lines with round caps: those of signatures and dotted lines."""
    import io

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            bytes(str(operands), "ascii") + str(operator).encode()
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in ("m", "l", "J")
        ]
