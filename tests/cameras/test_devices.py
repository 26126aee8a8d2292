"""Only cameras are opened, and those that Linux lists are told apart."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handover_desktop.cameras import Camera, Devices, Trouble, list_apart
from handover_desktop.cameras.devices import trouble_of


@pytest.mark.parametrize(
    "address",
    [
        "rtsp://192.0.2.1/stream",
        "http://192.0.2.1/video0",
        "tcp://192.0.2.1:9",
        "file:/dev/video0",
        "/dev/video0/../../etc/passwd",
        "/dev/video0\n",
        "/dev/null",
        "concat:/dev/video0|/etc/passwd",
        "testsrc",
        "",
    ],
)
def test_nothing_but_a_camera_is_opened(address: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(address)}$"):
        Devices().open(Camera("Any", address))


def test_a_camera_that_is_not_there_is_gone() -> None:
    with pytest.raises(FileNotFoundError) as absent:
        Devices().open(Camera("Any", "/dev/video63"))
    assert trouble_of(absent.value) is Trouble.GONE


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.EPERM, Trouble.DENIED),
        (errno.EBUSY, Trouble.BUSY),
        (errno.ENXIO, Trouble.GONE),
        (errno.EINVAL, Trouble.UNUSABLE),
    ],
)
def test_what_the_system_says_is_understood(number: int, trouble: Trouble) -> None:
    assert trouble_of(OSError(number, "")) is trouble


def list_device(folder: Path, name: str, *, title: str, index: int) -> None:
    (folder / name).mkdir()
    (folder / name / "name").write_text(f"{title}\n", "utf-8")
    (folder / name / "index").write_text(f"{index}\n", "utf-8")


def test_cameras_are_listed_by_name_without_their_second_devices(tmp_path: Path) -> None:
    for number, title, index in (
        (70, "Webcam", 0),
        (71, "Webcam", 1),
        (72, "Webcam", 0),
        (110, "Café-Caméra", 0),
    ):
        list_device(tmp_path, f"video{number}", title=title, index=index)
    found = Devices(tmp_path).cameras()
    assert [(camera.name, camera.address) for camera in found] == [
        ("Webcam (1)", "/dev/video70"),
        ("Webcam (2)", "/dev/video72"),
        ("Café-Caméra", "/dev/video110"),
    ]
    assert list_apart(Devices(tmp_path))[1] == found


def test_without_cameras_there_is_nothing_to_list(tmp_path: Path) -> None:
    assert Devices(tmp_path / "absent").cameras() == ()


def test_the_camera_is_let_go_when_the_program_is_killed(tmp_path: Path) -> None:
    script = """
import queue, sys
from handover_desktop.cameras import Feed, Order
from tests.cameras.films import Films, colours

if __name__ == "__main__":
    told = queue.SimpleQueue()
    feed = Feed(Films((colours(),)), told.put)
    told.get(), told.get()
    print(feed._process.pid, flush=True)
    sys.stdin.read()
"""
    path = tmp_path / "program.py"
    path.write_text(script, "utf-8")
    root = str(Path(__file__).parents[2])
    program = subprocess.Popen(
        [sys.executable, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert program.stdin is not None
    assert program.stdout is not None
    with program:
        reader = int(program.stdout.readline())
        assert Path(f"/proc/{reader}").exists()
        program.send_signal(signal.SIGKILL)
        program.wait()
    end = time.monotonic() + 20
    while is_running(reader) and time.monotonic() < end:
        time.sleep(0.02)
    assert not is_running(reader)


def is_running(process: int) -> bool:
    """Tell whether a process does anything still; one that no one has buried yet does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text("utf-8")
    except FileNotFoundError:
        return False
