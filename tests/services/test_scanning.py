"""Scans find their handover by themselves, and say what is there, missing, foreign or unreadable."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.page_codes import PageCode, PageKind
from handover_desktop.domain.scans import Coverage, PageState, ReadPage, name_pages
from handover_desktop.services.desk import Services
from handover_desktop.services.documents import SIGNED_SCAN
from handover_desktop.services.scanning import FILLED_FORM, ScannedFile, read_files, scanned_pages
from handover_desktop.services.views import CheckRequest, ItemFilter
from tests.domain.samples import a_vehicle, complete_details
from tests.protocol.scanner import Conditions, as_jpeg, as_pdf, print_pages, scan
from tests.services.life_model import Clock, Dice, add_lines, open_desk

FOUND, AGAIN, FOREIGN = PageState.FOUND, PageState.AGAIN, PageState.FOREIGN


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = open_desk(tmp_path_factory.mktemp("desk") / "r.handover", Clock(), Dice())
    yield services
    services.close()


def finalised(desk: Services, reference: str) -> HandoverId:
    made = desk.handovers.create(reference, details=complete_details()).handover
    assert made is not None
    add_lines(desk, made, [a_vehicle("V-1", f"0SYZZZV11ZR{made:06d}")])
    for item in desk.checking.item_ids(made, ItemFilter()):
        desk.checking.record(ItemId(item), CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)
    return made


@pytest.fixture
def handover(desk: Services) -> HandoverId:
    return finalised(desk, f"HO-{len(desk.handovers.overview()) + 1}")


def code(desk: Services, handover: HandoverId, page: int, pages: int = 6, **other: str) -> PageCode:
    current = desk.handovers.get(handover)
    said = {"kind": PageKind.PROTOCOL, "number": current.number, "digest": current.digest} | other
    return PageCode(PageKind(said["kind"]), said["number"], page, pages, said["digest"][:20])


def a_file(*pages: PageCode | None, name: str = "scan.pdf") -> ScannedFile:
    """A file as read: on each page a code, or none that could be read."""
    read = tuple(ReadPage(at, (code,) if code else ()) for at, code in enumerate(pages, start=1))
    digest = "".join(f"{hash((name, pages)) & 0xFFFFFFFF:08x}" for _ in range(8))
    return ScannedFile(name, digest.encode(), "application/pdf", read, digest)


def states(desk: Services, handover: HandoverId, *files: ScannedFile) -> list[PageState]:
    (found,) = desk.scanning.judge(files, handover=handover).found
    return [page.state for page in found.pages]


def refusal(desk: Services, handover: HandoverId, *files: ScannedFile) -> DomainError:
    with pytest.raises(DomainError) as refused:
        desk.scanning.attach(files, handover=handover)
    return refused.value


def test_a_scan_of_real_paper_finds_its_handover_by_itself(desk: Services, tmp_path: Path) -> None:
    handover = finalised(desk, "HO-REAL")
    papers = print_pages(desk.documents.final(handover))
    turned = [scan(page, Conditions(turn=180, skew=2), at) for at, page in enumerate(papers)]
    (tmp_path / "rest.pdf").write_bytes(as_pdf(turned[:0:-1]))
    (tmp_path / "first.jpg").write_bytes(as_jpeg(turned[0]))
    heard: list[tuple[int, int]] = []

    files = read_files(
        [tmp_path / "rest.pdf", tmp_path / "first.jpg"], progress=lambda *step: heard.append(step)
    )
    (found,) = desk.scanning.judge(files).found
    desk.scanning.attach(files, handover=found.handover)

    assert heard == [(at, len(papers)) for at in range(1, len(papers) + 1)]
    assert (found.handover, found.reference) == (handover, "HO-REAL")
    everything = Coverage(len(papers), tuple(range(1, len(papers) + 1)))
    assert found.coverage == (everything,)
    assert desk.scanning.coverage(handover) == (everything,)
    rest, first = desk.documents.list(handover)
    assert [page.page for page in scanned_pages(rest)] == list(range(len(papers), 1, -1))
    assert desk.documents.content(first.sha256) == (tmp_path / "first.jpg").read_bytes()


def test_partial_scans_add_up(desk: Services, handover: HandoverId) -> None:
    desk.scanning.attach([a_file(*(code(desk, handover, page) for page in (4, 2, 1, 3)))], handover=handover)
    (so_far,) = desk.scanning.coverage(handover)
    assert (so_far.present, so_far.missing) == ((1, 2, 3, 4), (5, 6))
    assert (name_pages(so_far.present), name_pages(so_far.missing)) == ("1–4", "5–6")
    rest = a_file(code(desk, handover, 6), code(desk, handover, 5), name="rest.pdf")
    (found,) = desk.scanning.judge([rest]).found
    assert found.coverage[0].is_complete
    desk.scanning.attach([rest], handover=handover)
    assert desk.scanning.coverage(handover)[0].is_complete


def test_double_foreign_and_unreadable_pages_are_told_apart(desk: Services, handover: HandoverId) -> None:
    other = finalised(desk, f"{desk.handovers.get(handover).reference}-OTHER")
    pages = (
        code(desk, handover, 1),
        code(desk, handover, 1),
        code(desk, other, 1),
        code(desk, handover, 2, number="NOBODY-2024-0001"),
        code(desk, handover, 2, digest="0" * 20),
        code(desk, handover, 1, 2, kind="C"),
        None,
    )
    assert states(desk, handover, a_file(*pages)) == [
        FOUND,
        AGAIN,
        FOREIGN,
        FOREIGN,
        PageState.OTHER_CONTENT,
        PageState.OTHER_PAPER,
        PageState.UNREADABLE,
    ]
    assert {found.handover for found in desk.scanning.judge([a_file(*pages)]).found} == {handover, other}


def test_a_page_attached_before_is_there_once_more(desk: Services, handover: HandoverId) -> None:
    desk.scanning.attach([a_file(code(desk, handover, 1))], handover=handover)
    assert states(desk, handover, a_file(code(desk, handover, 1), name="again.pdf")) == [AGAIN]


def test_the_same_file_twice_changes_nothing(desk: Services, handover: HandoverId) -> None:
    file = a_file(code(desk, handover, 1))
    desk.scanning.attach([file, file], handover=handover)
    desk.scanning.attach([file], handover=handover)
    assert len(desk.documents.list(handover)) == 1
    (found,) = desk.scanning.judge([file]).found
    assert found.files[0].is_kept_already


def test_pages_of_another_protocol_are_kept_nowhere(desk: Services, handover: HandoverId) -> None:
    before = desk.documents.list(handover)
    unknown = a_file(code(desk, handover, 1, number="NOBODY-2024-0001"))
    report = desk.scanning.judge([unknown])
    assert (report.found, report.foreign) == ((), ("NOBODY-2024-0001",))
    error = refusal(desk, handover, unknown)
    assert error.code is Code.SCAN_FOREIGN
    assert "NOBODY-2024-0001" in str(error)
    assert desk.documents.list(handover) == before


def test_a_file_without_codes_goes_where_a_person_puts_it(desk: Services, handover: HandoverId) -> None:
    file = a_file(None, None)
    assert desk.scanning.judge([file]).found == ()
    desk.scanning.attach([file], handover=handover)
    assert desk.scanning.coverage(handover) == ()
    told = a_file(None, None, name="told.pdf")
    desk.scanning.attach([told], handover=handover, assigned={(told.sha256, 2): (3, 6)})
    assert desk.scanning.coverage(handover) == (Coverage(6, (3,)),)
    pages = scanned_pages(desk.documents.list(handover)[-1])
    assert [(page.state, page.by_hand) for page in pages] == [(PageState.UNREADABLE, False), (FOUND, True)]


def test_printings_of_other_length_are_counted_apart(desk: Services, handover: HandoverId) -> None:
    file = a_file(code(desk, handover, 1, 9), code(desk, handover, 1, 2), code(desk, handover, 2, 2))
    desk.scanning.attach([file], handover=handover)
    assert desk.scanning.coverage(handover) == (Coverage(2, (1, 2)), Coverage(9, (1,)))


def test_signed_extracts_are_counted_by_unit(desk: Services, handover: HandoverId) -> None:
    extract = [
        replace(code(desk, handover, page, 2, kind="X"), part=unit) for unit, page in (("U02", 1), ("U01", 1))
    ]
    desk.scanning.attach([a_file(code(desk, handover, 1, 2), *extract)], handover=handover)
    assert desk.scanning.coverage(handover) == (
        Coverage(2, (1,)),
        Coverage(2, (1,), "U01"),
        Coverage(2, (1,), "U02"),
    )


def test_the_scan_of_a_copy_never_passes_for_the_signed_page(desk: Services, handover: HandoverId) -> None:
    both = ReadPage(1, (code(desk, handover, 1), code(desk, handover, 1, kind="C")))
    file = replace(a_file(name="copy.pdf"), pages=(both,))
    assert states(desk, handover, file) == [PageState.OTHER_PAPER]
    assert desk.scanning.judge([file]).found[0].coverage == ()


def test_a_form_filled_in_names_its_handover_before_it_is_finalised(desk: Services, tmp_path: Path) -> None:
    made = desk.handovers.create("HO-FORM", details=complete_details()).handover
    assert made is not None
    add_lines(desk, made, [a_vehicle("V-1", "0SYZZZV11ZR900001")])
    desk.papers.save_form(made, tmp_path / "form.pdf")
    desk.handovers.rename(made, "HO-RENAMED")
    papers = print_pages((tmp_path / "form.pdf").read_bytes())
    (tmp_path / "filled.pdf").write_bytes(as_pdf([scan(page, Conditions(skew=-3)) for page in papers]))

    files = read_files([tmp_path / "filled.pdf"])
    (found,) = desk.scanning.judge(files).found
    assert (found.handover, [page.state for page in found.pages]) == (
        made,
        [PageState.OTHER_PAPER] * len(papers),
    )
    desk.scanning.attach(files, handover=made)
    assert [record.kind for record in desk.documents.list(made)] == ["blank-form", FILLED_FORM]


def test_a_scan_needs_a_protocol(desk: Services) -> None:
    made = desk.handovers.create("HO-EARLY", details=complete_details()).handover
    assert made is not None
    assert refusal(desk, made, a_file(None)).code is Code.NOT_FINALISED


def test_every_attachment_is_in_the_journal(desk: Services, handover: HandoverId) -> None:
    desk.scanning.attach([a_file(code(desk, handover, 3), None)], handover=handover)
    with desk.workplace.reading() as store:
        *_before, entry = store.audit_entries()
    assert entry.action == "signed-scan-attached"
    assert '"found":"3"' in entry.payload
    assert [record.kind for record in desk.documents.list(handover)] == [SIGNED_SCAN]


@pytest.mark.parametrize("content", [b"", b"MZ" + bytes(100)])
def test_what_is_no_scan_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    with pytest.raises(DomainError) as refused:
        read_files([tmp_path / "x.pdf"])
    assert (refused.value.code, refused.value.params["path"]) == (Code.SCAN_NOT_READABLE, "x.pdf")


def test_a_scan_that_a_scanner_wrote_badly_is_read_all_the_same(tmp_path: Path) -> None:
    sound = as_pdf([Image.new("L", (850, 1100), 255)])
    (tmp_path / "scan.pdf").write_bytes(sound.replace(b"startxref", b"startxxxx"))

    (found,) = read_files([tmp_path / "scan.pdf"])

    assert len(found.pages) == 1


def test_too_large_missing_and_special_files_are_refused(tmp_path: Path) -> None:
    with (tmp_path / "huge.pdf").open("wb") as huge:
        huge.truncate(2_000_000_000)
    with pytest.raises(DomainError) as refused:
        read_files([tmp_path / "huge.pdf"])
    assert refused.value.code is Code.SCAN_TOO_LARGE
    for path in (tmp_path / "gone.pdf", tmp_path):
        with pytest.raises(EnvironmentFault):
            read_files([path])


def test_each_page_that_is_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(as_pdf([Image.new("L", (300, 400), 255)] * 3))
    Image.new("L", (300, 400), 255).save(tmp_path / "b.png")
    heard: list[tuple[int, int]] = []

    read_files([tmp_path / "a.pdf", tmp_path / "b.png"], progress=lambda *step: heard.append(step))

    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


def never_ending_shade(document: pikepdf.Pdf) -> None:
    """Shade a page by a calculation that takes minutes, and that PDFium does not interrupt."""
    steps = document.make_stream(b"{" + b" 1 add 1 sub" * 20_000 + b"}")
    steps.FunctionType, steps.Domain, steps.Range = 4, pikepdf.Array([0, 1, 0, 1]), pikepdf.Array([0, 1])
    shade = pikepdf.Dictionary(ShadingType=1, ColorSpace=pikepdf.Name.DeviceGray, Function=steps)
    shade.Matrix = pikepdf.Array([595, 0, 0, 842, 0, 0])
    page = document.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(Shading=pikepdf.Dictionary(S=document.make_indirect(shade)))
    page.Contents = document.make_stream(b"/S sh")


def stamps_without_end(document: pikepdf.Pdf) -> None:
    look = document.make_stream(b"5 w " + b"0 0 m 500 800 l S " * 20_000)
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = box = pikepdf.Array([0, 0, 595, 842])
    stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=box, F=4)
    stamp.AP = pikepdf.Dictionary(N=document.make_indirect(look))
    page = document.add_blank_page(page_size=(595, 842))
    page.Annots = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(stamp)) for _ in range(20_000)])


@pytest.mark.parametrize("trap", [never_ending_shade, stamps_without_end])
def test_a_page_that_is_never_drawn_is_refused_by_name_and_holds_up_nothing(
    trap: Callable[[pikepdf.Pdf], None], tmp_path: Path
) -> None:
    document = pikepdf.new()
    trap(document)
    document.save(tmp_path / "trap.pdf")
    (tmp_path / "sound.pdf").write_bytes(as_pdf([Image.new("L", (850, 1100), 255)]))
    begun = processor_time()

    with pytest.raises(DomainError) as refused:
        read_files([tmp_path / "sound.pdf", tmp_path / "trap.pdf"])

    assert (refused.value.code, refused.value.params["path"]) == (Code.SCAN_NOT_READABLE, "trap.pdf")
    assert processor_time() - begun < 15


def processor_time() -> float:
    """Return the seconds that this process and those that it started and that ended have taken."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def test_reading_can_be_ended_between_pages(tmp_path: Path) -> None:
    target = io.BytesIO()
    Image.new("L", (300, 400), 255).save(target, "PNG")
    (tmp_path / "a.png").write_bytes(target.getvalue())

    def stop(_done: int, _all: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_files([tmp_path / "a.png"], progress=stop)
