"""The paper of a symbolic handover, and the paragraph that reconciles it with the item-level protocol."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Clause, Paper
from handover_desktop.domain.money import Money
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.protocol.layout.records import Record
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.data_check import check_rows
from handover_desktop.protocol.reading.proofreading import render_checked
from handover_desktop.protocol.reading.reading import extract_text, page_count, read_protocol
from tests.protocol.ceremonies import CEREMONY, GROUPS, RECORDED, ceremony_snapshot
from tests.protocol.papers import full_order
from tests.protocol.samples import order, vehicle_snapshot


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(extract_text(pdf)).split())


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", DOCUMENT_LANGUAGES)
def test_in_one_language_it_is_one_page(language: str, paper: Paper) -> None:
    content = ceremony_snapshot(languages=(language,))
    content = replace(content, details=replace(content.details, paper=paper))
    assert page_count(render_checked(order(content, (language,)))) == 1


def test_it_says_what_is_listed_in_figures_and_that_nothing_was_checked() -> None:
    pdf = render_checked(order(ceremony_snapshot(), ("en",)))
    text = text_of(pdf)
    for said in (
        "Protocol of the symbolic handover",
        "Van 23 23 656,250.00",
        "Listed total 72 72 1,699,900.00",
        "They are listed, not checked: nothing was inspected for this protocol.",
        "recorded by the protocol of the handover HO-2024-0001, which cites this one",
        "Palace of Samples",
    ):
        assert said in text
    assert "Annex" not in text
    assert read_protocol(pdf, name="c.pdf").number == "SAMPLE-2024-0002"


def test_one_that_comes_after_the_check_states_the_difference_and_does_not_promise_one() -> None:
    text = text_of(render_checked(order(ceremony_snapshot(recorded=RECORDED), ("en",))))
    assert "recorded by the protocol SAMPLE-2024-0001, Belgrade, sample yard, 5 December 2024." in text
    assert "Difference −1 −1 −28,532.61" in text
    assert "which cites this one" not in text


def test_one_that_agrees_with_the_check_says_so_in_a_sentence() -> None:
    recorded = replace(RECORDED, groups=GROUPS)
    text = text_of(render_checked(order(ceremony_snapshot(recorded=recorded), ("en",))))
    assert "What was accepted agrees with what is stated." in text
    assert "Difference" not in text


def test_the_item_level_protocol_says_what_the_ceremony_stated_and_what_differs() -> None:
    missing = replace(
        CEREMONY, groups=(replace(CEREMONY.groups[0], lines=33, pieces=Decimal(33)), *CEREMONY.groups[1:])
    )
    text = text_of(render_checked(order(replace(vehicle_snapshot(), ceremonies=(missing,)), ("en",))))
    assert (
        "The protocol SAMPLE-2024-0002 of the symbolic handover, Palace of Samples, 2 December 2024" in text
    )
    assert "Stated at the ceremony 64 64 1,699,900.00" in text
    assert "of this: Patrol vehicle +8 +8 –" in text


def test_no_difference_is_a_dash_and_a_word() -> None:
    text = text_of(render_checked(order(replace(vehicle_snapshot(), ceremonies=(CEREMONY,)), ("en",))))
    assert "What was accepted agrees with what is stated." in text
    assert "Difference – – –" in text


def test_long_declarations_leave_the_page_of_the_signatures() -> None:
    content = ceremony_snapshot()
    long = tuple(Clause(f"own-{at}", (("en", "It is agreed so. " * 60),)) for at in range(6))
    pdf = render_checked(order(replace(content, details=replace(content.details, clauses=long)), ("en",)))
    assert page_count(pdf) > 1
    assert text_of(pdf).count("It is agreed so.") == 360


def test_currencies_are_never_added_up() -> None:
    content = ceremony_snapshot()
    assert content.symbolic is not None
    groups = (
        replace(content.symbolic.groups[0], values=(Money("EUR", 100), Money("RSD", 5))),
        *content.symbolic.groups[1:],
    )
    mixed = replace(content, symbolic=replace(content.symbolic, groups=groups))
    text = text_of(render_checked(order(mixed, ("en",))))
    assert "Listed total 72 72 EUR RSD" in text


@pytest.mark.parametrize("languages", [("en", "sr-Cyrl"), ("fr", "ar"), ("ar", "en"), ("es", "sr-Latn")])
def test_its_rows_are_read_back_in_any_languages(languages: tuple[str, ...]) -> None:
    content = ceremony_snapshot(recorded=RECORDED, languages=languages)
    assert render_checked(full_order(languages, paper=Paper.LETTER, content=content)).startswith(b"%PDF")


def test_a_figure_that_is_not_the_one_of_the_data_stops_the_output() -> None:
    printed = order(ceremony_snapshot(recorded=RECORDED), ("en",))
    record = Record()
    render_protocol(printed, record=record)
    check_rows(record, printed)
    symbolic = printed.snapshot.symbolic
    assert symbolic is not None
    for changed in (
        replace(symbolic, groups=(replace(symbolic.groups[0], lines=40), *symbolic.groups[1:])),
        replace(symbolic, recorded=replace(RECORDED, groups=RECORDED.groups[:1])),
        replace(symbolic, groups=symbolic.groups[:2]),
    ):
        other = replace(printed, snapshot=replace(printed.snapshot, symbolic=changed))
        with pytest.raises(DomainError) as refused:
            check_rows(record, other)
        assert refused.value.code in (Code.PAGES_DIFFER, Code.ROW_NOT_PRINTED)
