"""Five short sounds for what a scan found, made here and played by what the system has."""

from __future__ import annotations

import array
import enum
import io
import math
import shutil
import sys
import wave
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QProcess, QTemporaryDir
from PySide6.QtWidgets import QApplication

from handover_desktop.ui.settings import Setting, WindowSettings

SOUNDS: Final = Setting("scanner/sounds", "on", "Sounds for what a scan found: on or off.")
_RATE: Final = 22_050
_FADE: Final = 0.006
_LOUDNESS: Final = 11_000


class Sound(enum.Enum):
    """One for each result; told apart by their number of tones and by their height, also through a small speaker.

    The value is a row of (Hz, seconds); 0 Hz is a pause.
    """

    EXACT = ((1318.5, 0.12),)
    OTHER_LINE = ((784.0, 0.09), (1174.7, 0.14))
    CHECKED = ((880.0, 0.07), (0.0, 0.05), (880.0, 0.07))
    UNKNOWN = ((349.2, 0.38),)
    SEVERAL = ((1046.5, 0.06), (0.0, 0.04), (1046.5, 0.06), (0.0, 0.04), (1046.5, 0.06))


def make_wave(sound: Sound) -> bytes:
    """Return the sound as a WAV file: mono, 16 bits."""
    samples = array.array("h")
    for height, seconds in sound.value:
        count = round(seconds * _RATE)
        for number in range(count):
            edge = min(number, count - number) / (_FADE * _RATE)
            turn = 2 * math.pi * height * number / _RATE
            tone = math.sin(turn) + 0.35 * math.sin(3 * turn)
            samples.append(round(_LOUDNESS * min(1.0, edge) * tone))
    if sys.byteorder == "big":
        samples.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(_RATE)
        written.writeframes(samples.tobytes())
    return file.getvalue()


_PLAYERS: Final = ("pw-play", "paplay", "aplay -q", "afplay")
"""One after the other, for that one is installed does not say that what it speaks to is running."""


class Player(Protocol):
    """Plays a WAV file and does not wait for its end."""

    def __call__(self, path: Path) -> bool:
        """Return whether playing began."""


def play_file(path: Path) -> bool:
    """Play by what the system has; Qt's own player would need another hundred megabytes."""
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        return True
    tried = [f'{player} "$0"' for player in _PLAYERS if shutil.which(player.split()[0])]
    if not tried:
        return False
    process = QProcess()
    process.setProgram("/bin/sh")
    process.setArguments(["-c", " || ".join(tried), str(path)])
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    return bool(process.startDetached())


class Sounds:
    """Plays sounds where they are wanted; where nothing can play them, the system's own signal sounds instead."""

    def __init__(self, settings: WindowSettings, *, player: Player = play_file) -> None:
        self._settings = settings
        self._player = player
        self._folder: QTemporaryDir | None = None

    @property
    def are_on(self) -> bool:
        """Whether sounds are wanted."""
        return self._settings.get(SOUNDS) != "off"

    def switch(self, *, on: bool) -> None:
        """Want sounds, or not."""
        self._settings.put(SOUNDS, "on" if on else "off")

    def play(self, sound: Sound) -> None:
        """Play a sound, if sounds are on; that it cannot be heard stops nothing."""
        if not self.are_on:
            return
        try:
            played = self._player(self._file(sound))
        except (OSError, RuntimeError):
            played = False
        if not played:
            QApplication.beep()

    def _file(self, sound: Sound) -> Path:
        if self._folder is None or not self._folder.isValid():
            self._folder = QTemporaryDir()
        path = Path(self._folder.filePath(f"{sound.name.lower()}.wav"))
        if not path.exists():
            path.write_bytes(make_wave(sound))
        return path
