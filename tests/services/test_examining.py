"""Files from unknown hands are examined in a process of their own: whatever they are, a verdict or a sentence comes
within ten seconds of processor time, and the program that asked is none the worse.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import re
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest

from handover_desktop.apart import Overrun, run_apart
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.page_findings import UNTOLD, Bearing
from handover_desktop.domain.seals import Integrity
from handover_desktop.protocol.pages.archiving import SNAPSHOT_NAME
from handover_desktop.protocol.pages.copies import SEALED_NAME
from handover_desktop.protocol.seal.sealing import approve_pdf, seal_pdf
from handover_desktop.services.examining import examine, states_protocol
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import verify_file
from tests.protocol.seals import NOON, key, plain_protocol, sealed_protocol

TRUSTED = [key().certificate.der]
BOUND = 14.0
"""Seconds of processor time: ten for the file, the rest for the start of the process and for this one."""


def echo(contents: Sequence[bytes], word: str) -> Iterator[str]:
    yield from (content.decode() for content in contents)
    yield word


def spin(_contents: Sequence[bytes]) -> Iterator[str]:
    yield "begun"
    while True:
        pass


def spin_for(_contents: Sequence[bytes], seconds: float, times: int) -> Iterator[int]:
    for at in range(times):
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass
        yield at


def sleep(_contents: Sequence[bytes]) -> Iterator[str]:
    time.sleep(3600)
    yield "never"


def swell(_contents: Sequence[bytes]) -> Iterator[int]:
    yield len(bytes(4_000_000_000))


def crash(_contents: Sequence[bytes]) -> Iterator[str]:
    yield "begun"
    os.abort()


def blunder(_contents: Sequence[bytes]) -> Iterator[str]:
    yield "begun"
    raise ZeroDivisionError("a bug")


def test_what_another_process_says_is_heard() -> None:
    found = run_apart(echo, [b"one", b"two"], "three", seconds=5, memory=1_000_000_000)

    assert list(found) == ["one", "two", "three"]


@pytest.mark.parametrize("work", [spin, sleep, swell, crash])
def test_work_beyond_its_bounds_ends_and_leaves_no_process(work: Callable[..., Iterator[object]]) -> None:
    begun = time.monotonic()

    with pytest.raises(Overrun):
        list(run_apart(work, [b""], seconds=0.5, memory=1_000_000_000))

    assert time.monotonic() - begun < 20
    assert multiprocessing.active_children() == []


def test_time_is_counted_for_all_of_the_work_or_for_each_answer() -> None:
    bounds = {"seconds": 1.0, "memory": 1_000_000_000}

    assert list(run_apart(spin_for, [], 0.4, 5, each=True, **bounds)) == [0, 1, 2, 3, 4]
    with pytest.raises(Overrun):
        list(run_apart(spin_for, [], 0.4, 5, **bounds))


def test_a_bug_in_the_other_process_is_one_in_this() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError: a bug"):
        list(run_apart(blunder, [], seconds=5, memory=1_000_000_000))


def test_who_hears_enough_ends_the_other_process() -> None:
    with closing(run_apart(spin, [], seconds=60, memory=1_000_000_000)) as answers:
        assert next(answers) == "begun"

    assert multiprocessing.active_children() == []


def approved() -> bytes:
    return approve_pdf(sealed_protocol(), key("Demo Osoba 1"), party=0, at=NOON)


def test_it_is_the_same_apart_and_here() -> None:
    for pdf in (plain_protocol(), sealed_protocol(), approved()):
        found = examine(pdf, TRUSTED)
        assert found == examine(pdf, TRUSTED, apart=False)
        assert found is not None
        assert found.pages.bearing is Bearing.YES
        assert states_protocol(pdf)


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_protocol())) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def packed(document: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    made = pikepdf.Stream(document, b"")
    made.write(zlib.compress(content, 9), filter=pikepdf.Name.FlateDecode)
    return made


def endless_drawing(document: pikepdf.Pdf) -> None:
    document.pages[0].Contents = packed(document, b"0 0 m 9 9 l S " * 5_000_000)


def forms_in_forms(document: pikepdf.Pdf) -> None:
    """A page that draws 10^20 pictures: each of twenty forms draws the next one ten times."""
    inner = document.make_indirect(packed(document, b"0 0 1 1 re f"))
    for _level in range(20):
        form = packed(document, b"/F Do " * 10)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 600, 900])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = document.make_indirect(form)
    page = document.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    page.Contents = document.make_stream(b"/F Do")


@pytest.mark.parametrize("bomb", [endless_drawing, forms_in_forms])
def test_pages_that_never_end_cannot_be_told(bomb: Callable[[pikepdf.Pdf], None]) -> None:
    begun = processor_time()

    found = examine(changed(bomb))

    assert found is not None
    assert found.pages.bearing is not Bearing.YES
    assert found.stated.holds
    assert processor_time() - begun < BOUND


def with_objects(document: pikepdf.Pdf) -> None:
    """Give the file so many objects that comparing two states of it takes longer than it may."""
    many = pikepdf.Array(document.make_indirect(pikepdf.Dictionary(N=at)) for at in range(150_000))
    document.Root.PieceInfo = pikepdf.Dictionary(X=many)


def test_what_takes_too_much_to_compare_counts_as_altered() -> None:
    sealed = seal_pdf(changed(with_objects), key(), at=NOON, parties=(0,))
    pdf = approve_pdf(sealed, key("Demo Osoba 1"), party=0, at=NOON)
    begun = processor_time()

    found = examine(pdf, TRUSTED)

    assert found is not None
    assert (found.seal.integrity, found.seal.reason) == (Integrity.ALTERED, "too much to compare")
    assert found.pages == UNTOLD
    assert processor_time() - begun < BOUND


def without_end(pdf: bytes, revisions: int) -> bytes:
    """Append so many revisions that change nothing."""
    found = bytearray(pdf)
    before = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    root = re.findall(rb"/Root (\d+ \d+ R)", pdf)[-1]
    for _revision in range(revisions):
        at = len(found)
        found += b"xref\n0 0\ntrailer\n<</Size %d/Root %s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            size, root, before, at,
        )  # fmt: skip
        before = at
    return bytes(found)


def attachment(name: str, content: bytes) -> Callable[[pikepdf.Pdf], None]:
    def attach(document: pikepdf.Pdf) -> None:
        if name in document.attachments:
            del document.attachments[name]
        else:
            del document.attachments[SNAPSHOT_NAME]
            for word in list(document.docinfo.keys()):
                del document.docinfo[word]
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)

    return attach


@pytest.mark.parametrize(
    "make",
    [
        lambda: without_end(sealed_protocol(), 40_000),
        lambda: changed(attachment(SNAPSHOT_NAME, b"[" * 60_000_000)),
        lambda: changed(attachment(SNAPSHOT_NAME, b"[" + b'{"a":1},' * 7_000_000 + b"1]")),
        lambda: changed(attachment(SNAPSHOT_NAME, b"[" + b"9" * 60_000_000 + b"]")),
        lambda: changed(attachment(SEALED_NAME, b"%PDF-1.7\n" + bytes(480_000_000))),
        lambda: sealed_protocol() + b"/ByteRange" * 2_000_000,
        lambda: b"%PDF-1.7\n" + bytes(490_000_000),
    ],
    ids=["revisions without end", "deep data", "long data", "a long number", "a long copy", "words",
         "nothing"],
)  # fmt: skip
def test_whatever_wears_out_is_refused_or_altered_within_bounds(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.pdf"
    path.write_bytes(make())
    begun = processor_time()

    assert judged(path) in (Code.DOCUMENT_UNREADABLE, Verdict.ALTERED, Verdict.FOREIGN)
    assert processor_time() - begun < BOUND


def judged(path: Path) -> Verdict | Code:
    try:
        return verify_file(path).verdict
    except DomainError as refused:
        return refused.code


def test_a_copy_is_examined_for_what_it_carries() -> None:
    found = examine(changed(attachment(SEALED_NAME, sealed_protocol())), TRUSTED)

    assert found is not None
    assert hashlib.sha256(found.content).digest() == hashlib.sha256(sealed_protocol()).digest()
    assert (found.seal.integrity, found.seal.trusted) == (Integrity.INTACT, True)


def processor_time() -> float:
    """Return the seconds that this process and those that it started and that ended have taken."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
