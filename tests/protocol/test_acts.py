"""Who refuses, is absent or sends a deputy stands on the signature page, and has no place to sign by mistake."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.signatures import LONGEST_REASON, Signature, SignatureKind
from handover_desktop.protocol.reading.proofreading import render_checked
from handover_desktop.protocol.reading.reading import extract_text
from tests.protocol.samples import drawn, order, snapshot

CONTENT = snapshot()
REFUSED = replace(
    drawn(CONTENT), kind=SignatureKind.REFUSED, strokes=(), reason="Not counted.", witness="Demo Osoba 3"
)
ABSENT = replace(drawn(CONTENT), kind=SignatureKind.ABSENT, strokes=(), reason="Called away.")


def fields(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {str(field.T) for field in document.Root.AcroForm.Fields}


def text_of_pages(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("act", [REFUSED, ABSENT], ids=["refused", "absent"])
def test_who_gives_no_signature_is_printed_so_and_has_no_field(act: Signature) -> None:
    bare, pdf = (render_checked(order(CONTENT, signatures=acts)) for acts in ((), (act,)))
    assert fields(bare) - fields(pdf) == {"party-0"}
    text = text_of_pages(pdf)
    assert act.reason in text
    assert ("Demo Osoba 3" in text) == bool(act.witness)


def test_the_longest_reason_is_printed_whole() -> None:
    reason = ("Refuses because of the trailers. " * 20)[: LONGEST_REASON - 4] + " end"
    text = text_of_pages(render_checked(order(CONTENT, signatures=(replace(REFUSED, reason=reason),))))
    assert reason in " ".join(text.split())


def test_a_deputy_is_printed_with_the_authority_and_the_one_who_is_represented() -> None:
    deputy = replace(drawn(CONTENT), name="Demo Osoba 9", function="Deputy head", authority="PM-114/2024")
    text = text_of_pages(render_checked(order(CONTENT, signatures=(deputy,))))
    for printed in ("Demo Osoba 9", "Deputy head", "PM-114/2024", CONTENT.details.parties[0].representative):
        assert printed in text


def test_a_reason_that_cannot_be_printed_stops_output() -> None:
    with pytest.raises(DomainError) as refused:
        render_checked(order(CONTENT, signatures=(replace(REFUSED, reason="Because \u0378"),)))
    assert refused.value.code is Code.GLYPH_MISSING


def test_a_drawn_signature_says_place_and_date_whole() -> None:
    place = "Belgrade, the yard behind the sample warehouse of the Border Police in the Sample Road, gate 5"
    content = snapshot()
    content = replace(content, details=replace(content.details, place=place))
    pdf = render_checked(order(content, ("en",), signatures=(drawn(content),)))
    page = next(text for text in extract_text(pdf) if "Drawn on the screen" in text)
    block = " ".join(page.split())
    assert place in block
    assert "5 December 2024" in block.replace("Drawn on the screen: 5 December 2024", "")
