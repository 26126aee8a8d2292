"""The golden pages: `python -m tests.protocol.golden_pages` writes them anew after a change that is meant."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image

from handover_desktop.domain.handovers import Paper
from handover_desktop.protocol.pages.extract import render_extract
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.reading import extract_text, page_count, render_page
from tests.protocol.ceremonies import CEREMONY, RECORDED, ceremony_snapshot
from tests.protocol.damaged import damaged_snapshot
from tests.protocol.papers import full_order, mixed_currencies
from tests.protocol.samples import order, snapshot

FOLDER = Path(__file__).parent / "golden"
DPI = 50
PAGE_BREAK = "\f\n"

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "en-sr-Cyrl": lambda: render_protocol(full_order()),
    "sr-Latn": lambda: render_protocol(full_order(("sr-Latn",))),
    "fr-es-letter": lambda: render_protocol(full_order(("fr", "es"), paper=Paper.LETTER)),
    "es": lambda: render_protocol(full_order(("es",))),
    "ar-en": lambda: render_protocol(full_order(("ar", "en"))),
    "mixed-currencies": lambda: render_protocol(order(mixed_currencies(), ("en",))),
    "extract": lambda: render_extract(full_order(), "U01"),
    "damage": lambda: render_protocol(order(damaged_snapshot())),
    "symbolic": lambda: render_protocol(order(ceremony_snapshot(), ("en",))),
    "symbolic-fr-ar-letter": lambda: render_protocol(
        full_order(("fr", "ar"), paper=Paper.LETTER, content=ceremony_snapshot(recorded=RECORDED))
    ),
    "symbolic-cited": lambda: render_protocol(order(replace(snapshot(), ceremonies=(CEREMONY,)))),
}
PICTURED: dict[str, tuple[int, ...]] = {
    "en-sr-Cyrl": tuple(range(10)),
    "sr-Latn": (0, 1, 3),
    "fr-es-letter": (0, 1, 2, 5),
    "es": (0, 3),
    "ar-en": (0, 1, 2, 3, 5, 7),
    "mixed-currencies": (1, 2),
    "extract": (0, 1),
    "damage": (4, 5),
    "symbolic": (0,),
    "symbolic-fr-ar-letter": (0, 1),
    "symbolic-cited": (2,),
}
"""The pages, counted from 0, that are kept as pictures; the text is kept of all."""


@functools.cache
def golden_pdf(name: str) -> bytes:
    return DOCUMENTS[name]()


def text_of(pdf: bytes) -> str:
    return PAGE_BREAK.join(page.rstrip("\n") + "\n" for page in extract_text(pdf))


def text_path(name: str) -> Path:
    return FOLDER / f"{name}.txt"


def picture(pdf: bytes, page: int) -> Image.Image:
    width, height, pixels = render_page(pdf, page, DPI)
    return Image.frombytes("RGBA", (width, height), pixels).convert("L")


def picture_path(name: str, page: int) -> Path:
    return FOLDER / f"{name}-{page + 1}.png"


def write() -> None:
    for old in FOLDER.iterdir():
        old.unlink()
    for name, pages in PICTURED.items():
        pdf = golden_pdf(name)
        text_path(name).write_text(text_of(pdf), encoding="utf-8")
        assert page_count(pdf) > max(pages)
        for page in pages:
            target = io.BytesIO()
            picture(pdf, page).save(target, "PNG", optimize=True)
            picture_path(name, page).write_bytes(target.getvalue())


if __name__ == "__main__":
    write()
