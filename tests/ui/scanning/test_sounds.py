"""Five sounds that differ, that can be off, and whose failure stops nothing."""

from __future__ import annotations

import array
import cmath
import io
import math
import struct
import sys
import wave
from pathlib import Path

import pytest
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


RATE = 22_050


def samples_of(sound: Sound) -> array.array[int]:
    """Return the samples, once the file is known to be what every player takes: one channel of 16 bits, PCM."""
    content = make_wave(sound)
    assert (content[:4], content[8:16]) == (b"RIFF", b"WAVEfmt ")
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", content[20:36])
    assert (kind, channels, rate, bits) == (1, 1, RATE, 16)
    assert struct.unpack("<I", content[4:8])[0] == len(content) - 8
    with wave.open(io.BytesIO(content)) as read:
        found = array.array("h", read.readframes(read.getnframes()))
    if sys.byteorder == "big":
        found.byteswap()
    return found


def tones_of(samples: array.array[int]) -> list[tuple[int, float]]:
    """Return (Hz to the nearest ten, seconds) of each tone that is heard, by the spectrum of five milliseconds."""
    step = RATE // 100
    heard: list[tuple[int, int]] = []
    for start in range(0, len(samples) - step, step):
        piece = samples[start : start + step]
        loudest = (
            0 if max(map(abs, piece)) < 500 else max(range(100, 2000, 20), key=lambda hz: power(piece, hz))
        )
        if not heard or abs(heard[-1][0] - loudest) > 150:
            heard.append((loudest, 0))
        heard[-1] = (heard[-1][0], heard[-1][1] + step)
    return [(hz, count / RATE) for hz, count in heard if hz and count > 2 * step]


def power(piece: array.array[int], hz: float) -> float:
    turn = 2j * cmath.pi * hz / RATE
    return abs(sum(level * cmath.exp(-turn * place) for place, level in enumerate(piece)))


def test_the_sounds_are_told_apart_by_number_and_height_of_their_tones_and_are_equally_loud() -> None:
    found = {sound: tones_of(samples_of(sound)) for sound in Sound}
    loudness = {}
    for sound in Sound:
        samples = samples_of(sound)
        audible = [level for level in samples if abs(level) > 500]
        loudness[sound] = math.sqrt(sum(level * level for level in audible) / len(audible))
        assert 8_000 < max(map(abs, samples)) < 16_000  # heard in a yard, and never cut off
        assert abs(samples[0]) < 200 > abs(samples[-1])  # no click

    counts = {sound: len(tones) for sound, tones in found.items()}
    heights = {sound: tones[0][0] for sound, tones in found.items()}
    assert counts == {
        Sound.EXACT: 1,
        Sound.OTHER_LINE: 2,
        Sound.CHECKED: 2,
        Sound.UNKNOWN: 1,
        Sound.SEVERAL: 3,
    }
    assert heights[Sound.EXACT] > 3 * heights[Sound.UNKNOWN] > 900  # a small speaker gives nothing below
    assert (
        found[Sound.OTHER_LINE][1][0] > 1.3 * heights[Sound.OTHER_LINE]
    )  # it rises, where "checked" repeats
    assert abs(found[Sound.CHECKED][1][0] - heights[Sound.CHECKED]) < 50
    assert max(loudness.values()) < 1.2 * min(loudness.values())


def test_playing_waits_for_no_player_and_the_next_one_is_tried_where_one_fails(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a desktop without a sound device: a player is there, and cannot play."""
    heard = tmp_path / "heard"
    scripts = {
        "pw-play": "exit 1",
        "aplay": f'for i in $(seq 1000); do [ -e {tmp_path}/go ] && break; sleep 0.01; done; echo "$@" > {heard}',
    }
    for name, script in scripts.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    sounds = Sounds(WindowSettings(tmp_path / "window.ini"))
    sounds.play(Sound.CHECKED)
    assert not heard.exists()  # it came back before the player did
    (tmp_path / "go").touch()
    qtbot.waitUntil(lambda: heard.exists() and heard.read_text("utf-8").endswith("checked.wav\n"))


def test_switching_sounds_off_holds_for_the_very_next_one(tmp_path: Path, qtbot: QtBot) -> None:
    played: list[Path] = []

    def player(path: Path) -> bool:
        played.append(path)
        return True

    settings = WindowSettings(tmp_path / "window.ini")
    at_the_check, in_the_settings = Sounds(settings, player=player), Sounds(settings, player=player)
    at_the_check.play(Sound.EXACT)
    in_the_settings.switch(on=False)
    at_the_check.play(Sound.EXACT)
    in_the_settings.switch(on=True)
    at_the_check.play(Sound.EXACT)
    assert len(played) == 2
