"""The entry of the command line: Ctrl+C ends it without a word, also before it has begun and when it is done."""

from __future__ import annotations

import os
import signal
import sys

STOPPED = 3
"""The exit code of a command that is stopped."""


def main() -> int:
    """Run the command line on the process's arguments and return its exit code."""
    # Loading takes a part of a second, in which Python would tell where it was. What a program is started to ignore,
    # as one in the background, it goes on ignoring.
    heeds = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeds:
        signal.signal(signal.SIGINT, lambda *_: os._exit(STOPPED))
    from handover_desktop.app import open_services, serve_other_processes

    serve_other_processes()
    from handover_desktop.cli.main import run

    try:
        if heeds:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return run(sys.argv[1:], open_services=open_services)
    except KeyboardInterrupt:
        return STOPPED
    finally:
        if heeds:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
