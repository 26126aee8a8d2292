"""The test of a scanner: what arrives is shown as it is, and what a calibration teaches holds on the check screen."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from handover_desktop.protocol.layout.codes import find_item_codes
from handover_desktop.protocol.reading.scans import open_scan
from handover_desktop.services.item_codes import draw_linear, draw_squares
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.scanning.bursts import Suffix
from handover_desktop.ui.scanning.calibration import EVERY_SIGN, FIGURES, LETTERS, TEST_CODE
from handover_desktop.ui.scanning.code_sheet import save_sheet
from handover_desktop.ui.scanning.keyboards import LAYOUTS, Layout
from handover_desktop.ui.scanning.scanner_dialog import ScannerDialog
from handover_desktop.ui.scanning.scanner_settings import ScannerSettings
from handover_desktop.ui.scanning.sounds import SOUNDS
from handover_desktop.ui.screens.settings.scanner import ScannerSection
from tests.ui.scanning.typing_keys import scan, write_by_hand
from tests.ui.settling import rest

FRENCH, SERBIAN_LATIN, CYRILLIC = LAYOUTS[3], LAYOUTS[4], LAYOUTS[5]


@pytest.fixture
def dialog(context: UiContext, qtbot: QtBot) -> ScannerDialog:
    made = ScannerDialog(context)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.learning.setFocus()
    rest(qtbot, lambda: not context.operations.is_busy)
    return made


def test_what_arrives_and_what_is_understood_stand_beside_each_other(dialog: ScannerDialog) -> None:
    scan(TEST_CODE, layout=CYRILLIC, places=True, every=4, end=Suffix.TAB)
    shown = {key: label.text() for key, label in dialog.facts.items()}
    assert shown["understood"] == TEST_CODE
    assert shown["came"] == "".join(CYRILLIC.from_us[sign] for sign in TEST_CODE)
    assert (shown["layout"], shown["end"], shown["pace"]) == ("Serbian Cyrillic", "Tab", "4 ms a sign")
    assert "right" in dialog.verdict.text


@pytest.mark.parametrize("codes", [(LETTERS, FIGURES), (EVERY_SIGN,)], ids=["linear", "square"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_a_calibration_makes_the_test_code_read_right_without_scan_codes(
    dialog: ScannerDialog, context: UiContext, layout: Layout, codes: tuple[str, ...]
) -> None:
    dialog.learning.setChecked(True)
    for number, code in enumerate(codes, 1):
        scan(code, layout=layout, start=10_000 * number)
        assert "Learned" in dialog.verdict.text
    dialog.learning.setChecked(False)
    scan(TEST_CODE, layout=layout, start=90_000)
    assert dialog.facts["understood"].text() == TEST_CODE
    assert "read right" in dialog.verdict.text
    assert len(ScannerSettings(context.settings).calibrations) == 1


def test_a_wrong_reading_is_said_and_a_wrong_code_teaches_nothing(
    dialog: ScannerDialog, context: UiContext
) -> None:
    scan(TEST_CODE, layout=SERBIAN_LATIN)
    assert "not read right" in dialog.verdict.text
    dialog.learning.setChecked(True)
    scan("SOMETHING-ELSE", layout=FRENCH, start=20_000)
    assert "Nothing was learned" in dialog.verdict.text
    assert ScannerSettings(context.settings).calibrations == ()


def test_what_is_learned_belongs_to_the_prefix_and_can_be_forgotten(
    dialog: ScannerDialog, context: UiContext, qtbot: QtBot
) -> None:
    dialog.prefix.setFocus()
    write_by_hand("~")
    settings = ScannerSettings(context.settings)
    qtbot.waitUntil(lambda: settings.prefix == "~")
    dialog.learning.setFocus()
    dialog.learning.setChecked(True)
    scan("~" + LETTERS, start=30_000)
    assert [one.prefix for one in settings.calibrations] == ["~"]
    dialog.forget.click()
    assert settings.calibrations == ()


def test_the_sheet_can_be_scanned(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "codes.pdf"
    linear = [(payload, draw_linear(payload)) for payload in (TEST_CODE, LETTERS, FIGURES)]
    qr, matrix = draw_squares(TEST_CODE)
    save_sheet(
        path,
        "Испит читача",
        "Note",
        [*linear, ("QR", qr), ("DM", matrix), ("all", draw_squares(EVERY_SIGN)[0])],
    )
    with pikepdf.open(path) as document:
        assert len(document.pages) == 1
    scanned = open_scan(path.read_bytes())
    assert scanned is not None
    page = scanned.page(0, fine=True)
    assert page is not None
    assert set(find_item_codes(page)) == {TEST_CODE, LETTERS, FIGURES, EVERY_SIGN}


def test_the_settings_switch_sounds_and_open_the_test(context: UiContext, qtbot: QtBot) -> None:
    section = ScannerSection(context)
    qtbot.addWidget(section)
    section.sounds.click()
    assert context.settings.get(SOUNDS) == "off"
    section.test.click()
    (dialog,) = section.findChildren(ScannerDialog)
    dialog.reject()
