"""What the installer lays out, and that it agrees with the program."""

from __future__ import annotations

import configparser
import re
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

import build_installer
from handover_desktop import __version__, preflight
from handover_desktop.register.driver import APPLICATION_ID

ROOT = Path(__file__).resolve().parents[2]
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(ROOT / "resources" / "packaging" / "handover-desktop.desktop", "utf-8")
    return parser["Desktop Entry"]


def file_type() -> ElementTree.Element:
    found = ElementTree.parse(ROOT / "resources" / "packaging" / "handover-desktop.xml").find(
        f"{MIME}mime-type"
    )
    assert found is not None
    return found


def test_the_menu_entry_speaks_every_language_of_the_window() -> None:
    entry = desktop_entry()
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert len({entry[key], entry[f"{key}[sr]"], entry[f"{key}[sr@latin]"]}) == 3


def test_the_menu_entry_starts_the_window_and_opens_registers() -> None:
    commands = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["gui-scripts"]
    assert desktop_entry()["Exec"].split()[0] in commands
    assert desktop_entry()["MimeType"] == f"{file_type().get('type')};"


def test_a_register_is_known_by_its_name_and_by_its_mark() -> None:
    globs = [glob.get("pattern") for glob in file_type().findall(f"{MIME}glob")]
    marks = [match.attrib for match in file_type().iter(f"{MIME}match")]
    assert globs == ["*.handover"]
    assert {"type": "big32", "offset": "68", "value": f"0x{APPLICATION_ID:08X}"} in marks


def test_the_package_asks_for_every_library_that_the_window_needs() -> None:
    needed = {
        *preflight.QT.values(),
        *preflight.PRINTING.values(),
        *preflight.X11.values(),
        *preflight.WAYLAND.values(),
    }
    assert needed - {name.split(" | ")[0] for name in build_installer.DEPENDS} == set()


def test_the_package_holds_commands_menu_entry_icons_and_licence(tmp_path: Path) -> None:
    program, tree = tmp_path / "program", tmp_path / "tree"
    program.mkdir()
    for command in ("handover", "handover-desktop"):
        (program / command).write_bytes(b"\x7fELF")
    build_installer.lay_out(program, tree, architecture="amd64")

    for command in ("handover", "handover-desktop"):
        assert (tree / "usr/bin" / command).resolve() == (tree / "opt/handover-desktop" / command).resolve()
        assert (tree / "usr/bin" / command).read_bytes() == b"\x7fELF"
    share = tree / "usr/share"
    assert (share / "icons/hicolor/scalable/apps/handover-desktop.svg").is_file()
    assert (share / "icons/hicolor/48x48/mimetypes/application-x-handover-register.png").is_file()
    assert (share / "applications/handover-desktop.desktop").is_file()
    assert (share / "mime/packages/handover-desktop.xml").is_file()
    assert "EUROPEAN UNION PUBLIC LICENCE" in (share / "doc/handover-desktop/copyright").read_text("utf-8")
    assert "FFmpeg" in (share / "doc/handover-desktop/third-parties.txt").read_text("utf-8")


def test_the_package_describes_itself() -> None:
    text = build_installer.control_text(architecture="amd64", kilobytes=206_000)
    fields = dict(re.findall(r"^([A-Z][\w-]+): (.*)$", text, re.MULTILINE))
    assert (fields["Package"], fields["Version"]) == ("handover-desktop", __version__)
    assert (fields["Architecture"], fields["Installed-Size"]) == ("amd64", "206000")
    assert "libglib2.0-0 | libglib2.0-0t64" in fields["Depends"]


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_platform_without_an_installer_is_told_so(
    platform: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert build_installer.main([]) == 2
    assert "no installer" in capsys.readouterr().err
