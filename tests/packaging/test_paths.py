"""Where a user's files lie, and that a file is written whole or not at all."""

from __future__ import annotations

import gc
import zipfile
from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.folders import user_folders
from handover_desktop.paths import write_atomically, zip_into
from handover_desktop.resources import resource_path


def test_linux_follows_the_xdg_folders() -> None:
    folders = user_folders(
        {"HOME": "/home/ana", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "relative"}, platform="linux"
    )
    assert folders.data == Path("/data/handover-desktop")
    assert folders.config == Path("/home/ana/.config/handover-desktop")
    assert folders.logs == Path("/home/ana/.local/state/handover-desktop/log")


def test_windows_keeps_all_in_the_local_application_data() -> None:
    folders = user_folders({"HOME": "C:/Users/ana", "LOCALAPPDATA": "D:/Local"}, platform="win32")
    assert {folders.data, folders.config.parent, folders.logs.parent} == {Path("D:/Local/Handover")}


def test_macos_keeps_all_in_the_library() -> None:
    folders = user_folders({"HOME": "/Users/ana"}, platform="darwin")
    assert folders.data == Path("/Users/ana/Library/Application Support/Handover")
    assert folders.logs == Path("/Users/ana/Library/Logs/Handover")


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "protocol.pdf"
    path.write_bytes(b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_a_fault_of_the_surroundings(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "protocol.pdf"
    with pytest.raises(EnvironmentFault) as fault:
        write_atomically(path, b"new")
    assert fault.value.code is Code.FILE_NOT_WRITTEN
    assert fault.value.params["path"] == path


def test_what_cannot_be_replaced_stays_and_no_trace_is_left(tmp_path: Path) -> None:
    path = tmp_path / "protocol.pdf"
    path.mkdir()
    with pytest.raises(EnvironmentFault):
        write_atomically(path, b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_a_zip_that_is_stopped_says_so_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    """Also where the key was pressed between two steps of `zipfile`, which then has a handle open that nobody holds."""

    def press(*_given: object) -> object:
        raise KeyboardInterrupt

    with (tmp_path / "part.zip").open("wb") as file:
        monkeypatch.setattr(zipfile, "_get_compressor", press)
        with pytest.raises(KeyboardInterrupt), zip_into(file) as package:
            package.writestr("a.txt", b"a")
        monkeypatch.undo()
        del package
    gc.collect()
    assert not recwarn.list


def test_a_zip_is_whole_once_the_block_is_left(tmp_path: Path) -> None:
    with (tmp_path / "whole.zip").open("wb") as file, zip_into(file) as package:
        package.writestr("a.txt", b"a")
    assert zipfile.ZipFile(tmp_path / "whole.zip").read("a.txt") == b"a"


def test_a_resource_is_found_and_a_missing_one_is_named() -> None:
    assert resource_path("icons", "app", "handover.svg").is_file()
    with pytest.raises(FileNotFoundError, match=r"incomplete.*no-such-font\.ttf"):
        resource_path("fonts", "no-such-font.ttf")
