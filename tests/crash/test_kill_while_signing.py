"""Killed while somebody signs, the program goes on where the register says: a signature is there whole, or not."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from handover_desktop.app import open_services
from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.handovers import Party, PartyRole
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.signatures import SignatureKind
from handover_desktop.domain.states import State
from handover_desktop.services.demo_script import demo_mark
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details, two_parties

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys, time
from pathlib import Path
from handover_desktop.app import open_services
from handover_desktop.services.demo_script import demo_mark
services = open_services(Path(sys.argv[1]))
handover, stage = int(sys.argv[2]), sys.argv[3]
if stage == "before the commit":
    with services.workplace.writing() as store:
        from handover_desktop.domain.signatures import Signature, SignatureKind
        frozen = store.handover(handover)
        store.add_signature(handover, Signature(
            services.workplace.uid(), 1, SignatureKind.DRAWN, "Demo Osoba 1", "Chair", frozen.digest, "",
            store.at, demo_mark(1)))
        print("now", flush=True)
        time.sleep(60)
services.signing.sign(handover, 1, strokes=demo_mark(1), language="en", name="Demo Osoba 1", function="Chair")
print("now", flush=True)
time.sleep(60)
"""


def kill_while_signing(path: Path, handover: HandoverId, stage: str) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path), str(handover), stage],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "HOME": str(path.parent), "PATH": "/usr/bin:/bin"},
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "now\n"
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()


def finalise(path: Path) -> HandoverId:
    """Make a register with a finalised handover that three parties sign; the first does so on paper."""
    third = Party(PartyRole.WITNESS, "Demo Observer", representative="Demo Osoba 8")
    with closing(open_services(path, create=True)) as services:
        workplace = services.workplace
        with workplace.writing() as store:
            details = complete_details(parties=(*two_parties(), third))
            handover = store.add_handover(uid=workplace.uid(), reference="HO-1", details=details).id
            added = store.add_items(handover, [(workplace.uid(), a_vehicle(), Origin.LISTED, "")])
        services.checking.record(added[0], CheckRequest(Outcome.ACCEPTED))
        services.finalising.finalise(handover)
        services.signing.sign_on_paper(handover, 0, language="en")
    return handover


def test_an_interrupted_ceremony_goes_on_where_the_register_says(tmp_path: Path) -> None:
    path = tmp_path / "r.handover"
    finalised = finalise(path)
    kill_while_signing(path, finalised, "before the commit")
    with closing(open_services(path)) as services:
        acts = [one.signature for one in services.signing.signatories(finalised)]
        assert acts[0] is not None
        assert acts[1:] == [None, None]

    kill_while_signing(path, finalised, "after the commit")
    with closing(open_services(path)) as services:
        first, second, third = (one.signature for one in services.signing.signatories(finalised))
        assert first is not None
        assert second is not None
        assert second.strokes == demo_mark(1)
        assert third is None
        assert services.handovers.get(finalised).state is State.FINALISED
        services.signing.note_absence(finalised, 2, reason="Called away.")
        kinds = [one.signature and one.signature.kind for one in services.signing.signatories(finalised)]
        assert kinds == [SignatureKind.ON_PAPER, SignatureKind.DRAWN, SignatureKind.ABSENT]
        assert services.handovers.get(finalised).state is State.SIGNED
        services.safekeeping.check_health()
        assert services.safekeeping.verify_audit().intact
