"""Five sounds that differ, that can be off, and whose failure stops nothing."""

from __future__ import annotations

import io
import wave
from pathlib import Path

from pytestqt.qtbot import QtBot

from handover_desktop.ui.scanning.sounds import Sound, Sounds, make_wave
from handover_desktop.ui.settings import WindowSettings


def test_five_sounds_differ_and_are_short() -> None:
    made = [make_wave(sound) for sound in Sound]
    assert len(set(made)) == len(made) == 5
    for content in made:
        with wave.open(io.BytesIO(content)) as read:
            assert 0.05 < read.getnframes() / read.getframerate() < 0.5
            assert any(read.readframes(read.getnframes()))


def test_sounds_are_played_from_a_file_and_can_be_off(tmp_path: Path, qtbot: QtBot) -> None:
    played: list[Path] = []
    settings = WindowSettings(tmp_path / "window.ini")

    def player(path: Path) -> bool:
        assert path.read_bytes().startswith(b"RIFF")
        played.append(path)
        return True

    sounds = Sounds(settings, player=player)
    for sound in Sound:
        sounds.play(sound)
    assert len({path.name for path in played}) == 5
    sounds.switch(on=False)
    sounds.play(Sound.EXACT)
    assert len(played) == 5
    assert not Sounds(settings).are_on


def test_a_player_that_fails_stops_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    def player(path: Path) -> bool:
        raise OSError(path)

    Sounds(WindowSettings(tmp_path / "window.ini"), player=player).play(Sound.UNKNOWN)
