"""The entry of the window: what the machine lacks is said before Qt is imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from handover_desktop import preflight
from handover_desktop.folders import default_register_path, demo_register_path, user_folders
from handover_desktop.i18n import LANGUAGES, Translator, language_of_surroundings, load_translator
from handover_desktop.resources import resource_path

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services
    from handover_desktop.services.views import HandoverSummary

SURROUNDINGS = 3


class _Wanted(NamedTuple):
    register: Path | None = None
    demo: bool = False
    language: str = ""
    safe: bool = False


def main() -> int:
    """Show the window; return 0 when it was closed, 2 for wrong usage, 3 where the machine cannot show it."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a packaged program that it started itself for a part of its work
    wanted = _parse(sys.argv[1:])
    texts = _texts(wanted.language)
    reason = _why_no_window(texts)
    if reason:
        print(reason, file=sys.stderr)
        return SURROUNDINGS
    from handover_desktop.ui.application import run_window
    from handover_desktop.ui.doors import Doors

    doors = Doors(
        peek=_peek,
        open_register=_open_register,
        open_demo=_open_demo,
        load_texts=lambda language: load_translator(language, resource_path("catalogues")),
        default_register=default_register_path(),
        demo_register=demo_register_path(),
        settings_file=user_folders().config / "window.ini",
        resources=resource_path(),
        logs=user_folders().logs,
        is_older=_is_older,
    )
    return run_window(
        doors, register=wanted.register, demo=wanted.demo, language=wanted.language, safe=wanted.safe
    )


def _peek(path: Path) -> tuple[HandoverSummary, ...] | None:
    from handover_desktop.app import peek

    return peek(path)


def _is_older(path: Path) -> bool:
    from handover_desktop.app import is_older

    return is_older(path)


def _open_register(path: Path, /, *, create: bool = False, only_read: bool = False) -> Services:
    from handover_desktop.app import open_services

    return open_services(path, create=create, only_read=only_read)


def _open_demo(path: Path) -> Services:
    from handover_desktop.app import open_demo

    return open_demo(path)


def _parse(arguments: list[str]) -> _Wanted:
    """Return what the start asks for; wrong usage ends the process with 2."""
    if not arguments:
        return _Wanted()
    import argparse  # a start without arguments does without it

    parser = argparse.ArgumentParser(
        prog="handover-desktop", description="Hand over assets: from the list to the signed protocol."
    )
    parser.add_argument("register", nargs="?", type=Path, metavar="REGISTER", help="the register to open")
    parser.add_argument("--demo", action="store_true", help="open the demo register, made on first use")
    parser.add_argument(
        "--language", choices=list(LANGUAGES), default="", help="language of the window, this time"
    )
    parser.add_argument(
        "--safe",
        action="store_true",
        help="open nothing by itself: neither the last register nor the last place",
    )
    found = parser.parse_args(arguments)
    return _Wanted(found.register, found.demo, found.language, found.safe)


def _why_no_window(texts: Translator) -> str:
    """Return why no window can be shown, with the way out; empty where it can."""
    missing = preflight.missing_libraries(display=False)
    if missing:
        return preflight.explain_missing(missing, texts)
    state = preflight.display_state()
    if state is not preflight.Display.USABLE:
        advice = texts(
            "To see the whole way without a window: {command}", command="handover demo --to FOLDER"
        )
        return f"{preflight.explain_display(state, texts)}\n{advice}"
    missing = preflight.missing_libraries(display=_is_shown())
    return preflight.explain_missing(missing, texts) if missing else ""


def _is_shown() -> bool:
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    return not asked or asked.startswith(("xcb", "wayland"))


def _texts(language: str) -> Translator:
    """Return the texts for what is said before the window; English where there is no catalogue."""
    tag = language or language_of_surroundings(os.environ)
    try:
        return load_translator(tag, resource_path("catalogues"))
    except (LookupError, FileNotFoundError):
        return load_translator("en", Path())


if __name__ == "__main__":
    sys.exit(main())
