"""The seal in the settings: the laptop's key, its copies, and whom this register trusts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from handover_desktop.protocol.seal.keys import make_key, open_key
from handover_desktop.services.desk import Services
from handover_desktop.services.keyring import KeyName, Keyring
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.settings import SettingsScreen
from handover_desktop.ui.screens.settings import seal as seal_module
from handover_desktop.ui.screens.settings.seal import SealSection
from handover_desktop.ui.secrets_dialog import SecretDialog
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    return Room(qtbot, context, trail, add_handover(desk, [vehicle(1)]))


def words(section: SealSection) -> str:
    return "\n".join(label.text() for label in section.findChildren(QLabel) if not label.isHidden())


def test_the_own_certificate_is_shown_and_saved_for_recipients(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = room.services.sealing.require_own()
    section = room.show(SettingsScreen).seal
    monkeypatch.setattr(type(room.context.files), "choose_target", lambda *_given: tmp_path / "seal.pem")

    section.export.click()
    room.settle()

    assert own.name in words(section)
    assert own.sha256[:4].upper() in words(section)
    assert (tmp_path / "seal.pem").read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")


def test_a_key_whose_time_it_is_not_is_renewed_when_one_agrees(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealing, now = room.services.sealing, room.services.workplace.now()
    keyring = Keyring(room.services.workplace.key_folder)
    keyring.path(demo=False).unlink(missing_ok=True)
    keyring.make(KeyName("Seal of tomorrow", ""), demo=False, at=now + timedelta(days=400))
    monkeypatch.setattr(type(room.context.messages), "confirm", lambda *_given, **_named: True)
    section = room.show(SettingsScreen).seal
    room.qtbot.waitUntil(lambda: not section.renew.isHidden())
    assert "Nothing can be sealed with this key today" in words(section)

    section.renew.click()
    room.settle()

    own = sealing.own()
    assert own is not None
    assert own.holds_at(now)
    room.qtbot.waitUntil(section.renew.isHidden)
    assert "Seal of tomorrow" not in words(section)


def test_a_copy_of_the_key_is_saved_under_a_passphrase(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = room.services.sealing.require_own()
    section = room.show(SettingsScreen).seal
    monkeypatch.setattr(type(room.context.files), "choose_target", lambda *_given: tmp_path / "seal.p12")
    monkeypatch.setattr(seal_module, "ask_secret", lambda *_given, **_named: "correct horse")

    section.keep.click()
    room.settle()

    kept = open_key((tmp_path / "seal.p12").read_bytes(), "correct horse", name="seal.p12")
    assert kept.certificate == own


def test_a_seal_is_trusted_and_trusted_no_longer(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_key(common_name="Seal of others", organisation="OTHERS", at=room.services.workplace.now())
    (tmp_path / "other.der").write_bytes(open_key(made, "", name="x").certificate.der)
    section = room.show(SettingsScreen).seal
    monkeypatch.setattr(type(room.context.files), "choose_certificate", lambda _self: tmp_path / "other.der")
    monkeypatch.setattr(type(room.context.messages), "confirm", lambda *_given, **_named: True)
    room.qtbot.waitUntil(lambda: "None yet." in words(section))

    section.trust.click()
    room.settle()
    room.qtbot.waitUntil(lambda: "Seal of others" in words(section))

    (drop,) = (one for one in section.findChildren(QToolButton) if "Seal of others" in one.toolTip())
    drop.click()
    room.settle()
    assert room.services.sealing.trusted() == ()
    room.qtbot.waitUntil(lambda: "None yet." in words(section))


def test_a_new_passphrase_is_typed_twice_the_same(room: Room) -> None:
    dialog = SecretDialog(
        room.show(SettingsScreen), room.context.look, room.context._, title="t", text="t", repeat="again"
    )
    dialog.first.setText("one")
    dialog.first.textEdited.emit("one")
    assert not dialog.go.isEnabled()
    dialog.second.setText("one")
    dialog.second.textEdited.emit("one")
    assert dialog.go.isEnabled()
