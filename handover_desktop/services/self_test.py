"""The self-test of an installed program: every part once, for real, on a throw-away register."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handover_desktop.i18n import DOCUMENT_LANGUAGES, load_translator

_GOLDEN_VALUE = 262_365_680
"""EUR 2,623,656.80 in cents: what the demo handover takes over."""


@dataclass(frozen=True, slots=True)
class PartResult:
    """Whether one part works, and what was seen."""

    part: str
    ok: bool
    detail: str = ""


def run_self_test(catalogues: Path) -> tuple[PartResult, ...]:
    """Run the demo handover in a temporary folder and look at what it left; one result for each part."""
    with tempfile.TemporaryDirectory(prefix="handover-self-test-") as name:
        folder = Path(name) / "demo"
        parts: tuple[tuple[str, Callable[[], str]], ...] = (
            ("catalogues", lambda: _try_catalogues(catalogues)),
            ("handover", lambda: _try_handover(folder, catalogues)),
            ("verification", lambda: _try_verification(folder, catalogues)),
            ("preview", lambda: _try_preview(folder)),
            ("cameras", _try_cameras),
        )
        return tuple(_try(part, work) for part, work in parts)


def _try(part: str, work: Callable[[], str]) -> PartResult:
    try:
        return PartResult(part, True, work())
    except Exception as failure:  # noqa: BLE001 - a self-test reports whatever goes wrong
        return PartResult(part, False, f"{type(failure).__name__}: {failure}")


def _try_catalogues(catalogues: Path) -> str:
    said = {tag: load_translator(tag, catalogues)("Accepted") for tag in DOCUMENT_LANGUAGES}
    untranslated = [tag for tag, word in said.items() if tag != "en" and word == said["en"]]
    if untranslated:
        raise AssertionError(f"no translation: {', '.join(untranslated)}")
    return ", ".join(said)


def _try_handover(folder: Path, catalogues: Path) -> str:
    from handover_desktop.services.demo import run_demo

    summary = run_demo(folder, catalogues=catalogues)
    (taken,) = summary.tally.taken_over.values
    if taken.minor != _GOLDEN_VALUE:
        raise AssertionError(f"the demo took over {taken.amount} {taken.currency}")
    return f"{summary.number} {taken.currency} {taken.amount}"


def _try_verification(folder: Path, catalogues: Path) -> str:
    from handover_desktop.services import demo
    from handover_desktop.services.verdicts import Verdict

    with demo.open_finished(folder, catalogues=catalogues) as services:
        verdict = services.verifying.verify(folder / demo.FINAL_NAME).verdict
        report = services.safekeeping.verify_audit()
        services.safekeeping.check_health()
    if verdict is not Verdict.INTACT or not report.intact:
        raise AssertionError(f"{verdict.name}, {json.dumps(report.broken)}")
    return f"{verdict.name.lower()}, {report.entries} audit entries"


def _try_preview(folder: Path) -> str:
    from handover_desktop.protocol.reading.reading import page_count, render_page
    from handover_desktop.services import demo

    pdf = (folder / demo.FINAL_NAME).read_bytes()
    width, height, pixels = render_page(pdf, 0, 40)
    if not any(byte < 128 for byte in pixels):
        raise AssertionError("the first page is blank")
    return f"{page_count(pdf)} pages, {width}×{height}"


def _try_cameras() -> str:
    from handover_desktop.cameras import Devices, list_apart

    version, cameras = list_apart(Devices())
    return f"PyAV {version}, {', '.join(camera.name for camera in cameras) or 'no camera'}"
