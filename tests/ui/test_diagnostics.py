"""The diagnostics say what helps and nothing of anyone, and show it before anything is saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.app import open_services
from handover_desktop.i18n import load_translator
from handover_desktop.log import harmless_lines, read_log
from handover_desktop.ui.diagnostics import DiagnosticsDialog, facts_of_window, write_out
from handover_desktop.ui.theme import Look
from tests.ui.screens.room import add_handover, vehicle

MARK = "ZZMARKED"
REPORT = f"""Traceback (most recent call last):
  File "/home/{MARK}/app/handover_desktop/ui/window.py", line 12, in {MARK}
    raise KeyError("{MARK}")
KeyError: '{MARK}'
{MARK}.handover was lost by {MARK}
2026-11-26 10:00:00,123 ERROR handover_desktop.ui {MARK} in /home/{MARK}/x
"""


def test_of_the_log_only_what_is_known_to_be_harmless_is_left() -> None:
    assert harmless_lines(REPORT) == (
        "  handover_desktop/ui/window.py:12",
        "  KeyError",
        "2026-11-26 10:00:00 ERROR handover_desktop.ui",
    )


def test_a_run_full_of_marked_names_leaves_none_in_the_diagnostics(
    tmp_path: Path, look: Look, resources: Path
) -> None:
    folder = tmp_path / MARK
    services = open_services(folder / f"{MARK}.handover", create=True)
    marked = replace(vehicle(1), description=MARK, make=MARK, line_no=MARK)
    add_handover(services, [marked, vehicle(2)])
    services.settings.save(organisation=MARK, site=MARK)
    (folder / "handover.log").write_text(REPORT, encoding="utf-8")

    facts = (
        *facts_of_window(look, load_translator("en", resources / "catalogues")),
        *services.diagnostics.of_register(),
    )
    text = write_out(facts, read_log(folder))
    services.close()

    assert MARK not in text
    assert str(tmp_path) not in text
    assert "Patrol" not in text
    for wanted in (
        "handover:",
        "qt:",
        "screen 1:",
        "theme:",
        "language:",
        "register version:",
        "lines:",
        "KeyError",
    ):
        assert wanted in text
    assert dict(facts)["lines"] == "2"


def test_what_is_shown_is_what_is_saved_and_nothing_is_saved_unasked(
    qtbot: QtBot, look: Look, resources: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = DiagnosticsDialog(window, look, load_translator("en", resources / "catalogues"), text="facts\n")
    asked: list[str] = []
    dialog.accepted.connect(lambda: asked.append(dialog.text))
    dialog.open()
    shown = dialog.findChild(QPlainTextEdit)
    default = next(one for one in dialog.findChildren(QPushButton) if one.isDefault())

    assert shown is not None
    assert shown.toPlainText() == dialog.text == "facts\n"
    assert default.text() == "Done"
    default.click()
    assert asked == []
