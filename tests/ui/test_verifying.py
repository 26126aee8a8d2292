"""Verifying in the window: a dropped protocol gets its report, which is copied, saved and closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.i18n import load_translator
from handover_desktop.services.verifying import is_protocol_file, verify_file
from handover_desktop.ui.theme import Look
from handover_desktop.ui.verification import VerifyActs, VerifyDialog
from tests.protocol.seals import key, sealed_protocol


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "p.pdf"
    path.write_bytes(sealed_protocol())
    return path


def test_a_protocol_is_told_from_a_scan(file: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n")

    assert is_protocol_file(file)
    assert not is_protocol_file(tmp_path / "scan.pdf")


def test_the_report_says_copies_and_saves_what_was_found(
    file: Path, look: Look, resources: Path, qtbot: QtBot
) -> None:
    texts = load_translator("en", resources / "catalogues")
    saved: list[str] = []
    asked: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    acts = VerifyActs(saved.append, lambda: asked.append("trust"))
    dialog = VerifyDialog(parent, look, texts, verify_file(file), "p.pdf", acts)
    dialog.show()

    assert "not trusted here" in dialog.verdict.text()
    assert key().certificate.name in dialog.text
    for name in ("Copy the report", "Save the report…", "Trust this seal…"):
        (made,) = (b for b in dialog.findChildren(QWidget) if b.accessibleName() == name)
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.text == saved[0]
    assert asked == ["trust"]
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
