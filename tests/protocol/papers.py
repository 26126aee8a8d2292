"""Protocols with everything that a donor may ask for: statement, logos, photos, allocation, threshold."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from decimal import Decimal

from PIL import Image, ImageDraw

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.handovers import (
    OPTIONAL_ANNEXES,
    DonorProfile,
    FundingStatement,
    Logo,
    Paper,
)
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.photos import Photo
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.pages.orders import PrintOrder
from tests.protocol.samples import BOTH, all_accepted, drawn, moment, serial, snapshot, translators

THRESHOLD = Money("EUR", 500_000)
DONOR = DonorProfile("Sample donor", FundingStatement.FUNDED_BY_EU, THRESHOLD, OPTIONAL_ANNEXES)
SIZES = ((1600, 1200), (900, 1200), (2000, 800), (300, 200), (800, 800))
"""The photos in pixels: two usual ones, a broad one, one too small to fill its place, a square."""


def drawing(width: int, height: int, *, kind: str = "JPEG") -> bytes:
    """A picture of an ellipse within a frame."""
    picture = Image.new("L", (width, height), 215)
    pencil = ImageDraw.Draw(picture)
    pencil.rectangle((0, 0, width - 1, height - 1), outline=60, width=max(width // 60, 1))
    pencil.ellipse((width * 0.2, height * 0.2, width * 0.8, height * 0.8), fill=110)
    target = io.BytesIO()
    picture.save(target, kind)
    return target.getvalue()


def full_order(
    languages: tuple[str, ...] = BOTH, *, paper: Paper = Paper.A4, content: Snapshot | None = None
) -> PrintOrder:
    """The small protocol with every annex, five photos, two logos, the statement and a drawn signature."""
    pictures: dict[str, bytes] = {}

    def keep(picture: bytes) -> str:
        sha256 = hashlib.sha256(picture).hexdigest()
        pictures[sha256] = picture
        return sha256

    photos = tuple(
        Photo(
            Uid(f"photo-{number}"),
            number,
            Uid(f"item-{number}") if number < len(SIZES) else None,
            keep(drawing(width, height)),
            width,
            height,
            "Scratch on the rear door, seen from the left." if number == 2 else "",
            moment(9, number),
        )
        for number, (width, height) in enumerate(SIZES, start=1)
    )
    logos = tuple(
        Logo(name, keep(drawing(width, height, kind="PNG")))
        for name, width, height in (("Broad organisation", 600, 200), ("High organisation", 200, 300))
    )
    base = content or snapshot(parties=3)
    details = replace(base.details, languages=languages, paper=paper, donor=DONOR, logos=logos)
    whole = replace(base, details=details, photos=photos)
    return PrintOrder(whole, languages, translators(), (drawn(whole),), False, pictures)


def mixed_currencies() -> Snapshot:
    """Values in currencies of no, two and three decimals, and a line without a price."""
    lines = (
        AssetLine("1", "Yen", Decimal(3), unit_price=Money("JPY", 12_345_678)),
        AssetLine("2", "Dinar", Decimal("2.5"), unit="kg", unit_price=Money("BHD", 1_234_567)),
        AssetLine("3", "Euro", identifiers=(serial("SYN-0003"),), unit_price=Money("EUR", 1_234_567)),
        AssetLine("4", "Gift"),
    )
    return snapshot(all_accepted(lines))
