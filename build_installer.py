"""Build the installer of this platform: `python3 build_installer.py [--to DIR]`.

On Linux it is a .deb for the Debian or Ubuntu that builds it and for newer ones. PyInstaller packs the program out
of an environment of its own (requirements-build.txt); it must pass its self-test and is then wrapped.
Exit codes: 0 built; 1 a step failed; 2 no installer for this platform, or wrong usage; 3 something is missing.
"""

from __future__ import annotations

import argparse
import platform
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import dev

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build"
VENV = BUILD / "venv"
PYTHON = VENV / "bin" / "python"
PACKAGING = ROOT / "resources" / "packaging"
ICONS = ROOT / "resources" / "icons" / "app"
NAME = "handover-desktop"
HOME = Path("opt") / NAME
DEPENDS = (
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libx11-xcb1",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libcups2 | libcups2t64",
    "libstdc++6",
    "zlib1g",
    "libexpat1",
    "libuuid1",
    "libbz2-1.0",
    "liblzma5",
)


class BuildError(Exception):
    """The build came to an end; the text says at which step."""


def version() -> str:
    """Return the version of the program, from its package."""
    text = (ROOT / "handover_desktop" / "__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise BuildError("handover_desktop/__init__.py names no version.")
    return found[1]


def build_deb(folder: Path) -> Path:
    """Build the .deb into `folder` and return its path."""
    prepare_machine()
    prepare_environment()
    program = freeze()
    step("The self-test of the packed program", program / "handover", "self-test")
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(program, tree, architecture=architecture)
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / f"{NAME}_{version()}_{architecture}.deb"
    step("Wrapping", "dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, package)
    return package


def prepare_machine() -> None:
    """Install, or ask for, the system packages that building needs."""
    shared_python = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    packages = dev.missing_packages(display=True, tools={"objdump": "binutils", "dpkg-deb": "dpkg"})
    if not list(Path("/usr/lib").glob(f"*/{shared_python}.so.1.0")) and sys.prefix == "/usr":
        packages.append(shared_python)
    if packages:
        dev.install_packages(packages)


def prepare_environment() -> None:
    """Make the environment that is packed: the program's own dependencies and PyInstaller, all locked."""
    step("The build environment", sys.executable, "-m", "venv", "--clear", VENV)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--only-binary", ":all:")
    step("The locked Python packages", *pip, "--require-hashes", "-r", ROOT / "requirements-build.txt")


def freeze() -> Path:
    """Pack the program into one folder and return it."""
    out, work = BUILD / "frozen", BUILD / "pyinstaller"
    where = ("--distpath", out, "--workpath", work, "--noconfirm", "--log-level", "WARN")
    step("Packing", PYTHON, "-m", "PyInstaller", *where, PACKAGING / "handover.spec")
    return out / NAME


def lay_out(program: Path, tree: Path, *, architecture: str) -> None:
    """Lay out the tree of the package: the program, its commands, menu entry, icons and file type."""
    shutil.copytree(program, tree / HOME, symlinks=True)
    commands = tree / "usr" / "bin"
    commands.mkdir(parents=True)
    for command in ("handover", NAME):
        (commands / command).symlink_to(Path("../..") / HOME / command)
    share = tree / "usr" / "share"
    copy(PACKAGING / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    copy(PACKAGING / f"{NAME}.xml", share / "mime" / "packages" / f"{NAME}.xml")
    copy(ROOT / "LICENSE", share / "doc" / NAME / "copyright")
    copy(PACKAGING / "third-parties.txt", share / "doc" / NAME / "third-parties.txt")
    lay_out_icons(share / "icons" / "hicolor")
    size = sum(file.stat().st_size for file in tree.rglob("*") if not file.is_symlink()) // 1024
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(control_text(architecture=architecture, kilobytes=size), "utf-8")


def lay_out_icons(theme: Path) -> None:
    """Put the icon under the names of the program and of its files, in each size."""
    pictures = {"scalable": ICONS / "handover.svg"}
    for picture in ICONS.glob("handover-*.png"):
        edge = picture.stem.removeprefix("handover-")
        pictures[f"{edge}x{edge}"] = picture
    for size, picture in pictures.items():
        copy(picture, theme / size / "apps" / f"{NAME}{picture.suffix}")
        copy(picture, theme / size / "mimetypes" / f"application-x-handover-register{picture.suffix}")


def copy(source: Path, target: Path) -> None:
    """Copy a file to where it is readable by all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def control_text(*, architecture: str, kilobytes: int) -> str:
    """Return the package's description; the C library must be as new as the one it was built with."""
    library, release = platform.libc_ver()
    depends = ", ".join((f"libc6 (>= {release})", *DEPENDS) if library == "glibc" else DEPENDS)
    return textwrap.dedent(f"""\
        Package: {NAME}
        Version: {version()}
        Architecture: {architecture}
        Maintainer: The {NAME} project <{NAME}@localhost>
        Installed-Size: {kilobytes}
        Depends: {depends}
        Section: misc
        Priority: optional
        Description: Offline handover of assets
         Import a list of assets, check it together, and sign the acceptance protocol.
         Everything stays in one file on this computer.
        """)


def step(title: str, *command: str | Path) -> None:
    """Run one step of the build in the project's folder; raise BuildError when it fails."""
    print(f"{title}...", flush=True)
    if dev.call(*command):
        raise BuildError(f"{title}: failed.")


def main(arguments: list[str]) -> int:
    """Build what this platform installs."""
    parser = argparse.ArgumentParser(description="Build the installer of this platform.")
    parser.add_argument(
        "--to", type=Path, default=ROOT / "dist", metavar="DIR", help="folder for the installer"
    )
    folder = parser.parse_args(arguments).to.resolve()
    if not sys.platform.startswith("linux"):
        print(f"There is no installer for {sys.platform} yet. Use: python3 dev.py run", file=sys.stderr)
        return 2
    try:
        package = build_deb(folder)
    except dev.SetupError as lacking:
        print(lacking, file=sys.stderr)
        return dev.COULD_NOT
    except BuildError as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"{package} ({package.stat().st_size / 1e6:.0f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
