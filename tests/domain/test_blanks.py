"""What a clause leaves to be filled in: known names are filled, everything else is printed as it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.blanks import TO_FILL_BY_HAND, Blank, fill, has_blanks, unknown_blanks

BLANKS = st.sampled_from(list(Blank))
PLAIN = st.text(st.characters(exclude_characters="{}"), max_size=20)


def test_known_names_are_filled_and_an_empty_value_is_a_line_to_write_on() -> None:
    text = "{lines} lines of {value}, at {place} on {date}; {lines} in all"
    values = {Blank.LINES: "72", Blank.VALUE: "EUR 1,700,150.00", Blank.PLACE: ""}
    assert fill(text, values) == (
        f"72 lines of EUR 1,700,150.00, at {TO_FILL_BY_HAND} on {TO_FILL_BY_HAND}; 72 in all"
    )


def test_what_is_no_value_stays_as_it_is_written_and_is_named() -> None:
    text = "{plase}, {Lines}, {}, { lines }, {место}, {plase}, {lines}"
    assert unknown_blanks(text) == ("{plase}", "{Lines}", "{ lines }", "{место}")
    assert fill(text, {Blank.LINES: "72"}) == text[: -len("{lines}")] + "72"


@given(st.lists(st.tuples(PLAIN, BLANKS), max_size=5), PLAIN)
def test_the_text_around_is_untouched_whatever_the_values_contain(
    parts: list[tuple[str, Blank]], end: str
) -> None:
    values = {blank: f"{{{blank.value}}} \\g<0> %s" for blank in Blank}
    text = "".join(plain + blank.written for plain, blank in parts) + end
    assert fill(text, values) == "".join(plain + values[blank] for plain, blank in parts) + end
    assert has_blanks(text) is bool(parts)
    assert unknown_blanks(text) == ()
