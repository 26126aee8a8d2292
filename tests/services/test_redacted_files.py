"""No byte of a redacted file tells what was left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.handovers import CommissionMember, Party, PartyRole, ReceivingUnit
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.redaction import Redaction
from handover_desktop.protocol.reading.reading import extract_text
from handover_desktop.services.desk import Services
from handover_desktop.services.exporting import Dialect, Part
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.services.life_model import MARK, Clock, Dice, add_lines, open_desk

REDACTION = Redaction(("unmarked",))
HIDDEN, SHOWN = "0SYZZZV21ZR000987", "0SYZZZV11ZR000001"
SECRETS = (
    "Petrovich", "Anich", "PoA-1717", "Hidden Street", "Secret Station", "Тајна станица", "Garage Seven", HIDDEN,
    "ZR000987", "BG 1234-AA", "Demo Operator", "Jelena Jelich", "petrovich@", "+381 64", "64 123", "021/456", "456-789",
    "a.jpg", "secret list",
)  # fmt: skip


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Services, HandoverId]]:
    """A finalised and signed handover full of what must not leave it."""
    desk = open_desk(tmp_path / "r.handover", Clock(), Dice())
    details = complete_details(
        address="Hidden Street 5",
        parties=(
            Party(
                PartyRole.TRANSFEROR,
                "Sample Mission",
                "",
                "Hidden Street 5",
                "Petar Petrovich",
                "Head",
                "PoA-1717",
            ),
            Party(PartyRole.RECIPIENT, "Ministry of Samples", "", "", "Ana Anich", "Chief", "Decision 8"),
        ),
        commission=(CommissionMember("Ana Anich"),),
        receiving_units=(ReceivingUnit("SEC-9", "Secret Station", "Тајна станица"),),
        languages=("en", "sr-Cyrl"),
    )
    handover = desk.handovers.create("HO-1", details=details).handover
    assert handover is not None
    plate = Identifier(IdentifierKind.PLATE, "BG 1234-AA")
    hidden = a_vehicle(
        "V-2", HIDDEN, description="SUV, unmarked", receiving_unit="SEC-9", location="Garage Seven"
    )
    shown = a_vehicle("V-1", SHOWN, receiving_unit="SEC-9", details=(("Contact", "Jelena Jelich"),))
    with_plate = a_vehicle("V-3", "0SYZZZV21ZR000988", description="Van, unmarked", identifiers=(plate,))
    first, second, third = add_lines(desk, handover, [shown, hidden, with_plate])
    desk.checking.record(first, CheckRequest(Outcome.ACCEPTED))
    remark = Remark(
        f"Petar Petrovich read {HIDDEN} in Garage Seven; call Petrovicha, +381 64 123-4567, 021/456-789, or write to "
        "petrovich@sample.example (Anich knows)",
        responsible="Ana Anich",
    )
    desk.checking.record(second, CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=remark))
    desk.checking.record(third, CheckRequest(Outcome.MISSING))
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(stream, "JPEG")
    photo = desk.photos.prepare(stream.getvalue(), name="a.jpg")
    desk.photos.add(handover, [photo], item=second, caption="Petar Petrovich in Garage Seven")
    desk.finalising.finalise(handover)
    desk.signing.sign(handover, 0, strokes=MARK, language="en")
    yield desk, handover
    desk.close()


def unpacked(path: Path) -> bytes:
    """Return every byte that a file holds, its streams decompressed."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as package:
            return b"\n".join([content, *(package.read(name) for name in package.namelist())])
    if path.suffix == ".pdf":
        with pikepdf.open(path) as document:
            found = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
            is_photo = ["DCTDecode" in repr(one.get("/Filter")) for one in found]
            streams = [
                one.read_raw_bytes() if photo else one.read_bytes()
                for one, photo in zip(found, is_photo, strict=True)
            ]
            others = [repr(one).encode() for one in document.objects]
        return b"\n".join([content, *streams, *others, *(text.encode() for text in extract_text(content))])
    return content


def forms_of(text: str) -> list[bytes]:
    return [
        text.encode(),
        text.encode("utf-16-be"),
        text.encode("utf-16-le"),
        text.encode("utf-16-be").hex().encode(),
    ]


def test_nothing_that_is_left_out_is_in_the_bytes_of_any_form(
    made: tuple[Services, HandoverId], tmp_path: Path
) -> None:
    desk, handover = made
    out, export = tmp_path / "out", desk.exporting
    out.mkdir()
    export.save_xlsx(handover, out / "a.xlsx", redaction=REDACTION)
    export.save_json(handover, out / "a.json", redaction=REDACTION)
    export.save_redacted_pdf(handover, out / "a.pdf", redaction=REDACTION)
    for part in Part:
        export.save_csv(handover, out / f"{part}.csv", part=part, dialect=Dialect(), redaction=REDACTION)
    digest = desk.handovers.get(handover).digest

    for path in sorted(out.iterdir()):
        everything = unpacked(path)
        found = [
            one for one in (*SECRETS, digest) for form in forms_of(one) if form.lower() in everything.lower()
        ]
        assert (path.name, found) == (path.name, [])
    assert SHOWN.encode() in unpacked(out / "a.xlsx")
    assert SHOWN in "\n".join(extract_text((out / "a.pdf").read_bytes())).replace(" ", "")


def test_the_search_itself_finds_what_is_there(made: tuple[Services, HandoverId], tmp_path: Path) -> None:
    desk, handover = made
    desk.exporting.save_xlsx(handover, tmp_path / "a.xlsx")
    (tmp_path / "a.pdf").write_bytes(desk.documents.final(handover))

    for name in ("a.xlsx", "a.pdf"):
        everything = unpacked(tmp_path / name)
        assert HIDDEN.encode() in everything
        assert b"Secret Station" in everything


def test_redacted_pages_say_so_and_carry_neither_data_nor_signature(
    made: tuple[Services, HandoverId], tmp_path: Path
) -> None:
    desk, handover = made
    desk.exporting.save_redacted_pdf(handover, tmp_path / "a.pdf", redaction=REDACTION)
    number = desk.handovers.get(handover).number

    pages = extract_text((tmp_path / "a.pdf").read_bytes())
    assert all("REDACTED" in page for page in pages)
    assert f"{number}-REDACTED" in pages[0]
    with pikepdf.open(tmp_path / "a.pdf") as document:
        assert not document.attachments
        assert "/AcroForm" not in document.Root
    assert not desk.verifying.verify(tmp_path / "a.pdf").verdict.holds


def test_how_many_vehicles_a_word_hides_can_be_asked_before(made: tuple[Services, HandoverId]) -> None:
    desk, handover = made
    assert desk.exporting.unmarked(handover, REDACTION) == 2
    assert desk.exporting.unmarked(handover, Redaction()) == 0
