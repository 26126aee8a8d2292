"""Whatever the bytes: a reading, or one of our own sentences; never anything else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.lists.reading import ListReading, read_list
from tests.lists import fuzzing
from tests.lists.changing import changed
from tests.lists.samples import samples
from tests.lists.sheets import HEADER, VIN, row, save_rows

relaxed = settings(
    max_examples=150, deadline=10_000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def attempt(path: Path, data: bytes) -> ListReading | None:
    path.write_bytes(data)
    try:
        reading = read_list(path)
    except HandoverError as refused:
        refused.code.text.format(**refused.params)
        return None
    for found in reading.problems:
        assert found.code.text.format(**found.params)
    return reading


@relaxed
@given(data=st.binary(max_size=600))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    attempt(tmp_path / "list", data)


@relaxed
@given(text=st.text(max_size=400))
def test_any_text(tmp_path: Path, text: str) -> None:
    attempt(tmp_path / "list.csv", text.encode("utf-8", "surrogatepass"))


cells = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        [VIN, "1.250,00 €", "EURO", "2 pcs", "#N/A", "3.56E+14", "Total", "Lot 1", "−1", "1'000", "0,5"]
    ),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.booleans(),
).map(
    lambda cell: (
        None if isinstance(cell, str) and any(ord(char) < 32 or ord(char) > 0xD7FF for char in cell) else cell
    )
)


@relaxed
@given(rows=st.lists(st.lists(cells, max_size=len(HEADER)), max_size=6))
def test_any_cells_under_a_header(tmp_path: Path, rows: list[list[object]]) -> None:
    path = save_rows(tmp_path / "list.xlsx", *rows)

    reading = attempt(path, path.read_bytes())

    assert reading is not None
    for line in reading.lines:
        assert line.description
        assert line.quantity > 0
        assert all(money.minor >= 0 for money in (line.unit_price, line.line_value) if money is not None)


@relaxed
@given(data=st.data())
def test_a_workbook_with_damaged_parts(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes are changed inside the XML, past the checksums of the archive."""
    path = save_rows(tmp_path / "list.xlsx", row(serial="SYN-1", vin=VIN), row(no=2, price="1.250,00"))
    with zipfile.ZipFile(path) as source:
        parts = {name: bytearray(source.read(name)) for name in source.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(parts[name]) - 1))
        parts[name][at] = data.draw(st.integers(32, 126))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for part, content in parts.items():
            target.writestr(part, bytes(content))

    attempt(path, packed.getvalue())


@relaxed
@given(at=st.integers(0, 6000), value=st.integers(0, 255))
def test_a_workbook_with_a_damaged_byte(tmp_path: Path, at: int, value: int) -> None:
    path = save_rows(tmp_path / "list.xlsx", row(serial="SYN-1"))
    content = bytearray(path.read_bytes())
    content[at % len(content)] = value

    attempt(path, bytes(content))


SAMPLES = samples()


@pytest.mark.parametrize("kind", SAMPLES)
def test_files_of_every_kind_with_changes(tmp_path: Path, kind: str) -> None:
    """Always the same changes, so that a failure can be repeated; `tests.lists.fuzzing` makes others for an hour."""
    source = Random(kind)
    fuzzing.attempt(_saved(tmp_path, SAMPLES[kind]), source)
    for _ in range(120):
        fuzzing.attempt(_saved(tmp_path, changed(SAMPLES[kind], source)), source)


def _saved(folder: Path, data: bytes) -> Path:
    (folder / "list").write_bytes(data)
    return folder / "list"


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_unchanged_samples_are_read(tmp_path: Path, kind: str) -> None:
    assert fuzzing.attempt(_saved(tmp_path, SAMPLES[kind]), Random(kind))


@pytest.mark.parametrize("rows", [10_000])
def test_ten_thousand_rows_are_read_whole(tmp_path: Path, rows: int) -> None:
    lines = (row(no=number, serial=f"SYN-{number:06d}", price="1.250,00") for number in range(1, rows + 1))
    path = save_rows(tmp_path / "list.xlsx", *lines)

    reading = read_list(path)

    assert len(reading.lines) == rows
    assert reading.lines[-1].identifier(IdentifierKind.SERIAL_NUMBER) == f"SYN-{rows:06d}"
