"""Looking for look-alikes in the register finds what the rule of the domain finds, whatever signs there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.matching import Likeness, likeness
from handover_desktop.register import Register
from tests.register.samples import make_register

VALUES = (
    "O0QI1L", "00Q11L", "AAAO0QI1L", "S5B8Z2", "[^]-?*X0", "XХKК12345", "ÄЖ0O55", "0SYZ-ZZV1/1ZR000001", "000001",
)  # fmt: skip

Listed = tuple[Register, HandoverId]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listed]:
    path: Path = tmp_path_factory.mktemp("bearers") / "register.handover"
    lines = (
        AssetLine(str(number), "Thing", identifiers=(Identifier(IdentifierKind.SERIAL_NUMBER, value),))
        for number, value in enumerate(VALUES, 1)
    )
    register, handover = make_register(path, *lines)
    yield register, handover
    register.close()


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text("O0QI1LS5B8Z2AХXК?*[]^-ÄЖ", max_size=9), st.sampled_from(VALUES)))
@example("OOOO1I")
@example("[^]-?*XO")
def test_the_register_finds_what_the_rule_calls_alike(listed: Listed, code: str) -> None:
    register, handover = listed
    with register.reading() as store:
        near = {bearer.identifier.value for bearer in store.resembling(handover, code)}
        same = {bearer.identifier.value for bearer in store.bearers(handover, code)}
    how = {value: likeness(value, code) for value in VALUES}
    assert {value for value, found in how.items() if found is not None} <= near | same
    assert {value for value, found in how.items() if found is Likeness.SAME} <= same
