"""The pages as they were looked at and approved; `golden_pages` writes them anew."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.protocol.golden_pages import (
    FOLDER,
    PICTURED,
    golden_pdf,
    picture,
    picture_path,
    text_of,
    text_path,
)

NOTICEABLE = 48
"""A difference of grey out of 255 that the eye sees."""
TOLERATED = 0.001
"""The share of pixels that may differ noticeably, for another version of the renderer."""

PAGES = [(name, page) for name, pages in PICTURED.items() for page in pages]


@pytest.mark.parametrize("name", PICTURED)
def test_the_text_of_the_pages_is_the_golden_text(name: str) -> None:
    assert text_of(golden_pdf(name)) == text_path(name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_the_pages_look_like_the_golden_pages(name: str, page: int) -> None:
    drawn = picture(golden_pdf(name), page)
    with Image.open(picture_path(name, page)) as golden:
        assert drawn.size == golden.size
        differences = ImageChops.difference(drawn, golden).histogram()
    assert sum(differences[NOTICEABLE:]) <= TOLERATED * drawn.width * drawn.height


def test_another_word_on_a_page_would_be_noticed() -> None:
    drawn = picture(golden_pdf("en-sr-Cyrl"), 0)
    changed = drawn.copy()
    changed.paste(0, (100, 100, 125, 105))
    differences = ImageChops.difference(drawn, changed).histogram()
    assert sum(differences[NOTICEABLE:]) > 0


def test_no_golden_page_is_left_over() -> None:
    kept = {picture_path(name, page) for name, page in PAGES} | {text_path(name) for name in PICTURED}
    assert set(FOLDER.iterdir()) == kept
