"""Which drives can be pulled out, as the platforms describe them."""

from __future__ import annotations

from pathlib import Path

import pytest

from handover_desktop.ui.sticks import is_stick, list_sticks


def described(root: Path, real: str, *, removable: str = "0") -> Path:
    """A drive as Linux describes it: a link by its name to where it hangs, its disk above the partition."""
    disk = root / "devices" / real
    (disk / "part").mkdir(parents=True)
    (disk / "removable").write_text(removable + "\n")
    links = root / "block"
    links.mkdir()
    (links / "sdb1").symlink_to(disk / "part")
    return links


@pytest.mark.parametrize(
    ("real", "removable", "expected"),
    [
        ("pci0000:00/usb1/1-2/host6/block/sdb", "0", True),
        ("pci0000:00/usb1/1-2/host6/block/sdb", "1", True),
        ("pci0000:00/mmc_host/mmc0/block/mmcblk0", "0", True),
        ("pci0000:00/ata1/host0/block/sda", "0", False),
        ("pci0000:00/ata1/host0/block/sr0", "1", True),
    ],
)
def test_linux_says_where_a_drive_hangs(tmp_path: Path, real: str, removable: str, expected: bool) -> None:
    devices = described(tmp_path, real, removable=removable)
    assert is_stick(Path("/media/x"), "/dev/sdb1", platform="linux", devices=devices) is expected


def test_what_is_no_device_is_no_stick(tmp_path: Path) -> None:
    assert not is_stick(Path("/tmp"), "tmpfs", platform="linux", devices=tmp_path)
    assert not is_stick(Path("/home"), "/dev/gone", platform="linux", devices=tmp_path)
    assert not is_stick(Path("/"), "/dev/disk1", platform="darwin")
    assert is_stick(Path("/Volumes/BLUE"), "/dev/disk4s1", platform="darwin")


def test_the_drives_of_this_machine_are_listed() -> None:
    assert all(stick.folder.is_dir() and stick.free >= 0 for stick in list_sticks())
