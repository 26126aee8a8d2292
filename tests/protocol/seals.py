"""Sealed files and keys that tests of the seal are made from."""

from __future__ import annotations

import functools
from datetime import UTC, datetime

from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.seal.keys import SigningKey, make_key, open_key
from handover_desktop.protocol.seal.sealing import seal_pdf
from tests.protocol.samples import every_outcome, order, snapshot

NOON = datetime(2024, 12, 5, 11, 0, tzinfo=UTC)


@functools.cache
def key(name: str = "Handover seal of device BG-K7QP", *, year: int = 2024) -> SigningKey:
    """Return a key made in `year`, the same for the same name."""
    made = make_key(common_name=name, organisation="DEMO", at=datetime(year, 12, 1, tzinfo=UTC))
    return open_key(made, "", name="seal.p12")


@functools.cache
def plain_protocol() -> bytes:
    """Return a finished protocol without a seal."""
    return render_protocol(order(snapshot(every_outcome())))


@functools.cache
def sealed_protocol() -> bytes:
    """Return a sealed protocol of two parties."""
    return seal_pdf(plain_protocol(), key(), at=NOON, parties=(0, 1))
