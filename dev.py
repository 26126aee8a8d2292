"""Set up, run and check the project on a machine that has nothing but Python: the standard library only.

    python3 dev.py run [ARG ...]       open the window on the demo register, or with ARG on what ARG says
    python3 dev.py test [ARG ...]      run the tests (ARG goes to pytest)
    python3 dev.py check               run the linters, the type checker, the import contracts
    python3 dev.py bench [ARG ...]     run the benchmarks
    python3 dev.py catalogues [--check]  bring the catalogues up to date with the texts in the code
    python3 dev.py lock                resolve the dependencies anew (needs uv)
    python3 dev.py package [ARG ...]   build the installer of this platform

Exit codes: those of the tool that was run; 2 wrong usage; 3 this machine lacks something, said in a sentence.
"""

from __future__ import annotations

import gettext
import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.txt"
BENCH_LOCK = ROOT / "requirements-bench.txt"
STAMP = VENV / "handover-setup"
BENCH_STAMP = VENV / "handover-bench"
BENCH_TOOLS = {"pango-view": "pango1.0-tools"}
OLDEST_PYTHON = (3, 11)
TEST_TOOLS = {
    "strace": "strace",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "setxkbmap": "x11-xkb-utils",
    "qpdf": "qpdf",
    "pdffonts": "poppler-utils",
    "softhsm2-util": "softhsm2",
}
COULD_NOT = 3
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet")


class SetupError(Exception):
    """The machine lacks something; the text says what and what to do."""


def call(*command: str | Path, environ: dict[str, str] | None = None, silent: bool = False) -> int:
    """Run a command in the project's folder and return its exit code; `silent` keeps only its errors."""
    words = [str(part) for part in command]
    output = subprocess.DEVNULL if silent else None
    return subprocess.call(words, cwd=ROOT, env={**os.environ, **(environ or {})}, stdout=output)


def missing_packages(*, display: bool, tools: dict[str, str]) -> list[str]:
    """Return the Debian packages that this machine lacks."""
    from handover_desktop.preflight import missing_libraries

    packages = [library.package for library in missing_libraries(display)]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python3-venv")
    if sys.platform.startswith("linux"):
        packages += [package for tool, package in tools.items() if shutil.which(tool) is None]
    return packages


