"""Characters that turn text around, in a register from elsewhere or from before, change nothing on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handover_desktop.domain.checks import Remark, RemarkType
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.turning import TURNING, untwisted
from handover_desktop.protocol.pages.blank_form import render_blank_form
from handover_desktop.protocol.pages.extract import render_extract
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.proofreading import render_checked
from tests.protocol.samples import BOTH, drawn, order, snapshot
from tests.protocol.test_blank_form import form_order

SIGNS = sorted(TURNING)


def twisted(content: Snapshot, sign: str) -> Snapshot:
    """The content with a name, a place, a description and a remark that would read otherwise on the screen."""
    first, second, *others = content.items
    asset = replace(first.asset, description=f"Duster {sign}AB 12", make=f"{sign}Dacia", unit=f"{sign}pcs")
    finding: Any = second.finding
    remark = Remark(f"Accepted {sign}48 of 60{sign}", RemarkType.DAMAGE)
    items = (
        replace(first, asset=asset),
        replace(second, finding=replace(finding, remark=remark)),
        *others,
    )
    party, *parties = content.details.parties
    named = (
        replace(party, name=f"Sample {sign}Ministry 7", representative=f"{sign}Demo (A){sign}"),
        *parties,
    )
    return replace(
        content, items=items, details=replace(content.details, parties=named, place=f"{sign}Yard 5")
    )


@pytest.mark.parametrize("languages", [BOTH, ("ar", "fr")])
@pytest.mark.parametrize("sign", SIGNS, ids=[f"U+{ord(sign):04X}" for sign in SIGNS])
def test_what_would_turn_a_line_around_leaves_no_trace_on_paper(
    sign: str, languages: tuple[str, ...]
) -> None:
    content = twisted(snapshot(), sign)
    plain = untwisted(content)
    assert plain != content
    drafts = [render_protocol(order(one, languages, draft=True)) for one in (content, plain)]
    assert drafts[0] == drafts[1]


@pytest.mark.parametrize("sign", ["\u200f", "\u202e", "\u2067"])
def test_a_final_protocol_is_read_back_against_the_very_data(sign: str) -> None:
    content = twisted(snapshot(), sign)
    assert render_checked(order(content, ("ar", "en"), signatures=(drawn(content),)))
    assert render_extract(order(content), "U01")


def test_forms_are_free_of_them_too() -> None:
    items = twisted(snapshot(), "\u202e").items
    forms = [render_blank_form(form_order(one)) for one in (items, untwisted(items))]
    assert forms[0].pdf == forms[1].pdf
