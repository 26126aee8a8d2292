"""The golden pages: `python -m tests.protocol.golden_pages` writes them anew after a change that is meant."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from handover_desktop.protocol.reading import extract_text, page_count, render_page
from handover_desktop.protocol.rendering import render_protocol
from tests.protocol.samples import drawn, order, snapshot

FOLDER = Path(__file__).parent / "golden"
TEXT = FOLDER / "en-sr-Cyrl.txt"
DPI = 50
PAGE_BREAK = "\f\n"


def golden_pdf() -> bytes:
    """The fixed small protocol, with one drawn signature."""
    content = snapshot()
    return render_protocol(order(content, signatures=(drawn(content),)))


def text_of(pdf: bytes) -> str:
    return PAGE_BREAK.join(page.rstrip("\n") + "\n" for page in extract_text(pdf))


def picture(pdf: bytes, page: int) -> Image.Image:
    width, height, pixels = render_page(pdf, page, DPI)
    return Image.frombytes("RGBA", (width, height), pixels).convert("L")


def picture_path(page: int) -> Path:
    return FOLDER / f"en-sr-Cyrl-{page + 1}.png"


def write() -> None:
    pdf = golden_pdf()
    TEXT.write_text(text_of(pdf), encoding="utf-8")
    for page in range(page_count(pdf)):
        target = io.BytesIO()
        picture(pdf, page).save(target, "PNG", optimize=True)
        picture_path(page).write_bytes(target.getvalue())


if __name__ == "__main__":
    write()