def install_packages(packages: list[str]) -> None:
    """Install Debian packages when this process may, otherwise stop with the command to paste."""
    from handover_desktop.preflight import install_command

    if os.name == "nt" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SetupError(
            f"System packages are missing. Install them, then repeat: {install_command(packages)}"
        )
    print(f"Installing the system packages {' '.join(packages)}...", flush=True)
    apt = ("apt-get", "-qq", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    call(*apt, "update", environ=quiet, silent=True)
    if call(*apt, "install", "-y", "--no-install-recommends", *packages, environ=quiet, silent=True):
        raise SetupError(
            "The system packages could not be installed. Check the network and repeat the command."
        )


def set_up(*, display: bool, tools: dict[str, str] | None = None) -> None:
    """Bring system packages and the virtual environment to what the lock says; quick when nothing changed."""
    packages = missing_packages(display=display, tools=tools or {})
    if packages:
        install_packages(packages)
    told = (
        LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    )  # the packages, and the commands of our own
    fingerprint = f"{platform.python_version()} {hashlib.sha256(told).hexdigest()} {ROOT}"
    if STAMP.exists() and STAMP.read_text("utf-8") == fingerprint and PYTHON.exists():
        return
    STAMP.unlink(missing_ok=True)
    if not environment_fits(VENV) and call(sys.executable, "-m", "venv", "--clear", VENV):
        raise SetupError(f"The virtual environment {VENV} could not be made.")
    print("Installing the locked Python packages (once, about 185 MB)...", flush=True)
    install_locked(LOCK)
    if call(*PIP, "install", "--no-deps", "--no-index", "--no-build-isolation", "-e", ROOT):
        raise SetupError(
            "The project could not be installed into its virtual environment; pip says why above."
        )
    STAMP.write_text(fingerprint, "utf-8")


def install_locked(lock_file: Path) -> None:
    """Install exactly the packages of a lock file into the virtual environment."""
    if call(*PIP, "install", "--only-binary", ":all:", "--require-hashes", "-r", lock_file):
        raise SetupError(
            "The Python packages could not be installed. Check the network and repeat the command."
        )


def set_up_bench() -> None:
    """Install what the benchmarks compare this program with, beside the rest."""
    set_up(display=False, tools=TEST_TOOLS | BENCH_TOOLS)
    fingerprint = f"{STAMP.read_text('utf-8')} {hashlib.sha256(BENCH_LOCK.read_bytes()).hexdigest()}"
    if BENCH_STAMP.exists() and BENCH_STAMP.read_text("utf-8") == fingerprint:
        return
    print("Installing what the benchmarks compare with (once, about 100 MB)...", flush=True)
    install_locked(BENCH_LOCK)
    BENCH_STAMP.write_text(fingerprint, "utf-8")


def environment_fits(folder: Path) -> bool:
    """Tell whether the virtual environment is of this very Python and was made in this place."""
    python, activate = folder / BIN.name / PYTHON.name, folder / BIN.name / "activate"
    try:
        settings = (folder / "pyvenv.cfg").read_text("utf-8").splitlines()
        moved = activate.exists() and str(folder) not in activate.read_text("utf-8")
    except OSError:
        return False
    return f"version = {platform.python_version()}" in settings and python.exists() and not moved


def run(arguments: list[str]) -> int:
    """Open the window; on a machine without a display say so, and what works there."""
    from handover_desktop.i18n import Translator
    from handover_desktop.preflight import Display, display_state, explain_display

    set_up(display=display_state() is not Display.ABSENT)
    state = display_state()
    if state is not Display.USABLE:
        english = Translator("en", gettext.NullTranslations())
        command = f"{shlex.quote(str(BIN / 'handover'))} demo --to demo-handover"
        raise SetupError(f"{explain_display(state, english)} The whole demo handover: {command}")
    return call(PYTHON, "-m", "handover_desktop", *(arguments or ["--demo"]))


def test(arguments: list[str]) -> int:
    """Run the tests, all of them on all cores; pytest's closing line is the last one.

    They bring their own display, for which the window needs the libraries of a real one.
    """
    set_up(display=True, tools=TEST_TOOLS)
    spread = [] if arguments else ["--numprocesses", "auto", "--dist", "loadfile"]
    return call(PYTHON, "-m", "pytest", *spread, *arguments, environ={"QT_QPA_PLATFORM": "offscreen"})


def check(_arguments: list[str]) -> int:
    """Run every checker, and fail when one of them does."""
    set_up(display=False)
    codes = [
        call(BIN / "ruff", "check", "."),
        call(BIN / "ruff", "format", "--check", "."),
        call(BIN / "mypy"),
        call(BIN / "lint-imports", "--no-cache"),
        catalogues(["--check"]),
    ]
    return max(codes)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks, which need a quiet machine."""
    set_up_bench()
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    return call(PYTHON, "-m", "pytest", "tests/benchmarks", *arguments, environ=offscreen)


def catalogues(arguments: list[str]) -> int:
    """Bring every catalogue up to date with the code; with --check only look."""
    set_up(display=False)
    return call(PYTHON, ROOT / "resources" / "catalogues" / "make.py", *arguments)


def lock(arguments: list[str]) -> int:
    """Write the lock files anew: hashes for every platform, no registry address."""
    uv = shutil.which("uv")
    if uv is None:
        raise SetupError("The locks are made with uv, which is not installed. Install it: pipx install uv")
    resolve = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate")
    outcomes = [
        call(uv, "--no-config", "pip", "compile", "--quiet", *resolve, "pyproject.toml", *chosen, *arguments)
        for chosen in (
            ("--group", "dev", "-o", "requirements.txt"),
            ("--group", "bench", "-c", "requirements.txt", "-o", "requirements-bench.txt"),
            ("--group", "package", "-c", "requirements.txt", "-o", "requirements-build.txt"),
        )
    ]
    return max(outcomes)


def package(arguments: list[str]) -> int:
    """Build the installer."""
    return call(sys.executable, "build_installer.py", *arguments)


VERBS = {verb.__name__: verb for verb in (run, test, check, bench, catalogues, lock, package)}


def main(arguments: list[str]) -> int:
    """Do what the first argument names."""
    if sys.version_info < OLDEST_PYTHON:
        print(f"Python 3.11 or newer is needed, this is {platform.python_version()}.", file=sys.stderr)
        return COULD_NOT
    if not arguments or arguments[0] not in VERBS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return VERBS[arguments[0]](arguments[1:])
    except SetupError as stop:
        print(stop, file=sys.stderr)
        return COULD_NOT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
